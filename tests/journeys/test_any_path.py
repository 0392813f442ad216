# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever anybody does in whatever order: no dead end, no second number, no trace, and the same again for the same."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.languages import shipped
from kiosk.text import Text
from kiosk.visit.events import OfficeChanged, Scanned, SlipChanged, SlipState, Tapped
from kiosk.visit.screens import Action, AnswerScreen, Overlay, StartScreen, TicketScreen
from kiosk.wire.models import Lock
from tests.helpers import MONDAY, World, actions_of

EVERYWHERE = [
    "back",
    "end",
    "help",
    "languages",
    "accessibility",
    "overlay-close",
    "help-continue",
    "help-withdraw",
]
CODES = ["BT1.100001.1111", "BT1.100002.2222", "BT1.100003.3333", "BT1.000000.0000", "garbage"]


class AnyVisit(RuleBasedStateMachine):
    """A visitor without a plan."""

    @initialize()
    def open_the_office(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.world = World(Path(self._folder.name))
        for number, code, minutes in (
            ("100001", "1111", 5),
            ("100002", "2222", 120),
            ("100003", "3333", -60),
        ):
            self.world.appointment(number, code, MONDAY + timedelta(minutes=minutes))
        self.first = self.world.screen

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.database.close()
            self._folder.cleanup()

    @rule(choice=st.integers(0, 30))
    def choose_something_on_the_page(self, choice: int) -> None:
        offered = sorted(actions_of(self.world.screen))
        if offered:
            self.world.handle(Tapped(self.world.screen.serial, offered[choice % len(offered)]))

    @rule(action=st.sampled_from(EVERYWHERE))
    def use_the_frame(self, action: str) -> None:
        self.world.handle(Tapped(self.world.screen.serial, action))

    @rule(digit=st.sampled_from("0123456789"))
    def type_a_digit(self, digit: str) -> None:
        self.world.handle(Tapped(self.world.screen.serial, f"digit:{digit}"))

    @rule(code=st.sampled_from(CODES))
    def scan(self, code: str) -> None:
        self.world.handle(Scanned(code))

    @rule(
        serial=st.integers(-1, 200), action=st.sampled_from(["draw", "wait", "done", "next", "print-again"])
    )
    def tap_late(self, serial: int, action: str) -> None:
        if serial != self.world.screen.serial:
            before = len(self.world.tickets())
            self.world.handle(Tapped(serial, action))
            assert len(self.world.tickets()) == before

    @rule(tag=st.sampled_from(["de", "en"]))
    def choose_a_language(self, tag: str) -> None:
        serial = self.world.screen.serial
        assert self.world.choose_language(tag).serial == serial

    @precondition(lambda self: isinstance(self.world.screen, TicketScreen))
    @rule(state=st.sampled_from(list(SlipState)))
    def the_printer_speaks(self, state: SlipState) -> None:
        screen = self.world.screen
        assert isinstance(screen, TicketScreen)
        self.world.handle(SlipChanged(screen.ticket_id, state))

    @rule(seconds=st.integers(1, 100))
    def time_passes(self, seconds: int) -> None:
        self.world.let_pass(seconds)

    @rule(locked=st.booleans(), online=st.booleans())
    def the_office_changes(self, locked: bool, online: bool) -> None:
        self.world.configure(lock=Lock(locked=locked).model_dump())
        self.world.online = online
        self.world.handle(OfficeChanged())

    @invariant()
    def numbers_are_unique_and_each_is_on_its_way(self) -> None:
        if not hasattr(self, "world"):
            return
        tickets = self.world.tickets()
        assert len(set(tickets)) == len(tickets)
        rows = [resource for resource, _ in self.world.waiting_rows()]
        assert rows.count("tickets") == len(tickets)

    @invariant()
    def no_page_is_a_dead_end_and_every_word_is_there(self) -> None:
        if not hasattr(self, "world"):
            return
        screen = self.world.screen
        assert screen.frame.can_end or isinstance(screen, StartScreen)
        if isinstance(screen, AnswerScreen):
            assert screen.actions
            assert all(isinstance(action, Action) for action in screen.actions)
        for language in shipped():
            for text in _texts(screen):
                sentence = language.plain(text)
                assert "{" not in sentence, sentence

    @invariant()
    def the_start_page_keeps_no_trace(self) -> None:
        if not hasattr(self, "world"):
            return
        screen = self.world.screen
        if isinstance(screen, StartScreen) and screen.frame.overlay is Overlay.NONE:
            assert screen.frame.seconds_left is None


def _texts(value: object) -> list[Text]:
    if isinstance(value, Text):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in _texts(one)]
    if hasattr(value, "__dataclass_fields__"):
        return [text for name in value.__dataclass_fields__ for text in _texts(getattr(value, name))]
    return []


TestAnyVisit = AnyVisit.TestCase
TestAnyVisit.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


def test_the_same_seed_gives_the_same_visit(tmp_path: Path) -> None:
    def one(folder: Path) -> list[object]:
        world = World(folder, seed=42)
        world.appointment("100001", "1111", MONDAY)
        trace: list[object] = []
        for action in ("walk-in", "topic:wohnsitz", "service:wohnsitz-anmelden", "draw"):
            trace.append(world.tap(action))
        trace.append(world.let_pass(45))
        trace.append(world.tap("done"))
        trace.append(world.scan("BT1.100001.1111"))
        trace.append(world.waiting_rows())
        world.database.close()
        return trace

    assert one(tmp_path / "a") == one(tmp_path / "b")
