# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A back office made of a dictionary, in whatever mood a test puts it, behind the terminal's real HTTP client."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from email.utils import format_datetime
from typing import Any
from uuid import UUID

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.clock import uuid7
from kiosk.store.database import Database
from kiosk.store.kept import Kept
from kiosk.sync.client import BackOffice
from kiosk.sync.identity import Identity
from kiosk.sync.local import Local
from kiosk.sync.sync import Sync
from kiosk.wire.leases import sign
from kiosk.wire.models import API, API_VERSION, API_VERSION_HEADER
from tests.helpers import ENROLMENT, SERVER_KEY, TERMINAL_ID, ManualClock, configuration, seeded

OURS = {API_VERSION_HEADER: API_VERSION}
Mood = Callable[["ModelBackOffice", httpx2.Request], httpx2.Response]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
FACTS = ("tickets", "check-ins", "help-calls")


@dataclass
class ModelBackOffice:
    """Takes facts once each. ``moods`` are used up request by request; then it is well.

    ``refuses`` and ``chokes_on`` are ids of facts it answers with 409 and 500 for ever.
    """

    clock: ManualClock
    moods: list[Mood] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    refuses: set[str] = field(default_factory=set)
    chokes_on: set[str] = field(default_factory=set)
    leases: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[tuple[float, str, str]] = field(default_factory=list)
    """When (monotonic), method and path below the API."""
    quiet_until: float = 0.0
    """Until then it has asked to be left alone (monotonic)."""
    disturbed: int = 0
    last_numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    enrolled: bool = True
    codes: set[str] = field(default_factory=set)
    is_old: bool = False
    """It knows nothing of deliveries."""

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        now = self.clock.monotonic()
        self.disturbed += now < self.quiet_until
        self.requests.append((now, request.method, request.url.path.removeprefix(f"{API}/")))
        mood = self.moods.pop(0) if self.moods else well
        return mood(self, request)

    def take(self, request: httpx2.Request) -> httpx2.Response:
        """Do what was asked for."""
        path = request.url.path.removeprefix(f"{API}/")
        resource, _, rest = path.partition("/")
        if request.method == "PUT" and resource == "terminals" and "/" not in rest:
            return self._enrol(request)
        if not self.enrolled:
            return problem(401, "unknown-key")
        if resource in FACTS:
            return self._fact(rest, json.loads(request.content))
        if resource == "deliveries":
            return self._delivery(rest, json.loads(request.content))
        if resource == "leases":
            return self._lease(rest, json.loads(request.content))
        if path == "configuration":
            if request.headers.get("If-None-Match") == '"1"':
                return httpx2.Response(304, headers={**OURS, "ETag": '"1"'})
            return ours(200, configuration().model_dump(mode="json"), ETag='"1"')
        if path == "appointments":
            asked = dict(request.url.params)
            own = asked.pop("office", "") == "own"
            office_id = configuration().office.id if own else ""
            return ours(200, {**asked, "office_id": office_id, "appointments": []})
        if path == "queues":
            return ours(200, {"as_of": self.clock.now().isoformat(), "queues": []})
        assert path.endswith("/heartbeat"), path
        return ours(200, {})

    def _enrol(self, request: httpx2.Request) -> httpx2.Response:
        if json.loads(request.content)["code"] not in self.codes:
            return problem(403, "enrolment-refused")
        self.enrolled = True
        return ours(201, ENROLMENT.model_dump(mode="json"))

    def _fact(self, id: str, body: dict[str, Any]) -> httpx2.Response:
        if id in self.refuses:
            return problem(409, "conflict")
        if id in self.chokes_on:
            return problem(500, "internal")
        known = self.facts.setdefault(id, body)
        if "withdrawn_at" in body and {**known, "withdrawn_at": None} == {**body, "withdrawn_at": None}:
            self.facts[id] = known = body
        assert known == body, "one id, two facts"
        return ours(200, {"id": id, "repeated": True, "note": ""})

    def _delivery(self, id: str, body: dict[str, Any]) -> httpx2.Response:
        if self.is_old:
            return problem(404, "not-found")
        if any(item["id"] in self.chokes_on for item in body["items"]):
            return problem(500, "internal")
        assert body["id"] == id
        results = []
        for item in body["items"]:
            refused = item["id"] in self.refuses
            if not refused:
                self._fact(item["id"], item["body"])
            results.append(
                {
                    "id": item["id"],
                    "outcome": "refused" if refused else "kept",
                    "code": "conflict" if refused else "",
                }
            )
        return ours(200, {"id": id, "results": results})

    def _lease(self, id: str, body: dict[str, Any]) -> httpx2.Response:
        if id not in self.leases:
            place = (body["queue"], body["day"])
            first = self.last_numbers.get(place, 0) + 1
            self.last_numbers[place] = first + body["size"] - 1
            fields = {
                "id": UUID(id),
                "terminal_id": TERMINAL_ID,
                "office_id": "mitte",
                "queue": body["queue"],
                "day": date.fromisoformat(body["day"]),
                "first": first,
                "last": first + body["size"] - 1,
            }
            self.leases[id] = sign(fields, SERVER_KEY).model_dump(mode="json")
        return ours(201, self.leases[id])

    def paths(self, resource: str) -> list[str]:
        """All requests for a resource."""
        return [path for _, _, path in self.requests if path.startswith(resource)]


