# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bad days of a whole terminal: real back office, real HTTP, real store, simulated printer, no window.

Whatever goes wrong, visitors get their number or an honest word, and in the end the back office has each ticket once.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from backoffice.embedded import EmbeddedBackOffice
from devices.printer import Severity, load_profile, open_printer
from devices.simulator.printer import PrinterSimulator
from kiosk.config import Configuration, TerminalSection
from kiosk.store import database as database_module
from kiosk.store.outbox import Outbox
from kiosk.sync import client as client_module
from kiosk.terminal import BackOfficeAddress, Terminal
from kiosk.visit.events import SlipState, Tapped
from kiosk.visit.screens import AnswerScreen, Screen, StartScreen, TicketScreen
from tests.helpers import ManualClock
from tests.kiosk.store.small_disk import small_disk
from tests.kiosk.sync.faulty_line import Fault, FaultyLine

LIMIT_S = 20.0
FAST = 40.0
"""The simulated printer lives so many times faster than a real one."""


class Day:
    """An office with one terminal. Wall time passes only when something is waited for, three seconds a look."""

    def __init__(self, folder: Path, state_dir: Path) -> None:
        self.folder = folder
        self.clock = ManualClock()
        self.database = folder / "backoffice.db"
        self.back_office = self._open_back_office(0)
        self.line = FaultyLine(self.back_office.url)
        self.simulator = PrinterSimulator(
            load_profile("epson-tm-t20iii"),
            baud=115200,
            keep_sheets=True,
            clock=lambda: time.monotonic() * FAST,
        )
        self.screens: list[Screen] = []
        self._changed = threading.Condition()
        self._code = self.back_office.enrolment_code()
        self.terminal = self._open_terminal(state_dir)
        self.state_dir = state_dir

    def _open_back_office(self, port: int) -> EmbeddedBackOffice:
        running = EmbeddedBackOffice(self.database, port=port, clock=self.clock.now)
        running.start()
        return running

    def _open_terminal(self, state_dir: Path) -> Terminal:
        url = f"serial:{self.simulator.path}?baud=115200&profile=epson-tm-t20iii&flow=none"
        terminal = Terminal(
            Configuration(terminal=TerminalSection(state_dir=state_dir)),
            open_printer=lambda on_event: open_printer(url, on_event=on_event),
            back_office=lambda: BackOfficeAddress(self.line.url, code=lambda: self._code),
            show=self._show,
            clock=self.clock,
        )
        terminal.start()
        terminal.start_sync()
        self.outbox = Outbox(terminal.database)
        self.until(lambda: terminal.printer.status.severity is Severity.OK)
        self.until(lambda: terminal.sync is not None and terminal.sync.is_online, terminal)
        # All queues have their numbers.
        self.until(lambda: self._leases(terminal) >= 6, terminal)
        return terminal

    def _leases(self, terminal: Terminal) -> int:
        with terminal.database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM lease").fetchone()[0])

    def _show(self, screen: Screen) -> None:
        with self._changed:
            self.screens.append(screen)
            self._changed.notify_all()

    def until(self, condition: Callable[[], object], terminal: Terminal | None = None) -> None:
        """Look again and again, let time pass and wake the sender in between; bounded."""
        deadline = time.monotonic() + LIMIT_S
        while not condition():
            assert time.monotonic() < deadline
            if terminal is not None:
                self.clock.advance(3)
                terminal.hurry_sync()
            time.sleep(0.02)

    def sees(self, what: Callable[[Screen], bool]) -> Screen:
        """The screen, as soon as it is like that."""
        with self._changed:
            assert self._changed.wait_for(lambda: what(self.screens[-1]), LIMIT_S), self.screens[-1].kind
            return self.screens[-1]

    def tap(self, action: str) -> Screen:
        serial = self.screens[-1].serial
        self.terminal.post(Tapped(serial, action))
        return self.sees(lambda screen: screen.serial != serial)

    def visit(self) -> Screen:
        """Somebody walks in and asks for a number; returns the page they get."""
        if not isinstance(self.screens[-1], StartScreen):
            self.terminal.end_visit()
        self.sees(lambda screen: isinstance(screen, StartScreen))
        for action in ("walk-in", "topic:wohnsitz", "service:wohnsitz-anmelden"):
            self.tap(action)
        return self.tap("draw")

    def draw(self, slip: SlipState = SlipState.PRINTED) -> str:
        """Somebody gets a number, and waits until it is clear what becomes of the slip."""
        screen = self.visit()
        assert isinstance(screen, TicketScreen), screen
        self.sees(lambda screen: isinstance(screen, TicketScreen) and screen.slip is slip)
        return screen.number

    @property
    def is_online(self) -> bool:
        assert self.terminal.sync is not None
        return self.terminal.sync.is_online

    def go_offline(self, fault: Fault) -> None:
        self.line.next_fault = lambda: fault
        self.until(lambda: not self.is_online, self.terminal)

    def arrived(self) -> list[str]:
        """The numbers the back office has from this terminal; each unflagged."""
        own = self.terminal.identity.terminal_id
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        rows = connection.execute("SELECT terminal_id, queue, number, flag FROM ticket").fetchall()
        connection.close()
        assert all(flag == "" for _, _, _, flag in rows)
        return sorted(
            f"{queue} {number:03d}" for terminal, queue, number, _ in rows if UUID(str(terminal)) == own
        )

    def all_arrives(self, numbers: list[str]) -> None:
        """Once the line is good again."""
        self.line.next_fault = lambda: Fault.NONE
        self.until(lambda: self.outbox.summary().waiting == 0, self.terminal)
        assert self.outbox.summary().dead == 0
        assert len(set(numbers)) == len(numbers)
        assert self.arrived() == sorted(numbers)

    def on_paper(self) -> list[str]:
        return ["\n".join(sheet.text) for sheet in self.simulator.sheets]

    def restart_back_office(self, change: Callable[[], None] = lambda: None) -> None:
        port = int(self.back_office.url.rpartition(":")[2])
        self.back_office.stop()
        change()
        self.back_office = self._open_back_office(port)

    def restart_terminal(self) -> None:
        self.terminal.stop()
        self.terminal = self._open_terminal(self.state_dir)

    def close(self) -> None:
        self.terminal.stop()
        self.line.close()
        self.back_office.stop()
        self.simulator.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "READ_TIMEOUT_S", 2.0)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, tmp_path / "state")
    yield made
    made.close()


