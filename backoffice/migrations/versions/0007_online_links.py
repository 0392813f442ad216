# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where services are that only exist online."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("city", sa.Column("online_links", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("city", "online_links")
