# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers that staff give out, also where a rule says no: then they choose a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from kiosk.services import Service
from kiosk.staff.overrides import REASONS
from kiosk.store.database import StoreError
from kiosk.text import NOTHING, T, Text
from kiosk.tickets.desk import Attach, Issued, nothing_attached
from kiosk.tickets.leases import NumbersExhaustedError
from kiosk.visit.closed import RefusalPage, refusal
from kiosk.visit.events import SlipChanged, SlipState
from kiosk.visit.office import WalkIn
from kiosk.visit.screens import Action, AnswerScreen, Frame, ListScreen, Screen, Style
from kiosk.visit.staff import DONE, STORE_SILENT, StaffPage
from kiosk.visit.ticket import TicketPage, order_for, slip_for
from kiosk.wire.staff import OverrideReason, OverrideRule

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

log = structlog.get_logger(__name__)

ROWS = 6
NEVER = frozenset({"revoked", "not-ready"})
"""Refusals that nobody can set aside: there is no number to give."""
OFFER_PRIORITY = Action("priority", T("Vorrang geben"), Style.ROW, icon="arrow_upward")
REPRINT = Action(
    "reprint", T("Zettel noch einmal"), Style.ROW, icon="replay", hint=T("Darauf steht „Zweitdruck“.")
)
MORE = Action("more", T("Weitere"), Style.ROW, icon="more_horiz")

REASON_WORDS: dict[OverrideReason, Text] = {
    OverrideReason.DISABILITY: T("Schwerbehinderung"),
    OverrideReason.SMALL_CHILD: T("Kleines Kind dabei"),
    OverrideReason.PREGNANT: T("Schwanger"),
    OverrideReason.FRAIL: T("Kann nicht lange warten"),
    OverrideReason.TRAVEL: T("Reise in wenigen Stunden"),
    OverrideReason.DEADLINE: T("Eine Frist läuft heute ab"),
    OverrideReason.TRAFFIC: T("Verspätung ohne eigene Schuld"),
    OverrideReason.LONG_WAY: T("Weiter Weg"),
    OverrideReason.CALLED_IN: T("Vom Amt bestellt"),
    OverrideReason.OUR_FAULT: T("Fehler des Amtes"),
    OverrideReason.OTHER: T("Anderer Grund"),
}
RULE_WORDS: dict[OverrideRule, Text] = {
    OverrideRule.LATE: T("Zu spät zum Termin: trotzdem als pünktlich melden"),
    OverrideRule.CLOSED: T("Gerade gibt es keine Nummern: trotzdem eine ausgeben"),
    OverrideRule.STOPPED: T("Für heute sind alle Nummern vergeben: trotzdem eine ausgeben"),
    OverrideRule.APPOINTMENT_ONLY: T("Heute nur mit Termin: trotzdem eine Nummer ausgeben"),
    OverrideRule.PRIORITY: T("Vorrang: als Nächstes aufrufen"),
}


class ServicesPage(StaffPage):
    """For which service is the number?"""

    def __init__(self, first: int = 0) -> None:
        self._first = first
        self._said = NOTHING

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        rest = self._services(visit)[self._first :]
        rows = [
            Action(f"service:{one.key}", Text(one.title), Style.ROW, icon=one.icon)
            for one in rest[: ROWS if len(rest) <= ROWS else ROWS - 1]
        ]
        return ListScreen(
            serial=serial,
            frame=frame,
            name="staff-services",
            heading=T("Nummer wofür?"),
            lead=self._said,
            rows=(*rows, *((MORE,) if len(rest) > ROWS else ())),
        )

    @staticmethod
    def _services(visit: Visit) -> list[Service]:
        if visit.office.configuration is None:
            return []
        return [
            service
            for group in visit.office.catalogue.topics()
            for service in group.services
            if visit.office.queue(service.queue) is not None
        ]

    def chosen(self, visit: Visit, action: str) -> None:
        verb, _, key = action.partition(":")
        if verb == "more":
            visit.layer.open(ServicesPage(self._first + ROWS - 1))
        elif verb == "service" and (service := visit.office.catalogue.get(key)) is not None:
            blocked = refusal(visit)
            if blocked is not None and blocked.name in NEVER:
                self._said = T("Dieses Terminal kann keine Nummern ausgeben.")
                return
            rule = _rule_against(visit, service, blocked)
            if rule is None:
                give_number(visit, service, nothing_attached)
            else:
                visit.layer.open(ReasonPage(rule, lambda reason: _give(visit, service, rule, reason)))


