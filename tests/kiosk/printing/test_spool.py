# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the spool does with slips when printer, store or program fail; the main cases on the simulated printer."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from devices.printer import (
    JobResult,
    JobState,
    Printer,
    Reason,
    Severity,
    Slip,
    ignore_state,
    load_profile,
    open_printer,
)
from devices.simulator.printer import PrinterSimulator
from kiosk.printing.spool import IDLE_S, REPRINT_WITHIN, Spool
from kiosk.store.database import StoreError
from kiosk.store.jobs import PrintJobs
from kiosk.visit.events import SlipChanged, SlipState
from tests.helpers import World

LIMIT_S = 10.0
FAST = 40.0


class Scripted:
    """A printer that does what the test says; it reports states like a real one."""

    url = "scripted:"
    profile = load_profile("epson-tm-t20iii")
    status = None

    def __init__(self) -> None:
        self.results: list[JobResult] = []
        self.printed: list[tuple[int, bool, Slip]] = []
        self.before_sending: Callable[[], None] = lambda: None
        self.after_sending: Callable[[], None] = lambda: None

    def print(
        self,
        slip: Slip,
        *,
        job_id: int,
        duplicate: bool = False,
        on_state=ignore_state,
        timeout: float = 30.0,
    ):  # type: ignore[no-untyped-def]
        result = self.results.pop(0) if self.results else JobResult(JobState.PRINTED)
        if result.state is JobState.FAILED and result.bytes_sent == 0:
            return result
        self.before_sending()
        on_state(JobState.SENDING)
        self.printed.append((job_id, duplicate, slip))
        self.after_sending()
        on_state(JobState.SENT)
        return result


@pytest.fixture
def printer() -> Scripted:
    return Scripted()


class Bench:
    """A world with a spool."""

    def __init__(self, world: World, printer: Printer) -> None:
        self.world = world
        self.told: list[SlipChanged] = []
        self.spool = Spool(world.database, printer, world.clock, self.told.append)
        self.jobs = PrintJobs(world.database)

    def draw(self) -> str:
        number = self.world.draw_number().number
        self.world.visit.end()
        return number

    @property
    def states(self) -> list[str]:
        return [state.value for _, state in sorted(self.jobs.states().items())]

    def reasons(self) -> list[str]:
        with self.world.database.reading() as connection:
            return [row["reason"] for row in connection.execute("SELECT reason FROM print_job ORDER BY id")]

    def slips(self) -> list[str]:
        with self.world.database.reading() as connection:
            return [row["slip"] for row in connection.execute("SELECT slip FROM print_job ORDER BY id")]


@pytest.fixture
def bench(world: World, printer: Scripted) -> Bench:
    return Bench(world, printer)  # type: ignore[arg-type]


def test_several_slips_are_printed_in_order_and_forgotten(bench: Bench, printer: Scripted) -> None:
    for _ in range(3):
        bench.draw()
    assert bench.spool.step() == IDLE_S
    assert [job for job, _, _ in printer.printed] == [1, 2, 3]
    assert bench.states == ["printed"] * 3
    assert bench.slips() == ["", "", ""], "what a slip said is not kept"
    assert [event.state for event in bench.told] == [SlipState.PRINTED] * 3


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.UNCERTAIN])
def test_what_did_not_come_out_is_not_printed_again_by_itself(
    bench: Bench, printer: Scripted, state: JobState
) -> None:
    bench.draw()
    bench.draw()
    printer.results = [JobResult(state, Reason.PAPER_OUT, bytes_sent=10)]
    bench.spool.step()
    bench.spool.step()
    assert bench.states == [state.value, "printed"], "and the next one is"
    assert bench.reasons() == ["paper-out", ""]
    assert [job for job, _, _ in printer.printed] == [1, 2]
    assert [event.state for event in bench.told] == [SlipState.NOT_PRINTED, SlipState.PRINTED]


def test_a_slip_that_nobody_waits_for_is_not_printed(bench: Bench, printer: Scripted) -> None:
    bench.draw()
    bench.world.clock.advance(601)
    bench.draw()
    bench.spool.step()
    assert bench.states == ["failed", "printed"]
    assert bench.reasons()[0] == "expired"
    assert len(printer.printed) == 1


@pytest.mark.parametrize("state", [JobState.SENDING, JobState.SENT])
@pytest.mark.parametrize(("late", "again"), [(0, True), (599, True), (600, False), (86_400, False)], ids=str)
def test_after_a_restart_what_was_under_way_comes_once_more_and_marked(
    bench: Bench, printer: Scripted, state: JobState, late: int, again: bool
) -> None:
    bench.draw()
    bench.jobs.set_state(1, state)
    bench.world.clock.advance(late)
    fresh = Bench(bench.world, printer)  # type: ignore[arg-type]
    fresh.spool.step()
    assert fresh.states == (["uncertain", "printed"] if again else ["uncertain"])
    assert [duplicate for _, duplicate, _ in printer.printed] == [True] * again
    Bench(bench.world, printer).spool.step()  # type: ignore[arg-type]
    assert len(printer.printed) == again, "and never a third time"


