# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fault list: what a line and a printer do in the field, and the state each job must end in."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from devices.line import LineGoneError, SerialLine
from devices.printer import Cover, Cut, JobResult, JobState, Link, Paper, Reason, Severity, Slip, Slot, Text
from devices.printer import spool as spool_module
from tests.devices.conftest import Bench
from tests.devices.slips import arabic_slip, german_slip

Make = Callable[..., Bench]


@pytest.fixture(params=["epson-tm-t20iii", "star-tsp650-line"], ids=["epson", "star"])
def either(
    bench: Make, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Bench]:
    """A printer of each language."""
    monkeypatch.setattr("devices.printer.etb.SETTLE_SECONDS", 0.05)

    def make(**more: object) -> Bench:
        return bench(request.param, **more)

    return make


def timed(
    bench: Bench, *, slip: object = None, limit: float = 8.0, **more: object
) -> tuple[JobResult, float]:
    """Prints and measures; a job must never take longer than its limit and the time to tidy up."""
    started = time.monotonic()
    result = bench.printer.print(slip or german_slip(), job_id=77, timeout=limit, **more)  # type: ignore[arg-type]
    seconds = time.monotonic() - started
    assert seconds < limit + 1.5
    return result, seconds


def assert_next_slip_is_whole(bench: Bench) -> None:
    """Nothing of the job before comes out with the next one."""
    assert bench.until(lambda: bench.printer.current.severity is Severity.OK), bench.printer.status
    before = len(bench.simulator.sheets)
    result, _ = timed(bench, slip=german_slip("C 043"))
    assert result.state is JobState.PRINTED
    assert bench.simulator.wait(lambda: len(bench.simulator.sheets) > before, 5)
    lines = [line.strip() for line in bench.simulator.sheets[-1].text]
    first = next(element for element in german_slip("C 043").elements if isinstance(element, Text))
    assert lines[0] == first.text
    assert lines.count("C 043") == 1


def test_a_slow_line_is_waited_for(either: Make) -> None:
    made = either(baud=9600)
    result, seconds = timed(made)
    assert result.state is JobState.PRINTED
    assert seconds > result.bytes_total * 10 / 9600


def test_a_printer_that_stops_reading_in_a_picture_ends_in_time(either: Make) -> None:
    made = either()

    def stuck() -> None:
        made.simulator.temper.deaf = True

    made.simulator.when(stuck, received=2000)
    result, seconds = timed(made, slip=arabic_slip(), limit=2.0)
    # The kernel takes what the printer does not: all bytes may have left us, none of the end came out.
    assert result.state in (JobState.FAILED, JobState.UNCERTAIN)
    assert result.reason is Reason.TIMEOUT
    assert seconds < 3
    made.simulator.temper.deaf = False
    made.simulator.poke()
    assert made.simulator.wait(lambda: not made.simulator.sensors.stopped, 1)


@pytest.mark.parametrize("profile", ["generic-80mm", "star-tsp650-line"])
def test_a_printer_without_clear_command_gets_the_rest_of_a_cut_off_picture(
    bench: Make, profile: str
) -> None:
    made = bench(profile, baud=9600)
    made.simulator.when(lambda: made.simulator.set(cover_open=True), received=1500)
    result, _ = timed(made, slip=arabic_slip())
    assert (result.state, result.reason) == (JobState.FAILED, Reason.COVER_OPEN)
    assert 0 < result.bytes_sent < result.bytes_total
    made.simulator.set(cover_open=False)
    assert made.until(lambda: made.printer.current.severity is Severity.OK)
    result = made.printer.print(Slip((Text("Neu"), Cut())), job_id=78, timeout=8)
    assert result.state is JobState.PRINTED
    assert made.simulator.sheets[-1].text == ["Neu"]


def test_xoff_holds_the_line_until_the_limit_and_not_longer(either: Make) -> None:
    made = either(flow="xonxoff")
    made.simulator.say(b"\x13")
    time.sleep(0.05)  # the kernel obeys XOFF without telling anybody
    result, seconds = timed(made, limit=1.0)
    assert (result.state, result.reason, result.bytes_sent) == (JobState.FAILED, Reason.TIMEOUT, 0)
    assert seconds < 1.5
    made.simulator.say(b"\x11")
    assert_next_slip_is_whole(made)


