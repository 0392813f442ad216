# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening the terminal's SQLite file, whatever state it is in.

Settings and their reasons: ``docs/decisions/0005-sqlite-full.md``.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)

_MIGRATIONS = Path(__file__).with_name("migrations")
_BUSY_TIMEOUT_S = 5.0


class StoreError(Exception):
    """The store cannot keep what it was given. ``code`` says why; nothing was written.

    Codes: ``disk-full``, ``locked``, ``read-only``, ``damaged``, ``newer`` (written by a later version), ``other``.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


def _code_of(error: sqlite3.Error) -> str:
    match error.sqlite_errorname.split("_")[1] if getattr(error, "sqlite_errorname", None) else "":
        case "FULL":
            return "disk-full"
        case "BUSY" | "LOCKED":
            return "locked"
        case "READONLY" | "CANTOPEN" | "PERM":
            return "read-only"
        case "CORRUPT" | "NOTADB":
            return "damaged"
        case _:
            return "other"


class Database:
    """One connection, shared by the program's threads one transaction at a time.

    SQLite has one writer anyway; a lock in front of it is fair and never answers "busy".
    """

    def __init__(self, path: Path) -> None:
        """Open and migrate ``path``; it is created when missing.

        Raises:
            StoreError: it cannot be opened, is damaged, or was written by a later version.
        """
        self.path = path
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
        except OSError as error:
            raise StoreError("read-only", str(error)) from error
        except sqlite3.Error as error:
            raise StoreError(_code_of(error), str(error)) from error
        try:
            self._prepare()
        except sqlite3.Error as error:
            self._connection.close()
            raise StoreError(_code_of(error), str(error)) from error
        except StoreError:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        connection = self._connection
        connection.row_factory = sqlite3.Row
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # NORMAL loses acknowledged commits on power loss
            "foreign_keys=ON",
            "secure_delete=ON",
            "trusted_schema=OFF",
            "temp_store=MEMORY",
            "cell_size_check=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise StoreError("damaged", "quick_check")
        self._migrate()

    def _migrate(self) -> None:
        scripts = sorted(_MIGRATIONS.glob("*.sql"))
        present = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
        if present > len(scripts):
            raise StoreError("newer", f"schema {present}, this program knows {len(scripts)}")
        for number, script in enumerate(scripts[present:], start=present + 1):
            statements = script.read_text(encoding="utf-8")
            self._connection.executescript(
                f"BEGIN IMMEDIATE;\n{statements}\nPRAGMA user_version={number};\nCOMMIT;"
            )

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything in the block is durable when it ends, or none of it.

        Raises:
            StoreError: nothing of the block was kept.
        """
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                    self._connection.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
            except sqlite3.IntegrityError:
                raise
            except sqlite3.Error as error:
                raise StoreError(_code_of(error), str(error)) from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A moment with the connection for reading.

        Raises:
            StoreError: the file cannot be read.
        """
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise StoreError(_code_of(error), str(error)) from error

    def close(self) -> None:
        """Close the file; what was committed stays."""
        with self._lock:
            self._connection.close()


def open_or_replace(path: Path, now: datetime) -> tuple[Database, bool]:
    """Open the store; put a damaged one aside and carry over what was not yet sent.

    The damaged file is kept beside the new one for whoever looks into it. Number leases are *not* carried over: the
    damage may have eaten the last numbers given out, so the terminal asks for a new block.

    Returns:
        The database and whether the old one had to be replaced.

    Raises:
        StoreError: the store cannot be opened for another reason than damage.
    """
    try:
        return Database(path), False
    except StoreError as error:
        if error.code != "damaged":
            raise
    aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}")
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    fresh = Database(path)
    saved = _carry_over(aside, fresh)
    log.error("store_replaced", saved_rows=saved)
    return fresh, True


_CARRIED = {
    "outbox": "id, visit, resource, body, created_at",
    "ticket": "id, queue, day, number, lease_id, service, drawn_at, status_token, appointment_id",
    "kept": "name, value",
}


def _carry_over(damaged: Path, fresh: Database) -> int:
    """Copy the readable rows, one by one, so that one bad page costs only its own rows."""
    saved = 0
    try:
        source = sqlite3.connect(f"file:{damaged}?mode=ro", uri=True)
    except sqlite3.Error:
        return 0
    try:
        for table, columns in _CARRIED.items():
            marks = ", ".join("?" * len(columns.split(",")))
            for row in _readable_rows(source, table, columns):
                with fresh.transaction() as connection:
                    connection.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", row)  # noqa: S608 - names are ours
                    saved += 1
    finally:
        source.close()
    return saved


def _readable_rows(source: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[object, ...]]:
    if not re.fullmatch(r"[a-z_]+", table):
        raise ValueError(table)
    try:
        highest = source.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0  # noqa: S608
    except sqlite3.Error:
        highest = 0
    for rowid in range(1, min(int(highest), 100_000) + 1):
        try:
            row = source.execute(f"SELECT {columns} FROM {table} WHERE rowid = ?", (rowid,)).fetchone()  # noqa: S608
        except sqlite3.Error:
            continue
        if row is not None:
            yield row
