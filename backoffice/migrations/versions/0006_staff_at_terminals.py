# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may unlock terminals, what they decided there, and forms that were set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_access",
        sa.Column("office_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("badge_hash", sa.LargeBinary(), nullable=True),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_staff_access_office_id")),
        sa.PrimaryKeyConstraint("office_id", "number", name=op.f("pk_staff_access")),
    )
    op.create_table(
        "staff_override",
        sa.Column("office_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("terminal_id", sa.Uuid(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_staff_override_office_id")),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_staff_override")),
    )
    op.create_index("ix_staff_override_office_id_received_at", "staff_override", ["office_id", "received_at"])
    op.create_index("ix_staff_override_office_id_ticket_id", "staff_override", ["office_id", "ticket_id"])
    op.create_table(
        "set_aside",
        sa.Column("office_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("terminal_id", sa.Uuid(), nullable=False),
        sa.Column("valid_on", sa.Date(), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_set_aside_office_id")),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_set_aside")),
    )
    op.create_index("ix_set_aside_office_id_valid_on", "set_aside", ["office_id", "valid_on"])


def downgrade() -> None:
    op.drop_table("set_aside")
    op.drop_table("staff_override")
    op.drop_table("staff_access")
