# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Roles, who comes to whom, what an administrator orders and changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("roles", sa.Text(), nullable=False, server_default="clerk"))
    op.add_column("person", sa.Column("whole_city", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("office", sa.Column("notice", sa.Text(), nullable=False, server_default=""))
    op.add_column("help_call", sa.Column("taken_by", sa.Text(), nullable=False, server_default=""))
    for name in ("taken_at", "done_at"):
        op.add_column("help_call", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_help_call_office_id_called_at", "help_call", ["office_id", "called_at"])
    op.create_index("ix_help_call_terminal_id_called_at", "help_call", ["terminal_id", "called_at"])
    op.create_table(
        "command",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("terminal_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminal.id"], name=op.f("fk_command_terminal_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_command_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command")),
    )
    op.create_index("ix_command_terminal_id_given_at", "command", ["terminal_id", "given_at"])
    op.create_table(
        "audit",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("office_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_office_id_id", "audit", ["office_id", "id"])
    op.create_index("ix_audit_at", "audit", ["at"])


def downgrade() -> None:
    op.drop_table("audit")
    op.drop_table("command")
    op.drop_index("ix_help_call_terminal_id_called_at", table_name="help_call")
    op.drop_index("ix_help_call_office_id_called_at", table_name="help_call")
    for name in ("done_at", "taken_at", "taken_by"):
        op.drop_column("help_call", name)
    op.drop_column("office", "notice")
    for name in ("whole_city", "roles"):
        op.drop_column("person", name)
