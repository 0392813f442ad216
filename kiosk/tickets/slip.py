# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a ticket's slip says, as a document the printer layer understands.

A plain German slip stays under 300 bytes, because at 9,600 baud every hundred bytes cost a tenth of a second. With another
language than German that language comes first and German stands under it, in larger letters where it is what signs in the
house say, so that staff can read every slip too. No name, no service.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from devices.printer import Align, BigNumber, Cut, Element, QrCode, Slip
from devices.printer import Text as Printed
from kiosk.languages import Language
from kiosk.text import Span, T, Text


class SlipStyle(StrEnum):
    """``TEXT`` in the printer's own letters, within tenths of a second; ``DRAWN`` in those of the screen, within
    seconds."""

    TEXT = "text"
    DRAWN = "drawn"


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
    code: str = ""
    """What opens a hand-over at the desk, as shown (``B 042 · K7M``); empty without one."""


def compose(
    content: SlipContent, language: Language, german: Language, style: SlipStyle = SlipStyle.TEXT
) -> Slip:
    """Lay out a slip in ``language``, with German under it unless it is German."""
    both = (language,) if language.is_german else (language, german)
    if style is SlipStyle.DRAWN:
        from kiosk.tickets.drawnslip import drawn_elements

        return Slip(tuple(drawn_elements(content, both)), drawn=True)
    return Slip(tuple(_elements(content, both)))


def _elements(content: SlipContent, languages: tuple[Language, ...]) -> Iterator[Element]:
    first, german = languages[0], languages[-1]
    side: Align = "right" if first.is_right_to_left else "left"
    yield Printed(content.office, align="center")
    yield Printed(your_number(languages), align="center")
    yield BigNumber(content.number)
    if content.code:
        yield from _twice(languages, T("Code: {code}", code=content.code))
    yield from _twice(languages, content.place, inverse=True)
    fixed = T("Wartezeit in Minuten") if content.wait else None
    yield from _twice(languages, _wait(content), fixed)
    for language in languages:
        yield Printed(_today(content, language), align="center", fixed=_fixed(language, T("Gilt nur heute.")))
    for document in content.documents:
        words, below = first.plain(document), german.plain(document)
        for number, line in enumerate([words] if below in words else [words, below]):
            # On the right a dash would need drawing together with letters that are written from there.
            yield Printed(line if number and side == "right" else f"- {line}", align=side)
    # Everything in reach of one alignment: each change costs three bytes.
    yield QrCode(content.status_link, module=7, level="L", align=side)
    for line in dict.fromkeys(language.gettext("Auf dem Handy") for language in (first, german)):
        yield Printed(line, align=side)
    yield Cut()


def _twice(
    languages: tuple[Language, ...], text: Text, fixed: Text | None = None, *, inverse: bool = False
) -> Iterator[Element]:
    """In each language; German in double height."""
    german = languages[-1]
    words = {language.plain(text): language for language in languages}
    for line, language in words.items():
        large = 2 if language is german else 1
        yield Printed(
            line,
            height=large,
            align="center",
            inverse=inverse,
            fixed=_fixed(language, fixed) if fixed else "",
        )


def your_number(languages: Iterable[Language]) -> str:
    """The words above the number, in all languages of the slip."""
    return " · ".join(dict.fromkeys(language.gettext("Ihre Nummer") for language in languages))


def _wait(content: SlipContent) -> Text:
    if content.wait is None:
        return T("Wartezeit unbekannt")
    return T("Wartezeit {range} Minuten", range=content.wait)


def _today(content: SlipContent, language: Language) -> str:
    return language.plain(drawn_today(content.drawn_at))


def drawn_today(drawn_at: datetime) -> Text:
    """How long the number holds, and when it was drawn; ``drawn_at`` is local time."""
    return T("Nur heute, {date}, {time}", date=f"{drawn_at:%d.%m.%Y}", time=drawn_at)


def _fixed(language: Language, text: Text) -> str:
    """What stands in the printer's memory in place of a line with figures; German below it has the figures."""
    return "" if language.path is None else language.plain(text)
