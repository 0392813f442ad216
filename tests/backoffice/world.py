# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What tests of the back office have in common: a small city, a clock, a terminal that signs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient
from sqlalchemy import Connection

from backoffice.cityfile import CityFile, apply_city
from backoffice.domain.terminals import new_code
from backoffice.schema import appointment
from backoffice.store import Store
from kiosk.wire.leases import b64encode
from kiosk.wire.models import Enrolment
from kiosk.wire.signatures import sign

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Germany."""
DAY = date(2026, 11, 24)

_nonces = count()


@dataclass
class FakeClock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


def small_city(connection: Connection) -> None:
    """Two offices: ``mitte`` with queues A and B, ``west`` with A."""
    queues = [{"letter": letter, "waiting_area": f"Wartebereich {letter}"} for letter in "AB"]
    address = {"street": "Hauptstraße 1", "postal_code": "70173", "city": "Stuttgart"}
    apply_city(
        connection,
        CityFile.model_validate(
            {
                "city": {"id": "stuttgart", "name": "Stuttgart", "booking_url": "https://termin.example"},
                "offices": [
                    {
                        "id": "mitte",
                        "name": "Bürgerbüro Mitte",
                        "address": address,
                        "state": "BW",
                        "hours": [{"days": ["mon", "tue"], "opens": "08:00", "closes": "16:00"}],
                        "exceptions": [{"day": "2026-12-24", "reason": "Heiligabend"}],
                        "queues": queues,
                        "services": {
                            "reisepass-beantragen": {"queue": "A", "minutes": 12},
                            "wohnsitz-anmelden": {"queue": "B", "minutes": 15},
                        },
                        "desks": [
                            {"name": "Platz 1", "queues": ["A"]},
                            {"name": "Platz 2", "queues": ["A", "B"]},
                        ],
                    },
                    {
                        "id": "west",
                        "name": "Bürgerbüro West",
                        "address": address,
                        "state": "BW",
                        "queues": queues[:1],
                        "services": {"reisepass-beantragen": {"queue": "A", "minutes": 12}},
                        "desks": [{"name": "Platz 1", "queues": ["A"]}],
                    },
                ],
            }
        ),
    )


def add_appointment(store: Store, **changes: Any) -> UUID:
    """An appointment in the database; at 10:15 local time in ``mitte`` unless told otherwise."""
    values = {
        "id": uuid4(),
        "office_id": "mitte",
        "number": f"{next(_nonces) + 200_000}",
        "code": "1234",
        "starts_at": START + timedelta(minutes=15),
        "service": "reisepass-beantragen",
        "cancelled": False,
        **changes,
    }
    store.submit_write(lambda connection: connection.execute(appointment.insert().values(**values))).result(
        30
    )
    return UUID(str(values["id"]))


@dataclass
class Kiosk:
    """A terminal that speaks to the server under test, and signs what it says."""

    server: TestClient
    clock: FakeClock
    key: Ed25519PrivateKey
    id: UUID
    enrolment: Enrolment
    leases: dict[str, dict[str, Any]] = field(default_factory=dict)
    base: str = "http://testserver"

    @classmethod
    def enrolled(cls, server: TestClient, store: Store, clock: FakeClock, office_id: str) -> Kiosk:
        code = fresh_code(store, clock, office_id)
        key = Ed25519PrivateKey.generate()
        terminal_id = uuid4()
        answer = enrol(server, terminal_id, key, code)
        assert answer.status_code == 201, answer.text
        enrolment = Enrolment.model_validate_json(answer.content)
        return cls(server, clock, key, terminal_id, enrolment, base=str(server.base_url).rstrip("/"))

    def get(self, path: str, **headers: str) -> httpx2.Response:
        return self.request("GET", path, b"", **headers)

    def put(self, path: str, body: Any) -> httpx2.Response:
        return self.request("PUT", path, json.dumps(body).encode(), **{"Content-Type": "application/json"})

    def request(
        self, method: str, path: str, body: bytes, *, signed_at: datetime | None = None, **headers: str
    ) -> httpx2.Response:
        created = int((signed_at or self.clock.now).timestamp())
        given = {**headers, **self.signature(method, path, body, created)}
        return self.server.request(method, path, content=body, headers=given)

    def signature(self, method: str, path: str, body: bytes, created: int) -> dict[str, str]:
        return sign(
            method,
            f"{self.base}{path}",
            body,
            key=self.key,
            key_id=str(self.id),
            created=created,
            nonce=f"nonce-{next(_nonces):016d}",
        )

    def lease(self, queue: str = "A", size: int = 50, day: date = DAY) -> dict[str, Any]:
        answer = self.put(f"/api/v1/leases/{uuid4()}", {"queue": queue, "day": str(day), "size": size})
        assert answer.status_code == 201, answer.text
        self.leases[queue] = answer.json()
        return self.leases[queue]

    def ticket(self, number: int | None = None, queue: str = "A", **changes: Any) -> dict[str, Any]:
        """The body of a ticket from the terminal's lease."""
        lease = self.leases.get(queue) or self.lease(queue)
        if number is None:
            number = lease.setdefault("next", lease["first"])
            lease["next"] += 1
        return {
            "id": str(uuid4()),
            "office_id": self.enrolment.office_id,
            "queue": queue,
            "day": str(DAY),
            "number": number,
            "lease_id": lease["id"],
            "service": "reisepass-beantragen",
            "drawn_at": self.clock.now.isoformat(),
            "status_token": b64encode(uuid4().bytes),
            **changes,
        }

    def draw(self, **changes: Any) -> dict[str, Any]:
        """Draw a number and tell the server; returns the ticket's body."""
        body = self.ticket(**changes)
        answer = self.put(f"/api/v1/tickets/{body['id']}", body)
        assert answer.status_code == 201, answer.text
        return body

    def check_in(self, appointment_id: UUID, ticket_id: str, **changes: Any) -> dict[str, Any]:
        """The body of a check-in."""
        return {
            "id": str(uuid4()),
            "appointment_id": str(appointment_id),
            "ticket_id": ticket_id,
            "checked_in_at": self.clock.now.isoformat(),
            "punctuality": "on-time",
            **changes,
        }


def fresh_code(store: Store, clock: FakeClock, office_id: str = "mitte") -> str:
    now = clock.now
    return store.submit_write(lambda connection: new_code(connection, office_id, now)).result(30)


def enrol(server: TestClient, terminal_id: UUID, key: Ed25519PrivateKey, code: str) -> httpx2.Response:
    body = {"code": code, "public_key": b64encode(key.public_key().public_bytes_raw())}
    return server.put(f"/api/v1/terminals/{terminal_id}", json=body)


def problem_code(answer: httpx2.Response, status: int) -> str:
    """The code of a problem, after checking that it is one as it should be."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    return str(body["code"])
