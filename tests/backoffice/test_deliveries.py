# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from backoffice.schema import check_in, ticket
from backoffice.store import Store
from tests.backoffice.world import Kiosk, add_appointment, problem_code


def deliver(kiosk: Kiosk, items: Sequence[tuple[str, dict[str, Any]]]) -> list[tuple[str, str]]:
    """Send the items together; outcome and code of each."""
    delivery_id = str(uuid4())
    body = {
        "id": delivery_id,
        "items": [{"resource": resource, "id": item["id"], "body": item} for resource, item in items],
    }
    answer = kiosk.put(f"/api/v1/deliveries/{delivery_id}", body)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["id"] == delivery_id
    assert [result["id"] for result in found["results"]] == [item["id"] for _, item in items]
    return [(result["outcome"], result["code"]) for result in found["results"]]


def numbers(store: Store) -> list[int]:
    rows = store.submit_read(lambda connection: connection.execute(select(ticket.c.number)).scalars().all())
    return sorted(rows.result(30))


def test_facts_that_come_together_are_all_kept(kiosk: Kiosk, store: Store) -> None:
    tickets = [kiosk.ticket() for _ in range(5)]
    arrived = {
        "id": str(uuid4()),
        "appointment_id": str(add_appointment(store)),
        "ticket_id": tickets[0]["id"],
        "checked_in_at": tickets[0]["drawn_at"],
        "punctuality": "on-time",
    }
    items = [("tickets", body) for body in tickets] + [("check-ins", arrived)]
    assert deliver(kiosk, items) == [("kept", "")] * 6
    assert len(numbers(store)) == 5
    kept = store.submit_read(lambda connection: connection.execute(select(check_in.c.id)).scalars().all())
    assert len(kept.result(30)) == 1


def test_a_delivery_that_comes_again_changes_nothing(kiosk: Kiosk, store: Store) -> None:
    items = [("tickets", kiosk.ticket()) for _ in range(3)]
    deliver(kiosk, items)
    before = numbers(store)
    assert deliver(kiosk, items) == [("kept", "")] * 3
    assert numbers(store) == before


def test_one_bad_fact_holds_up_no_other(kiosk: Kiosk, store: Store) -> None:
    good, malformed, foreign, changed = kiosk.ticket(), kiosk.ticket(), kiosk.ticket(), kiosk.ticket()
    deliver(kiosk, [("tickets", changed)])
    malformed["number"] = "viele"
    foreign["office_id"] = "west"
    changed = {**changed, "service": "wohnsitz-anmelden"}
    items = [("tickets", body) for body in (malformed, foreign, changed, good)]
    assert deliver(kiosk, items) == [
        ("refused", "malformed"),
        ("refused", "other-office"),
        ("refused", "conflict"),
        ("kept", ""),
    ]
    assert len(numbers(store)) == 2


def test_an_item_whose_id_is_not_that_of_its_body_is_refused(kiosk: Kiosk) -> None:
    body = kiosk.ticket()
    delivery_id = str(uuid4())
    answer = kiosk.put(
        f"/api/v1/deliveries/{delivery_id}",
        {"id": delivery_id, "items": [{"resource": "tickets", "id": str(uuid4()), "body": body}]},
    )
    assert answer.json()["results"][0]["code"] == "id-mismatch"


def test_too_many_items_are_refused_as_a_whole(kiosk: Kiosk, store: Store) -> None:
    delivery_id = str(uuid4())
    item = {"resource": "tickets", "id": str(uuid4()), "body": {}}
    answer = kiosk.put(f"/api/v1/deliveries/{delivery_id}", {"id": delivery_id, "items": [item] * 101})
    assert problem_code(answer, 422) == "malformed"
    assert numbers(store) == []
