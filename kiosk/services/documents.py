# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor has to bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.services.conditions import Facts, holds, in_words
from kiosk.services.models import Document, FactWords, Note, Service
from kiosk.text import NOTHING, T, Text

ROW_LETTERS = 40
"""Letters that fit beside the icon of a service row (36 px on 1080 px)."""


@dataclass(frozen=True, slots=True)
class Needed:
    """A document somebody needs. ``certain`` is false where an unknown fact decides."""

    document: Document
    certain: bool


def documents_for(service: Service, facts: Facts) -> tuple[Needed, ...]:
    """The documents in the order of the file, without those that the facts exclude."""
    return tuple(
        Needed(document, certain=applies is True)
        for document in service.documents
        if (applies := holds(document.when, facts)) is not False
    )


def notes_for(service: Service, facts: Facts) -> tuple[Note, ...]:
    """The notes in the order of the file, without those that the facts exclude."""
    return tuple(note for note in service.notes if holds(note.when, facts) is not False)


def condition_text(document: Document, words: Mapping[str, FactWords]) -> Text:
    """For whom the document is ("bei Zuzug aus dem Ausland"); empty where everybody needs it."""
    if document.when_title is not None:
        return Text(document.when_title)
    return in_words(document.when, words)


def usual_documents(service: Service, facts: Facts) -> tuple[Document, ...]:
    """What most visitors bring: the certain documents, and those marked ``usual`` unless the facts exclude them."""
    return tuple(
        needed.document for needed in documents_for(service, facts) if needed.certain or needed.document.usual
    )


def short_line(service: Service, facts: Facts) -> Text:
    """The usual documents in one line for the service row: as many as fit, at least one if there is any."""
    line, length = NOTHING, 0
    for document in usual_documents(service, facts):
        length += len(document.short) + (2 if line else 0)
        if line and length > ROW_LETTERS:
            break
        short = Text(document.short)
        line = T("{first}, {second}", first=line, second=short) if line else short
    return line
