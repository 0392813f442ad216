# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A visitor is stuck, and staff help: see where, give time, decide against a rule, begin a visit for somebody."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from kiosk.languages import shipped
from kiosk.visit.events import LanguageChosen, SlipState, Tapped, Typed
from kiosk.visit.form_screens import FormScreen
from kiosk.visit.screens import (
    AnswerScreen,
    ListScreen,
    Overlay,
    Screen,
    StaffScreen,
    StartScreen,
    TicketScreen,
)
from kiosk.wire.models import Queue
from kiosk.wire.staff import badge_text
from tests.helpers import MONDAY, World, actions_of, german
from tests.helpers import office as office_with
from tests.journeys.filling import open_form
from tests.journeys.staff_office import PIN, Office, said
from tests.kiosk.handover.preparing import OfficeKeys


@pytest.fixture
def office(world: World) -> Office:
    made = Office(world)
    made.employ("117")
    return made


def come(office: Office) -> StaffScreen:
    screen = office.world.scan(badge_text(office.badges["117"]))
    assert isinstance(screen, StaffScreen), screen
    return screen


def rows(screen: Screen) -> dict[str, tuple[str, str]]:
    assert isinstance(screen, StaffScreen)
    say = shipped().source.plain
    return {say(row.name): (say(row.detail), say(row.state)) for row in screen.devices}


def facts(office: Office, resource: str = "overrides") -> list[dict[str, Any]]:
    return [json.loads(body) for kind, body in office.world.waiting_rows() if kind == resource]


# --- where somebody is stuck ---


def test_staff_see_where_a_visitor_is_stuck_and_nothing_of_what_was_typed(office: Office) -> None:
    world = office.world
    OfficeKeys().publish(world)
    world.handle(LanguageChosen("en"))
    screen = open_form(world)
    for _ in range(3):
        assert isinstance(screen, FormScreen)
        for box in screen.fields:
            if box.options:
                world.handle(Tapped(screen.serial, box.options[0].action))
        screen = world.handle(Tapped(world.screen.serial, "next"))
    assert isinstance(screen, FormScreen)
    for box in (one for field in screen.fields for one in field.inputs):
        world.handle(Typed(screen.serial, box.id, "Zwetschge"))
    screen = world.handle(Tapped(screen.serial, "next"))
    assert isinstance(screen, FormScreen)
    assert screen.errors, "the visitor is stuck"
    world.let_pass(40)
    world.tap("help")
    come(office)
    helping = office.tap("visitor")
    seen = rows(helping)
    assert seen["Seite"][0] == shipped().source.plain(screen.heading)
    assert seen["Seite"][1].startswith(f"Schritt {screen.progress.step} von ")
    assert seen["Stimmt noch nicht"][1] in ("1 Angabe", "2 Angaben", "3 Angaben")
    assert seen["Auf dieser Seite"][1] == "seit 1 Minute"
    assert seen["Sprache"][1] == "English"
    assert "Zwetschge" not in repr(helping)
    assert isinstance(office.tap("go-on"), FormScreen)


def test_more_time_lasts_until_the_visit_ends(office: Office) -> None:
    world = office.world
    world.tap("walk-in")
    come(office)
    office.tap("visitor")
    assert "später" in said(office.tap("more-time"))
    office.tap("lock")
    assert world.let_pass(599).frame.overlay is Overlay.NONE
    assert world.let_pass(1).frame.overlay is Overlay.IDLE
    world.let_pass(30)
    assert isinstance(world.screen, StartScreen)
    world.tap("walk-in")
    assert world.let_pass(60).frame.overlay is Overlay.IDLE, "the next visitor has the usual time"


def test_staff_end_a_visit_that_somebody_left(office: Office) -> None:
    office.world.tap("walk-in")
    come(office)
    office.tap("visitor")
    assert isinstance(office.tap("end-visit"), StartScreen)


def test_an_assisted_visit_begins_with_time(office: Office) -> None:
    come(office)
    assert isinstance(office.tap("assist"), ListScreen)
    assert office.world.let_pass(599).frame.overlay is Overlay.NONE


def test_the_layer_over_a_visit_closes_itself_and_the_visit_is_still_there(office: Office) -> None:
    office.world.tap("walk-in")
    come(office)
    office.tap("visitor")
    assert isinstance(office.world.let_pass(120), ListScreen)


# --- numbers against a rule ---


def give(office: Office, service: str = "wohnsitz-anmelden") -> Screen:
    come(office)
    screen = office.tap("number")
    while f"service:{service}" not in actions_of(screen):
        screen = office.tap("more")
    return office.tap(f"service:{service}")


