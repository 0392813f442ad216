# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes and seconds of a slip, ours beside python-escpos, in one run: ``python -m benchmarks.printing``."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from escpos.constants import QR_ECLEVEL_L
from escpos.printer import Dummy
from PIL import Image, ImageDraw, ImageFont

from devices.fonts import TEXT, TEXT_BOLD, font_folder
from devices.printer import JobState, LabelPack, Severity, Slip, Text, load_profile, open_printer
from devices.printer.encoder import Encoder
from devices.printer.spool import fence
from devices.printer.virtual import VirtualPrinter
from devices.printer.writing import starts_from_right
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


def ours(slip: Slip, labels: LabelPack | None = None) -> tuple[int, float]:
    """Bytes with the confirmation, and milliseconds to encode."""
    encoder, (closing, _) = Encoder(EPSON), fence(EPSON, 1)
    return len(encoder.encode(slip, closing=closing, labels=labels).data), milliseconds(
        lambda: encoder.encode(slip, closing=closing, labels=labels)
    )


def escpos_german() -> bytes:
    """The German slip as python-escpos prints it; it cannot confirm, and its native QR code cannot be centred."""
    printer = Dummy(profile="TM-T20II")
    printer.set(align="center")
    printer.text("Bürgerbüro Mitte\nIhre Nummer\n")
    printer.set(align="center", custom_size=True, width=8, height=8, bold=True, smooth=True)
    printer.text("B 042\n")
    printer.set(align="center", custom_size=True, width=1, height=2, invert=True)
    printer.text(" Wartebereich 2 · 1. Stock \n")
    printer.set(align="center", custom_size=True, width=1, height=2, invert=False)
    printer.text("Wartezeit 20–35 Minuten\n")
    printer.set(align="center", normal_textsize=True)
    printer.text("Nur heute, 23.11.2026, 10:42\n")
    printer.set(align="left")
    printer.text("- Ausweis oder Pass\n- Wohnungsgeberbestätigung\n\n")
    printer.qr(STATUS_LINK, native=True, size=7, ec=QR_ECLEVEL_L)
    printer.text("\nAuf dem Handy\n")
    printer.cut(feed=False)
    return bytes(printer.output)


def escpos_arabic() -> bytes:
    """The Arabic slip as one picture, which is what its users are told to do."""
    lines = [element.text for element in arabic_slip().elements if isinstance(element, Text)]
    row, rows = 36, 36 * len(lines) + 192
    image = Image.new("1", (576, rows), 1)
    font = ImageFont.truetype(font_folder() / TEXT[1], 26)
    draw = ImageDraw.Draw(image)
    draw.text(
        (288, 0), "B 042", font=ImageFont.truetype(font_folder() / TEXT_BOLD[0], 180), fill=0, anchor="ma"
    )
    for number, line in enumerate(lines):
        rtl = starts_from_right(line)
        draw.text(
            (560, 192 + row * number), line, font=font, fill=0, anchor="ra", direction="rtl" if rtl else "ltr"
        )
    printer = Dummy(profile="TM-T20II")
    printer.image(image)
    printer.qr(STATUS_LINK, native=True, size=7, ec=QR_ECLEVEL_L)
    printer.cut(feed=False)
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
    """Prints the tables; 1 when a slip is larger, or a time further from its forecast, than it may be."""
    good = True
    print("slip                   ours: bytes  aim     ms    python-escpos: bytes")
    arabic = arabic_slip()
    labels = LabelPack.choose(arabic.elements, EPSON)
    theirs = len(escpos_arabic())
    for name, slip, pack, aim, other in (
        ("German", german_slip(), None, 300, len(escpos_german())),
        ("Arabic", arabic, None, 7000, theirs),
        ("Arabic with labels", arabic, labels, 400, theirs),
        ("German, drawn", replace(german_slip(), drawn=True), None, 0, 0),
    ):
        size, encode = ours(slip, pack)
        good = good and (not aim or size <= aim)
        print(f"{name:<20}{size:>14}{aim or '':>5}{encode:>7.2f}{other or '':>24}")
    pack = LabelPack.choose([element for tag in WORDS for element in slip_in(tag).elements], EPSON)
    print(f"\nlanguage   bytes     ms   with {len(pack.labels)} labels")
    for tag in WORDS:
        slip = slip_in(tag)
        size, encode = ours(slip)
        print(f"{tag:<9}{size:>7}{encode:>7.2f}{ours(slip, pack)[0]:>9}")
    print("\nslip        baud  forecast s  printed s  apart  first byte ms")
    worst = 0.0
    for name, baud, forecast, seconds, first in line_times():
        apart = seconds / forecast - 1
        worst = max(worst, abs(apart))
        print(f"{name:<9}{baud:>7}{forecast:>12.3f}{seconds:>11.3f}{apart:>7.1%}{first:>15.2f}")
    print(f"furthest apart {worst:.1%}; bytes within their aims: {good}")
    return 0 if good and worst <= SECONDS_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
