# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the back office takes: tickets a second over HTTP, beside the machine's floor in the same run.

    python -m benchmarks.backoffice [--requests N] [--workers N]

On PostgreSQL beside the same statement by pgbench and beside the same server's empty endpoint; on SQLite with durable
commits. Every request is signed by one of 230 terminals of 23 offices and answered by the real server in its own
process; server, database and load share the machine. PostgreSQL runs with its default durability.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Connection

from backoffice.cityfile import CityFile, apply_city
from backoffice.clock import business_day
from backoffice.schema import lease, terminal
from backoffice.store import open_store
from benchmarks.load import Measured, closed_loop, open_loop
from kiosk.wire.signatures import sign

OFFICES = 23
QUEUES = "ABCDEFGHJK"
CONNECTIONS = 16
DAY = business_day(datetime.now(UTC), "Europe/Berlin")


@dataclass(frozen=True)
class Machine:
    """A virtual terminal: it holds all numbers of one queue of its office."""

    id: UUID
    office: str
    queue: str
    lease: UUID
    key: Ed25519PrivateKey


def make_machines(offices: int = OFFICES) -> list[Machine]:
    """Ten terminals an office."""
    return [
        Machine(uuid4(), f"office-{office}", letter, uuid4(), Ed25519PrivateKey.generate())
        for letter in QUEUES
        for office in range(offices)
    ]


def fill(database: str, machines: list[Machine]) -> None:
    """Offices, terminals and leases, straight into the database."""
    address = {"street": "Weg 1", "postal_code": "70173", "city": "Stuttgart"}
    offices = [
        {
            "id": f"office-{number}",
            "name": f"Bürgerbüro {number}",
            "address": address,
            "state": "BW",
            "hours": [],
            "queues": [{"letter": letter, "waiting_area": "Halle"} for letter in QUEUES],
            "services": {"reisepass-beantragen": {"queue": "A", "minutes": 12}},
            "desks": [{"name": "Platz 1", "queues": list(QUEUES)}],
        }
        for number in range(len({machine.office for machine in machines}))
    ]
    city = {"id": "stadt", "name": "Stadt", "booking_url": "https://termin.example"}
    file = CityFile.model_validate({"city": city, "offices": offices})
    now = datetime.now(UTC)

    def work(connection: Connection) -> None:
        apply_city(connection, file)
        for number, machine in enumerate(machines, start=1):
            public = machine.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            connection.execute(
                terminal.insert().values(
                    id=machine.id,
                    office_id=machine.office,
                    number=number,
                    public_key=public,
                    appointment_key=bytes(32),
                    enrolled_at=now,
                    locked=False,
                    lock_message="",
                )
            )
            connection.execute(
                lease.insert().values(
                    id=machine.lease,
                    terminal_id=machine.id,
                    office_id=machine.office,
                    queue=machine.queue,
                    day=DAY,
                    size=999,
                    first=1,
                    last=999,
                    granted_at=now,
                )
            )

    store = open_store(database)
    try:
        store.submit_write(work).result(60)
    finally:
        store.close()


class Tickets:
    """Makes signed requests for tickets that were never sent before."""

    def __init__(self, machines: list[Machine], port: int) -> None:
        self._machines = machines
        self._port = port
        self._made = 0

    def take(self, count: int) -> list[bytes]:
        return [self._next() for _ in range(count)]

    def _next(self) -> bytes:
        machine = self._machines[self._made % len(self._machines)]
        number = self._made // len(self._machines) + 1
        self._made += 1
        now = datetime.now(UTC)
        ticket_id = uuid4()
        body = json.dumps(
            {
                "id": str(ticket_id),
                "office_id": machine.office,
                "queue": machine.queue,
                "day": str(DAY),
                "number": number,
                "lease_id": str(machine.lease),
                "service": "reisepass-beantragen",
                "drawn_at": now.isoformat(),
                "language": "de",
                "status_token": ticket_id.hex[:22],
                "issued_offline": False,
            }
        ).encode()
        path = f"/api/v1/tickets/{ticket_id}"
        headers = sign(
            "PUT",
            f"http://127.0.0.1:{self._port}{path}",
            body,
            key=machine.key,
            key_id=str(machine.id),
            created=int(now.timestamp()),
            nonce=ticket_id.hex,
        )
        lines = [
            f"PUT {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    pid: int


@contextmanager
def serving(database: str, workers: int) -> Iterator[Served]:
    """The real server as its own process."""
    command = [sys.executable, "-m", "backoffice.cli", "serve", "--database", database, "--port", "0"]
    if workers > 1:
        command += ["--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r":(\d+) ", process.stdout.readline())
        assert found is not None, "the server did not start"
        # What it says later must not fill the pipe.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield Served(int(found[1]), process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def said(name: str, found: Measured) -> float:
    bad = {status: count for status, count in found.statuses.items() if status >= 300 or status == 0}
    print(
        f"  {name:34} {found.per_second:8.0f}/s   p50 {found.percentile(0.5):6.1f} ms   p99 {found.percentile(0.99):6.1f} ms"
        + (f"   NOT TAKEN: {bad}" if bad else "")
    )
    return found.per_second


def measure(database: str, requests: int, workers: int) -> float:
    """Prints what one engine does; returns tickets a second."""
    machines = make_machines()
    fill(database, machines)
    with serving(database, workers) as served:
        port = served.port
        tickets = Tickets(machines, port)
        closed_loop(port, tickets.take(500), CONNECTIONS)
        empty = f"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        said("empty endpoint", closed_loop(port, [empty] * requests, CONNECTIONS))
        best = said(
            f"tickets, {CONNECTIONS} connections", closed_loop(port, tickets.take(requests), CONNECTIONS)
        )
        said("tickets, 500/s offered", open_loop(port, tickets.take(min(requests, 5000)), 64, 500.0))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    arguments = parser.parse_args()
    if arguments.only != "postgresql":
        print("SQLite, one process, durable commits")
        with tempfile.TemporaryDirectory() as folder:
            measure(f"sqlite:///{Path(folder) / 'backoffice.db'}", arguments.requests, 1)
    if arguments.only != "sqlite":
        from benchmarks.postgres import cluster, pgbench

        with cluster() as server:
            print(f"PostgreSQL, {arguments.workers} processes")
            with server.database() as database:
                best = measure(database, arguments.requests, arguments.workers)
            with server.database() as database:
                machines = make_machines()
                fill(database, machines)
                floor = pgbench(server, database, CONNECTIONS)
                print(
                    f"  {'same statement by pgbench':34} {floor:8.0f}/s   ratio {best / floor:.2f} (aim 0.35)"
                )


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    main()
