# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from backoffice.schema import check_in, help_call, terminal, ticket
from backoffice.store import Store
from tests.backoffice.world import START, FakeClock, Kiosk, add_appointment, problem_code


def rows(store: Store, table: Any) -> list[Any]:
    return list(store.submit_read(lambda connection: connection.execute(select(table)).all()).result(30))


def put_ticket(kiosk: Kiosk, body: dict[str, Any]) -> Any:
    return kiosk.put(f"/api/v1/tickets/{body['id']}", body)


def put_check_in(kiosk: Kiosk, body: dict[str, Any]) -> Any:
    return kiosk.put(f"/api/v1/check-ins/{body['id']}", body)


def test_a_ticket_is_kept_once_however_often_it_comes(kiosk: Kiosk, store: Store, clock: FakeClock) -> None:
    body = kiosk.ticket()
    first = put_ticket(kiosk, body)
    clock.advance(days=60)
    again = put_ticket(kiosk, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {"id": body["id"], "repeated": False, "note": ""}
    assert again.json() == {"id": body["id"], "repeated": True, "note": ""}
    assert [str(row.id) for row in rows(store, ticket)] == [body["id"]]


def test_a_ticket_sent_16_times_at_once_is_kept_once(kiosk: Kiosk, store: Store) -> None:
    body = kiosk.ticket()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: put_ticket(kiosk, body), range(16)))
    assert sorted(answer.status_code for answer in answers) == [200] * 15 + [201]
    assert {answer.json()["note"] for answer in answers} == {""}
    assert len(rows(store, ticket)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"number": 7},
        {"queue": "B"},
        {"day": "2026-11-25"},
        {"service": "wohnsitz-anmelden"},
        {"language": "uk"},
        {"status_token": "A" * 22},
        {"issued_offline": True},
        {"drawn_at": "2026-11-24T09:00:01Z"},
        {"lease_id": str(uuid4())},
    ],
)
def test_another_ticket_under_a_used_id_is_a_conflict_and_changes_nothing(
    kiosk: Kiosk, store: Store, change: dict[str, object]
) -> None:
    body = kiosk.draw()
    before = rows(store, ticket)
    assert problem_code(put_ticket(kiosk, {**body, **change}), 409) == "conflict"
    assert rows(store, ticket) == before