def test_the_server_answers_html_all_morning_and_then_comes_back(day: Day) -> None:
    numbers = [day.draw()]
    day.all_arrives(numbers)
    day.go_offline(Fault.CAPTIVE_PORTAL)
    numbers += [day.draw() for _ in range(5)]
    assert day.outbox.summary().waiting >= 5
    assert day.arrived() == numbers[:1]
    day.all_arrives(numbers)
    assert sum(any(number in text for text in day.on_paper()) for number in numbers) == 6


def test_every_kind_of_bad_line_in_turn(day: Day) -> None:
    numbers = []
    for fault in (Fault.REFUSED, Fault.REPLY_LOST, Fault.REPLY_CUT, Fault.BAD_GATEWAY, Fault.NOISE):
        day.go_offline(fault)
        numbers.append(day.draw())
        day.line.next_fault = lambda: Fault.NONE
        day.until(lambda: day.is_online, day.terminal)
    day.all_arrives(numbers)


def test_the_server_has_the_database_of_yesterday(day: Day) -> None:
    """Restored from a backup: what it had confirmed meanwhile is lost there, nothing new is, no number comes twice."""
    backup = day.folder / "backup.db"
    source = sqlite3.connect(day.database)
    target = sqlite3.connect(backup)
    source.backup(target)
    target.close()
    source.close()
    before = [day.draw() for _ in range(2)]
    day.all_arrives(before)
    day.go_offline(Fault.REFUSED)
    waiting = [day.draw()]

    def restore() -> None:
        for part in ("-wal", "-shm"):
            day.database.with_name(day.database.name + part).unlink(missing_ok=True)
        day.database.write_bytes(backup.read_bytes())

    day.restart_back_office(restore)
    day.line.next_fault = lambda: Fault.NONE
    day.until(lambda: day.is_online, day.terminal)
    after = [day.draw()]
    day.all_arrives(waiting + after)
    assert len({*before, *waiting, *after}) == 4


