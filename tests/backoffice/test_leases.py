# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from backoffice.domain.terminals import find_terminal
from backoffice.store import Store
from kiosk.wire.leases import b64decode, is_genuine
from kiosk.wire.models import Lease
from tests.backoffice.world import DAY, FakeClock, Kiosk, problem_code


def wanted(queue: str = "A", size: int = 20, day: str = str(DAY)) -> dict[str, object]:
    return {"queue": queue, "day": day, "size": size}


def test_a_lease_is_signed_by_the_server_and_says_for_whom_it_is(kiosk: Kiosk) -> None:
    lease = Lease.model_validate(kiosk.lease(size=20))
    assert is_genuine(lease, b64decode(kiosk.enrolment.server_key))
    assert (lease.terminal_id, lease.office_id, lease.queue, lease.day) == (kiosk.id, "mitte", "A", DAY)
    assert (lease.first, lease.last) == (1, 20)
    assert not is_genuine(lease.model_copy(update={"last": 99}), b64decode(kiosk.enrolment.server_key))


def test_the_same_id_gives_the_same_block_for_ever(kiosk: Kiosk, clock: FakeClock) -> None:
    path = f"/api/v1/leases/{uuid4()}"
    first = kiosk.put(path, wanted())
    clock.advance(days=40)
    again = kiosk.put(path, wanted())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


def test_the_same_id_for_something_else_is_a_conflict(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    path = f"/api/v1/leases/{uuid4()}"
    kiosk.put(path, wanted())
    for other in (wanted(queue="B"), wanted(size=21), wanted(day="2026-11-25")):
        assert problem_code(kiosk.put(path, other), 409) == "conflict"
    neighbour = Kiosk.enrolled(server, store, clock, "mitte")
    assert problem_code(neighbour.put(path, wanted()), 409) == "conflict"


def test_blocks_of_one_queue_and_day_follow_each_other_and_others_start_anew(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    west = Kiosk.enrolled(server, store, clock, "west")
    blocks = [
        kiosk.lease("A", 20),
        kiosk.lease("A", 30),
        kiosk.lease("B", 10),
        kiosk.lease("A", 5, DAY + timedelta(days=1)),
        west.lease("A", 7),
    ]
    assert [(block["first"], block["last"]) for block in blocks] == [
        (1, 20),
        (21, 50),
        (1, 10),
        (1, 5),
        (1, 7),
    ]


def test_the_last_block_is_shorter_and_then_numbers_are_exhausted(kiosk: Kiosk) -> None:
    blocks = [kiosk.lease("A", 400) for _ in range(3)]
    assert (blocks[-1]["first"], blocks[-1]["last"]) == (801, 999)
    path = f"/api/v1/leases/{uuid4()}"
    assert problem_code(kiosk.put(path, wanted(size=1)), 409) == "numbers-exhausted"
    assert kiosk.put(f"/api/v1/leases/{uuid4()}", wanted("B")).status_code == 201


def test_numbers_are_for_today_and_the_next_two_weeks(kiosk: Kiosk) -> None:
    for day, status in (("2026-11-23", 422), ("2026-11-24", 201), ("2026-12-08", 201), ("2026-12-09", 422)):
        answer = kiosk.put(f"/api/v1/leases/{uuid4()}", wanted(day=day))
        assert answer.status_code == status
        assert status == 201 or answer.json()["code"] == "day-out-of-range"


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        (datetime(2026, 11, 24, 22, 59, tzinfo=UTC), "2026-11-24"),
        (datetime(2026, 11, 24, 23, 1, tzinfo=UTC), "2026-11-25"),
        # Summer time: the German day begins an hour earlier in UTC.
        (datetime(2026, 7, 1, 22, 1, tzinfo=UTC), "2026-07-02"),
    ],
)
def test_the_day_is_the_offices_own(kiosk: Kiosk, clock: FakeClock, moment: datetime, today: str) -> None:
    clock.now = moment
    assert kiosk.put(f"/api/v1/leases/{uuid4()}", wanted(day=today)).status_code == 201
    yesterday = str(datetime.fromisoformat(today).date() - timedelta(days=1))
    answer = kiosk.put(f"/api/v1/leases/{uuid4()}", wanted(day=yesterday))
    assert problem_code(answer, 422) == "day-out-of-range"


def test_an_office_gives_no_numbers_for_a_queue_it_does_not_have(
    server: TestClient, store: Store, clock: FakeClock
) -> None:
    west = Kiosk.enrolled(server, store, clock, "west")
    assert problem_code(west.put(f"/api/v1/leases/{uuid4()}", wanted("B")), 404) == "queue-unknown"


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("size", [0, 401, -1, "20", True, 1.5, None])
def test_an_impossible_size_is_refused(kiosk: Kiosk, size: object) -> None:
    body = {**wanted(), "size": size}
    assert problem_code(kiosk.put(f"/api/v1/leases/{uuid4()}", body), 422) == "malformed"


def test_no_number_is_leased_twice_by_16_terminals_at_once(
    server: TestClient, store: Store, clock: FakeClock
) -> None:
    kiosks = [Kiosk.enrolled(server, store, clock, "mitte") for _ in range(16)]

    def lease_some(kiosk: Kiosk) -> list[tuple[int, int]]:
        blocks = []
        for size in (3, 5, 7, 2, 4):
            lease = kiosk.lease("A", size)
            blocks.append((lease["first"], lease["last"]))
        return blocks

    with ThreadPoolExecutor(16) as pool:
        blocks = [block for result in pool.map(lease_some, kiosks) for block in result]
    numbers = [number for first, last in blocks for number in range(first, last + 1)]
    assert sorted(numbers) == list(range(1, 16 * 21 + 1))


def test_one_request_sent_16_times_at_once_takes_one_block(kiosk: Kiosk) -> None:
    path = f"/api/v1/leases/{uuid4()}"
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: kiosk.put(path, wanted()), range(16)))
    assert sorted(answer.status_code for answer in answers) == [200] * 15 + [201]
    assert len({answer.text for answer in answers}) == 1
    assert kiosk.lease("A")["first"] == 21


def test_enrolled_terminal_is_what_the_lease_names(kiosk: Kiosk, store: Store) -> None:
    lease = kiosk.lease()
    found = store.submit_read(lambda connection: find_terminal(connection, kiosk.id)).result(30)
    assert found is not None
    assert lease["terminal_id"] == str(found.id)
