# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backoffice.embedded import EmbeddedBackOffice, EmbeddedError
from kiosk.wire.leases import b64encode
from tests.backoffice.world import FakeClock


@pytest.fixture
def embedded(tmp_path: Path, clock: FakeClock) -> Iterator[EmbeddedBackOffice]:
    running = EmbeddedBackOffice(tmp_path / "sub" / "backoffice.db", clock=clock)
    running.start()
    yield running
    running.stop()


def enrol(running: EmbeddedBackOffice, office: str = "mitte") -> httpx2.Response:
    body = {
        "code": running.enrolment_code(office),
        "public_key": b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()),
    }
    return httpx2.put(f"{running.url}/api/v1/terminals/{uuid4()}", json=body, timeout=10)


def test_it_serves_the_sample_city_over_real_http(embedded: EmbeddedBackOffice) -> None:
    health = httpx2.get(f"{embedded.url}/health", timeout=10)
    assert (health.status_code, health.json()) == (200, {"status": "ok"})
    assert len(health.headers.get_list("date")) == 1
    assert "server" not in health.headers
    answer = enrol(embedded)
    assert answer.status_code == 201
    assert answer.json()["terminal_number"] == 1
    assert enrol(embedded, "auslaenderbehoerde").json()["office_id"] == "auslaenderbehoerde"


def test_it_stops_and_starts_again_with_what_it_knew(tmp_path: Path, clock: FakeClock) -> None:
    numbers = []
    for _ in range(2):
        running = EmbeddedBackOffice(tmp_path / "backoffice.db", clock=clock)
        running.start()
        numbers.append(enrol(running).json()["terminal_number"])
        address = running.url
        running.stop()
        with pytest.raises(httpx2.TransportError):
            httpx2.get(f"{address}/health", timeout=5)
        clock.advance(days=1)
    assert numbers == [1, 2]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("backoffice")]


def test_an_answer_does_not_wait_for_a_delayed_acknowledgement(embedded: EmbeddedBackOffice) -> None:
    # http.client keeps one connection and reads head and body apart, as the kernel's delayed ACK needs to show itself.
    connection = HTTPConnection(embedded.url.removeprefix("http://"), timeout=10)
    seconds = []
    for _ in range(30):
        begun = perf_counter()
        connection.request("GET", "/nowhere")
        connection.getresponse().read()
        seconds.append(perf_counter() - begun)
    connection.close()
    # Linux delays an ACK by 40 ms; the fastest of thirty answers shows whether all of them wait for one.
    assert min(seconds[5:]) < 0.03


def test_stopping_does_not_wait_for_idle_connections(embedded: EmbeddedBackOffice) -> None:
    with httpx2.Client(base_url=embedded.url) as idle:
        idle.get("/health")
        embedded.stop(timeout=8)
        assert not [thread for thread in threading.enumerate() if thread.name == "backoffice"]


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        running = EmbeddedBackOffice(tmp_path / "backoffice.db", port=taken.getsockname()[1])
        with pytest.raises(EmbeddedError, match="cannot start"):
            running.start()
        running.stop()


def test_a_damaged_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "backoffice.db"
    path.write_bytes(b"no database" * 1000)
    running = EmbeddedBackOffice(path)
    with pytest.raises(EmbeddedError, match="not a database"):
        running.start()
    with pytest.raises(EmbeddedError):
        assert running.url
    running.stop()


def test_before_the_start_there_is_nothing_to_ask(tmp_path: Path) -> None:
    idle = EmbeddedBackOffice(tmp_path / "backoffice.db")
    with pytest.raises(EmbeddedError):
        assert idle.url
    with pytest.raises(EmbeddedError):
        idle.enrolment_code("mitte")
    idle.stop()


def test_an_unknown_office_is_said(embedded: EmbeddedBackOffice) -> None:
    with pytest.raises(EmbeddedError, match="atlantis"):
        embedded.enrolment_code("atlantis")


def test_importing_it_loads_no_server() -> None:
    code = "import backoffice.embedded, sys; print([m for m in ('fastapi', 'uvicorn', 'sqlalchemy', 'pydantic') if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "[]"
