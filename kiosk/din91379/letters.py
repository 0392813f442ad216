# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which letters a keyboard offers, and under which key a person looks for them."""

from __future__ import annotations

import unicodedata
from functools import cache

from kiosk.din91379.repertoire import DEPRECATED, repertoire

# Letters that Unicode does not decompose; a person looks for them under the key they resemble or replace.
_BASES = {
    "Æ": "A", "æ": "a", "Œ": "O", "œ": "o", "Ø": "O", "ø": "o", "ß": "s", "ẞ": "S", "Ð": "D", "ð": "d", "Đ": "D",
    "đ": "d", "Þ": "T", "þ": "t", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "I", "ĳ": "i", "ĸ": "k", "Ł": "L", "ł": "l",
    "Ŀ": "L", "ŀ": "l", "ŉ": "n", "Ŋ": "N", "ŋ": "n", "Ŧ": "T", "ŧ": "t", "Ƈ": "C", "ƈ": "c", "Ə": "E", "ə": "e",
    "Ɨ": "I", "ɨ": "i", "Ʒ": "Z", "ʒ": "z", "Ǥ": "G", "ǥ": "g",
}  # fmt: skip


def base_letter(letter: str) -> str:
    """The plain letter A–Z or a–z under which ``letter`` is found; the case is kept (``ẞ`` is under S, ``ß`` under s).

    Raises :class:`ValueError` for what is no Latin letter of the norm.
    """
    first = unicodedata.normalize("NFD", letter)[0]
    base = _BASES.get(first, first)
    if not (base.isascii() and base.isalpha()):
        raise ValueError("not a Latin letter of DIN 91379")
    return base


@cache
def offered_letters() -> dict[str, tuple[str, ...]]:
    """For each plain letter A–Z and a–z, its accented variants in the order of the list, those used in Europe first.

    Every Latin letter of the norm that is not deprecated is here once, as a key or as a variant.
    """
    offered: dict[str, list[str]] = {}
    latin = repertoire().latin
    for letter in sorted(latin, key=_far):
        base = base_letter(letter)
        if letter == base:
            offered.setdefault(base, [])
        elif letter not in DEPRECATED:
            offered.setdefault(base, []).append(letter)
    return {base: tuple(offered[base]) for base in sorted(offered)}


def variants(letter: str) -> tuple[str, ...]:
    """What the accent strip shows after the key ``letter``; empty for a key without variants."""
    return offered_letters().get(letter, ())


def _far(letter: str) -> tuple[int, int]:
    # Single code points before sequences; umlauts and ß first, because most visitors need them.
    point = ord(letter[0])
    if letter in "ÄÖÜäöüßẞ":
        return 0, point
    return len(letter), point
