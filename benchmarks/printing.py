# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes and seconds of a slip, ours beside python-escpos, in one run: ``python -m benchmarks.printing``."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from escpos.printer import Dummy
from PIL import Image, ImageDraw, ImageFont

from devices.fonts import TEXT, font_folder
from devices.printer import JobState, Severity, Slip, load_profile, open_printer
from devices.printer.encoder import Encoder
from devices.printer.spool import fence
from devices.printer.virtual import VirtualPrinter
from tests.devices.languages import WORDS, slip_in
from tests.devices.slips import STATUS_LINK, arabic_slip, german_slip

EPSON = load_profile("epson-tm-t20iii")
SECONDS_LIMIT = 0.05
"""How far the simulated line may be from bytes × 10 / baud and the mechanism."""


def milliseconds(work: Callable[[], object], rounds: int = 50) -> float:
    """The median of ``rounds`` after three to warm up."""
    times = []
    for number in range(rounds + 3):
        started = time.perf_counter()
        work()
        if number >= 3:
            times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def ours(slip: Slip) -> tuple[int, float]:
    """Bytes with the confirmation, and milliseconds to encode."""
    encoder, (closing, _) = Encoder(EPSON), fence(EPSON, 1)
    return len(encoder.encode(slip, closing=closing).data), milliseconds(
        lambda: encoder.encode(slip, closing=closing)
    )


def escpos_german() -> bytes:
    """The German slip as python-escpos prints it; its native QR code cannot be centred."""
    printer = Dummy(profile="TM-T20II")
    printer.set(align="center")
    printer.text("Stuttgart · Bürgerbüro Mitte\nIhre Nummer\n")
    printer.set(align="center", custom_size=True, width=8, height=8, bold=True)
    printer.text("B 042\n")
    printer.set(align="center", custom_size=True, width=2, height=2, invert=True)
    printer.text("Wartebereich 2, 1. Stock\n")
    printer.set(align="left", normal_textsize=True, invert=False)
    printer.text(f"{'Gezogen':<27}23.11.2026, 10:42 Uhr\n{'Wartezeit':<35}20–35 Minuten\n")
    printer.text("[ ] Ausweis oder Pass\n[ ] Wohnungsgeberbestätigung\n")
    printer.qr(STATUS_LINK, native=True, size=6)
    printer.text("Bitte bis zum Aufruf behalten.\n")
    printer.cut()
    return bytes(printer.output)


def escpos_arabic() -> bytes:
    """The Arabic slip as one picture, which is what its users are told to do."""
    lines = [
        "رقمكم",
        "منطقة الانتظار 2 · الطابق الأول",
        "وقت الإصدار",
        "الانتظار حوالي",
        "بطاقة الهوية أو جواز السفر",
    ]
    image = Image.new("1", (576, 391), 1)
    font = ImageFont.truetype(font_folder() / TEXT[1], 30)
    for row, line in enumerate(lines):
        ImageDraw.Draw(image).text(
            (560, 20 + 70 * row), line, font=font, fill=0, anchor="ra", direction="rtl"
        )
    printer = Dummy(profile="TM-T20II")
    printer.image(image)
    printer.qr(STATUS_LINK, native=True, size=6)
    printer.cut()
    return bytes(printer.output)


def line_times() -> list[tuple[str, int, float, float, float]]:
    """For each slip and baud: forecast and measured seconds to the printer's own word, milliseconds to the first byte."""
    rows = []
    for baud in (9600, 38400, 115200):
        with tempfile.TemporaryDirectory() as folder:
            printer = open_printer(f"virtual:{folder}?baud={baud}")
            assert isinstance(printer, VirtualPrinter)
            with printer.changed:
                printer.changed.wait_for(lambda: printer.current.severity is Severity.OK, 5)  # noqa: B023
            for name, slip in (("German", german_slip()), ("Arabic", arabic_slip())):
                printer.print(slip, job_id=1)
                called = time.monotonic()
                result = printer.print(slip, job_id=2)
                assert result.state is JobState.PRINTED, result
                assert result.first_byte_at is not None
                first = (result.first_byte_at - called) * 1000
                rows.append((name, baud, printer.predict(slip).seconds, result.seconds, first))
            printer.close()
    return rows


def main() -> int:
    """Prints the tables; 1 when a time is further from its forecast than it may be."""
    print("slip      ours: bytes   ms    python-escpos: bytes")
    for name, slip, other in (
        ("German", german_slip(), escpos_german()),
        ("Arabic", arabic_slip(), escpos_arabic()),
    ):
        size, encode = ours(slip)
        print(f"{name:<10}{size:>11}{encode:>6.2f}{len(other):>22}")
    print("\nlanguage   bytes     ms")
    for tag in WORDS:
        size, encode = ours(slip_in(tag))
        print(f"{tag:<9}{size:>7}{encode:>7.2f}")
    print("\nslip        baud  forecast s  printed s  apart  first byte ms")
    worst = 0.0
    for name, baud, forecast, seconds, first in line_times():
        apart = seconds / forecast - 1
        worst = max(worst, abs(apart))
        print(f"{name:<9}{baud:>7}{forecast:>12.3f}{seconds:>11.3f}{apart:>7.1%}{first:>15.2f}")
    return 0 if worst <= SECONDS_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
