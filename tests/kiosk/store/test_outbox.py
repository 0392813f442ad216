# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outbox row by row."""

from __future__ import annotations

from uuid import UUID, uuid4

from kiosk.store import outbox as outbox_module
from kiosk.store.outbox import OutboxRow
from kiosk.wire.models import HelpCall
from tests.helpers import World


def add(world: World, visit: UUID | None = None) -> UUID:
    row = uuid4()
    call = HelpCall(id=row, called_at=world.clock.now())
    with world.database.transaction() as connection:
        outbox_module.add(
            connection, id=row, visit=visit or row, resource="help-calls", body=call, now=world.clock.now()
        )
    return row


def due(world: World, after: float = 0) -> list[OutboxRow]:
    return world.outbox.due(world.clock.now().timestamp() + after)


def test_of_each_visit_only_the_first_row_is_due(world: World) -> None:
    visit = uuid4()
    first, second, other = add(world, visit), add(world, visit), add(world)
    assert [row.id for row in due(world)] == [first, other]
    world.outbox.delivered(due(world)[0])
    assert [row.id for row in due(world)] == [second, other]


def test_a_postponed_row_holds_back_its_own_visit_and_no_other(world: World) -> None:
    visit = uuid4()
    add(world, visit), add(world, visit)
    other = add(world)
    now = world.clock.now().timestamp()
    world.outbox.postpone(due(world)[0], now + 60, "500")
    assert [row.id for row in due(world)] == [other]
    assert world.outbox.next_try_at() == 0, "the other one"
    world.outbox.delivered(due(world)[0])
    assert world.outbox.next_try_at() == now + 60
    assert due(world, after=61)[0].attempts == 1


def test_dead_letters_stay_and_can_be_queued_again(world: World) -> None:
    row = add(world)
    world.outbox.bury(due(world)[0], "conflict")
    summary = world.outbox.summary()
    assert (summary.waiting, summary.dead, summary.oldest) == (0, 1, None)
    assert due(world) == []
    assert world.outbox.revive() == 1
    assert [(one.id, one.attempts) for one in due(world)] == [(row, 0)]


def test_a_dead_letter_does_not_hold_back_its_visit(world: World) -> None:
    visit = uuid4()
    add(world, visit)
    second = add(world, visit)
    world.outbox.bury(due(world)[0], "conflict")
    assert [one.id for one in due(world)] == [second]


def test_a_row_that_the_disk_has_eaten_becomes_a_dead_letter_and_stops_nobody(world: World) -> None:
    add(world)
    good = add(world)
    with world.database.transaction() as connection:
        connection.execute("UPDATE outbox SET id = '0190zz', created_at = 'yesterdae' WHERE seq = 1")
    assert [row.id for row in due(world)] == [good]
    assert (world.outbox.summary().waiting, world.outbox.summary().dead) == (1, 1)


def test_a_row_with_letters_that_are_none_is_still_read(world: World) -> None:
    add(world)
    with world.database.transaction() as connection:
        connection.execute("UPDATE outbox SET body = CAST(x'7b22ff227d' AS TEXT)")
    assert due(world)[0].body == '{"\ufffd"}'


def test_hurry_leaves_alone_what_fails_for_a_reason_of_its_own(world: World) -> None:
    add(world), add(world)
    often, once = due(world)
    later = world.clock.now().timestamp() + 300
    for _ in range(12):
        world.outbox.postpone(often, later, "500")
    world.outbox.postpone(once, later, "500")
    assert due(world) == []
    world.outbox.hurry(12)
    assert [row.id for row in due(world)] == [once.id]
