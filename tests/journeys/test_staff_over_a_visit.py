# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Staff come to a visit and leave it where it was; left open, their pages close."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import TimesSection
from kiosk.visit.events import LanguageChosen, SlipChanged, SlipState
from kiosk.visit.screens import (
    KeypadScreen,
    Overlay,
    StaffScreen,
    StartScreen,
    TicketScreen,
)
from tests.helpers import World
from tests.journeys.staff_office import Office, said


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def test_a_visit_goes_on_where_it_was_and_staff_are_told_that_there_is_one(office: Office) -> None:
    world = office.world
    world.tap("check-in")
    world.tap("type")
    world.type("4711")
    world.tap("help")
    assert "Besuch ist offen" in said(office.unlock())
    world.let_pass(59)
    back = office.tap("lock")
    assert isinstance(back, KeypadScreen)
    assert back.entered == "4711"
    assert world.let_pass(59).frame.overlay is Overlay.NONE, "the visitor's minute begins anew"
    assert world.let_pass(1).frame.overlay is Overlay.IDLE


def test_the_visitors_language_stays_and_staff_read_the_offices(office: Office) -> None:
    office.world.handle(LanguageChosen("en"))
    office.world.tap("info")
    assert office.tap("staff").frame.language == "en", "a visitor may have got here by mistake"
    assert office.unlock().frame.language == "de"
    assert office.tap("lock").frame.language == "en"


def test_a_number_on_the_screen_stays_there_for_its_visitor(office: Office) -> None:
    world = office.world
    world.draw_number()
    world.slip(SlipState.NOT_PRINTED)
    world.let_pass(50)
    world.tap("help")
    office.unlock()
    world.let_pass(40)
    screen = office.tap("lock")
    assert isinstance(screen, TicketScreen)
    assert screen.frame.seconds_left == world.times.finish_without_paper


def test_what_becomes_of_a_slip_meanwhile_is_not_lost(office: Office) -> None:
    world = office.world
    ticket = world.draw_number()
    world.tap("help")
    office.unlock()
    world.handle(SlipChanged(ticket.ticket_id, SlipState.PRINTED))
    assert isinstance(office.screen, StaffScreen)
    screen = office.tap("lock")
    assert isinstance(screen, TicketScreen)
    assert screen.slip is SlipState.PRINTED


def test_left_open_it_closes_itself(office: Office) -> None:
    office.come()
    office.unlock()
    assert isinstance(office.world.let_pass(119), StaffScreen)
    assert office.screen.frame.seconds_left == 1
    assert isinstance(office.world.let_pass(1), StartScreen)


def test_a_touch_keeps_it_open(office: Office) -> None:
    office.come()
    office.unlock()
    office.world.let_pass(110)
    office.world.touch()
    assert isinstance(office.world.let_pass(119), StaffScreen)


def test_how_long_it_stays_open_is_configurable(tmp_path: Path) -> None:
    office = Office(World(tmp_path, times=TimesSection(staff=20)))
    office.come()
    office.unlock()
    assert isinstance(office.world.let_pass(20), StartScreen)
    office.world.database.close()


def test_after_leaving_the_pin_is_asked_for_again(office: Office) -> None:
    office.come()
    office.unlock()
    office.tap("lock")
    assert isinstance(office.come(), KeypadScreen)


def test_whoever_came_by_the_information_page_has_begun_no_visit(office: Office) -> None:
    office.come()
    assert said(office.unlock()) == "Das Terminal ist in Betrieb."
    assert isinstance(office.tap("lock"), StartScreen)
