# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening hours in any time zone, over any change of summer time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kiosk import hours
from kiosk.wire.models import Office, OpeningException, OpeningHours
from tests.helpers import BERLIN, MONDAY, office

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "UTC",
]
CHANGES = [  # moments around which the hands of the clock jump
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 3, 8, 7, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
]
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
MOMENTS = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC)),
    st.builds(
        lambda change, minutes: change + timedelta(minutes=minutes),
        st.sampled_from(CHANGES),
        st.integers(-300, 300),
    ),
)


@st.composite
def offices(draw: st.DrawFn) -> Office:
    weekly = st.builds(OpeningHours, weekday=st.integers(0, 6), opens=TIMES, closes=TIMES)
    around = date(2026, 3, 29) if draw(st.booleans()) else date(2026, 10, 25)
    exception = st.builds(
        OpeningException,
        day=st.integers(-3, 3).map(lambda offset: around + timedelta(days=offset)),
        opens=st.none() | TIMES,
        closes=st.none() | TIMES,
        reason=st.sampled_from(["", "Betriebsausflug"]),
    )
    return office(
        time_zone=draw(st.sampled_from(ZONES)),
        hours=tuple(draw(st.lists(weekly, max_size=8))),
        exceptions=tuple(draw(st.lists(exception, max_size=3))),
    )


HOLIDAYS = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=5)


@given(place=offices(), now=MOMENTS, holidays=HOLIDAYS)
def test_open_is_exactly_what_lies_in_an_interval_of_the_day(
    place: Office, now: datetime, holidays: frozenset[date]
) -> None:
    local = now.astimezone(ZoneInfo(place.time_zone))
    today = hours.intervals(place, local.date(), holidays)
    within = [one for one in today if one.opens.astimezone(UTC) <= now < one.closes.astimezone(UTC)]
    found = hours.opening(place, now, holidays)
    assert found.is_open == bool(within)
    assert len(within) <= 1
    if found.is_open:
        assert found.closes_at == within[0].closes
        assert found.closes_at.astimezone(UTC) > now


@given(place=offices(), now=MOMENTS, holidays=HOLIDAYS)
def test_at_the_end_it_is_closed_and_just_before_open(
    place: Office, now: datetime, holidays: frozenset[date]
) -> None:
    found = hours.opening(place, now, holidays)
    if found.next is not None:
        found = hours.opening(place, found.next.opens, holidays)
    if found.closes_at is None:
        return  # it never opens
    end = found.closes_at.astimezone(UTC)
    assert hours.opening(place, end - timedelta(seconds=1), holidays).is_open
    after = hours.opening(place, end, holidays)
    assert not after.is_open or after.closes_at != found.closes_at


@given(place=offices(), now=MOMENTS, holidays=HOLIDAYS)
def test_the_next_opening_is_in_the_future_and_really_an_opening(
    place: Office, now: datetime, holidays: frozenset[date]
) -> None:
    following = hours.opening(place, now, holidays).next
    if following is None:
        return
    opens = following.opens.astimezone(UTC)
    assert opens > now
    assert hours.opening(place, opens, holidays).is_open
    assert not hours.opening(place, opens - timedelta(seconds=1), holidays).is_open or opens.second == 0


@given(place=offices(), now=MOMENTS, holidays=HOLIDAYS)
def test_nothing_opens_before_the_next_opening(
    place: Office, now: datetime, holidays: frozenset[date]
) -> None:
    found = hours.opening(place, now, holidays)
    if found.closes_at is not None:
        now = found.closes_at.astimezone(UTC)
        found = hours.opening(place, now, holidays)
        if found.is_open:
            return  # the next day begins at once
    until = found.next.opens.astimezone(UTC) if found.next else now + timedelta(days=30)
    for part in range(50):
        moment = now + (until - now) * part / 50
        assert not hours.opening(place, moment, holidays).is_open


@given(place=offices(), day=st.dates(date(2026, 1, 1), date(2026, 12, 31)), holidays=HOLIDAYS)
def test_the_intervals_of_a_day_are_in_order_and_apart(
    place: Office, day: date, holidays: frozenset[date]
) -> None:
    ends = [
        moment.astimezone(UTC)
        for one in hours.intervals(place, day, holidays)
        for moment in (one.opens, one.closes)
    ]
    assert ends == sorted(set(ends))


def test_hours_that_touch_or_overlap_are_one() -> None:
    place = office(
        hours=[
            {"weekday": 0, "opens": "08:00", "closes": "12:00"},
            {"weekday": 0, "opens": "12:00", "closes": "14:00"},
            {"weekday": 0, "opens": "13:00", "closes": "13:30"},
        ]
    )
    assert hours.opening(place, MONDAY, frozenset()).closes_at == MONDAY.replace(hour=14, minute=0)


def test_hours_that_end_before_they_begin_are_none() -> None:
    place = office(
        hours=[
            {"weekday": 0, "opens": "18:00", "closes": "08:00"},
            {"weekday": 2, "opens": "08:00", "closes": "08:00"},
            {"weekday": 3, "opens": "09:00", "closes": "10:00"},
        ]
    )
    found = hours.opening(place, MONDAY, frozenset())
    assert not found.is_open
    assert found.next is not None
    assert found.next.opens == datetime(2026, 11, 26, 9, tzinfo=BERLIN)


def test_an_exception_beats_a_holiday_and_a_holiday_beats_the_week() -> None:
    open_anyway = {"day": "2026-12-25", "opens": "10:00", "closes": "11:00"}
    friday = datetime(2026, 12, 25, 10, 30, tzinfo=BERLIN)
    holiday = frozenset({date(2026, 12, 25)})
    assert hours.opening(office(exceptions=[open_anyway]), friday, holiday).is_open
    closed = hours.opening(office(), friday, holiday)
    assert (closed.is_open, closed.holiday) == (False, True)
    assert hours.opening(office(), friday, frozenset()).is_open


def test_a_closed_day_says_why() -> None:
    outing = {"day": "2026-11-23", "reason": "Betriebsausflug"}
    found = hours.opening(office(exceptions=[outing]), MONDAY, frozenset())
    assert (found.is_open, found.closed_because, found.holiday) == (False, "Betriebsausflug", False)
    assert found.next is not None
    assert found.next.opens.date() == date(2026, 11, 24)


def test_an_office_that_never_opens_has_no_next() -> None:
    assert hours.opening(office(hours=[]), MONDAY, frozenset()).next is None
