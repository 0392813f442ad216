# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from devices.printer.picture import Pen
from devices.printer.raster import BAND_COST, bands, defuse
from devices.printer.sizes import CELL


def rebuilt(image: Image.Image, max_rows: int = 200) -> Image.Image:
    """What the bands put on paper."""
    paper = Image.new("1", (image.width + 8, image.height), 0)
    y = 0
    for band in bands(image, 0, max_rows):
        y += band.skip
        assert 0 < band.rows <= max_rows
        part = Image.frombytes("1", (band.width_bytes * 8, band.rows), band.data)
        paper.paste(
            ImageChops.logical_or(paper.crop((band.x, y, band.x + part.width, y + part.height)), part),
            (band.x, y),
        )
        y += band.rows
    return paper.crop((0, 0, image.width, image.height))


@given(st.integers(1, 60), st.integers(1, 40), st.integers(0, 10_000), st.integers(1, 30))
def test_bands_put_the_same_dots_on_paper(width: int, height: int, seed: int, max_rows: int) -> None:
    chance = random.Random(seed)
    image = Image.new("1", (width, height), 0)
    for _ in range(chance.randrange(30)):
        image.putpixel((chance.randrange(width), chance.randrange(height)), 255)
    again = rebuilt(image, max_rows)
    assert not dots(ImageChops.logical_and(image, ImageChops.invert(again)))  # none lost
    broken = sum(band.data.count(b"\x18") for band in bands(image, 0, max_rows))
    assert (
        dots(ImageChops.logical_xor(image, again)) <= broken
    )  # one more where a real-time sequence was broken


def dots(image: Image.Image) -> int:
    """How many are set."""
    return sum(image.convert("L").histogram()[1:])


def test_bands_of_a_line_of_text_cost_less_than_the_picture() -> None:
    drawn = Pen().line("احتفظوا بهذه الورقة. صالحة اليوم فقط.", CELL)
    cost = sum(BAND_COST + len(band.data) for band in bands(drawn.image, 0, 200))
    assert cost < 0.85 * drawn.image.height * -(-drawn.image.width // 8)
    assert ImageChops.logical_xor(drawn.image, rebuilt(drawn.image)).getbbox() is None


@pytest.mark.parametrize("order", [b"\x10\x04\x01", b"\x10\x05\x01", b"\x10\x14\x08"])
def test_a_real_time_sequence_in_a_picture_is_broken_by_one_dot(order: bytes) -> None:
    data = b"\x00" + order + b"\xff"
    safe = defuse(data)
    assert not re.search(rb"\x10[\x04\x05\x14]", safe)
    assert sum((a ^ b).bit_count() for a, b in zip(data, safe, strict=True)) == 1


@given(st.binary(max_size=200))
def test_no_real_time_sequence_survives(data: bytes) -> None:
    assert not re.search(rb"\x10[\x04\x05\x14]", defuse(data * 3))
