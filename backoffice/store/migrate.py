# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Brings the tables of a database up (or, in a test or an emergency, down) to a version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from backoffice.store.base import StoreUnavailableError

_LOCK = 5_842_001
"""Any fixed number: keeps two processes that start together from migrating at the same time."""


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run all missing migrations in the caller's transaction.

    Raises:
        StoreUnavailableError: a newer version of this program made the database.
    """
    _lock(connection)
    config = _config(connection)
    current = current_revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StoreUnavailableError(
            f"the database has version {current}, which is newer than this program; update the program"
        )
    command.upgrade(config, revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    """Undo migrations down to ``revision`` in the caller's transaction. Data of dropped tables is lost."""
    _lock(connection)
    command.downgrade(_config(connection), revision)


def current_revision(connection: Connection) -> str | None:
    """The version of the database, ``None`` for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).resolve().parents[1] / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
