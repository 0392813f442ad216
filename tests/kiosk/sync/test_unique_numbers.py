# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""No number twice: three terminals, lost replies, restarts and damaged stores, against the real back office."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import httpx2
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from backoffice.app import create_app
from backoffice.domain.terminals import new_code
from backoffice.schema import lease, ticket
from backoffice.settings import Settings
from backoffice.store import Store, open_store
from devices.printer import Cut, Slip
from kiosk.store.kept import Kept
from kiosk.store.outbox import Outbox
from kiosk.store.salvage import open_or_replace
from kiosk.sync.client import BackOffice
from kiosk.sync.identity import load_or_create
from kiosk.sync.sync import Sync
from kiosk.tickets.desk import Order, TicketDesk
from kiosk.tickets.leases import NumbersExhaustedError
from kiosk.wire.models import label
from tests.backoffice.world import START, small_city
from tests.helpers import ManualClock, seeded
from tests.kiosk.store.test_damage import spoil_table

QUEUES = "AB"
SLIP = Slip((Cut(),))


@dataclass
class Server:
    """One back office for all examples; each example has days and terminals of its own."""

    client: TestClient
    store: Store
    clock: ManualClock
    examples: int = 0

    def code(self) -> str:
        now = self.clock.now()
        return self.store.submit_write(lambda connection: new_code(connection, "mitte", now)).result(30)

    def rows(self, table, terminal_id: UUID):  # type: ignore[no-untyped-def]
        query = select(table).where(table.c.terminal_id == terminal_id)
        return self.store.submit_read(lambda connection: connection.execute(query).all()).result(30)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    address = f"sqlite:///{tmp_path_factory.mktemp('city') / 'backoffice.db'}"
    clock = ManualClock(START)
    store = open_store(address)
    store.submit_write(small_city).result(30)
    with TestClient(create_app(Settings(database=address), clock=clock.now)) as client:
        yield Server(client, store, clock)
    store.close()


