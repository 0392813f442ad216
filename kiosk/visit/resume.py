# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Going on with a form that was set aside: the code, the search for it, and the form as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from kiosk.setaside.code import PART_DIGITS, PARTS, SetAsideError
from kiosk.setaside.keeping import Place, SetAsides, Sought
from kiosk.store.database import StoreError
from kiosk.sync.local import Answered
from kiosk.text import T
from kiosk.visit.arrival import DigitsPage, SlowDownPage
from kiosk.visit.closed import refusal, trouble
from kiosk.visit.form_submit import STILL_SERVED
from kiosk.visit.page import SPEAK_TO_SOMEBODY, Page
from kiosk.visit.screens import Action, AnswerScreen, Frame, Screen, Style

if TYPE_CHECKING:
    from kiosk.setaside.content import Content
    from kiosk.visit.events import SetAsideAnswered
    from kiosk.visit.form import FormPage
    from kiosk.visit.visit import Visit

log = structlog.get_logger(__name__)

WAITS_AT_MOST_S = 20.0
RESUME = Action("resume", T("Begonnenes Formular fortsetzen"), Style.LINK)
TRY_AGAIN = Action("try-again", T("Code noch einmal eingeben"), Style.ROW, icon="dialpad")


class CodePartPage(DigitsPage):
    """Five digits of the code at a time; or all of it at the scanner."""

    digits = PART_DIGITS
    other_ways = ()

    def __init__(self, before: str = "") -> None:
        super().__init__()
        self._before = before

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        part = len(self._before) // PART_DIGITS + 1
        return self.keypad(
            serial,
            frame,
            T("Code vom Zettel: Teil {part} von {parts}", part=part, parts=PARTS),
            T(
                "Halten Sie den Zettel vor den Scanner. Oder tippen Sie die Ziffern ein, immer fünf auf einmal."
            ),
            (PART_DIGITS,),
        )

    def complete(self, visit: Visit, entered: str) -> None:
        typed = self._before + entered
        if len(typed) < PARTS * PART_DIGITS:
            visit.go(CodePartPage(typed))
        else:
            seek(visit, typed)


class SeekingPage(Page):
    """The back office is asked; the answer comes soon or not at all."""

    allows_back = False
    takes_scans = False

    def __init__(self, sought: Sought, since: float) -> None:
        self._sought = sought
        self._since = since

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name="set-aside-seeking",
            heading=T("Wir holen Ihr Formular."),
            body=(T("Das dauert nur einen Moment."),),
            icon="hourglass_top",
        )

    def chosen(self, visit: Visit, action: str) -> None:
        """Nothing to choose but help."""

    def passed(self, visit: Visit, now: float) -> None:
        if now - self._since > WAITS_AT_MOST_S:
            _answered(visit, self._sought, Answered.UNREACHED, "")

    def set_aside_answered(self, visit: Visit, event: SetAsideAnswered) -> None:
        if event.id == self._sought.id:
            _answered(visit, self._sought, event.answered, event.sealed)


class NotThere(Page):
    """No form with this code, and what can be done."""

    def __init__(self, answered: Answered) -> None:
        self._answered = answered

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        heading, *body = _WORDS[self._answered]
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name=f"set-aside-{self._answered.value}",
            heading=heading,
            body=tuple(body),
            icon="help",
            actions=(SPEAK_TO_SOMEBODY, TRY_AGAIN),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == "try-again":
            visit.replace(CodePartPage())


_WORDS = {
    Answered.UNKNOWN: (
        T("Wir finden kein Formular mit diesem Code."),
        T(
            "Stimmt jede Ziffer? Der Code gilt nur in dem Büro, in dem Sie begonnen haben, und nur am selben Tag."
        ),
    ),
    Answered.OVER: (
        T("Dieses Formular liegt nicht mehr bereit."),
        T("Jemand hat schon damit weitergemacht, oder es ist von einem anderen Tag."),
    ),
    Answered.UNREACHED: (
        T("Wir können Ihr Formular gerade nicht holen."),
        T(
            "Dieses Terminal hat keine Verbindung. Gehen Sie bitte zu dem Terminal, an dem Sie begonnen haben: Dort geht es auch so."
        ),
    ),
}
_WORDS[Answered.FOUND] = _WORDS[Answered.UNKNOWN]  # found, and does not open


def seek(visit: Visit, code: str) -> None:
    """Look for the form behind a code."""
    set_asides = visit.around.set_asides
    assert set_asides is not None  # else it is not offered
    blocked = refusal(visit)
    now = visit.around.clock.monotonic()
    if blocked is not None and blocked.name not in STILL_SERVED:
        visit.go(blocked)
    elif visit.throttle.seconds_to_wait(now) > 0:
        visit.go(SlowDownPage())
    else:
        sought = set_asides.seek(code, Place(visit.office.office.id, visit.office.today()))
        visit.go(SeekingPage(sought, now))


def _answered(visit: Visit, sought: Sought, answered: Answered, sealed: str) -> None:
    set_asides = visit.around.set_asides
    assert set_asides is not None
    try:
        content = _content(set_asides, sought, answered, sealed)
        page = _form_of(visit, content) if content is not None else None
        if page is not None:
            set_asides.taken(sought)
    except StoreError as error:
        log.error("set_aside_unreadable", code=error.code)
        visit.replace(trouble())
        return
    if content is None or page is None:
        log.info("set_aside_not_found", answer=answered.value)
        if answered is Answered.UNKNOWN:
            visit.throttle.failed(visit.around.clock.monotonic())
        visit.replace(NotThere(answered))
    else:
        visit.speak(content.language)
        visit.start_over_with(page)


def _content(set_asides: SetAsides, sought: Sought, answered: Answered, sealed: str) -> Content | None:
    """What the back office has, or what lies here while it cannot be asked or has not got it yet."""
    try:
        match answered:
            case Answered.FOUND:
                return set_asides.open(sought, sealed)
            case Answered.OVER:
                set_asides.forget(sought)
                return None
            case _:
                return set_asides.open_here(sought)
    except SetAsideError:
        return None


def _form_of(visit: Visit, content: Content) -> FormPage | None:
    """The form where it was left; ``None`` where this terminal does not know such a form."""
    from kiosk.forms.engine import Engine
    from kiosk.visit.form import FormPage

    service = visit.office.catalogue.get(content.service)
    form = visit.office.catalogue.form_of(service) if service is not None else None
    if service is None or form is None or service.form is None:
        return None
    return FormPage(service, Engine(form, service.form.preset), content.state, apart=content.apart)
