# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens when something breaks while people draw numbers."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from backoffice.api import envelope
from backoffice.api.envelope import Envelope
from backoffice.api.limits import Limiter
from backoffice.api.nonces import KEPT, MemoryNonces
from backoffice.app import create_app
from backoffice.clock import utc_now
from backoffice.domain.terminals import new_code
from backoffice.settings import Settings
from backoffice.store import open_store
from kiosk.wire.leases import b64encode
from kiosk.wire.signatures import Signed, sign
from tests.backoffice.postgres import Cluster
from tests.backoffice.world import START, FakeClock, Kiosk, small_city


class Served:
    """`backoffice serve` in a process of its own, with one enrolled terminal."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._key = Ed25519PrivateKey.generate()
        self.terminal_id = uuid4()
        self.start()
        store = open_store(address)
        code = store.submit_write(lambda connection: new_code(connection, "mitte", utc_now())).result(30)
        store.close()
        body = {"code": code, "public_key": b64encode(self._key.public_key().public_bytes_raw())}
        answer = httpx2.put(f"{self.url}/api/v1/terminals/{self.terminal_id}", json=body, timeout=30)
        assert answer.status_code == 201

    def start(self) -> None:
        command = [
            sys.executable,
            "-u",
            "-m",
            "backoffice.cli",
            "serve",
            "--database",
            self._address,
            "--port",
            "0",
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        match = re.match(r"listening on (\S+) ", self.process.stdout.readline())
        assert match is not None
        self.url = match[1]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(20)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def put(self, client: httpx2.Client, path: str, body: dict[str, Any]) -> httpx2.Response:
        request = client.build_request("PUT", f"{self.url}{path}", json=body)
        request.headers.update(
            sign(
                "PUT",
                str(request.url),
                request.content,
                key=self._key,
                key_id=str(self.terminal_id),
                created=int(time.time()),
                nonce=b64encode(uuid4().bytes),
            )
        )
        return client.send(request)


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'a.db'}"
    store = open_store(address)
    store.submit_write(small_city).result(30)
    store.close()
    served = Served(address)
    acknowledged: list[dict[str, Any]] = []
    enough = threading.Event()

    def draw() -> None:
        with httpx2.Client(timeout=10) as client:
            for _ in range(500):
                body = {
                    "id": str(uuid4()),
                    "office_id": "mitte",
                    "queue": "A",
                    "day": str(utc_now().date()),
                    "number": 1,
                    "lease_id": str(uuid4()),
                    "service": "reisepass-beantragen",
                    "drawn_at": utc_now().isoformat(),
                    "status_token": b64encode(uuid4().bytes),
                }
                try:
                    answer = served.put(client, f"/api/v1/tickets/{body['id']}", body)
                except httpx2.TransportError:
                    return
                assert answer.status_code == 201
                acknowledged.append(body)
                if len(acknowledged) >= 40:
                    enough.set()

    threads = [threading.Thread(target=draw) for _ in range(4)]
    try:
        for thread in threads:
            thread.start()
        assert enough.wait(60)
    finally:
        served.kill()
        for thread in threads:
            thread.join(60)
    served.start()
    try:
        with httpx2.Client(timeout=10) as client:
            for body in acknowledged:
                answer = served.put(client, f"/api/v1/tickets/{body['id']}", body)
                assert (answer.status_code, answer.json()["repeated"]) == (200, True)
    finally:
        served.kill()


@pytest.mark.postgres
def test_connections_that_postgresql_dropped_are_replaced(cluster: Cluster, clock: FakeClock) -> None:
    with cluster.database() as address:
        store = open_store(address)
        store.submit_write(small_city).result(30)
        with TestClient(create_app(Settings(database=address), clock=clock)) as server:
            kiosk = Kiosk.enrolled(server, store, clock, "mitte")
            kiosk.draw()
            with psycopg.connect(address, autocommit=True) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            kiosk.draw()
        store.close()


def test_a_body_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "BODY_SECONDS", 0.01)
    sent: list[Message] = []

    async def application(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError("must not be reached")

    async def endless() -> Message:
        await asyncio.sleep(3600)
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "http", "method": "PUT", "path": "/", "headers": []}
    asyncio.run(Envelope(application, FakeClock())(scope, endless, send))
    assert sent[0]["status"] == 408
    assert (b"buergerterminal-api", b"1") in sent[0]["headers"]


def test_a_bucket_fills_again_with_time() -> None:
    time_passed = [0.0]
    limiter = Limiter(per_second=0.5, burst=2, keys=2, elapsed=lambda: time_passed[0])
    for _ in range(2):
        assert limiter.wait_seconds("a") == 0
        limiter.take("a")
    assert limiter.wait_seconds("a") == 2
    assert limiter.wait_seconds("b") == 0
    time_passed[0] = 2.0
    assert limiter.wait_seconds("a") == 0


def test_the_memory_for_nonces_is_bounded_by_time() -> None:
    nonces = MemoryNonces()

    async def use(number: int, seconds: float) -> bool:
        moment = START.fromtimestamp(START.timestamp() + seconds, tz=START.tzinfo)
        return await nonces.is_first(
            "mitte", Signed("terminal", f"nonce-{number}", 0), moment, repeatable=True
        )

    async def play() -> None:
        for second in range(3 * int(KEPT.total_seconds())):
            assert await use(second, second)
            assert not await use(second, second)
        assert len(nonces._seen) <= KEPT.total_seconds() + 2

    asyncio.run(play())


def test_a_phone_is_told_kindly_that_the_server_cannot_answer_now(server: TestClient, kiosk: Kiosk) -> None:
    token = kiosk.draw()["status_token"]
    server.app.state.context.store.close()  # type: ignore[attr-defined]
    answer = server.get(f"/s/{token}", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) >= 1
    assert "Your printed number is still valid." in answer.text
    assert 'http-equiv="refresh"' in answer.text


def test_a_status_link_never_gets_into_a_log(
    server: TestClient, kiosk: Kiosk, capfd: pytest.CaptureFixture[str]
) -> None:
    token = kiosk.draw()["status_token"]
    server.get(f"/s/{token}")
    server.get(f"/api/v1/status/{token}")
    server.get(f"/api/v1/status/{token}x")
    server.put(f"/api/v1/tickets/{token}", content=token.encode())
    server.app.state.context.store.close()  # type: ignore[attr-defined]
    assert server.get(f"/s/{token}").status_code == 503
    assert server.get(f"/api/v1/status/{token}").status_code == 503
    out, err = capfd.readouterr()
    assert "store_unavailable" in out + err
    assert token not in out + err
