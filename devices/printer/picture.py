# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of text drawn as 1-bit pictures, for what no code page of the printer holds.

Shaping is HarfBuzz' by way of Pillow's raqm layout; each piece of a line gets the first font that has its letters. In
a picture a set dot (255) is black on paper.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from math import ceil, floor
from pathlib import Path

import structlog
from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from devices.fonts import TEXT, TEXT_BOLD, FontsMissingError, font_folder
from devices.printer.bidi import visual_runs
from devices.printer.raster import Band
from devices.printer.sizes import BAR_ABOVE, BAR_BELOW, BAR_PAD, LEADING, cap_rows, drop_rows
from devices.printer.writing import starts_from_right, with_stand_ins

log = structlog.get_logger(__name__)

_NO_GLYPH = "\U0010fffe"
_KEPT_LABELS = 500


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line as a picture: cropped to its ink, with ``above`` and ``below`` blank rows of paper around it. ``cut`` is
    for whoever cuts it into bands, to keep them as long as the line is kept."""

    image: Image.Image
    above: int
    below: int
    cut: dict[int, list[Band]] = field(default_factory=dict, compare=False)

    @property
    def rows(self) -> int:
        return self.above + self.image.height + self.below


class Pen:
    """Draws text in the fonts of one folder."""

    def __init__(self, font_dir: Path | None = None) -> None:
        """Raises FontsMissingError when the fonts are not there or Pillow cannot shape."""
        if not features.check("raqm"):
            raise FontsMissingError("this build of Pillow has no raqm: Arabic cannot be shaped")
        folder = font_folder(font_dir)
        others = sorted(path.name for path in folder.glob("*.ttf") if "Mono" not in path.name)
        self._labels: dict[tuple[str, int, bool, bool | None], Drawn] = {}
        self._files = {
            bold: [
                folder / name
                for name in (*preferred, *(n for n in others if n not in preferred and ("Bold" in n) == bold))
                if (folder / name).is_file()
            ]
            for bold, preferred in ((False, TEXT), (True, TEXT_BOLD))
        }

    def line(self, text: str, size: int, *, bold: bool = False, rtl: bool | None = None) -> Drawn:
        """``text`` on one line, however wide; ``size`` in dots per em; ``rtl`` is the direction of the line, by default
        that of its first letter.

        Lines without digits are labels, the same on every slip, and kept; numbers and times are a visitor's and are not.
        """
        key = (text, size, bold, rtl)
        if key in self._labels:
            return self._labels[key]
        drawn = self._draw(text, size, bold, starts_from_right(text) if rtl is None else rtl)
        if len(self._labels) < _KEPT_LABELS and not any(char.isdigit() for char in text):
            self._labels[key] = drawn
        return drawn

    def lines(
        self, text: str, size: int, dots: int, *, bold: bool = False, rtl: bool | None = None
    ) -> list[Drawn]:
        """``text`` on as many lines as it needs in ``dots``, all in the direction of ``line``. Drawn before it is measured:
        most text fits into one line."""
        back = starts_from_right(text) if rtl is None else rtl
        whole = self.line(text, size, bold=bold, rtl=back)
        if whole.image.width <= dots:
            return [whole]
        return [self.line(line, size, bold=bold, rtl=back) for line in self.wrap(text, size, dots, bold=bold)]

    def _draw(self, text: str, size: int, bold: bool, rtl: bool) -> Drawn:
        pieces = self._pieces(text, size, bold, rtl)
        advances = [_advance(font, piece, back) for piece, font, back in pieces]
        width = sum(advances)
        ascent, descent = size * 2, size
        canvas = Image.new("1", (max(1, width) + 2 * size, ascent + descent), 0)
        draw = ImageDraw.Draw(canvas)
        draw.fontmode = "1"
        x = size
        for (piece, font, back), advance in zip(pieces, advances, strict=True):
            draw.text(
                (x, ascent), piece, fill=255, font=font, anchor="ls", direction="rtl" if back else "ltr"
            )
            x += advance
        box = canvas.getbbox()
        if box is None:
            return Drawn(Image.new("1", (1, 1), 0), 0, size)
        left, top, right, bottom = box
        above = max(0, cap_rows(size) - (ascent - top))
        below = max(LEADING, drop_rows(size) - (bottom - ascent))
        return Drawn(canvas.crop((left, top, right, bottom)), above, below)

    def width(self, text: str, size: int, *, bold: bool = False) -> int:
        """Dots that ``text`` takes on one line, with the ink that hangs over at either end (a J, a mark, a tail)."""
        x = left = right = 0
        for piece, font, back in self._pieces(text, size, bold, starts_from_right(text)):
            box = font.getbbox(piece, mode="1", direction="rtl" if back else "ltr", anchor="ls")
            left, right = min(left, x + floor(box[0])), max(right, x + ceil(box[2]))
            x += _advance(font, piece, back)
        return max(x, right) - left

    def wrap(self, text: str, size: int, dots: int, *, bold: bool = False) -> list[str]:
        """Lines that fit into ``dots``, broken between words, inside a word only when it alone is too wide."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            if self._fits(paragraph, size, dots, bold):
                lines.append(paragraph)
                continue
            line = ""
            for word in paragraph.split(" "):
                candidate = f"{line} {word}" if line else word
                if self._fits(candidate, size, dots, bold):
                    line = candidate
                    continue
                if line:
                    lines.append(line)
                line = word
                while len(line) > 1 and not self._fits(line, size, dots, bold):
                    cut = self._fitting(line, size, dots, bold)
                    lines.append(line[:cut])
                    line = line[cut:]
            lines.append(line)
        return lines

    def _fits(self, text: str, size: int, dots: int, bold: bool) -> bool:
        """Looks at the ink only near the edge: it takes as long as four times the advances."""
        pieces = self._pieces(text, size, bold, starts_from_right(text))
        room = dots - sum(_advance(font, piece, back) for piece, font, back in pieces)
        return room >= size or (room >= 0 and self.width(text, size, bold=bold) <= dots)

    def _fitting(self, word: str, size: int, dots: int, bold: bool) -> int:
        cut = 1
        while cut < len(word) and self._fits(word[: cut + 1], size, dots, bold):
            cut += 1
        while cut > 1 and unicodedata.combining(word[cut : cut + 1] or "a"):
            cut -= 1
        return cut

    def _pieces(
        self, text: str, size: int, bold: bool, base: bool
    ) -> list[tuple[str, ImageFont.FreeTypeFont, bool]]:
        pieces = []
        files = self._files[bold]
        text = "".join(
            char if char == " " or any(_has(file, char) for file in files) else with_stand_ins(char)
            for char in text
        )
        for run, rtl in visual_runs(text, rtl=base):
            parts = [
                ("".join(char for char, _ in group), _font(path, size))
                for path, group in groupby(self._fonts_for(run, bold), key=lambda pair: pair[1])
            ]
            pieces += [(part, font, rtl) for part, font in (reversed(parts) if rtl else parts)]
        return pieces

    def _fonts_for(self, run: str, bold: bool) -> list[tuple[str, Path]]:
        files = self._files[bold]
        chosen: list[tuple[str, Path]] = []
        for char in run:
            # Marks, joiners and spaces stay with the letter before them, or shaping breaks between fonts.
            sticky = chosen and (unicodedata.category(char)[0] in "MZ" or unicodedata.category(char) == "Cf")
            if sticky and (char == " " or _has(chosen[-1][1], char)):
                chosen.append((char, chosen[-1][1]))
                continue
            path = next((file for file in files if _has(file, char)), None)
            if path is None:
                log.warning("glyph_missing", block=f"U+{ord(char) >> 8:02X}xx")
                path = chosen[-1][1] if chosen else files[0]
            chosen.append((char, path))
        return chosen


