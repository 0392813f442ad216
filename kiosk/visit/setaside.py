# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting a half-finished form aside: the code on the screen and, printed from memory, on a slip."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

import structlog

from devices.printer import Cut, Element, Line, QrCode, Slip
from devices.printer import Text as Printed
from kiosk.languages import Language
from kiosk.setaside.code import SetAsideError, qr_text, shown
from kiosk.setaside.keeping import Place
from kiosk.store.database import StoreError
from kiosk.text import T
from kiosk.visit.closed import trouble
from kiosk.visit.page import Page
from kiosk.visit.screens import Action, AnswerScreen, Frame, Screen, Style

if TYPE_CHECKING:
    from kiosk.setaside.content import Content
    from kiosk.visit.events import LeafletEnded
    from kiosk.visit.visit import Visit

log = structlog.get_logger(__name__)

SET_ASIDE = Action("set-aside", T("Später weitermachen"), Style.LINK)


class _Slip(StrEnum):
    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


class SetAsidePage(Page):
    """The form is set aside; only whoever has this code goes on with it."""

    allows_back = False
    takes_scans = False
    may_idle = False

    def __init__(self, code: str) -> None:
        self._code = code
        self._slip = _Slip.NONE
        self._paper: Slip | None = None

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name="set-aside",
            heading=T("Ihr Formular ist zurückgelegt."),
            body=(
                T("Ihr Code: **{code}**", code=shown(self._code)),
                _SLIP_WORDS[self._slip],
                T(
                    "Er gilt nur heute, an jedem Terminal in diesem Büro. Ohne den Code kann niemand es öffnen."
                ),
                T("Sie haben noch keine Wartenummer."),
            ),
            icon="move_down",
            actions=(Action("done", T("Fertig"), Style.PRIMARY, icon="check"),),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == "done":
            visit.end()

    def start(self, visit: Visit) -> None:
        """Print the slip, and begin to count down."""
        visit.close_in(visit.around.times.finish_without_paper)
        if visit.around.print_leaflet is None:
            return
        languages = visit.around.languages
        name = visit.office.office.name
        self._paper = compose(self._code, name, languages.get(visit.language), languages.source)
        self._slip = _Slip.PRINTING
        visit.around.print_leaflet(self._paper)

    def leaflet_ended(self, visit: Visit, event: LeafletEnded) -> None:
        if event.slip == self._paper:
            self._slip = _Slip.PRINTED if event.printed else _Slip.FAILED


_SLIP_WORDS = {
    _Slip.NONE: T("Bitte fotografieren Sie den Code, oder schreiben Sie ihn auf."),
    _Slip.PRINTING: T("Er wird gerade auf einen Zettel gedruckt."),
    _Slip.PRINTED: T("Er steht auch auf dem Zettel. Bitte nehmen Sie ihn mit."),
    _Slip.FAILED: T("Der Zettel kommt gerade nicht. Bitte fotografieren Sie den Code."),
}


def put_aside(visit: Visit, content: Content) -> None:
    """Set a form aside and show its code; or say why not, with the form still there under it."""
    set_asides = visit.around.set_asides
    assert set_asides is not None  # else it is not offered
    try:
        code = set_asides.put(content, Place(visit.office.office.id, visit.office.today()))
    except (StoreError, SetAsideError) as error:
        log.error("form_not_set_aside", kind=type(error).__name__)
        visit.go(trouble())
        return
    visit.forms_begun.clear()
    page = SetAsidePage(code)
    visit.start_over_with(page)
    page.start(visit)


def compose(code: str, office: str, language: Language, german: Language) -> Slip:
    """The slip: the code to scan and to type. Nothing says what the form is about."""
    return Slip(tuple(_elements(code, office, (language,) if language.is_german else (language, german))))


def _elements(code: str, office: str, languages: tuple[Language, ...]) -> Iterator[Element]:
    yield Printed(office, align="center")
    yield Line("solid")
    for language in languages:
        yield Printed(language.plain(T("Ihr Formular liegt bereit.")), bold=True, align="center")
        yield Printed(
            language.plain(T("Halten Sie diesen Code vor den Scanner eines Terminals.")), align="center"
        )
    yield QrCode(qr_text(code), module=7, level="L")
    half = len(shown(code)) // 2
    yield Printed(shown(code)[:half].strip(), width=2, height=2, align="center")
    yield Printed(shown(code)[half:].strip(), width=2, height=2, align="center")
    for language in languages:
        yield Printed(language.plain(T("Gilt nur heute. Das ist keine Wartenummer.")), align="center")
    yield Cut()
