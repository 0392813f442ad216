# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two decoders of ESC/POS that this project did not write, and a list of code pages that it did not write either.

``script/oracle setup`` installs the decoders. emupos prints on a simulated TM-T20III; npos takes the bytes apart, and its
iconv-lite has the letters. Which slot of a printer holds which code page comes from escpos-printer-db, as python-escpos
brings it along.
"""

from __future__ import annotations

import base64
import io
import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from escpos.capabilities import CAPABILITIES
from PIL import Image

HERE = Path(__file__).parent
INSTALLED = HERE.parents[1] / ".state" / "oracle"
LIMIT_S = 100
US_LETTERS = "1b 52 00"
"""``ESC R`` 0: emupos has no other international set than this one, and says so."""

FOREIGN_PROFILES = {
    "epson-tm-t20iii": "TM-T20II",
    "citizen-ct-s310": "CT-S651",
    "generic-58mm": "POS-5890",
}
"""Our profile → the one of escpos-printer-db that is the same printer or its next of kin."""

MORE_PROFILES = {
    "epson-tm-t88v": "TM-T88V",
    "epson-tm-t88vi": "TM-T88V",
    "epson-tm-m30": "TM-T20II",
    "epson-eu-m30": "TM-T20II",
    "generic-80mm": "default",
    "star-tsp650-escpos": "default",
}
"""Read by ``script/oracle`` only; some with another printer's table for want of their own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a decoder saw on one slip. ``paper`` is the whole slip as dots (set = black), for decoders that draw one;
    ``pictures`` are the pictures one by one; ``unknown`` are the bytes it did not understand."""

    lines: list[str]
    codes: list[str]
    pictures: list[Image.Image]
    paper: Image.Image | None
    cut: bool
    unknown: list[str]


def slots_of(profile_key: str) -> dict[int, str]:
    """``ESC t`` number → Python codec, for the pages that have one."""
    encodings = CAPABILITIES["encodings"]
    pages = CAPABILITIES["profiles"][(FOREIGN_PROFILES | MORE_PROFILES)[profile_key]]["codePages"]
    named = {int(slot): encodings[name].get("python_encode") for slot, name in pages.items()}
    return {slot: codec for slot, codec in named.items() if codec is not None}


def emupos_python() -> Path | None:
    """The interpreter that has emupos; None before ``script/oracle setup``."""
    return _complete("emupos", "bin/python")


def npos_modules() -> Path | None:
    """The folder with npos; None before ``script/oracle setup``."""
    return _complete("npos", "node_modules")


def _complete(name: str, wanted: str) -> Path | None:
    place = INSTALLED / name
    return place / wanted if (place / ".complete").is_file() else None


def read_with_emupos(slips: Sequence[bytes], dots: int, slots: dict[int, str]) -> list[Reading]:
    """Raises AssertionError with its words when the decoder fails."""
    python = emupos_python()
    assert python is not None
    seen = _run([str(python), str(HERE / "emupos_reader.py")], slips, {"dots": dots, "slots": slots}, {})
    readings = []
    for one in seen:
        assert len(one["receipts"]) == 1, one
        receipt = one["receipts"][0]
        with Image.open(io.BytesIO(base64.b64decode(receipt["png"]))) as image:
            paper = image.convert("L").point([255] * 128 + [0] * 128).convert("1")
        codes = [line[4:-1] for line in receipt["lines"] if line.startswith("[qr ")]
        lines = [line for line in receipt["lines"] if not line.startswith(("[qr ", "[image "))]
        unknown = [event["bytes"] for event in one["unknown"] if event["bytes"] != US_LETTERS]
        readings.append(Reading(lines, codes, [], paper, receipt["boundary"] == "cut", unknown))
    return readings


def read_with_npos(slips: Sequence[bytes], slots: dict[int, str]) -> list[Reading]:
    """Raises AssertionError with its words when the decoder fails."""
    node, modules = shutil.which("node"), npos_modules()
    assert node is not None
    assert modules is not None
    seen = _run([node, str(HERE / "npos_reader.js")], slips, {"slots": slots}, {"NODE_PATH": str(modules)})
    readings = []
    for one in seen:
        if "error" in one:
            readings.append(Reading([], [], [], None, False, [one["error"]]))
            continue
        pictures = [
            Image.frombytes("1", (p["width"], p["rows"]), base64.b64decode(p["dots"]))
            for p in one["pictures"]
        ]
        cut = one["cuts"] == 1 and one["last"] == "GS V"
        readings.append(Reading(one["lines"], one["codes"], pictures, None, cut, []))
    return readings


def _run(command: list[str], slips: Sequence[bytes], job: dict[str, Any], environment: dict[str, str]) -> Any:
    job = job | {"slips": [base64.b64encode(slip).decode() for slip in slips]}
    done = subprocess.run(
        command,
        input=json.dumps(job),
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT_S,
        check=False,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONUTF8": "1", **environment},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
