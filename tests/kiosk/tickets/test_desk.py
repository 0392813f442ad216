# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Giving out numbers: all that follows from one is written together, and one appointment gets one."""

from __future__ import annotations

import json
import threading
from datetime import date
from uuid import uuid4

import pytest

from devices.printer import Cut, Slip
from kiosk.tickets.desk import Issued, Order
from kiosk.tickets.leases import NumbersExhaustedError
from kiosk.wire.models import Punctuality
from tests.helpers import MONDAY, World

SLIP = Slip((Cut(),))
TODAY = MONDAY.date()


def order(queue: str = "B", day: date = TODAY, **more: object) -> Order:
    fields: dict[str, object] = {
        "office_id": "mitte",
        "queue": queue,
        "day": day,
        "service": "wohnsitz-anmelden",
        "language": "de",
        "issued_offline": False,
    }
    return Order(**(fields | more))  # type: ignore[arg-type]


def rows(world: World, table: str) -> int:
    with world.database.reading() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_ticket_row_and_slip_are_written_together(world: World) -> None:
    issued = world.desk.issue(order(), lambda _issued: SLIP)
    ((resource, body),) = world.waiting_rows()
    assert resource == "tickets"
    assert json.loads(body)["id"] == str(issued.id)
    assert json.loads(body)["number"] == issued.number == 1
    assert rows(world, "print_job") == 1


def test_a_slip_that_cannot_be_composed_takes_no_number(world: World) -> None:
    def fail(_issued: Issued) -> Slip:
        raise ValueError

    with pytest.raises(ValueError):
        world.desk.issue(order(), fail)
    assert [rows(world, table) for table in ("ticket", "outbox", "print_job")] == [0, 0, 0]
    assert world.desk.issue(order(), lambda _issued: SLIP).number == 1


def test_one_appointment_gets_one_number_however_often_it_is_asked_for(world: World) -> None:
    appointment = uuid4()
    asked = order(appointment_id=appointment, punctuality=Punctuality.LATE)
    first = world.desk.issue(asked, lambda _issued: SLIP)
    assert world.desk.issue(asked, lambda _issued: SLIP) == first
    assert world.desk.for_appointment(appointment) == first
    assert [resource for resource, _ in world.waiting_rows()] == ["tickets", "check-ins"]
    assert json.loads(world.waiting_rows()[1][1])["ticket_id"] == str(first.id)
    assert rows(world, "print_job") == 1


def test_numbers_end_and_other_queues_and_days_do_not(world: World) -> None:
    numbers = [world.desk.issue(order(), lambda _issued: SLIP).number for _ in range(60)]
    assert numbers == list(range(1, 61))
    with pytest.raises(NumbersExhaustedError):
        world.desk.issue(order(), lambda _issued: SLIP)
    with pytest.raises(NumbersExhaustedError):
        world.desk.issue(order(day=date(2026, 11, 24)), lambda _issued: SLIP)
    assert world.desk.issue(order("A"), lambda _issued: SLIP).number == 1


def test_blocks_are_used_up_from_the_lowest(world: World) -> None:
    world.lease("B", 5, first=500)
    world.lease("B", 5, first=100)
    numbers = [world.desk.issue(order(), lambda _issued: SLIP).number for _ in range(70)]
    assert numbers == [*range(1, 61), *range(100, 105), *range(500, 505)]


def test_supply_is_low_when_half_of_the_newest_block_is_left(world: World) -> None:
    for _ in range(29):
        world.desk.issue(order(), lambda _issued: SLIP)
    assert not world.leases.supply("B", TODAY).is_low
    world.desk.issue(order(), lambda _issued: SLIP)
    assert world.leases.supply("B", TODAY).is_low
    world.lease("B", 60, first=61)
    assert world.leases.supply("B", TODAY).left == 90
    assert not world.leases.supply("B", TODAY).is_low


def test_many_at_once_get_many_numbers(world: World) -> None:
    numbers: list[int] = []

    def draw() -> None:
        for _ in range(10):
            numbers.append(world.desk.issue(order(), lambda _issued: SLIP).number)

    threads = [threading.Thread(target=draw) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(numbers) == list(range(1, 61))


def test_a_second_slip_is_marked_and_makes_no_second_ticket(world: World) -> None:
    issued = world.desk.issue(order(), lambda _issued: SLIP)
    world.desk.print_again(issued, lambda _issued: SLIP)
    with world.database.reading() as connection:
        marks = [
            row["duplicate"] for row in connection.execute("SELECT duplicate FROM print_job ORDER BY id")
        ]
    assert marks == [0, 1]
    assert rows(world, "ticket") == 1


def test_a_call_for_help_that_has_not_left_is_simply_taken_back(world: World) -> None:
    call = world.desk.call_help("start")
    world.desk.withdraw_help(call)
    assert world.waiting_rows() == []


def test_a_call_for_help_that_may_have_left_is_withdrawn_behind_it(world: World) -> None:
    call = world.desk.call_help("start")
    (row,) = world.outbox.due(world.clock.now().timestamp())
    world.outbox.begin(row)
    world.desk.withdraw_help(call)
    bodies = [json.loads(body) for _, body in world.waiting_rows()]
    assert [body["withdrawn_at"] is None for body in bodies] == [True, False]
    assert {body["id"] for body in bodies} == {str(call.id)}
