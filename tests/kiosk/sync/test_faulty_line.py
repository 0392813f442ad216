# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal's real client and the real back office, with a line between them that fails in every way."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from backoffice.embedded import EmbeddedBackOffice
from devices.printer import Cut, Slip
from kiosk.clock import uuid7
from kiosk.sync import client as client_module
from kiosk.sync.client import BackOffice, NotReachedError
from kiosk.sync.identity import load_or_create
from kiosk.sync.sync import Sync
from kiosk.tickets.desk import Order
from kiosk.tickets.leases import NumbersExhaustedError
from kiosk.wire.models import Punctuality
from tests.helpers import MONDAY, ManualClock, World
from tests.kiosk.sync.faulty_line import Fault, FaultyLine

SLIP = Slip((Cut(),))
FAULTS = [fault for fault in Fault if fault is not Fault.HEAD_DRIPS]


class OnTheLine:
    """A terminal (without visit and printer) that talks to a real back office over a faulty line."""

    def __init__(self, folder: Path, clock: ManualClock, line: FaultyLine, code: str, seed: int = 1) -> None:
        self.world = World(folder, clock=clock, seed=seed)
        self.clock, self.line, self.code = clock, line, code
        self.world.kept.forget("enrolment", "configuration", "configuration-etag")
        with self.world.database.transaction() as connection:
            connection.execute("DELETE FROM lease")
        identity = load_or_create(folder, self.world.kept, clock, self.world.random.randbytes)
        self.terminal_id = identity.terminal_id
        self.clients: list[BackOffice] = []

        def connect() -> BackOffice:
            self.clients.append(
                BackOffice(
                    line.url,
                    terminal_id=identity.terminal_id,
                    key=identity.key,
                    clock=clock,
                    random_bytes=self.world.random.randbytes,
                )
            )
            return self.clients[-1]

        self.sync = Sync(
            self.world.database,
            identity,
            clock,
            self.world.random.randbytes,
            self.world.random.random,
            connect=connect,
            enrolment_code=lambda: self.code,
            version="1",
        )

    @property
    def today(self) -> date:
        return MONDAY.date()

    def until(self, condition, rounds: int = 400) -> None:  # type: ignore[no-untyped-def]
        for _ in range(rounds):
            if condition():
                return
            self.clock.advance(max(0.01, self.sync.step()))
        raise AssertionError(f"not within {rounds} rounds: {self.sync.state}")

    def draw(self, queue: str, *, appointment: bool = False) -> UUID | None:
        order = Order(
            office_id="mitte",
            queue=queue,
            day=self.today,
            service="wohnsitz-anmelden",
            language="de",
            issued_offline=not self.sync.is_online,
            appointment_id=uuid7(self.clock, self.world.random.randbytes) if appointment else None,
            punctuality=Punctuality.ON_TIME if appointment else None,
        )
        try:
            return self.world.desk.issue(order, lambda _issued: SLIP).id
        except NumbersExhaustedError:
            return None

    def close(self) -> None:
        for client in self.clients:
            client.close()
        self.world.database.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "backoffice.db"


@pytest.fixture
def back_office(database: Path, clock: ManualClock) -> Iterator[EmbeddedBackOffice]:
    running = EmbeddedBackOffice(database, clock=clock.now)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def line(back_office: EmbeddedBackOffice) -> Iterator[FaultyLine]:
    made = FaultyLine(back_office.url, patience=0.6)
    yield made
    made.close()


