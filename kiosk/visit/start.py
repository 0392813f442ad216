# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The start page: what do you want to do?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.text import NOTHING, Span, T, Text
from kiosk.visit.closed import notice, refusal
from kiosk.visit.page import Page
from kiosk.visit.screens import Action, Frame, Screen, StartScreen, Style

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

RESIDENCE = "wohnsitz"
"""The topic behind the row "Wohnsitz an- oder ummelden"."""

TELLING_RANGE = 30
"""A range over all queues that is wider than so many minutes tells nobody anything."""


class StartPage(Page):
    """Two tiles, a few rows, the languages."""

    allows_back = False

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        rows = [Action("info", T("Auskunft & Öffnungszeiten"), Style.ROW, icon="info")]
        if visit.office.configuration is not None and self._residence_offered(visit):
            rows.insert(0, Action("residence", T("Wohnsitz an- oder ummelden"), Style.ROW, icon="home"))
        rows.append(Action("help", T("Ich brauche Hilfe"), Style.HUMAN, icon="support_agent"))
        return StartScreen(
            serial=serial,
            frame=frame,
            tiles=(
                Action(
                    "check-in",
                    T("Ich habe einen Termin"),
                    Style.TILE,
                    icon="event_available",
                    hint=T("Ankunft melden"),
                ),
                Action(
                    "walk-in",
                    T("Wartenummer ziehen"),
                    Style.TILE,
                    icon="confirmation_number",
                    hint=_overall(visit.office.wait_overall()) if refusal(visit) is None else NOTHING,
                ),
            ),
            rows=tuple(rows),
            notice=notice(visit),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        from kiosk.visit.arrival import ScanPage
        from kiosk.visit.info import InfoPage
        from kiosk.visit.walkin import TopicsPage, open_topic

        blocked = refusal(visit)
        match action:
            case "check-in":
                visit.go(ScanPage() if blocked is None or blocked.allows_check_in else blocked)
            case "walk-in":
                visit.go(TopicsPage() if blocked is None else blocked)
            case "residence":
                if blocked is None:
                    open_topic(visit, RESIDENCE)
                else:
                    visit.go(blocked)
            case "info":
                visit.go(InfoPage())

    @staticmethod
    def _residence_offered(visit: Visit) -> bool:
        return any(group.topic.key == RESIDENCE for group in visit.office.catalogue.topics())


def _overall(wait: Span | None) -> Text:
    if wait is not None and wait.high - wait.low > TELLING_RANGE:
        return T("Ohne Termin")
    return wait_hint(wait)


def wait_hint(wait: Span | None) -> Text:
    """The short form under a tile or on a row."""
    return T("Wartezeit: {range} Min.", range=wait) if wait else T("Wartezeit: unbekannt")


def wait_in_words(wait: Span | None) -> Text:
    """The waiting time in full."""
    return T("{range} Minuten", range=wait) if wait else T("unbekannt")