def bar(drawn: Drawn, width: int = 0, pad_y: int = BAR_PAD[1]) -> Drawn:
    """White on a black bar around the line, or ``width`` dots wide with the line in the middle; ``pad_y`` of black above
    and below the ink."""
    pad_x = BAR_PAD[0]
    wide = max(width, drawn.image.width + 2 * pad_x)
    black = Image.new("1", (wide, drawn.image.height + 2 * pad_y), 0)
    black.paste(drawn.image, ((wide - drawn.image.width) // 2, pad_y))
    return Drawn(ImageChops.invert(black), BAR_ABOVE, BAR_BELOW)


@lru_cache(maxsize=32)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


def _advance(font: ImageFont.FreeTypeFont, piece: str, rtl: bool) -> int:
    return round(font.getlength(piece, mode="1", direction="rtl" if rtl else "ltr"))


@lru_cache(maxsize=4096)
def _has(path: Path, char: str) -> bool:
    return _mask(path, char) != _mask(path, _NO_GLYPH)


@lru_cache(maxsize=4096)
def _mask(path: Path, char: str) -> tuple[tuple[int, int], bytes]:
    mask = _plain_font(path).getmask(char, mode="1")
    return mask.size, bytes(mask)


@lru_cache(maxsize=16)
def _plain_font(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, 32, layout_engine=ImageFont.Layout.BASIC)
