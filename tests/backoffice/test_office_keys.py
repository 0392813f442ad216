# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""An office's rows can live on a machine of their own: keys begin with the office, and daily work asks one office only."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Connection, Engine, Index, Table, UniqueConstraint, event, func, select, text

from backoffice.domain import board, calls, commands, desks, help_calls, queues
from backoffice.domain.floor import terminals_now
from backoffice.domain.forecast import Forecasts
from backoffice.domain.hot import KEEP_HEARTBEATS, KEEP_TICKETS
from backoffice.schema import REFERENCE, check_in, help_call, lease, metadata, ticket
from backoffice.store import Store
from backoffice.store.base import Batch
from backoffice.waiting.estimate import estimate
from kiosk.wire.commands import CommandKind
from tests.backoffice.requests import bodies
from tests.backoffice.world import START, FakeClock, Kiosk, add_appointment, problem_code

GROWING = sorted((table for table in metadata.tables.values() if table.name not in REFERENCE), key=str)


def test_every_reference_table_exists() -> None:
    assert set(metadata.tables) >= REFERENCE


def test_the_commands_for_several_machines_name_every_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
    commands_of_it = page[page.index("CREATE EXTENSION citus") : page.index("All server processes connect")]
    assert {name for name in metadata.tables if f"'{name}'" not in commands_of_it} == set()


@pytest.mark.parametrize("table", GROWING, ids=str)
def test_the_office_comes_first_in_every_key(table: Table) -> None:
    keys: list[tuple[str, ...]] = [tuple(table.primary_key.columns.keys())]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            keys.append(tuple(constraint.columns.keys()))
    for index in table.indexes:
        assert isinstance(index, Index)
        if index.unique:
            keys.append(tuple(index.columns.keys()))
    assert [key[0] for key in keys] == ["office_id"] * len(keys)


@pytest.mark.parametrize("table", GROWING, ids=str)
def test_references_to_other_growing_tables_name_the_office(table: Table) -> None:
    for constraint in table.foreign_key_constraints:
        if constraint.referred_table.name not in REFERENCE:
            pairs = {(one.parent.name, one.column.name) for one in constraint.elements}
            assert ("office_id", "office_id") in pairs


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_reference_tables_refer_to_reference_tables_only(name: str) -> None:
    referred = {one.referred_table.name for one in metadata.tables[name].foreign_key_constraints}
    assert referred <= REFERENCE


