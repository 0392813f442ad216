# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The application keeps what ``openapi.json`` promises, whatever is made up from it, good and bad, by a terminal that signs.

Two kinds of requests: as schemathesis makes them, and with the ids a terminal would use, since made-up ones are refused before
anything interesting happens.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import schemathesis
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from requests import Request
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backoffice.api.limits import Limiter
from backoffice.api.openapi import FILE
from backoffice.app import create_app
from backoffice.settings import Settings
from backoffice.store import Store
from kiosk.wire.leases import b64encode
from tests.backoffice.world import DAY, FakeClock, Kiosk, add_appointment, fresh_code

DESCRIPTION: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
OPERATIONS = [
    pytest.param(path, method, id=f"{method.upper()} {path}")
    for path, operations in DESCRIPTION["paths"].items()
    for method in operations
]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
EXAMPLES = 25
SLOWER = {"/api/v1/handovers/{handover_id}": 3}
"""Bodies of several hundred kilobytes take their time to make up: so many times fewer."""


@pytest.fixture
def engine() -> str:
    """Here the door is tested; behind it every other test runs on both."""
    return "sqlite"


@pytest.fixture(scope="module")
def schema() -> Any:
    """What is checked in, without the signature: here every request is signed."""
    unsigned = deepcopy(DESCRIPTION)
    for operations in unsigned["paths"].values():
        for operation in operations.values():
            operation.pop("security", None)
    return schemathesis.openapi.from_dict(unsigned)


@pytest.fixture
def server(database: str, clock: FakeClock, tmp_path: Path) -> Iterator[TestClient]:
    """With a key file, so that hand-overs are taken, and without a limit that a fuzzer would meet."""
    with_everything = Settings(
        database=database, key_file=tmp_path / "key", requests_per_second=1e6, request_burst=1_000_000
    )
    with TestClient(create_app(with_everything, clock=clock), raise_server_exceptions=False) as client:
        context = client.app.state.context  # type: ignore[attr-defined]
        client.app.state.context = replace(
            context, enrolments=Limiter(1e6, 1_000_000), codes=Limiter(1e6, 1_000_000)
        )  # type: ignore[attr-defined]
        yield client


def send(kiosk: Kiosk, case: Any) -> httpx2.Response:
    """What the case asks for, signed by the terminal."""
    made = Request(**{**case.as_transport_kwargs(base_url=kiosk.base), "cookies": None}).prepare()
    content = made.body.encode() if isinstance(made.body, str) else made.body or b""
    unsigned = ("signature", "signature-input", "content-digest", "content-length", "host")
    headers = {name: value for name, value in made.headers.items() if name.lower() not in unsigned}
    request = kiosk.server.build_request(made.method or "", made.url or "", content=content, headers=headers)
    target = request.url.raw_path.decode("ascii")
    created = int(kiosk.clock.now.timestamp())
    request.headers.update(kiosk.signature(request.method, target, content, created))
    return kiosk.server.send(request, follow_redirects=False)


_STAFF_TIMES = ("decided_at", "set_aside_at", "taken_at")


