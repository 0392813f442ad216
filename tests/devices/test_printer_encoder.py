# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import (
    BigNumber,
    Columns,
    Cut,
    Feed,
    Line,
    QrCode,
    Slip,
    Text,
    load_profile,
    profile_names,
)
from devices.printer.encoder import Encoder
from devices.printer.escpos import RESET
from devices.printer.profile import Language, Profile
from devices.printer.qr import qr_modules
from devices.printer.spool import fence
from devices.simulator.commands import Command, next_command
from devices.simulator.slots import EPSON_SLOTS
from devices.simulator.writer import Writer
from tests.devices.slips import STATUS_LINK, arabic_slip, german_slip

EPSON = load_profile("epson-tm-t20iii")
ESCPOS = [name for name in profile_names() if load_profile(name).language is Language.ESCPOS]
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")


def commands(data: bytes) -> list[Command]:
    """Everything as the simulator reads it; fails when bytes are left or unknown."""
    found, rest = [], data
    while rest:
        command = next_command(rest)
        assert command is not None, rest[:20]
        assert command.name != "?", command
        found.append(command)
        rest = rest[command.size :]
    return found


def printed(slip: Slip, profile: Profile = EPSON) -> list[str]:
    """The lines that a person would read."""
    writer = Writer(profile.dots, EPSON_SLOTS, profile.cutter_dots)
    for command in commands(Encoder(profile).encode(slip).data):
        writer.run(command)
    return [line.strip() for line in writer.sheet.text]


def test_a_german_walk_in_slip_costs_at_most_300_bytes_with_its_confirmation() -> None:
    closing, _ = fence(EPSON, 1)
    encoded = Encoder(EPSON).encode(german_slip(), closing=closing)
    assert len(encoded.data) <= 300
    assert encoded.pictures == 0


def test_an_arabic_slip_costs_less_than_7000_bytes() -> None:
    encoded = Encoder(EPSON).encode(arabic_slip())
    assert len(encoded.data) <= 7000
    assert encoded.pictures == 7


def test_every_slip_begins_with_a_known_state_and_turns_the_automatic_status_on_again() -> None:
    assert Encoder(EPSON).encode(german_slip()).data.startswith(b"\x1b@\x1da\x0f")
    generic = load_profile("generic-80mm")
    assert Encoder(generic).encode(german_slip()).data.startswith(b"\x1b@\x1c.\x1da\x0f")


def test_signs_that_a_memory_switch_may_have_made_umlauts_of_are_printed_as_they_are() -> None:
    data = Encoder(EPSON).encode(Slip((Text("[x] {a}"),))).data
    assert data.startswith(b"\x1b@\x1bR\x00")


def test_what_is_read_on_paper_is_what_was_written() -> None:
    assert printed(german_slip()) == [
        "Bürgerbüro Mitte",
        "Ihre Nummer",
        "B 042",
        "Wartebereich 2 · 1. Stock",
        "Wartezeit 20–35 Minuten",
        "Nur heute, 23.11.2026, 10:42",
        "- Ausweis oder Pass",
        "- Wohnungsgeberbestätigung",
        f"[QR {STATUS_LINK}]",
        "Auf dem Handy",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Straße ÄÖÜß €",
        "Zażółć gęślą jaźń",
        "İstanbul ığüşöç",
        "Καλημέρα",
        "Київ ґанок",
        "Съешь ещё",
        "Čekaonica šđžć",
        "à la mairie, où ça",
    ],
)
def test_what_a_code_page_holds_is_sent_as_text(line: str) -> None:
    assert printed(Slip((Text(line),))) == [line]


@pytest.mark.parametrize("line", ["Nguyễn Thị Hạnh", "Ștefan Țurcan", "رقمكم", "شماره شما", "m̂ C̨̆", "日本"])
def test_what_no_code_page_holds_becomes_a_picture_and_never_a_question_mark(line: str) -> None:
    encoded = Encoder(EPSON).encode(Slip((Text(line),)))
    assert encoded.pictures == 1
    assert b"?" not in b"".join(c.body for c in commands(encoded.data) if c.name == "text")


def test_decomposed_letters_are_composed_before_they_are_printed() -> None:
    assert printed(Slip((Text(unicodedata.normalize("NFD", "Bürgerbüro é")),))) == ["Bürgerbüro é"]