def test_a_second_slip_under_way_at_a_restart_is_not_printed_a_third_time(
    bench: Bench, printer: Scripted
) -> None:
    bench.draw()
    bench.jobs.set_state(1, JobState.SENT)
    first = Bench(bench.world, printer)  # type: ignore[arg-type]
    printer.after_sending = lambda: (_ for _ in ()).throw(SystemExit)
    with pytest.raises(SystemExit):
        first.spool.step()
    printer.after_sending = lambda: None
    Bench(bench.world, printer).spool.step()  # type: ignore[arg-type]
    assert bench.states == ["uncertain", "uncertain"]
    assert len(printer.printed) == 1


def test_after_a_restart_the_visitor_has_three_minutes(bench: Bench, printer: Scripted) -> None:
    bench.draw()
    bench.jobs.set_state(1, JobState.SENDING)
    printer.results = []
    spool = Bench(bench.world, printer).spool  # type: ignore[arg-type]
    spool._recover()
    with bench.world.database.reading() as connection:
        expires = connection.execute("SELECT expires_at FROM print_job WHERE id = 2").fetchone()[0]
    assert expires == (bench.world.clock.now() + REPRINT_WITHIN).isoformat()


def test_the_end_of_the_program_amid_the_recovery_loses_no_slip(bench: Bench, printer: Scripted) -> None:
    """Either the marked second slip is there and the first is settled, or neither."""
    bench.draw()
    bench.jobs.set_state(1, JobState.SENDING)
    statements = 0
    for stop_at in range(1, 12):

        def stop(_statement: str, stop_at: int = stop_at) -> None:
            nonlocal statements
            statements += 1
            if statements == stop_at:
                raise SystemExit

        statements = 0
        copy = sqlite3.connect(":memory:")
        with bench.world.database.reading() as connection:
            connection.backup(copy)
        jobs = PrintJobs(_Stopping(copy, stop))  # type: ignore[arg-type]
        try:
            for job in jobs.interrupted():
                now = bench.world.clock.now()
                jobs.give_up_interrupted(job, now, now + timedelta(minutes=3))
        except SystemExit:
            copy.rollback()
        states = Counter(state for (state,) in copy.execute("SELECT state FROM print_job"))
        assert states in (Counter(sending=1), Counter(uncertain=1, queued=1))
        copy.close()
    assert statements > 3


class _Stopping:
    """A database whose program ends at a statement."""

    def __init__(self, connection: sqlite3.Connection, stop: Callable[[str], None]) -> None:
        connection.row_factory = sqlite3.Row
        connection.isolation_level = None
        self._connection, self._stop = connection, stop

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        self._stop(statement)
        return self._connection.execute(statement, *values)

    def reading(self):  # type: ignore[no-untyped-def]
        from contextlib import nullcontext

        return nullcontext(self._connection)

    def transaction(self):  # type: ignore[no-untyped-def]
        from contextlib import contextmanager

        @contextmanager
        def block() -> Iterator[_Stopping]:
            self.execute("BEGIN")
            yield self
            self.execute("COMMIT")

        return block()


def test_a_slip_the_disk_has_eaten_stops_no_other(bench: Bench, printer: Scripted) -> None:
    for _ in range(3):
        bench.draw()
    with bench.world.database.transaction() as connection:
        connection.execute('UPDATE print_job SET slip = \'{"slip": 1, "elem\' WHERE id = 1')
        connection.execute("UPDATE print_job SET expires_at = 'noon', state = 'sent' WHERE id = 2")
    bench.spool.step()
    assert bench.states == ["failed", "uncertain", "printed"]
    assert bench.reasons()[:2] == ["unreadable", "unreadable"]


