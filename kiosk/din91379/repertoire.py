# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the norm lists, and how a text is cut into its units.

The list is ``assets/codelists/din91379.txt``, version 1.3 of ``String-Latin/DIN-91379-Characters-and-Sequences``
(CC BY 4.0), unchanged. A line is ``group; char|seq; code points; name; letter``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from kiosk.assets import assets_dir


class DataType(StrEnum):
    """Which texts the norm allows where."""

    A = "A"
    """Names of natural persons: Latin letters and a few marks, no digits."""
    B = "B"
    """Places, streets, house numbers: A, digits and further marks."""
    C = "C"
    """Every normative character, several lines."""
    D = "D"
    """Names of legal persons: B, Greek letters, further symbols."""
    E = "E"
    """Everything, with the Cyrillic letters."""


_LETTERS = frozenset({"bll"})
_NAMES = _LETTERS | {"bnlreq"}
_PLACES = _NAMES | {"bnl"}
_GROUPS: Mapping[DataType, frozenset[str]] = {
    DataType.A: _NAMES,
    DataType.B: _PLACES,
    DataType.C: _PLACES | {"bnlopt", "bnlnot"},
    DataType.D: _PLACES | {"bnlopt", "gl", "enl"},
    DataType.E: _PLACES | {"bnlopt", "bnlnot", "gl", "enl", "cl"},
}

_SINGLE_MARKS = "dc"
"""The combining marks; the norm knows them only inside its sequences, never alone."""

# From latin_list_deprecated_1.3.txt of the same source: still valid in a document, but no longer to be offered.
DEPRECATED = frozenset({"Ŀ", "ŀ", "ŉ", "\u1e17", "\u0113\u030d", "\u014d\u030d"})
"""Letters that the list keeps only for old data."""


@dataclass(frozen=True, slots=True)
class Repertoire:
    """The list, ready for use."""

    groups: Mapping[str, str]
    """Every unit in NFC with its group: ``bll``, ``bnlreq``, ``bnl``, ``bnlopt``, ``bnlnot``, ``gl``, ``cl``, ``enl``."""
    longest: int
    """The most code points in one unit."""
    latin: tuple[str, ...]
    """The Latin letters and sequences in the order of the list."""

    def allows(self, unit: str, datatype: DataType) -> bool:
        """Whether ``unit`` may stand in a text of ``datatype``."""
        return self.groups.get(unit, "") in _GROUPS[datatype]


@cache
def repertoire() -> Repertoire:
    """The repertoire of the norm, read once."""
    return _read(assets_dir() / "codelists" / "din91379.txt")


def _read(path: Path) -> Repertoire:
    groups: dict[str, str] = {}
    latin: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        group, _kind, points, _rest = line.split("; ", 3)
        if group == _SINGLE_MARKS:
            continue
        unit = "".join(chr(int(point, 16)) for point in points.split())
        groups[unit] = group
        if group == "bll":
            latin.append(unit)
    return Repertoire(groups=groups, longest=max(map(len, groups)), latin=tuple(latin))


def normalise(text: str) -> str:
    """``text`` in NFC, the only form the norm takes. Nothing else changes: no letter is replaced by another."""
    return unicodedata.normalize("NFC", text)


def units(text: str) -> tuple[str, ...]:
    """``text`` cut into units, the longest listed sequence first.

    What the norm does not list comes as one code point with the marks that follow it, so that a text can always be shown,
    measured and deleted unit by unit. Joined, the units are ``text`` again.
    """
    known = repertoire()
    found: list[str] = []
    at = 0
    while at < len(text):
        length = 1
        for longer in range(min(known.longest, len(text) - at), 1, -1):
            if text[at : at + longer] in known.groups:
                length = longer
                break
        while at + length < len(text) and unicodedata.combining(text[at + length]):
            length += 1
        found.append(text[at : at + length])
        at += length
    return tuple(found)