@contextmanager
def listening() -> Iterator[list[str]]:
    """All statements of all engines meanwhile."""
    heard: list[str] = []

    def hear(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def tables_of_all_offices(statement: str) -> set[str]:
    """Growing tables that a statement reads or changes without saying whose rows."""
    found: set[str] = set()
    if statement.startswith("INSERT") and " VALUES " in statement:
        return found  # the key sees to it
    for table in GROWING:
        named = re.search(rf"\b(FROM|JOIN|UPDATE|,) {table.name}\b", statement)
        own = re.search(rf"(?<![.\w])({table.name}\.)?office_id (=|IN) ", statement.replace("(", " "))
        joined = re.search(rf"\b{table.name}\.office_id\b", statement)
        if named and not (own and (joined or f"{table.name} WHERE office_id" in statement)):
            found.add(table.name)
    return found


def test_a_statement_that_names_no_office_is_noticed() -> None:
    assert tables_of_all_offices(str(select(ticket).where(ticket.c.id == uuid4()))) == {"ticket"}
    assert tables_of_all_offices(str(select(ticket).where(ticket.c.office_id == "mitte"))) == set()


@pytest.mark.parametrize(
    ("batch", "tables"),
    [(KEEP_TICKETS, ["lease", "check_in"]), (KEEP_HEARTBEATS, ["command", "help_call"])],
    ids=["ticket", "heartbeat"],
)
def test_what_comes_all_day_asks_one_office(batch: Batch, tables: list[str]) -> None:
    asked = re.findall(r"FROM (\w+)(?: AS one)?\s+WHERE (?:one\.)?(\w+) =", batch.sqlite)
    assert asked == [(table, "office_id") for table in tables]


@pytest.mark.parametrize("engine", [pytest.param("postgresql", marks=pytest.mark.postgres)])
@pytest.mark.parametrize(
    ("function", "tables"),
    [("keep_ticket", ["lease", "check_in"]), ("keep_heartbeat", ["command", "help_call"])],
)
def test_a_function_for_what_comes_all_day_asks_one_office(
    store: Store, function: str, tables: list[str]
) -> None:
    source = store.submit_read(
        lambda connection: connection.execute(
            text("SELECT prosrc FROM pg_proc WHERE proname = :name"), {"name": function}
        ).scalar_one()
    ).result(30)
    asked = re.findall(r"FROM (\w+) WHERE (\w+) = (\w+)", source)
    assert asked == [(table, "office_id", "p_office_id") for table in tables]


@pytest.fixture
def _nothing_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sweeping goes through all offices, beside whatever is listened to."""

    async def rest(_context: object) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr("backoffice.app.keep_sweeping", rest)


@pytest.mark.usefixtures("_nothing_is_swept")
@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_visit_from_ticket_to_desk_asks_one_office_only(
    server: TestClient, kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    appointment_id = add_appointment(store)
    good = bodies(kiosk)
    with listening() as heard:
        kiosk.lease("B")
        token = kiosk.draw()["status_token"]
        second = kiosk.draw(lease_id=str(uuid4()))  # not leased: the long way
        arrival = kiosk.check_in(appointment_id, second["id"])
        for path, body in (
            (f"/api/v1/check-ins/{arrival['id']}", arrival),
            good["help_call"],
            good["help_call"],
            good["handover"],
            good["heartbeat"],
        ):
            assert kiosk.put(path, body).is_success
        store.submit_write(
            partial(
                commands.give,
                office_id="mitte",
                terminal_id=kiosk.id,
                kind=CommandKind.LOCK,
                by="anna",
                now=clock.now,
            )
        ).result(30)
        assert kiosk.put(*good["heartbeat"]).json()["commands"]
        for path in ("/api/v1/queues", f"/api/v1/status/{token}?office=mitte"):
            assert (kiosk.get(path) if "queues" in path else server.get(path)).status_code == 200

        def at_desk(connection: Connection) -> None:
            desks.open_desk(connection, "mitte", "Platz 2", clock.now, login="anna")
            calls.call_next(connection, "mitte", "Platz 2", clock.now)
            calls.absent(connection, "mitte", "Platz 2", clock.now)
            calls.call_next(connection, "mitte", "Platz 2", clock.now)
            calls.arrive(connection, "mitte", "Platz 2", clock.now)
            board.overview(connection, "mitte", "Platz 2", clock.now)
            board.called_now(connection, "mitte", clock.now)
            calls.finish(connection, "mitte", "Platz 2", clock.now)
            terminals_now(connection, "mitte", clock.now)
            help_calls.take(connection, "mitte", UUID(good["help_call"][1]["id"]), "anna", clock.now)
            queues.queue_states(connection, "mitte", Forecasts(), estimate, clock.now)

        store.submit_write(at_desk).result(30)
    assert len(heard) > 60
    assert {one: tables_of_all_offices(one) for one in heard if tables_of_all_offices(one)} == {}


def test_one_id_in_two_offices_is_two_facts_and_repeats_in_each(
    server: TestClient, kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    west = Kiosk.enrolled(server, store, clock, "west")
    shared_id = str(uuid4())
    for one in (kiosk, west):
        request = {"queue": "A", "day": "2026-11-24", "size": 5}
        assert [one.put(f"/api/v1/leases/{shared_id}", request).status_code for _ in "12"] == [201, 200]
        one.leases["A"] = one.put(f"/api/v1/leases/{shared_id}", request).json()
        body = one.ticket(id=shared_id)
        assert [one.put(f"/api/v1/tickets/{shared_id}", body).status_code for _ in "12"] == [201, 200]
        assert problem_code(
            one.put(f"/api/v1/tickets/{shared_id}", {**body, "number": body["number"] + 1}), 409
        )
        arrival = one.check_in(uuid4(), shared_id, id=shared_id)
        assert [one.put(f"/api/v1/check-ins/{shared_id}", arrival).status_code for _ in "12"] == [201, 200]
        call = {"id": shared_id, "called_at": START.isoformat()}
        assert [one.put(f"/api/v1/help-calls/{shared_id}", call).status_code for _ in "12"] == [201, 200]
    for table in (lease, ticket, check_in, help_call):
        count = store.submit_read(
            lambda connection, table=table: connection.execute(
                select(func.count()).select_from(table)
            ).scalar()
        ).result(30)
        assert (table.name, count) == (table.name, 2)