def test_nothing_is_sent_when_it_cannot_be_written_down_first(
    bench: Bench, printer: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.draw()
    with monkeypatch.context() as full:
        full.setattr(bench.spool._jobs, "set_state", failing)
        with pytest.raises(StoreError):
            bench.spool.step()
    assert printer.printed == []
    assert [event.state for event in bench.told] == [SlipState.NOT_PRINTED], (
        "the visitor is told to take a photo"
    )
    assert bench.states == ["queued"]
    bench.spool.step()
    assert bench.states == ["printed"], "and if there is time, it still comes"


def test_a_disk_that_fills_up_while_the_slip_is_printed_makes_no_second_one(
    bench: Bench, printer: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.draw()
    with monkeypatch.context() as full:
        printer.after_sending = lambda: full.setattr(bench.spool._jobs, "set_state", failing)
        with pytest.raises(StoreError):
            bench.spool.step()
    assert [event.state for event in bench.told] == [SlipState.PRINTED], "it did come out"
    assert bench.states == ["sending"]
    printer.after_sending = lambda: None
    bench.draw()
    bench.spool.step()
    assert bench.states == ["printed", "printed"], "written down as soon as there is space"
    assert len(printer.printed) == 2


def failing(*_arguments: object, **_named: object) -> None:
    raise StoreError("disk-full")


def test_a_terminal_without_printer_says_so_at_once(world: World) -> None:
    printer = open_printer("none:")
    bench = Bench(world, printer)
    bench.draw()
    assert bench.spool.step() == IDLE_S
    assert bench.states == ["failed"]
    assert bench.reasons() == ["no-printer"]
    assert [event.state for event in bench.told] == [SlipState.NOT_PRINTED]


# --- on the simulated printer ---


@pytest.fixture
def simulator() -> Iterator[PrinterSimulator]:
    made = PrinterSimulator(
        load_profile("epson-tm-t20iii"),
        baud=115200,
        keep_sheets=True,
        clock=lambda: time.monotonic() * FAST,
    )
    yield made
    made.close()


@pytest.fixture
def real(world: World, simulator: PrinterSimulator) -> Iterator[Bench]:
    printer = open_printer(f"serial:{simulator.path}?baud=115200&profile=epson-tm-t20iii&flow=none")
    until(lambda: printer.status.severity is Severity.OK)
    yield Bench(world, printer)
    printer.close()


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def on_paper(simulator: PrinterSimulator) -> list[str]:
    return ["\n".join(sheet.text) for sheet in simulator.sheets]


def test_slips_come_out_one_after_another(real: Bench, simulator: PrinterSimulator) -> None:
    numbers = [real.draw() for _ in range(3)]
    real.spool.step()
    assert real.states == ["printed"] * 3
    assert simulator.wait(lambda: len(simulator.sheets) == 3, LIMIT_S)
    for number, text in zip(numbers, on_paper(simulator), strict=True):
        assert number in text
        assert "Zweitdruck" not in text


def test_no_paper_fails_at_once_and_the_next_visitor_gets_a_slip(
    real: Bench, simulator: PrinterSimulator
) -> None:
    simulator.set(paper_out=True)
    until(lambda: real.spool.printer_blocks)
    real.draw()
    real.spool.step()
    assert (real.states, real.reasons()) == (["failed"], ["paper-out"])
    simulator.set(paper_out=False)
    until(lambda: not real.spool.printer_blocks)
    number = real.draw()
    real.spool.step()
    assert real.states == ["failed", "printed"]
    assert simulator.wait(lambda: len(simulator.sheets) == 1, LIMIT_S)
    assert number in on_paper(simulator)[0]


def test_a_printer_that_is_unplugged_amid_a_slip_is_not_trusted(
    real: Bench, simulator: PrinterSimulator
) -> None:
    real.draw()
    simulator.when(simulator.unplug, received=60)
    real.spool.step()
    assert real.states[0] in ("failed", "uncertain")
    assert [event.state for event in real.told] == [SlipState.NOT_PRINTED]
    simulator.plug_in()
    until(lambda: not real.spool.printer_blocks)
    number = real.draw()
    real.spool.step()
    assert real.states[1] == "printed"
    assert simulator.wait(lambda: any(number in text for text in on_paper(simulator)), LIMIT_S)


def test_a_slip_under_way_at_a_restart_is_marked_on_paper(real: Bench, simulator: PrinterSimulator) -> None:
    number = real.draw()
    real.jobs.set_state(1, JobState.SENT)
    real.spool.step()
    assert real.states == ["uncertain", "printed"]
    assert simulator.wait(lambda: len(simulator.sheets) == 1, LIMIT_S)
    (text,) = on_paper(simulator)
    assert "Zweitdruck" in text
    assert number in text


def test_a_file_in_place_of_the_printer_is_no_crash(world: World, tmp_path: Path) -> None:
    (tmp_path / "ttyUSB0").write_text("not a device")
    printer = open_printer(f"serial:{tmp_path / 'ttyUSB0'}?baud=38400")
    bench = Bench(world, printer)
    bench.draw()
    bench.spool.step()
    printer.close()
    assert bench.states == ["failed"]
    assert [event.state for event in bench.told] == [SlipState.NOT_PRINTED]
