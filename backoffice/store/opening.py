# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opens the database an administrator named, and brings its tables up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from backoffice.store.base import Store, StoreUnavailableError
from backoffice.store.migrate import upgrade
from backoffice.store.postgres import PostgresStore
from backoffice.store.sqlite import SqliteStore


def parse_url(database: str) -> URL:
    """Check a database address.

    Raises:
        ValueError: neither ``sqlite:///file`` nor ``postgresql://…``; says what is wrong.
    """
    try:
        url = make_url(database)
    except ArgumentError:
        raise ValueError("a database is named like sqlite:///file or postgresql://user@host/name") from None
    kind = url.get_backend_name()
    if kind == "sqlite":
        if url.database in (None, "", ":memory:"):
            raise ValueError("a SQLite database needs a file: sqlite:///file")
    elif kind != "postgresql":
        raise ValueError(f"{kind} is not supported; use sqlite:///file or postgresql://user@host/name")
    return url


def open_store(database: str) -> Store:
    """Open ``database`` and run the migrations it still needs.

    Raises:
        ValueError: the address is wrong.
        StoreUnavailableError: it cannot be opened, or was made by a newer version of this program.
    """
    url = parse_url(database)
    store: Store
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailableError(f"{path.parent}: {error.strerror}") from error
        store = SqliteStore(path)
    else:
        store = PostgresStore(url)
    try:
        store.submit_write(upgrade).result(timeout=120)
    except BaseException:
        store.close()
        raise
    return store
