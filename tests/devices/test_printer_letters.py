# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""All 649 letters of DIN 91379 on paper: read back from a code page, or drawn; never replaced, never an empty box."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

import pytest
import uharfbuzz
from PIL import Image

from devices.fonts import TEXT, TEXT_BOLD, font_folder
from devices.printer import Slip, Text, load_profile
from devices.printer.encoder import Encoder
from devices.printer.picture import Pen
from devices.simulator.commands import next_command
from devices.simulator.sheet import Dots, Glyph, Sheet
from devices.simulator.writer import Writer
from tests.devices.letters import letters
from tests.oracle.decoders import slots_of

SIZE = 26
"""Dots per em of ordinary text on a slip."""
PROFILES = ("epson-tm-t20iii", "generic-58mm")


@cache
def encoder(profile_key: str) -> Encoder:
    return Encoder(load_profile(profile_key))


@cache
def pen() -> Pen:
    return Pen()


def printed(text: str, profile_key: str) -> Sheet:
    """What stands on paper, with the code pages of a list that is not ours."""
    profile = load_profile(profile_key)
    writer = Writer(profile.dots, slots_of(profile_key), profile.cutter_dots)
    data = encoder(profile_key).encode(Slip((Text(text),))).data
    while data:
        command = next_command(data)
        assert command is not None
        writer.run(command)
        data = data[command.size :]
    assert not writer.unknown
    return writer.sheet


def as_read(sheet: Sheet) -> str:
    return "".join(mark.char for mark in sheet.marks if isinstance(mark, Glyph))


def as_drawn(sheet: Sheet) -> Image.Image:
    """All pictures of a sheet, cropped to their ink, set = black."""
    paper = Image.new("1", (sheet.dots, sheet.y), 0)
    for mark in sheet.marks:
        if isinstance(mark, Dots):
            paper.paste(Image.frombytes("1", (mark.width, mark.rows), mark.data), (mark.x, mark.y))
    return paper.crop(paper.getbbox())


def test_the_norm_has_649_letters() -> None:
    assert len(set(letters())) == 649
    assert sum(len(letter) > 1 for letter in letters()) == 149


@pytest.mark.parametrize("profile_key", PROFILES)
def test_every_letter_is_read_back_or_drawn_dot_for_dot(profile_key: str) -> None:
    counts = {"read": 0, "drawn": 0}
    for letter in letters():
        sheet = printed(letter, profile_key)
        read = as_read(sheet)
        if read:
            assert read == letter
            counts["read"] += 1
        else:
            assert as_drawn(sheet).tobytes() == pen().line(letter, SIZE).image.tobytes(), letter
            counts["drawn"] += 1
    assert counts["read"] >= 150
    assert sum(counts.values()) == 649


@pytest.mark.parametrize("profile_key", PROFILES)
def test_a_letter_in_a_word_takes_the_word_along(profile_key: str) -> None:
    """The letter between others, where it is in a name: all of it is text, or all of it is picture."""
    for letter in letters():
        word = f"Na{letter}o"
        sheet = printed(word, profile_key)
        read = as_read(sheet)
        assert read in ("", word), letter
        if not read:
            assert as_drawn(sheet).tobytes() == pen().line(word, SIZE).image.tobytes(), letter


@pytest.mark.parametrize("profile_key", PROFILES)
def test_a_decomposed_letter_prints_as_the_composed_one(profile_key: str) -> None:
    for letter in letters():
        apart = unicodedata.normalize("NFD", letter)
        if apart != letter:
            one, other = printed(apart, profile_key), printed(letter, profile_key)
            assert one.marks == other.marks, letter


@pytest.mark.parametrize("name", [TEXT[0], TEXT_BOLD[0]])
def test_the_font_has_every_letter_and_a_place_for_every_mark(name: str) -> None:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font_folder() / name)))
    font = uharfbuzz.Font(face)
    for letter in letters():
        buffer = uharfbuzz.Buffer()
        buffer.add_str(letter)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        assert all(info.codepoint != 0 for info in buffer.glyph_infos), letter
        # A mark has no width of its own, or the letters after it would move away.
        advances = [position.x_advance for position in buffer.glyph_positions]
        marks = sum(unicodedata.category(char) == "Mn" for char in letter)
        assert sum(advance == 0 for advance in advances) >= marks - (len(letter) - len(advances)), letter


@pytest.mark.parametrize("bold", [False, True])
def test_no_two_letters_are_the_same_picture(bold: bool) -> None:
    """A mark that is lost or drawn into its letter would make two of them one."""
    same: dict[tuple[tuple[int, int], bytes, int], list[str]] = defaultdict(list)
    for letter in letters():
        drawn = pen().line(letter, SIZE, bold=bold)
        same[drawn.image.size, drawn.image.tobytes(), drawn.above].append(letter)
    assert [found for found in same.values() if len({look(letter) for letter in found}) > 1] == []


def look(letter: str) -> str:
    """The same for letters that are one drawing in most fonts: Eth and D with stroke, Latvian cedilla and comma below."""
    return unicodedata.normalize("NFD", letter.replace("Đ", "Ð")).replace("\u0327", "\u0326")
