# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A member of staff gets in, and nobody else does."""

from __future__ import annotations

import pytest

from kiosk.visit.events import Tapped
from kiosk.visit.screens import (
    KeypadScreen,
    ListScreen,
    Overlay,
    StaffScreen,
    StartScreen,
)
from tests.helpers import World, actions_of
from tests.journeys.staff_office import PIN, Office, error


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def test_without_a_pin_nobody_sees_a_way_in_and_there_is_none(world: World) -> None:
    assert not world.screen.frame.can_unlock
    info = world.tap("info")
    assert "staff" not in actions_of(info)
    assert world.handle(Tapped(info.serial, "staff")) == info


def test_from_the_information_page_with_the_pin(office: Office) -> None:
    screen = office.come()
    assert isinstance(screen, KeypadScreen)
    assert screen.frame.can_go_back
    assert isinstance(office.unlock(), StaffScreen)
    assert office.screen.frame.staff
    assert not office.screen.frame.can_end


def test_from_the_help_page_over_any_page_and_the_call_is_settled(office: Office) -> None:
    office.world.tap("walk-in")
    called = office.world.tap("help")
    assert called.frame.overlay is Overlay.HELP
    assert called.frame.can_unlock
    office.unlock()
    assert not office.screen.frame.help_called, "whoever was called is here"
    assert isinstance(office.tap("lock"), ListScreen)


def test_the_digits_are_never_on_the_screen(office: Office) -> None:
    office.come()
    screen = office.world.type("4711")
    assert isinstance(screen, KeypadScreen)
    assert screen.entered == "••••"
    assert "4711" not in repr(screen)


def test_a_wrong_pin_says_so_and_five_make_everybody_wait(office: Office) -> None:
    office.come()
    for _ in range(4):
        assert "nicht die richtige PIN" in error(office.world.type("000000"))
    screen = office.world.type("000000")
    assert error(screen) == "Zu viele Versuche. Bitte warten Sie 1 Minute."
    assert isinstance(office.world.type(PIN), KeypadScreen), "the right one has to wait too"
    office.world.let_pass(30)
    assert error(office.screen) == "Das war nicht die richtige PIN."
    assert isinstance(office.world.type(PIN), StaffScreen)


def test_a_corrected_digit_counts_as_corrected(office: Office) -> None:
    office.come()
    office.world.type("47119")
    office.world.tap("backspace")
    office.world.type("08")
    assert isinstance(office.screen, StaffScreen)


def test_a_visitor_who_gets_there_by_mistake_goes_back(office: Office) -> None:
    office.come()
    office.world.type("12")
    assert isinstance(office.world.tap("back"), ListScreen)
    assert isinstance(office.world.tap("end"), StartScreen)


def test_a_code_held_to_the_scanner_changes_nothing_for_staff(office: Office) -> None:
    office.come()
    office.unlock()
    assert isinstance(office.world.scan("BT1.471123.8264"), StaffScreen)