def test_lines_share_a_code_page_as_long_as_one_holds_them() -> None:
    slip = Slip((Text("Größe"), Text("à où"), Text("Zażółć"), Text("gęś"), Text("Größe")))
    pages = [c.body[0] for c in commands(Encoder(EPSON).encode(slip).data) if c.name == "ESC t"]
    assert pages == [EPSON.pages["cp1252"], EPSON.pages["cp852"]]  # 852 holds German too


def test_typographic_signs_get_plain_ones_only_where_no_page_has_them() -> None:
    only_850 = replace(EPSON, pages=MappingProxyType({"cp850": 2}))
    assert printed(Slip((Text("20–35 „Ä“ …"),))) == ["20–35 „Ä“ …"]
    assert printed(Slip((Text("20–35 „Ä“ …"),)), only_850) == ['20-35 "Ä" ...']


@given(st.text(max_size=80))
def test_control_characters_in_text_never_reach_the_wire(text: str) -> None:
    slip = Slip((Text(text), Columns(text, text), BigNumber(text), Cut()))
    for command in commands(Encoder(EPSON).encode(slip).data):
        if command.name == "text":
            assert all(byte >= 0x20 and byte != 0x7F for byte in command.body)


@given(st.text(alphabet=st.characters(max_codepoint=0xFF), min_size=1, max_size=60))
def test_text_made_of_commands_prints_as_text_or_not_at_all(text: str) -> None:
    names = [c.name for c in commands(Encoder(EPSON).encode(Slip((Text("\x1bi\x1dV\x00" + text),))).data)]
    assert "GS V" not in names


def test_a_qr_code_with_control_characters_is_drawn_instead_of_sent() -> None:
    data = Encoder(EPSON).encode(Slip((QrCode("BEGIN:VCARD\nN:\x10\x04\x01"),))).data
    assert "GS v 0" in [c.name for c in commands(data)]
    assert not REAL_TIME.search(data)


def test_a_printer_without_qr_codes_gets_a_picture() -> None:
    names = [c.name for c in commands(Encoder(load_profile("generic-80mm")).encode(german_slip()).data)]
    assert "GS ( k" not in names
    assert "GS v 0" in names


def test_a_large_qr_code_is_made_to_fit_the_paper() -> None:
    data = Encoder(EPSON).encode(Slip((QrCode("x" * 900, module=8, level="M"),))).data
    (module,) = [c.body[2] for c in commands(data) if c.name == "GS ( k" and c.body[:2] == b"1C"]
    assert module * qr_modules(b"x" * 900, "M") <= 576


def test_columns_that_do_not_fit_take_two_lines() -> None:
    assert printed(Slip((Columns("x" * 30, "y" * 30),))) == ["x" * 30, "y" * 30]


def test_long_text_is_wrapped_between_words() -> None:
    text = "Bitte warten Sie, bis Ihre Nummer auf der Anzeige steht, und kommen Sie dann an den Platz."
    lines = printed(Slip((Text(text),)))
    assert " ".join(lines) == text
    assert all(len(line) <= 48 for line in lines)


@pytest.mark.parametrize(("number", "scale"), [("B 042", 8), ("AB 1042", 6), ("B", 8)])
def test_the_number_is_as_large_as_the_paper_allows(number: str, scale: int) -> None:
    sizes = [
        c.body[0]
        for c in commands(Encoder(EPSON).encode(Slip((BigNumber(number),))).data)
        if c.name == "GS !"
    ]
    assert sizes == [(scale - 1) << 4 | (scale - 1)]


@pytest.mark.parametrize("name", ESCPOS)
def test_every_profile_prints_every_slip_without_real_time_sequences(name: str) -> None:
    for slip in (german_slip(), arabic_slip(), Slip((Line("solid"), Line(), Feed(700), Cut()))):
        data = Encoder(load_profile(name)).encode(slip).data
        commands(data)
        assert data.startswith(RESET if load_profile(name).kanji else RESET[:2])
        assert not REAL_TIME.search(data)


def test_a_second_print_is_marked_at_both_ends() -> None:
    """The soak found a power cycle that took the first mark and left the rest of the slip."""
    data = Encoder(EPSON).encode(german_slip(), duplicate=True).data
    texts = [c.body.strip() for c in commands(data) if c.name == "text" and c.body.strip()]
    assert texts[0] == texts[-1] == b"Zweitdruck"
    assert b"Zweitdruck" not in Encoder(EPSON).encode(german_slip()).data
