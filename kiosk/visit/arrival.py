# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Check-in: scan or type the code, and hear what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from kiosk import hours
from kiosk.checkin.code import CODE_DIGITS, NUMBER_DIGITS, AppointmentCode
from kiosk.checkin.rules import Arrival, Judgement, judge
from kiosk.store.database import StoreError
from kiosk.text import NOTHING, TN, T, Text
from kiosk.visit.answers import TRY_AGAIN, WALK_IN, answer_to
from kiosk.visit.closed import booking_lines, refusal, trouble
from kiosk.visit.page import SPEAK_TO_SOMEBODY, Page
from kiosk.visit.screens import Action, AnswerScreen, Frame, KeypadScreen, ScanScreen, Screen, Style
from kiosk.visit.ticket import issue_for_appointment, show_again
from kiosk.wire.models import Appointment, Punctuality

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

log = structlog.get_logger(__name__)

NEXT = Action("next", T("Weiter"), Style.PRIMARY, icon="arrow_forward")
NO_CODE = Action("no-code", T("Ich habe keinen Code"), Style.LINK)


class ScanPage(Page):
    """Hold the code to the scanner."""

    def __init__(self) -> None:
        self._notice = NOTHING

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return ScanScreen(
            serial=serial,
            frame=frame,
            heading=T("Halten Sie Ihren Termincode vor den Scanner"),
            lead=T("Der Code steht in Ihrer Terminbestätigung – auf dem Handy oder auf Papier."),
            place=T("Der Scanner ist unter dem Bildschirm."),
            notice=self._notice,
            rows=(
                Action("type", T("Code eintippen"), Style.ROW, icon="dialpad"),
                Action("no-code", T("Ich habe keinen Code dabei"), Style.ROW, icon="help"),
            ),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        match action:
            case "type":
                visit.go(NumberPage())
            case "no-code":
                visit.go(NoCodePage())

    def say(self, notice: Text) -> None:
        """Answer a code that is not one of ours, on this page."""
        self._notice = notice


class DigitsPage(Page):
    """Typing a fixed count of digits."""

    digits = 0
    other_ways: tuple[Action, ...] = (NO_CODE,)

    def __init__(self) -> None:
        self._entered = ""
        self._error = NOTHING

    def chosen(self, visit: Visit, action: str) -> None:
        match action.split(":"):
            case ["digit", digit] if len(digit) == 1 and digit in "0123456789":
                self._error = NOTHING
                if len(self._entered) < self.digits:
                    self._entered += digit
            case ["backspace"]:
                self._error = NOTHING
                self._entered = self._entered[:-1]
            case ["next"]:
                if len(self._entered) == self.digits:
                    self.complete(visit, self._entered)
                else:
                    self._error = TN(
                        "Bitte tippen Sie noch {count} Ziffer ein.",
                        "Bitte tippen Sie noch {count} Ziffern ein.",
                        self.digits - len(self._entered),
                    )
            case ["no-code"] if NO_CODE in self.other_ways:
                visit.go(NoCodePage())

    def complete(self, visit: Visit, entered: str) -> None:
        """All digits are there."""
        raise NotImplementedError

    def keypad(self, serial: int, frame: Frame, heading: Text, lead: Text, groups: tuple[int, ...]) -> Screen:
        """The page as a screen."""
        missing = self.digits - len(self._entered)
        remaining = TN("Noch {count} Ziffer", "Noch {count} Ziffern", missing) if missing else T("Alles da.")
        return KeypadScreen(
            serial=serial,
            frame=frame,
            heading=heading,
            lead=lead,
            groups=groups,
            entered=self._entered,
            remaining=remaining,
            error=self._error,
            actions=(*self.other_ways, NEXT),
        )


class NumberPage(DigitsPage):
    """The number of the appointment."""

    digits = NUMBER_DIGITS

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return self.keypad(
            serial,
            frame,
            T("Terminnummer eintippen"),
            T("Die Nummer hat 6 Ziffern. Sie steht in Ihrer Terminbestätigung."),
            (3, 3),
        )

    def complete(self, visit: Visit, entered: str) -> None:
        visit.go(CodePage(entered))


class CodePage(DigitsPage):
    """The code that belongs to the number."""

    digits = CODE_DIGITS

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return self.keypad(
            serial,
            frame,
            T("Jetzt bitte den Code"),
            T("Der Code hat 4 Ziffern. Er steht unter der Terminnummer."),
            (4,),
        )

    def complete(self, visit: Visit, entered: str) -> None:
        arrive(visit, AppointmentCode(self._number, entered))


class NoCodePage(Page):
    """No code at hand: no dead end."""

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name="no-code",
            heading=T("Kein Problem."),
            body=(
                T("Der Code steht in der E-Mail oder im Brief mit Ihrem Termin."),
                T("Ohne Code finden wir Ihren Termin gemeinsam."),
            ),
            icon="help",
            actions=(SPEAK_TO_SOMEBODY, WALK_IN),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        _walk_in(visit, action)


class ArrivalPage(Page):
    """The answer to a code, for every case that is not simply "on time"."""

    def __init__(self, judgement: Judgement) -> None:
        self._judgement = judgement

    @property
    def late_for(self) -> Appointment | None:
        """The appointment that the visitor is late for, if that is the answer here."""
        return self._judgement.appointment if self._judgement.arrival is Arrival.LATE else None

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        answer = answer_to(visit, self._judgement)
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name=self._judgement.arrival.value,
            heading=answer.heading,
            body=answer.body,
            question=answer.question,
            icon=answer.icon,
            actions=answer.actions,
            assurance=answer.assurance,
        )

    def chosen(self, visit: Visit, action: str) -> None:
        judgement = self._judgement
        match action:
            case "wait" if judgement.appointment is not None and judgement.arrival in (
                Arrival.EARLY,
                Arrival.LATE,
            ):
                late = judgement.arrival is Arrival.LATE
                issue_for_appointment(
                    visit, judgement.appointment, Punctuality.LATE if late else Punctuality.EARLY
                )
            case "book":
                visit.go(BookingPage())
            case "come-back":
                visit.end()
            case "try-again":
                visit.back()
            case _:
                _walk_in(visit, action)


