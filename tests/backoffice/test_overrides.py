# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What staff decide at a terminal against a rule reaches the clerk and the record of changes, and moves nobody unfairly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi.testclient import TestClient

from backoffice.domain.calls import call_next, finish
from backoffice.domain.desks import open_desk
from backoffice.domain.roles import Role
from backoffice.store import Store
from tests.backoffice.handing_over import Browser, serving
from tests.backoffice.staff import signed_in
from tests.backoffice.world import FakeClock, Kiosk, problem_code


@pytest.fixture
def server(database: str, clock: FakeClock, tmp_path: Path) -> Iterator[TestClient]:
    with serving(database, clock, tmp_path / "key") as client:
        yield client


def override(kiosk: Kiosk, ticket: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "office_id": "mitte",
        "ticket_id": ticket["id"],
        "staff": "117",
        "rule": "priority",
        "reason": "small-child",
        "decided_at": kiosk.clock.now.isoformat(),
        **changes,
    }


def decide(kiosk: Kiosk, ticket: dict[str, Any], **changes: Any) -> httpx2.Response:
    body = override(kiosk, ticket, **changes)
    return kiosk.put(f"/api/v1/overrides/{body['id']}", body)


def draw(kiosk: Kiosk, clock: FakeClock, count: int) -> list[dict[str, Any]]:
    drawn = []
    for _ in range(count):
        clock.advance(seconds=60)
        drawn.append(kiosk.draw())
    return drawn


def order(store: Store, now: datetime, count: int) -> list[str]:
    """The labels in which a desk calls them."""
    called = []
    store.submit_write(lambda connection: open_desk(connection, "mitte", "Platz 1", now)).result(30)
    for _ in range(count):
        label = store.submit_write(lambda connection: call_next(connection, "mitte", "Platz 1", now)).result(
            30
        )
        called.append(str(label))
        store.submit_write(
            lambda connection: finish(connection, "mitte", "Platz 1", now, services=[])
        ).result(30)
    return called


def test_priority_is_next_in_line(kiosk: Kiosk, store: Store, clock: FakeClock) -> None:
    tickets = draw(kiosk, clock, 4)
    assert decide(kiosk, tickets[3]).status_code == 201
    assert order(store, clock.now, 4) == ["A 004", "A 001", "A 002", "A 003"]


def test_two_with_priority_let_one_without_go_between(kiosk: Kiosk, store: Store, clock: FakeClock) -> None:
    tickets = draw(kiosk, clock, 6)
    for place in (3, 4, 5):
        decide(kiosk, tickets[place])
    assert order(store, clock.now, 6) == ["A 004", "A 001", "A 005", "A 002", "A 006", "A 003"]


def test_who_is_due_anyway_stays_where_they_are(kiosk: Kiosk, store: Store, clock: FakeClock) -> None:
    tickets = draw(kiosk, clock, 2)
    decide(kiosk, tickets[0])
    assert order(store, clock.now, 2) == ["A 001", "A 002"]


def test_another_rule_moves_nobody(kiosk: Kiosk, store: Store, clock: FakeClock) -> None:
    tickets = draw(kiosk, clock, 2)
    decide(kiosk, tickets[1], rule="stopped", reason="deadline")
    assert order(store, clock.now, 2) == ["A 001", "A 002"]


def test_the_clerk_reads_why_and_the_record_says_who(
    kiosk: Kiosk, store: Store, clock: FakeClock, server: TestClient
) -> None:
    (ticket,) = draw(kiosk, clock, 1)
    decide(kiosk, ticket)
    clerk = signed_in(server, store, clock, Role.CLERK, Role.ADMIN)
    clerk.get("/workplace")
    clerk.send("/workplace/desk", desk="Platz 1")
    assert "Vorrang: kleines Kind" in unescape(clerk.page)
    clerk.send("/workplace/next")
    assert "Vorrang: kleines Kind" in unescape(clerk.page)
    entries = unescape(clerk.get("/admin/mitte/audit").text)
    assert "Am Terminal anders entschieden" in entries
    assert "A 001 priority small-child" in entries


def test_the_record_names_the_person_behind_the_number(
    kiosk: Kiosk, store: Store, clock: FakeClock, server: TestClient
) -> None:
    boss = signed_in(server, store, clock, Role.ADMIN, login="chef")
    boss.get("/admin/mitte/people")
    (ticket,) = draw(kiosk, clock, 1)
    from backoffice.domain.staff_access import grant

    now = clock.now
    number, _ = store.submit_write(lambda connection: grant(connection, "mitte", "lena", now)).result(30)
    decide(kiosk, ticket, staff=str(number))
    assert "<td>lena</td>" in boss.get("/admin/mitte/audit").text


def test_again_it_is_the_same_and_something_else_under_its_id_is_a_conflict(
    kiosk: Kiosk, clock: FakeClock
) -> None:
    (ticket,) = draw(kiosk, clock, 1)
    body = override(kiosk, ticket)
    path = f"/api/v1/overrides/{body['id']}"
    assert kiosk.put(path, body).status_code == 201
    again = kiosk.put(path, body)
    assert (again.status_code, again.json()["repeated"]) == (200, True)
    assert problem_code(kiosk.put(path, {**body, "reason": "other"}), 409) == "conflict"


def test_it_may_come_before_its_ticket(kiosk: Kiosk, store: Store, clock: FakeClock) -> None:
    ticket = kiosk.ticket()
    assert decide(kiosk, ticket).json()["note"] == "ticket-unknown"
    kiosk.put(f"/api/v1/tickets/{ticket['id']}", ticket)
    clerk = signed_in(kiosk.server, store, clock, Role.CLERK)
    clerk.get("/workplace")
    clerk.send("/workplace/desk", desk="Platz 1")
    assert "Vorrang: kleines Kind" in unescape(clerk.page)


def test_nobody_decides_for_another_office(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    (ticket,) = draw(kiosk, clock, 1)
    west = Kiosk.enrolled(server, store, clock, "west")
    assert problem_code(decide(west, ticket), 404) == "other-office"


def test_names_and_sentences_are_no_reason(kiosk: Kiosk, clock: FakeClock) -> None:
    (ticket,) = draw(kiosk, clock, 1)
    for reason in ("Frau Müller ist krank", "", "<b>"):
        assert decide(kiosk, ticket, reason=reason).status_code == 422


def test_a_call_for_help_that_nobody_takes_for_a_minute_shows_at_the_desks(
    kiosk: Kiosk, store: Store, clock: FakeClock, server: TestClient
) -> None:
    clerk: Browser = signed_in(server, store, clock, Role.CLERK)
    call = str(uuid4())
    kiosk.put(f"/api/v1/help-calls/{call}", {"id": call, "called_at": clock.now.isoformat()})
    clock.advance(seconds=59)
    assert "auf Hilfe" not in clerk.get("/workplace").text
    clock.advance(seconds=1)
    assert "Terminal 1: Jemand wartet seit 1 Min. auf Hilfe" in clerk.get("/workplace").text
    assert "Sie sind gemeldet" in clerk.send("/workplace/take-help", call=call).text
    assert "auf Hilfe" not in clerk.get("/workplace").text
    beat = {"sent_at": clock.now.isoformat(), "version": "1"}
    assert kiosk.put(f"/api/v1/terminals/{kiosk.id}/heartbeat", beat).json()["help_taken"] == [call]
    clerk.get("/workplace")
    assert "erledigt" in clerk.send("/workplace/settle-help", call=call).text
    assert "schon jemand" in clerk.send("/workplace/take-help", call="x").text
