# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Helping the visitor who stands here: where they are, and what staff can do about it. Nothing that they entered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.text import NOTHING, TN, T, Text
from kiosk.visit.arrival import ArrivalPage
from kiosk.visit.page import Where
from kiosk.visit.screens import Action, Condition, Device, Frame, Screen, StaffScreen, Style
from kiosk.visit.staff import STORE_SILENT, StaffPage, place_of
from kiosk.visit.stafftickets import OFFER_PRIORITY, ReasonPage, prefer, reprint_latest
from kiosk.visit.ticket import TicketPage, issue_for_appointment
from kiosk.wire.models import Appointment, Punctuality
from kiosk.wire.staff import OverrideReason, OverrideRule

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

LONG_S = 180
"""Whoever is on one page for so long may need a hand."""

KINDS: dict[str, Text] = {
    "start": T("Startseite"),
    "scan": T("Code vorzeigen"),
    "keypad": T("Code eintippen"),
    "list": T("Auswahl"),
    "service": T("Anliegen"),
    "answer": T("Auskunft"),
    "form": T("Formular"),
    "group": T("Formular"),
    "check": T("Angaben prüfen"),
    "ticket": T("Nummer"),
}
"""By the kind of screen."""


class VisitorPage(StaffPage):
    """Where the visitor is stuck, and what can be done."""

    def __init__(self) -> None:
        self._said: Text = NOTHING
        self._preferred = False

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        where = visit.visitors_page.where(visit)
        return StaffScreen(
            serial=serial,
            frame=frame,
            name="visitor",
            place=place_of(visit),
            heading=T("Besuch an diesem Gerät"),
            lead=self._said or T("Gehen Sie gemeinsam weiter, oder helfen Sie hier."),
            condition=Condition.ATTENTION if where.wrong else Condition.GOOD,
            devices=tuple(self._rows(visit, where, frame)),
            actions=tuple(self._actions(visit)),
        )

    @staticmethod
    def _rows(visit: Visit, where: Where, frame: Frame) -> Iterator[Device]:
        kind = visit.visitors_page.show(visit, 0, frame).kind
        step = T("Schritt {step} von {total}", step=where.step, total=where.total) if where.total else NOTHING
        title = where.title or KINDS.get(kind, T("Auskunft"))
        yield Device("article", T("Seite"), title, step or KINDS.get(kind, T("Auskunft")), Condition.GOOD)
        if where.wrong:
            wrong = where.wrong[0]
            for one in where.wrong[1:]:
                wrong = T("{one}, {other}", one=wrong, other=one)
            count = TN("{count} Angabe", "{count} Angaben", len(where.wrong))
            yield Device("error", T("Stimmt noch nicht"), wrong, count, Condition.ATTENTION)
        seconds = visit.around.clock.monotonic() - visit.page_since
        since = TN("seit {count} Minute", "seit {count} Minuten", max(1, round(seconds / 60)))
        yield Device(
            "schedule",
            T("Auf dieser Seite"),
            NOTHING,
            since if seconds >= 30 else T("gerade erst"),
            Condition.ATTENTION if seconds >= LONG_S else Condition.GOOD,
        )
        language = visit.around.languages.get(visit.language)
        yield Device("language", T("Sprache"), NOTHING, Text(language.name), Condition.GOOD)
        yield Device(
            "hourglass_empty",
            T("Zeit"),
            T("Die Frage „Sind Sie noch da?“ kommt später.") if visit.is_unhurried else NOTHING,
            T("mehr Zeit") if visit.is_unhurried else T("wie üblich"),
            Condition.GOOD,
        )

    def _actions(self, visit: Visit) -> list[Action]:
        page = visit.visitors_page
        actions = [Action("go-on", T("Gemeinsam weitermachen"), Style.ROW, icon="handshake")]
        if not visit.is_unhurried:
            actions.append(Action("more-time", T("Mehr Zeit geben"), Style.ROW, icon="hourglass_top"))
        if _can_set_aside(visit):
            actions.append(Action("set-aside", T("Formular zurücklegen"), Style.ROW, icon="move_down"))
        if isinstance(page, ArrivalPage) and page.late_for is not None:
            actions.append(Action("late", T("Als pünktlich melden"), Style.ROW, icon="event_available"))
        if isinstance(page, TicketPage):
            if not self._preferred:
                actions.append(OFFER_PRIORITY)
            actions.append(Action("reprint", T("Zettel noch einmal"), Style.ROW, icon="replay"))
        return [
            *actions,
            Action("end-visit", T("Besuch beenden"), Style.ROW, icon="logout"),
            Action("lock", T("Sperren"), Style.PRIMARY, icon="lock"),
        ]

    def chosen(self, visit: Visit, action: str) -> None:
        page = visit.visitors_page
        self._said = NOTHING
        match action:
            case "lock":
                visit.leave_staff()
            case "go-on":
                visit.is_unhurried = True
                visit.leave_staff()
            case "more-time":
                visit.is_unhurried = True
                self._said = T("Die Frage „Sind Sie noch da?“ kommt jetzt später.")
            case "end-visit":
                visit.end()
            case "reprint" if isinstance(page, TicketPage):
                self._said = reprint_latest(visit)
            case "priority" if isinstance(page, TicketPage) and not self._preferred:
                ticket = page.issued

                def decide(reason: OverrideReason) -> None:
                    self._said = prefer(visit, ticket, reason)
                    self._preferred = self._said is not STORE_SILENT
                    visit.back()

                visit.layer.open(ReasonPage(OverrideRule.PRIORITY, decide))
            case "late" if isinstance(page, ArrivalPage) and (appointment := page.late_for) is not None:
                visit.layer.open(
                    ReasonPage(OverrideRule.LATE, lambda reason: _check_in(visit, appointment, reason))
                )
            case "set-aside" if _can_set_aside(visit):
                from kiosk.visit.form import FormPage

                if isinstance(page, FormPage):
                    visit.leave_staff()
                    page.set_aside(visit)


def assist(visit: Visit) -> None:
    """Begin a visit for somebody, with time."""
    from kiosk.visit.closed import refusal
    from kiosk.visit.walkin import TopicsPage

    visit.end()
    visit.is_unhurried = True
    if refusal(visit) is None:
        visit.go(TopicsPage())


def _can_set_aside(visit: Visit) -> bool:
    from kiosk.visit.form import FormPage

    page = visit.visitors_page
    return isinstance(page, FormPage) and page.can_be_set_aside(visit)


def _check_in(visit: Visit, appointment: Appointment, reason: OverrideReason) -> None:
    staff = visit.layer.unlocked_by
    attach = StaffPage.desk(visit).overrides.with_ticket(
        visit.office.office.id, staff, OverrideRule.LATE, reason
    )
    visit.leave_staff()
    issue_for_appointment(visit, appointment, Punctuality.ON_TIME, attach)
