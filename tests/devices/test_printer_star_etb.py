# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The account of Star's counter against a model printer that stops, forgets, and keeps old slips."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from devices.printer.etb import ETB, RESET_COUNTER, SETTLE_SECONDS, TOP, EtbLedger

_COMMANDS = re.compile(rb"\x17|\x1b\x1eE0|<[^>]*>")


@dataclass
class Paper:
    """A printer with a buffer of commands. ``<n>`` stands for the slip ``n``."""

    counter: int = 0
    pending: list[bytes] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def step(self) -> bool:
        """Obeys the next command; whether it says its counter after it."""
        command = self.pending.pop(0)
        if command == ETB:
            self.counter = (self.counter + 1) % 32
        elif command == RESET_COUNTER:
            self.counter = 0
        else:
            self.printed.append(command.decode())
        return command == ETB

    def power_cycle(self) -> None:
        self.counter, self.pending = 0, []


class Slips(RuleBasedStateMachine):
    """Slips are begun, given up, printed late; the printer is switched off and on at any point. A confirmed slip must be
    on paper, whole."""

    @initialize(counter=st.integers(0, TOP))
    def start(self, counter: int) -> None:
        self.paper = Paper(counter)
        self.ledger = EtbLedger()
        self.now = 0.0
        self.number = 0
        self.rest: list[bytes] = []  # of the slip that is being sent
        self.ledger.connected(self.now)
        self.ledger.seen(counter, self.now)

    @rule(number=st.integers(1, 60))
    def obeys(self, number: int) -> None:
        for _ in range(min(number, len(self.paper.pending))):
            if self.paper.step():
                self.ledger.seen(self.paper.counter, self.now)
                self.check()

    @rule()
    def asked(self) -> None:
        self.ledger.seen(self.paper.counter, self.now)
        self.check()

    @precondition(lambda self: not self.rest)
    @rule()
    def slip(self) -> None:
        """As the spool does it: after the wait, and only with a counter to count from."""
        self.ledger.stirred(self.now)  # the one before was given up, if it was not confirmed
        wait = self.ledger.wait_seconds(self.now)
        if wait:
            while self.paper.pending:  # what waits in the printer is on paper long before
                self.obeys(60)
            self.now += wait
        self.number += 1
        opening = self.ledger.begin()
        body = b"<%d begins><%d ends>" % (self.number, self.number)
        self.rest = _COMMANDS.findall(opening + body + ETB)

    @rule(number=st.integers(1, 40))
    def sends(self, number: int) -> None:
        self.paper.pending += self.rest[:number]
        del self.rest[:number]

    @rule()
    def gives_up(self) -> None:
        self.rest = []

    @rule()
    def power_cycles(self) -> None:
        self.paper.power_cycle()

    @rule()
    def plugged_in_again(self) -> None:
        self.rest = []
        self.ledger.connected(self.now)
        self.ledger.seen(self.paper.counter, self.now)

    def check(self) -> None:
        if self.ledger.confirmed:
            wanted = [f"<{self.number} begins>", f"<{self.number} ends>"]
            assert self.paper.printed[-2:] == wanted
            assert not self.rest
            self.ledger.settle()


TestSlips = Slips.TestCase
TestSlips.settings = settings(max_examples=200, stateful_step_count=50, deadline=None)


def print_all(ledger: EtbLedger, paper: Paper, now: float = 0.0) -> bool:
    opening = ledger.begin()
    paper.pending += _COMMANDS.findall(opening + b"<slip>" + ETB)
    while paper.pending:
        if paper.step():
            ledger.seen(paper.counter, now)
    return ledger.confirmed


def test_slip_after_slip_is_confirmed_over_the_end_of_the_counter() -> None:
    ledger, paper = EtbLedger(), Paper(5)
    ledger.connected(0.0)
    ledger.seen(5, 0.0)
    assert ledger.wait_seconds(SETTLE_SECONDS) == 0
    for _ in range(100):
        assert print_all(ledger, paper)
        ledger.settle()
        assert ledger.wait_seconds(0.0) == 0


def test_the_first_slip_waits_until_nothing_old_can_be_in_the_printer() -> None:
    ledger = EtbLedger()
    ledger.connected(10.0)
    ledger.seen(3, 10.5)
    assert ledger.wait_seconds(11.0) == pytest.approx(SETTLE_SECONDS - 0.5)
    ledger.seen(4, 12.0)  # something old was printed just now
    assert ledger.wait_seconds(12.0) == pytest.approx(SETTLE_SECONDS)
    ledger.seen(4, 14.0)
    assert ledger.wait_seconds(15.0) == 0


def test_after_too_many_slips_without_confirmation_the_printer_is_given_time() -> None:
    ledger = EtbLedger()
    ledger.seen(13, 0.0)
    ledger.begin()
    targets = []
    while ledger.wait_seconds(0.0) == 0:
        targets.append(len(ledger.begin()))
    assert targets == sorted(set(targets))
    assert len(targets) == TOP - 15
    ledger.stirred(50.0)  # paper was put in
    assert ledger.wait_seconds(51.0) == pytest.approx(SETTLE_SECONDS - 1)


@pytest.mark.parametrize("counter", range(TOP + 1))
def test_a_slip_that_comes_out_late_does_not_confirm_the_next_one(counter: int) -> None:
    """Found by the machine above, with 29 and 31."""
    slips = Slips()
    slips.start(counter=counter)
    for _ in range(40):
        slips.slip()
        slips.sends(40)
    while slips.paper.pending:
        slips.obeys(1)
    assert slips.paper.printed[-1] == "<40 ends>"


def test_a_printer_that_lost_power_within_a_slip_has_strayed() -> None:
    ledger = EtbLedger()
    ledger.seen(7, 0.0)
    assert ledger.begin() == ETB
    ledger.seen(8, 0.0)
    ledger.seen(0, 0.0)
    ledger.seen(1, 0.0)
    assert (ledger.confirmed, ledger.strayed) == (False, True)


def test_a_slip_after_one_that_was_never_confirmed_is_counted_from_zero_and_higher() -> None:
    ledger = EtbLedger()
    ledger.seen(3, 0.0)
    ledger.begin()  # leads to 5, which never comes
    assert ledger.wait_seconds(0.0) == 0
    assert ledger.begin() == RESET_COUNTER + ETB * 5
    for count in (4, 5):  # the first one, late
        ledger.seen(count, 0.0)
        assert not ledger.confirmed
    for count in (1, 2, 3, 4, 5):
        ledger.seen(count, 0.0)
        assert not ledger.confirmed
    ledger.seen(6, 0.0)
    assert ledger.confirmed


@given(st.integers(0, TOP))
def test_no_slip_ever_waits_for_zero_or_one(counter: int) -> None:
    ledger = EtbLedger()
    ledger.seen(counter, 0.0)
    ledger.begin()
    for early in (0, 1):
        ledger.seen(early, 0.0)
        assert not ledger.confirmed


def test_firmware_without_a_counter_never_confirms() -> None:
    ledger = EtbLedger()
    ledger.seen(None, 0.0)
    ledger.begin()
    ledger.seen(None, 0.0)
    assert not ledger.confirmed