class ReasonPage(StaffPage):
    """Why the rule does not hold for this visitor; ``decide`` carries it out."""

    def __init__(self, rule: OverrideRule, decide: Callable[[OverrideReason], None]) -> None:
        self._rule = rule
        self._decide = decide

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return ListScreen(
            serial=serial,
            frame=frame,
            name="staff-reason",
            heading=T("Warum?"),
            lead=RULE_WORDS[self._rule],
            rows=tuple(
                Action(f"reason:{reason}", REASON_WORDS[reason], Style.ROW) for reason in REASONS[self._rule]
            ),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        for reason in REASONS[self._rule]:
            if action == f"reason:{reason}":
                self._decide(reason)


class IssuedPage(StaffPage):
    """A number that staff have given out; the visit under it is none of its business."""

    def __init__(self, issued: Issued) -> None:
        self._issued = issued
        self._slip = SlipState.PRINTING
        self._said = NOTHING
        self._preferred = False

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        offered = [REPRINT] if self._preferred else [OFFER_PRIORITY, REPRINT]
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name="staff-issued",
            heading=T("Nummer {number}", number=self._issued.label),
            body=tuple(text for text in (_SLIP_WORDS[self._slip], self._said) if text),
            icon="confirmation_number",
            actions=(*offered, DONE),
        )

    def slip_changed(self, visit: Visit, event: SlipChanged) -> None:
        if event.ticket_id == self._issued.id:
            self._slip = event.state

    def chosen(self, visit: Visit, action: str) -> None:
        match action:
            case "done":
                visit.back()
            case "reprint":
                self._said = _printed_again(visit, self._issued)
                self._slip = SlipState.PRINTING
            case "priority" if not self._preferred:
                visit.layer.open(
                    ReasonPage(OverrideRule.PRIORITY, lambda reason: self._prefer(visit, reason))
                )

    def _prefer(self, visit: Visit, reason: OverrideReason) -> None:
        self._said = prefer(visit, self._issued, reason)
        self._preferred = self._said is not STORE_SILENT
        visit.back()


_SLIP_WORDS = {
    SlipState.PRINTING: T("Der Zettel wird gedruckt."),
    SlipState.PRINTED: T("Der Zettel ist gedruckt."),
    SlipState.NOT_PRINTED: T("Der Zettel kommt gerade nicht. **Die Nummer gilt trotzdem.**"),
}


def prefer(visit: Visit, issued: Issued, reason: OverrideReason) -> Text:
    """Give a number priority. Returns what to say."""
    desk = StaffPage.desk(visit)
    try:
        desk.overrides.record(
            visit.office.office.id, issued.id, visit.layer.unlocked_by, OverrideRule.PRIORITY, reason
        )
    except StoreError as error:
        log.error("override_not_kept", code=error.code)
        return STORE_SILENT
    return T("Vorrang ist gemeldet: {reason}.", reason=REASON_WORDS[reason])


def give_number(visit: Visit, service: Service, attach: Attach) -> None:
    """Give out a number and show it to staff, or say why not."""
    wait = visit.office.wait(service.queue)
    order = order_for(visit, service.queue, service.key)
    try:
        issued = visit.around.desk.issue(order, lambda issued: slip_for(visit, issued, wait), attach)
    except NumbersExhaustedError:
        log.error("numbers_exhausted", queue=service.queue)
        visit.layer.replace(NoNumberPage(T("Hier gibt es gerade keine Nummern.")))
    except StoreError as error:
        log.error("ticket_not_kept", code=error.code)
        visit.layer.replace(NoNumberPage(STORE_SILENT))
    else:
        visit.layer.replace(IssuedPage(issued))


class NoNumberPage(StaffPage):
    """It could not be done."""

    def __init__(self, why: Text) -> None:
        self._why = why

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name="staff-no-number",
            heading=self._why,
            body=(T("Bitte nehmen Sie ein anderes Terminal."),),
            icon="error",
            actions=(DONE,),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == "done":
            visit.back()


def reprint_latest(visit: Visit) -> Text:
    """Print the slip on the screen once more, or that of the last number given out here today. Returns what to say."""
    page = visit.visitors_page
    try:
        if isinstance(page, TicketPage):
            page.print_again(visit)
            return T("{number} wird noch einmal gedruckt, als Zweitdruck.", number=page.issued.label)
        issued = (
            visit.around.desk.latest(visit.office.today()) if visit.office.configuration is not None else None
        )
    except StoreError as error:
        log.error("slip_not_queued", code=error.code)
        return STORE_SILENT
    return T("Heute ist hier noch kein Zettel gedruckt.") if issued is None else _printed_again(visit, issued)


def _printed_again(visit: Visit, issued: Issued) -> Text:
    try:
        visit.around.desk.print_again(
            issued, lambda issued: slip_for(visit, issued, visit.office.wait(issued.queue))
        )
    except StoreError as error:
        log.error("slip_not_queued", code=error.code)
        return STORE_SILENT
    return T("{number} wird noch einmal gedruckt, als Zweitdruck.", number=issued.label)


def _rule_against(visit: Visit, service: Service, blocked: RefusalPage | None) -> OverrideRule | None:
    if blocked is not None:
        return OverrideRule.CLOSED
    match visit.office.walk_in(service):
        case WalkIn.STOPPED:
            return OverrideRule.STOPPED
        case WalkIn.APPOINTMENT_ONLY:
            return OverrideRule.APPOINTMENT_ONLY
        case _:
            return None


def _give(visit: Visit, service: Service, rule: OverrideRule, reason: OverrideReason) -> None:
    overrides = StaffPage.desk(visit).overrides
    visit.back()
    give_number(
        visit,
        service,
        overrides.with_ticket(visit.office.office.id, visit.layer.unlocked_by, rule, reason),
    )