def test_xoff_during_a_slip_only_delays_it(either: Make) -> None:
    made = either(flow="xonxoff")
    made.simulator.when(lambda: made.simulator.say(b"\x13"), received=100)
    made.simulator.when(lambda: made.simulator.say(b"\x11"), received=101)
    assert timed(made)[0].state is JobState.PRINTED


def test_paper_that_ends_before_the_job_is_refused_without_a_byte(either: Make) -> None:
    made = either()
    made.simulator.set(paper_out=True)
    assert made.until(lambda: made.printer.current.paper is Paper.OUT)
    received = made.simulator.counters.received
    states: list[JobState] = []
    result, seconds = timed(made, on_state=states.append)
    assert (result.state, result.reason, result.bytes_sent) == (JobState.FAILED, Reason.PAPER_OUT, 0)
    assert result.first_byte_at is None
    assert states == []
    assert seconds < 0.5
    assert made.simulator.counters.received == received
    made.simulator.set(paper_out=False)
    assert_next_slip_is_whole(made)


def test_paper_that_ends_while_sending_fails_and_leaves_nothing_behind(either: Make) -> None:
    made = either(baud=9600)
    made.simulator.when(lambda: made.simulator.set(paper_out=True), received=1500)
    result, _ = timed(made, slip=arabic_slip())
    assert (result.state, result.reason) == (JobState.FAILED, Reason.PAPER_OUT)
    assert 0 < result.bytes_sent < result.bytes_total
    made.simulator.set(paper_out=False)
    assert_next_slip_is_whole(made)


def test_paper_that_ends_after_the_last_byte_leaves_the_job_uncertain(either: Make) -> None:
    made = either()
    made.simulator.when(lambda: made.simulator.set(paper_out=True), rows=600)
    result, seconds = timed(made)
    assert (result.state, result.reason) == (JobState.UNCERTAIN, Reason.PAPER_OUT)
    assert result.bytes_sent == result.bytes_total
    assert seconds < 4
    made.simulator.set(paper_out=False)
    assert_next_slip_is_whole(made)


@pytest.mark.parametrize("profile", ["epson-tm-t20iii", "star-tup900"])
def test_low_paper_does_not_stop_service(bench: Make, profile: str) -> None:
    made = bench(profile)
    made.simulator.set(paper_low=True)
    assert made.until(lambda: made.printer.current.paper is Paper.LOW)
    assert made.printer.status.severity is Severity.WARNING
    assert timed(made)[0].state is JobState.PRINTED


@pytest.mark.parametrize(
    ("sensor", "reason"),
    [
        ("cover_open", Reason.COVER_OPEN),
        ("cutter_error", Reason.CUTTER_ERROR),
        ("unrecoverable", Reason.PRINTER_ERROR),
        ("head_hot", Reason.HEAD_HOT),
    ],
)
def test_every_obstacle_is_named_and_goes_away(either: Make, sensor: str, reason: Reason) -> None:
    made = either()
    made.simulator.set(**{sensor: True})
    assert made.until(lambda: made.printer.current.obstacle is reason), made.printer.status
    assert timed(made)[0].reason is reason
    made.simulator.set(**{sensor: False})
    assert_next_slip_is_whole(made)
    assert made.printer.status.cover is Cover.CLOSED


def test_a_power_cycle_during_the_slip_is_uncertain_and_status_comes_back(
    either: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool_module, "QUIET_SECONDS", 0.5)
    monkeypatch.setattr("devices.printer.driver.HEARTBEAT_SECONDS", 0.3)
    made = either()

    def cycle() -> None:
        made.simulator.power(False, noise=b"\x00\xff\x00\xff")
        made.simulator.power(True, noise=b"\xff\x00")

    made.simulator.when(cycle, rows=500)
    result, _ = timed(made)
    assert (result.state, result.reason) == (JobState.UNCERTAIN, Reason.NO_CONFIRMATION)
    # A power cycle turns the automatic status off; the heartbeat turns it on again.
    time.sleep(0.5)
    made.simulator.set(paper_out=True)
    assert made.until(lambda: made.printer.current.paper is Paper.OUT)
    made.simulator.set(paper_out=False)
    assert_next_slip_is_whole(made)


