# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""When somebody must, may, or need not yet register or deregister."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from kiosk.registration.dates import add_months

TWO_WEEKS = timedelta(days=14)
ONE_WEEK = timedelta(days=7)
STAY_MONTHS_REGISTERED = 6
STAY_MONTHS_FROM_ABROAD = 3


class MoveIn(StrEnum):
    """Where today stands to a move-in."""

    FUTURE = "future"
    IN_TIME = "in-time"
    LATE = "late"


class MoveOut(StrEnum):
    """Where today stands to a move-out that is to be reported."""

    TOO_EARLY = "too-early"
    IN_TIME = "in-time"
    LATE = "late"


def last_day_to_register(move_in: date) -> date:
    """BMG § 17 Abs. 1: within two weeks after moving in.

    The day of moving in does not count (BGB § 187 Abs. 1); an end on a Saturday, Sunday or nationwide holiday moves to the
    next working day (BGB § 193). Holidays of one Land only are not known here, so "late" errs by a day at most.
    """
    return _working_day(move_in + TWO_WEEKS)


def move_in_state(move_in: date, today: date) -> MoveIn:
    """BMG § 17 Abs. 1: who *has moved in* registers. Before there is nothing to register; late is taken all the same."""
    if move_in > today:
        return MoveIn.FUTURE
    return MoveIn.IN_TIME if today <= last_day_to_register(move_in) else MoveIn.LATE


def first_day_to_deregister(move_out: date) -> date:
    """BMG § 17 Abs. 2 Satz 2: at the earliest one week before moving out."""
    return move_out - ONE_WEEK


def move_out_state(move_out: date, today: date) -> MoveOut:
    """BMG § 17 Abs. 2: from one week before until two weeks after moving out."""
    if today < first_day_to_deregister(move_out):
        return MoveOut.TOO_EARLY
    return MoveOut.IN_TIME if today <= _working_day(move_out + TWO_WEEKS) else MoveOut.LATE


def main_change_is_late(changed: date, today: date) -> bool:
    """BMG § 21 Abs. 4 Satz 2: a change of the main dwelling is to be reported within two weeks."""
    return today > _working_day(changed + TWO_WEEKS)


def duty_begins(move_in: date, *, registered_in_germany: bool) -> date:
    """BMG § 27 Abs. 2: the first day on which a longer stay makes the duty begin.

    Six months for a person registered in Germany, three for a person who lives abroad; then two weeks to register.
    """
    months = STAY_MONTHS_REGISTERED if registered_in_germany else STAY_MONTHS_FROM_ABROAD
    return add_months(move_in, months) + timedelta(days=1)


def stay_is_exempt(move_in: date, leaves: date | None, today: date, *, registered_in_germany: bool) -> bool:
    """BMG § 27 Abs. 2: no duty for a stay of not more than six (three) months that is not over its time yet.

    ``leaves`` is the day on which the person means to leave; unknown is not exempt, so that nobody misses the duty.
    """
    begins = duty_begins(move_in, registered_in_germany=registered_in_germany)
    return leaves is not None and leaves < begins and today < begins


def _working_day(day: date) -> date:
    while day.weekday() > 4 or day in _holidays(day.year):
        day += timedelta(days=1)
    return day


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays  # the package takes a while to load and only dates of moves need it

    return frozenset(holidays.country_holidays("DE", years=year))
