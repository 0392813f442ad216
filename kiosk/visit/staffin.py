# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way in for staff: a badge at the scanner, the badge's number and a PIN, or the PIN of the terminal."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.staff.access import THE_TERMINAL, BadgeTold
from kiosk.staff.pin import PIN_DIGITS, Opening
from kiosk.text import NOTHING, TN, T, Text
from kiosk.visit.screens import Action, AnswerScreen, Frame, KeypadScreen, Screen, Style
from kiosk.visit.staff import OverviewPage, StaffPage

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

NUMBER_DIGITS = 3
OWN_PIN = Action("own-pin", T("PIN des Terminals"), Style.LINK)
BY_NUMBER = Action("by-number", T("Mit Ausweisnummer"), Style.LINK)


class _Asks(StrEnum):
    """What is typed next."""

    NUMBER = "number"
    PIN = "pin"
    OWN_PIN = "own-pin"
    NOTHING = "nothing"
    """Nothing that could be typed would open."""


class WayIn(StaffPage):
    """A visitor who gets here by mistake finds the usual ways out."""

    for_staff_only = False

    def __init__(self, asks: _Asks, staff: str = THE_TERMINAL, said: Text = NOTHING) -> None:
        self._asks = asks
        self._staff = staff
        self._said = said
        self._entered = ""

    @classmethod
    def first(cls, visit: Visit, said: Text = NOTHING) -> WayIn:
        """What is asked for first at this terminal, now."""
        access = cls.desk(visit).access
        access.refresh()
        if access.takes_numbers:
            return cls(_Asks.NUMBER, said=said)
        return cls(_Asks.OWN_PIN if access.has_own_pin else _Asks.NOTHING, said=said)

    @classmethod
    def with_pin(cls, staff: str, said: Text) -> WayIn:
        """The badge is known; its PIN is asked for."""
        return cls(_Asks.PIN, staff, said)

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        if self._asks is _Asks.NOTHING:
            return AnswerScreen(
                serial=serial,
                frame=frame,
                name="no-way-in",
                heading=T("Nur für Personal"),
                body=(
                    T("Das Terminal hat seit mehr als einem Tag keine Verbindung zur Zentrale."),
                    T("So lange öffnen Ausweise hier nichts."),
                ),
                icon="lock",
            )
        digits = self._digits
        return KeypadScreen(
            serial=serial,
            frame=frame,
            heading=T("Nur für Personal"),
            lead=_LEADS[self._asks],
            groups=(digits,),
            entered=self._entered if self._asks is _Asks.NUMBER else "•" * len(self._entered),
            remaining=TN("Noch {count} Ziffer", "Noch {count} Ziffern", digits - len(self._entered)),
            error=self._error(visit),
            actions=self._other_ways(visit),
        )

    @property
    def _digits(self) -> int:
        return NUMBER_DIGITS if self._asks is _Asks.NUMBER else PIN_DIGITS

    def _other_ways(self, visit: Visit) -> tuple[Action, ...]:
        access = self.desk(visit).access
        if self._asks in (_Asks.NUMBER, _Asks.PIN):
            return (OWN_PIN,) if access.has_own_pin else ()
        return (BY_NUMBER,) if access.takes_numbers else ()

    def _error(self, visit: Visit) -> Text:
        seconds = self.desk(visit).access.seconds_to_wait
        if seconds > 0:
            minutes = int(-(-seconds // 60))
            return TN(
                "Zu viele Versuche. Bitte warten Sie {count} Minute.",
                "Zu viele Versuche. Bitte warten Sie {count} Minuten.",
                minutes,
            )
        return self._said if not self._entered else NOTHING

    def went_back(self, visit: Visit) -> bool:
        """From the PIN to the number."""
        if self._asks is not _Asks.PIN:
            return False
        self._ask_for(visit, _Asks.NUMBER)
        return True

    def chosen(self, visit: Visit, action: str) -> None:
        match action.split(":"):
            case ["backspace"]:
                self._entered = self._entered[:-1]
            case ["digit", digit] if len(digit) == 1 and digit in "0123456789":
                self._type(visit, digit)
            case ["own-pin"] if OWN_PIN in self._other_ways(visit):
                self._ask_for(visit, _Asks.OWN_PIN)
            case ["by-number"] if BY_NUMBER in self._other_ways(visit):
                self._ask_for(visit, _Asks.NUMBER)

    def _ask_for(self, visit: Visit, asks: _Asks) -> None:
        self._asks = asks
        self._staff = THE_TERMINAL
        self._entered, self._said = "", NOTHING
        visit.layer.turn()

    def _type(self, visit: Visit, digit: str) -> None:
        access = self.desk(visit).access
        if self._asks is _Asks.NOTHING or access.seconds_to_wait > 0:
            return
        self._entered += digit
        if len(self._entered) < self._digits:
            return
        entered, self._entered = self._entered, ""
        if self._asks is _Asks.NUMBER:
            # Whether there is such a number shows only with the PIN.
            self._asks, self._staff, self._said = _Asks.PIN, entered, NOTHING
            visit.layer.turn()
        elif access.try_pin(self._staff, entered) is Opening.OPENED:
            unlock(visit, self._staff)
        else:
            self._said = T("Das war nicht die richtige PIN.")


_LEADS = {
    _Asks.NUMBER: T("Halten Sie Ihren Ausweis vor den Scanner. Oder tippen Sie seine Nummer ein."),
    _Asks.PIN: T("Bitte tippen Sie Ihre PIN ein."),
    _Asks.OWN_PIN: T("Bitte tippen Sie die PIN ein."),
}


def unlock(visit: Visit, staff: str) -> None:
    """Somebody has proved to be staff."""
    visit.staff_have_come()
    visit.layer.unlock(staff, OverviewPage())


def show_badge(visit: Visit, code: bytes) -> bool:
    """A badge was scanned, on whatever page. Returns whether anything came of it."""
    staff_desk = visit.around.staff
    if staff_desk is None or visit.layer.is_unlocked:
        return False
    told, staff = staff_desk.access.show_badge(code)
    match told:
        case BadgeTold.OPENED:
            unlock(visit, staff)
            return True
        case BadgeTold.PIN_TOO:
            page = WayIn.with_pin(
                staff, T("Das Terminal ist ohne Verbindung. Bitte tippen Sie auch Ihre PIN ein.")
            )
        case BadgeTold.NOT_NOW:
            page = WayIn.first(visit, T("Ohne Verbindung öffnet nur die PIN des Terminals."))
        case BadgeTold.UNKNOWN:
            page = WayIn.first(visit, T("Dieser Ausweis öffnet hier nicht."))
    if visit.layer.is_open:
        visit.layer.replace(page)
    else:
        visit.layer.open(page)
    return True
