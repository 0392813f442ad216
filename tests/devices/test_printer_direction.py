# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text over several lines: each line runs as its paragraph does (UAX #9, P2), and nothing is wider than the paper."""

from __future__ import annotations

import random
from functools import cache
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.printer import Columns, Slip, Text, load_profile, profile_names
from devices.printer.layout import Layout, PictureRow
from devices.printer.picture import Pen
from devices.printer.raster import bands

NARROW = load_profile("generic-58mm")
SIZE = 26
DRAWN_SIZE = 32


@cache
def pen() -> Pen:
    return Pen()


def pictures(slip: Slip) -> list[PictureRow]:
    return [row for row in Layout(NARROW, pen).rows(slip) if isinstance(row, PictureRow)]


def test_a_wrapped_line_that_begins_with_latin_letters_keeps_the_direction_of_its_paragraph() -> None:
    text = "تأكيد المؤجر عن السكن (Wohnungsgeberbestätigung) صادر"
    lines = pen().wrap(text, SIZE, NARROW.dots)
    assert lines[1].startswith("(Wohn")
    drawn = [row.image.tobytes() for row in pictures(Slip((Text(text),)))]
    assert drawn == [pen().line(line, SIZE, rtl=True).image.tobytes() for line in lines]


def test_a_wrapped_line_of_the_drawn_style_keeps_the_direction_of_its_paragraph() -> None:
    text = "تأكيد المؤجر عن السكن Wohnungsgeber (البيت)"
    lines = pen().wrap(text, DRAWN_SIZE, NARROW.dots)
    assert lines[1].startswith("Wohn")
    drawn = [row.image.tobytes() for row in pictures(Slip((Text(text),), drawn=True))]
    assert drawn == [pen().line(line, DRAWN_SIZE, rtl=True).image.tobytes() for line in lines]


def test_a_value_under_its_arabic_label_keeps_the_direction_of_the_label() -> None:
    value = "23.11.2026، 10:42"
    *_, row = pictures(Slip((Columns("وقت إصدار التذكرة في هذا المكتب", value),)))
    assert row.image.tobytes() == pen().line(value, SIZE, bold=True, rtl=True).image.tobytes()


def test_no_line_of_the_drawn_style_is_wider_than_the_paper() -> None:
    words = ("Wartebereich", "Erdgeschoss", "links", "vom", "Eingang", "weiter", "Stock", "Nummer")
    texts = [" ".join(two) for two in permutations(words, 3)]
    for inverse in (False, True):
        slip = Slip(tuple(Text(text, inverse=inverse, align="center") for text in texts), drawn=True)
        assert max(row.image.width for row in pictures(slip)) <= NARROW.dots


@given(st.integers(1, 48), st.integers(0, 47), st.integers(0, 10_000))
def test_no_byte_of_a_picture_reaches_over_the_edge_of_the_paper(eighths: int, short: int, seed: int) -> None:
    """A picture at the right edge whose last byte is not full."""
    paper = eighths * 8
    chance = random.Random(seed)
    image = Image.new("1", (max(1, paper - short), 30), 0)
    for _ in range(40):
        image.putpixel((chance.randrange(image.width), chance.randrange(image.height)), 255)
    for band in bands(image, paper - image.width, 200):
        assert band.x >= 0
        assert band.x + band.width_bytes * 8 <= paper


def test_the_paper_of_every_profile_is_whole_bytes_wide() -> None:
    assert [name for name in profile_names() if load_profile(name).dots % 8] == []


@given(st.text(alphabet="JjfȷÐĴ\u0302mقكبجِیAW .", min_size=1, max_size=40), st.booleans())
def test_no_wrapped_line_is_wider_than_the_paper(text: str, bold: bool) -> None:
    """Ink hangs over the advance of a letter: the tail of a j, a mark wider than its letter."""
    for drawn in pen().lines(text, SIZE, 120, bold=bold):
        assert drawn.image.width <= 120
