# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calling: how often, to whom sent on, what was done; and the events that displays and desks follow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("desk", sa.Column("opened_by", sa.Text(), nullable=True))
    for name in ("calls", "absences"):
        op.add_column("ticket", sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("ticket", sa.Column("sent_to", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "ticket_service",
        sa.Column("office_id", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ticket_service_office_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_service_ticket_id")),
        sa.PrimaryKeyConstraint("office_id", "ticket_id", "service", name=op.f("pk_ticket_service")),
    )
    op.create_index("ix_ticket_service_office_id_day", "ticket_service", ["office_id", "day"])
    op.create_table(
        "event",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("office_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_event_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_office_id_id", "event", ["office_id", "id"])
    op.create_index("ix_event_day", "event", ["day"])


def downgrade() -> None:
    op.drop_table("event")
    op.drop_table("ticket_service")
    for name in ("arrived_at", "sent_to", "absences", "calls"):
        op.drop_column("ticket", name)
    op.drop_column("desk", "opened_by")
