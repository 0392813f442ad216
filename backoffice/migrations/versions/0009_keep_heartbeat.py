# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL keeps signs of life like tickets, many in one round trip (backoffice.domain.hot)."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# True: kept, and there is nothing to tell the terminal.
_CREATE = """
CREATE FUNCTION keep_heartbeat(p_office_id text, p_terminal_id uuid, p_received_at timestamptz, p_sent_at timestamptz,
                               p_body json) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    INSERT INTO heartbeat (office_id, terminal_id, received_at, sent_at, body)
    VALUES (p_office_id, p_terminal_id, p_received_at, p_sent_at, p_body)
    ON CONFLICT (office_id, terminal_id) DO UPDATE
    SET received_at = excluded.received_at, sent_at = excluded.sent_at, body = excluded.body
    WHERE heartbeat.sent_at <= excluded.sent_at;
    RETURN FOUND
        AND NOT EXISTS (SELECT 1 FROM command WHERE office_id = p_office_id AND terminal_id = p_terminal_id
                          AND ended_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM help_call WHERE office_id = p_office_id AND terminal_id = p_terminal_id
                          AND taken_at IS NOT NULL AND withdrawn_at IS NULL AND done_at IS NULL);
END
$$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_CREATE)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_heartbeat")