def test_a_ticket_of_another_terminal_cannot_be_claimed(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    body = kiosk.draw()
    other = Kiosk.enrolled(server, store, clock, "mitte")
    assert problem_code(put_ticket(other, body), 409) == "conflict"


def test_a_number_outside_the_lease_is_kept_and_flagged(kiosk: Kiosk, store: Store) -> None:
    kiosk.lease("A", 10)
    for body in (
        kiosk.ticket(number=11),
        kiosk.ticket(number=5, lease_id=str(uuid4())),
        kiosk.ticket(number=5, day="2026-11-25"),
    ):
        answer = put_ticket(kiosk, body)
        assert answer.status_code == 201
        assert answer.json()["note"] == "number-not-leased"
    assert len(rows(store, ticket)) == 3


def test_a_lease_of_another_terminal_does_not_cover_a_number(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    other = Kiosk.enrolled(server, store, clock, "mitte")
    lease = other.lease("A", 10)
    answer = put_ticket(kiosk, kiosk.ticket(number=3, lease_id=lease["id"]))
    assert (answer.status_code, answer.json()["note"]) == (201, "number-not-leased")


def test_a_number_given_twice_is_kept_twice_and_flagged_once(kiosk: Kiosk, store: Store) -> None:
    kiosk.lease("A", 10)
    bodies = [kiosk.ticket(number=3) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        notes = [answer.json()["note"] for answer in pool.map(lambda body: put_ticket(kiosk, body), bodies)]
    assert sorted(notes) == [""] + ["number-repeated"] * 7
    assert len(rows(store, ticket)) == 8


def test_a_ticket_of_another_office_is_refused_like_something_that_does_not_exist(
    kiosk: Kiosk, store: Store
) -> None:
    assert problem_code(put_ticket(kiosk, kiosk.ticket(office_id="west")), 404) == "other-office"
    assert problem_code(put_ticket(kiosk, kiosk.ticket(office_id="nowhere")), 404) == "other-office"
    assert rows(store, ticket) == []


def test_a_terminal_that_moved_still_delivers_the_tickets_of_its_old_office(
    kiosk: Kiosk, store: Store
) -> None:
    body = kiosk.ticket()
    store.submit_write(
        lambda connection: connection.execute(
            update(terminal).where(terminal.c.id == kiosk.id).values(office_id="west", number=77)
        )
    ).result(30)
    answer = put_ticket(kiosk, body)
    assert (answer.status_code, answer.json()["note"]) == (201, "")


def test_the_id_in_the_address_must_be_the_one_in_the_body(kiosk: Kiosk) -> None:
    body = kiosk.ticket()
    assert problem_code(kiosk.put(f"/api/v1/tickets/{uuid4()}", body), 422) == "id-mismatch"


def test_a_check_in_marks_the_appointment_and_later_ones_are_flagged(kiosk: Kiosk, store: Store) -> None:
    appointment = add_appointment(store)
    first = kiosk.draw()
    answer = put_check_in(kiosk, kiosk.check_in(appointment, first["id"]))
    assert (answer.status_code, answer.json()["note"]) == (201, "")
    second = put_check_in(kiosk, kiosk.check_in(appointment, kiosk.draw()["id"]))
    assert (second.status_code, second.json()["note"]) == (201, "appointment-repeated")
    found = kiosk.get("/api/v1/appointments?first=2026-11-24&last=2026-11-24").json()["appointments"]
    assert [(item["state"], item["ticket_label"]) for item in found] == [("checked-in", "A 001")]
    assert len(rows(store, check_in)) == 2


def test_of_16_check_ins_at_once_one_has_the_appointment(kiosk: Kiosk, store: Store) -> None:
    appointment = add_appointment(store)
    bodies = [kiosk.check_in(appointment, str(uuid4())) for _ in range(16)]
    with ThreadPoolExecutor(16) as pool:
        notes = [answer.json()["note"] for answer in pool.map(lambda body: put_check_in(kiosk, body), bodies)]
    assert sorted(notes) == [""] + ["appointment-repeated"] * 15


def test_a_check_in_is_kept_once_however_often_it_comes(kiosk: Kiosk, store: Store) -> None:
    body = kiosk.check_in(add_appointment(store), kiosk.draw()["id"])
    answers = [put_check_in(kiosk, body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert [answer.json()["note"] for answer in answers] == ["", "", ""]
    assert problem_code(put_check_in(kiosk, {**body, "punctuality": "late"}), 409) == "conflict"
    assert len(rows(store, check_in)) == 1


def test_check_ins_that_fit_no_appointment_are_kept_and_flagged(kiosk: Kiosk, store: Store) -> None:
    cases = {
        "appointment-unknown": uuid4(),
        "appointment-cancelled": add_appointment(store, cancelled=True),
        "appointment-elsewhere": add_appointment(store, office_id="west"),
    }
    for note, appointment in cases.items():
        answer = put_check_in(kiosk, kiosk.check_in(appointment, str(uuid4())))
        assert (answer.status_code, answer.json()["note"]) == (201, note)
    states = {
        item["state"]
        for item in kiosk.get("/api/v1/appointments?first=2026-11-24&last=2026-11-24").json()["appointments"]
    }
    assert states == {"booked", "cancelled"}
    assert len(rows(store, check_in)) == 3


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_facts_arrive_changes_nothing(
    kiosk: Kiosk, store: Store, clock: FakeClock, order: tuple[int, ...]
) -> None:
    appointment = add_appointment(store, starts_at=START + timedelta(minutes=5))
    walk_in = kiosk.ticket(drawn_at=(START - timedelta(minutes=1)).isoformat())
    own = kiosk.ticket()
    sends = [
        lambda: put_ticket(kiosk, walk_in),
        lambda: put_ticket(kiosk, own),
        lambda: put_check_in(kiosk, kiosk.check_in(appointment, own["id"])),
    ]
    for index in order:
        answer = sends[index]()
        assert (answer.status_code, answer.json()["note"]) == (201, "")
    waiting = sorted(rows(store, ticket), key=lambda row: row.order_at)
    # The appointment at 10:05 goes before who came at 9:59.
    assert [str(row.id) for row in waiting] == [own["id"], walk_in["id"]]
    found = kiosk.get("/api/v1/appointments?first=2026-11-24&last=2026-11-24").json()["appointments"]
    assert [item["ticket_label"] for item in found] == ["A 002"]


def test_who_is_late_waits_like_somebody_without_an_appointment(
    kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    appointment = add_appointment(store, starts_at=START - timedelta(hours=1))
    body = kiosk.draw()
    put_check_in(kiosk, kiosk.check_in(appointment, body["id"], punctuality="late"))
    assert rows(store, ticket)[0].order_at == clock.now


@pytest.mark.parametrize("days", [-365, -2, 1, 365])
def test_a_wrong_clock_loses_nothing_and_gains_no_place(
    kiosk: Kiosk, store: Store, clock: FakeClock, days: int
) -> None:
    drawn_at = clock.now + timedelta(days=days)
    kiosk.draw(drawn_at=drawn_at.isoformat())
    row = rows(store, ticket)[0]
    assert row.drawn_at == drawn_at
    assert row.order_at == clock.now


def test_a_call_for_help_can_be_taken_back_once_in_any_order(kiosk: Kiosk, store: Store) -> None:
    call = {"id": str(uuid4()), "called_at": START.isoformat(), "screen": "services"}
    withdrawn = {**call, "withdrawn_at": (START + timedelta(minutes=1)).isoformat()}
    path = f"/api/v1/help-calls/{call['id']}"
    answers = [kiosk.put(path, body) for body in (call, call, withdrawn, withdrawn, call)]
    assert [answer.status_code for answer in answers] == [201, 200, 201, 200, 200]
    kept = rows(store, help_call)
    assert [row.withdrawn_at for row in kept] == [START + timedelta(minutes=1)]
    moved = {**call, "withdrawn_at": (START + timedelta(minutes=2)).isoformat()}
    assert problem_code(kiosk.put(path, moved), 409) == "conflict"
    assert problem_code(kiosk.put(path, {**call, "screen": "start"}), 409) == "conflict"