def test_the_server_lost_its_memory_and_gets_to_know_the_terminal_anew(day: Day) -> None:
    before = [day.draw()]
    day.all_arrives(before)
    day.go_offline(Fault.REFUSED)
    waiting = [day.draw() for _ in range(2)]

    def forget() -> None:
        for part in ("", "-wal", "-shm"):
            day.database.with_name(day.database.name + part).unlink(missing_ok=True)

    day.restart_back_office(forget)
    day._code = day.back_office.enrolment_code()
    day.line.next_fault = lambda: Fault.NONE
    day.until(lambda: day.is_online and day.outbox.summary().waiting == 0, day.terminal)
    day.until(lambda: day._leases(day.terminal) >= 6, day.terminal)
    number = day.draw()
    assert number not in before + waiting
    day.until(lambda: day.outbox.summary().waiting == 0, day.terminal)
    assert day.outbox.summary().dead == 0
    connection = sqlite3.connect(f"file:{day.database}?mode=ro", uri=True)
    own = day.terminal.identity.terminal_id
    rows = connection.execute("SELECT terminal_id, queue, number FROM ticket").fetchall()
    connection.close()
    kept = sorted(f"{queue} {number:03d}" for terminal, queue, number in rows if UUID(str(terminal)) == own)
    assert kept == sorted([*waiting, number])


def test_the_printer_is_unplugged_amid_a_slip(day: Day) -> None:
    day.simulator.when(day.simulator.unplug, received=60)
    numbers = [day.draw(SlipState.NOT_PRINTED)]
    numbers.append(day.draw(SlipState.NOT_PRINTED))
    day.simulator.plug_in()
    day.until(lambda: day.terminal.printer.status.severity is Severity.OK)
    numbers.append(day.draw())
    assert any(numbers[2] in text for text in day.on_paper())
    assert not any(numbers[1] in text for text in day.on_paper()), "that visitor has left with a photograph"
    day.all_arrives(numbers)


def test_the_store_is_locked_for_a_moment(day: Day) -> None:
    numbers = [day.draw()]
    other = sqlite3.connect(day.state_dir / "terminal.sqlite", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    threading.Timer(0.4, lambda: other.execute("ROLLBACK")).start()
    numbers.append(day.draw())
    other.close()
    day.all_arrives(numbers)


def test_the_store_is_locked_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "_BUSY_TIMEOUT_S", 0.2)
    day = Day(tmp_path, tmp_path / "state")
    try:
        other = sqlite3.connect(day.state_dir / "terminal.sqlite", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        screen = day.visit()
        assert isinstance(screen, AnswerScreen)
        assert screen.name == "trouble"
        other.execute("ROLLBACK")
        other.close()
        day.all_arrives([day.draw()])
    finally:
        day.close()


def test_the_disk_is_full_for_a_moment(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", size_k=8192) as disk:
        day = Day(tmp_path, disk.path)
        try:
            numbers = [day.draw()]
            disk.fill()
            refused = 0
            for _ in range(40):
                screen = day.visit()
                if isinstance(screen, TicketScreen):
                    numbers.append(screen.number)
                else:
                    assert isinstance(screen, AnswerScreen)
                    assert screen.name == "trouble"
                    refused += 1
                    break
            assert refused
            disk.make_room()
            numbers.append(day.draw())
            day.all_arrives(numbers)
        finally:
            day.close()


def test_the_terminal_is_switched_off_and_on_again(day: Day) -> None:
    numbers = [day.draw()]
    day.go_offline(Fault.REQUEST_LOST)
    numbers.append(day.draw())
    day.line.next_fault = lambda: Fault.NONE
    day.restart_terminal()
    numbers.append(day.draw())
    day.all_arrives(numbers)
