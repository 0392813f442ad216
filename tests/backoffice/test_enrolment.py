# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient

from backoffice.domain.terminals import revoke
from backoffice.store import Store
from kiosk.wire.leases import b64decode, b64encode
from tests.backoffice.world import FakeClock, Kiosk, enrol, fresh_code, problem_code


def test_a_terminal_with_a_fresh_code_is_let_in(server: TestClient, store: Store, clock: FakeClock) -> None:
    answer = enrol(server, uuid4(), Ed25519PrivateKey.generate(), fresh_code(store, clock))
    assert answer.status_code == 201
    body = answer.json()
    assert body["office_id"] == "mitte"
    assert body["terminal_number"] == 1
    assert len(b64decode(body["server_key"])) == 32
    assert len(b64decode(body["appointment_key"])) == 32


def test_terminals_of_an_office_are_numbered_and_have_their_own_appointment_key(
    server: TestClient, store: Store, clock: FakeClock
) -> None:
    first = Kiosk.enrolled(server, store, clock, "mitte").enrolment
    second = Kiosk.enrolled(server, store, clock, "mitte").enrolment
    elsewhere = Kiosk.enrolled(server, store, clock, "west").enrolment
    assert (first.terminal_number, second.terminal_number, elsewhere.terminal_number) == (1, 2, 1)
    assert first.appointment_key != second.appointment_key
    assert first.server_key == second.server_key


def test_a_lost_answer_is_given_again_even_after_the_code_expired(
    server: TestClient, store: Store, clock: FakeClock
) -> None:
    terminal_id, key, code = uuid4(), Ed25519PrivateKey.generate(), fresh_code(store, clock)
    first = enrol(server, terminal_id, key, code)
    clock.advance(hours=5)
    again = enrol(server, terminal_id, key, code)
    assert again.status_code == 200
    assert again.json() == first.json()


def test_a_used_code_lets_no_second_terminal_in(server: TestClient, store: Store, clock: FakeClock) -> None:
    code = fresh_code(store, clock)
    assert enrol(server, uuid4(), Ed25519PrivateKey.generate(), code).status_code == 201
    refused = enrol(server, uuid4(), Ed25519PrivateKey.generate(), code)
    assert problem_code(refused, 403) == "enrolment-refused"


def test_another_key_cannot_take_over_a_terminal(server: TestClient, store: Store, clock: FakeClock) -> None:
    terminal_id, code = uuid4(), fresh_code(store, clock)
    enrol(server, terminal_id, Ed25519PrivateKey.generate(), code)
    for other_code in (code, fresh_code(store, clock)):
        refused = enrol(server, terminal_id, Ed25519PrivateKey.generate(), other_code)
        assert problem_code(refused, 403) == "enrolment-refused"


def test_wrong_expired_and_used_codes_are_refused_in_the_same_words(
    server: TestClient, store: Store, clock: FakeClock
) -> None:
    expired = fresh_code(store, clock)
    clock.advance(minutes=30)
    used = fresh_code(store, clock)
    enrol(server, uuid4(), Ed25519PrivateKey.generate(), used)
    answers = [
        enrol(server, uuid4(), Ed25519PrivateKey.generate(), code)
        for code in ("0000-0000-0000", expired, used)
    ]
    assert {problem_code(answer, 403) for answer in answers} == {"enrolment-refused"}
    assert len({answer.text for answer in answers}) == 1


def test_guessing_codes_is_slowed_down(server: TestClient, store: Store, clock: FakeClock) -> None:
    for _ in range(10):
        refused = enrol(server, uuid4(), Ed25519PrivateKey.generate(), "0000-0000-0000")
        assert problem_code(refused, 403) == "enrolment-refused"
    blocked = enrol(server, uuid4(), Ed25519PrivateKey.generate(), fresh_code(store, clock))
    assert problem_code(blocked, 429) == "too-many-requests"
    assert int(blocked.headers["retry-after"]) >= 1


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("key", ["", "AAAA", "A" * 44, b64encode(bytes(31))])
def test_something_that_is_no_key_is_refused_and_the_code_stays_good(
    server: TestClient, store: Store, clock: FakeClock, key: str
) -> None:
    code = fresh_code(store, clock)
    answer = server.put(f"/api/v1/terminals/{uuid4()}", json={"code": code, "public_key": key})
    assert problem_code(answer, 422) in {"malformed", "key-malformed"}
    assert enrol(server, uuid4(), Ed25519PrivateKey.generate(), code).status_code == 201


def test_a_revoked_terminal_is_told_so_within_seconds_and_nobody_else_is(
    kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    assert kiosk.get("/api/v1/queues").status_code == 200
    now = clock.now
    assert store.submit_write(lambda connection: revoke(connection, kiosk.id, now)).result(30)
    clock.advance(seconds=10)
    assert problem_code(kiosk.get("/api/v1/queues"), 401) == "revoked"
    kiosk.key = Ed25519PrivateKey.generate()
    assert problem_code(kiosk.get("/api/v1/queues"), 401) == "signature-invalid"


def test_the_code_itself_is_nowhere_in_the_database(store: Store, clock: FakeClock, database: str) -> None:
    code = fresh_code(store, clock)
    from backoffice.schema import enrolment_code

    rows = store.submit_read(lambda connection: connection.execute(enrolment_code.select()).all()).result(30)
    assert rows
    assert code not in repr(rows)
    assert code.replace("-", "") not in repr(rows)
