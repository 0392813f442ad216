# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of the people who work here and of their sessions. Part of :mod:`backoffice.schema`."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, LargeBinary, Table, Text, false

from backoffice.schema_base import Moment, metadata

person = Table(
    "person",
    metadata,
    Column("login", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    # Argon2id, in PHC form.
    Column("password_hash", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
    # Names of roles with spaces between (see domain.roles); office_id counts unless they are for the whole city.
    Column("roles", Text, nullable=False, server_default="clerk"),
    Column("whole_city", Boolean, nullable=False, server_default=false()),
)

desk_session = Table(
    "desk_session",
    metadata,
    # SHA-256 of the cookie.
    Column("token_hash", LargeBinary, primary_key=True),
    Column("login", Text, ForeignKey("person.login", ondelete="CASCADE"), nullable=False),
    Column("form_token", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index("ix_desk_session_login", "login"),
)
