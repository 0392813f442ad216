# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where we are and when we are open."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.text import NOTHING, T, Text
from kiosk.visit.page import SPEAK_TO_SOMEBODY, STAFF, Page
from kiosk.visit.screens import AnswerScreen, Frame, Screen

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

_DAYS = 6


class InfoPage(Page):
    """Address and the opening hours of the coming days, as they really are (holidays and exceptions included)."""

    begins_nothing = True

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        configuration = visit.office.configuration
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name="info",
            heading=T("Öffnungszeiten"),
            body=tuple(self._lines(visit)) if configuration else (T("Bitte fragen Sie am Empfang."),),
            actions=(SPEAK_TO_SOMEBODY, *((STAFF,) if frame.can_unlock else ())),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        """Nothing to choose but help."""

    @staticmethod
    def _lines(visit: Visit) -> list[Text]:
        office = visit.office.office
        address = office.address
        lines = [
            T("**{office}**", office=office.name),
            T(
                "{street}, {postal_code} {city}",
                street=address.street,
                postal_code=address.postal_code,
                city=address.city,
            ),
        ]
        today = visit.office.today()
        for ahead in range(_DAYS):
            day = today + timedelta(days=ahead)
            open_times = NOTHING
            for interval in visit.office.opening_on(day):
                one = T("{opens}–{closes} Uhr", opens=interval.opens, closes=interval.closes)
                open_times = T("{one} und {other}", one=open_times, other=one) if open_times else one
            lines.append(T("{day}: **{hours}**", day=day, hours=open_times or T("geschlossen")))
        return lines
