# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody with an appointment arrives."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from kiosk.visit.events import SlipState
from kiosk.visit.screens import KeypadScreen, ScanScreen, StartScreen, TicketScreen
from kiosk.wire.models import AppointmentState, Lock
from tests.helpers import MONDAY, World, actions_of, answer, german

CODE = "BT1.471123.8264"


def arrive(world: World, minutes: int, **details: object) -> None:
    """Book an appointment that starts ``minutes`` from now and hold its code to the scanner."""
    world.appointment("471123", "8264", MONDAY + timedelta(minutes=minutes), **details)  # type: ignore[arg-type]
    world.tap("check-in")
    world.scan(CODE)


def test_on_time_gives_a_number_at_once(world: World) -> None:
    arrive(world, 10)
    assert isinstance(world.screen, TicketScreen)
    assert world.screen.number == "B 001"
    assert [resource for resource, _ in world.waiting_rows()] == ["tickets", "check-ins"]


def test_scanning_works_from_the_start_page(world: World) -> None:
    world.appointment("471123", "8264", MONDAY)
    assert isinstance(world.scan(CODE), TicketScreen)


def test_typing_number_and_code_does_the_same(world: World) -> None:
    world.appointment("471123", "8264", MONDAY)
    world.tap("check-in")
    world.tap("type")
    world.type("471123")
    world.tap("next")
    world.type("8264")
    assert isinstance(world.tap("next"), TicketScreen)


def test_missing_digits_are_asked_for_and_nothing_is_lost(world: World) -> None:
    world.tap("check-in")
    world.tap("type")
    world.type("4711")
    screen = world.tap("next")
    assert isinstance(screen, KeypadScreen)
    assert screen.entered == "4711"
    assert screen.error
    world.tap("backspace")
    world.type("9999")
    assert isinstance(world.screen, KeypadScreen)
    assert world.screen.entered == "471999", "never more digits than boxes"


def test_early_may_wait_or_come_back(world: World) -> None:
    arrive(world, 120)
    assert answer(world.screen) == "early"
    assert "12:42" in german(world.screen)
    assert "12:12" in german(world.screen)
    screen = world.tap("wait")
    assert isinstance(screen, TicketScreen)
    assert json.loads(world.waiting_rows()[1][1])["punctuality"] == "early"


def test_early_and_coming_back_leaves_nothing(world: World) -> None:
    arrive(world, 120)
    assert isinstance(world.tap("come-back"), StartScreen)
    assert world.waiting_rows() == []


def test_late_is_kind_and_gives_a_number(world: World) -> None:
    arrive(world, -32)
    assert answer(world.screen) == "late"
    assert "10:10" in german(world.screen)
    assert "trotzdem dran" in german(world.screen)
    assert {"wait", "book", "help"} <= actions_of(world.screen)
    assert isinstance(world.tap("wait"), TicketScreen)
    assert json.loads(world.waiting_rows()[1][1])["punctuality"] == "late"


@pytest.mark.parametrize(("minutes", "expected"), [(30, TicketScreen), (-10, TicketScreen)])
def test_the_edges_of_the_window_count_as_on_time(world: World, minutes: int, expected: type) -> None:
    arrive(world, minutes)
    assert isinstance(world.screen, expected)


def test_windows_are_configuration(world: World) -> None:
    world.configure(window={"early_minutes": 5, "late_minutes": 60})
    world.office.refresh()
    arrive(world, 20)
    assert answer(world.screen) == "early"


def test_other_day_names_the_day(world: World) -> None:
    arrive(world, 24 * 60)
    assert answer(world.screen) == "other-day"
    assert "Dienstag, 24. November" in german(world.screen)


def test_yesterday_is_past(world: World) -> None:
    arrive(world, -24 * 60)
    assert "Ihr Termin war am Sonntag" in german(world.screen)


def test_other_office_names_its_address(world: World) -> None:
    arrive(world, 10, office_id="ost")
    assert answer(world.screen) == "other-office"
    assert "Beispielweg 7, 70188 Stuttgart" in german(world.screen)
    assert world.tickets() == []


