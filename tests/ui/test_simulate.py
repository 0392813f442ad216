# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A person plays the printer and the scanner; a terminal beside it sees what the person does."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from devices.printer import JobState, Printer, PrinterStatus, Reason, Severity, load_profile, open_printer
from devices.scanner import Scan, open_scanner
from kiosk.printing.trial import trial_slip
from tests.helpers import MONDAY
from ui.commands import app
from ui.simulate import SimulatedPrinter, SimulatedScanner, play
from ui.waiting import wait_until

LIMIT_S = 10.0


class Bench:
    """A played printer and the driver on it."""

    def __init__(self, folder: Path, profile: str) -> None:
        self.said: list[str] = []
        self.device = SimulatedPrinter(
            load_profile(profile), baud=115200, flow="rtscts", show=folder, say=self.said.append
        )
        self.printer: Printer = open_printer(self.device.url)
        self.sees(lambda status: status.severity is Severity.OK)

    def sees(self, what: Callable[[PrinterStatus], bool]) -> None:
        assert wait_until(lambda: what(self.printer.status), LIMIT_S), self.printer.status

    def close(self) -> None:
        self.printer.close()
        self.device.close()


@pytest.fixture(params=["epson-tm-t20iii", "custom-vkp80iii"])
def bench(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Bench]:
    made = Bench(tmp_path / "slips", request.param)
    yield made
    made.close()


def blocked_by(*reasons: Reason) -> Callable[[PrinterStatus], bool]:
    return lambda status: status.obstacle in reasons


WELL: Callable[[PrinterStatus], bool] = lambda status: status.severity is Severity.OK  # noqa: E731


@pytest.mark.parametrize(
    ("command", "seen", "back"),
    [
        ("paper out", blocked_by(Reason.PAPER_OUT), "paper ok"),
        ("cover open", blocked_by(Reason.COVER_OPEN), "cover close"),
        ("jam", blocked_by(Reason.PAPER_JAM, Reason.CUTTER_ERROR), "jam clear"),
        ("head hot", blocked_by(Reason.HEAD_HOT), "head cool"),
        ("unplug", blocked_by(Reason.DISCONNECTED), "plug in"),
    ],
)
def test_what_the_person_does_the_terminal_sees(
    bench: Bench, command: str, seen: Callable[[PrinterStatus], bool], back: str
) -> None:
    assert bench.device.obey(command)
    bench.sees(seen)
    assert bench.device.obey(back)
    bench.sees(WELL)


def test_low_paper_warns_and_a_new_roll_ends_it(bench: Bench) -> None:
    bench.device.obey("paper low")
    bench.sees(lambda status: status.severity is Severity.WARNING)
    bench.device.obey("paper ok")
    bench.sees(WELL)


def test_slips_become_pictures(bench: Bench) -> None:
    slip = trial_slip(MONDAY, "test")
    assert bench.printer.print(slip, job_id=1).state is JobState.PRINTED
    show = bench.device.simulator.show
    assert show is not None
    (picture,) = show.wait(1, LIMIT_S)
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "1 slips" in bench.device.status()


def test_case_and_spaces_do_not_matter_and_what_is_no_command_is_answered(bench: Bench) -> None:
    assert bench.device.obey("  Paper   OUT \n")
    assert bench.device.obey("")
    assert not bench.device.obey("paper")
    assert "paper out, paper low, paper ok" in bench.said[-1]
    assert not bench.device.obey("dance")
    assert "help" in bench.said[-1]
    assert bench.device.obey("status")
    assert "paper out" in bench.said[-1]


def test_help_lists_every_command(bench: Bench) -> None:
    lines = bench.device.help().splitlines()[1:-1]
    for line in lines:
        words = line.strip().split("  ")[0]
        assert bench.device.obey(words), words


def test_quit_ends_and_the_end_of_the_lines_does_not(bench: Bench) -> None:
    assert play(bench.device, ["paper out\n", "quit\n", "paper ok\n"])
    assert bench.device.simulator.sensors.paper_out, "what comes after quit is not obeyed"
    assert not play(bench.device, ["paper ok\n"])


def test_a_typed_line_is_one_scan() -> None:
    said: list[str] = []
    device = SimulatedScanner(suffix="cr", say=said.append)
    scans: list[Scan] = []
    scanner = open_scanner(device.url, scans.append)
    try:
        assert wait_until(lambda: scanner.connected, LIMIT_S)
        play(device, ["BT1.471123.8264\n", "\n", ":quit\n"])
        assert wait_until(lambda: len(scans) == 1, LIMIT_S)
        assert scans[0].data == "BT1.471123.8264"
        device.obey(":unplug")
        assert wait_until(lambda: not scanner.connected, LIMIT_S)
        assert not device.obey("nobody reads this")
        device.obey(":plug in")
        assert wait_until(lambda: scanner.connected, LIMIT_S)
    finally:
        scanner.close()
        device.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "simulate", "printer", "--show", str(tmp_path / "slips")],
        cwd=Path(__file__).resolve().parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline()
        assert url.startswith("Device URL: serial:/")
        port = Path(url.split("serial:", 1)[1].split("?", 1)[0])
        assert port.exists()
        process.send_signal(number)
        _, errors = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert not port.exists(), "the port is taken away"


@pytest.mark.parametrize(
    "arguments",
    [
        ["printer", "--show", "x", "--profile", "nobody"],
        ["printer", "--show", "x", "--baud", "7"],
        ["printer", "--show", "x", "--flow", "river"],
        ["printer"],
        ["scanner", "--suffix", "no"],
    ],
)
def test_wrong_use_is_told(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = CliRunner().invoke(app, ["simulate", *arguments])
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output


def test_the_pin_command_prints_a_line_for_the_configuration(tmp_path: Path) -> None:
    from kiosk.config import load

    answer = CliRunner().invoke(app, ["staff", "pin"], input="471108\n471108\n")
    assert answer.exit_code == 0, answer.output
    made = answer.stdout[answer.stdout.index("[staff]") :]
    file = tmp_path / "kiosk.toml"
    file.write_text(made, encoding="utf-8")
    assert load(file, {}).staff.pin_hash.startswith("$argon2id$")
    assert "471108" not in made


def test_an_easy_pin_is_refused() -> None:
    assert CliRunner().invoke(app, ["staff", "pin"], input="123456\n123456\n").exit_code == 2
