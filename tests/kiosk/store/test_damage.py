# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A damaged store, wherever the damage is: put aside, unsent rows carried over, no lease, no crash loop."""

from __future__ import annotations

import random
import shutil
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kiosk.store import salvage
from kiosk.store.database import Database
from kiosk.store.jobs import PrintJobs
from kiosk.store.kept import Kept
from kiosk.store.outbox import Outbox
from kiosk.store.salvage import open_or_replace
from kiosk.sync.identity import load_or_create
from tests.helpers import MONDAY, ManualClock, World, seeded

TICKETS = 40


@dataclass(frozen=True)
class Sample:
    """A store with forty tickets in it, closed, as bytes; and what must be saved of it."""

    content: bytes = field(repr=False)
    outbox: tuple[str, ...]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    world = World(tmp_path_factory.mktemp("sample"))
    for _ in range(TICKETS):
        world.draw_number()
        world.visit.end()
    ids = outbox_ids(world.database)
    world.database.close()
    return Sample(world.database.path.read_bytes(), tuple(ids))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "terminal.sqlite"


def outbox_ids(database: Database) -> list[str]:
    with database.reading() as connection:
        return [row["id"] for row in connection.execute("SELECT id FROM outbox ORDER BY seq")]


def leases_in(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM lease").fetchone()[0])


def asides(path: Path) -> list[Path]:
    return sorted(path.parent.glob("terminal.sqlite.damaged-*"))


def use(database: Database, folder: Path) -> None:
    """What a terminal does with its store right after the start must not fail for ever."""
    clock = ManualClock(MONDAY)
    outbox, jobs, kept = Outbox(database), PrintJobs(database), Kept(database)
    load_or_create(folder, kept, clock, seeded().randbytes)
    kept.enrolment(), kept.configuration(), kept.queue_states(), kept.holidays()
    for row in outbox.due(clock.now().timestamp(), limit=1000):
        outbox.delivered(row)
    outbox.summary()
    jobs.interrupted()
    while jobs.next_queued() is not None:
        job = jobs.next_queued()
        assert job is not None
        jobs.give_up_interrupted(job, clock.now(), None)


@pytest.mark.parametrize(
    "content", [b"not a database " * 1000, b"SQLite format 3\x00" + bytes(84), bytes(8192), b"x"]
)
def test_what_is_no_database_is_put_aside(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    database, replaced = open_or_replace(path, MONDAY)
    assert replaced
    assert asides(path)[0].read_bytes() == content, "kept for whoever looks into it"
    use(database, path.parent)
    database.close()


def test_a_readable_store_is_just_opened(path: Path, sample: Sample) -> None:
    path.write_bytes(sample.content)
    database, replaced = open_or_replace(path, MONDAY)
    assert not replaced
    assert outbox_ids(database) == list(sample.outbox)
    assert leases_in(database) == 4
    database.close()


def test_damage_to_leases_costs_no_unsent_row(path: Path, sample: Sample) -> None:
    path.write_bytes(sample.content)
    spoil_table(path, "lease")
    database, replaced = open_or_replace(path, MONDAY)
    assert replaced
    assert outbox_ids(database) == list(sample.outbox), "all of them, in order"
    assert leases_in(database) == 0, "nobody knows which numbers the damage has eaten"
    assert Kept(database).enrolment() is not None
    database.close()


def test_a_bad_page_of_the_outbox_costs_only_its_own_rows(path: Path, sample: Sample) -> None:
    path.write_bytes(sample.content)
    lost = spoil_leaf(path, "outbox")
    database, replaced = open_or_replace(path, MONDAY)
    assert replaced
    saved = outbox_ids(database)
    assert 0 < lost < TICKETS / 2
    assert len(saved) == TICKETS - lost
    assert saved == [row for row in sample.outbox if row in saved], "in order"
    database.close()


def test_rows_are_saved_from_a_store_that_has_sent_many_before(path: Path, sample: Sample) -> None:
    path.write_bytes(sample.content)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE outbox SET seq = seq + 3000000")
    connection.commit()
    connection.close()
    spoil_table(path, "lease")
    database, _ = open_or_replace(path, MONDAY)
    assert outbox_ids(database) == list(sample.outbox)
    database.close()


def test_two_damages_in_one_second_are_both_kept(path: Path) -> None:
    for content in (b"first damage" * 100, b"second damage" * 100):
        path.write_bytes(content)
        database, _ = open_or_replace(path, MONDAY)
        database.close()
    assert {aside.read_bytes()[:6] for aside in asides(path)} == {b"first ", b"second"}


def test_the_store_is_as_good_as_new_afterwards(path: Path, sample: Sample) -> None:
    path.write_bytes(sample.content[: len(sample.content) // 2])
    database, replaced = open_or_replace(path, MONDAY)
    assert replaced
    database.close()
    database, replaced = open_or_replace(path, MONDAY)
    assert not replaced, "no crash loop"
    assert path.stat().st_mode & 0o077 == 0
    database.close()


def test_a_file_cut_to_nothing_does_not_take_its_log_with_it(path: Path, sample: Sample) -> None:
    path.touch()
    log_file = path.with_name(path.name + "-wal")
    log_file.write_bytes(b"the last tickets")
    database, replaced = open_or_replace(path, MONDAY)
    assert replaced
    database.close()
    assert b"the last tickets" in {aside.read_bytes() for aside in asides(path)}


@pytest.mark.parametrize("step", range(5))
def test_a_rescue_that_is_cut_off_is_finished_at_the_next_start(
    path: Path, sample: Sample, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends before the ``step``-th renaming; a log lies beside the file."""
    path.write_bytes(sample.content)
    spoil_table(path, "lease")
    for part in ("-wal", "-shm"):
        path.with_name(path.name + part).write_bytes(b"")
    left = step

    class ProgramEnded(BaseException):
        pass

    def count_down() -> None:
        nonlocal left
        if left == 0:
            raise ProgramEnded
        left -= 1

    original_rename, original_replace = Path.rename, Path.replace
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", lambda self, to: (count_down(), original_rename(self, to))[1])
        patch.setattr(Path, "replace", lambda self, to: (count_down(), original_replace(self, to))[1])
        try:
            open_or_replace(path, MONDAY)[0].close()
            ended = False
        except ProgramEnded:
            ended = True
    assert ended or step >= 2
    database, _ = open_or_replace(path, MONDAY)
    assert outbox_ids(database) == list(sample.outbox)
    assert leases_in(database) == 0
    assert not path.with_name("terminal.sqlite.new").exists()
    with database.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    database.close()


def test_a_log_left_behind_is_not_played_into_the_new_store(tmp_path: Path, sample: Sample) -> None:
    """Between the renames the damaged file is gone and its log still lies there."""
    path = tmp_path / "terminal.sqlite"
    path.write_bytes(sample.content)
    world_of_the_log = sqlite3.connect(path)
    world_of_the_log.execute("DELETE FROM outbox")
    world_of_the_log.commit()
    log_file = path.with_name(path.name + "-wal")
    left_behind = log_file.read_bytes()
    world_of_the_log.close()
    path.unlink()
    path.with_name(path.name + ".new").write_bytes(sample.content)
    log_file.write_bytes(left_behind)
    database, _ = open_or_replace(path, MONDAY)
    assert outbox_ids(database) == list(sample.outbox)
    database.close()


@hypothesis_settings(max_examples=60)
@given(seed=st.integers(0, 2**32), bits=st.integers(1, 24))
def test_bits_flipped_anywhere_never_stop_the_terminal(
    sample: Sample, tmp_path_factory: pytest.TempPathFactory, seed: int, bits: int
) -> None:
    chance = random.Random(seed)
    content = bytearray(sample.content)
    for _ in range(bits):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    check_start(tmp_path_factory.mktemp("flip"), bytes(content))


@hypothesis_settings(max_examples=30)
@given(at=st.integers(0, 99), bit=st.integers(0, 7))
def test_a_header_with_any_flipped_bit_never_stops_the_terminal(
    sample: Sample, tmp_path_factory: pytest.TempPathFactory, at: int, bit: int
) -> None:
    content = bytearray(sample.content)
    content[at] ^= 1 << bit
    check_start(tmp_path_factory.mktemp("header"), bytes(content))


@hypothesis_settings(max_examples=40)
@given(share=st.floats(0, 1), zeroed=st.integers(0, 20_000))
def test_a_file_cut_off_or_partly_zeroed_never_stops_the_terminal(
    sample: Sample, tmp_path_factory: pytest.TempPathFactory, share: float, zeroed: int
) -> None:
    """Without zeroes the file ends there."""
    size = len(sample.content)
    start = int(share * size)
    rest = sample.content[start + zeroed :] if zeroed else b""
    content = (sample.content[:start] + bytes(zeroed) + rest)[:size]
    check_start(tmp_path_factory.mktemp("cut"), content)


def check_start(folder: Path, content: bytes) -> None:
    """Three starts in a row succeed and settle; whatever was issued before is never issued again."""
    path = folder / "terminal.sqlite"
    path.write_bytes(content)
    replaced_ever = False
    for _ in range(2):
        database, replaced = open_or_replace(path, MONDAY)
        assert not (replaced and replaced_ever), "replaced again and again"
        replaced_ever |= replaced
        if replaced:
            assert leases_in(database) == 0
            assert asides(path)
        use(database, folder)
        database.close()
    shutil.rmtree(folder)


def spoil_table(path: Path, table: str) -> None:
    """Overwrite the root page of a table."""
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    overwrite(path, (page - 1) * size, size)


def spoil_leaf(path: Path, table: str) -> int:
    """Overwrite one page in the middle of a table; returns how many of its rows were on it."""
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    content = path.read_bytes()
    page = content[(root - 1) * size : root * size]
    assert page[0] == 5, "an inner page of a table"
    cells = int.from_bytes(page[3:5], "big")
    offset = int.from_bytes(page[12 + 2 * (cells // 2) : 14 + 2 * (cells // 2)], "big")
    leaf = int.from_bytes(page[offset : offset + 4], "big")
    start = (leaf - 1) * size
    rows = int.from_bytes(content[start + 3 : start + 5], "big")
    overwrite(path, start, size)
    return rows


def overwrite(path: Path, start: int, size: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes([0xA5]) * size)


def test_the_words_for_what_is_saved_name_real_columns(world: World) -> None:
    for table, columns in salvage._CARRIED.items():
        with world.database.reading() as connection:
            connection.execute(f"SELECT {columns} FROM {table}")
