# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text as it comes from people, made fit for a printer: one form, no control characters, lines that fit.

Nothing here ever replaces a letter. Typographic signs (dashes, quotation marks, boxes) have plain stand-ins, used only
where they make the difference between text and picture.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

_STAND_INS = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "’": "'",
        "‘": "'",
        "‚": ",",
        "“": '"',
        "”": '"',
        "„": '"',
        "…": "...",
        "•": "*",
        "·": "-",
        "☐": "[ ]",
        "□": "[ ]",
        "☑": "[x]",
        "→": "->",
    }
)
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " "})
_KEPT_FORMATS = frozenset("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
"""Joiners (Farsi needs ZWNJ), marks and isolates of direction. Embeddings and overrides are dropped: they can show
text in an order nobody wrote."""

Charset = frozenset[str]


def clean(text: str) -> str:
    """NFC without control characters; ``\\n`` is kept, other white space becomes a space, soft hyphens vanish."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").translate(_SPACES)
    return "".join(char for char in text if char == "\n" or _printable(char))


def _printable(char: str) -> bool:
    category = unicodedata.category(char)
    return char in _KEPT_FORMATS or not (category[0] == "C" or category in ("Zl", "Zp"))


def needs_shaping(text: str) -> bool:
    """Whether ``text`` must be drawn even where a code page lists its characters: letters written from right to left
    come out unjoined and in the wrong order, combining marks come out beside their letter."""
    return not text.isascii() and any(
        unicodedata.bidirectional(char) in ("R", "AL", "AN")
        or unicodedata.category(char)[0] == "M"
        or char in _KEPT_FORMATS
        for char in text
    )


def starts_from_right(text: str) -> bool:
    """The direction of the first strong letter (UAX #9, P2)."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def with_stand_ins(text: str) -> str:
    """``text`` with plain signs in place of typographic ones."""
    return text.translate(_STAND_INS)


@cache
def charset(codec: str) -> Charset:
    """The printable characters of a single-byte code page (a Python codec name)."""
    found = {chr(code) for code in range(0x20, 0x7F)}
    for code in range(0x80, 0x100):
        char = bytes((code,)).decode(codec, errors="ignore")
        if char and _printable(char):
            found.add(char)
    return frozenset(found)


def pages_holding(text: str, pages: Iterable[str]) -> frozenset[str]:
    """The code pages that show every character of ``text``; none when it needs shaping."""
    if text.isascii():
        return frozenset(pages)
    if needs_shaping(text):
        return frozenset()
    needed = set(text)
    return frozenset(codec for codec in pages if needed <= charset(codec))


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most ``columns`` characters, broken between words, inside a word only when it is longer."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            candidate = f"{line} {word}" if line else word
            if len(candidate) <= columns:
                line = candidate
                continue
            if line:
                lines.append(line)
            while len(word) > columns:
                lines.append(word[:columns])
                word = word[columns:]
            line = word
        lines.append(line)
    return lines