class Plausible:
    """Ids, offices and days as this terminal would name them, put in place of made-up ones."""

    def __init__(self, kiosk: Kiosk, store: Store) -> None:
        self._kiosk = kiosk
        self._store = store
        self._lease = kiosk.lease()
        self._token = kiosk.draw()["status_token"]
        self._appointment = str(add_appointment(store))
        self._set_aside = str(uuid4())
        put = {
            "id": self._set_aside,
            "office_id": "mitte",
            "valid_on": str(DAY),
            "set_aside_at": kiosk.clock.now.isoformat(),
            "sealed": "AAAA",
        }
        assert kiosk.put(f"/api/v1/set-asides/{self._set_aside}", put).status_code == 201

    def apply(self, case: Any) -> None:
        """Change the case where that makes it more likely to be taken."""
        in_path: dict[str, Any] = case.path_parameters or {}
        if "terminal_id" in in_path and case.path.endswith("/heartbeat"):
            in_path["terminal_id"] = str(self._kiosk.id)
        if "set_aside_id" in in_path and not isinstance(case.body, dict):
            in_path["set_aside_id"] = self._set_aside
        if "token" in in_path:
            in_path["token"] = self._token
        if "office_id" in in_path:
            in_path["office_id"] = "mitte"
        if case.path.endswith("/events"):
            case.query = {**(case.query or {}), "once": "true"}
        if case.path.endswith("/appointments"):
            case.query = {**(case.query or {}), "first": str(DAY), "last": str(DAY)}
        if isinstance(case.body, dict):
            self._in_body(case.body, in_path)

    def _in_body(self, body: dict[str, Any], in_path: dict[str, Any]) -> None:
        own = {
            "id": next(iter(in_path.values()), None),
            "office_id": "mitte",
            "queue": "A",
            "day": str(DAY),
            "valid_on": str(DAY),
            "lease_id": self._lease["id"],
            "appointment_id": self._appointment,
            "sealed": "AAAA" * 400,
        }
        if "code" in body and "public_key" in body:
            body["code"] = fresh_code(self._store, self._kiosk.clock)
            body["public_key"] = b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw())
        for name in own.keys() & body.keys():
            body[name] = own[name]
        if isinstance(body.get("paper"), dict):
            body["paper"]["sealed"] = "AAAA"
        for name in (
            "drawn_at",
            "checked_in_at",
            "called_at",
            "withdrawn_at",
            "sent_at",
            "prepared_at",
            *_STAFF_TIMES,
        ):
            if isinstance(body.get(name), str):
                body[name] = self._kiosk.clock.now.isoformat()


def endless(case: Any) -> bool:
    """Whether nobody would get to the end of the answer: the stream of events without ``once``."""
    return bool(case.path.endswith("/events")) and (case.query or {}).get("once") != "true"


def explore(kiosk: Kiosk, store: Store, operation: Any, mode: GenerationMode, examples: int) -> Counter[int]:
    """Send many requests and check each answer. Returns how often each status came."""
    seen: Counter[int] = Counter()
    plausible = Plausible(kiosk, store)
    checks = [*CHECKS, negative_data_rejection] if mode is GenerationMode.NEGATIVE else CHECKS

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=examples <= EXAMPLES,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), as_ours=st.booleans())
    def run(case: Any, as_ours: bool) -> None:
        if as_ours and mode is GenerationMode.POSITIVE:
            plausible.apply(case)
        if endless(case):
            return
        answer = send(kiosk, case)
        seen[answer.status_code] += 1
        case.validate_response(answer, checks=checks)

    run()
    return seen


NOTHING_TO_GET_WRONG = {
    "/api/v1/configuration",
    "/api/v1/queues",
    "/api/v1/staff-list",
    "/api/v1/status/{token}",
    "/health",
    "/health/live",
}
"""Without a parameter, or with one that may be any text."""
GOOD = pytest.mark.parametrize(("path", "method"), OPERATIONS)
BAD = pytest.mark.parametrize(
    ("path", "method"), [one for one in OPERATIONS if one.values[0] not in NOTHING_TO_GET_WRONG]
)


@GOOD
def test_every_answer_is_as_described(
    kiosk: Kiosk, store: Store, schema: Any, path: str, method: str
) -> None:
    seen = explore(
        kiosk, store, schema[path][method], GenerationMode.POSITIVE, EXAMPLES // SLOWER.get(path, 1)
    )
    assert any(status < 300 for status in seen), f"nothing was taken, so little was tested: {seen}"


@BAD
def test_what_is_not_as_described_is_refused(
    kiosk: Kiosk, store: Store, schema: Any, path: str, method: str
) -> None:
    seen = explore(
        kiosk, store, schema[path][method], GenerationMode.NEGATIVE, EXAMPLES // SLOWER.get(path, 1)
    )
    assert seen, "nothing was sent"


LENGTH = int(os.environ.get("FUZZ_EXAMPLES", "1000"))


@pytest.mark.slow
@pytest.mark.timeout(600)
@GOOD
def test_every_answer_is_as_described_at_length(
    kiosk: Kiosk, store: Store, schema: Any, path: str, method: str
) -> None:
    explore(kiosk, store, schema[path][method], GenerationMode.POSITIVE, LENGTH // SLOWER.get(path, 1))


@pytest.mark.slow
@pytest.mark.timeout(600)
@BAD
def test_what_is_not_as_described_is_refused_at_length(
    kiosk: Kiosk, store: Store, schema: Any, path: str, method: str
) -> None:
    explore(kiosk, store, schema[path][method], GenerationMode.NEGATIVE, LENGTH // SLOWER.get(path, 1))
