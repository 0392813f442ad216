# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Codes, arrivals and guessing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kiosk.checkin.code import AppointmentCode, code_hash, parse_qr
from kiosk.checkin.rules import Arrival, judge
from kiosk.checkin.throttle import FIRST_PAUSE_S, FREE_TRIES, LONGEST_PAUSE_S, WINDOW_S, Throttle
from kiosk.wire.models import Appointment, AppointmentState, CheckInWindow
from tests.helpers import BERLIN, MONDAY, OTHER_OFFICE, World

ID = UUID("01900000-0000-7000-8000-00000000000a")


@given(st.integers(0, 999_999), st.integers(0, 9999))
def test_every_code_of_ours_is_read(number: int, code: int) -> None:
    assert parse_qr(f"BT1.{number:06d}.{code:04d}") == AppointmentCode(f"{number:06d}", f"{code:04d}")


@given(
    st.one_of(
        st.text(max_size=600),
        st.from_regex(r"BT1\.[0-9]{6}\.[0-9]{4}", fullmatch=True).flatmap(
            lambda good: st.sampled_from(
                [good + "\n", " " + good, good + good, good.lower(), good[:-1], good + "0", "\ufeff" + good]
            )
        ),
    )
)
def test_what_is_not_exactly_a_code_of_ours_is_not_looked_up(text: str) -> None:
    assert (parse_qr(text) is not None) == bool(re.fullmatch(r"BT1\.[0-9]{6}\.[0-9]{4}", text))


def test_digits_of_other_scripts_are_no_digits() -> None:
    assert parse_qr("BT1.٤٧١١٢٣.8264") is None


def test_a_hash_is_of_one_key_only() -> None:
    code = AppointmentCode("471123", "8264")
    assert code_hash(code, bytes(32)) == code_hash(code, bytes(32))
    assert code_hash(code, bytes(32)) != code_hash(code, bytes(31) + b"\x01")


def appointment(starts_at: datetime, state: AppointmentState, office_id: str) -> Appointment:
    return Appointment(
        id=ID,
        code_hash="x",
        office_id=office_id,
        starts_at=starts_at,
        service="wohnsitz-anmelden",
        state=state,
    )


@given(
    offset=st.integers(-3 * 1440, 3 * 1440),
    state=st.sampled_from(AppointmentState),
    office_id=st.sampled_from(["mitte", "ost", "gone"]),
    early=st.integers(0, 720),
    late=st.integers(0, 720),
    here=st.booleans(),
)
def test_every_arrival_has_exactly_one_answer_with_all_that_it_needs(
    offset: int, state: AppointmentState, office_id: str, early: int, late: int, here: bool
) -> None:
    now = MONDAY.astimezone(UTC)
    known = appointment(now + timedelta(minutes=offset), state, office_id)
    found = judge(
        known,
        now=now,
        zone=BERLIN,
        here="mitte",
        others=(OTHER_OFFICE,),
        window=CheckInWindow(early_minutes=early, late_minutes=late),
        checked_in_here=here,
    )
    assert (found.appointment is None) == (found.arrival is Arrival.UNKNOWN)
    assert (found.office is not None) == (found.arrival is Arrival.OTHER_OFFICE)
    assert (found.come_back_at is not None) == (found.arrival is Arrival.EARLY)
    if found.come_back_at is not None:
        assert found.come_back_at > now
    if state is AppointmentState.CANCELLED and not here:
        assert found.arrival is Arrival.UNKNOWN
    same_day = known.starts_at.astimezone(BERLIN).date() == MONDAY.date()
    if state is AppointmentState.BOOKED and office_id == "mitte" and not here:
        expected = (
            Arrival.OTHER_DAY
            if not same_day
            else Arrival.EARLY
            if offset > early
            else Arrival.LATE
            if offset < -late
            else Arrival.ON_TIME
        )
        assert found.arrival is expected


@given(st.lists(st.floats(0, 120), max_size=60))
def test_guessing_is_slowed_down_and_never_for_ever(gaps: list[float]) -> None:
    throttle, now = Throttle(), 1000.0
    for failures, gap in enumerate(gaps, start=1):
        now += gap
        wait = throttle.seconds_to_wait(now)
        assert 0 <= wait <= LONGEST_PAUSE_S
        now += wait
        throttle.failed(now)
        if failures <= FREE_TRIES:
            assert throttle.seconds_to_wait(now) == 0, "mistyping is not punished"
    assert throttle.seconds_to_wait(now + LONGEST_PAUSE_S) == 0


def test_a_machine_that_guesses_gets_few_tries_an_hour() -> None:
    throttle, now, tries = Throttle(), 0.0, 0
    while now < 3600:
        now += throttle.seconds_to_wait(now)
        throttle.failed(now)
        tries += 1
        now += 0.1
    assert tries < 3600 / FIRST_PAUSE_S
    assert throttle.seconds_to_wait(now + WINDOW_S + LONGEST_PAUSE_S) == 0


def test_a_list_from_the_back_office_replaces_the_one_before(world: World) -> None:
    world.appointment("471123", "8264", MONDAY)
    world.appointment("471124", "8265", MONDAY)
    assert len(world.appointments) == 2
    assert world.appointments.find(AppointmentCode("471123", "8265")) is None, "the code must fit the number"
    found = world.appointments.find(AppointmentCode("471124", "8265"))
    assert found is not None
    assert found.starts_at == MONDAY
