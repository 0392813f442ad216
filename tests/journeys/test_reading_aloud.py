# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody who listens: how it begins, what it changes, and that nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.visit.events import (
    HeadphonesPlugged,
    HeadphonesUnplugged,
    SlipState,
    Speaking,
    SpeechWish,
    SpeechWished,
    Touched,
)
from kiosk.visit.screens import Overlay, StartScreen, TicketScreen
from kiosk.visit.voice import GAINS_DB, RATES, SPEAKING_HOLDS_S, Voice, toggled
from tests.helpers import World


@pytest.fixture
def speaking(tmp_path: Path) -> Iterator[World]:
    """A terminal with a voice."""
    world = World(tmp_path, speaks=True)
    yield world
    world.database.close()


def wish(world: World, what: SpeechWish) -> frozenset[str]:
    return world.handle(SpeechWished(what)).frame.settings


def test_the_marked_key_works_on_every_page_and_over_everything(speaking: World) -> None:
    assert wish(speaking, SpeechWish.TOGGLE) == {"speech"}
    assert isinstance(speaking.screen, StartScreen)
    assert wish(speaking, SpeechWish.TOGGLE) == set()
    speaking.tap("walk-in")
    speaking.let_pass(60)
    assert speaking.screen.frame.overlay is Overlay.IDLE
    assert wish(speaking, SpeechWish.TOGGLE) == {"speech"}
    assert speaking.screen.frame.overlay is Overlay.NONE


def test_without_a_voice_nothing_of_it_is_offered(world: World) -> None:
    first = world.screen
    assert not first.frame.can_speak
    for event in (SpeechWished(SpeechWish.TOGGLE), SpeechWished(SpeechWish.LOUDER), HeadphonesPlugged()):
        assert world.handle(event).frame.settings == set()
    world.handle(HeadphonesUnplugged())
    world.tap("setting:speech")
    assert world.screen == first


def test_plugging_in_begins_to_read_and_pulling_out_ends_it(speaking: World) -> None:
    frame = speaking.handle(HeadphonesPlugged()).frame
    assert (frame.headphones, frame.settings) == (True, {"speech"})
    frame = speaking.handle(HeadphonesUnplugged()).frame
    assert (frame.headphones, frame.settings) == (False, set())


def test_who_switched_it_on_by_hand_keeps_it_without_headphones(speaking: World) -> None:
    wish(speaking, SpeechWish.TOGGLE)
    speaking.handle(HeadphonesPlugged())
    assert speaking.handle(HeadphonesUnplugged()).frame.settings == {"speech"}


def test_who_switched_it_off_is_not_read_to_again_by_the_same_plug(speaking: World) -> None:
    speaking.handle(HeadphonesPlugged())
    assert wish(speaking, SpeechWish.TOGGLE) == set()
    assert speaking.handle(HeadphonesUnplugged()).frame.settings == set()


def test_rate_and_loudness_go_in_steps_and_stop_at_their_ends(speaking: World) -> None:
    wish(speaking, SpeechWish.TOGGLE)
    for what, field, end in (
        (SpeechWish.SLOWER, "rate", RATES[0]),
        (SpeechWish.FASTER, "rate", RATES[-1]),
        (SpeechWish.LOUDER, "gain_db", GAINS_DB[-1]),
        (SpeechWish.QUIETER, "gain_db", GAINS_DB[0]),
    ):
        for _ in range(9):
            wish(speaking, what)
        assert getattr(speaking.screen.frame, field) == end
    before = speaking.screen.frame.rate
    speaking.tap("setting:speech")
    speaking.tap("setting:speech")
    assert speaking.screen.frame.rate == before, "switching off and on is no new visit"


def test_the_loudness_has_a_range_of_18_decibels_with_a_step_at_12() -> None:
    """EN 301 549, 5.1.3.12."""
    assert {0, 12, 18} <= set(GAINS_DB)


def test_everything_is_as_before_for_the_next_visitor(speaking: World) -> None:
    first = speaking.screen
    for what in (SpeechWish.TOGGLE, SpeechWish.LOUDER, SpeechWish.FASTER, SpeechWish.REPEAT):
        wish(speaking, what)
    speaking.tap("setting:blank-screen")
    speaking.tap("setting:speak-aloud")
    assert speaking.screen.frame.settings == {"speech", "blank-screen", "speak-aloud"}
    speaking.draw_number()
    speaking.tap("done")
    assert replace(speaking.screen, serial=first.serial) == first


