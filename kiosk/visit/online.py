# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A service that only exists online: its conditions one by one, then over to the visitor's own phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kiosk.online import OnlineService, Question, YesNo
from kiosk.text import T, Text
from kiosk.visit.info import MORE, ROWS, open_rows
from kiosk.visit.info_services import start_action, start_service
from kiosk.visit.leaflet import Leaflet
from kiosk.visit.page import SPEAK_TO_SOMEBODY, Page
from kiosk.visit.question_screens import PhoneLink, ReplyScreen
from kiosk.visit.screens import Action, AnswerScreen, Document, Frame, ListScreen, Screen, Style

if TYPE_CHECKING:
    from kiosk.visit.events import LeafletEnded
    from kiosk.visit.visit import Visit

BOOKING = "termin-buchen"
"""The one service whose address every city names anyway."""


def offered(visit: Visit) -> Mapping[str, OnlineService]:
    """The online services for which this city has an address, by key."""
    return {key: service for key, service in visit.around.load_online().items() if _url(visit, key)}


class OnlineListPage(Page):
    """What can be done online in this city."""

    begins_nothing = True

    def __init__(self, first: int = 0) -> None:
        self._first = first

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        rows = [
            Action(
                f"online:{service.key}",
                Text(service.title),
                Style.ROW,
                icon=service.icon,
                hint=Text(service.hint),
            )
            for service in offered(visit).values()
        ]
        return ListScreen(
            serial=serial,
            frame=frame,
            name="online",
            heading=T("Im Internet erledigen"),
            lead=T("Wir prüfen mit Ihnen, ob es für Sie passt. Dann machen Sie am Handy weiter."),
            rows=open_rows(rows, self._first),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == MORE.id:
            visit.go(OnlineListPage(self._first + ROWS - 1))
        elif action.startswith("online:") and action.removeprefix("online:") in offered(visit):
            visit.go(OnlinePage(action.removeprefix("online:")))


class OnlinePage(Page):
    """One online service. It turns its own leaves: a question each, then the reason against it or the way on.

    The answers live here and go with the visit.
    """

    takes_scans = False

    def __init__(self, key: str) -> None:
        self._key = key
        self._answered: list[YesNo] = []
        self._leaflet = Leaflet()

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        service = offered(visit).get(self._key)
        if service is None:  # the city has taken its address back
            return AnswerScreen(
                serial=serial,
                frame=frame,
                name="online-gone",
                heading=T("Das geht gerade nicht."),
                body=(T("Bitte fragen Sie am Empfang."),),
                actions=(SPEAK_TO_SOMEBODY,),
            )
        failed = self._failed(service)
        if failed is not None:
            return _not_online(visit, service, failed, serial, frame)
        if len(self._answered) < len(service.questions):
            return _asked(service, len(self._answered), serial, frame)
        return self._leaflet.offered_on(_onward(visit, service, serial, frame), visit)

    def chosen(self, visit: Visit, action: str) -> None:
        service = offered(visit).get(self._key)
        if service is None:
            return
        failed = self._failed(service)
        match action:
            case "yes" | "no" if failed is None and len(self._answered) < len(service.questions):
                self._answered.append(YesNo(action))
                visit.turn_page()
            case "start":
                wanted = failed.otherwise.service if failed is not None else service.service
                here = visit.office.service(wanted or "")
                if here is not None:
                    start_service(visit, here)
            case "print" if failed is None:
                screen = self.show(visit, 0, visit.screen.frame)
                if isinstance(screen, ReplyScreen):
                    self._leaflet.print(screen, visit)

    def went_back(self, visit: Visit) -> bool:
        if not self._answered:
            return False
        self._answered.pop()
        visit.turn_page()
        return True

    def leaflet_ended(self, visit: Visit, event: LeafletEnded) -> None:
        self._leaflet.ended(event)

    def _failed(self, service: OnlineService) -> Question | None:
        """The condition that is not met; it is always the last one that was answered."""
        for question, answer in zip(service.questions, self._answered, strict=False):
            if answer is not question.wanted:
                return question
        return None


def _asked(service: OnlineService, number: int, serial: int, frame: Frame) -> Screen:
    question = service.questions[number]
    where = T("Frage {number} von {count}", number=number + 1, count=len(service.questions))
    return AnswerScreen(
        serial=serial,
        frame=frame,
        name="online-question",
        heading=Text(question.question),
        body=(Text(question.hint), where) if question.hint else (where,),
        actions=(
            Action("yes", T("Ja"), Style.ROW, icon="check"),
            Action("no", T("Nein"), Style.ROW, icon="close"),
        ),
    )


def _not_online(visit: Visit, service: OnlineService, failed: Question, serial: int, frame: Frame) -> Screen:
    here = visit.office.service(failed.otherwise.service) if failed.otherwise.service else None
    start = start_action(visit, here) if here is not None else None
    return AnswerScreen(
        serial=serial,
        frame=frame,
        name="online-not",
        heading=T("Das geht für Sie nicht im Internet."),
        body=(Text(failed.otherwise.reason), Text(failed.otherwise.instead)),
        actions=(start, SPEAK_TO_SOMEBODY) if start is not None else (SPEAK_TO_SOMEBODY,),
    )


def _onward(visit: Visit, service: OnlineService, serial: int, frame: Frame) -> ReplyScreen:
    url = _url(visit, service.key)
    here = visit.office.service(service.service) if service.service else None
    start = start_action(visit, here) if here is not None else None
    return ReplyScreen(
        serial=serial,
        frame=frame,
        name="online-onward",
        heading=T("Weiter geht es am Handy.") if service.questions else Text(service.title),
        body=(Text(service.cost),) if service.cost else (),
        steps=tuple(Text(step) for step in service.steps),
        norm=", ".join(service.norms),
        documents=tuple(Document("check", Text(one)) for one in service.ready),
        link=PhoneLink(Text(service.title), url, url.removeprefix("https://").rstrip("/")),
        actions=(start,) if start is not None else (),
    )


def _url(visit: Visit, key: str) -> str:
    configuration = visit.office.configuration
    if configuration is None:
        return ""
    url = configuration.online_links.get(key, "")
    if not url and key == BOOKING:
        url = configuration.booking_url
    return url if not url or "://" in url else f"https://{url}"
