# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sentence that has not yet met its language.

The rules decide *what* a visitor reads; the language is chosen on any screen and changes nothing else. So rules build a
:class:`Text` from the German source sentence and values, and :class:`kiosk.languages.Language` renders it.

``**…**`` marks words that matter most. Values are never read as markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Value = "str | int | datetime | date | Span | Amount | LongDate | Month | Country | Text"


@dataclass(frozen=True, slots=True)
class Span:
    """A range of whole minutes, both ends included in what is said ("20–35")."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in euro cents."""

    cents: int


@dataclass(frozen=True, slots=True)
class LongDate:
    """A date with its year ("4. März 1986"), with the weekday if wanted. May be personal data."""

    day: date = field(repr=False)
    weekday: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year ("März 1986"). May be personal data."""

    year: int = field(repr=False)
    month: int = field(repr=False)


@dataclass(frozen=True, slots=True)
class Country:
    """A state in the visitor's words. ``german`` is its official German name, ``iso2`` empty where it has no code."""

    german: str = field(repr=False)
    iso2: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A German source sentence (the msgid of the catalogue) with named values in ``{braces}``.

    ``plural`` and ``count`` are set for sentences that depend on a number.
    """

    source: str
    values: tuple[tuple[str, object], ...] = ()
    plural: str = ""
    count: int = 0

    def __bool__(self) -> bool:
        return bool(self.source)

    def mapping(self) -> Mapping[str, object]:
        """The values by name."""
        return dict(self.values)


def T(source: str, **values: object) -> Text:
    """Mark a German sentence for the catalogue and bind its values."""
    return Text(source, tuple(values.items()))


def TN(one: str, many: str, count: int, **values: object) -> Text:
    """Like :func:`T` for a sentence that depends on ``count``; ``{count}`` is bound too."""
    return Text(one, (("count", count), *values.items()), plural=many, count=count)


NOTHING = Text("")
