# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening the terminal's SQLite file, whatever state it is in.

Settings and their reasons: ``docs/decisions/0005-sqlite-full.md``.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MIGRATIONS = Path(__file__).with_name("migrations")
_BUSY_TIMEOUT_S = 5.0
_APPLICATION_ID = 0x42540000
"""``BT`` and the schema's version, in the file's header beside ``user_version``: a flipped bit in either shows."""


class StoreError(Exception):
    """The store cannot keep what it was given. ``code`` says why; nothing was written.

    Codes: ``disk-full``, ``locked``, ``read-only``, ``damaged``, ``newer`` (written by a later version), ``other``.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What reading or writing may raise; the second when SQLite quotes a damaged name in its message."""


def _code_of(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "damaged"
    name = getattr(error, "sqlite_errorname", None) or "SQLITE_"
    match name.split("_")[1]:
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


def _scripts() -> list[str]:
    return [script.read_text(encoding="utf-8") for script in sorted(_MIGRATIONS.glob("*.sql"))]


def _schema(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    return {
        tuple(row)
        for row in connection.execute("SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema")
    }


def _expected_schema() -> set[tuple[str, ...]]:
    connection = sqlite3.connect(":memory:")
    try:
        for script in _scripts():
            connection.executescript(script)
        return _schema(connection)
    finally:
        connection.close()


def _header_is_possible(path: Path) -> bool:
    """Whether the fixed fields of SQLite's header (file format, §1.3) are as we write them.

    SQLite takes some flipped bits in them for a file of a later version or one it may not write, which would keep the
    terminal from starting for ever.
    """
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        return True
    return (
        len(header) == 100
        and header[:16] == b"SQLite format 3\0"
        and header[18:20] in (b"\1\1", b"\2\2")
        and header[21:24] == b"\x40\x20\x20"
        and int.from_bytes(header[44:48], "big") in range(5)
        and int.from_bytes(header[56:60], "big") in (0, 1)
    )


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
            make_private(path)
            if not _header_is_possible(path):
                raise StoreError("damaged", "the header is not of a file that we wrote")
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
        except OSError as error:
            raise StoreError("read-only", str(error)) from error
        except sqlite3.Error as error:
            raise StoreError(_code_of(error), str(error)) from error
        try:
            self._prepare()
        except BROKEN as error:
            self._connection.close()
            raise StoreError(_code_of(error), str(error)) from error
        except StoreError:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        connection = self._connection
        connection.row_factory = sqlite3.Row
        # Text that a damaged page no longer spells right is one bad value, not an answer that fails as a whole.
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
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
        # Not quick_check: an index that contradicts its table would only show when a row is settled.
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise StoreError("damaged", "integrity_check")
        self._migrate()
        if _schema(connection) != _expected_schema():
            raise StoreError("damaged", "the schema is not ours")

    def _migrate(self) -> None:
        scripts = _scripts()
        present = self._number("user_version")
        marked = self._number("application_id")
        if (present, marked) != (0, 0) and marked != _APPLICATION_ID + present:
            raise StoreError("damaged", "the header contradicts itself")
        if present > len(scripts):
            raise StoreError("newer", f"schema {present}, this program knows {len(scripts)}")
        if present == 0 and self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise StoreError("damaged", "tables without a version")
        for number, statements in enumerate(scripts[present:], start=present + 1):
            self._connection.executescript(
                f"BEGIN IMMEDIATE;\n{statements}\nPRAGMA user_version={number};\n"
                f"PRAGMA application_id={_APPLICATION_ID + number};\nCOMMIT;"
            )

    def _number(self, pragma: str) -> int:
        return int(self._connection.execute(f"PRAGMA {pragma}").fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything in the block is durable when it ends, or none of it.

        Raises:
            StoreError: nothing of the block was kept.
        """
        with self._lock:
            try:
                if self._connection.in_transaction:  # a disk that failed did not even let us take it back
                    self._connection.execute("ROLLBACK")
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
            except BROKEN as error:
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
            except BROKEN as error:
                raise StoreError(_code_of(error), str(error)) from error

    def close(self) -> None:
        """Close the file; what was committed stays."""
        with self._lock:
            self._connection.close()


def make_private(path: Path) -> None:
    """Make ``path`` and its folder where they are missing, for nobody else to read (0600, 0700).

    A folder that exists keeps the rights its owner gave it. SQLite gives the files beside it the rights of the file.

    Raises:
        OSError: it cannot be written there.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
