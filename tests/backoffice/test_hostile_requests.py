# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever comes in, the answer is a problem with a 4xx, and nothing is stored that should not be."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from backoffice.api.bodies import EnrolmentRequest
from backoffice.schema import check_in, handover, handover_paper, heartbeat, help_call, lease, ticket
from backoffice.store import Store
from tests.backoffice.requests import KINDS, MODELS, bodies
from tests.backoffice.world import Kiosk, problem_code


@pytest.fixture
def engine() -> str:
    """What is refused before it gets to a database needs no second one."""
    return "sqlite"


JSON = {"Content-Type": "application/json"}
TEXT = [
    "'; DROP TABLE ticket; --",
    "<script>alert(1)</script>",
    "\x00",
    "\u202e",
    "a" * 100_000,
    "\r\nX: y",
    "{{7*7}}",
]


def stored(store: Store) -> int:
    def count(connection: Any) -> int:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (ticket, lease, check_in, help_call, handover, handover_paper, heartbeat)
        )

    return store.submit_read(count).result(30)


@pytest.mark.parametrize("kind", KINDS)
def test_the_good_request_is_good(kiosk: Kiosk, kind: str) -> None:
    path, body = bodies(kiosk)[kind]
    assert kiosk.put(path, body).status_code in {201, 204}


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_field_is_refused(kiosk: Kiosk, store: Store, kind: str) -> None:
    path, body = bodies(kiosk)[kind]
    before = stored(store)
    assert problem_code(kiosk.put(path, {**body, "surprise": 1}), 422) == "malformed"
    assert stored(store) == before


def test_an_unknown_field_deep_inside_is_refused(kiosk: Kiosk) -> None:
    path, body = bodies(kiosk)["heartbeat"]
    body["devices"][0]["surprise"] = 1
    assert problem_code(kiosk.put(path, body), 422) == "malformed"
    path, body = bodies(kiosk)["handover"]
    body["paper"]["surprise"] = 1
    assert problem_code(kiosk.put(path, body), 422) == "malformed"


@pytest.mark.parametrize("sealed", ["", "A", "AAAAA", "A A", "AAA=", "AA+/", "Ä", "A" * (900 * 1024)])
def test_sealed_bytes_that_are_none_or_too_many_are_refused(kiosk: Kiosk, store: Store, sealed: str) -> None:
    path, body = bodies(kiosk)["handover"]
    before = stored(store)
    for spoilt in ({**body, "sealed": sealed}, {**body, "paper": {**body["paper"], "sealed": sealed}}):
        assert problem_code(kiosk.put(path, spoilt), 422) == "malformed"
    assert stored(store) == before


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b"\xff\xfe\x00",
        b'{"id": "\xed\xa0\x80"}',
        b'{"id": "\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b"1" * 10_000,
        b"NaN",
    ],
    ids=lambda raw: raw[:12].hex(),
)
def test_a_body_that_is_no_object_is_refused(kiosk: Kiosk, store: Store, raw: bytes) -> None:
    paths = [path for path, _ in bodies(kiosk).values()]
    before = stored(store)
    for path in paths:
        answer = kiosk.request("PUT", path, raw, **JSON)
        assert answer.status_code in {400, 422}
        problem_code(answer, answer.status_code)
    assert stored(store) == before


@pytest.mark.parametrize("text", TEXT, ids=lambda text: repr(text[:12]))
def test_sql_html_and_control_characters_are_refused_in_every_field(
    kiosk: Kiosk, store: Store, text: str
) -> None:
    good = bodies(kiosk)
    before = stored(store)
    for kind, (path, body) in good.items():
        for name in MODELS[kind].model_fields:
            if name == "sealed" and text.isalnum():
                continue  # that is what sealed bytes look like
            answer = kiosk.put(path, {**body, name: text})
            assert problem_code(answer, 422) == "malformed", (kind, name)
            assert text not in answer.text
    assert stored(store) == before


def test_a_huge_body_is_refused_before_it_is_read(kiosk: Kiosk, server: TestClient) -> None:
    body = b" " * (1024 * 1024 + 1)
    assert (
        problem_code(kiosk.request("PUT", f"/api/v1/tickets/{uuid4()}", body, **JSON), 413)
        == "body-too-large"
    )
    chunked = server.put(f"/api/v1/terminals/{uuid4()}", content=(b" " * 65536 for _ in range(20)))
    assert problem_code(chunked, 413) == "body-too-large"


def test_a_body_as_large_as_allowed_is_looked_at(kiosk: Kiosk) -> None:
    path, body = bodies(kiosk)["lease"]
    raw = json.dumps(body).encode().ljust(1024 * 1024)
    assert kiosk.request("PUT", path, raw, **JSON).status_code == 201


@pytest.mark.parametrize("field", sorted(EnrolmentRequest.model_fields))
@pytest.mark.parametrize("value", [*TEXT, 1, None, [], {}], ids=lambda value: repr(value)[:14])
def test_enrolment_refuses_nonsense(server: TestClient, field: str, value: object) -> None:
    body = {"code": "0000-0000-0000", "public_key": "A" * 43, field: value}
    assert problem_code(server.put(f"/api/v1/terminals/{uuid4()}", json=body), 422) == "malformed"


def test_errors_of_the_framework_are_problems_too(kiosk: Kiosk, server: TestClient) -> None:
    assert problem_code(server.get("/nowhere"), 404) == "not-found"
    assert problem_code(server.get("/api/v2/queues"), 404) == "not-found"
    wrong_method = server.post("/api/v1/queues")
    assert problem_code(wrong_method, 405) == "method-not-allowed"
    assert wrong_method.headers["allow"] == "GET"
    assert problem_code(kiosk.put("/api/v1/tickets/not-a-uuid", {}), 422) == "malformed"


def test_every_answer_says_that_it_is_ours(kiosk: Kiosk, server: TestClient) -> None:
    answers = [
        server.get("/health"),
        server.get("/docs"),
        server.get("/nowhere"),
        server.get("/api/v1/queues"),
        kiosk.get("/api/v1/queues"),
        server.get("/s/x"),
        server.put(f"/api/v1/terminals/{uuid4()}", content=b" " * 1_100_000),
    ]
    for answer in answers:
        assert answer.headers["buergerterminal-api"] == "1"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "date" in answer.headers


def test_a_fault_of_the_server_says_nothing_about_itself(
    server: TestClient, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("backoffice.domain.queues.queue_states", broken)
    answer = kiosk.get("/api/v1/queues")
    assert problem_code(answer, 500) == "internal"
    assert "secret" not in answer.text
    assert answer.headers["buergerterminal-api"] == "1"


def test_a_database_that_is_away_is_said_with_a_time_to_come_back(server: TestClient, kiosk: Kiosk) -> None:
    server.app.state.context.store.close()  # type: ignore[attr-defined]
    for answer in (kiosk.get("/api/v1/queues"), server.get("/health")):
        assert problem_code(answer, 503) == "unavailable"
        assert int(answer.headers["retry-after"]) >= 1
