# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates as people know them: sometimes only a month or a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True, repr=False)
class PartialDate:
    """A date whose day, or day and month, or everything may be unknown (0), as DSMeld sheet 0601 allows."""

    year: int
    month: int
    day: int

    @property
    def full(self) -> date | None:
        """The date, when all of it is known."""
        return date(self.year, self.month, self.day) if self.day else None

    @property
    def earliest(self) -> date:
        """The first day it can be."""
        return date(self.year or date.min.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can be."""
        if not self.year:
            return date.max
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def read_date(value: object) -> PartialDate | None:
    """A date of the answers: ``2026-11-24``, with zeros for what is not known: ``1998-00-00``.

    ``None`` for anything else, an impossible date included.
    """
    iso = _ISO.fullmatch(value) if isinstance(value, str) else None
    if iso is None:
        return None
    year, month, day = map(int, iso.groups())
    found = PartialDate(year, month, day)
    # A known day needs a known month, a known month a known year.
    if (day and not month) or (month and not year):
        return None
    try:
        _ = found.earliest, found.latest
    except ValueError:
        return None
    return found


def whole_date(value: object) -> date | None:
    """Like :func:`read_date` for a question that needs the whole date."""
    found = read_date(value)
    return found.full if found else None


def add_months(day: date, months: int) -> date:
    """The day with the same number ``months`` later, or the last of that month (BGB § 188 Abs. 2 and 3)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def under(birth: PartialDate, years: int, day: date) -> bool | None:
    """Whether the person has not completed ``years`` on ``day``; ``None`` when the known part does not tell.

    A person completes a year at the beginning of the birthday (BGB § 187 Abs. 2 Satz 2).
    """
    if not birth.year:
        return None
    young = _years(birth.earliest, day) < years, _years(birth.latest, day) < years
    return young[0] if young[0] == young[1] else None


def _years(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
