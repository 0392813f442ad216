# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of hand-overs: keys, what terminals sealed, papers for phones, who opened what. Part of :mod:`backoffice.schema`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from backoffice.schema_base import Moment, metadata

handover_key = Table(
    "handover_key",
    metadata,
    Column("id", Text, nullable=False),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    # Which key file it was wrapped with; a server with another one makes its own keys.
    Column("vault", Text, nullable=False),
    Column("suite", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("private_key", LargeBinary, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("created_at", Moment, nullable=False),
    PrimaryKeyConstraint("office_id", "id"),
    UniqueConstraint("office_id", "vault", "first_day"),
)

handover = Table(
    "handover",
    metadata,
    Column("id", Uuid, nullable=False),
    Column("terminal_id", Uuid, ForeignKey("terminal.id"), nullable=False),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("ticket_id", Uuid, nullable=False),
    Column("queue", Text, nullable=False),
    Column("number", Integer, nullable=False),
    # As the terminal sealed it, and the day for which it is filed here: not always the same with a wrong clock.
    Column("valid_on", Date, nullable=False),
    Column("day", Date, nullable=False),
    Column("prepared_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("suite", Text, nullable=False),
    Column("key_id", Text, nullable=False),
    # SHA-256 of the body: tells a repetition from a conflict when the sealed part is long gone.
    Column("fingerprint", LargeBinary, nullable=False),
    # NULL: deleted. The revision is what the clerk changed, sealed like the rest.
    Column("sealed", LargeBinary),
    Column("revision", LargeBinary),
    Column("flag", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("claimed_by", Text, nullable=False),
    Column("claimed_at", Moment),
    Column("wrong_codes", Integer, nullable=False),
    PrimaryKeyConstraint("office_id", "id"),
    Index("ix_handover_office_id_day_number", "office_id", "day", "number"),
)

handover_paper = Table(
    "handover_paper",
    metadata,
    # SHA-256 of the link's token; the key is in the token and nowhere else.
    Column("link_hash", Text, nullable=False),
    Column("handover_id", Uuid, nullable=False),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("office_id", "link_hash"),
    ForeignKeyConstraint(["office_id", "handover_id"], ["handover.office_id", "handover.id"]),
    # For links of slips that do not name the office.
    Index("ix_handover_paper_link_hash", "link_hash"),
    Index("ix_handover_paper_handover_id", "handover_id"),
)

handover_event = Table(
    "handover_event",
    metadata,
    Column("id", BigInteger, nullable=False),
    # No reference: who opened what stays known when the hand-over is gone.
    Column("handover_id", Uuid, nullable=False),
    Column("office_id", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("login", Text, nullable=False),
    Column("what", Text, nullable=False),
    PrimaryKeyConstraint("office_id", "id"),
    Index("ix_handover_event_handover_id", "handover_id"),
    Index("ix_handover_event_at", "at"),
)
