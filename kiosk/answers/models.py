# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a file of ``assets/answers`` holds. ``docs/answers.md`` explains every key to authors."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from kiosk.services.models import Line, ServiceModel
from kiosk.wire.models import Slug

Lines = tuple[Line, ...]


class Shown(StrEnum):
    """What the terminal adds to an answer from what it knows today."""

    DOCUMENTS = "documents"
    """What to bring for the answer's service."""
    FEES = "fees"
    """What the service costs today."""
    HOURS = "hours"
    """When this office is open."""


class Words(ServiceModel):
    """One answer in one language. ``paraphrases`` are ways in which people ask for it, ``keywords`` single words."""

    title: Line
    text: Line
    paraphrases: Annotated[Lines, Field(min_length=1)]
    keywords: Lines = ()


class SourceWords(Words):
    """The German answer, with what holds in all languages."""

    service: Slug | None = None
    online: Slug | None = None
    """The online process that goes on from here (a file of ``assets/online``)."""
    shows: tuple[Annotated[Shown, Field(strict=False)], ...] = ()
    norm: Line | None = None


class AnswerFile(ServiceModel):
    """``<tag>.yaml``. ``reviewed`` says that somebody whose language it is has read the whole file."""

    reviewed: bool = False
    stop_words: Lines = ()
    """Words that say nothing about a question; the search leaves them out."""
    answers: Annotated[Mapping[Slug, Words], Field(min_length=1)]


class SourceFile(ServiceModel):
    """``de.yaml``, from which all others are translated. ``frequent``: answers to offer before anything is typed."""

    stop_words: Lines = ()
    frequent: tuple[Slug, ...] = ()
    answers: Annotated[Mapping[Slug, SourceWords], Field(min_length=1)]
