# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sentence as it stands in a source file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_LIMIT = re.compile(r"\bat most (\d+) letters\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One German sentence of the catalogue.

    ``plural`` is empty unless a number decides. ``where`` is the file, relative to the checkout. ``note`` is for
    translators; the words "at most 12 letters" in it are also a limit that :func:`kiosk.translation.check` measures.
    """

    source: str
    where: str
    plural: str = ""
    note: str = ""

    @property
    def limit(self) -> int | None:
        """The most letters a translation may have."""
        found = _LIMIT.search(self.note)
        return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Unextractable:
    """A place whose sentence cannot be known before the program runs."""

    where: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.where}:{self.line}: {self.why}"


class UnextractableError(ValueError):
    """Some sentences cannot be put into the catalogue. ``places`` says which."""

    def __init__(self, places: Sequence[Unextractable]) -> None:
        super().__init__("\n".join(map(str, places)))
        self.places = tuple(places)


class Place(Enum):
    """Where a label stands on the screen, with the room there (``look.md``, sizes at 1080 px)."""

    FOOTER = ("Footer", 12)
    BUTTON = ("Button", 24)
    TEXT_LINK = ("Text link beside the button", 32)
    TILE = ("Title of a big tile", 30)
    ROW = ("Title of a row", 32)
    FILLED_ROW = ("Title of the filled row", 24)

    @property
    def note(self) -> str:
        """What a translator should know of it."""
        name, letters = self.value
        return f"{name}: at most {letters} letters"
