# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal put together: its threads survive what happens to them, and stopping is bounded."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.printer import Link, PrinterStatus, open_printer
from devices.signal.drivers import Virtual
from kiosk.config import Configuration, SlipSection, TerminalSection
from kiosk.printing.warmup import AFTER_S
from kiosk.store.database import StoreError
from kiosk.sync.identity import load_or_create
from kiosk.terminal import BackOfficeAddress, Terminal, printer_health
from kiosk.tickets.slip import SlipStyle
from kiosk.visit.events import HelpTaken, OfficeChanged, Scanned, Tapped
from kiosk.visit.screens import ListScreen, Screen, StartScreen
from kiosk.workers import Worker
from tests.helpers import ENROLMENT, ManualClock, World

LIMIT_S = 10.0


class Running:
    """A terminal in an open office, without a line and without a printer."""

    def __init__(self, folder: Path) -> None:
        self.screens: list[Screen] = []
        self.changed = threading.Condition()
        self.fail_showing = False
        self.terminal = Terminal(
            Configuration(terminal=TerminalSection(state_dir=folder)),
            open_printer=lambda _on_event: open_printer("none:"),
            back_office=lambda: BackOfficeAddress("http://127.0.0.1:9"),
            show=self.show,
            clock=ManualClock(),
        )
        self.terminal.start()

    def show(self, screen: Screen) -> None:
        with self.changed:
            self.screens.append(screen)
            self.changed.notify_all()
        if self.fail_showing:
            self.fail_showing = False
            raise RuntimeError("the window is gone")

    def sees(self, what: Callable[[Screen], bool]) -> Screen:
        with self.changed:
            assert self.changed.wait_for(lambda: what(self.screens[-1]), LIMIT_S)
            return self.screens[-1]

    def tap(self, action: str) -> None:
        count = len(self.screens)
        self.terminal.post(Tapped(self.screens[-1].serial, action))
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.screens) > count, LIMIT_S)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    world = World(tmp_path)
    load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)
    world.kept.keep_enrolment(ENROLMENT)
    world.database.close()
    made = Running(tmp_path)
    yield made
    made.terminal.stop()


def raises(error: Exception) -> Callable[..., None]:
    def fail(*_arguments: object, **_named: object) -> None:
        raise error

    return fail


def test_an_event_that_breaks_the_visit_ends_it_and_the_next_visitor_finds_the_start(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.tap("walk-in")
    with monkeypatch.context() as broken:
        broken.setattr(running.terminal.visit, "_scanned", raises(RuntimeError("no such page")))
        running.terminal.post(Scanned("BT1.471123.8264"))
        running.sees(lambda screen: isinstance(screen, StartScreen))
    running.tap("walk-in")
    assert isinstance(running.screens[-1], ListScreen)


def test_news_that_cannot_be_read_do_not_end_a_visit(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.tap("walk-in")
    count = len(running.screens)
    with monkeypatch.context() as broken:
        broken.setattr(running.terminal.visit.office, "refresh", raises(StoreError("locked")))
        running.terminal.post(OfficeChanged())
        running.sees(lambda _screen: len(running.screens) > count)
    assert isinstance(running.screens[-1], ListScreen)
    running.tap("topic:wohnsitz")
    assert isinstance(running.screens[-1], ListScreen)


def test_a_window_that_fails_once_does_not_end_the_terminal(running: Running) -> None:
    running.fail_showing = True
    running.tap("walk-in")
    running.tap("topic:wohnsitz")
    assert isinstance(running.screens[-1], ListScreen)


def test_taps_of_a_double_tap_are_one(running: Running) -> None:
    for action in ("walk-in", "topic:wohnsitz", "service:wohnsitz-anmelden"):
        running.tap(action)
    serial = running.screens[-1].serial
    count = len(running.screens)
    for _ in range(20):
        running.terminal.post(Tapped(serial, "draw"))
    until(lambda: len(running.screens) >= count + 20)
    with running.terminal.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM ticket").fetchone()[0] == 1


def test_a_damaged_store_is_replaced_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "terminal.sqlite").write_bytes(b"not a database" * 500)
    made = Running(tmp_path)
    assert made.terminal.store_was_replaced
    assert made.screens[0].kind
    made.terminal.stop()


def test_stopping_is_quick_while_the_back_office_is_looked_for(running: Running) -> None:
    running.terminal.start_sync()
    running.terminal.hurry_sync()
    began = time.monotonic()
    running.terminal.stop()
    assert time.monotonic() - began < 6


def test_a_back_office_that_cannot_be_found_is_looked_for_again(tmp_path: Path) -> None:
    World(tmp_path).database.close()
    asked: list[float] = []
    done = threading.Event()

    def find() -> BackOfficeAddress:
        asked.append(time.monotonic())
        if len(asked) == 1:
            raise RuntimeError("not started yet")
        done.set()
        return BackOfficeAddress("http://127.0.0.1:9")

    terminal = Terminal(
        Configuration(terminal=TerminalSection(state_dir=tmp_path)),
        open_printer=lambda _on_event: open_printer("none:"),
        back_office=find,
        show=lambda _screen: None,
    )
    terminal.start_sync()
    until(lambda: (terminal.hurry_sync(), done.wait(0.05))[1])
    terminal.stop()
    assert len(asked) >= 2


def test_a_printer_that_is_not_there_is_an_error_in_the_heartbeat() -> None:
    status = PrinterStatus(link=Link.GONE, paper=None, cover=None, cutter=None, head=None, fault=None)
    health = printer_health(status)
    assert (health.device, health.state) == ("printer", "error")


def test_a_worker_sleeps_as_long_as_told_and_wakes_at_once() -> None:
    steps: list[float] = []
    worker = Worker("test", lambda: steps.append(time.monotonic()) or 3600.0)
    worker.start()
    until(lambda: len(steps) == 1)
    worker.wake()
    until(lambda: len(steps) == 2)
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 2


def test_a_worker_never_started_can_be_stopped() -> None:
    Worker("test", lambda: 1.0).stop()


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_style_of_slips_in_the_configuration_is_the_one_that_is_printed(tmp_path: Path) -> None:
    world = World(tmp_path)
    load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)
    world.database.close()
    terminal = Terminal(
        Configuration(terminal=TerminalSection(state_dir=tmp_path), slip=SlipSection(style="drawn")),
        open_printer=lambda _on_event: open_printer("none:"),
        back_office=lambda: BackOfficeAddress("http://127.0.0.1:9"),
        show=lambda _screen: None,
        clock=ManualClock(),
    )
    terminal.stop()
    assert terminal.visit.around.slip is SlipStyle.DRAWN


