# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Staff and visitors in whatever order: nobody without the PIN sees a page for staff, and no visit is lost under one."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from devices.printer import Cover, JobState, Link, Paper, Reason
from kiosk.printing.trial import Trial
from kiosk.visit.events import SlipChanged, SlipState, Tapped, TrialEnded
from kiosk.visit.screens import AnswerScreen, KeypadScreen, Screen, StaffScreen, TicketScreen
from tests.helpers import World, actions_of
from tests.journeys.staff_office import PIN, READY, Office

STATES = [
    READY,
    None,
    replace(READY, paper=Paper.OUT),
    replace(READY, paper=Paper.LOW),
    replace(READY, cover=Cover.OPEN),
    replace(READY, link=Link.GONE),
]


class AnyStaff(RuleBasedStateMachine):
    """One terminal, two people, no plan."""

    @initialize()
    def open_the_office(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.office = Office(World(Path(self._folder.name)))
        self.world = self.office.world
        self.inside = False
        self.pages_under: int | None = None

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.database.close()
            self._folder.cleanup()

    def tap(self, action: str) -> None:
        self.world.handle(Tapped(self.world.screen.serial, action))

    @rule(choice=st.integers(0, 30))
    def choose_something(self, choice: int) -> None:
        offered = sorted(actions_of(self.world.screen))
        if offered:
            self.tap(offered[choice % len(offered)])

    @rule(action=st.sampled_from(["back", "help", "staff", "help-continue", "overlay-close", "languages"]))
    def use_the_frame(self, action: str) -> None:
        self.tap(action)

    @rule(digit=st.sampled_from("0123456789"))
    def type_a_digit(self, digit: str) -> None:
        self.tap(f"digit:{digit}")

    @rule()
    def know_the_pin(self) -> None:
        self.tap("staff")
        while isinstance(self.world.screen, KeypadScreen) and self.world.screen.entered.startswith("•"):
            self.tap("backspace")
        screen = self.world.screen
        if isinstance(screen, KeypadScreen) and screen.groups == (6,) and not screen.entered:
            for digit in PIN:
                self.tap(f"digit:{digit}")
            self.inside = isinstance(self.world.screen, StaffScreen)

    @rule(status=st.sampled_from(STATES))
    def the_printer_changes(self, status: object) -> None:
        self.office.status = status  # type: ignore[assignment]
        self.world.let_pass(1)

    @rule(state=st.sampled_from([JobState.PRINTED, JobState.FAILED]), reason=st.sampled_from([None, *Reason]))
    def a_trial_ends(self, state: JobState, reason: Reason | None) -> None:
        self.world.handle(TrialEnded(Trial(state, reason, 1.0, 1.0, 100, weak=False)))

    @rule(state=st.sampled_from(list(SlipState)))
    def a_slip_changes(self, state: SlipState) -> None:
        page = self.world.visit._pages[-1]
        screen = page.show(self.world.visit, 0, self.world.screen.frame)
        if isinstance(screen, TicketScreen):
            self.world.handle(SlipChanged(screen.ticket_id, state))

    @rule()
    def the_spool_runs(self) -> None:
        self.office.spool.step()

    @rule(seconds=st.integers(1, 70))
    def time_passes(self, seconds: int) -> None:
        under = len(self.world.visit._pages) if self.is_for_staff(self.world.screen) else None
        self.world.let_pass(seconds)
        if under is not None and self.is_for_staff(self.world.screen):
            assert len(self.world.visit._pages) == under, "the visit stands still meanwhile"

    @staticmethod
    def is_for_staff(screen: Screen) -> bool:
        return screen.frame.staff

    @invariant()
    def only_the_pin_opens(self) -> None:
        if not hasattr(self, "world"):
            return
        screen = self.world.screen
        if self.is_for_staff(screen):
            assert self.inside
        else:
            self.inside = False
            assert not isinstance(screen, StaffScreen)

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        if not hasattr(self, "world"):
            return
        screen = self.world.screen
        if self.is_for_staff(screen) and isinstance(screen, AnswerScreen):
            assert screen.frame.can_go_back
        if isinstance(screen, StaffScreen):
            assert "lock" in actions_of(screen)
            assert len(screen.devices) >= 4


TestAnyStaff = AnyStaff.TestCase
TestAnyStaff.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
