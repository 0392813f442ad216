# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept for figures goes when its time is over, in small steps, and not a day earlier."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Connection, func, select

from backoffice import sweeping
from backoffice.domain import retention
from backoffice.domain.audit import Change, note
from backoffice.schema import metadata, ticket_service
from backoffice.settings import Settings
from backoffice.store import Store
from backoffice.sweeping import forget_old
from kiosk.wire.models import API
from tests.backoffice.world import FakeClock, Kiosk, add_appointment

KEPT_FOR_FIGURES = (
    "appointment",
    "audit",
    "check_in",
    "help_call",
    "lease",
    "number_counter",
    "ticket",
    "ticket_service",
)


def counts(store: Store) -> dict[str, int]:
    def count(connection: Connection) -> dict[str, int]:
        return {
            name: connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one()
            for name in KEPT_FOR_FIGURES
        }

    return store.submit_read(count).result(30)


def forget(server: TestClient) -> bool:
    """What the running server does once a day, on its own loop."""
    context = server.app.state.context  # type: ignore[attr-defined]
    portal = server.portal
    assert portal is not None
    return portal.call(forget_old, context)


def a_day(kiosk: Kiosk, store: Store) -> dict[str, Any]:
    """One of everything. Returns the ticket."""
    appointment_id = add_appointment(store, starts_at=kiosk.clock.now)
    day = kiosk.clock.now.date()
    kiosk.lease(day=day)
    body = kiosk.draw(day=str(day))
    check_in = kiosk.check_in(appointment_id, body["id"])
    assert kiosk.put(f"{API}/check-ins/{check_in['id']}", check_in).status_code == 201
    call = {"id": str(uuid4()), "called_at": kiosk.clock.now.isoformat()}
    assert kiosk.put(f"{API}/help-calls/{call['id']}", call).status_code == 201
    now = kiosk.clock.now

    def more(connection: Connection) -> None:
        connection.execute(
            ticket_service.insert().values(
                office_id="mitte", ticket_id=UUID(body["id"]), service="reisepass-beantragen", day=day
            )
        )
        note(connection, "anna", "mitte", Change.QUEUE_SET, "A", now)

    store.submit_write(more).result(30)
    return body


def test_everything_stays_for_400_days_and_then_goes(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    a_day(kiosk, store)
    assert set(counts(store).values()) == {1}
    clock.advance(days=400)
    assert forget(server)
    assert set(counts(store).values()) == {1}, "not before its time is over"
    clock.advance(days=1)
    assert forget(server)
    assert set(counts(store).values()) == {0}


def test_what_is_newer_stays(kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock) -> None:
    a_day(kiosk, store)
    clock.advance(days=300)
    a_day(kiosk, store)
    clock.advance(days=150)
    assert forget(server)
    assert set(counts(store).values()) == {1}


def test_a_year_of_numbers_goes_in_batches_and_the_server_answers_between(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(9):
        kiosk.draw()
    clock.advance(days=401)
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(sweeping, "MOST_BATCHES", 4)
    assert not forget(server), "the rest goes with the next"
    assert counts(store)["ticket"] == 1
    assert forget(server)
    assert counts(store)["ticket"] == 0


def test_a_fact_with_a_day_long_ago_that_came_today_stays(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    """The clock of the terminal was wrong by years; the visitor waits all the same."""
    kiosk.draw(day="2024-11-24", drawn_at="2024-11-24T09:00:00Z")
    kiosk.draw(day="2031-11-24")
    call = {"id": str(uuid4()), "called_at": "2021-01-01T00:00:00Z"}
    assert kiosk.put(f"{API}/help-calls/{call['id']}", call).status_code == 201
    assert forget(server)
    assert (counts(store)["ticket"], counts(store)["help_call"]) == (2, 1)
    clock.advance(days=401)
    assert forget(server)
    assert (counts(store)["ticket"], counts(store)["help_call"]) == (0, 0)


def test_a_link_on_a_slip_leads_nowhere_the_next_day_although_the_number_is_kept(
    kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    token = a_day(kiosk, store)["status_token"]
    assert kiosk.server.get(f"{API}/status/{token}").status_code == 200
    clock.advance(hours=13, minutes=59)
    assert kiosk.server.get(f"{API}/status/{token}").status_code == 200, "a minute to midnight"
    clock.advance(minutes=1)
    assert kiosk.server.get(f"{API}/status/{token}").status_code == 404
    assert counts(store)["ticket"] == 1


def test_two_server_processes_may_forget_at_the_same_time(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    for _ in range(20):
        kiosk.draw()
    clock.advance(days=401)
    context = server.app.state.context  # type: ignore[attr-defined]

    async def both() -> list[bool]:
        return list(await asyncio.gather(forget_old(context), forget_old(context)))

    assert server.portal is not None
    assert server.portal.call(both) == [True, True]
    assert counts(store)["ticket"] == 0


def test_less_than_the_waiting_times_need_cannot_be_set() -> None:
    assert Settings(database="sqlite:///x", keep_days=31).keep_days == 31
    with pytest.raises(ValueError, match="keep days"):
        Settings(database="sqlite:///x", keep_days=30)
