# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL keeps an ordinary ticket in one round trip (backoffice.domain.hot)."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ARGUMENTS = (
    "p_id uuid, p_office_id text, p_queue text, p_day date, p_number integer, p_lease_id uuid, p_terminal_id uuid, "
    "p_service text, p_drawn_at timestamptz, p_language text, p_status_token text, p_issued_offline boolean, "
    "p_received_at timestamptz, p_order_at timestamptz"
)

# Turns are taken first and the rows looked at afterwards: in a volatile function each statement sees what was committed
# while it waited. The lock's number is that of backoffice.domain.rows.take_turns.
_CREATE = f"""
CREATE FUNCTION keep_ticket({_ARGUMENTS}) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(('x' || right(replace(p_id::text, '-', ''), 16))::bit(64)::bigint);
    IF NOT EXISTS (SELECT 1 FROM lease WHERE id = p_lease_id AND terminal_id = p_terminal_id
                      AND office_id = p_office_id AND queue = p_queue AND day = p_day
                      AND p_number BETWEEN first AND last)
       OR EXISTS (SELECT 1 FROM check_in WHERE ticket_id = p_id) THEN
        RETURN NULL;
    END IF;
    INSERT INTO ticket (id, office_id, queue, day, number, lease_id, terminal_id, service, drawn_at, language,
                        status_token, issued_offline, received_at, flag, order_at, state, desk)
    VALUES (p_id, p_office_id, p_queue, p_day, p_number, p_lease_id, p_terminal_id, p_service, p_drawn_at, p_language,
            p_status_token, p_issued_offline, p_received_at, '', p_order_at, 'waiting', '')
    ON CONFLICT DO NOTHING;
    RETURN CASE WHEN FOUND THEN p_number END;
END
$$
"""  # noqa: S608 - constants


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_CREATE)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_ticket")
