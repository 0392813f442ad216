# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words as the search compares them: how somebody types them must not decide what is found."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# What NFKD leaves alone although people type one for the other.
_SAME = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ґ": "г",
        "ة": "ه",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ـ": "",
    }
)
_JOINED = frozenset("'’ʼ`´‘")


def fold(text: str) -> str:
    """Small letters and digits without accents, words parted by one space.

    Compatibility forms are taken apart (NFKD); ``ß`` is ``ss``, ``ı`` is ``i``; accents and Arabic vowel marks go, all
    forms of alef are one, ta marbuta is ha. Digits are 0–9.
    """
    folded = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_SAME)
    return " ".join("".join(map(_plain, folded)).split())


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """The letter or digit, a space for a sign, nothing for a mark."""
    if letter in _JOINED or unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Cf"):
        return ""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return letter if letter.isalnum() else " "


def trigrams(words: list[str]) -> list[str]:
    """All groups of three of the words with their edges, each once, in order. So a word of one letter has one."""
    found = dict.fromkeys(
        padded[at : at + 3] for padded in (f" {word} " for word in words) for at in range(len(padded) - 2)
    )
    return list(found)
