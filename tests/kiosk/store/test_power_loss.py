# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The power goes at any moment: what was confirmed is there, nothing is there by half.

Files are copied as they are at that moment, without closing anything. Beyond what SQLite had made durable, a copy may
also be torn: cut off or scribbled over, as a disk without power leaves it.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.store.salvage import open_or_replace
from tests.helpers import MONDAY, World


@dataclass(frozen=True)
class Moment:
    """The files as they are, what had been confirmed by then, and how much of the log was durable."""

    database: bytes
    log: bytes
    confirmed: tuple[str, ...]
    durable: int


def life(folder: Path, tickets: int, checkpoint_pages: int) -> list[Moment]:
    """Draw tickets and settle some of them; a moment before and after every statement."""
    world = World(folder)
    path = world.database.path
    log_file = path.with_name(path.name + "-wal")
    moments: list[Moment] = []
    confirmed: list[str] = []
    durable = log_file.stat().st_size

    def look(_statement: str = "") -> None:
        moments.append(Moment(path.read_bytes(), log_file.read_bytes(), tuple(confirmed), durable))

    with world.database.reading() as connection:
        connection.execute(f"PRAGMA wal_autocheckpoint={checkpoint_pages}")
        connection.set_trace_callback(look)
    for count in range(tickets):
        confirmed.append(world.draw_number().number)
        durable = log_file.stat().st_size
        look()
        world.visit.end()
        if count % 3 == 2:
            world.outbox.delivered(world.outbox.due(world.clock.now().timestamp())[0])
            durable = log_file.stat().st_size
    with world.database.reading() as connection:
        connection.set_trace_callback(None)
    world.database.close()
    return moments


def revive(folder: Path, database: bytes, log: bytes, confirmed: tuple[str, ...]) -> None:
    folder.mkdir()
    path = folder / "terminal.sqlite"
    path.write_bytes(database)
    path.with_name("terminal.sqlite-wal").write_bytes(log)
    opened, replaced = open_or_replace(path, MONDAY)
    try:
        assert not replaced, "a power cut is no damage"
        with opened.reading() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            numbers = [
                row["number"] for row in connection.execute("SELECT number FROM ticket ORDER BY number")
            ]
            tickets = {row["id"] for row in connection.execute("SELECT id FROM ticket")}
            jobs = {row["ticket_id"] for row in connection.execute("SELECT ticket_id FROM print_job")}
            sent = {json.loads(row["body"])["id"] for row in connection.execute("SELECT body FROM outbox")}
            (following,) = connection.execute("SELECT next FROM lease WHERE queue = 'B'").fetchone()
        assert {f"B {number:03d}" for number in numbers} >= set(confirmed), "a confirmed number is gone"
        assert numbers == list(range(1, following)), "the lease knows every number that was given out"
        assert jobs == tickets
        assert sent <= tickets
    finally:
        opened.close()


@pytest.mark.parametrize("checkpoint_pages", [1000, 8])
def test_the_power_goes_between_any_two_statements(tmp_path: Path, checkpoint_pages: int) -> None:
    moments = life(tmp_path / "life", 12, checkpoint_pages)
    assert len(moments) > 100
    for number, moment in enumerate(moments):
        revive(tmp_path / f"copy-{number}", moment.database, moment.log, moment.confirmed)


def test_what_was_not_durable_may_be_torn(tmp_path: Path) -> None:
    """The power goes during a commit: of what it wrote, some sectors are there, some are not."""
    chance = random.Random(5)
    torn = 0
    moments = life(tmp_path / "life", 10, 1_000_000)
    for number, (before, after) in enumerate(pairwise(moments)):
        written = len(after.log) - before.durable
        if written <= 0:
            continue
        cut_off = after.log[: before.durable + chance.randrange(written)]
        holes = bytearray(after.log)
        for sector in range(before.durable, len(holes), 512):
            if chance.random() < 0.5:
                holes[sector : sector + 512] = bytes(len(holes[sector : sector + 512]))
        for kind, log in enumerate((cut_off, bytes(holes))):
            revive(tmp_path / f"torn-{number}-{kind}", after.database, log, before.confirmed)
            torn += 1
    assert torn > 20
