# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk doctor`` and ``kiosk print --test`` in words a caretaker understands, against a printer in every trouble."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from devices.printer import Severity, load_profile, open_printer
from devices.simulator.printer import PrinterSimulator
from devices.simulator.scanner import ScannerSimulator
from kiosk.clock import SystemClock
from kiosk.config import Configuration, DevicesSection, TerminalSection
from kiosk.staff.since import Since
from kiosk.store.database import Database
from kiosk.store.kept import Kept
from ui import devicecheck, testprint
from ui.commands import app
from ui.devicecheck import check_printer, check_scanner
from ui.report import Report, in_words
from ui.testprint import print_test_slip
from ui.waiting import wait_until

LIMIT_S = 10.0


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that does not become well is not waited for as long as a person would."""
    monkeypatch.setattr(devicecheck, "DEVICE_WAIT_S", 2.5)
    monkeypatch.setattr(testprint, "READY_WITHIN_S", 2.5)


@pytest.fixture
def simulator() -> Iterator[PrinterSimulator]:
    made = PrinterSimulator(load_profile("epson-tm-t20iii"), baud=115200)
    yield made
    made.close()


def configured(folder: Path, *, printer: str = "none:", scanner: str = "") -> Configuration:
    return Configuration(
        terminal=TerminalSection(state_dir=folder), devices=DevicesSection(printer=printer, scanner=scanner)
    )


def url_of(simulator: PrinterSimulator, profile: str = "epson-tm-t20iii") -> str:
    return f"serial:{simulator.path}?baud=115200&profile={profile}&flow=none"


Trouble = Callable[[PrinterSimulator], object]

TROUBLES: dict[str, tuple[Trouble, str, str]] = {
    "paper out": (lambda printer: printer.set(paper_out=True), "paper-out", "neue Rolle"),
    "cover open": (lambda printer: printer.set(cover_open=True), "cover-open", "Klappe ist offen"),
    "cutter": (lambda printer: printer.set(cutter_error=True), "cutter-error", "Messer klemmt"),
    "head hot": (lambda printer: printer.set(head_hot=True), "head-hot", "zu heiß"),
    "broken": (lambda printer: printer.set(unrecoverable=True), "printer-error", "schalten Sie ihn aus"),
    "off": (lambda printer: printer.power(False), "offline", "eingeschaltet"),
    "unplugged": (lambda printer: printer.unplug(), "disconnected", "prüfen Sie das Kabel"),
}
"""By what is wrong: how to bring it about, the stable code, words of the advice."""


@pytest.mark.parametrize("trouble", TROUBLES)
def test_each_trouble_is_told_with_what_to_do(
    tmp_path: Path, simulator: PrinterSimulator, trouble: str
) -> None:
    bring_about, code, words = TROUBLES[trouble]
    bring_about(simulator)
    report = check_printer(configured(tmp_path, printer=url_of(simulator)))
    assert not report.is_good
    assert report.status == code
    assert words in report.advice


def test_a_printer_that_is_well_says_what_it_is_and_what_to_expect(
    tmp_path: Path, simulator: PrinterSimulator
) -> None:
    report = check_printer(configured(tmp_path, printer=url_of(simulator)))
    assert (report.is_good, report.status) == (True, "ok")
    words = "\n".join(report.details)
    assert "Epson TM-T20III" in words
    assert "Bestätigung: stark" in words
    assert "Sekunden" in words


def test_low_paper_is_no_fault(tmp_path: Path, simulator: PrinterSimulator) -> None:
    simulator.set(paper_low=True)
    report = check_printer(configured(tmp_path, printer=url_of(simulator)))
    assert report.is_good
    assert "geht zu Ende" in report.advice


def test_a_weak_confirmation_is_called_weak(tmp_path: Path) -> None:
    report = check_printer(configured(tmp_path, printer=f"virtual:{tmp_path / 'slips'}?profile=generic-58mm"))
    assert any("Bestätigung: schwach" in line for line in report.details)


def test_since_when_is_told_where_the_terminal_has_seen_it(
    tmp_path: Path, simulator: PrinterSimulator
) -> None:
    simulator.set(paper_out=True)
    seen_by_terminal(tmp_path, printer="load-paper")
    report = check_printer(configured(tmp_path, printer=url_of(simulator)))
    assert f"So ist es seit {datetime.now(UTC).astimezone():%d.%m.%Y}" in "\n".join(report.details)
    simulator.set(paper_out=False)
    report = check_printer(configured(tmp_path, printer=url_of(simulator)))
    assert "seit" not in "\n".join(report.details), "that was another state"


def seen_by_terminal(folder: Path, **states: str) -> None:
    database = Database(folder / "terminal.sqlite")
    since = Since(Kept(database), SystemClock())
    for name, state in states.items():
        since.see(name, state)
    database.close()


@pytest.mark.parametrize(("state", "good"), [("ok", True), ("prepare-paper", True), ("load-paper", False)])
def test_beside_a_running_terminal_the_doctor_says_what_the_terminal_sees(
    tmp_path: Path, simulator: PrinterSimulator, state: str, good: bool
) -> None:
    seen_by_terminal(tmp_path, printer=state)
    holder = open_printer(url_of(simulator))
    try:
        assert wait_until(lambda: holder.status.severity is Severity.OK, LIMIT_S)
        report = check_printer(configured(tmp_path, printer=url_of(simulator)))
        assert (report.is_good, report.status) == (good, "in-use")
        assert "Das Terminal läuft" in report.advice
        ok, words = print_test_slip(configured(tmp_path, printer=url_of(simulator)))
        assert not ok
        assert "Personalbereich" in words
        assert holder.status.severity is Severity.OK, "and the terminal is not disturbed"
    finally:
        holder.close()


@pytest.mark.parametrize(
    "url", ["serial:relative", "usb:/dev/x", "serial:/dev/x?profile=nobody", "virtual:/dev/null/slips"]
)
def test_an_address_that_cannot_be_right_is_named(tmp_path: Path, url: str) -> None:
    report = check_printer(configured(tmp_path, printer=url))
    assert (report.is_good, report.status) == (False, "wrong-url")
    ok, words = print_test_slip(configured(tmp_path, printer=url))
    assert not ok
    assert "kiosk.toml" in words


def test_no_printer_by_choice_is_well(tmp_path: Path) -> None:
    report = check_printer(configured(tmp_path))
    assert (report.is_good, report.status) == (True, "none")
    ok, words = print_test_slip(configured(tmp_path))
    assert not ok
    assert "kein Drucker eingerichtet" in words


def test_a_scanner_there_and_gone(tmp_path: Path) -> None:
    simulator = ScannerSimulator()
    configuration = configured(tmp_path, scanner=f"serial:{simulator.path}?suffix=cr")
    try:
        assert check_scanner(configuration).status == "ok"
        simulator.unplug()
        report = check_scanner(configuration)
        assert (report.is_good, report.status) == (False, "disconnected")
        assert "Kabel" in report.advice
    finally:
        simulator.close()
    assert check_scanner(configured(tmp_path, scanner="camera:")).status == "wrong-url"
    assert check_scanner(configured(tmp_path)).is_good


def test_a_test_slip_says_expected_and_taken_seconds(tmp_path: Path, simulator: PrinterSimulator) -> None:
    ok, words = print_test_slip(configured(tmp_path, printer=url_of(simulator)))
    assert ok
    assert words.startswith("Gedruckt.")
    assert "Erwartet" in words
    assert "gebraucht" in words
    assert "Zustand: printed" in words


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_test_slip_that_fails_says_why_and_what_to_do(
    tmp_path: Path, simulator: PrinterSimulator, trouble: str
) -> None:
    bring_about, code, words = TROUBLES[trouble]
    bring_about(simulator)
    ok, said = print_test_slip(configured(tmp_path, printer=url_of(simulator)))
    assert not ok
    assert f"failed ({code})" in said
    assert words in said
    assert "kein vollständiger Zettel" in said


def test_a_slip_cut_off_by_the_end_of_the_paper_is_not_called_printed(
    tmp_path: Path, simulator: PrinterSimulator
) -> None:
    simulator.when(lambda: simulator.set(paper_out=True), rows=40)
    ok, words = print_test_slip(configured(tmp_path, printer=url_of(simulator)))
    assert not ok
    assert "paper-out" in words


def test_the_command_answers_programs_and_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_TERMINAL__STATE_DIR", str(tmp_path))
    monkeypatch.setenv("KIOSK_DEVICES__PRINTER", "none:")
    monkeypatch.setenv("KIOSK_BACKOFFICE__URL", "http://127.0.0.1:9")
    answer = CliRunner().invoke(app, ["doctor", "--json"])
    assert answer.exit_code == 1, "the back office is not there"
    reports = {report["name"]: report for report in json.loads(answer.stdout)}
    assert reports["Drucker"]["is_good"]
    assert not reports["Zentrale"]["is_good"]
    assert "Drucker (none:): none" in CliRunner().invoke(app, ["doctor"]).stdout


def test_reports_read_as_one_mark_a_line_and_details_under_it() -> None:
    text = in_words([Report("Drucker", "none:", True, "none", "Kein Drucker.", ("Seit immer.",))])
    assert text == "✔ Drucker (none:): none\n  Kein Drucker.\n  Seit immer."
