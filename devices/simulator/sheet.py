# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is on a piece of paper, collected while it prints and drawn afterwards, so that drawing delays nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from devices.fonts import MONO, MONO_BOLD, font_folder

EDGE = 32
"""Blank paper shown around the print: 80 mm are 640 dots, 576 of them under the head. On real paper the upper edge has
the distance from head to cutter more."""
CELL = (12, 24)
_BASELINE = 19


@dataclass(frozen=True, slots=True)
class Glyph:
    x: int
    y: int
    char: str
    width: int
    height: int
    bold: bool
    inverse: bool
    smooth: bool


@dataclass(frozen=True, slots=True)
class Dots:
    """Packed rows, first dot in the highest bit."""

    x: int
    y: int
    width: int
    rows: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Modules:
    """A QR code: its modules and their size in dots."""

    x: int
    y: int
    size: int
    matrix: tuple[tuple[bool, ...], ...]


@dataclass(slots=True)
class Sheet:
    """A slip from the last cut to the next; ``y`` is the row under the head."""

    dots: int
    y: int = 0
    marks: list[Glyph | Dots | Modules] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        return not self.marks

    def draw(self, font_dir: Path | None = None, *, edge: int = EDGE) -> Image.Image:
        """The paper as a picture (mode ``1``, black is 0), with ``edge`` dots around what can be printed on."""
        paper = Image.new("1", (self.dots, max(1, self.y)), 0)
        for mark in self.marks:
            match mark:
                case Glyph():
                    _paste(paper, _glyph(mark, font_folder(font_dir)), mark.x, mark.y)
                case Dots():
                    image = Image.frombytes("1", (mark.width, mark.rows), mark.data)
                    _paste(paper, image, mark.x, mark.y)
                case Modules():
                    side = len(mark.matrix)
                    image = Image.new("1", (side, side))
                    image.putdata([255 if dark else 0 for row in mark.matrix for dark in row])
                    image = image.resize((side * mark.size, side * mark.size), Image.Resampling.NEAREST)
                    _paste(paper, image, mark.x, mark.y)
        return ImageOps.expand(ImageChops.invert(paper), edge, fill=255)


def _paste(paper: Image.Image, image: Image.Image, x: int, y: int) -> None:
    box = (x, y)
    under = paper.crop((*box, box[0] + image.width, box[1] + image.height))
    paper.paste(ImageChops.logical_or(under, image), box)


def _glyph(mark: Glyph, folder: Path) -> Image.Image:
    return _cell(mark.char, mark.width, mark.height, mark.bold, mark.inverse, mark.smooth, folder)


@lru_cache(maxsize=1024)
def _cell(
    char: str, width: int, height: int, bold: bool, inverse: bool, smooth: bool, folder: Path
) -> Image.Image:
    """A character of font A. Without smoothing an enlarged one is the small one with larger dots, as in the printer."""
    if smooth or (width, height) == (1, 1):
        cell = _outline(char, width, height, bold, folder)
    else:
        small = _outline(char, 1, 1, bold, folder)
        cell = small.resize((CELL[0] * width, CELL[1] * height), Image.Resampling.NEAREST)
    return ImageChops.invert(cell) if inverse else cell


def _outline(char: str, width: int, height: int, bold: bool, folder: Path) -> Image.Image:
    fine = 4
    font = ImageFont.truetype(
        folder / (MONO_BOLD if bold else MONO),
        20 * fine * max(width, height),
        layout_engine=ImageFont.Layout.BASIC,
    )
    scale = fine * max(width, height)
    large = Image.new("L", (CELL[0] * scale, CELL[1] * scale), 0)
    # Noto Sans Mono is as wide as font A but not as tall; it is drawn higher and squeezed back by the resize below.
    ImageDraw.Draw(large).text((0, _BASELINE * scale), char, fill=255, font=font, anchor="ls")
    stretched = large.transform(
        large.size, Image.Transform.AFFINE, (1, 0, 0, 0, 1 / 1.12, _BASELINE * scale * (1 - 1 / 1.12))
    )
    cell = stretched.resize((CELL[0] * width, CELL[1] * height), Image.Resampling.BOX)
    return cell.point([255 if level > 110 else 0 for level in range(256)]).convert(
        "1", dither=Image.Dither.NONE
    )
