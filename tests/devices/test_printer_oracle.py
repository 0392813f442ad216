# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our bytes in the eyes of a decoder that is not ours: emupos (Apache-2.0), which needs Python 3.13.

Runs where ``EMUPOS_PYTHON`` names an interpreter with emupos installed; docs/printers.md says how.
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageOps

from devices.printer import load_profile
from devices.printer.encoder import Encoder
from devices.simulator.commands import next_command
from devices.simulator.sheet import Dots, Sheet
from devices.simulator.slots import EPSON_SLOTS
from devices.simulator.writer import Writer
from tests.devices.languages import WORDS, slip_in
from tests.devices.slips import STATUS_LINK

EPSON = load_profile("epson-tm-t20iii")
PYTHON = os.environ.get("EMUPOS_PYTHON")
FOREIGN = """
import base64, json, sys
from pathlib import Path
import emupos, yaml
from emupos.config import PrinterProfile
from emupos.printer.printer import Printer
job = json.load(sys.stdin)
path = Path(emupos.__file__).parent / "profiles" / "printers" / "epson-tm-t20iii.yaml"
profile = PrinterProfile.model_validate(yaml.safe_load(path.read_text()))
result = []
for data in job["slips"]:
    printer = Printer("p", profile, sensor_open_level="high", job_idle_timeout_ms=500)
    printer.open_connection("c", 0.0)
    out = printer.receive("c", base64.b64decode(data), 0.0)
    out = out + printer.close_connection("c", 1.0)
    result.append({
        "text": [receipt.text for receipt in out.receipts],
        "png": [base64.b64encode(receipt.png).decode() for receipt in out.receipts],
        "unknown": [str(event) for event in out.events if "unknown" in str(event)],
    })
json.dump(result, sys.stdout)
"""
EMUPOS_PAGES = {0, 2, 3, 4, 5, 16, 18, 19, 17}
"""Slots whose letters emupos 0.4.0 can draw."""


def ours(data: bytes) -> Sheet:
    """The same bytes on our own simulator."""
    writer = Writer(EPSON.dots, EPSON_SLOTS, EPSON.cutter_dots)
    while data:
        command = next_command(data)
        assert command is not None
        writer.run(command)
        data = data[command.size :]
    return writer.sheet


def pictures(sheet: Sheet) -> Image.Image:
    """Only what was sent as dots, white on black, cropped."""
    only = Sheet(sheet.dots, sheet.y, [mark for mark in sheet.marks if isinstance(mark, Dots)])
    return ImageOps.invert(only.draw(edge=0).convert("L"))


@pytest.mark.skipif(PYTHON is None, reason="EMUPOS_PYTHON names no Python 3.13 with emupos")
def test_a_foreign_decoder_reads_every_language_as_we_do() -> None:
    encoded = {tag: Encoder(EPSON).encode(slip_in(tag)).data for tag in WORDS}
    job = {"slips": [base64.b64encode(data).decode() for data in encoded.values()]}
    done = subprocess.run(
        [str(PYTHON), "-c", FOREIGN],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for (tag, data), seen in zip(encoded.items(), json.loads(done.stdout), strict=True):
        sheet = ours(data)
        assert len(seen["png"]) == 1, (tag, seen["unknown"])
        with Image.open(io.BytesIO(base64.b64decode(seen["png"][0]))) as image:
            theirs = image.convert("L")
        codes = [code.text for code in zxingcpp.read_barcodes(ImageOps.expand(theirs, 40, 255))]
        assert codes == [STATUS_LINK], tag
        pages = {c for c in page_slots(data) if c not in EMUPOS_PAGES}
        if not pages:
            read = " ".join(" ".join(seen["text"]).split())
            for line in sheet.text:
                if not line.startswith("[") and set(line.strip()) - set("_-"):
                    assert " ".join(line.split()) in read, (tag, line)
        assert same_dots(pictures(sheet), ImageOps.invert(theirs)), tag


def page_slots(data: bytes) -> set[int]:
    """Which code pages the bytes switch to."""
    found = set()
    while data:
        command = next_command(data)
        assert command is not None
        if command.name == "ESC t":
            found.add(command.body[0])
        data = data[command.size :]
    return found


def same_dots(part: Image.Image, whole: Image.Image) -> bool:
    """Whether every picture band of ours is somewhere in theirs, dot for dot, at the same x."""
    box = part.getbbox()
    if box is None:
        return True
    band = part.crop((0, box[1], part.width, min(box[3], box[1] + 24)))
    inked = band.getbbox()
    assert inked is not None
    left, right = inked[0], inked[2]
    wanted = band.crop((left, 0, right, band.height))
    for y in range(whole.height - band.height + 1):
        there = whole.crop((left, y, right, y + band.height))
        if ImageChops.difference(there, wanted).getbbox() is None:
            return True
    return False
