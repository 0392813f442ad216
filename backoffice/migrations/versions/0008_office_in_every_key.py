# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office comes first in the key of everything that grows; cities, closed offices, and what absence means by office."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_BY_ID = ("appointment", "lease", "ticket", "check_in", "help_call", "command", "handover", "handover_key")
_NUMBERED = {"event": "event", "audit": "audit", "handover_event": "handover_event"}
_NAMES = {"pk": "pk_%(table_name)s"}
_MOMENT = sa.DateTime(timezone=True)

_ARGUMENTS = (
    "p_id uuid, p_office_id text, p_queue text, p_day date, p_number integer, p_lease_id uuid, p_terminal_id uuid, "
    "p_service text, p_drawn_at timestamptz, p_language text, p_status_token text, p_issued_offline boolean, "
    "p_received_at timestamptz, p_order_at timestamptz"
)


def _keep_ticket(lease: str, check_in: str) -> str:
    """The function of migration 0003, looking for the lease and for a check-in by these conditions."""
    return f"""
CREATE OR REPLACE FUNCTION keep_ticket({_ARGUMENTS}) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(('x' || right(replace(p_id::text, '-', ''), 16))::bit(64)::bigint);
    IF NOT EXISTS (SELECT 1 FROM lease WHERE {lease} AND terminal_id = p_terminal_id
                      AND office_id = p_office_id AND queue = p_queue AND day = p_day
                      AND p_number BETWEEN first AND last)
       OR EXISTS (SELECT 1 FROM check_in WHERE {check_in}) THEN
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
    _cities()
    # Before the tables they refer to, which SQLite builds anew.
    _without_reference("ticket_service", "fk_ticket_service_ticket_id")
    _without_reference("handover_paper", "fk_handover_paper_handover_id")
    with op.batch_alter_table("appointment") as table:
        table.drop_constraint("uq_appointment_number", type_="unique")
        table.create_unique_constraint("uq_appointment_office_id_number", ["office_id", "number"])
    for name in _BY_ID:
        _key(name, ["office_id", "id"])
    op.create_index("ix_check_in_office_id_received_at", "check_in", ["office_id", "received_at"])
    op.create_index("ix_appointment_office_id_starts_at", "appointment", ["office_id", "starts_at"])
    with op.batch_alter_table("ticket_service") as table:
        table.create_foreign_key(
            "fk_ticket_service_office_id_ticket_id", "ticket", ["office_id", "ticket_id"], ["office_id", "id"]
        )
    _key("handover_paper", ["office_id", "link_hash"])
    with op.batch_alter_table("handover_paper") as table:
        table.create_foreign_key(
            "fk_handover_paper_office_id_handover_id",
            "handover",
            ["office_id", "handover_id"],
            ["office_id", "id"],
        )
    op.create_index("ix_handover_paper_link_hash", "handover_paper", ["link_hash"])
    op.add_column("heartbeat", sa.Column("office_id", sa.Text(), nullable=True))
    op.execute(
        "UPDATE heartbeat SET office_id = "
        "(SELECT office_id FROM terminal WHERE terminal.id = heartbeat.terminal_id)"
    )
    with op.batch_alter_table("heartbeat") as table:
        table.alter_column("office_id", existing_type=sa.Text(), nullable=False)
        table.create_foreign_key("fk_heartbeat_office_id", "office", ["office_id"], ["id"])
    _key("heartbeat", ["office_id", "terminal_id"])
    _nonces("office_id")
    _numbers_by_office()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            _keep_ticket(
                "office_id = p_office_id AND id = p_lease_id", "office_id = p_office_id AND ticket_id = p_id"
            )
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_keep_ticket("id = p_lease_id", "ticket_id = p_id"))
    _numbers_by_database()
    _nonces()
    _key("heartbeat", ["terminal_id"])
    with op.batch_alter_table("heartbeat") as table:
        table.drop_constraint("fk_heartbeat_office_id", type_="foreignkey")
        table.drop_column("office_id")
    op.drop_index("ix_handover_paper_link_hash", table_name="handover_paper")
    _without_reference("handover_paper", "fk_handover_paper_office_id_handover_id")
    _without_reference("ticket_service", "fk_ticket_service_office_id_ticket_id")
    op.drop_index("ix_check_in_office_id_received_at", table_name="check_in")
    op.drop_index("ix_appointment_office_id_starts_at", table_name="appointment")
    _key("handover_paper", ["link_hash"])
    for name in _BY_ID:
        _key(name, ["id"])
    with op.batch_alter_table("appointment") as table:
        table.drop_constraint("uq_appointment_office_id_number", type_="unique")
        table.create_unique_constraint("uq_appointment_number", ["number"])
    with op.batch_alter_table("ticket_service") as table:
        table.create_foreign_key("fk_ticket_service_ticket_id", "ticket", ["ticket_id"], ["id"])
    with op.batch_alter_table("handover_paper") as table:
        table.create_foreign_key("fk_handover_paper_handover_id", "handover", ["handover_id"], ["id"])
    for name in ("city_id", "closed_at", "most_absences", "absent_behind"):
        op.drop_column("office", name)


def _cities() -> None:
    op.add_column("office", sa.Column("closed_at", _MOMENT, nullable=True))
    for name in ("absent_behind", "most_absences"):
        op.add_column("office", sa.Column(name, sa.Integer(), nullable=False, server_default="3"))
    # Until now one database was one city.
    op.add_column("office", sa.Column("city_id", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE office SET city_id = coalesce((SELECT min(id) FROM city), '')")


def _key(name: str, columns: Sequence[str]) -> None:
    with op.batch_alter_table(name, naming_convention=_NAMES) as table:
        table.drop_constraint(f"pk_{name}", type_="primary")
        table.create_primary_key(f"pk_{name}", list(columns))


def _without_reference(name: str, constraint: str) -> None:
    with op.batch_alter_table(name) as table:
        table.drop_constraint(constraint, type_="foreignkey")


def _nonces(*office: str) -> None:
    # They are good for ten minutes, and a server that starts anew has forgotten them as well.
    op.drop_table("request_nonce")
    op.create_table(
        "request_nonce",
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*office, "key_id", "nonce")),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint(*office, "key_id", "nonce", name=op.f("pk_request_nonce")),
    )
    op.create_index("ix_request_nonce_seen_at", "request_nonce", ["seen_at"])


def _numbers_by_office() -> None:
    op.create_table(
        "office_counter",
        sa.Column("office_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "name", name=op.f("pk_office_counter")),
    )
    for name, counter in _NUMBERED.items():
        op.execute(
            "INSERT INTO office_counter (office_id, name, last) "  # noqa: S608 - constants
            f"SELECT office_id, '{counter}', max(id) FROM {name} GROUP BY office_id"
        )
    op.drop_index("ix_event_office_id_id", table_name="event")
    op.drop_index("ix_audit_office_id_id", table_name="audit")
    if op.get_bind().dialect.name == "postgresql":
        for name in _NUMBERED:
            op.execute(f"ALTER TABLE {name} ALTER COLUMN id DROP DEFAULT")
            op.execute(f"DROP SEQUENCE {name}_id_seq")
            op.alter_column(name, "id", type_=sa.BigInteger())
            _key(name, ["office_id", "id"])
        return
    for name in _NUMBERED:
        with op.batch_alter_table(name, naming_convention=_NAMES) as table:
            table.drop_constraint(f"pk_{name}", type_="primary")
            table.alter_column(
                "id", existing_type=sa.Integer(), type_=sa.BigInteger(), nullable=False, autoincrement=False
            )
            table.create_primary_key(f"pk_{name}", ["office_id", "id"])


def _numbers_by_database() -> None:
    # Two offices may have used the same number since.
    for name in _NUMBERED:
        op.execute(
            f"CREATE TEMPORARY TABLE renumbered AS "  # noqa: S608 - constants
            f"SELECT office_id, id, row_number() OVER (ORDER BY at, office_id, id) AS new_id FROM {name}"
        )
        op.execute(f"UPDATE {name} SET id = -id")  # noqa: S608
        op.execute(
            f"UPDATE {name} SET id = (SELECT new_id FROM renumbered "  # noqa: S608
            f"WHERE renumbered.office_id = {name}.office_id AND renumbered.id = -{name}.id)"
        )
        op.execute("DROP TABLE renumbered")
        if op.get_bind().dialect.name == "postgresql":
            kind = sa.Integer() if name == "handover_event" else sa.BigInteger()
            _key(name, ["id"])
            op.alter_column(name, "id", type_=kind)
            op.execute(f"CREATE SEQUENCE {name}_id_seq OWNED BY {name}.id")
            op.execute(
                f"SELECT setval('{name}_id_seq', "  # noqa: S608 - constants
                f"coalesce((SELECT max(id) FROM {name}), 0) + 1, false)"
            )
            op.execute(f"ALTER TABLE {name} ALTER COLUMN id SET DEFAULT nextval('{name}_id_seq')")
        else:
            autoincrement = {"sqlite_autoincrement": True} if name == "event" else {}
            with op.batch_alter_table(name, naming_convention=_NAMES, table_kwargs=autoincrement) as table:
                table.drop_constraint(f"pk_{name}", type_="primary")
                table.alter_column(
                    "id",
                    existing_type=sa.BigInteger(),
                    type_=sa.Integer(),
                    nullable=False,
                    autoincrement=True,
                )
                table.create_primary_key(f"pk_{name}", ["id"])
    op.create_index("ix_event_office_id_id", "event", ["office_id", "id"])
    op.create_index("ix_audit_office_id_id", "audit", ["office_id", "id"])
    op.drop_table("office_counter")
