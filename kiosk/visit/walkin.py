# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drawing a number: what is it about, what to bring, and then the number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.services import Service, TopicGroup
from kiosk.services import models as services
from kiosk.services.documents import condition_text, documents_for, notes_for, short_line, usual_documents
from kiosk.services.fees import FeeUnknown, fee_on
from kiosk.text import Amount, Span, T, Text
from kiosk.visit.closed import appointment_only, numbers_stopped, refusal
from kiosk.visit.form import offers_form, open_form
from kiosk.visit.office import OfficeView, WalkIn
from kiosk.visit.page import Page
from kiosk.visit.screens import Action, Document, Fact, Fee, Frame, ListScreen, Screen, ServiceScreen, Style
from kiosk.visit.start import wait_in_words
from kiosk.visit.ticket import draw

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

ROWS = 6
"""More choices than this on one page nobody reads."""

LEGEND = (Fact("schedule", T("Wartezeit jetzt")), Fact("checklist", T("Das brauchen Sie")))
DRAW = Action("draw", T("Nummer ziehen"), Style.PRIMARY, icon="confirmation_number")
DRAW_ONLY = Action("draw", T("Nur Nummer ziehen"), Style.LINK)
PREPARE = Action("prepare", T("Formular vorbereiten"), Style.PRIMARY)
MORE = Action("more", T("Weitere Themen"), Style.ROW, icon="more_horiz")


class _ListPage(Page):
    """Rows, six at a time."""

    def __init__(self, first: int = 0) -> None:
        self._first = first

    def page_of(self, rows: Sequence[Action]) -> tuple[Action, ...]:
        """The rows of this page; the last one leads on where there are more."""
        rest = rows[self._first :]
        if len(rest) <= ROWS:
            return tuple(rest)
        return (*rest[: ROWS - 1], MORE)