def test_who_left_the_start_page_listening_leaves_no_trace(speaking: World) -> None:
    wish(speaking, SpeechWish.TOGGLE)
    assert speaking.let_pass(179).frame.settings == {"speech"}
    assert speaking.let_pass(1).frame.settings == set()


def test_a_dark_screen_and_loud_answers_go_with_the_voice(speaking: World) -> None:
    speaking.tap("setting:blank-screen")
    assert speaking.screen.frame.settings == set(), "nobody is left before a dark screen in silence"
    wish(speaking, SpeechWish.TOGGLE)
    speaking.tap("setting:blank-screen")
    assert wish(speaking, SpeechWish.TOGGLE) == set()


def test_listening_gives_more_time_and_no_time_passes_while_the_voice_speaks(speaking: World) -> None:
    wish(speaking, SpeechWish.TOGGLE)
    speaking.tap("walk-in")
    speaking.handle(Speaking(True))
    assert speaking.let_pass(170).frame.overlay is Overlay.NONE
    speaking.handle(Speaking(False))
    assert speaking.let_pass(179).frame.overlay is Overlay.NONE
    assert speaking.let_pass(1).frame.overlay is Overlay.IDLE


def test_the_question_whether_somebody_is_there_waits_until_it_is_said(speaking: World) -> None:
    wish(speaking, SpeechWish.TOGGLE)
    speaking.tap("walk-in")
    speaking.let_pass(180)
    speaking.handle(Speaking(True))
    speaking.let_pass(20)
    assert speaking.screen.frame.seconds_left == 30
    speaking.handle(Speaking(False))
    assert speaking.let_pass(29).frame.overlay is Overlay.IDLE
    assert isinstance(speaking.let_pass(1), StartScreen)


def test_the_last_page_stays_while_it_is_read(speaking: World) -> None:
    wish(speaking, SpeechWish.TOGGLE)
    speaking.draw_number()
    speaking.handle(Speaking(True))
    speaking.slip(SlipState.PRINTED)
    assert isinstance(speaking.let_pass(60), TicketScreen)
    speaking.handle(Speaking(False))
    assert isinstance(speaking.let_pass(24), TicketScreen)
    assert isinstance(speaking.let_pass(1), StartScreen)


def test_a_voice_that_never_ends_does_not_hold_the_terminal_for_ever(speaking: World) -> None:
    wish(speaking, SpeechWish.TOGGLE)
    speaking.tap("walk-in")
    speaking.handle(Speaking(True))
    speaking.let_pass(int(SPEAKING_HOLDS_S) + 179)
    assert speaking.screen.frame.overlay is Overlay.NONE
    speaking.let_pass(2)
    assert speaking.screen.frame.overlay is Overlay.IDLE
    assert isinstance(speaking.let_pass(31), StartScreen)


def test_a_touch_gives_the_voice_its_time_again(speaking: World) -> None:
    wish(speaking, SpeechWish.TOGGLE)
    speaking.tap("walk-in")
    speaking.handle(Speaking(True))
    for _ in range(3):
        speaking.let_pass(int(SPEAKING_HOLDS_S) - 1)
        speaking.handle(Touched())
    assert speaking.screen.frame.overlay is Overlay.NONE


def test_another_language_goes_on_being_read(speaking: World) -> None:
    wish(speaking, SpeechWish.TOGGLE)
    speaking.tap("check-in")
    frame = speaking.choose_language("en").frame
    assert (frame.language, frame.settings) == ("en", {"speech"})


@given(st.lists(st.sampled_from(list(SpeechWish))))
def test_no_wish_leads_out_of_the_steps(wishes: list[SpeechWish]) -> None:
    voice = Voice()
    for one in wishes:
        voice.adjust(one)
        assert voice.rate in RATES
        assert voice.gain_db in GAINS_DB


@given(st.lists(st.sampled_from(["speech", "blank-screen", "speak-aloud", "large-text"])))
def test_no_dark_screen_without_a_voice(changes: list[str]) -> None:
    settings: frozenset[str] = frozenset()
    for one in changes:
        settings = toggled(settings, one)
        assert "speech" in settings or not settings & {"blank-screen", "speak-aloud"}
