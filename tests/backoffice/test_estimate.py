# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.estimate import Situation, estimate


def situation(**changes: Any) -> Situation:
    values: dict[str, Any] = {
        "ahead": 4,
        "ahead_at_most": 4,
        "open_desks": 2,
        "busy_desks": 2,
        "planned_minutes": 12.0,
        "seen_minutes": (),
        **changes,
    }
    return Situation(**values)


def test_unknown_is_said_when_no_desk_is_open() -> None:
    assert estimate(situation(open_desks=0, busy_desks=0)) is None


def test_unknown_is_said_without_a_plan_until_enough_was_seen() -> None:
    assert estimate(situation(planned_minutes=None, seen_minutes=(10.0, 12.0))) is None
    assert estimate(situation(planned_minutes=None, seen_minutes=(10.0, 12.0, 14.0))) is not None


def test_an_idle_desk_and_nobody_ahead_is_at_once() -> None:
    found = estimate(situation(ahead=0, ahead_at_most=0, busy_desks=1))
    assert found is not None
    assert (found.low_minutes, found.high_minutes) == (0, 5)


def test_a_full_house_of_twelve_minute_services() -> None:
    found = estimate(situation())
    assert found is not None
    # Two desks, five services have to end, the running ones partly over: about 28 minutes.
    assert found.low_minutes <= 28 <= found.high_minutes


situations = st.builds(
    Situation,
    ahead=st.integers(0, 300),
    ahead_at_most=st.floats(0, 300),
    open_desks=st.integers(0, 30),
    busy_desks=st.integers(0, 30),
    planned_minutes=st.none() | st.floats(1, 240),
    seen_minutes=st.lists(st.floats(0.1, 180), max_size=40).map(tuple),
)


@given(situations)
def test_a_range_is_never_upside_down_or_negative(found: Situation) -> None:
    answer = estimate(found)
    assert answer is None or 0 <= answer.low_minutes <= answer.high_minutes


@given(situations)
def test_more_people_ahead_never_shorten_the_wait(found: Situation) -> None:
    more = Situation(
        found.ahead + 1,
        found.ahead_at_most + 1,
        found.open_desks,
        found.busy_desks,
        found.planned_minutes,
        found.seen_minutes,
    )
    before, after = estimate(found), estimate(more)
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.low_minutes >= before.low_minutes
        assert after.high_minutes >= before.high_minutes