class BookingPage(Page):
    """Where a new appointment can be had."""

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        configuration = visit.office.configuration
        assert configuration is not None  # reached from an arrival only
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name="booking",
            heading=T("Neuen Termin buchen"),
            body=booking_lines(configuration.booking_url),
            icon="calendar_month",
            actions=(SPEAK_TO_SOMEBODY,),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        """Nothing to choose but help."""


class SlowDownPage(Page):
    """Too many wrong codes: a moment's pause."""

    takes_scans = False

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        left = round(visit.throttle.seconds_to_wait(visit.around.clock.monotonic()))
        if left > 0:
            waiting = TN(
                "In {count} Sekunde können Sie es noch einmal versuchen.",
                "In {count} Sekunden können Sie es noch einmal versuchen.",
                left,
            )
            actions: tuple[Action, ...] = (SPEAK_TO_SOMEBODY, WALK_IN)
        else:
            waiting = T("Sie können es jetzt noch einmal versuchen.")
            actions = (TRY_AGAIN, SPEAK_TO_SOMEBODY, WALK_IN)
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name="too-many",
            heading=T("Einen Moment bitte."),
            body=(T("Der Code hat mehrmals nicht gepasst."), waiting),
            icon="hourglass_top",
            actions=actions,
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == "try-again":
            visit.back()
        else:
            _walk_in(visit, action)


def arrive(visit: Visit, code: AppointmentCode) -> None:
    """A code was given: look it up, judge it, and answer."""
    blocked = refusal(visit)
    if blocked is not None and not blocked.allows_check_in:
        visit.go(blocked)
        return
    now = visit.around.clock.monotonic()
    if visit.throttle.seconds_to_wait(now) > 0:
        visit.go(SlowDownPage())
        return
    try:
        judgement = _judge(visit, code)
    except StoreError as error:
        log.error("appointments_unreadable", code=error.code)
        visit.go(trouble())
        return
    log.info("arrival_judged", arrival=judgement.arrival.value)
    if judgement.arrival is Arrival.UNKNOWN:
        visit.throttle.failed(now)
        visit.go(SlowDownPage() if visit.throttle.seconds_to_wait(now) > 0 else ArrivalPage(judgement))
    elif judgement.arrival is Arrival.ON_TIME and judgement.appointment is not None:
        issue_for_appointment(visit, judgement.appointment, Punctuality.ON_TIME)
    elif judgement.arrival is Arrival.ALREADY and judgement.appointment is not None:
        issued = visit.around.desk.for_appointment(judgement.appointment.id)
        if issued is None:
            visit.go(ArrivalPage(judgement))
        else:
            show_again(visit, issued)
    else:
        visit.go(ArrivalPage(judgement))


def unknown_scan(visit: Visit) -> None:
    """Something was scanned that is not an appointment code: say so kindly, on the scan page."""
    page = ScanPage()
    page.say(
        T(
            "Das ist kein Termincode von uns. Bitte halten Sie den Code aus der Terminbestätigung vor den Scanner."
        )
    )
    if isinstance(visit.current_page, ScanPage):
        visit.replace(page)
    elif refusal(visit) is None:
        visit.go(page)


def _judge(visit: Visit, code: AppointmentCode) -> Judgement:
    appointments = visit.office.appointments
    configuration = visit.office.configuration
    assert appointments is not None  # refused before
    assert configuration is not None
    appointment = appointments.find(code)
    here = appointment is not None and visit.around.desk.for_appointment(appointment.id) is not None
    return judge(
        appointment,
        now=visit.around.clock.now(),
        zone=hours.zone(configuration.office),
        here=configuration.office.id,
        others=configuration.other_offices,
        window=configuration.window,
        checked_in_here=here,
    )


def _walk_in(visit: Visit, action: str) -> None:
    from kiosk.visit.walkin import TopicsPage

    if action == "walk-in":
        blocked = refusal(visit)
        visit.go(TopicsPage() if blocked is None else blocked)
