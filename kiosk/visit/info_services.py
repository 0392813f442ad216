# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What to bring and what it costs, for every service of the city, whether numbers are given now or not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kiosk.services import Service, TopicGroup
from kiosk.services.documents import documents_for, notes_for, usual_documents
from kiosk.text import Amount, LongDate, T, Text
from kiosk.visit.info import MORE, ROWS, open_rows, topic_row
from kiosk.visit.page import Page
from kiosk.visit.question_screens import Block, Line, ReplyScreen
from kiosk.visit.screens import Action, Fee, Frame, ListScreen, Screen, Style
from kiosk.visit.walkin import document_of, fees_of
from kiosk.wire.models import Office

if TYPE_CHECKING:
    from kiosk.visit.office import OfficeView
    from kiosk.visit.visit import Visit

SOON = timedelta(days=180)
"""A fee that changes within this time is told now."""


class SubjectsPage(Page):
    """The topics of all offices of the city."""

    begins_nothing = True

    def __init__(self, first: int = 0) -> None:
        self._first = first

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return ListScreen(
            serial=serial,
            frame=frame,
            name="subjects",
            heading=T("Unterlagen und Gebühren"),
            lead=T("Worum geht es?"),
            rows=open_rows([topic_row(group) for group in _topics(visit.office)], self._first),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == MORE.id:
            visit.go(SubjectsPage(self._first + ROWS - 1))
        elif action.startswith("topic:"):
            key = action.removeprefix("topic:")
            group = next((one for one in _topics(visit.office) if one.topic.key == key), None)
            if group is not None and len(group.services) == 1:
                visit.go(ServiceFactsPage(group.services[0]))
            elif group is not None:
                visit.go(SubjectPage(key))


class SubjectPage(Page):
    """The services of a topic, of all offices."""

    begins_nothing = True

    def __init__(self, topic: str, first: int = 0) -> None:
        self._topic = topic
        self._first = first

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        services = [
            one for group in _topics(visit.office) if group.topic.key == self._topic for one in group.services
        ]
        rows = [Action(f"service:{one.key}", Text(one.title), Style.ROW, icon=one.icon) for one in services]
        return ListScreen(
            serial=serial,
            frame=frame,
            name="subject",
            heading=T("Unterlagen und Gebühren"),
            rows=open_rows(rows, self._first),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == MORE.id:
            visit.go(SubjectPage(self._topic, self._first + ROWS - 1))
        elif action.startswith("service:"):
            service = visit.office.service(action.removeprefix("service:"))
            if service is not None:
                visit.go(ServiceFactsPage(service))


class ServiceFactsPage(Page):
    """One service: what to bring, what it costs today and soon, and where it is offered."""

    begins_nothing = True

    def __init__(self, service: Service) -> None:
        self._service = service

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        service, office = self._service, visit.office
        usual = usual_documents(service, {})
        special = [needed.document for needed in documents_for(service, {}) if needed.document not in usual]
        here = start_action(visit, service)
        return ReplyScreen(
            serial=serial,
            frame=frame,
            name="service-facts",
            heading=Text(service.title),
            body=(Text(service.audience), *(Text(note.text) for note in notes_for(service, {}))),
            norm=", ".join(service.norms),
            documents=tuple(document_of(office, document) for document in usual),
            special=tuple(document_of(office, document) for document in special),
            fees=(*fees_of(office, service), *coming_fees(service, office.today())),
            blocks=() if here else tuple(elsewhere(visit, service)),
            actions=(here,) if here else (),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == "start":
            start_service(visit, self._service)


def start_action(visit: Visit, service: Service) -> Action | None:
    """The way to a service that this office offers; ``None`` where it does not."""
    if visit.office.catalogue.get(service.key) is None:
        return None
    return Action("start", T("Hier erledigen"), Style.PRIMARY, icon="arrow_forward")


def start_service(visit: Visit, service: Service) -> None:
    """To a service, or to the reason why nothing goes now."""
    from kiosk.visit.closed import refusal
    from kiosk.visit.walkin import open_service

    if visit.office.catalogue.get(service.key) is None:
        return
    blocked = refusal(visit)
    if blocked is not None:
        visit.go(blocked)
    else:
        open_service(visit, service)


def elsewhere(visit: Visit, service: Service) -> list[Block]:
    """The offices of the city that offer a service which this one does not; nothing where none is known."""
    lines = tuple(
        Line(
            T("{words}", words=office.name),
            T("{street}, {city}", street=office.address.street, city=office.address.city),
        )
        for office in offices_with(visit, service)
    )
    return [Block(T("Das machen diese Büros:"), lines)] if lines else []


def offices_with(visit: Visit, service: Service) -> list[Office]:
    """The offices of the city that offer a service, this one first."""
    configuration = visit.office.configuration
    if configuration is None:
        return []
    return [
        office
        for office in (configuration.office, *configuration.other_offices)
        if visit.office.whole_catalogue.offered_at(office).get(service.key) is not None
    ]


def coming_fees(service: Service, today: date) -> list[Fee]:
    """Prices that change soon, with their day."""
    return [
        Fee(
            T("{title}, ab {date}", title=Text(price.title), date=LongDate(amount.valid_from)),
            T("{amount}", amount=Amount(int(amount.eur * 100))),
        )
        for price in service.fee.prices
        for amount in price.amounts
        if amount.valid_from is not None and today < amount.valid_from <= today + SOON
    ]


def _topics(office: OfficeView) -> tuple[TopicGroup, ...]:
    """Topics of services that some office of the city offers."""
    configuration = office.configuration
    if configuration is None:
        return ()
    known = {
        key
        for one in (configuration.office, *configuration.other_offices)
        for key in office.whole_catalogue.offered_at(one).services
    }
    groups = (
        TopicGroup(group.topic, tuple(service for service in group.services if service.key in known))
        for group in office.whole_catalogue.topics()
    )
    return tuple(group for group in groups if group.services)
