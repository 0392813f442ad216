# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import zxingcpp
from PIL import Image

from devices.printer import JobState, Link, PrinterEvent, Severity, Text, open_printer
from devices.printer.slip import Cut, Slip
from devices.printer.virtual import VirtualPrinter
from tests.devices.slips import STATUS_LINK, german_slip


def test_a_slip_becomes_a_picture_a_text_and_a_confirmed_job(tmp_path: Path) -> None:
    events: list[PrinterEvent] = []
    printer = open_printer(f"virtual:{tmp_path}?baud=115200", on_event=events.append)
    assert isinstance(printer, VirtualPrinter)
    states: list[JobState] = []
    try:
        result = printer.print(german_slip(), job_id=1, on_state=states.append, timeout=10)
        assert result.state is JobState.PRINTED
        assert not result.weak
        assert result.bytes_sent == result.bytes_total
        assert states == [JobState.SENDING, JobState.SENT]
        assert printer.status.severity is Severity.OK
        assert printer.simulator.show is not None
        (picture,) = printer.simulator.show.wait(1, 5)
    finally:
        printer.close()
    assert picture == tmp_path / "slip-0001.png"
    with Image.open(picture) as image:
        assert image.mode == "1"
        assert [code.text for code in zxingcpp.read_barcodes(image.convert("L"))] == [STATUS_LINK]
    text = (tmp_path / "slip-0001.txt").read_text(encoding="utf-8")
    for line in ("B 042", "Wartebereich 2 · 1. Stock", "20–35 Minuten", "- Wohnungsgeberbestätigung"):
        assert line in text
    assert events[0].before.link is Link.GONE
    assert printer.status.link is Link.GONE


def test_numbering_of_pictures_goes_on_after_a_restart(tmp_path: Path) -> None:
    (tmp_path / "slip-0007.png").touch()
    printer = open_printer(f"virtual:{tmp_path}?baud=115200")
    try:
        assert printer.print(Slip((Text("Guten Tag"), Cut())), job_id=1).state is JobState.PRINTED
    finally:
        printer.close()
    assert (tmp_path / "slip-0008.png").is_file()