def test_the_printer_is_warmed_up_while_nobody_waits(running: Running) -> None:
    clock = running.terminal.clock
    assert isinstance(clock, ManualClock)
    assert not running.terminal.is_warm
    wait_for(lambda: running.terminal._warm_up._due is not None)
    clock.advance(AFTER_S)
    running.terminal._print_worker.wake()
    wait_for(lambda: running.terminal.is_warm)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


class FakeSync:
    """Hears what the terminal has to tell."""

    def __init__(self) -> None:
        self.ended: list[tuple[object, ...]] = []
        self.reports: list[str] = []
        self.is_online = True

    def command_ended(self, *told: object) -> None:
        self.ended.append(told)

    def report_now(self) -> None:
        self.reports.append("now")

    def report_soon(self) -> None:
        self.reports.append("soon")

    def hurry(self) -> None:
        self.reports.append("hurry")

    def close(self) -> None:
        self.reports.append("close")


def test_a_test_slip_that_was_ordered_ends_with_what_the_printer_said(running: Running) -> None:
    from uuid import UUID

    sync = FakeSync()
    running.terminal._sync = sync  # type: ignore[assignment]
    running.terminal._print_ordered_trial(UUID(int=7))
    wait_for(lambda: bool(sync.ended))
    assert sync.ended == [(UUID(int=7), "failed", "no-printer")]


def test_coming_going_and_calling_for_help_are_told(running: Running) -> None:
    sync, lamp = FakeSync(), Virtual()
    running.terminal._sync = sync  # type: ignore[assignment]
    running.terminal._help_light._signal = lamp
    running.tap("walk-in")
    wait_for(lambda: running.terminal._scene.in_use)
    assert running.terminal._scene.screen == "list"
    assert sync.reports == ["soon"]
    running.tap("help")
    wait_for(lambda: running.terminal._scene.help_wanted)
    assert "now" in sync.reports
    wait_for(lambda: lamp.is_on)
    call = running.terminal.visit.help.call
    assert call is not None
    running.terminal.post(HelpTaken((call.id,)))
    running.sees(lambda screen: screen.frame.help_coming)
    wait_for(lambda: not lamp.is_on)
    running.tap("end")
    wait_for(lambda: not running.terminal._scene.in_use)
    assert not running.screens[-1].frame.help_coming


def test_service_files_that_are_broken_leave_the_old_ones(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.services import CatalogueError

    monkeypatch.setattr(running.terminal, "_load_services", raises(CatalogueError([])))
    with pytest.raises(ValueError, match="service files"):
        running.terminal._reload_services()
    running.tap("walk-in")
    assert isinstance(running.screens[-1], ListScreen)