class TopicsPage(_ListPage):
    """What is it about?"""

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        rows = [self._row(visit.office, group) for group in visit.office.catalogue.topics()]
        rows.append(
            Action(
                "help",
                T("Etwas anderes"),
                Style.ROW,
                icon="more_horiz",
                facts=(Fact("support_agent", T("Wir helfen beim Auswählen")),),
            )
        )
        return ListScreen(
            serial=serial,
            frame=frame,
            name="topics",
            heading=T("Worum geht es heute?"),
            legend=LEGEND,
            rows=self.page_of(rows),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == "more":
            visit.go(TopicsPage(self._first + ROWS - 1))
        elif action.startswith("topic:"):
            open_topic(visit, action.removeprefix("topic:"))

    @staticmethod
    def _row(office: OfficeView, group: TopicGroup) -> Action:
        open_services = [service for service in group.services if office.walk_in(service) is WalkIn.OPEN]
        facts = (
            _facts(office, open_services[0], wait=_joined_wait(office, open_services))
            if open_services
            else _no_walk_in(office, group.services)
        )
        return Action(
            f"topic:{group.topic.key}", Text(group.topic.title), Style.ROW, icon=group.topic.icon, facts=facts
        )


class ServicesPage(_ListPage):
    """The services of a topic."""

    def __init__(self, topic: str, first: int = 0) -> None:
        super().__init__(first)
        self._topic = topic

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        group = _topic(visit, self._topic)
        services = group.services if group else ()
        return ListScreen(
            serial=serial,
            frame=frame,
            name="services",
            heading=T("Was genau möchten Sie erledigen?"),
            legend=LEGEND,
            rows=self.page_of([self._row(visit.office, service) for service in services]),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == "more":
            visit.go(ServicesPage(self._topic, self._first + ROWS - 1))
        elif action.startswith("service:"):
            service = visit.office.catalogue.get(action.removeprefix("service:"))
            if service is not None:
                open_service(visit, service)

    @staticmethod
    def _row(office: OfficeView, service: Service) -> Action:
        is_open = office.walk_in(service) is WalkIn.OPEN
        facts = (
            _facts(office, service, wait=office.wait(service.queue))
            if is_open
            else _no_walk_in(office, (service,))
        )
        return Action(
            f"service:{service.key}", Text(service.title), Style.ROW, icon=service.icon, facts=facts
        )


class ServicePage(Page):
    """One service: how long, what to bring, what it costs. One tap draws the number."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        service, office = self._service, visit.office
        usual = usual_documents(service, {})
        special = [needed.document for needed in documents_for(service, {}) if needed.document not in usual]
        return ServiceScreen(
            serial=serial,
            frame=frame,
            heading=Text(service.title),
            wait=wait_in_words(office.wait(service.queue)),
            documents=tuple(document_of(office, document) for document in usual),
            special=tuple(document_of(office, document) for document in special),
            fees=fees_of(office, service),
            notes=tuple(Text(note.text) for note in notes_for(service, {})),
            actions=(DRAW_ONLY, PREPARE) if offers_form(visit, service) else (DRAW,),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        match action:
            case "draw":
                draw_if_open(visit, self._service)
            case "prepare" if offers_form(visit, self._service) and not _refused(visit, self._service):
                open_form(visit, self._service)


def draw_if_open(visit: Visit, service: Service) -> None:
    """Draw a number, or say why there is none now."""
    blocked = refusal(visit)
    if blocked is not None:
        visit.go(blocked)
    elif not _refused(visit, service):
        draw(visit, service)


def open_topic(visit: Visit, key: str) -> None:
    """To the services of a topic, or straight to its only one."""
    group = _topic(visit, key)
    if group is None:
        return
    if len(group.services) == 1:
        open_service(visit, group.services[0])
    else:
        visit.go(ServicesPage(key))


def open_service(visit: Visit, service: Service) -> None:
    """To a service, or to the reason why it gives no numbers today."""
    if not _refused(visit, service):
        visit.go(ServicePage(service))


def _refused(visit: Visit, service: Service) -> bool:
    match visit.office.walk_in(service):
        case WalkIn.APPOINTMENT_ONLY:
            visit.go(appointment_only(visit, service))
        case WalkIn.STOPPED:
            visit.go(numbers_stopped())
        case WalkIn.OPEN:
            return False
    return True


def _topic(visit: Visit, key: str) -> TopicGroup | None:
    return next((group for group in visit.office.catalogue.topics() if group.topic.key == key), None)


def document_of(office: OfficeView, document: services.Document) -> Document:
    """A document to bring, as a screen shows it."""
    when = condition_text(document, office.catalogue.shared.facts)
    return Document(document.icon, Text(document.title), when)


def _facts(office: OfficeView, service: Service, wait: Span | None) -> tuple[Fact, ...]:
    facts = [Fact("schedule", wait_in_words(wait))]
    documents = short_line(service, {})
    if documents:
        facts.append(Fact("checklist", documents))
    return tuple(facts)


def _no_walk_in(office: OfficeView, services: Sequence[Service]) -> tuple[Fact, ...]:
    if all(office.walk_in(service) is WalkIn.APPOINTMENT_ONLY for service in services):
        return (Fact("event_busy", T("Heute nur mit Termin")),)
    return (Fact("event_busy", T("Für heute alle Nummern vergeben")),)


def _joined_wait(office: OfficeView, services: Sequence[Service]) -> Span | None:
    waits = [office.wait(letter) for letter in dict.fromkeys(service.queue for service in services)]
    known = [wait for wait in waits if wait is not None]
    if not known or len(known) < len(waits):
        return None
    return Span(min(wait.low for wait in known), max(wait.high for wait in known))


def fees_of(office: OfficeView, service: Service) -> tuple[Fee, ...]:
    """What the service costs today, or why that cannot be said."""
    quote = fee_on(service, office.today(), {})
    if isinstance(quote, FeeUnknown):
        return (Fee(T("Gebühr"), quote.reason),)
    lines = []
    for line in quote.prices:
        amount = T("{amount}", amount=Amount(line.cents)) if line.cents else T("kostenlos")
        lines.append(Fee(Text(line.title), amount))
    for line in quote.surcharges:
        lines.append(Fee(Text(line.title), T("+ {amount}", amount=Amount(line.cents))))
    return tuple(lines)