def test_a_number_within_the_rules_is_no_decision(office: Office) -> None:
    screen = give(office)
    assert isinstance(screen, AnswerScreen)
    assert screen.name == "staff-issued"
    assert office.world.tickets() == ["B 001"]
    assert facts(office) == []
    assert isinstance(office.tap("done"), StaffScreen)


def test_the_visit_under_it_is_not_touched(office: Office) -> None:
    office.world.tap("walk-in")
    give(office)
    office.world.let_pass(120)
    assert isinstance(office.screen, ListScreen), "the visitor's own page"


def test_no_more_numbers_today_and_one_all_the_same(office: Office) -> None:
    queues = tuple(
        Queue(letter=letter, waiting_area="Wartebereich", numbers_stopped=letter == "B") for letter in "ABC"
    )
    office.world.configure(office=office_with(queues=queues))
    office.world.office.refresh()
    screen = give(office)
    assert isinstance(screen, ListScreen)
    assert office.world.tickets() == []
    assert "reason:deadline" in actions_of(screen)
    assert "reason:traffic" not in actions_of(screen), "no reason for this rule"
    office.tap("reason:deadline")
    assert office.world.tickets() == ["B 001"]
    (fact,) = facts(office)
    (ticket,) = facts(office, "tickets")
    assert fact["ticket_id"] == ticket["id"]
    assert (fact["staff"], fact["rule"], fact["reason"]) == ("117", "stopped", "deadline")
    assert set(fact) == {"id", "office_id", "ticket_id", "staff", "rule", "reason", "decided_at"}


def test_after_closing_time_one_all_the_same(office: Office) -> None:
    office.world.clock.set_wall(MONDAY.replace(hour=18, minute=5))
    office.hear()
    give(office)
    office.tap("reason:called-in")
    assert [fact["rule"] for fact in facts(office)] == ["closed"]


def test_priority_for_the_number_on_the_screen(office: Office) -> None:
    office.world.draw_number()
    office.world.slip(SlipState.PRINTED)
    come(office)
    office.tap("visitor")
    office.tap("priority")
    assert "Vorrang ist gemeldet: Kleines Kind dabei." in said(office.tap("reason:small-child"))
    assert "priority" not in actions_of(office.screen), "once is enough"
    (fact,) = facts(office)
    assert (fact["rule"], fact["reason"]) == ("priority", "small-child")
    assert isinstance(office.tap("lock"), TicketScreen)


def test_priority_for_a_number_that_staff_gave_out(office: Office) -> None:
    give(office)
    office.tap("priority")
    office.tap("reason:travel")
    assert "Vorrang ist gemeldet" in german(office.screen)
    assert [fact["reason"] for fact in facts(office)] == ["travel"]


def test_too_late_for_the_appointment_and_checked_in_as_if_on_time(office: Office) -> None:
    world = office.world
    world.appointment("471123", "8264", MONDAY - timedelta(minutes=40))
    screen = world.scan("BT1.471123.8264")
    assert isinstance(screen, AnswerScreen)
    assert screen.name == "late"
    come(office)
    office.tap("visitor")
    office.tap("late")
    screen = office.tap("reason:traffic")
    assert isinstance(screen, TicketScreen), "the visitor's own number"
    assert [check["punctuality"] for check in facts(office, "check-ins")] == ["on-time"]
    assert [fact["rule"] for fact in facts(office)] == ["late"]


def test_whoever_opened_with_the_own_pin_is_nobody(office: Office) -> None:
    office.world.draw_number()
    office.world.tap("help")
    office.world.handle(Tapped(office.screen.serial, "staff"))
    office.tap("own-pin")
    office.world.type(PIN)
    office.tap("visitor")
    office.tap("priority")
    office.tap("reason:other")
    assert [fact["staff"] for fact in facts(office)] == [""]


# --- slips ---


def test_the_last_slip_once_more_says_so(office: Office) -> None:
    come(office)
    assert said(office.tap("reprint")) == "Heute ist hier noch kein Zettel gedruckt."
    office.tap("lock")
    number = office.world.draw_number().number
    office.world.visit.end()
    office.spool.step()
    come(office)
    assert said(office.tap("reprint")) == f"{number} wird noch einmal gedruckt, als Zweitdruck."
    office.spool.step()
    assert [duplicate for _, duplicate, _ in office.paper.printed] == [False, True]


def test_yesterdays_slip_is_not_printed_again(office: Office) -> None:
    office.world.draw_number()
    office.world.visit.end()
    office.world.clock.set_wall(datetime(2026, 11, 24, 9, tzinfo=MONDAY.tzinfo))
    office.hear()
    come(office)
    assert "noch kein Zettel" in said(office.tap("reprint"))