def ours(status: int, body: Any, **headers: str) -> httpx2.Response:
    return httpx2.Response(status, headers={**OURS, **headers}, json=body)


def problem(status: int, code: str, **headers: str) -> httpx2.Response:
    body = {"type": "about:blank", "title": code, "status": status, "code": code}
    return ours(status, body, **{"Content-Type": "application/problem+json", **headers})


# --- moods ---


def well(server: ModelBackOffice, request: httpx2.Request) -> httpx2.Response:
    return server.take(request)


def reply_lost(server: ModelBackOffice, request: httpx2.Request) -> httpx2.Response:
    server.take(request)
    raise httpx2.ReadTimeout("lost", request=request)


def cut_in_the_answer(server: ModelBackOffice, request: httpx2.Request) -> httpx2.Response:
    answer = server.take(request)
    return httpx2.Response(
        answer.status_code, headers=OURS, content=answer.content[: len(answer.content) // 2]
    )


def unreachable(_server: ModelBackOffice, request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("refused", request=request)


def status(code: int, retry_after: int | None = None) -> Mood:
    """Our server answers with an error, and does not do what was asked for."""

    def mood(server: ModelBackOffice, _request: httpx2.Request) -> httpx2.Response:
        if retry_after is None:
            return problem(code, f"status-{code}")
        server.quiet_until = server.clock.monotonic() + retry_after
        return problem(code, f"status-{code}", **{"Retry-After": str(retry_after)})

    mood.__name__ = f"status_{code}"
    return mood


def html(code: int) -> Mood:
    """A captive portal, a proxy, a wrong host."""

    def mood(_server: ModelBackOffice, _request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(code, html="<html><body>Willkommen im Gastnetz</body></html>")

    mood.__name__ = f"html_{code}"
    return mood


def redirect(code: int) -> Mood:
    def mood(_server: ModelBackOffice, _request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(code, headers={"Location": "https://portal.example/login"})

    mood.__name__ = f"redirect_{code}"
    return mood


def yesterday(server: ModelBackOffice, request: httpx2.Request) -> httpx2.Response:
    """A copy of an answer to somebody else's question, with all our headers."""
    old = format_datetime(server.clock.now().replace(year=2020), usegmt=True)
    return ours(200, {"id": str(TERMINAL_ID), "repeated": False, "note": ""}, Date=old)


def empty(_server: ModelBackOffice, _request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, headers=OURS)


def not_modified(_server: ModelBackOffice, _request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(304, headers=OURS)


NOT_REACHED: tuple[Mood, ...] = (
    reply_lost,
    cut_in_the_answer,
    unreachable,
    html(200),
    html(404),
    html(502),
    redirect(301),
    redirect(307),
)
NOT_NOW: tuple[Mood, ...] = tuple(status(code) for code in (408, 425, 429, 500, 502, 503))


def client_for(server: ModelBackOffice, clock: ManualClock) -> BackOffice:
    return BackOffice(
        "https://termin.example",
        terminal_id=TERMINAL_ID,
        key=KEY,
        clock=clock,
        random_bytes=seeded(9).randbytes,
        transport=httpx2.MockTransport(server.handle),
    )


class Terminal:
    """The talking half of a terminal on a real store; enrolled already."""

    def __init__(
        self,
        database: Database,
        server: ModelBackOffice,
        clock: ManualClock,
        *,
        seed: int = 3,
        code: str = "",
        local: Local | None = None,
    ) -> None:
        self.database, self.server, self.clock = database, server, clock
        self.random = seeded(seed)
        self.code = code
        self.kept = Kept(database)
        if self.kept.enrolment() is None and server.enrolled:
            self.kept.keep_enrolment(ENROLMENT)
        self.changes = 0
        self.client = client_for(server, clock)
        self.sync = Sync(
            database,
            Identity(TERMINAL_ID, KEY),
            clock,
            self.random.randbytes,
            self.random.random,
            connect=lambda: self.client,
            enrolment_code=lambda: self.code,
            version="1",
            on_change=self._changed,
            local=local,
        )

    def _changed(self) -> None:
        self.changes += 1

    def steps(self, count: int) -> None:
        """So many rounds, each after the pause that the one before asked for."""
        for _ in range(count):
            self.clock.advance(self.sync.step())

    def until(self, condition: Callable[[], bool], seconds: float) -> None:
        """Let rounds and time pass, at most so many seconds of it, until something holds."""
        deadline = self.clock.monotonic() + seconds
        while not condition():
            assert self.clock.monotonic() < deadline, f"not within {seconds} s: {self.sync.state}"
            self.clock.advance(max(0.01, self.sync.step()))

    def new_id(self) -> UUID:
        return uuid7(self.clock, self.random.randbytes)


def names(moods: Iterable[Mood]) -> list[str]:
    return [mood.__name__ for mood in moods]


Answer = Callable[[httpx2.Request], httpx2.Response | None]


def on(terminal: Terminal, path: str, answer: Answer) -> None:
    """Answer requests that begin with ``path`` in a special way, others as ever."""
    original = terminal.server.take

    def take(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.startswith(f"{API}/{path}"):
            special = answer(request)
            if special is not None:
                return special
        return original(request)

    terminal.server.take = take  # type: ignore[method-assign]
