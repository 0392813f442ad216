# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A full disk: the ticket is refused honestly, nothing is half there, and it works again when there is space."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.database import Database, StoreError
from kiosk.visit.screens import TicketScreen
from tests.helpers import World, answer
from tests.kiosk.store.small_disk import SmallDisk, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


def order(world: World) -> str:
    """Walk in and ask for a number; returns it, or the name of the page that says why not."""
    for action in ("walk-in", "topic:wohnsitz", "service:wohnsitz-anmelden"):
        world.tap(action)
    screen = world.tap("draw")
    result = screen.number if isinstance(screen, TicketScreen) else answer(screen)
    world.visit.end()
    return result


def counts(world: World) -> tuple[int, int, int]:
    with world.database.reading() as connection:
        return tuple(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("ticket", "outbox", "print_job")
        )


@pytest.mark.parametrize("leave", [0, 4096, 8192, 16384, 32768])
def test_a_full_disk_gives_an_honest_no_and_no_half_ticket(disk: SmallDisk, leave: int) -> None:
    world = World(disk.path)
    try:
        given = [order(world)]
        disk.fill(leave)
        results = [order(world) for _ in range(12)]
        assert results[-1] == "trouble", "the disk is full in the end"
        given += [result for result in results if result != "trouble"]
        assert counts(world) == (len(given),) * 3
        disk.make_room()
        given.append(order(world))
        assert given == [f"B {number:03d}" for number in range(1, len(given) + 1)]
        assert counts(world) == (len(given),) * 3
    finally:
        world.database.close()
    reopened = Database(disk.path / "terminal.sqlite")
    with reopened.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    reopened.close()


def test_the_cause_is_named(disk: SmallDisk) -> None:
    world = World(disk.path)
    try:
        disk.fill()

        def keep_more_and_more() -> None:
            for size in range(50):
                world.kept.keep_text("name", "x" * 3000 * size)

        with pytest.raises(StoreError) as refused:
            keep_more_and_more()
        assert refused.value.code == "disk-full"
        disk.make_room()
        world.kept.keep_text("name", "value")
        assert world.kept.text("name") == "value"
    finally:
        world.database.close()


def test_a_store_cannot_be_made_on_a_full_disk_and_can_be_made_later(disk: SmallDisk) -> None:
    disk.fill()
    with pytest.raises(StoreError) as refused:
        Database(disk.path / "terminal.sqlite")
    assert refused.value.code == "disk-full"
    disk.make_room()
    Database(disk.path / "terminal.sqlite").close()


def test_what_waits_can_be_read_and_settled_while_the_disk_is_full(disk: SmallDisk) -> None:
    world = World(disk.path)
    try:
        order(world)
        disk.fill()
        rows = world.outbox.due(world.clock.now().timestamp())
        assert len(rows) == 1, "what is there can still be sent"
        with pytest.raises(StoreError) as refused:
            world.outbox.delivered(rows[0])
        assert refused.value.code == "disk-full"
        assert world.outbox.summary().waiting == 1, "not settled, so it will be sent again"
        disk.make_room()
        world.outbox.delivered(rows[0])
        assert world.outbox.summary().waiting == 0
    finally:
        world.database.close()
