# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The staff pages in a whole terminal: its threads, its simulated printer, its store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from devices.printer import Reason, open_printer
from devices.printer.virtual import VirtualPrinter
from kiosk.config import Configuration, StaffSection, TerminalSection
from kiosk.staff.since import remembered
from kiosk.store.database import Database
from kiosk.store.kept import Kept
from kiosk.sync.identity import load_or_create
from kiosk.terminal import BackOfficeAddress, Terminal
from kiosk.visit.events import Tapped, Tick
from kiosk.visit.screens import AnswerScreen, Condition, Screen, StaffScreen, TicketScreen
from tests.helpers import ENROLMENT, ManualClock, World

LIMIT_S = 15.0
PIN = "471108"


class Running:
    """A terminal with staff, a printer made of software, and no line."""

    def __init__(self, folder: Path) -> None:
        self.screens: list[Screen] = []
        self.changed = threading.Condition()
        self.terminal = Terminal(
            Configuration(
                terminal=TerminalSection(state_dir=folder),
                staff=StaffSection(
                    pin_hash=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
                ),
            ),
            open_printer=lambda on_event: open_printer(
                f"virtual:{folder / 'slips'}?baud=115200", on_event=on_event
            ),
            back_office=lambda: BackOfficeAddress("http://127.0.0.1:9"),
            show=self._show,
            clock=ManualClock(),
        )
        self.terminal.start()

    def _show(self, screen: Screen) -> None:
        with self.changed:
            self.screens.append(screen)
            self.changed.notify_all()

    def sees(self, what: Callable[[Screen], bool]) -> Screen:
        """A screen like that, within the limit; the window's second hand goes on meanwhile."""
        for _ in range(int(LIMIT_S * 10)):
            with self.changed:
                if self.changed.wait_for(lambda: what(self.screens[-1]), 0.1):
                    return self.screens[-1]
            self.terminal.post(Tick())
        raise AssertionError(self.screens[-1])

    def tap(self, action: str) -> None:
        count = len(self.screens)
        self.terminal.post(Tapped(self.screens[-1].serial, action))
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.screens) > count, LIMIT_S)

    def unlock(self) -> None:
        self.tap("staff")
        for digit in PIN:
            self.tap(f"digit:{digit}")
        self.sees(lambda screen: isinstance(screen, StaffScreen))

    @property
    def printer(self) -> VirtualPrinter:
        assert isinstance(self.terminal.printer, VirtualPrinter)
        return self.terminal.printer


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    world = World(tmp_path)
    load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)
    world.kept.keep_enrolment(ENROLMENT)
    world.database.close()
    made = Running(tmp_path)
    yield made
    made.terminal.stop()


def named(name: str) -> Callable[[Screen], bool]:
    return lambda screen: isinstance(screen, AnswerScreen) and screen.name == name


def test_a_test_slip_from_the_page_to_the_paper_and_back(running: Running, tmp_path: Path) -> None:
    running.unlock()
    running.tap("trial")
    running.sees(named("trial-printed"))
    show = running.printer.simulator.show
    assert show is not None
    (picture,) = show.wait(1, LIMIT_S)
    assert "Testzettel" in picture.with_suffix(".txt").read_text(encoding="utf-8")


def test_a_paper_change_with_the_slip_that_was_missing(running: Running, tmp_path: Path) -> None:
    simulator = running.printer.simulator
    simulator.set(paper_out=True)
    assert simulator.wait(lambda: running.printer.status.obstacle is Reason.PAPER_OUT, LIMIT_S)
    for action in ("walk-in", "topic:wohnsitz", "service:wohnsitz-anmelden", "draw"):
        running.tap(action)
    ticket = running.sees(lambda screen: isinstance(screen, TicketScreen) and screen.slip == "not-printed")
    assert isinstance(ticket, TicketScreen)
    running.unlock()
    screen = running.screens[-1]
    assert isinstance(screen, StaffScreen)
    assert screen.devices[0].condition is Condition.FAULT
    assert screen.devices[-1].state.count > 0, "how many numbers are left is known"
    running.tap("paper")
    simulator.set(cover_open=True)
    running.sees(named("paper-insert"))
    simulator.set(cover_open=False, paper_out=False)
    running.sees(named("paper-seen"))
    running.tap("missed")
    running.tap("print")
    show = simulator.show
    assert show is not None
    (picture,) = show.wait(1, LIMIT_S)
    words = picture.with_suffix(".txt").read_text(encoding="utf-8")
    assert "Zweitdruck" in words
    assert ticket.number in words
    running.tap("done")
    running.tap("lock")
    running.sees(lambda screen: isinstance(screen, TicketScreen) and screen.slip == "printed")


def test_what_the_printer_is_in_is_kept_for_the_doctor_also_after_the_end(tmp_path: Path) -> None:
    running = Running(tmp_path)
    simulator = running.printer.simulator
    simulator.set(cover_open=True)
    kept = Kept(running.terminal.database)
    assert simulator.wait(
        lambda: (seen := remembered(kept).get("printer")) is not None and seen.state == "close-cover", LIMIT_S
    )
    running.terminal.stop()
    database = Database(tmp_path / "terminal.sqlite")
    seen = remembered(Kept(database))
    database.close()
    assert seen["printer"].state == "close-cover", "that the program let go of the printer is not its state"


def test_without_a_pin_and_without_a_list_nobody_sees_a_way_in(tmp_path: Path) -> None:
    terminal = Terminal(
        Configuration(terminal=TerminalSection(state_dir=tmp_path)),
        open_printer=lambda _on_event: open_printer("none:"),
        back_office=lambda: BackOfficeAddress("http://127.0.0.1:9"),
        show=lambda _screen: None,
    )
    assert not terminal.visit.screen.frame.can_unlock
    terminal.database.close()
