# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody wants to know: the way to questions, hours, offices, documents and fees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kiosk.hours import Interval
from kiosk.services import TopicGroup
from kiosk.text import NOTHING, LongDate, T, Text
from kiosk.visit.page import SPEAK_TO_SOMEBODY, STAFF, Page
from kiosk.visit.question_screens import Block, Line, ReplyScreen
from kiosk.visit.screens import Action, Fact, Frame, ListScreen, Screen, Style
from kiosk.wire.models import Office

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

ROWS = 6
"""More choices than this on one page nobody reads."""
DAYS = 6
EXCEPTIONS_WITHIN = timedelta(days=60)
MORE = Action("more", T("Mehr anzeigen"), Style.ROW, icon="more_horiz")


class InfoPage(Page):
    """What can be found out here. Whoever is here has begun nothing yet."""

    begins_nothing = True

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        rows = [
            Action(
                "ask",
                T("Eine Frage stellen"),
                Style.FILLED,
                icon="search",
                hint=T("Sie tippen ein paar Wörter, wir zeigen Antworten."),
            )
        ]
        if visit.office.configuration is not None:
            rows += [
                Action("hours", T("Öffnungszeiten"), Style.ROW, icon="schedule", facts=(_today(visit),)),
                Action("services", T("Unterlagen und Gebühren"), Style.ROW, icon="checklist"),
                Action("offices", T("Welches Büro macht was?"), Style.ROW, icon="location_on"),
            ]
            if _online(visit):
                rows.append(Action("online", T("Im Internet erledigen"), Style.ROW, icon="smartphone"))
        rows.append(SPEAK_TO_SOMEBODY)
        return ListScreen(
            serial=serial,
            frame=frame,
            name="info",
            heading=T("Auskunft"),
            rows=tuple(rows),
            actions=(STAFF,) if frame.can_unlock else (),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        from kiosk.visit.info_offices import OfficesPage
        from kiosk.visit.info_services import SubjectsPage
        from kiosk.visit.online import OnlineListPage
        from kiosk.visit.questions import QuestionsPage

        if action == "ask":
            visit.go(QuestionsPage())
        elif visit.office.configuration is None:
            return
        elif action == "hours":
            visit.go(HoursPage())
        elif action == "services":
            visit.go(SubjectsPage())
        elif action == "offices":
            visit.go(OfficesPage())
        elif action == "online" and _online(visit):
            visit.go(OnlineListPage())


class HoursPage(Page):
    """Address and the opening hours of the coming days, as they really are (holidays and exceptions included)."""

    begins_nothing = True

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        if visit.office.configuration is None:
            return ReplyScreen(
                serial=serial,
                frame=frame,
                name="hours",
                heading=T("Öffnungszeiten"),
                body=(T("Bitte fragen Sie am Empfang."),),
                actions=(SPEAK_TO_SOMEBODY,),
            )
        return ReplyScreen(
            serial=serial,
            frame=frame,
            name="hours",
            heading=T("Öffnungszeiten"),
            body=place_lines(visit.office.office),
            blocks=tuple(hours_blocks(visit, visit.office.office)),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        """Nothing to choose but help."""


def open_rows(rows: Sequence[Action], first: int) -> tuple[Action, ...]:
    """The rows of a page that begins with the row ``first``; the last one leads on where there are more."""
    rest = rows[first:]
    return tuple(rest) if len(rest) <= ROWS else (*rest[: ROWS - 1], MORE)


def topic_row(group: TopicGroup) -> Action:
    """A topic to choose."""
    return Action(f"topic:{group.topic.key}", Text(group.topic.title), Style.ROW, icon=group.topic.icon)


def place_lines(office: Office) -> tuple[Text, ...]:
    """Name and address of an office."""
    address = office.address
    return (
        T("**{office}**", office=office.name),
        T(
            "{street}, {postal_code} {city}",
            street=address.street,
            postal_code=address.postal_code,
            city=address.city,
        ),
    )


def hours_blocks(visit: Visit, office: Office) -> Iterator[Block]:
    """The coming days of an office, and after them the days that will differ."""
    today = visit.office.today()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    yield Block(
        T("Die nächsten Tage"),
        tuple(Line(T("{day}", day=day), hours_text(visit.office.opening_of(office, day))) for day in days),
    )
    special = [
        one
        for one in sorted(office.exceptions, key=lambda one: one.day)
        if today <= one.day <= today + EXCEPTIONS_WITHIN
    ]
    if special:
        yield Block(
            T("Besondere Tage"),
            tuple(
                Line(
                    _special_day(one.day, one.reason),
                    hours_text(visit.office.opening_of(office, one.day)),
                )
                for one in special
            ),
        )


def hours_text(intervals: Sequence[Interval]) -> Text:
    """From when to when, or that it is closed."""
    open_times = NOTHING
    for interval in intervals:
        one = T("{opens}–{closes} Uhr", opens=interval.opens, closes=interval.closes)
        open_times = T("{one} und {other}", one=open_times, other=one) if open_times else one
    return open_times or T("geschlossen")


def _special_day(day: date, reason: str) -> Text:
    when = LongDate(day, weekday=True)
    return T("{day}: {reason}", day=when, reason=Text(reason)) if reason else T("{day}", day=when)


def _today(visit: Visit) -> Fact:
    today = visit.office.today()
    return Fact("schedule", T("Heute: {hours}", hours=hours_text(visit.office.opening_on(today))))


def _online(visit: Visit) -> bool:
    from kiosk.visit.online import offered

    return bool(offered(visit))