def test_a_printer_that_is_switched_off_is_noticed(either: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.printer.driver.HEARTBEAT_SECONDS", 0.2)
    monkeypatch.setattr("devices.printer.driver.ANSWER_SECONDS", 0.2)
    made = either()
    made.simulator.power(False)
    assert made.until(lambda: made.printer.current.link is Link.SILENT)
    result, seconds = timed(made)
    assert (result.state, result.reason, result.bytes_sent) == (JobState.FAILED, Reason.OFFLINE, 0)
    assert seconds < 0.5
    made.simulator.power(True)
    assert_next_slip_is_whole(made)


@pytest.mark.parametrize("noise", [b"\x00", b"\xff", bytes(range(128, 256)) + b"\x37\x22E\x01\x37"])
def test_noise_during_a_slip_leaves_it_uncertain(either: Make, noise: bytes) -> None:
    """It may have been a printer switched off and on, which confirms the end of a slip whose beginning it lost."""
    made = either()
    made.simulator.when(lambda: made.simulator.say(noise), received=100)
    result, _ = timed(made)
    assert (result.state, result.reason) == (JobState.UNCERTAIN, Reason.RESTARTED)
    assert_next_slip_is_whole(made)


def test_noise_never_confirms_where_only_the_fence_can(bench: Make) -> None:
    made = bench("generic-80mm")
    made.simulator.when(lambda: made.simulator.say(b"\x00"), received=10)
    result = made.printer.print(Slip((Text("Neu " * 800), Cut())), job_id=1, timeout=8)
    assert result.state is JobState.UNCERTAIN


def test_noise_between_two_slips_changes_nothing(either: Make) -> None:
    made = either()
    made.simulator.say(bytes(range(128, 256)))
    assert made.until(lambda: made.printer.noise > 100)
    assert_next_slip_is_whole(made)


def test_nothing_but_garbage_never_counts_as_printed(either: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool_module, "QUIET_SECONDS", 0.3)
    made = either()
    made.simulator.temper.garble = lambda data: bytes(byte ^ 0x55 for byte in data)
    assert timed(made)[0].state is JobState.UNCERTAIN


def test_xoff_inside_the_confirmation_is_stepped_over(either: Make) -> None:
    made = either(flow="none")
    made.simulator.temper.xoff_inside_blocks = True
    assert timed(made)[0].state is JobState.PRINTED


def test_late_answers_are_waited_for(either: Make) -> None:
    made = either()
    made.simulator.temper.answer_delay = 1.2
    assert timed(made)[0].state is JobState.PRINTED


def test_an_answer_that_comes_after_the_job_confirms_no_other_job(
    either: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool_module, "QUIET_SECONDS", 0.2)
    monkeypatch.setattr(spool_module, "CLEAR_SECONDS", 0.1)
    made = either()
    made.simulator.temper.answer_delay = 1.5
    first = made.printer.print(german_slip(), job_id=1, timeout=8)
    assert first.state is JobState.UNCERTAIN
    made.simulator.temper.answer_delay = 0.0
    made.simulator.temper.swallow_process_ids = True  # only the late words of job 1 can come now
    assert made.printer.print(german_slip(), job_id=2, timeout=8).state is JobState.UNCERTAIN


def test_a_printer_that_never_confirms_leaves_the_job_uncertain(
    either: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool_module, "QUIET_SECONDS", 0.3)
    made = either()
    made.simulator.temper.swallow_process_ids = True
    result, _ = timed(made)
    assert (result.state, result.reason) == (JobState.UNCERTAIN, Reason.NO_CONFIRMATION)


def test_unplugging_while_sending_fails_and_plugging_in_works_again(either: Make) -> None:
    made = either(baud=9600)
    made.simulator.when(made.simulator.unplug, received=1500)
    result, _ = timed(made, slip=arabic_slip())
    assert (result.state, result.reason) == (JobState.FAILED, Reason.DISCONNECTED)
    assert made.until(lambda: made.printer.current.link is Link.GONE)
    made.simulator.plug_in()  # a new device node behind the same name
    made.simulator.power(True)
    assert_next_slip_is_whole(made)


def test_unplugging_after_the_last_byte_is_uncertain(either: Make) -> None:
    made = either()
    made.simulator.when(made.simulator.unplug, rows=500)
    result, seconds = timed(made)
    assert (result.state, result.reason) == (JobState.UNCERTAIN, Reason.DISCONNECTED)
    assert seconds < 3


def test_a_second_writer_is_kept_off_the_port(either: Make) -> None:
    made = either()
    with pytest.raises(LineGoneError):
        SerialLine(str(made.simulator.path), 115200)
    assert timed(made)[0].state is JobState.PRINTED


def test_closing_ends_a_running_job(either: Make) -> None:
    made = either(baud=9600)
    made.simulator.when(lambda: made.printer.changed and _close_soon(made), received=500)
    result, seconds = timed(made, slip=arabic_slip(), limit=20)
    assert (result.state, result.reason) == (JobState.FAILED, Reason.CLOSED)
    assert seconds < 3


def _close_soon(made: Bench) -> None:
    import threading

    threading.Thread(target=made.printer.close).start()


def test_a_store_that_fails_before_the_first_byte_stops_the_job(either: Make) -> None:
    made = either()
    received = made.simulator.counters.received

    def broken(_state: JobState) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        made.printer.print(german_slip(), job_id=1, on_state=broken)
    # A question how the printer is may have come meanwhile; it takes a few bytes, a slip three hundred.
    assert made.simulator.counters.received - received < 32
    assert not made.simulator.sheets
    assert_next_slip_is_whole(made)


def test_a_second_print_says_so(either: Make) -> None:
    made = either()
    result, _ = timed(made, duplicate=True)
    assert result.state is JobState.PRINTED
    assert "Zweitdruck" in made.simulator.sheets[-1].text[0]


def test_a_missing_port_is_refused_in_bounded_time(either: Make) -> None:
    from devices.printer import open_printer

    printer = open_printer("serial:/dev/does-not-exist")
    with suppress(AssertionError):
        started = time.monotonic()
        result = printer.print(german_slip(), job_id=1)
        assert time.monotonic() - started < 3
    printer.close()
    assert (result.state, result.reason) == (JobState.FAILED, Reason.DISCONNECTED)


@pytest.mark.parametrize(("profile", "weak"), [("custom-vkp80iii", True), ("star-tup900", False)])
def test_a_slip_that_nobody_takes_is_taken_back(
    bench: Make, monkeypatch: pytest.MonkeyPatch, profile: str, weak: bool
) -> None:
    monkeypatch.setattr("devices.printer.driver.RETRACT_SECONDS", 0.3)
    monkeypatch.setattr("devices.printer.etb.SETTLE_SECONDS", 0.05)
    made = bench(profile)
    result = made.printer.print(Slip((Text("Neu"), Cut())), job_id=1, timeout=8)
    assert (result.state, result.weak) == (JobState.PRINTED, weak)
    assert made.until(lambda: made.printer.current.slot is Slot.PRESENT)
    assert made.simulator.wait(lambda: made.simulator.counters.retracted == 1, 5)
    assert made.until(lambda: made.printer.current.slot is Slot.EMPTY)


@pytest.mark.parametrize("profile", ["custom-vkp80iii", "star-tup900"])
def test_a_slip_that_is_taken_is_not_missed(bench: Make, profile: str) -> None:
    made = bench(profile)
    assert made.printer.print(Slip((Text("Neu"), Cut())), job_id=1, timeout=8).state is JobState.PRINTED
    assert made.until(lambda: made.printer.current.slot is Slot.PRESENT)
    made.simulator.set(slip_present=False)
    assert made.until(lambda: made.printer.current.slot is Slot.EMPTY)
    assert made.simulator.counters.retracted == 0


def test_paper_stuck_in_the_presenter_is_named_and_goes_away(bench: Make) -> None:
    made = bench("star-tup900")
    made.simulator.set(jam=True)
    assert made.until(lambda: made.printer.current.obstacle is Reason.PAPER_JAM), made.printer.status
    assert timed(made)[0].reason is Reason.PAPER_JAM
    made.simulator.set(jam=False)
    assert_next_slip_is_whole(made)
