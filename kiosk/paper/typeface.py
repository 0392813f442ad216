# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Noto Sans in a PDF, so that every letter of DIN 91379 is drawn right and can be read back.

Letters with a code point of their own are written plainly. A line with a combining mark in it (``K͟h``, ``C̀``) is shaped
by HarfBuzz, which places the mark, and its text is told beside the glyphs (``ActualText``, ISO 32000-1 §14.9.4), because
readers would otherwise sort glyphs by place and put the mark behind the next letter.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from threading import Lock

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeStr

from kiosk.assets import assets_dir
from kiosk.din91379 import repertoire, units

REGULAR, BOLD = "NotoSans", "NotoSans-Bold"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks. ``size`` and ``leading`` (from line to line) in points; ``colour`` as ``#rrggbb``."""

    size: float
    leading: float
    font: str = REGULAR
    colour: str = "#131525"


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to draw. ``width`` in points; ``is_shaped``: glyphs are not letters one by one any more."""

    drawn: str = field(repr=False)
    width: float
    is_shaped: bool = False


def load_fonts() -> None:
    """Register both weights, once a program; call it early, and the first paper does not wait. Safe from any thread: a
    font that changed under a paper would spoil it."""
    with _loading:
        _load_fonts()


_loading = Lock()


@cache
def _load_fonts() -> None:
    # Every sequence of DIN 91379 is shaped in order: reportlab numbers glyphs without a code point as they come, and the
    # same paper must be the same bytes whatever was made before it.
    rl_config.useA85 = 0  # bytes stay bytes: a fifth smaller
    sequences = sorted(letter for letter in repertoire().latin if _has_mark(letter))
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(assets_dir() / "fonts" / file)))
        for sequence in sequences:
            shapeStr(sequence, name, 10)


def plain(text: str) -> str:
    """NFC, lines kept, everything else that is no letter, mark, digit, sign or space taken out; "§ 19" stays together."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    cleaned = ("".join(c if unicodedata.category(c)[0] != "C" else " " for c in line) for line in lines)
    return "\n".join(" ".join(line.split()) for line in cleaned).replace("§ ", "§\N{NO-BREAK SPACE}")


def width_of(text: str, style: Style) -> float:
    """How wide one line is, in points."""
    return set_line(text, style).width


def set_line(text: str, style: Style) -> Line:
    """The line in this style; shaped where a letter has a combining mark."""
    load_fonts()
    if not _has_mark(text):
        return Line(text, pdfmetrics.stringWidth(text, style.font, style.size))
    shaped = shapeStr(text, style.font, style.size, force=True)
    width = sum(one.x_advance for one in shaped.__shapeData__) * style.size / 1000
    return Line(shaped, width, is_shaped=True)


def _has_mark(text: str) -> bool:
    return any(unicodedata.combining(letter) for letter in text)


def break_lines(text: str, style: Style, width: float) -> tuple[str, ...]:
    """The lines of a text that are at most ``width`` points wide; joined they are the text, so a line that ends at a space
    or a line's end keeps it. A word that is wider by itself breaks behind a hyphen or slash, else between letters, never
    inside one."""
    lines: list[str] = []
    for paragraph in plain(text).split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if width_of(longer, style) <= width:
                line = longer
                continue
            if line:
                lines.append(f"{line} ")
            *full, line = _cut(word, style, width)
            lines += full
        lines.append(f"{line}\n")
    lines[-1] = lines[-1].removesuffix("\n")
    return tuple(lines)


def _cut(word: str, style: Style, width: float) -> list[str]:
    """A word in parts that fit, one part if it does."""
    parts: list[str] = []
    rest = word
    while width_of(rest, style) > width:
        letters = list(units(rest))
        fitting = 1
        while width_of("".join(letters[: fitting + 1]), style) <= width:
            fitting += 1
        joints = [n for n in range(1, fitting + 1) if letters[n - 1] in "-/–"]
        at = joints[-1] if joints else fitting
        parts.append("".join(letters[:at]))
        rest = "".join(letters[at:])
    return [*parts, rest]
