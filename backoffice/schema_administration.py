# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of the administration: orders to terminals, and who changed what. Part of :mod:`backoffice.schema`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text, Uuid

from backoffice.schema_base import Moment, metadata

command = Table(
    "command",
    metadata,
    Column("id", Uuid, nullable=False),
    Column("terminal_id", Uuid, ForeignKey("terminal.id"), nullable=False),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("given_by", Text, nullable=False),
    Column("given_at", Moment, nullable=False),
    # A terminal that comes back later does not get it any more.
    Column("expires_at", Moment, nullable=False),
    Column("delivered_at", Moment),
    Column("ended_at", Moment),
    Column("outcome", Text, nullable=False),
    Column("detail", Text, nullable=False),
    PrimaryKeyConstraint("office_id", "id"),
    Index("ix_command_terminal_id_given_at", "terminal_id", "given_at"),
)

audit = Table(
    "audit",
    metadata,
    # Rises within an office; the office is empty for what concerns the whole city.
    Column("id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    # No references: what was done stays known when the person or the thing is gone.
    Column("login", Text, nullable=False),
    Column("office_id", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    PrimaryKeyConstraint("office_id", "id"),
    Index("ix_audit_at", "at"),
)
