# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawn style: every line a picture."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from devices.printer import BigNumber, Columns, Cut, Line, QrCode, Slip, Text, load_profile, profile_names
from devices.printer.encoder import Encoder
from devices.printer.profile import Language
from devices.simulator.commands import next_command
from devices.simulator.sheet import Dots, Glyph
from devices.simulator.slots import EPSON_SLOTS
from devices.simulator.writer import Writer
from tests.devices.languages import WORDS, slip_in
from tests.devices.slips import STATUS_LINK, arabic_slip, german_slip

EPSON = load_profile("epson-tm-t20iii")
ESCPOS = [name for name in profile_names() if load_profile(name).language is Language.ESCPOS]
WALK_IN = Slip(
    (
        Text("Stuttgart · Bürgerbüro Mitte", align="center"),
        Line("solid"),
        BigNumber("B 042"),
        Text("Wartebereich 2 · 1. Stock", height=2, align="center", inverse=True),
        Columns("Gezogen", "Mo 23.11.2026, 10:42 Uhr"),
        Line(),
        Text("☐ Ausweis oder Pass"),
        QrCode(STATUS_LINK),
        Cut(),
    ),
    drawn=True,
)


def on_paper(slip: Slip) -> Writer:
    writer = Writer(EPSON.dots, EPSON_SLOTS, EPSON.cutter_dots)
    data = Encoder(EPSON).encode(slip).data
    while data:
        command = next_command(data)
        assert command is not None
        assert command.name != "?"
        writer.run(command)
        data = data[command.size :]
    return writer


def test_no_letter_of_a_drawn_slip_is_the_printers_own() -> None:
    marks = on_paper(WALK_IN).sheet.marks
    assert not any(isinstance(mark, Glyph) for mark in marks)
    assert all(
        mark.x >= 0 and mark.x + mark.width <= EPSON.dots + 7 for mark in marks if isinstance(mark, Dots)
    )


def test_the_code_of_a_drawn_slip_can_be_read() -> None:
    (code,) = zxingcpp.read_barcodes(on_paper(WALK_IN).sheet.draw().convert("L"))
    assert code.text == STATUS_LINK


def test_the_waiting_area_is_a_bar_as_wide_as_the_paper() -> None:
    paper = on_paper(Slip((WALK_IN.elements[3],), drawn=True)).sheet.draw(edge=0)
    black = Image.eval(paper.convert("L"), lambda level: 255 - level).getbbox()
    assert black is not None
    assert (black[0], black[2]) == (0, EPSON.dots)
    assert black[3] - black[1] < 90  # one line


@pytest.mark.parametrize("name", ESCPOS)
@pytest.mark.parametrize("slip", [WALK_IN, german_slip(), arabic_slip()], ids=["walk-in", "german", "arabic"])
def test_a_drawn_slip_fits_every_printer_and_holds_nothing_that_one_obeys(name: str, slip: Slip) -> None:
    data = Encoder(load_profile(name)).encode(replace(slip, drawn=True)).data
    assert not re.search(rb"\x10[\x04\x05\x14]", data)
    assert len(data) < 60_000


@pytest.mark.parametrize("tag", WORDS)
def test_every_language_can_be_drawn(tag: str) -> None:
    drawn = Encoder(EPSON).encode(replace(slip_in(tag), drawn=True))
    assert drawn.pictures >= 10


def test_a_drawn_second_print_says_so_at_both_ends() -> None:
    once, twice = (Encoder(EPSON).encode(WALK_IN, duplicate=again).pictures for again in (False, True))
    assert twice == once + 2


def test_a_drawn_slip_is_still_one_after_a_restart() -> None:
    assert Slip.from_json(WALK_IN.to_json()) == WALK_IN
    assert not Slip.from_json(german_slip().to_json()).drawn