class Desk:
    """A terminal reduced to what gives out numbers and talks about them."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server = server
        self.folder = Path(tempfile.mkdtemp())
        self.code = server.code()
        self.random = seeded(seed)
        self.moods: list[str] = []
        self.given: list[tuple[str, int]] = []
        self.tickets: set[UUID] = set()
        self.open()

    def open(self) -> None:
        self.database, self.replaced = open_or_replace(
            self.folder / "terminal.sqlite", self.server.clock.now()
        )
        self.outbox = Outbox(self.database)
        self.desk = TicketDesk(
            self.database, self.server.clock, self.random.randbytes, slip_expires=timedelta(minutes=10)
        )
        clock, kept = self.server.clock, Kept(self.database)
        self.identity = load_or_create(self.folder, kept, clock, self.random.randbytes)
        client = BackOffice(
            "http://testserver",
            terminal_id=self.identity.terminal_id,
            key=self.identity.key,
            clock=clock,
            random_bytes=self.random.randbytes,
            transport=httpx2.MockTransport(self._over_the_line),
        )
        self.sync = Sync(
            self.database,
            self.identity,
            clock,
            self.random.randbytes,
            self.random.random,
            connect=lambda: client,
            enrolment_code=lambda: self.code,
            version="1",
        )

    def _over_the_line(self, request: httpx2.Request) -> httpx2.Response:
        mood = self.moods.pop(0) if self.moods else "well"
        if mood == "unreachable":
            raise httpx2.ConnectError("no line", request=request)
        answer = self.server.client.request(
            request.method, str(request.url), content=request.content, headers=request.headers
        )
        if mood == "lost":
            raise httpx2.ReadTimeout("lost", request=request)
        content = answer.content[: len(answer.content) // 2] if mood == "cut" else answer.content
        headers = {
            name: value for name, value in answer.headers.items() if name.lower() not in ("content-length",)
        }
        return httpx2.Response(answer.status_code, headers=headers, content=content)

    def draw(self, queue: str, day: date) -> None:
        order = Order(
            office_id="mitte",
            queue=queue,
            day=day,
            service="wohnsitz-anmelden",
            language="de",
            issued_offline=not self.sync.is_online,
        )
        try:
            issued = self.desk.issue(order, lambda _issued: SLIP)
        except NumbersExhaustedError:
            return
        self.given.append((queue, issued.number))
        self.tickets.add(issued.id)

    def close(self) -> None:
        self.database.close()


class Numbers(RuleBasedStateMachine):
    """Three terminals draw numbers on one day."""

    server: Server

    def __init__(self) -> None:
        super().__init__()
        self.server.examples += 1
        self.server.clock.set_wall(START + timedelta(days=self.server.examples))
        self.day = self.server.clock.now().date()
        self.desks = [Desk(self.server, seed) for seed in range(3)]
        self.damaged = False

    def teardown(self) -> None:
        try:
            self.everything_arrives()
        finally:
            for desk in self.desks:
                desk.close()
                shutil.rmtree(desk.folder)

    @initialize()
    def all_get_in(self) -> None:
        for desk in self.desks:
            self.server.clock.advance(desk.sync.step())

    @rule(
        who=st.integers(0, 2),
        moods=st.lists(st.sampled_from(["well", "lost", "cut", "unreachable"]), min_size=1, max_size=10),
    )
    def the_line_fails(self, who: int, moods: list[str]) -> None:
        self.desks[who].moods += moods

    @rule(who=st.integers(0, 2), queue=st.sampled_from(QUEUES), count=st.integers(1, 25))
    def visitors_come(self, who: int, queue: str, count: int) -> None:
        for _ in range(count):
            self.desks[who].draw(queue, self.day)

    @rule(who=st.integers(0, 2), rounds=st.integers(1, 4))
    def time_passes(self, who: int, rounds: int) -> None:
        for _ in range(rounds):
            self.server.clock.advance(min(60.0, self.desks[who].sync.step()))

    @rule(who=st.integers(0, 2))
    def it_starts_again(self, who: int) -> None:
        self.desks[who].close()
        self.desks[who].open()

    @rule(who=st.integers(0, 2), table=st.sampled_from(["lease", "print_job"]))
    def its_store_is_damaged(self, who: int, table: str) -> None:
        desk = self.desks[who]
        desk.close()
        spoil_table(desk.folder / "terminal.sqlite", table)
        desk.open()
        assert desk.replaced
        desk.draw("A", self.day)  # without a lease this gives nothing

    @invariant()
    def no_number_is_given_twice(self) -> None:
        given = [one for desk in self.desks for one in desk.given]
        twice = {label(*one) for one in given if given.count(one) > 1}
        assert not twice

    def everything_arrives(self) -> None:
        for desk in self.desks:
            desk.moods.clear()
            for _ in range(200):
                if desk.sync.is_online and desk.outbox.summary().waiting == 0:
                    break
                self.server.clock.advance(min(60.0, desk.sync.step()))
            assert desk.outbox.summary().waiting == 0
            assert desk.outbox.summary().dead == 0
            arrived = self.server.rows(ticket, desk.identity.terminal_id)
            assert {row.id for row in arrived} == desk.tickets
            assert {(row.queue, row.number) for row in arrived} == set(desk.given)
            assert {row.flag for row in arrived} <= {""}, "every number was leased, and to this terminal"
        blocks = sorted(
            (row.queue, row.day, row.first, row.last)
            for desk in self.desks
            for row in self.server.rows(lease, desk.identity.terminal_id)
        )
        for before, after in pairwise(blocks):
            assert before[:2] != after[:2] or before[3] < after[2]


def run(server: Server, examples: int, steps: int) -> None:
    Numbers.server = server
    run_state_machine_as_test(
        Numbers,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_three_terminals_never_give_one_number_twice(server: Server) -> None:
    run(server, examples=8, steps=20)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_three_terminals_never_give_one_number_twice_in_many_days(server: Server) -> None:
    run(server, examples=40, steps=40)
