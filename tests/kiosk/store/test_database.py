# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening the store: fresh, of another version, locked, on a disk that takes nothing."""

from __future__ import annotations

import sqlite3
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store import database as database_module
from kiosk.store.database import Database, StoreError
from kiosk.sync.identity import load_or_create
from kiosk.visit.screens import Screen
from tests.helpers import MONDAY, ManualClock, World, answer, seeded
from tests.kiosk.store.small_disk import SmallDisk, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait five seconds for another process."""
    monkeypatch.setattr(database_module, "_BUSY_TIMEOUT_S", 0.2)


def order(world: World) -> Screen:
    """Walk in and ask for a number."""
    for action in ("walk-in", "topic:wohnsitz", "service:wohnsitz-anmelden"):
        world.tap(action)
    return world.tap("draw")


def tables(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    connection.close()
    return names


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "terminal.sqlite"
    path.touch()
    Database(path).close()
    assert {"kept", "lease", "ticket", "appointment", "outbox", "print_job"} <= tables(path)


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "terminal.sqlite"
    Database(path).close()
    before = path.read_bytes()
    Database(path).close()
    assert path.read_bytes() == before


def test_the_settings_that_keep_what_was_confirmed_are_on(world: World) -> None:
    with world.database.reading() as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }


def test_a_store_of_a_later_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "terminal.sqlite"
    Database(path).close()
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA user_version=7; PRAGMA application_id=0x42540007;")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as refused:
        Database(path)
    assert refused.value.code == "newer"
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_no_half_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = tmp_path / "migrations"
    scripts.mkdir()
    (scripts / "0001.sql").write_text("CREATE TABLE one (id INTEGER); CREATE TABLE one (id INTEGER);")
    monkeypatch.setattr(database_module, "_MIGRATIONS", scripts)
    path = tmp_path / "terminal.sqlite"
    with pytest.raises(StoreError):
        Database(path)
    assert tables(path) == set()
    (scripts / "0001.sql").write_text("CREATE TABLE one (id INTEGER);")
    (scripts / "0002.sql").write_text("ALTER TABLE one ADD COLUMN name TEXT;")
    Database(path).close()
    assert tables(path) == {"one"}


@pytest.mark.usefixtures("impatient")
def test_a_store_that_another_process_holds_says_so_within_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "terminal.sqlite"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    with pytest.raises(StoreError) as refused:
        Database(path)
    assert refused.value.code == "locked"
    assert time.monotonic() - began < 3
    other.execute("ROLLBACK")
    other.close()
    Database(path).close()


@pytest.mark.usefixtures("impatient")
def test_a_visitor_is_told_soon_when_another_process_holds_the_store(tmp_path: Path) -> None:
    world = World(tmp_path)
    other = sqlite3.connect(world.database.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert answer(order(world)) == "trouble"
    other.execute("ROLLBACK")
    other.close()
    world.visit.end()
    assert world.draw_number().number == "B 001"
    world.database.close()


def test_nothing_is_kept_of_a_transaction_that_fails(world: World) -> None:
    def lose_all_leases_and_fail() -> None:
        with world.database.transaction() as connection:
            connection.execute("DELETE FROM lease")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        lose_all_leases_and_fail()
    assert world.draw_number().number == "B 001"


def test_a_transaction_after_one_that_could_not_even_be_taken_back(world: World) -> None:
    with world.database.reading() as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM lease")
    assert world.draw_number().number == "B 001", "the left-over is taken back first"


def test_store_and_key_are_for_nobody_else_to_read(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "terminal"
    world = World(folder)
    load_or_create(folder, world.kept, world.clock, world.random.randbytes)
    world.draw_number()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    world.database.close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert set(modes) == {"terminal.sqlite", "terminal.sqlite-wal", "terminal.sqlite-shm", "terminal.key"}
    assert set(modes.values()) == {0o600}


def test_a_store_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "terminal.sqlite"
    path.touch(mode=0o644)
    path.chmod(0o644)
    Database(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_said_to_be_read_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as refused:
        Database(tmp_path / "file" / "terminal.sqlite")
    assert refused.value.code == "read-only"


def test_a_disk_that_became_read_only_is_said_to_be_so(disk: SmallDisk) -> None:
    disk.remount("ro")
    with pytest.raises(StoreError) as refused:
        Database(disk.path / "terminal.sqlite")
    assert refused.value.code == "read-only"
    disk.remount("rw")
    Database(disk.path / "terminal.sqlite").close()


def test_a_broken_key_means_a_new_identity_and_not_a_crash(tmp_path: Path, world: World) -> None:
    first = load_or_create(tmp_path, world.kept, world.clock, seeded(1).randbytes)
    again = load_or_create(tmp_path, world.kept, world.clock, seeded(2).randbytes)
    assert (again.terminal_id, again.public_key) == (first.terminal_id, first.public_key)
    (tmp_path / "terminal.key").write_bytes(b"half of")
    new = load_or_create(tmp_path, world.kept, world.clock, seeded(3).randbytes)
    assert new.terminal_id != first.terminal_id
    assert world.kept.enrolment() is None, "a new key has to be let in anew"


def test_an_identity_that_the_disk_has_eaten_is_made_anew(tmp_path: Path, world: World) -> None:
    load_or_create(tmp_path, world.kept, world.clock, seeded(1).randbytes)
    world.kept.keep_text("terminal-id", "0190zzzz")
    made = load_or_create(tmp_path, world.kept, ManualClock(MONDAY), seeded(2).randbytes)
    assert world.kept.text("terminal-id") == str(made.terminal_id)
