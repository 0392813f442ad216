# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.waiting.attendance import Attendance
from backoffice.waiting.durations import Duration, Seen, learn
from backoffice.waiting.estimate import estimate, sample_waits
from backoffice.waiting.situation import Ahead, DeskNow, Situation

TWELVE = Duration(12.0)
B = frozenset("B")


def situation(desks: int = 2, ahead: int = 4, *, elapsed: float = 6.0) -> Situation:
    return Situation("B", (DeskNow(B, TWELVE, elapsed),) * desks, (Ahead("B", TWELVE),) * ahead)


def test_unknown_is_said_when_no_open_desk_calls_the_queue() -> None:
    assert estimate(situation(desks=0)) is None
    assert estimate(replace(situation(), queue="A")) is None


def test_an_idle_desk_and_nobody_ahead_is_at_once() -> None:
    found = estimate(Situation("B", (DeskNow(B, TWELVE, 3.0), DeskNow(B)), ()))
    assert found is not None
    assert (found.low_minutes, found.likely_minutes, found.high_minutes) == (0, 0, 5)


def test_a_full_house_of_twelve_minute_services() -> None:
    found = estimate(situation())
    assert found is not None
    assert found.likely_minutes is not None
    # Two desks, five services have to end, the running ones partly over: about 28 minutes.
    assert 24 <= found.likely_minutes <= 32
    assert found.low_minutes < found.likely_minutes < found.high_minutes


def test_a_service_that_has_long_been_running_does_not_end_at_once_for_sure() -> None:
    waits = sample_waits(situation(desks=1, ahead=0, elapsed=60))
    assert min(waits) < 10
    assert max(waits) > 10


def test_desks_that_call_other_queues_take_nobody_from_this_one() -> None:
    others = Situation("B", (DeskNow(B), DeskNow(frozenset("A"))), (Ahead("A", TWELVE),) * 10)
    found = estimate(others)
    assert found is not None
    assert found.high_minutes == 5


def test_those_of_other_queues_count_where_the_desks_are_shared() -> None:
    shared = Situation("B", (DeskNow(frozenset("AB")),), (Ahead("A", TWELVE),) * 3)
    found = estimate(shared)
    assert found is not None
    assert found.likely_minutes is not None
    assert 28 <= found.likely_minutes <= 44


def test_who_is_long_overdue_hardly_counts() -> None:
    desk = (DeskNow(B, TWELVE, 0.0),)

    def likely(starts_in: float) -> int:
        found = estimate(
            Situation("B", desk, (Ahead("B", TWELVE, starts_in=starts_in),) * 3, Attendance(0.1))
        )
        assert found is not None
        assert found.likely_minutes is not None
        return found.likely_minutes

    assert likely(0) > 2 * likely(-40)


def test_nobody_is_expected_for_ever() -> None:
    assert Attendance(0.12).still_comes(10) > 0.8
    assert Attendance(0.12).still_comes(-30) < 0.05


def test_an_office_learns_how_many_do_not_come() -> None:
    assert Attendance.of(missed=0, due=0).no_show == pytest.approx(0.12)
    assert Attendance.of(missed=300, due=1000).no_show == pytest.approx(0.3, abs=0.01)


def test_the_plan_counts_until_something_else_is_seen() -> None:
    unseen = learn(12.0, Seen())
    assert unseen is not None
    assert (unseen.mean, unseen.spread) == (12.0, pytest.approx(0.6))
    seen = Seen.of([20.0] * 45)
    learnt = learn(12.0, seen)
    assert learnt is not None
    assert learnt.mean == pytest.approx(19.2)
    assert learnt.spread < Duration(12.0).spread


def test_without_a_plan_enough_must_have_been_seen() -> None:
    assert learn(None, Seen.of([10.0, 12.0])) is None
    assert learn(None, Seen.of([10.0, 12.0, 14.0])) is not None


def test_a_forgotten_finish_teaches_nothing() -> None:
    assert Seen.of([600.0, -3.0, 0.0]) == Seen()


def test_older_days_fade() -> None:
    assert Seen.of([10.0], days_ago=7).weight < 0.5


persons = st.lists(
    st.builds(
        Ahead,
        queue=st.sampled_from("AB"),
        takes=st.builds(Duration, st.floats(1, 120), st.floats(0.05, 1.5)),
        starts_in=st.none() | st.floats(-90, 60),
    ),
    max_size=30,
)
desks = st.lists(
    st.builds(
        DeskNow,
        queues=st.frozensets(st.sampled_from("AB"), min_size=1),
        busy_with=st.none() | st.builds(Duration, st.floats(1, 120), st.floats(0.05, 1.5)),
        elapsed=st.floats(0, 400),
    ),
    max_size=8,
)


@given(desks, persons, st.floats(0, 1))
def test_a_range_is_never_upside_down_or_negative(
    open_desks: list[DeskNow], ahead: list[Ahead], no_show: float
) -> None:
    found = estimate(Situation("B", tuple(open_desks), tuple(ahead), Attendance(no_show)))
    if found is None:
        assert not any("B" in desk.queues for desk in open_desks)
    else:
        assert found.likely_minutes is not None
        assert 0 <= found.low_minutes <= found.likely_minutes + 1
        assert found.likely_minutes <= found.high_minutes


@given(desks, persons, st.sampled_from("AB"))
def test_one_more_ahead_never_shortens_the_wait(
    open_desks: list[DeskNow], ahead: list[Ahead], queue: str
) -> None:
    one = Situation("B", tuple(open_desks), tuple(ahead))
    more = replace(one, ahead=(*one.ahead, Ahead(queue, TWELVE)))
    assert all(later >= before for before, later in zip(sample_waits(one), sample_waits(more), strict=False))
