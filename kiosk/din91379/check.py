# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a text may be stored, and if not, what is wrong with it in terms a visitor can act on."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.din91379.repertoire import DataType, normalise, repertoire, units

_SOFT_HYPHEN = "\u00ad"
_JOINERS = frozenset("\u200b\u200c\u200d\u2060\ufeff\u180e")


class RefusalKind(StrEnum):
    """Why a unit is refused."""

    CYRILLIC = "cyrillic"
    GREEK = "greek"
    ARABIC = "arabic"
    OTHER_SCRIPT = "other-script"
    LETTER = "letter"
    """A Latin letter, or a letter with an accent, that the norm does not list."""
    DIGIT = "digit"
    SIGN = "sign"
    """Punctuation, symbols, pictures."""
    SOFT_HYPHEN = "soft-hyphen"
    INVISIBLE = "invisible"
    """Control characters, line breaks, no-break spaces, joiners, direction marks."""
    NOT_NFC = "not-nfc"
    """The text was not normalised. A fault of the program, never of the visitor."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The first unit that is not allowed. ``at`` counts code points from 0; ``unit`` is personal data and stays out of logs."""

    kind: RefusalKind
    at: int
    unit: str = field(repr=False)


def check(text: str, datatype: DataType) -> Refusal | None:
    """The first thing in ``text`` that ``datatype`` does not allow, or ``None``.

    ``text`` must be in NFC. Length and emptiness are the business of the form.
    """
    if text != normalise(text):
        return Refusal(RefusalKind.NOT_NFC, 0, "")
    known = repertoire()
    at = 0
    for unit in units(text):
        if not known.allows(unit, datatype):
            return Refusal(_kind(unit), at, unit)
        at += len(unit)
    return None


def _kind(unit: str) -> RefusalKind:
    first = unit[0]
    if first == _SOFT_HYPHEN:
        return RefusalKind.SOFT_HYPHEN
    category = unicodedata.category(first)
    if category in {"Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn", "Cs"} or first in _JOINERS:
        return RefusalKind.INVISIBLE
    if category.startswith("N"):
        return RefusalKind.DIGIT
    if category.startswith("M"):
        return RefusalKind.LETTER
    if category.startswith("L"):
        return _script(first)
    return RefusalKind.SIGN


def _script(letter: str) -> RefusalKind:
    # Unicode names begin with the script; the standard library has no other table of scripts.
    match unicodedata.name(letter, "").split(" ", 1)[0]:
        case "CYRILLIC":
            return RefusalKind.CYRILLIC
        case "GREEK":
            return RefusalKind.GREEK
        case "ARABIC":
            return RefusalKind.ARABIC
        case "LATIN" | "FULLWIDTH" | "MODIFIER" | "FEMININE" | "MASCULINE":
            return RefusalKind.LETTER
        case _:
            return RefusalKind.OTHER_SCRIPT
