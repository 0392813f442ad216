# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""When an office is open. Days and times are the office's own (its time zone, summer time included)."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.wire.models import Office

_LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True, slots=True)
class Interval:
    """From when to when an office is open, local and aware."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether an office is open at a moment. ``closed_because`` is a German reason of the office for the whole day,
    ``holiday`` says the day is a public holiday, ``next`` is when it opens again (``None``: not within 60 days)."""

    is_open: bool
    closes_at: datetime | None = None
    closed_because: str = ""
    holiday: bool = False
    next: Interval | None = None


def zone(office: Office) -> ZoneInfo:
    """The office's time zone."""
    return ZoneInfo(office.time_zone)


def intervals(office: Office, day: date, holidays: Set[date]) -> list[Interval]:
    """The opening intervals of one day, in order and apart. An exception of the office beats a public holiday.

    What closes before it opens is a mistake of the configuration and no interval. An hour that the change to summer
    time leaves out is taken as the one after it.
    """
    exceptions = [one for one in office.exceptions if one.day == day]
    if exceptions:
        pairs = [
            (one.opens, one.closes) for one in exceptions if one.opens is not None and one.closes is not None
        ]
    elif day in holidays:
        pairs = []
    else:
        pairs = [(one.opens, one.closes) for one in office.hours if one.weekday == day.weekday()]
    merged: list[Interval] = []
    for opens, closes in sorted(pairs):
        interval = Interval(_at(office, day, opens), _at(office, day, closes))
        if not _is_before(interval.opens, interval.closes):
            continue
        if merged and not _is_before(merged[-1].closes, interval.opens):
            last = merged.pop()
            interval = Interval(last.opens, max(last.closes, interval.closes, key=_instant))
        merged.append(interval)
    return merged


def opening(office: Office, now: datetime, holidays: Set[date]) -> Opening:
    """Whether the office is open at ``now`` (aware), and if not, why and until when."""
    local = now.astimezone(zone(office))
    today = intervals(office, local.date(), holidays)
    for interval in today:
        if not _is_before(local, interval.opens) and _is_before(local, interval.closes):
            return Opening(True, closes_at=interval.closes)
    coming = [interval for interval in today if _is_before(local, interval.opens)]
    for ahead in range(1, _LOOK_AHEAD_DAYS):
        if coming:
            break
        coming = intervals(office, local.date() + timedelta(days=ahead), holidays)
    exception = next((one for one in office.exceptions if one.day == local.date()), None)
    return Opening(
        False,
        closed_because=exception.reason if exception and exception.opens is None else "",
        holiday=exception is None and local.date() in holidays,
        next=coming[0] if coming else None,
    )


def _is_before(one: datetime, other: datetime) -> bool:
    """Python compares two times of one zone by the hands of the clock; at the change of summer time they lie."""
    return _instant(one) < _instant(other)


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _at(office: Office, day: date, moment: time) -> datetime:
    # There and back makes a time that the zone leaves out one that exists.
    return (
        datetime.combine(day, moment.replace(tzinfo=None), zone(office))
        .astimezone(UTC)
        .astimezone(zone(office))
    )
