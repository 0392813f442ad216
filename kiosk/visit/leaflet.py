# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""An answer to take home: the same words as on the screen, on a slip without a number.

It is no fact and holds nothing of the visitor, so it is not kept: a slip that does not come out now never will.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from devices.printer import Columns, Cut, Element, Line, QrCode, Slip
from devices.printer import Text as Printed
from kiosk.languages import Language
from kiosk.text import NOTHING, T, Text
from kiosk.visit.question_screens import ReplyScreen
from kiosk.visit.screens import Action, Style

if TYPE_CHECKING:
    from kiosk.visit.events import LeafletEnded
    from kiosk.visit.visit import Visit

PRINT = Action("print", T("Ausdrucken"), Style.LINK, icon="print")


class _State(StrEnum):
    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


class Leaflet:
    """What has become of the print-out of one page."""

    def __init__(self) -> None:
        self._state = _State.NONE
        self._slip: Slip | None = None

    def offered_on(self, screen: ReplyScreen, visit: Visit) -> ReplyScreen:
        """The page with the offer to print it, or with what became of it."""
        if visit.around.print_leaflet is None:
            return screen
        actions = screen.actions if self._state is _State.PRINTING else (*screen.actions, PRINT)
        return replace(screen, actions=actions, note=_said(self._state))

    def print(self, screen: ReplyScreen, visit: Visit) -> None:
        """Send the page to the printer, unless it is on its way already."""
        if visit.around.print_leaflet is None or self._state is _State.PRINTING:
            return
        self._state = _State.PRINTING
        languages = visit.around.languages
        name = visit.office.office.name if visit.office.configuration is not None else ""
        self._slip = compose(screen, languages.get(visit.language), name)
        visit.around.print_leaflet(self._slip)

    def ended(self, event: LeafletEnded) -> None:
        """It has come out, or will not."""
        if self._state is _State.PRINTING and event.slip == self._slip:
            self._state = _State.PRINTED if event.printed else _State.FAILED


def compose(screen: ReplyScreen, language: Language, office: str) -> Slip:
    """The page on paper, in the visitor's language."""
    return Slip(tuple(_elements(screen, language, office)))


def _elements(screen: ReplyScreen, language: Language, office: str) -> Iterator[Element]:
    side = "right" if language.is_right_to_left else "left"

    def line(text: Text, *, bold: bool = False, before: str = "") -> Printed:
        return Printed(before + language.plain(text), bold=bold, align="right" if side == "right" else "left")

    if office:
        yield Printed(office, align="center")
        yield Line("solid")
    yield line(screen.heading, bold=True)
    for paragraph in screen.body:
        yield line(paragraph)
    for number, step in enumerate(screen.steps, start=1):
        yield line(step, before=f"{number}. ")
    for document in (*screen.documents, *screen.special):
        yield line(document.title, before="- ")
        if document.when:
            yield line(document.when, before="  ")
    for fee in screen.fees:
        yield Columns(language.plain(fee.title), language.plain(fee.amount))
    for block in screen.blocks:
        yield line(block.title, bold=True)
        for one in block.lines:
            yield Columns(language.plain(one.title), language.plain(one.value))
    if screen.norm:
        yield line(T("Grundlage: {norm}", norm=screen.norm))
    if screen.link is not None:
        yield Printed(language.plain(screen.link.title), bold=True, align="center")
        yield QrCode(screen.link.url, module=7, level="L")
        yield Printed(screen.link.address, align="center")
    yield Cut()


def _said(state: _State) -> Text:
    match state:
        case _State.PRINTING:
            return T("Der Zettel wird gedruckt.")
        case _State.PRINTED:
            return T("Bitte nehmen Sie den Zettel.")
        case _State.FAILED:
            return T("Der Drucker druckt gerade nicht. Bitte fotografieren Sie die Seite.")
        case _:
            return NOTHING
