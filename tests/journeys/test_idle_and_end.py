# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody walks away, needs help, or prefers another language."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kiosk.visit.events import LanguageChosen, SlipState, Tapped, Touched
from kiosk.visit.screens import KeypadScreen, ListScreen, Overlay, StartScreen, TicketScreen
from tests.helpers import MONDAY, World


def test_after_a_minute_we_ask_and_after_thirty_seconds_all_is_gone(world: World) -> None:
    first = world.screen
    world.tap("check-in")
    world.tap("type")
    world.type("4711")
    assert world.let_pass(59).frame.overlay is Overlay.NONE
    assert world.let_pass(1).frame.overlay is Overlay.IDLE
    assert world.screen.frame.seconds_left == 30
    assert world.let_pass(29).frame.overlay is Overlay.IDLE
    ended = world.let_pass(1)
    assert isinstance(ended, StartScreen)
    assert replace(ended, serial=first.serial) == first, "the start page shows no trace"
    assert world.waiting_rows() == []


def test_one_touch_goes_on_where_it_was(world: World) -> None:
    world.tap("check-in")
    world.tap("type")
    world.type("4711")
    world.let_pass(70)
    screen = world.tap("stay")
    assert isinstance(screen, KeypadScreen)
    assert screen.entered == "4711"
    assert world.let_pass(59).frame.overlay is Overlay.NONE


def test_the_answer_can_be_to_end_at_once(world: World) -> None:
    world.tap("walk-in")
    world.let_pass(60)
    assert isinstance(world.tap("end"), StartScreen)


def test_any_other_control_means_that_somebody_is_there(world: World) -> None:
    world.tap("walk-in")
    world.let_pass(60)
    screen = world.handle(Tapped(world.screen.serial, "topic:wohnsitz"))
    assert isinstance(screen, ListScreen)
    assert screen.name == "topics", "but it chooses nothing that was hidden"
    assert screen.frame.overlay is Overlay.NONE


def test_touching_resets_the_minute(world: World) -> None:
    world.tap("walk-in")
    for _ in range(5):
        world.let_pass(50)
        world.touch()
    assert world.screen.frame.overlay is Overlay.NONE


def test_never_while_printing(world: World) -> None:
    world.draw_number()
    assert isinstance(world.let_pass(39), TicketScreen)
    assert world.screen.frame.overlay is Overlay.NONE


def test_larger_text_gives_more_time(world: World) -> None:
    world.tap("walk-in")
    world.tap("setting:large-text")
    assert world.let_pass(179).frame.overlay is Overlay.NONE
    assert world.let_pass(1).frame.overlay is Overlay.IDLE


def test_the_language_of_the_last_visitor_does_not_stay(world: World) -> None:
    world.choose_language("en")
    assert world.screen.frame.language == "en"
    world.let_pass(60)
    assert world.screen.frame.language == "de"
    world.choose_language("en")
    world.draw_number()
    world.tap("done")
    assert world.screen.frame.language == "de"


def test_changing_the_language_loses_nothing(world: World) -> None:
    world.tap("check-in")
    world.tap("type")
    before = world.type("4711")
    world.tap("languages")
    after = world.choose_language("en")
    assert isinstance(after, KeypadScreen)
    assert isinstance(before, KeypadScreen)
    assert (after.entered, after.serial) == (before.entered, before.serial)
    assert after.frame.overlay is Overlay.NONE


def test_an_unknown_language_changes_nothing(world: World) -> None:
    before = world.screen
    assert world.handle(LanguageChosen("xx")) == before


def test_settings_hold_on_every_page_and_end_with_the_visit(world: World) -> None:
    world.tap("accessibility")
    world.tap("setting:high-contrast")
    world.tap("setting:lower-reach")
    world.tap("overlay-close")
    world.tap("walk-in")
    assert world.screen.frame.settings == {"high-contrast", "lower-reach"}
    world.tap("setting:lower-reach")
    assert world.screen.frame.settings == {"high-contrast"}
    world.tap("end")
    assert world.screen.frame.settings == frozenset()


def test_settings_without_a_visit_are_forgotten_too(world: World) -> None:
    world.tap("setting:high-contrast")
    world.let_pass(60)
    assert world.screen.frame.settings == frozenset()


def test_help_is_called_once_and_holds_the_page_for_five_minutes(world: World) -> None:
    world.tap("walk-in")
    world.tap("help")
    assert world.screen.frame.overlay is Overlay.HELP
    world.tap("help")
    assert [resource for resource, _ in world.waiting_rows()] == ["help-calls"]
    world.tap("help-continue")
    assert isinstance(world.screen, ListScreen)
    assert world.screen.frame.help_called
    assert world.let_pass(290).frame.overlay is Overlay.NONE
    assert world.let_pass(10).frame.overlay is Overlay.IDLE


def test_help_not_needed_after_all_is_taken_back(world: World) -> None:
    world.tap("help")
    world.tap("help-withdraw")
    assert world.waiting_rows() == [], "nobody has been told yet"
    assert not world.screen.frame.help_called


def test_help_that_was_already_told_is_withdrawn_there(world: World) -> None:
    world.tap("help")
    row = world.outbox.due(world.clock.now().timestamp())[0]
    world.outbox.delivered(row)
    world.tap("help-withdraw")
    ((resource, body),) = world.waiting_rows()
    assert resource == "help-calls"
    assert json.loads(body)["id"] == str(row.id)
    assert json.loads(body)["withdrawn_at"] is not None


def test_a_ticket_page_stays_while_somebody_is_on_the_way(world: World) -> None:
    world.draw_number()
    world.slip(SlipState.PRINTED)
    world.tap("help")
    assert isinstance(world.let_pass(60), TicketScreen)


@pytest.mark.parametrize(
    "action", ["draw", "wait", "next", "more", "topic:xx", "service:xx", "digit:11", "digit:x", ""]
)
def test_actions_that_a_page_does_not_have_do_nothing(world: World, action: str) -> None:
    before = world.screen
    assert world.handle(Tapped(before.serial, action)) == before


def test_taps_meant_for_an_earlier_page_are_ignored(world: World) -> None:
    old = world.screen.serial
    world.tap("walk-in")
    assert isinstance(world.handle(Tapped(old, "check-in")), ListScreen)
    assert isinstance(world.handle(Touched()), ListScreen)


def test_every_page_offers_help(world: World) -> None:
    world.appointment("471123", "8264", MONDAY)
    for step in ("walk-in", "topic:wohnsitz", "service:wohnsitz-anmelden", "draw"):
        world.tap(step)
        assert world.handle(Tapped(world.screen.serial, "help")).frame.overlay is Overlay.HELP
        world.tap("help-continue")
