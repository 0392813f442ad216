# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The few things SQLite and PostgreSQL do not say alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Executable, Table, text
from sqlalchemy.dialects import postgresql, sqlite

from backoffice.schema import office_counter


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert unless a key or unique index already holds such a row. Returns whether it was inserted."""
    return connection.execute(_insert_new(table, connection.dialect.name), dict(values)).first() is not None


@cache
def _insert_new(table: Table, dialect: str) -> Executable:
    key = next(iter(table.primary_key.columns))
    # An INSERT's row count is not reliable on every driver; a returned row is.
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing().returning(key)
    return sqlite.insert(table).on_conflict_do_nothing().returning(key)


def insert_all_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Like :func:`insert_new` for many rows at once."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(postgresql.insert(table).on_conflict_do_nothing(), list(rows))
    else:
        connection.execute(sqlite.insert(table).on_conflict_do_nothing(), list(rows))


def upsert(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Insert, or update the named columns of the row with the same primary key."""
    keys = list(table.primary_key.columns)
    changed = {name: value for name, value in values.items() if not table.columns[name].primary_key}
    if not changed:
        insert_new(connection, table, values)
    elif connection.dialect.name == "postgresql":
        connection.execute(
            postgresql.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=changed)
        )
    else:
        connection.execute(
            sqlite.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=changed)
        )


def next_number(connection: Connection, office_id: str, name: str) -> int:
    """The next number of an office's own row of numbers (its events, its record of changes), from 1, never twice.

    Others who want one wait until this transaction ends, so within an office numbers rise in the order of commits.
    """
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    counted = (
        insert(office_counter)
        .values(office_id=office_id, name=name, last=1)
        .on_conflict_do_update(index_elements=["office_id", "name"], set_={"last": office_counter.c.last + 1})
        .returning(office_counter.c.last)
    )
    return int(connection.execute(counted).scalar_one())


def take_turns(connection: Connection, subject: UUID) -> None:
    """Let transactions about ``subject`` pass one after the other until they end. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(subject.bytes[8:], "big", signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
