# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient

from backoffice.app import create_app
from backoffice.settings import Settings
from backoffice.store import Store
from kiosk.wire.signatures import sign
from tests.backoffice.world import FakeClock, Kiosk, problem_code

QUEUES = "/api/v1/queues"
PUBLIC = {
    ("PUT", "/api/v1/terminals/{terminal_id}"),
    ("GET", "/api/v1/status/{token}"),
    ("GET", "/api/v1/offices/{office_id}/events"),  # what every call display shows to everybody
    ("GET", "/health"),
    ("GET", "/health/live"),
}


def test_every_operation_but_the_public_ones_wants_a_signature(server: TestClient) -> None:
    seen = set()
    for path, operations in server.get("/openapi.json").json()["paths"].items():
        for method, operation in operations.items():
            if (method.upper(), path) in PUBLIC:
                assert "security" not in operation
                continue
            filled = path.replace("{token}", "x")
            filled = re.sub(r"\{\w+_id\}", lambda _: str(uuid4()), filled)
            answer = server.request(method.upper(), filled, content=b"not even json")
            assert problem_code(answer, 401) == "signature-missing"
            assert "www-authenticate" in answer.headers
            assert operation["security"] == [{"TerminalSignature": []}]
            seen.add(path)
    assert len(seen) == 13


def test_a_request_sent_twice_is_refused_the_second_time(server: TestClient, kiosk: Kiosk) -> None:
    headers = kiosk.signature("GET", QUEUES, b"", int(kiosk.clock.now.timestamp()))
    assert server.get(QUEUES, headers=headers).status_code == 200
    assert problem_code(server.get(QUEUES, headers=headers), 401) == "replayed"


def test_a_replay_is_remembered_as_long_as_its_signature_lasts(
    server: TestClient, kiosk: Kiosk, clock: FakeClock
) -> None:
    headers = kiosk.signature("GET", QUEUES, b"", int(clock.now.timestamp()) + 300)
    assert server.get(QUEUES, headers=headers).status_code == 200
    clock.advance(seconds=600)
    kiosk.get(QUEUES)
    assert problem_code(server.get(QUEUES, headers=headers), 401) == "replayed"
    clock.advance(seconds=1)
    assert problem_code(server.get(QUEUES, headers=headers), 401) == "clock-skew"


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("seconds", [-301, 301, -365 * 86400])
def test_a_terminal_with_a_wrong_clock_is_told_the_time(kiosk: Kiosk, clock: FakeClock, seconds: int) -> None:
    answer = kiosk.request("GET", QUEUES, b"", signed_at=clock.now + timedelta(seconds=seconds))
    assert problem_code(answer, 401) == "clock-skew"
    assert parsedate_to_datetime(answer.headers["date"]) == clock.now


def test_a_changed_body_is_refused_and_nothing_is_kept(server: TestClient, kiosk: Kiosk) -> None:
    lease_id = uuid4()
    path = f"/api/v1/leases/{lease_id}"
    wanted = b'{"queue": "A", "day": "2026-11-24", "size": 10}'
    headers = kiosk.signature("PUT", path, wanted, int(kiosk.clock.now.timestamp()))
    headers["Content-Type"] = "application/json"
    answer = server.put(path, content=wanted.replace(b"10", b"99"), headers=headers)
    assert problem_code(answer, 401) == "digest-mismatch"
    granted = kiosk.put(path, {"queue": "A", "day": "2026-11-24", "size": 20})
    assert granted.status_code == 201


def test_a_signature_for_one_address_is_no_good_for_another(server: TestClient, kiosk: Kiosk) -> None:
    headers = kiosk.signature("GET", QUEUES, b"", int(kiosk.clock.now.timestamp()))
    assert problem_code(server.get("/api/v1/configuration", headers=headers), 401) == "signature-invalid"
    headers = kiosk.signature("GET", QUEUES, b"", int(kiosk.clock.now.timestamp()))
    assert problem_code(server.get(f"{QUEUES}?a=1", headers=headers), 401) == "signature-invalid"


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("key_id", ["0190b6a0-0000-7000-8000-000000000001", "not-a-uuid"])
def test_a_stranger_is_refused(server: TestClient, clock: FakeClock, key_id: str) -> None:
    headers = sign(
        "GET",
        f"http://testserver{QUEUES}",
        b"",
        key=Ed25519PrivateKey.generate(),
        key_id=key_id,
        created=int(clock.now.timestamp()),
        nonce="nonce-0000000000000000",
    )
    assert problem_code(server.get(QUEUES, headers=headers), 401) == "unknown-key"


def test_behind_a_proxy_the_public_address_is_what_is_signed(
    database: str, store: Store, clock: FakeClock
) -> None:
    settings = Settings(database=database, public_url="https://Termin.Example:443/amt/")
    with TestClient(create_app(settings, clock=clock)) as inside:
        kiosk = Kiosk.enrolled(inside, store, clock, "mitte")
        headers = sign(
            "GET",
            "https://termin.example/amt/api/v1/configuration",
            b"",
            key=kiosk.key,
            key_id=str(kiosk.id),
            created=int(clock.now.timestamp()),
            nonce="nonce-of-the-proxy-test",
        )
        answer = inside.get("/api/v1/configuration", headers=headers)
        assert answer.status_code == 200
        assert answer.json()["status_url"] == "https://termin.example/amt/s/mitte/"
        assert problem_code(kiosk.get("/api/v1/configuration"), 401) == "signature-invalid"


def test_a_terminal_that_floods_is_told_to_wait_and_others_are_not(
    database: str, store: Store, clock: FakeClock
) -> None:
    settings = Settings(database=database, requests_per_second=0.01, request_burst=3)
    with TestClient(create_app(settings, clock=clock)) as server:
        flooding = Kiosk.enrolled(server, store, clock, "mitte")
        quiet = Kiosk.enrolled(server, store, clock, "mitte")
        assert [flooding.get(QUEUES).status_code for _ in range(3)] == [200, 200, 200]
        blocked = flooding.get(QUEUES)
        assert problem_code(blocked, 429) == "too-many-requests"
        assert int(blocked.headers["retry-after"]) > 1
        assert quiet.get(QUEUES).status_code == 200
