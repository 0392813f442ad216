# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why no number can be drawn now, said honestly, each case in its own words."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.hours import Interval, Opening
from kiosk.services import Service
from kiosk.text import NOTHING, T, Text
from kiosk.visit.page import SPEAK_TO_SOMEBODY, Page
from kiosk.visit.screens import Action, AnswerScreen, Frame, Screen, Style

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit


class RefusalPage(Page):
    """No number now, and what to do instead.

    ``allows_check_in``: somebody with an appointment can still say that they are here.
    """

    def __init__(
        self,
        name: str,
        heading: Text,
        *body: Text,
        icon: str = "schedule",
        allows_check_in: bool = False,
        actions: tuple[Action, ...] = (SPEAK_TO_SOMEBODY,),
    ) -> None:
        self.name = name
        self.allows_check_in = allows_check_in
        self._heading = heading
        self._body = body
        self._icon = icon
        self._actions = actions

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name=self.name,
            heading=self._heading,
            body=self._body,
            icon=self._icon,
            actions=self._actions,
        )

    def chosen(self, visit: Visit, action: str) -> None:
        from kiosk.visit.info import HoursPage

        if action == "info":
            visit.go(HoursPage())


OPENING_HOURS = Action("info", T("Öffnungszeiten ansehen"), Style.ROW, icon="schedule")


def refusal(visit: Visit) -> RefusalPage | None:
    """Why this terminal gives no numbers at all now; ``None`` when it does."""
    configuration = visit.office.configuration
    if configuration is None and visit.office.is_revoked:
        return RefusalPage(
            "revoked",
            T("Dieses Terminal ist außer Betrieb."),
            T("Bitte benutzen Sie ein anderes Terminal oder gehen Sie zum Empfang."),
            icon="lock",
        )
    if configuration is None or visit.office.appointments is None:
        return RefusalPage(
            "not-ready",
            T("Dieses Terminal ist noch nicht bereit."),
            T("Bitte gehen Sie zum Empfang. Dort bekommen Sie eine Nummer."),
            icon="support_agent",
        )
    if visit.is_locked_out:
        return RefusalPage(
            "locked",
            T("Dieses Terminal macht gerade Pause."),
            Text(configuration.lock.message) if configuration.lock.message else NOTHING,
            T("Bitte benutzen Sie ein anderes Terminal oder gehen Sie zum Empfang."),
            icon="lock",
        )
    opening = visit.office.opening()
    return None if opening.is_open else _closed(opening, visit.office.today())


def notice(visit: Visit) -> Text:
    """One sentence for the start page: that something is closed, or what the office wants to say."""
    page = refusal(visit)
    if page is None:
        return Text(visit.office.office.notice) if visit.office.office.notice else NOTHING
    if page.name in ("not-ready", "revoked", "locked"):
        return page._heading
    following = visit.office.opening().next
    if following is None:
        return T("Heute geschlossen.")
    return T("Geschlossen. Wir öffnen {when}.", when=_when(following.opens, visit.office.today()))


def _closed(opening: Opening, today: date) -> RefusalPage:
    actions = (OPENING_HOURS, SPEAK_TO_SOMEBODY)
    again = _again(opening.next, today)
    if opening.holiday:
        return RefusalPage(
            "holiday", T("Heute ist Feiertag."), T("Das Büro ist geschlossen."), again, actions=actions
        )
    if opening.closed_because:
        return RefusalPage(
            "closed-today",
            T("Das Büro ist heute geschlossen."),
            Text(opening.closed_because),
            again,
            actions=actions,
        )
    return RefusalPage(
        "closed",
        T("Das Büro ist gerade geschlossen."),
        again,
        T("Haben Sie einen Termin? Dann können Sie Ihre Ankunft trotzdem melden."),
        allows_check_in=True,
        actions=actions,
    )


def _again(following: Interval | None, today: date) -> Text:
    if following is None:
        return T("Bitte fragen Sie am Empfang, wann wir wieder öffnen.")
    return T("Wir öffnen {when}.", when=_when(following.opens, today))


def _when(opens: datetime, today: date) -> Text:
    match (opens.date() - today).days:
        case 0:
            return T("heute um **{time} Uhr**", time=opens)
        case 1:
            return T("morgen um **{time} Uhr**", time=opens)
        case _:
            return T("am **{day}** um **{time} Uhr**", day=opens.date(), time=opens)


def appointment_only(visit: Visit, service: Service) -> RefusalPage:
    """This service is for people with an appointment today."""
    configuration = visit.office.configuration
    booking = configuration.booking_url if configuration else ""
    return RefusalPage(
        "appointment-only",
        T("Das geht heute nur mit Termin."),
        T("Für **{service}** geben wir heute keine Wartenummern aus.", service=Text(service.title)),
        *(booking_lines(booking) if booking else (T("Einen Termin bekommen Sie am Empfang."),)),
        icon="event_busy",
    )


def booking_lines(address: str) -> tuple[Text, ...]:
    """Where a new appointment can be had, in lines that fit."""
    return (
        T("Einen neuen Termin buchen Sie hier:"),
        T("**{address}**", address=address.removeprefix("https://")),
        T("Oder telefonisch unter **115**."),
    )


def numbers_stopped() -> RefusalPage:
    """Staff have ended the numbers of this queue for today."""
    return RefusalPage(
        "no-numbers",
        T("Für heute sind alle Nummern vergeben."),
        T("Bitte kommen Sie an einem anderen Tag wieder."),
        T("Ist es sehr dringend? Dann sprechen Sie mit uns."),
        icon="event_busy",
        actions=(OPENING_HOURS, SPEAK_TO_SOMEBODY),
    )


def numbers_exhausted() -> RefusalPage:
    """The terminal has no leased number left and cannot get any."""
    return RefusalPage(
        "exhausted",
        T("Hier gibt es gerade keine Nummern."),
        T("Bitte gehen Sie zum Empfang. Dort bekommen Sie sofort eine Nummer."),
        icon="support_agent",
    )


def trouble() -> RefusalPage:
    """The terminal cannot keep anything (disk full, damaged): it must not hand out what it may forget."""
    return RefusalPage(
        "trouble",
        T("Das Terminal kann gerade keine Nummer ausgeben."),
        T("Bitte gehen Sie zum Empfang. Dort bekommen Sie sofort eine Nummer."),
        icon="support_agent",
    )
