# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a ticket's slip says, as a document the printer layer understands.

Order and wording follow the screen. With another language than German that language comes first and German stands
under it, so that staff can read every slip. No name, no service.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from devices.printer import BigNumber, Columns, Cut, Element, Line, QrCode, Slip
from devices.printer import Text as Printed
from kiosk.languages import Language
from kiosk.text import Span, T, Text


@dataclass(frozen=True, slots=True)
class SlipContent:
    """The facts of a slip. ``drawn_at`` is local time; ``documents`` is empty for sensitive services."""

    city: str
    office: str
    number: str
    place: Text
    drawn_at: datetime
    wait: Span | None
    documents: Sequence[Text]
    status_link: str


def compose(content: SlipContent, language: Language, german: Language) -> Slip:
    """Lay out a slip in ``language``, with German under it unless it is German."""
    both = (language,) if language.tag == german.tag else (language, german)
    return Slip(tuple(_elements(content, both)))


def _elements(content: SlipContent, languages: tuple[Language, ...]) -> Iterator[Element]:
    first, *second = languages
    yield Printed(f"{content.city} · {content.office}", align="center")
    yield Line("solid")
    yield Printed(" · ".join(language.gettext("Ihre Nummer") for language in languages), align="center")
    yield BigNumber(content.number)
    for line in _distinct(language.plain(content.place) for language in languages):
        yield Printed(line, align="center", bold=True, inverse=True)
    yield from _times(content, first)
    if second:
        yield Printed(_times_in_one_line(content, second[0]), align="right")
    if content.documents:
        yield Line("dashed")
        yield Printed(first.gettext("Bitte bereithalten"), bold=True)
        for document in content.documents:
            lines = list(_distinct(language.plain(document) for language in languages))
            yield Printed(f"- {lines[0]}")
            yield from (Printed(f"  {line}") for line in lines[1:])
    yield Line("dashed")
    yield QrCode(content.status_link)
    for language in languages:
        yield Printed(language.gettext("Mit dem Handy verfolgen"), align="center", bold=language is first)
    yield Printed(first.gettext("Bitte behalten. Gilt nur heute."), align="center")
    yield Cut()


def _times(content: SlipContent, language: Language) -> Iterator[Element]:
    time = language.plain(T("{time} Uhr", time=content.drawn_at))
    drawn = f"{language.date_in_digits(content.drawn_at.date())}, {time}"
    yield Columns(language.gettext("Gezogen"), drawn)
    yield Columns(language.gettext("Wartezeit etwa"), _wait(content, language))


def _wait(content: SlipContent, language: Language) -> str:
    if content.wait is None:
        return language.gettext("unbekannt")
    return language.plain(T("{range} Minuten", range=content.wait))


def _times_in_one_line(content: SlipContent, german: Language) -> str:
    return f"Gezogen {german.clock_time(content.drawn_at)} Uhr · Wartezeit {_wait(content, german)}"


def _distinct(lines: Iterator[str]) -> Iterator[str]:
    return iter(dict.fromkeys(lines))
