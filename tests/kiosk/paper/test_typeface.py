# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every letter of DIN 91379 on paper: drawn as the typeface means it, read back as it was typed."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Sequence

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from kiosk.assets import assets_dir
from kiosk.din91379 import repertoire, units
from kiosk.paper.layout import HEIGHT, LEFT, TOP, Row, Sheet, cell, draw
from kiosk.paper.typeface import BOLD, REGULAR, Style, break_lines, plain, width_of
from tests.kiosk.paper.reading import FRAME, pages, pictures

LETTERS = sorted(repertoire().latin)
FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}
SCALE = 3
LARGE = {weight: Style(40, 72, weight, "#000000") for weight in FILES}
A_PAGE = 10
A_PAPER = 150
"""Different letters in one paper; a font of a PDF has 256 places, and records do not come near that."""


def paper_of(texts: Sequence[str], style: Style) -> bytes:
    return draw(
        Sheet("Buchstaben", "Buchstaben", FRAME.prepared_at), [Row((cell(text, style),)) for text in texts]
    )


def drawn(pdf: bytes, count: int, style: Style) -> list[Image.Image]:
    """The picture of each row, cut to its ink."""
    found = []
    for page in pictures(pdf, SCALE):
        for row in range(min(count - len(found), A_PAGE)):
            top = (TOP + row * style.leading) * SCALE
            area = ((LEFT - 20) * SCALE, top, page.width, top + style.leading * SCALE)
            found.append(ink(page.crop(tuple(int(edge) for edge in area))))
    return found


def ink(picture: Image.Image) -> Image.Image:
    black = picture.point(lambda value: 255 if value < 128 else 0)
    box = black.getbbox()
    assert box is not None, "nothing was drawn"
    return black.crop(box)


def by_pillow(text: str, style: Style) -> Image.Image:
    """The same letters set by another program (Pillow with raqm)."""
    file = str(assets_dir() / "fonts" / FILES[style.font])
    font = ImageFont.truetype(file, int(style.size * SCALE), layout_engine=ImageFont.Layout.RAQM)
    picture = Image.new("L", (1200, 400), 255)
    ImageDraw.Draw(picture).text((200, 60), text, 0, font=font)
    return ink(picture)


def difference(one: Image.Image, other: Image.Image) -> float:
    """0 for the same picture, 1 for nothing in common; size counts too."""
    if abs(one.width - other.width) > 4 or abs(one.height - other.height) > 4:
        return 1.0
    size = (max(one.width, other.width), max(one.height, other.height))
    best = 1.0
    for dx, dy in itertools.product((-1, 0, 1), repeat=2):
        a, b = Image.new("L", (size[0] + 2, size[1] + 2)), Image.new("L", (size[0] + 2, size[1] + 2))
        a.paste(one, (1, 1))
        b.paste(other, (1 + dx, 1 + dy))
        pairs = list(zip(a.tobytes(), b.tobytes(), strict=True))
        either = sum(x > 0 or y > 0 for x, y in pairs)
        best = min(best, sum((x > 0) != (y > 0) for x, y in pairs) / either)
    return best


@pytest.mark.parametrize("weight", FILES)
def test_every_letter_has_a_glyph(weight: str) -> None:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(assets_dir() / "fonts" / FILES[weight])))
    font = uharfbuzz.Font(face)
    missing = []
    for letter in LETTERS:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(letter)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        missing += [letter for info in buffer.glyph_infos if info.codepoint == 0]
    assert len(LETTERS) == 649
    assert missing == []


@pytest.mark.parametrize("weight", FILES)
def test_every_letter_reads_back_as_it_was_typed(weight: str) -> None:
    style = Style(12, 16, weight)
    for start in range(0, len(LETTERS), A_PAPER):
        typed = [word for letter in LETTERS[start : start + A_PAPER] for word in (f"x{letter}x", letter)]
        lines = [" ".join(typed[first : first + 12]) for first in range(0, len(typed), 12)]
        read = [line for page in pages(paper_of(lines, style)) for line in page.split("\n")]
        assert [line for line in read if line and "Buchstaben" not in line] == lines


@pytest.mark.parametrize("weight", FILES)
def test_letters_with_marks_look_as_another_program_sets_them(weight: str) -> None:
    style = LARGE[weight]
    texts = [letter for letter in LETTERS if any(unicodedata.combining(c) for c in letter)]
    texts += ["ı", "İ", "ș", "ț", "Ễ", "ǰ", "ẞ", "Ə"]
    pictures_of = drawn(paper_of(texts, style), len(texts), style)
    wrong = {
        text: round(found, 2)
        for text, picture in zip(texts, pictures_of, strict=True)
        if (found := difference(picture, by_pillow(text, style))) > 0.12
    }
    assert wrong == {}


def test_a_mark_that_is_missing_would_be_seen() -> None:
    style = LARGE[REGULAR]
    pairs = [("C", "C\u0300"), ("Kh", "K\u035fh"), ("s", "ș"), ("i", "ı"), ("ş", "ș")]
    for (_, other), picture in zip(
        pairs, drawn(paper_of([one for one, _ in pairs], style), len(pairs), style), strict=True
    ):
        assert difference(picture, by_pillow(other, style)) > 0.12


def test_rows_stand_where_the_test_looks_for_them() -> None:
    assert int((HEIGHT - TOP - 62) // LARGE[REGULAR].leading) == A_PAGE


words = st.lists(st.sampled_from([*LETTERS, "-", "’"]), min_size=1, max_size=40).map("".join)
names = st.lists(words, min_size=1, max_size=6).map(" ".join)


@given(names, st.floats(40, 300))
def test_lines_fit_and_together_are_the_text(text: str, width: float) -> None:
    style = Style(10.5, 14.5)
    text = plain(text)
    lines = break_lines(text, style, width)
    assert "".join(lines) == text
    assert all(width_of(line.rstrip(), style) <= width or len(units(line)) == 1 for line in lines)
    assert not any(line and unicodedata.combining(line[0]) for line in lines)


def test_a_long_double_name_breaks_behind_its_hyphen() -> None:
    name = "Wolfeschlegelsteinhausen-Leutheusser-Schnarrenbergerová"
    lines = break_lines(name, Style(10.5, 14.5), 200)
    assert len(lines) > 1
    assert all(line.endswith("-") for line in lines[:-1])


def test_control_characters_do_not_reach_the_paper() -> None:
    assert plain("A\u0000b\u200e \t c\r\nd\u202e") == "A b c\nd"