@pytest.fixture
def terminal(
    tmp_path: Path, clock: ManualClock, line: FaultyLine, back_office: EmbeddedBackOffice
) -> Iterator[OnTheLine]:
    made = OnTheLine(tmp_path / "terminal", clock, line, back_office.enrolment_code())
    yield made
    made.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A late answer is late after 0.3 s here."""
    monkeypatch.setattr(client_module, "READ_TIMEOUT_S", 0.3)


def received(database: Path, table: str, terminal_id: UUID) -> dict[str, sqlite3.Row]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    rows = connection.execute(
        f"SELECT * FROM {table} WHERE terminal_id IN (?, ?)", (terminal_id.hex, str(terminal_id))
    ).fetchall()
    connection.close()
    found = {str(UUID(str(row["id"]))): row for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_alone_costs_nothing(terminal: OnTheLine, database: Path, fault: Fault) -> None:
    """Six times every other exchange, from the enrolment on; and again when there are facts to send."""
    plan: list[Fault] = []
    terminal.line.next_fault = lambda: plan.pop() if plan else Fault.NONE
    plan += [Fault.NONE, fault] * 6
    terminal.until(lambda: terminal.sync.is_online and terminal.world.leases.supply("B", terminal.today).left)
    plan += [Fault.NONE, fault] * 6
    drawn = {str(terminal.draw("B", appointment=number % 2 == 0)) for number in range(4)}
    call = terminal.world.desk.call_help("start")
    terminal.until(lambda: terminal.world.outbox.summary().waiting <= 3)
    terminal.world.desk.withdraw_help(call)
    terminal.until(lambda: terminal.world.outbox.summary().waiting == 0)
    tickets = received(database, "ticket", terminal.terminal_id)
    assert set(tickets) == drawn
    assert {row["flag"] for row in tickets.values()} == {""}
    calls = received(database, "help_call", terminal.terminal_id)
    assert all(row["withdrawn_at"] for row in calls.values())
    assert terminal.world.outbox.summary().dead == 0
    assert terminal.line.seen[fault] >= 6


@pytest.mark.parametrize("seed", [1, 2])
def test_a_bad_morning_of_every_fault_costs_nothing(terminal: OnTheLine, database: Path, seed: int) -> None:
    chance = random.Random(seed)
    drawn: set[str] = set()
    checked_in = 0
    terminal.until(lambda: terminal.sync.is_online)
    terminal.line.next_fault = lambda: chance.choice([Fault.NONE, *FAULTS])
    for _ in range(40):
        appointment = chance.random() < 0.3
        ticket = terminal.draw(chance.choice("ABC"), appointment=appointment)
        assert ticket is not None, "the lease from before lasts for hours"
        drawn.add(str(ticket))
        checked_in += appointment
        terminal.sync.hurry()
        terminal.clock.advance(chance.choice([1, 3, 30]))
        terminal.sync.step()
    assert len(terminal.line.seen) >= 8, terminal.line.seen
    terminal.line.next_fault = lambda: Fault.NONE
    terminal.until(lambda: terminal.world.outbox.summary().waiting == 0)
    assert terminal.world.outbox.summary().dead == 0
    tickets = received(database, "ticket", terminal.terminal_id)
    assert set(tickets) == drawn
    assert {row["flag"] for row in tickets.values()} == {""}
    assert len({(row["queue"], row["number"]) for row in tickets.values()}) == len(drawn)
    check_ins = received(database, "check_in", terminal.terminal_id)
    assert len(check_ins) == checked_in
    leases = received(database, "lease", terminal.terminal_id)
    with terminal.world.database.reading() as connection:
        kept = {row["id"] for row in connection.execute("SELECT id FROM lease")}
    assert set(leases) == kept, "no block leaked"


def test_an_answer_whose_head_never_ends_is_given_up(
    terminal: OnTheLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "TOTAL_TIMEOUT_S", 1.0)
    terminal.until(lambda: terminal.sync.is_online)
    terminal.line.next_fault = lambda: Fault.HEAD_DRIPS
    began = time.monotonic()
    with pytest.raises(NotReachedError):
        terminal.clients[0].get("queues")
    assert time.monotonic() - began < 5


def test_the_back_office_comes_back_on_the_same_address(
    terminal: OnTheLine, back_office: EmbeddedBackOffice, database: Path, clock: ManualClock
) -> None:
    terminal.until(lambda: terminal.sync.is_online and terminal.world.leases.supply("B", terminal.today).left)
    port = int(back_office.url.rpartition(":")[2])
    back_office.stop()
    drawn = {str(terminal.draw("B")) for _ in range(3)}
    for _ in range(3):
        clock.advance(terminal.sync.step())
    assert not terminal.sync.is_online
    again = EmbeddedBackOffice(database, port=port, clock=clock.now)
    again.start()
    try:
        terminal.until(lambda: terminal.world.outbox.summary().waiting == 0)
        assert set(received(database, "ticket", terminal.terminal_id)) == drawn
    finally:
        again.stop()
