# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A damaged store is put aside, and what can still be read of it goes into a new one.

Each step can be cut off: the new store is built beside the damaged one and takes its name only when it is complete.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import structlog

from kiosk.store.database import BROKEN, Database, StoreError

log = structlog.get_logger(__name__)

_PARTS = ("", "-wal", "-shm")
_HEADER_BYTES = 100
_GAP = 20_000
"""So many row ids are tried one by one between what can be read from the front and from the back."""
_HOPELESS = 1_000
"""So many failures in a row mean that the way into the table is broken, not a page of it."""
_CARRIED = {
    "outbox": "id, visit, resource, body, created_at",
    "ticket": "id, queue, day, number, lease_id, service, drawn_at, status_token, appointment_id",
    "kept": "name, value",
}


def open_or_replace(path: Path, now: datetime) -> tuple[Database, bool]:
    """Open the store; put a damaged one aside and carry over what was not yet sent.

    The damaged file is kept beside the new one for whoever looks into it. Number leases are *not* carried over: the
    damage may have eaten the last numbers given out, so the terminal asks for a new block.

    Returns:
        The database and whether the old one had to be replaced.

    Raises:
        StoreError: the store cannot be opened for another reason than damage.
    """
    fresh_path = path.with_name(path.name + ".new")
    try:
        if not path.exists() and fresh_path.exists():
            _take_the_name(path, fresh_path, now)  # the program ended between the renames
        elif _is_headless(path):
            raise StoreError("damaged", "the file is cut off")
        return Database(path), False
    except OSError as error:
        raise StoreError("read-only", str(error)) from error
    except StoreError as error:
        if error.code != "damaged":
            raise
        reason = error
    try:
        saved = _replace(path, fresh_path, now)
    except OSError as error:
        raise StoreError("read-only", str(error)) from error
    log.error("store_replaced", saved_rows=saved, reason=str(reason).partition(":")[0])
    return Database(path), True


def _is_headless(path: Path) -> bool:
    """Too short for SQLite's header: it would take the file for new and throw away the log, and the last tickets."""
    if not path.exists() or path.stat().st_size >= _HEADER_BYTES:
        return False
    log_file = path.with_name(path.name + "-wal")
    return path.stat().st_size > 0 or (log_file.exists() and log_file.stat().st_size > 0)


def _replace(path: Path, fresh_path: Path, now: datetime) -> int:
    for part in _PARTS:
        fresh_path.with_name(fresh_path.name + part).unlink(missing_ok=True)
    fresh = Database(fresh_path)
    try:
        saved = 0 if _is_headless(path) else _carry_over(path, fresh)
    finally:
        fresh.close()  # takes the log into the file
    _take_the_name(path, fresh_path, now)
    return saved


def _take_the_name(path: Path, fresh_path: Path, now: datetime) -> None:
    """The old file first: with the new one complete beside it, its absence says how far we got.

    Its log must go too, or SQLite would play it back into the new file.
    """
    aside = _free_name(path, now)
    for part in _PARTS:
        old = path.with_name(path.name + part)
        if old.exists():
            old.rename(aside.with_name(aside.name + part))
    fresh_path.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _free_name(path: Path, now: datetime) -> Path:
    stem = f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}"
    names = (path.with_name(stem if number == 0 else f"{stem}-{number}") for number in range(10_000))
    return next(
        name for name in names if not any(name.with_name(name.name + part).exists() for part in _PARTS)
    )


def _carry_over(damaged: Path, fresh: Database) -> int:
    """Copy the readable rows; one bad page costs only its own rows. Returns how many were saved."""
    try:
        source = sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return 0
    source.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        with fresh.transaction() as connection:
            return sum(_insert(connection, table, columns, source) for table, columns in _CARRIED.items())
    finally:
        source.close()


def _insert(connection: sqlite3.Connection, table: str, columns: str, source: sqlite3.Connection) -> int:
    marks = ", ".join("?" * len(columns.split(",")))
    saved = 0
    for row in _readable_rows(source, table, columns):
        try:
            saved += connection.execute(
                f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - names are ours
                row,
            ).rowcount
        except sqlite3.IntegrityError:
            continue  # a value of a kind that the column does not take
    return saved


def _readable_rows(source: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[object, ...]]:
    """From the front until it breaks, from the back until it breaks, and what lies between one by one; in order."""
    rows: dict[int, tuple[object, ...]] = {}
    ends = {
        direction: _walk(source, f"SELECT rowid, {columns} FROM {table} ORDER BY rowid {direction}", rows)  # noqa: S608
        for direction in ("ASC", "DESC")
    }
    if not all(whole for whole, _ in ends.values()):
        first = ends["ASC"][1] or 0
        last = ends["DESC"][1] or first + _GAP
        failures = 0
        for rowid in range(max(first + 1, last - _GAP), last):
            whole, _ = _walk(source, f"SELECT rowid, {columns} FROM {table} WHERE rowid = {rowid}", rows)  # noqa: S608
            failures = 0 if whole else failures + 1
            if failures >= _HOPELESS:
                break
    for rowid in sorted(rows):
        yield rows[rowid]


def _walk(
    source: sqlite3.Connection, query: str, rows: dict[int, tuple[object, ...]]
) -> tuple[bool, int | None]:
    """Collect rows by id; whether it went to the end, and the last id that could be read."""
    last: int | None = None
    try:
        for rowid, *values in source.execute(query):
            rows[rowid] = tuple(values)
            last = rowid
    except BROKEN:
        return False, last
    return True, last
