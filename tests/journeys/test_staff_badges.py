# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Badges and personal PINs: with a line, without one for a while, without one for a day, lost, guessed."""

from __future__ import annotations

import pytest

from kiosk.staff.pin import FREE_TRIES
from kiosk.visit.screens import (
    AnswerScreen,
    KeypadScreen,
    ListScreen,
    Overlay,
    Screen,
    StaffScreen,
    StartScreen,
)
from kiosk.wire.staff import badge_text
from tests.helpers import World, actions_of, german
from tests.journeys.staff_office import PIN, Office, error


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def show(office: Office, code: bytes) -> Screen:
    return office.world.scan(badge_text(code))


def place(screen: Screen) -> str:
    from kiosk.languages import shipped

    assert isinstance(screen, StaffScreen), screen
    return shipped().source.plain(screen.place)


def test_a_badge_opens_from_any_page_and_the_page_says_whose(office: Office) -> None:
    badges = office.employ("117", "118")
    office.world.tap("walk-in")
    assert "Ausweis 118" in place(show(office, badges["118"]))
    assert isinstance(office.tap("lock"), ListScreen), "the visit is where it was"


def test_a_badge_answers_the_call_for_help(office: Office) -> None:
    badges = office.employ("117")
    office.world.tap("walk-in")
    assert office.world.tap("help").frame.overlay is Overlay.HELP
    assert not show(office, badges["117"]).frame.help_called


def test_number_and_pin_open_without_a_badge(office: Office) -> None:
    office.employ("117", badge=False)
    office.come()
    screen = office.world.type("117")
    assert isinstance(screen, KeypadScreen)
    assert screen.groups == (6,)
    assert "Ausweis 117" in place(office.world.type(PIN))


def test_a_wrong_number_is_told_only_with_the_pin(office: Office) -> None:
    office.employ("117")
    office.come()
    office.world.type("118")
    assert "nicht die richtige PIN" in error(office.world.type(PIN))
    office.world.tap("back")
    office.world.type("117")
    assert isinstance(office.world.type(PIN), StaffScreen)


def test_the_terminals_own_pin_still_opens(office: Office) -> None:
    office.employ("117")
    office.come()
    office.tap("own-pin")
    assert "Ausweis" not in place(office.world.type(PIN))


def test_wrong_ten_times_whoever_it_was_everybody_waits_longer_and_longer(office: Office) -> None:
    office.employ("117")
    office.come()
    waits = []
    for number in range(10):
        if number % 2:
            office.tap("own-pin")
        elif number:
            office.tap("by-number")
        if number % 2 == 0:
            office.world.type("117")
        office.world.type("000000")
        waits.append(round(office.access.seconds_to_wait))
        office.world.clock.advance(waits[-1])
    assert waits == [0] * (FREE_TRIES - 1) + [30, 60, 120, 240, 480, 900]
    assert not isinstance(office.world.let_pass(1), KeypadScreen), "and the page has closed itself"


def test_a_badge_that_was_lost_opens_nothing_after_the_next_list(office: Office) -> None:
    badges = office.employ("117")
    office.employ("117", badge=False)
    screen = show(office, badges["117"])
    assert "öffnet hier nicht" in error(screen)
    assert isinstance(office.world.tap("back"), StartScreen)


def test_lost_while_there_is_no_line_the_badge_alone_is_soon_not_enough(office: Office) -> None:
    badges = office.employ("117")
    office.world.clock.advance(15 * 60)
    assert isinstance(show(office, badges["117"]), StaffScreen), (
        "a quarter of an hour without a line is usual"
    )
    office.tap("lock")
    office.world.clock.advance(1)
    screen = show(office, badges["117"])
    assert "auch Ihre PIN" in error(screen)
    assert isinstance(office.world.type("000000"), KeypadScreen)
    assert isinstance(office.world.type(PIN), StaffScreen)
    office.tap("lock")
    office.hear()
    assert isinstance(show(office, badges["117"]), StaffScreen)


def test_after_a_day_without_a_line_only_the_terminals_own_pin_opens(office: Office) -> None:
    badges = office.employ("117")
    office.world.clock.advance(24 * 3600 + 1)
    screen = show(office, badges["117"])
    assert "nur die PIN des Terminals" in error(screen)
    assert "by-number" not in actions_of(screen)
    assert isinstance(office.world.type(PIN), StaffScreen)


def test_without_an_own_pin_it_says_why_nothing_opens(world: World) -> None:
    office = Office(world, own_pin=False)
    assert not office.screen.frame.can_unlock
    office.employ("117")
    assert office.screen.frame.can_unlock
    world.clock.advance(24 * 3600 + 1)
    screen = office.come()
    assert isinstance(screen, AnswerScreen)
    assert "keine Verbindung" in german(screen)


def test_a_clock_that_was_turned_back_does_not_make_a_badge_good_again(office: Office) -> None:
    badges = office.employ("117")
    office.world.clock.advance(-3600)
    assert not isinstance(show(office, badges["117"]), StaffScreen)


def test_whose_time_is_over_does_not_get_in(office: Office) -> None:
    badges = office.employ("117")
    office.world.clock.advance(31 * 86400)
    office.hear()
    assert "öffnet hier nicht" in error(show(office, badges["117"]))


@pytest.mark.parametrize("text", ["BT3.", "BT3." + "0" * 31, "BT3." + "g" * 32, "bt3." + "0" * 32])
def test_what_is_no_badge_is_no_badge(office: Office, text: str) -> None:
    office.employ("117")
    assert not office.world.scan(text).frame.staff


def test_a_badge_over_open_staff_pages_changes_nothing(office: Office) -> None:
    badges = office.employ("117", "118")
    show(office, badges["117"])
    assert "Ausweis 117" in place(show(office, badges["118"]))


def test_after_leaving_nobody_is_known_any_more(office: Office) -> None:
    badges = office.employ("117")
    show(office, badges["117"])
    office.world.let_pass(120)
    assert isinstance(office.screen, StartScreen)
    assert office.world.visit.layer.unlocked_by == ""


@pytest.mark.parametrize("listed", ["", "{", "[]", '{"office_id": "mitte", "people": [{"staff": "1"}]}'])
def test_a_list_that_cannot_be_read_keeps_the_own_pin_working(office: Office, listed: str) -> None:
    office.world.kept.keep_text("staff-list", listed)
    office.hear()
    office.come()
    assert isinstance(office.world.type(PIN), StaffScreen)
