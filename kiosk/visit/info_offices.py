# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which office offers what, and when it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.text import T, Text
from kiosk.visit.info import MORE, ROWS, hours_blocks, hours_text, open_rows, place_lines
from kiosk.visit.page import Page
from kiosk.visit.question_screens import Block, Line, ReplyScreen
from kiosk.visit.screens import Action, Fact, Frame, ListScreen, Screen, Style
from kiosk.wire.models import Office

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit


class OfficesPage(Page):
    """All offices of the city, this one first, each with today's hours."""

    begins_nothing = True

    def __init__(self, first: int = 0) -> None:
        self._first = first

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        today = visit.office.today()
        rows = [
            Action(
                f"office:{office.id}",
                T("{words}", words=office.name),
                Style.ROW,
                icon="location_on" if office.id == visit.office.office.id else "account_balance",
                facts=(
                    Fact(
                        "schedule",
                        T("Heute: {hours}", hours=hours_text(visit.office.opening_of(office, today))),
                    ),
                ),
            )
            for office in _offices(visit)
        ]
        return ListScreen(
            serial=serial,
            frame=frame,
            name="offices",
            heading=T("Welches Büro macht was?"),
            rows=open_rows(rows, self._first),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == MORE.id:
            visit.go(OfficesPage(self._first + ROWS - 1))
        elif action.startswith("office:"):
            office_id = action.removeprefix("office:")
            if any(office.id == office_id for office in _offices(visit)):
                visit.go(OfficePage(office_id))


class OfficePage(Page):
    """One office: where it is, what it offers, when it is open."""

    begins_nothing = True

    def __init__(self, office_id: str) -> None:
        self._office_id = office_id

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        office = next((one for one in _offices(visit) if one.id == self._office_id), visit.office.office)
        name, address = place_lines(office)
        return ReplyScreen(
            serial=serial,
            frame=frame,
            name="office",
            heading=name,
            body=(address,),
            blocks=(*_offers(visit, office), *hours_blocks(visit, office)),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        """Nothing to choose but help."""


def _offices(visit: Visit) -> tuple[Office, ...]:
    configuration = visit.office.configuration
    return (configuration.office, *configuration.other_offices) if configuration is not None else ()


def _offers(visit: Visit, office: Office) -> list[Block]:
    lines = []
    for group in visit.office.whole_catalogue.offered_at(office).topics():
        services = Text(group.services[0].title)
        for service in group.services[1:]:
            services = T("{one}, {other}", one=services, other=Text(service.title))
        lines.append(Line(Text(group.topic.title), services))
    return [Block(T("Das geht hier"), tuple(lines))] if lines else []
