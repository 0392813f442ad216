# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms set aside: kept sealed for the day, given back within the office, gone when taken up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backoffice.domain.set_asides import sweep
from backoffice.schema import set_aside
from backoffice.store import Store
from tests.backoffice.world import DAY, FakeClock, Kiosk, problem_code


def form(kiosk: Kiosk, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "office_id": "mitte",
        "valid_on": str(DAY),
        "set_aside_at": kiosk.clock.now.isoformat(),
        "sealed": "c2VhbGVk",
        **changes,
    }


def path(body: dict[str, Any]) -> str:
    return f"/api/v1/set-asides/{body['id']}"


def sealed(store: Store) -> list[bytes | None]:
    return list(
        store.submit_read(
            lambda connection: connection.execute(select(set_aside.c.sealed)).scalars().all()
        ).result(30)
    )


def test_any_terminal_of_the_office_gets_it_back(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    body = form(kiosk)
    assert kiosk.put(path(body), body).status_code == 201
    assert kiosk.put(path(body), body).status_code == 200
    other = Kiosk.enrolled(server, store, clock, "mitte")
    answer = other.get(path(body))
    assert answer.json()["sealed"] == body["sealed"]
    assert answer.headers["cache-control"] == "no-store"
    west = Kiosk.enrolled(server, store, clock, "west")
    assert problem_code(west.get(path(body)), 404) == "set-aside-unknown"


def test_taken_up_it_is_deleted_and_stays_so(kiosk: Kiosk, store: Store) -> None:
    body = form(kiosk)
    kiosk.put(path(body), body)
    taken = {**body, "sealed": "", "taken_at": kiosk.clock.now.isoformat()}
    assert kiosk.put(path(body), taken).status_code == 201
    assert sealed(store) == [None]
    assert problem_code(kiosk.get(path(body)), 410) == "set-aside-over"
    assert kiosk.put(path(body), body).status_code == 200, "the first message comes again, late"
    assert sealed(store) == [None]
    assert kiosk.put(path(body), taken).status_code == 200


def test_taken_up_before_it_came_nothing_is_kept(kiosk: Kiosk, store: Store) -> None:
    body = form(kiosk)
    taken = {**body, "sealed": "", "taken_at": kiosk.clock.now.isoformat()}
    kiosk.put(path(body), taken)
    kiosk.put(path(body), body)
    assert sealed(store) == [None]


def test_after_its_day_it_is_not_given_and_then_gone(kiosk: Kiosk, store: Store, clock: FakeClock) -> None:
    body = form(kiosk)
    kiosk.put(path(body), body)
    clock.advance(hours=14)
    assert problem_code(kiosk.get(path(body)), 410) == "set-aside-over"
    now = clock.now
    assert store.submit_write(lambda connection: sweep(connection, now)).result(30) == 1
    assert sealed(store) == [None]
    later = form(kiosk)
    assert kiosk.put(path(later), later).json()["note"] == "expired", "its day was over when it came"
    assert sealed(store) == [None, None]


def test_a_terminal_with_a_wrong_clock_keeps_nothing_here_for_long(
    kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    body = form(kiosk, valid_on=str(DAY + timedelta(days=300)))
    kiosk.put(path(body), body)
    later = clock.now + timedelta(days=1, minutes=1)
    store.submit_write(lambda connection: sweep(connection, later)).result(30)
    assert sealed(store) == [None]


def test_something_else_under_its_id_is_a_conflict(kiosk: Kiosk) -> None:
    body = form(kiosk)
    kiosk.put(path(body), body)
    assert problem_code(kiosk.put(path(body), {**body, "sealed": "YW5kZXJz"}), 409) == "conflict"


def test_guessing_is_slowed_down(kiosk: Kiosk) -> None:
    answers = [kiosk.get(f"/api/v1/set-asides/{uuid4()}").status_code for _ in range(17)]
    assert answers[0] == 404
    assert answers[-1] == 429


@pytest.mark.parametrize(
    "change", [{"sealed": "A"}, {"sealed": "ä"}, {"valid_on": "0001-01-01"}, {"more": 1}]
)
def test_nonsense_is_refused(kiosk: Kiosk, store: Store, change: dict[str, Any]) -> None:
    body = form(kiosk, **change)
    assert kiosk.put(path(body), body).status_code == 422
    assert sealed(store) == []
