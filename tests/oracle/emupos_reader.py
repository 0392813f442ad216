# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prints slips on the simulated printer of emupos. Runs in an interpreter of its own (Python 3.13), JSON in, JSON out:
``{"dots": 576, "slots": {"16": "cp1252"}, "slips": ["<base64>"]}`` → one object a slip."""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

import emupos
import yaml
from emupos.config import PrinterProfile
from emupos.printer.printer import Printer


def profile_for(dots: int, slots: dict[str, str]) -> PrinterProfile:
    """Its TM-T20III with another width and other code pages."""
    path = Path(emupos.__file__).parent / "profiles" / "printers" / "epson-tm-t20iii.yaml"
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    # Its own names where it has a table of glyphs; any codec of Python's otherwise, for the text only.
    known = {
        name.lower().replace("wpc", "cp").replace("pc", "cp"): name for name in values["code_pages"].values()
    }
    pages = {int(slot): known.get(codec, codec) for slot, codec in slots.items()}
    return PrinterProfile.model_validate(values | {"width_dots": dots, "code_pages": pages})


def read(data: bytes, profile: PrinterProfile) -> dict[str, Any]:
    printer = Printer("oracle", profile, sensor_open_level="high", job_idle_timeout_ms=500)
    printer.open_connection("line", 0.0)
    out = printer.receive("line", data, 0.0)
    out = out + printer.close_connection("line", 1.0)
    return {
        "receipts": [
            {
                "lines": receipt.text.split("\n"),
                "png": base64.b64encode(receipt.png).decode(),
                "boundary": str(receipt.boundary),
            }
            for receipt in out.receipts
        ],
        "unknown": [dict(event.data) for event in out.events if event.type == "printer.command.unknown"],
    }


def main() -> None:
    job = json.load(sys.stdin)
    profile = profile_for(job["dots"], job["slots"])
    json.dump([read(base64.b64decode(slip), profile) for slip in job["slips"]], sys.stdout)


if __name__ == "__main__":
    main()
