# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a ticket's slip says, as a document the printer layer understands.

Order and wording follow the screen; a plain German slip stays under 400 bytes, because at 9,600 baud every hundred
bytes cost a tenth of a second. With another language than German that language comes first and German stands
under it, so that staff can read every slip. No name, no service.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from devices.printer import BigNumber, Columns, Cut, Element, Feed, QrCode, Slip
from devices.printer import Text as Printed
from kiosk.languages import Language
from kiosk.text import Span, T, Text

GAP = 10
"""Dots under the white-on-black place."""
SPACE = 18
"""Dots between what belongs together and what follows."""


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
    yield Printed(" · ".join(language.gettext("Ihre Nummer") for language in languages), align="center")
    yield BigNumber(content.number)
    for line in _distinct(language.plain(content.place) for language in languages):
        yield Printed(line, align="center", height=2, inverse=True)
    yield Feed(GAP)
    yield from _times(content, first)
    if second:
        yield Printed(_times_in_one_line(content, second[0]), align="right")
    if content.documents:
        yield Feed(SPACE)
        yield Printed(first.gettext("Bitte bereithalten"), bold=True)
        for document in content.documents:
            yield Printed(f"- {_in_both(document, languages)}")
    yield QrCode(content.status_link)
    for language in languages:
        yield Printed(language.gettext("Auf dem Handy"), align="center")
    yield Printed(first.gettext("Gilt nur heute."), align="center")
    yield Cut()


def _times(content: SlipContent, language: Language) -> Iterator[Element]:
    time = language.plain(T("{time} Uhr", time=content.drawn_at))
    drawn = f"{language.date_in_digits(content.drawn_at.date())}, {time}"
    yield Columns(language.gettext("Gezogen"), drawn, bold_right=False)
    yield Columns(language.gettext("Wartezeit etwa"), _wait(content, language))


def _wait(content: SlipContent, language: Language) -> str:
    if content.wait is None:
        return language.gettext("unbekannt")
    return language.plain(T("{range} Minuten", range=content.wait))


def _times_in_one_line(content: SlipContent, german: Language) -> str:
    return f"Gezogen {german.clock_time(content.drawn_at)} Uhr · Wartezeit {_wait(content, german)}"


def _in_both(text: Text, languages: tuple[Language, ...]) -> str:
    """The words in the visitor's language, with the German ones behind them unless they hold them already."""
    first, *second = (language.plain(text) for language in languages)
    return first if not second or second[0] in first else f"{first} ({second[0]})"


def _distinct(lines: Iterator[str]) -> Iterator[str]:
    return iter(dict.fromkeys(lines))
