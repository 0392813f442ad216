# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk printer labels``, on a printer that keeps what it is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from typer.testing import CliRunner

from devices.printer import load_profile
from devices.simulator.nvmemory import NvMemory
from devices.simulator.printer import PrinterSimulator
from kiosk.languages import Languages
from ui.commands import app

ARABIC = {"Ihre Nummer": "رقمكم", "Auf dem Handy": "على الهاتف", "Gilt nur heute.": "صالحة اليوم فقط"}


@pytest.fixture
def simulator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrinterSimulator]:
    """A printer, and a terminal that knows Arabic."""
    catalogue = Catalog(locale="ar")
    for source, words in ARABIC.items():
        catalogue.add(source, words)
    with (tmp_path / "ar.po").open("wb") as file:
        write_po(file, catalogue)
    monkeypatch.setattr("ui.labels.shipped", lambda: Languages(tmp_path))
    nv = NvMemory(write_seconds=0.01)
    made = PrinterSimulator(load_profile("epson-tm-t20iii"), baud=115200, nv=nv)
    monkeypatch.setenv("KIOSK_DEVICES__PRINTER", f"serial:{made.path}?baud=115200")
    monkeypatch.setenv("KIOSK_TERMINAL__STATE_DIR", str(tmp_path / "state"))
    yield made
    made.close()


def test_the_first_time_writes_and_the_second_does_not(simulator: PrinterSimulator) -> None:
    first = CliRunner().invoke(app, ["printer", "labels"])
    assert first.exit_code == 0, first.output
    assert "رقمكم · Ihre Nummer" in first.output
    writes = simulator.nv.writes
    assert writes >= 4
    second = CliRunner().invoke(app, ["printer", "labels"])
    assert second.exit_code == 0
    assert "nichts geschrieben" in second.output
    assert simulator.nv.writes == writes


def test_a_full_memory_is_explained(simulator: PrinterSimulator) -> None:
    simulator.nv.capacity = 100
    result = CliRunner().invoke(app, ["printer", "labels"])
    assert result.exit_code == 1
    assert "voll" in result.output


def test_without_a_printer_it_says_so(simulator: PrinterSimulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_DEVICES__PRINTER", "none:")
    result = CliRunner().invoke(app, ["printer", "labels"])
    assert result.exit_code == 1
    assert "kein Drucker" in result.output
