# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The slip in the drawn style: more air, rules and whole sentences, because every line is a picture anyway."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from devices.printer import BigNumber, Columns, Cut, Element, Feed, Line, QrCode
from devices.printer import Text as Printed
from kiosk.languages import Language
from kiosk.text import T, Text
from kiosk.tickets.slip import your_number

if TYPE_CHECKING:
    from kiosk.tickets.slip import SlipContent


def drawn_elements(content: SlipContent, languages: tuple[Language, ...]) -> Iterator[Element]:
    """From the top to the cut."""
    first, *second = languages
    yield Printed(f"{content.city} · {content.office}", align="center")
    yield Line("solid")
    yield Printed(your_number(languages), align="center")
    yield BigNumber(content.number)
    if content.code:
        for line in dict.fromkeys(
            language.plain(T("Code: {code}", code=content.code)) for language in languages
        ):
            yield Printed(line, align="center", height=2 if not second else 1)
    for line in dict.fromkeys(language.plain(content.place) for language in languages):
        yield Printed(line, align="center", height=2 if not second else 1, inverse=True)
    yield Feed(12)
    yield from _times(content, first)
    if second:
        yield Printed(_times_in_one_line(content, second[0]), align="center")
    if content.documents:
        yield Line()
        yield Printed(first.gettext("Bitte bereithalten"), bold=True)
        for document in content.documents:
            yield Printed(f"☐ {_in_both(document, languages)}")
    yield Line()
    yield QrCode(content.status_link)
    for language in languages:
        yield Printed(language.gettext("Auf dem Handy"), align="center", bold=language is first)
    yield Line()
    for language in languages:
        yield Printed(language.gettext("Gilt nur heute."), align="center")
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
    return f"{german.clock_time(content.drawn_at)} Uhr · Wartezeit {_wait(content, german)}"


def _in_both(text: Text, languages: tuple[Language, ...]) -> str:
    """The words in the visitor's language, with the German ones behind them unless they hold them already."""
    first, *second = (language.plain(text) for language in languages)
    return first if not second or second[0] in first else f"{first} ({second[0]})"
