# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of staff beside the terminals. Part of :mod:`backoffice.schema`."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)

from backoffice.schema_base import Moment, metadata

staff_access = Table(
    "staff_access",
    metadata,
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    # The number on the badge; never given twice, so that it always means the same person.
    Column("number", Integer, nullable=False),
    # No reference: whose number it was stays known when the person is gone.
    Column("login", Text, nullable=False),
    # SHA-256 of the badge's 128 random bits. NULL: no badge, or it was lost.
    Column("badge_hash", LargeBinary),
    # Argon2id, in PHC form.
    Column("pin_hash", Text, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("granted_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    PrimaryKeyConstraint("office_id", "number"),
)

staff_override = Table(
    "staff_override",
    metadata,
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("id", Uuid, nullable=False),
    Column("terminal_id", Uuid, nullable=False),
    # The number of the badge; empty when the terminal was opened with its own PIN.
    Column("staff", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("reason", Text, nullable=False),
    # No reference: the fact may come before its ticket.
    Column("ticket_id", Uuid, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    PrimaryKeyConstraint("office_id", "id"),
    Index("ix_staff_override_office_id_received_at", "office_id", "received_at"),
    Index("ix_staff_override_office_id_ticket_id", "office_id", "ticket_id"),
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("id", Uuid, nullable=False),
    Column("terminal_id", Uuid, nullable=False),
    Column("valid_on", Date, nullable=False),
    Column("set_aside_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    # SHA-256 of the body: tells a repetition from a conflict when the sealed part is gone.
    Column("fingerprint", LargeBinary, nullable=False),
    # NULL: taken up, or its day is over. The key follows from a code that never comes here.
    Column("sealed", LargeBinary),
    Column("taken_at", Moment),
    PrimaryKeyConstraint("office_id", "id"),
    Index("ix_set_aside_office_id_valid_on", "office_id", "valid_on"),
)