def test_a_second_check_in_shows_the_same_number_and_offers_a_reprint(world: World) -> None:
    arrive(world, 10)
    world.slip(SlipState.PRINTED)
    world.tap("done")
    screen = world.scan(CODE)
    assert isinstance(screen, TicketScreen)
    assert screen.number == "B 001"
    assert world.tickets() == ["B 001"]
    assert len(world.waiting_rows()) == 2
    world.tap("print-again")
    with world.database.reading() as connection:
        duplicates = [
            row["duplicate"] for row in connection.execute("SELECT duplicate FROM print_job ORDER BY id")
        ]
    assert duplicates == [0, 1]


def test_checked_in_elsewhere_shows_that_number(world: World) -> None:
    arrive(world, 10, state=AppointmentState.CHECKED_IN, ticket_label="B 017")
    assert answer(world.screen) == "already"
    assert "B 017" in german(world.screen)


def test_unknown_and_cancelled_sound_the_same(world: World) -> None:
    world.appointment("471123", "8264", MONDAY, state=AppointmentState.CANCELLED)
    world.tap("check-in")
    cancelled = german(world.scan(CODE))
    world.tap("end")
    world.tap("check-in")
    unknown = german(world.scan("BT1.000000.0000"))
    assert answer(world.screen) == "unknown"
    assert cancelled == unknown
    assert "help" in actions_of(world.screen)


def test_guessing_is_slowed_down_even_across_visits(world: World) -> None:
    world.appointment("471123", "8264", MONDAY)
    for guess in range(4):
        world.scan(f"BT1.471123.{guess:04d}")
        assert answer(world.screen) == "unknown"
        world.tap("end")
    world.scan("BT1.471123.0004")
    assert answer(world.screen) == "too-many"
    world.tap("end")
    assert answer(world.scan(CODE)) == "too-many", "the right code is not looked at either"
    assert "help" in actions_of(world.screen)
    world.let_pass(15)
    assert "jetzt" in german(world.screen)
    world.tap("end")
    assert isinstance(world.scan(CODE), TicketScreen)


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "#UT01 train ticket",
        "https://termin.example/s/abcdefghijklmnopqrstuv",
        "BT1.471123.8264BT1.471123.8264",
        "BT1.47112.8264",
        "bt1.471123.8264",
        "BT1.471123.8264 ",
        "BT1.４７１１２３.8264",
        "' OR 1=1 --",
        "<b>hello</b>",
    ],
)
def test_codes_that_are_not_ours_are_answered_kindly(world: World, garbage: str) -> None:
    world.appointment("471123", "8264", MONDAY)
    world.tap("check-in")
    screen = world.scan(garbage)
    assert isinstance(screen, ScanScreen)
    assert screen.notice
    assert world.tickets() == []
    assert isinstance(world.scan(CODE), TicketScreen), "and the right code still works"


def test_without_a_code_there_is_a_way_on(world: World) -> None:
    world.tap("check-in")
    world.tap("no-code")
    assert {"help", "walk-in"} <= actions_of(world.screen)


def test_offline_check_in_works_from_the_preloaded_list(world: World) -> None:
    world.online = False
    arrive(world, 0)
    assert isinstance(world.screen, TicketScreen)
    assert json.loads(world.waiting_rows()[0][1])["issued_offline"] is True


def test_an_appointment_can_be_announced_while_walk_in_is_closed(world: World) -> None:
    world.clock.set_wall(MONDAY.replace(hour=7, minute=40))
    world.appointment("471123", "8264", MONDAY.replace(hour=8, minute=0))
    assert isinstance(world.scan(CODE), TicketScreen)


def test_a_locked_terminal_takes_no_codes(world: World) -> None:
    world.configure(lock=Lock(locked=True, message="Wartung bis 11 Uhr").model_dump())
    world.office.refresh()
    world.appointment("471123", "8264", MONDAY)
    world.scan(CODE)
    assert answer(world.screen) == "locked"
    assert "Wartung bis 11 Uhr" in german(world.screen)
    assert world.tickets() == []
