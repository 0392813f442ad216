# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from backoffice.store import Store
from kiosk.wire.leases import b64decode
from kiosk.wire.models import AppointmentList
from tests.backoffice.world import FakeClock, Kiosk, add_appointment, problem_code

TODAY = "/api/v1/appointments?first=2026-11-24&last=2026-11-24"


def test_a_terminal_recognises_a_code_only_by_its_own_key(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    add_appointment(store, number="204711", code="0815")
    other = Kiosk.enrolled(server, store, clock, "west")
    answers = {}
    for terminal in (kiosk, other):
        listed = AppointmentList.model_validate_json(terminal.get(TODAY).content)
        # Written out from the contract in kiosk.wire.models, not by the server's own function.
        expected = hmac.new(
            b64decode(terminal.enrolment.appointment_key), b"204711.0815", hashlib.sha256
        ).digest()
        answers[terminal.id] = listed.appointments[0].code_hash
        assert b64decode(answers[terminal.id]) == expected
    assert len(set(answers.values())) == 2


def test_the_list_holds_neither_number_nor_code(kiosk: Kiosk, store: Store) -> None:
    add_appointment(store, number="204711", code="0815")
    text = kiosk.get(TODAY).text
    assert "204711" not in text
    assert "0815" not in text


def test_appointments_of_all_offices_are_listed_for_the_asked_days_of_their_office(
    kiosk: Kiosk, store: Store
) -> None:
    inside = {
        # 00:00 and 23:45 in Germany
        add_appointment(store, starts_at=datetime(2026, 11, 23, 23, 0, tzinfo=UTC)),
        add_appointment(store, starts_at=datetime(2026, 11, 24, 22, 45, tzinfo=UTC), office_id="west"),
    }
    add_appointment(store, starts_at=datetime(2026, 11, 23, 22, 45, tzinfo=UTC))
    add_appointment(store, starts_at=datetime(2026, 11, 24, 23, 0, tzinfo=UTC))
    listed = AppointmentList.model_validate_json(kiosk.get(TODAY).content)
    assert {appointment.id for appointment in listed.appointments} == inside
    week = kiosk.get("/api/v1/appointments?first=2026-11-23&last=2026-11-25").json()
    assert len(week["appointments"]) == 4


def test_a_terminal_may_ask_for_its_own_office_only(kiosk: Kiosk, store: Store) -> None:
    own = add_appointment(store)
    add_appointment(store, office_id="west")
    answer = AppointmentList.model_validate_json(kiosk.get(f"{TODAY}&office=own").content)
    assert [one.id for one in answer.appointments] == [own]
    assert answer.office_id == kiosk.enrolment.office_id
    assert AppointmentList.model_validate_json(kiosk.get(TODAY).content).office_id == ""
    assert kiosk.get(f"{TODAY}&office=west").status_code == 422


def test_times_survive_the_database_to_the_millisecond(kiosk: Kiosk, store: Store) -> None:
    starts_at = datetime(2026, 11, 24, 12, 34, 56, 789000, tzinfo=UTC)
    add_appointment(store, starts_at=starts_at + timedelta(0))
    listed = AppointmentList.model_validate_json(kiosk.get(TODAY).content)
    assert listed.appointments[0].starts_at == starts_at


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        ("2026-11-01", "2026-12-01", 200),
        ("2026-11-01", "2026-12-02", 422),
        ("2026-11-24", "2026-11-23", 422),
        ("0001-01-01", "0001-01-02", 422),
        ("9999-12-31", "9999-12-31", 422),
        ("tomorrow", "2026-11-23", 422),
        ("", "", 422),
    ],
)
def test_only_sensible_spans_are_answered(kiosk: Kiosk, first: str, last: str, status: int) -> None:
    answer = kiosk.get(f"/api/v1/appointments?first={first}&last={last}")
    assert answer.status_code == status
    if status == 422:
        assert problem_code(answer, 422) in {"malformed", "days-malformed"}
