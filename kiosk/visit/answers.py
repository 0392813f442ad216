# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the terminal says to each arrival that is not simply "on time": kindly, and always with a way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.checkin.rules import Arrival, Judgement
from kiosk.text import NOTHING, T, Text
from kiosk.visit.page import SPEAK_TO_SOMEBODY
from kiosk.visit.screens import Action, Style
from kiosk.visit.start import wait_hint

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

WALK_IN = Action("walk-in", T("Ohne Termin warten"), Style.ROW, icon="confirmation_number")
TRY_AGAIN = Action("try-again", T("Noch einmal versuchen"), Style.ROW, icon="refresh")


@dataclass(frozen=True, slots=True)
class Answer:
    """Words and choices of an answer; see :class:`~kiosk.visit.screens.AnswerScreen`."""

    heading: Text
    body: tuple[Text, ...]
    actions: tuple[Action, ...]
    question: Text = NOTHING
    assurance: Text = NOTHING
    icon: str = ""


def _early(visit: Visit, judgement: Judgement) -> Answer:
    return Answer(
        T("Schön, dass Sie da sind."),
        (
            T("Ihr Termin ist um **{time} Uhr**.", time=judgement.starts_at),
            T(
                "Melden Sie sich gern ab **{time} Uhr** wieder hier – oder warten Sie bei uns.",
                time=judgement.come_back_at,
            ),
        ),
        (
            Action(
                "wait",
                T("Hier warten"),
                Style.FILLED,
                icon="chair",
                hint=T("Sie bekommen jetzt Ihre Nummer."),
            ),
            Action("come-back", T("Später wiederkommen"), Style.ROW, icon="schedule"),
            SPEAK_TO_SOMEBODY,
        ),
        question=T("Wie möchten Sie weitermachen?"),
    )


def _late(visit: Visit, judgement: Judgement) -> Answer:
    configuration = visit.office.configuration
    assert judgement.appointment is not None
    service = visit.office.service(judgement.appointment.service)
    wait = visit.office.wait(service.queue) if service else None
    actions = [
        Action(
            "wait",
            T("Heute warten"),
            Style.FILLED,
            icon="confirmation_number",
            hint=T("Sie bekommen eine Nummer. {wait}", wait=wait_hint(wait)),
        ),
        SPEAK_TO_SOMEBODY,
    ]
    if configuration is not None and configuration.booking_url:
        actions.insert(1, Action("book", T("Neuen Termin aussuchen"), Style.ROW, icon="calendar_month"))
    return Answer(
        T("Schön, dass Sie da sind."),
        (
            T(
                "Ihr Termin war um **{time} Uhr**. **Sie kommen heute trotzdem dran** – mit einer Wartenummer.",
                time=judgement.starts_at,
            ),
        ),
        tuple(actions),
        question=T("Wie möchten Sie weitermachen?"),
        assurance=T("Sie müssen nichts neu eingeben."),
    )


def _other_day(visit: Visit, judgement: Judgement) -> Answer:
    starts_at = judgement.starts_at
    assert starts_at is not None
    day = starts_at.date()
    if day < visit.office.today():
        heading = T("Ihr Termin ist schon vorbei.")
        when = T("Ihr Termin war am **{day}** um **{time} Uhr**.", day=day, time=starts_at)
    else:
        heading = T("Ihr Termin ist an einem anderen Tag.")
        when = T("Ihr Termin ist am **{day}** um **{time} Uhr**.", day=day, time=starts_at)
    return Answer(
        heading,
        (
            when,
            T("Möchten Sie heute ohne Termin warten? Oder sprechen Sie mit uns."),
        ),
        (WALK_IN, SPEAK_TO_SOMEBODY),
        icon="calendar_month",
    )


def _other_office(visit: Visit, judgement: Judgement) -> Answer:
    office, starts_at = judgement.office, judgement.starts_at
    assert office is not None
    assert starts_at is not None
    when = (
        T("Ihr Termin ist heute um **{time} Uhr**.", time=starts_at)
        if starts_at.date() == visit.office.today()
        else T("Ihr Termin ist am **{day}** um **{time} Uhr**.", day=starts_at.date(), time=starts_at)
    )
    address = office.address
    return Answer(
        T("Ihr Termin ist in einem anderen Büro."),
        (
            T("Bitte gehen Sie hierhin: **{office}**", office=office.name),
            T(
                "{street}, {postal_code} {city}",
                street=address.street,
                postal_code=address.postal_code,
                city=address.city,
            ),
            when,
        ),
        (SPEAK_TO_SOMEBODY, WALK_IN),
        icon="location_on",
    )


def _already(visit: Visit, judgement: Judgement) -> Answer:
    assert judgement.appointment is not None
    number = judgement.appointment.ticket_label
    return Answer(
        T("Wir wissen schon, dass Sie da sind."),
        (
            T("Ihre Nummer ist **{number}**.", number=number)
            if number
            else T("Ihre Nummer steht auf Ihrem Zettel."),
            T("Bitte nehmen Sie Platz. Haben Sie den Zettel nicht mehr? Dann sprechen Sie mit uns."),
        ),
        (SPEAK_TO_SOMEBODY,),
        icon="check_circle",
    )


def _unknown(visit: Visit, judgement: Judgement) -> Answer:
    return Answer(
        T("Diesen Termin finden wir nicht."),
        (
            T("Bitte vergleichen Sie die Ziffern mit Ihrer Terminbestätigung."),
            T("Wir helfen Ihnen auch gern."),
        ),
        (TRY_AGAIN, SPEAK_TO_SOMEBODY, WALK_IN),
        icon="help",
    )


_ANSWERS: dict[Arrival, Callable[[Visit, Judgement], Answer]] = {
    Arrival.EARLY: _early,
    Arrival.LATE: _late,
    Arrival.OTHER_DAY: _other_day,
    Arrival.OTHER_OFFICE: _other_office,
    Arrival.ALREADY: _already,
    Arrival.UNKNOWN: _unknown,
}


def answer_to(visit: Visit, judgement: Judgement) -> Answer:
    """What to say to this arrival; every one but "on time" has an answer."""
    return _ANSWERS[judgement.arrival](visit, judgement)
