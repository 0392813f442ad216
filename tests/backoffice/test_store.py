# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from backoffice.store import Store, StoreUnavailableError, open_store
from backoffice.store.migrate import current_revision
from backoffice.store.opening import parse_url
from backoffice.store.sqlite import SqliteStore

PATIENCE = 30


@pytest.fixture
def notes(empty_database: str) -> Iterator[Store]:
    """A store with one small table."""
    store = open_store(empty_database)
    store.submit_write(
        lambda connection: connection.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY)"))
    ).result(PATIENCE)
    yield store
    store.close()


def add(connection: Connection, number: int) -> int:
    connection.execute(text("INSERT INTO note VALUES (:number)"), {"number": number})
    return number


def numbers(store: Store) -> list[int]:
    return store.submit_read(
        lambda connection: list(connection.execute(text("SELECT id FROM note ORDER BY id")).scalars())
    ).result(PATIENCE)


def test_work_that_fails_takes_no_other_work_with_it(notes: Store) -> None:
    go = threading.Event()

    def hold(connection: Connection) -> int:
        assert go.wait(PATIENCE)
        return add(connection, 1)

    def refuse(connection: Connection) -> int:
        add(connection, 3)
        raise ValueError("no")

    # While the first holds the writer, the others gather into one group.
    futures = [
        notes.submit_write(hold),
        notes.submit_write(lambda connection: add(connection, 2)),
        notes.submit_write(refuse),
        notes.submit_write(lambda connection: add(connection, 2 if notes.dialect == "sqlite" else 1)),
        notes.submit_write(lambda connection: add(connection, 5)),
    ]
    go.set()
    wait(futures, PATIENCE)
    assert isinstance(futures[2].exception(), ValueError)
    failed = [future.exception() for future in futures if future.exception() is not None]
    assert sorted(type(error).__name__ for error in failed) == ["IntegrityError", "ValueError"]
    assert numbers(notes) == [1, 2, 5]


def test_a_write_is_visible_to_everybody_when_it_is_reported(notes: Store) -> None:
    for number in range(50):
        notes.submit_write(lambda connection, number=number: add(connection, number)).result(PATIENCE)
        assert numbers(notes)[-1] == number


def test_closing_finishes_what_was_submitted(notes: Store, empty_database: str) -> None:
    futures = [
        notes.submit_write(lambda connection, number=number: add(connection, number)) for number in range(300)
    ]
    notes.close()
    assert [future.result(PATIENCE) for future in futures] == list(range(300))
    for submit in (notes.submit_read, notes.submit_write):
        with pytest.raises(StoreUnavailableError):
            submit(lambda connection: add(connection, 1000))
    notes.close()
    again = open_store(empty_database)
    assert numbers(again) == list(range(300))
    again.close()


def test_a_unique_violation_is_the_works_own_fault(notes: Store) -> None:
    notes.submit_write(lambda connection: add(connection, 1)).result(PATIENCE)
    with pytest.raises(IntegrityError):
        notes.submit_write(lambda connection: add(connection, 1)).result(PATIENCE)
    assert numbers(notes) == [1]


def test_commits_are_durable_and_readers_do_not_wait(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "a.db")

    def pragmas(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [connection.execute(text(f"PRAGMA {name}")).scalar() for name in names]

    # synchronous: 2 is FULL
    assert store.submit_write(pragmas).result(PATIENCE) == ["wal", 2, 1]
    store.close()


def test_a_file_that_another_program_holds_is_reported_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = SqliteStore(path, busy_seconds=0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreUnavailableError, match="locked"):
            store.submit_write(lambda connection: connection.execute(text("SELECT 1")).scalar()).result(
                PATIENCE
            )
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert (
        store.submit_write(lambda connection: connection.execute(text("SELECT 1")).scalar()).result(PATIENCE)
        == 1
    )
    store.close()


def test_a_full_disk_fails_the_write_and_keeps_the_rest(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "a.db")

    def prepare(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY, body BLOB)"))

    def limit(connection: Connection, pages: int) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def insert(connection: Connection, number: int, size: int) -> None:
        connection.execute(
            text("INSERT INTO note VALUES (:number, :body)"), {"number": number, "body": b"x" * size}
        )

    store.submit_write(prepare).result(PATIENCE)
    store.submit_write(lambda connection: insert(connection, 1, 10)).result(PATIENCE)
    store.submit_write(lambda connection: limit(connection, 4)).result(PATIENCE)
    with pytest.raises(StoreUnavailableError, match="full"):
        store.submit_write(lambda connection: insert(connection, 2, 100_000)).result(PATIENCE)
    store.submit_write(lambda connection: limit(connection, 1_000_000)).result(PATIENCE)
    store.submit_write(lambda connection: insert(connection, 3, 100_000)).result(PATIENCE)
    assert numbers(store) == [1, 3]
    store.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"Sehr geehrte Damen und Herren, " * 100)
    before = path.read_bytes()
    with pytest.raises(StoreUnavailableError, match="not a database"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(f"sqlite:///{path}").close()
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(bytes(content))
    with pytest.raises(StoreUnavailableError, match=r"malformed|damaged"):
        open_store(f"sqlite:///{path}")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailableError, match="file"):
        open_store(f"sqlite:///{tmp_path}/file/sub/a.db")


def test_a_server_that_is_not_there_is_reported_without_the_password() -> None:
    with pytest.raises(StoreUnavailableError) as caught:
        open_store("postgresql://somebody:geheim@127.0.0.1:1/nothing")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("address", ["", "nonsense", "mysql://host/name", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_means_nothing_to_us_is_explained(address: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///file"):
        parse_url(address)


def test_opening_waits_for_a_program_that_holds_the_file_but_not_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "held.db"
    address = f"sqlite:///{path}"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreUnavailableError, match="locked"):
        open_store(address, busy_seconds=0.05, patience_seconds=0.3)
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(open_store, address, busy_seconds=0.05, patience_seconds=30)
        with pytest.raises(TimeoutError):
            opening.result(0.4)
        other.execute("COMMIT")
        with closing(opening.result(30)) as store:
            assert store.submit_write(current_revision).result(30) is not None
    other.close()
