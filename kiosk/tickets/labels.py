# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which fixed lines of slips a printer should hold (``devices.printer.labels``), and one slip a language to warm it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from devices.printer import LabelPack, Profile, Slip
from kiosk.languages import Language, Languages
from kiosk.services import Catalogue
from kiosk.services.documents import usual_documents
from kiosk.text import Span, Text
from kiosk.tickets.slip import SlipContent, compose

ON_SLIP = 4
"""So many documents fit on screen and slip; the service page has them all."""


def slip_documents(catalogue: Catalogue) -> list[Text]:
    """Every document that a slip may name, in the short words."""
    found = {
        document.short: Text(document.short)
        for service in catalogue.services.values()
        if not service.sensitive
        for document in usual_documents(service, {})[:ON_SLIP]
    }
    return list(found.values())


def label_pack(languages: Languages, documents: Iterable[Text], profile: Profile) -> LabelPack:
    """The labels for one model of printer: the sentences of every slip first, then the documents."""
    documents = list(documents)
    lines = [
        element
        for listed, wait in (([], Span(20, 35)), ([], None), (documents, None))
        for language in languages
        for element in _sample(language, languages.source, listed, wait).elements
    ]
    return LabelPack.choose(lines, profile)


def sample_slips(languages: Languages, documents: Iterable[Text]) -> Iterator[Slip]:
    """One slip a language with everything on it that does not change from slip to slip."""
    documents = list(documents)
    for language in languages:
        yield _sample(language, languages.source, documents, Span(20, 35))


def _sample(language: Language, german: Language, documents: list[Text], wait: Span | None) -> Slip:
    content = SlipContent(
        city="",
        office="",
        number="A 000",
        place=Text(""),
        drawn_at=datetime(2000, 1, 1),
        wait=wait,
        documents=documents,
        status_link="https://example.invalid/",
    )
    return compose(content, language, german)
