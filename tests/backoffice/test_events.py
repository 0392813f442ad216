# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Server-sent events: what displays get, from where they left off, and that nothing is lost on the way."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Connection

from backoffice.domain import calls, desks
from backoffice.domain.events import EventKind, OfficeEvent, record
from backoffice.relay import BACKLOG, Relay
from backoffice.store import Store, StoreUnavailableError, open_store
from backoffice.store.base import Work
from tests.backoffice.browsing import Running
from tests.backoffice.world import DAY, FakeClock, Kiosk, problem_code

EVENTS = "/api/v1/offices/mitte/events"


def parse(text: str) -> list[tuple[str, dict[str, Any], str]]:
    """Name, data and id of each event."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append((fields["event"], json.loads(fields["data"]), fields.get("id", "")))
    return found


@pytest.fixture
def at(store: Store, clock: FakeClock) -> Callable[..., Any]:
    def act(rule: Callable[..., Any], desk: str = "Platz 1", **more: Any) -> Any:
        return store.submit_write(partial(rule, office_id="mitte", name=desk, now=clock.now, **more)).result(
            30
        )

    return act


def once(server: TestClient, **headers: str) -> list[tuple[str, dict[str, Any], str]]:
    answer = server.get(EVENTS, params={"once": "true"}, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    return parse(answer.text)


def test_whoever_comes_gets_how_things_stand(
    server: TestClient, kiosk: Kiosk, at: Callable[..., Any], clock: FakeClock
) -> None:
    kiosk.draw()
    kiosk.draw()
    for desk in ("Platz 1", "Platz 2"):
        at(desks.open_desk, desk)
        at(calls.call_next, desk)
        clock.advance(minutes=1)
    at(calls.arrive, "Platz 1")
    ((name, state, _),) = once(server)
    assert name == "snapshot"
    assert state["called"] == [{"label": "A 002", "desk": "Platz 2", "queue": "A", "call": 1}]


def test_calls_missed_for_a_moment_come_first_and_old_ones_do_not(
    server: TestClient, kiosk: Kiosk, at: Callable[..., Any], clock: FakeClock
) -> None:
    kiosk.draw()
    at(desks.open_desk)
    at(calls.call_next)
    ((_, _, seen),) = once(server)
    at(calls.call_again)
    at(calls.call_again)
    missed = once(server, **{"Last-Event-ID": seen})
    assert [name for name, _, _ in missed] == ["called", "called", "snapshot"]
    assert [data["call"] for name, data, _ in missed if name == "called"] == [2, 3]
    assert once(server, **{"Last-Event-ID": missed[-1][2]})[0][0] == "snapshot"
    clock.advance(minutes=3)
    assert [name for name, _, _ in once(server, **{"Last-Event-ID": seen})] == ["snapshot"]


@pytest.mark.parametrize("known", ["-1", "x", "9" * 20, "1e3", "²", "1; DROP TABLE event"])
def test_a_strange_id_is_as_good_as_none(server: TestClient, known: str) -> None:
    answer = server.get(EVENTS, params={"once": "true", "after": known[:20]})
    assert [name for name, _, _ in parse(answer.text)] == ["snapshot"]


@pytest.mark.parametrize("office", ["nord", "%00", "..", "<script>"])
def test_an_unknown_office_has_no_events(server: TestClient, office: str) -> None:
    answer = server.get(f"/api/v1/offices/{office}/events")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_the_other_office_hears_nothing(server: TestClient, kiosk: Kiosk, at: Callable[..., Any]) -> None:
    kiosk.draw()
    at(desks.open_desk)
    at(calls.call_next)
    text = server.get("/api/v1/offices/west/events", params={"once": "true"}).text
    assert parse(text)[0][1]["called"] == []
    assert problem_code(server.get("/api/v1/offices/nord/events"), 404) == "office-unknown"


@pytest.fixture
def running(database: str, clock: FakeClock, tmp_path: Path) -> Iterator[Running]:
    server = Running(database, clock, tmp_path / "handover.key")
    server.start()
    try:
        yield server
    finally:
        server.stop()


def test_what_one_process_writes_another_tells_at_once_and_in_public_words(
    running: Running, at: Callable[..., Any], store: Store, clock: FakeClock
) -> None:
    # The steps go through a store of their own, as from another server process.
    with httpx2.Client(base_url=running.url) as client:
        kiosk = Kiosk.enrolled(client, store, clock, "mitte")  # type: ignore[arg-type]
        kiosk.draw()
    heard: list[tuple[str, dict[str, Any], str]] = []
    snapshot, enough = threading.Event(), threading.Event()

    def follow() -> None:
        with (
            httpx2.Client(base_url=running.url, timeout=20) as client,
            client.stream("GET", EVENTS) as answer,
            suppress(httpx2.HTTPError),
        ):
            text = ""
            for piece in answer.iter_text():
                text += piece
                heard[:] = parse(text)
                if heard:
                    snapshot.set()
                if len([one for one in heard if one[0] != "tick"]) >= 6:
                    enough.set()
                    return

    follower = threading.Thread(target=follow)
    follower.start()
    assert snapshot.wait(20)
    at(desks.open_desk)
    at(calls.call_next)
    at(calls.call_again)
    at(calls.park)
    at(desks.close_desk)
    assert enough.wait(20)
    follower.join(20)
    told = [(name, data) for name, data, _ in heard if name != "tick"][1:]
    assert told == [
        ("changed", {}),
        ("called", {"label": "A 001", "desk": "Platz 1", "queue": "A", "call": 1}),
        ("called", {"label": "A 001", "desk": "Platz 1", "queue": "A", "call": 2}),
        ("left", {"label": "A 001"}),
        ("changed", {}),
    ]
    ids = [int(number) for name, _, number in heard if name not in ("tick", "snapshot")]
    assert ids == sorted(set(ids))


def test_a_server_that_stops_does_not_wait_for_displays(running: Running) -> None:
    started, ended = threading.Event(), threading.Event()

    def follow() -> None:
        with (
            httpx2.Client(base_url=running.url, timeout=30) as client,
            suppress(httpx2.HTTPError),
            client.stream("GET", EVENTS) as answer,
        ):
            for _ in answer.iter_bytes():
                started.set()
        ended.set()

    threading.Thread(target=follow, daemon=True).start()
    assert started.wait(20)
    before = time.monotonic()
    running.stop()
    assert time.monotonic() - before < 5
    assert ended.wait(5)


@pytest.mark.parametrize("engine", [pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_ids_committed_out_of_order_between_offices_are_all_told(
    database: str, store: Store, clock: FakeClock
) -> None:
    """On PostgreSQL a transaction of another office may commit a lower id later. SQLite has one writer."""
    slow, drawn = threading.Event(), threading.Event()

    def write(connection: Connection, office: str, label: str, hold: bool) -> None:
        record(
            connection,
            office,
            DAY,
            clock.now,
            EventKind.CALLED,
            label=label,
            desk="Platz 1",
            queue="A",
            call=1,
        )
        if hold:
            drawn.set()
            slow.wait(10)

    async def scenario() -> list[str]:
        relay = Relay(store)
        reading = asyncio.create_task(relay.run())
        told: list[str] = []

        async def take(events: asyncio.Queue[OfficeEvent | None]) -> None:
            event = await asyncio.wait_for(events.get(), 10)
            assert event is not None
            told.append(event.body["label"])

        other = open_store(database)
        with relay.listen("mitte") as mitte, relay.listen("west") as west:
            held = other.submit_write(partial(write, office="mitte", label="A 001", hold=True))
            assert await asyncio.to_thread(drawn.wait, 10)
            store.submit_write(partial(write, office="west", label="A 002", hold=False)).result(10)
            await take(west)
            slow.set()
            held.result(10)
            await take(mitte)
        reading.cancel()
        other.close()
        return told

    assert asyncio.run(scenario()) == ["A 002", "A 001"]


def test_a_listener_that_does_not_keep_up_is_sent_away(store: Store, clock: FakeClock) -> None:
    def write(connection: Connection, count: int) -> None:
        for _ in range(count):
            record(connection, "mitte", DAY, clock.now, EventKind.CALLED, label="A 001")

    async def scenario() -> OfficeEvent | None:
        relay = Relay(store)
        reading = asyncio.create_task(relay.run())
        with relay.listen("mitte") as events:
            store.submit_write(partial(write, count=1)).result(20)
            assert await asyncio.wait_for(events.get(), 10) is not None
            store.submit_write(partial(write, count=BACKLOG + 1)).result(20)
            last = await asyncio.wait_for(events.get(), 10)
        reading.cancel()
        return last

    assert asyncio.run(scenario()) is None


def test_a_display_that_goes_is_forgotten(running: Running) -> None:
    with (
        httpx2.Client(base_url=running.url, timeout=20) as client,
        client.stream("GET", EVENTS) as answer,
    ):
        pieces = answer.iter_bytes()
        assert next(pieces)
        assert running.listeners == 1
    deadline = time.monotonic() + 15
    while running.listeners and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running.listeners == 0


class Outage:
    """A store whose database can go away."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.is_away = False

    def submit_read(self, work: Work[Any]) -> Future[Any]:
        if self.is_away:
            raise StoreUnavailableError("gone")
        return self._store.submit_read(work)


def test_an_outage_of_the_database_is_noticed_and_nothing_of_it_is_lost(
    store: Store, clock: FakeClock
) -> None:
    def write(connection: Connection) -> None:
        record(connection, "mitte", DAY, clock.now, EventKind.CALLED, label="A 001")

    async def until(condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():
                await asyncio.sleep(0.02)

    async def scenario() -> list[str]:
        outage = Outage(store)
        relay = Relay(outage)  # type: ignore[arg-type]
        reading = asyncio.create_task(relay.run())
        with relay.listen("mitte") as events:
            store.submit_write(write).result(10)
            told = [await asyncio.wait_for(events.get(), 10)]
            outage.is_away = True
            await until(lambda: not relay.is_current)
            store.submit_write(write).result(10)
            outage.is_away = False
            await until(lambda: relay.is_current)
            told.append(await asyncio.wait_for(events.get(), 10))
        reading.cancel()
        return [one.body["label"] for one in told if one is not None]

    assert asyncio.run(scenario()) == ["A 001", "A 001"]
