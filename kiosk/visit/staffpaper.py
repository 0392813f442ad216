# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changing the paper roll, step by step, with the printer's word that it sees the new one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from devices.printer import Cover, Link, Paper, PrinterStatus
from kiosk.staff.words import PRINTER
from kiosk.text import NOTHING, TN, T, Text
from kiosk.visit.screens import Action, AnswerScreen, Frame, Screen, Style
from kiosk.visit.staff import DONE, TRIAL, MissedPage, StaffPage, TrialPage

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit


class Step(StrEnum):
    """Where staff are with the roll."""

    OPEN = "open"
    INSERT = "insert"
    """The cover is open."""
    EMPTY = "empty"
    """The cover is closed again and the printer sees no paper."""
    SEEN = "seen"
    """The printer sees the new roll."""
    LOW = "low"
    """It sees paper, and not much of it."""
    UNREACHED = "unreached"
    """The printer says nothing: nobody can tell."""
    BLOCKED = "blocked"
    """There is paper, and something else keeps the printer from printing."""


class PaperPage(StaffPage):
    """Open, insert, close; then what the printer says."""

    def __init__(self, status: PrinterStatus | None) -> None:
        self._begun = False
        """The cover was open, or the paper was gone, since this page opened."""
        self._look(status)

    def open_for(self, visit: Visit) -> float:
        # Hands that hold a roll touch no screen.
        return visit.around.times.help_holds

    def passed(self, visit: Visit, now: float) -> None:
        self._look(self.desk(visit).printer())

    def _look(self, status: PrinterStatus | None) -> None:
        if status is not None and (status.cover is Cover.OPEN or status.paper is Paper.OUT):
            self._begun = True

    def step(self, status: PrinterStatus | None) -> Step:
        """Where we are, by what has been seen and what the printer says now."""
        self._look(status)
        if status is None or status.link is not Link.CONNECTED:
            return Step.UNREACHED
        if status.cover is Cover.OPEN:
            return Step.INSERT
        if not self._begun:
            return Step.OPEN
        match status.paper:
            case Paper.OUT:
                return Step.EMPTY
            case _ if status.obstacle is not None:
                return Step.BLOCKED
            case Paper.LOW:
                return Step.LOW
            case Paper.OK:
                return Step.SEEN
            case _:
                return Step.UNREACHED

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        desk = self.desk(visit)
        status = desk.printer()
        step = self.step(status)
        heading, body = _WORDS[step]
        if step in (Step.UNREACHED, Step.BLOCKED) and status is not None:
            body = (*body, PRINTER[status.action][2])
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name=f"paper-{step}",
            heading=heading,
            body=tuple(text for text in body if text),
            icon=_ICONS[step],
            actions=self._actions(step, len(desk.facts().missed)),
        )

    @staticmethod
    def _actions(step: Step, missed: int) -> tuple[Action, ...]:
        if step not in (Step.SEEN, Step.LOW):
            return ()
        offered = [DONE, TRIAL]
        if missed:
            hint = TN("{count} ist nicht herausgekommen.", "{count} sind nicht herausgekommen.", missed)
            offered.append(Action("missed", T("Fehlende Zettel"), Style.ROW, icon="print_error", hint=hint))
        return tuple(reversed(offered))

    def chosen(self, visit: Visit, action: str) -> None:
        match action:
            case "done":
                visit.back()
            case "trial":
                visit.layer.replace(TrialPage.begin(self.desk(visit)))
            case "missed":
                visit.layer.replace(MissedPage())


_WORDS: dict[Step, tuple[Text, tuple[Text, ...]]] = {
    Step.OPEN: (
        T("1. Öffnen Sie die Klappe."),
        (T("Nehmen Sie die alte Rolle heraus."), T("Diese Seite geht von selbst weiter.")),
    ),
    Step.INSERT: (
        T("2. Legen Sie die neue Rolle ein."),
        (
            T("Ziehen Sie das Papier ein Stück heraus. Die glatte Seite zeigt zum Druckkopf."),
            T("**3. Schließen Sie die Klappe**, bis sie einrastet."),
        ),
    ),
    Step.EMPTY: (
        T("Der Drucker sieht kein Papier."),
        (
            T("Bitte öffnen Sie die Klappe. Liegt die Rolle richtig? Schaut das Papier heraus?"),
            T("Dann schließen Sie die Klappe wieder, bis sie einrastet."),
        ),
    ),
    Step.SEEN: (T("Der Drucker sieht das Papier."), (T("Er ist bereit."),)),
    Step.LOW: (
        T("Der Drucker sieht Papier, aber wenig."),
        (T("Er ist bereit. Ist die Rolle voll? Dann prüfen Sie bitte, ob sie ganz im Fach liegt."),),
    ),
    Step.UNREACHED: (T("Der Drucker antwortet nicht."), (NOTHING,)),
    Step.BLOCKED: (T("Der Drucker ist noch nicht bereit."), (NOTHING,)),
}

_ICONS: dict[Step, str] = {
    Step.OPEN: "receipt_long",
    Step.INSERT: "receipt_long",
    Step.EMPTY: "print_error",
    Step.SEEN: "check_circle",
    Step.LOW: "check_circle",
    Step.UNREACHED: "print_error",
    Step.BLOCKED: "print_error",
}
