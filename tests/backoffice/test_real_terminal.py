# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal's own conversation with the real back office: help that is taken, orders, rights that are taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

import httpx2
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backoffice.domain.commands import give
from backoffice.domain.help_calls import take
from backoffice.domain.terminals import new_code, revoke
from backoffice.schema import command, ticket
from backoffice.store import Store
from devices.printer import Cut, Slip
from kiosk.store.kept import Kept
from kiosk.sync.client import BackOffice
from kiosk.sync.identity import Identity, load_or_create
from kiosk.sync.local import Answered, Local, Scene
from kiosk.sync.sync import Sync
from kiosk.tickets.desk import Order
from kiosk.visit.events import SetAsideAnswered
from kiosk.wire.commands import CommandKind
from tests.backoffice.handing_over import serving
from tests.backoffice.world import START
from tests.helpers import ManualClock, World


class SharedClock(ManualClock):
    """Terminal and server look at the same clock on the wall."""

    def __call__(self) -> datetime:
        return self.now()


@pytest.fixture
def clock() -> SharedClock:
    return SharedClock(START)


@pytest.fixture
def server(database: str, clock: SharedClock, tmp_path: Path) -> Iterator[TestClient]:
    with serving(database, clock, tmp_path / "key") as client:  # type: ignore[arg-type]
        yield client


@dataclass
class RealTerminal:
    """The talking half of a terminal, on a real store, in front of a real server."""

    folder: Path
    server: TestClient
    clock: SharedClock
    code: str
    trials: list[UUID] = field(default_factory=list)
    taken: list[tuple[UUID, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world = World(self.folder, clock=self.clock)
        self.kept = Kept(self.world.database)
        self.kept.forget("enrolment", "configuration", "configuration-etag")
        with self.world.database.transaction() as connection:
            connection.execute("DELETE FROM lease")
        self.identity = self._identity()
        self.scene = Scene()
        self.sync = Sync(
            self.world.database,
            self.identity,
            self.clock,
            self.world.random.randbytes,
            self.world.random.random,
            connect=self._connect,
            enrolment_code=lambda: self.code,
            version="1",
            local=Local(
                scene=lambda: self.scene,
                print_trial=self.trials.append,
                help_taken=self.taken.append,
                renew_identity=self._renew,
                set_aside=self._set_aside,
            ),
        )

    def _set_aside(self, asked: UUID, answered: Answered, sealed: str) -> None:
        self.world.handle(SetAsideAnswered(asked, answered, sealed))

    def _identity(self) -> Identity:
        return load_or_create(self.folder, self.kept, self.clock, self.world.random.randbytes)

    def _renew(self) -> Identity:
        self.identity = self._identity()
        return self.identity

    def _connect(self) -> BackOffice:
        return BackOffice(
            str(self.server.base_url).rstrip("/"),
            terminal_id=self.identity.terminal_id,
            key=self.identity.key,
            clock=self.clock,
            random_bytes=self.world.random.randbytes,
            transport=httpx2.MockTransport(self._forward),
        )

    def _forward(self, request: httpx2.Request) -> httpx2.Response:
        answer = self.server.request(
            request.method, str(request.url), content=request.content, headers=request.headers
        )
        headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
        return httpx2.Response(answer.status_code, headers=headers, content=answer.content)

    def live(self, seconds: float) -> None:
        """Rounds for so long."""
        until = self.clock.monotonic() + seconds
        while self.clock.monotonic() < until:
            self.clock.advance(max(0.2, min(self.sync.step(), until - self.clock.monotonic())))


@pytest.fixture
def terminal(server: TestClient, store: Store, clock: SharedClock, tmp_path: Path) -> RealTerminal:
    (tmp_path / "terminal").mkdir()
    made = RealTerminal(tmp_path / "terminal", server, clock, fresh_code(store, clock))
    made.live(2)
    assert made.sync.is_online, made.sync.state
    return made


def fresh_code(store: Store, clock: SharedClock) -> str:
    now = clock.now()
    return store.submit_write(lambda connection: new_code(connection, "mitte", now)).result(30)


def order(store: Store, terminal: RealTerminal, kind: CommandKind, message: str = "") -> None:
    now = terminal.clock.now()
    store.submit_write(
        lambda connection: give(
            connection, "mitte", terminal.identity.terminal_id, kind, "anna", now, message
        )
    ).result(30)


def outcomes(store: Store) -> dict[str, tuple[str, str]]:
    rows = store.submit_read(lambda connection: connection.execute(select(command)).all()).result(30)
    return {row.kind: (row.outcome, row.detail) for row in rows}


def test_orders_come_through_and_are_answered(terminal: RealTerminal, store: Store) -> None:
    terminal.scene = Scene(in_use=True, screen="list")
    for kind, message in (
        (CommandKind.LOCK, "Wartung bis 12 Uhr"),
        (CommandKind.TEST_PRINT, ""),
        (CommandKind.RELOAD, ""),
    ):
        order(store, terminal, kind, message)
    terminal.live(130)
    assert set(outcomes(store).values()) == {("", "")}, "a visitor is there"
    terminal.scene = Scene()
    terminal.live(70)
    assert len(terminal.trials) == 1
    terminal.sync.command_ended(terminal.trials[0], "done")
    terminal.live(5)
    assert outcomes(store) == {"lock": ("done", ""), "test-print": ("done", ""), "reload": ("done", "")}
    found = terminal.kept.configuration()
    assert found is not None
    assert found.lock.message == "Wartung bis 12 Uhr"


def test_whoever_called_for_help_hears_within_seconds_that_somebody_comes(
    terminal: RealTerminal, store: Store
) -> None:
    desk = terminal.world.desk
    call = desk.call_help("ticket")
    terminal.scene = Scene(in_use=True, screen="ticket", help_wanted=True)
    terminal.sync.report_now()
    terminal.sync.hurry()
    terminal.live(3)
    now = terminal.clock.now()
    store.submit_write(lambda connection: take(connection, "mitte", call.id, "anna", now)).result(30)
    terminal.live(6)
    assert terminal.taken
    assert terminal.taken[-1] == (call.id,)


def test_a_revoked_terminal_comes_back_as_another_one_and_brings_what_it_owed(
    terminal: RealTerminal, store: Store, server: TestClient, clock: SharedClock
) -> None:
    world, old = terminal.world, terminal.identity.terminal_id
    service = "reisepass-beantragen"
    issued = world.desk.issue(
        Order("mitte", "A", clock.now().date(), service, "de", issued_offline=True), lambda _: Slip((Cut(),))
    )
    now = clock.now()
    assert store.submit_write(lambda connection: revoke(connection, old, now)).result(30)
    clock.advance(11)
    terminal.live(60)
    assert terminal.kept.enrolment() is None
    assert terminal.kept.configuration() is None
    assert world.outbox.summary().waiting == 1
    terminal.code = fresh_code(store, clock)
    terminal.live(400)
    assert terminal.sync.is_online, terminal.sync.state
    assert terminal.identity.terminal_id != old
    rows = store.submit_read(lambda connection: connection.execute(select(ticket)).all()).result(30)
    assert [(row.id, row.number, row.flag) for row in rows] == [
        (issued.id, issued.number, "number-not-leased")
    ]
    assert world.outbox.summary().waiting == 0
