# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables, for SQLAlchemy Core.

Whatever grows has ``office_id`` first in its primary key and in every unique constraint, and refers to other such tables by
it; the rest (:data:`REFERENCE`) is small and the same everywhere. So the rows of an office can live on a machine of their own
(docs/decisions/0023-office-in-every-key.md). Office ids are unique in a database.

What travels between terminal and server is ``kiosk.wire.models``; this is how it is kept. The migrations in
``backoffice/migrations`` build exactly these tables (a test compares them).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
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
    Time,
    UniqueConstraint,
    Uuid,
    text,
)

from backoffice.schema_administration import audit as audit
from backoffice.schema_administration import command as command
from backoffice.schema_base import Moment as Moment
from backoffice.schema_base import metadata as metadata
from backoffice.schema_handovers import handover as handover
from backoffice.schema_handovers import handover_event as handover_event
from backoffice.schema_handovers import handover_key as handover_key
from backoffice.schema_handovers import handover_paper as handover_paper
from backoffice.schema_people import desk_session as desk_session
from backoffice.schema_people import person as person
from backoffice.schema_staff import set_aside as set_aside
from backoffice.schema_staff import staff_access as staff_access
from backoffice.schema_staff import staff_override as staff_override

# --- the city and its offices ---------------------------------------------------------------------------------------

city = Table(
    "city",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("booking_url", Text, nullable=False),
    # JSON: the key of an online service, and its address
    Column("online_links", Text, nullable=False, server_default="{}"),
)

office = Table(
    "office",
    metadata,
    Column("id", Text, primary_key=True),
    # What "all offices" means for a terminal, an administrator of the whole city, a list of appointments. No reference:
    # SQLite cannot add one to a table that others refer to.
    Column("city_id", Text, nullable=False, server_default=""),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("street", Text, nullable=False),
    Column("postal_code", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("early_minutes", Integer, nullable=False),
    Column("late_minutes", Integer, nullable=False),
    Column("lease_size", Integer, nullable=False),
    # Who does not come goes back behind so many who wait; called so often in vain, the turn is missed.
    Column("absent_behind", Integer, nullable=False, server_default="3"),
    Column("most_absences", Integer, nullable=False, server_default="3"),
    # Since when nothing is offered there any more; what was kept of it stays.
    Column("closed_at", Moment),
    # A sentence for the start page of the office's terminals; empty: none.
    Column("notice", Text, nullable=False, server_default=""),
)

opening_hours = Table(
    "opening_hours",
    metadata,
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("opens", Time, nullable=False),
    Column("closes", Time, nullable=False),
    PrimaryKeyConstraint("office_id", "weekday", "opens"),
)

opening_exception = Table(
    "opening_exception",
    metadata,
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("opens", Time),
    Column("closes", Time),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("office_id", "day"),
)

queue = Table(
    "queue",
    metadata,
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("letter", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("waiting_area", Text, nullable=False),
    Column("waiting_area_detail", Text, nullable=False),
    Column("walk_in", Boolean, nullable=False),
    # The day for which staff said "no more numbers"; it lapses by itself.
    Column("numbers_stopped_on", Date),
    PrimaryKeyConstraint("office_id", "letter"),
)

office_service = Table(
    "office_service",
    metadata,
    Column("office_id", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("queue", Text, nullable=False),
    # What the city plans for one visitor; the estimate starts from it.
    Column("minutes", Integer, nullable=False),
    PrimaryKeyConstraint("office_id", "service"),
    ForeignKeyConstraint(["office_id", "queue"], ["queue.office_id", "queue.letter"]),
)

desk = Table(
    "desk",
    metadata,
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("name", Text, nullable=False),
    # The day on which somebody works at it; a desk left open yesterday is not open today.
    Column("opened_on", Date),
    # Who signed in there; NULL when it was opened from the command line. No reference: it is over with the day.
    Column("opened_by", Text),
    PrimaryKeyConstraint("office_id", "name"),
)

desk_queue = Table(
    "desk_queue",
    metadata,
    Column("office_id", Text, nullable=False),
    Column("desk", Text, nullable=False),
    Column("queue", Text, nullable=False),
    PrimaryKeyConstraint("office_id", "desk", "queue"),
    ForeignKeyConstraint(["office_id", "desk"], ["desk.office_id", "desk.name"]),
    ForeignKeyConstraint(["office_id", "queue"], ["queue.office_id", "queue.letter"]),
)

# --- keys and terminals ---------------------------------------------------------------------------------------------

secret = Table(
    "secret",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
)

enrolment_code = Table(
    "enrolment_code",
    metadata,
    # SHA-256 of the code; the code itself is shown once and kept nowhere.
    Column("code_hash", LargeBinary, primary_key=True),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("terminal_id", Uuid),
)

terminal = Table(
    "terminal",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("appointment_key", LargeBinary, nullable=False),
    Column("enrolled_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("locked", Boolean, nullable=False),
    Column("lock_message", Text, nullable=False),
    UniqueConstraint("office_id", "number"),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("terminal_id", Uuid, ForeignKey("terminal.id"), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("office_id", "terminal_id"),
)

request_nonce = Table(
    "request_nonce",
    metadata,
    Column("office_id", Text, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("seen_at", Moment, nullable=False),
    PrimaryKeyConstraint("office_id", "key_id", "nonce"),
    Index("ix_request_nonce_seen_at", "seen_at"),
)

# --- appointments, numbers, facts -----------------------------------------------------------------------------------

appointment = Table(
    "appointment",
    metadata,
    Column("id", Uuid, nullable=False),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("number", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("service", Text, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    # Which check-in and ticket came first; a fact, so no reference to a ticket that may still be on its way.
    Column("check_in_id", Uuid),
    Column("ticket_id", Uuid),
    PrimaryKeyConstraint("office_id", "id"),
    UniqueConstraint("office_id", "number"),
    Index("ix_appointment_starts_at", "starts_at"),
    Index("ix_appointment_office_id_starts_at", "office_id", "starts_at"),
)

number_counter = Table(
    "number_counter",
    metadata,
    Column("office_id", Text, nullable=False),
    Column("queue", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("office_id", "queue", "day"),
    ForeignKeyConstraint(["office_id", "queue"], ["queue.office_id", "queue.letter"]),
)

lease = Table(
    "lease",
    metadata,
    Column("id", Uuid, nullable=False),
    Column("terminal_id", Uuid, ForeignKey("terminal.id"), nullable=False),
    Column("office_id", Text, nullable=False),
    Column("queue", Text, nullable=False),
    Column("day", Date, nullable=False),
    # What was asked for; the block may be shorter at the end of the numbers.
    Column("size", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("granted_at", Moment, nullable=False),
    PrimaryKeyConstraint("office_id", "id"),
    UniqueConstraint("office_id", "queue", "day", "first"),
)

ticket = Table(
    "ticket",
    metadata,
    Column("id", Uuid, nullable=False),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("queue", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("lease_id", Uuid, nullable=False),
    Column("terminal_id", Uuid, ForeignKey("terminal.id"), nullable=False),
    Column("service", Text, nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Column("language", Text, nullable=False),
    Column("status_token", Text, nullable=False),
    Column("issued_offline", Boolean, nullable=False),
    Column("received_at", Moment, nullable=False),
    # What staff should know about it (see domain.facts.Flag); empty for a ticket as it should be.
    Column("flag", Text, nullable=False),
    # Earlier is called earlier.
    Column("order_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("desk", Text, nullable=False),
    Column("called_at", Moment),
    Column("finished_at", Moment),
    # How often the number was called for where it is now, and how often nobody came.
    Column("calls", Integer, nullable=False, server_default=text("0")),
    Column("absences", Integer, nullable=False, server_default=text("0")),
    # The queue a clerk sent it to; the number keeps its letter. NULL: it waits in its own.
    Column("sent_to", Text),
    # When the visitor was seen at the desk, if the clerk said so.
    Column("arrived_at", Moment),
    PrimaryKeyConstraint("office_id", "id"),
    Index("ix_ticket_status_token", "status_token"),
    Index("ix_ticket_office_id_day_state_order_at", "office_id", "day", "state", "order_at"),
    # Of several tickets with one number at most one is unflagged, whatever arrives at the same time.
    Index(
        "uq_ticket_number",
        "office_id",
        "queue",
        "day",
        "number",
        unique=True,
        sqlite_where=text("flag = ''"),
        postgresql_where=text("flag = ''"),
    ),
)

ticket_service = Table(
    "ticket_service",
    metadata,
    # What was really done at the desk, one row a service.
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("ticket_id", Uuid, nullable=False),
    Column("service", Text, nullable=False),
    Column("day", Date, nullable=False),
    PrimaryKeyConstraint("office_id", "ticket_id", "service"),
    ForeignKeyConstraint(["office_id", "ticket_id"], ["ticket.office_id", "ticket.id"]),
    Index("ix_ticket_service_office_id_day", "office_id", "day"),
)

event = Table(
    "event",
    metadata,
    # Rises within an office in the order of commits (see domain.rows.next_number) and is never used twice.
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("id", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("office_id", "id"),
    Index("ix_event_day", "day"),
)

office_counter = Table(
    "office_counter",
    metadata,
    # The last number given to a row of an office: of its events, of its record of changes, of what happened to hand-overs.
    Column("office_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("last", BigInteger, nullable=False),
    PrimaryKeyConstraint("office_id", "name"),
)

check_in = Table(
    "check_in",
    metadata,
    Column("id", Uuid, nullable=False),
    Column("terminal_id", Uuid, ForeignKey("terminal.id"), nullable=False),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("appointment_id", Uuid, nullable=False),
    Column("ticket_id", Uuid, nullable=False),
    Column("checked_in_at", Moment, nullable=False),
    Column("punctuality", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("flag", Text, nullable=False),
    PrimaryKeyConstraint("office_id", "id"),
    Index("ix_check_in_ticket_id", "ticket_id"),
    Index("ix_check_in_office_id_received_at", "office_id", "received_at"),
)

help_call = Table(
    "help_call",
    metadata,
    Column("id", Uuid, nullable=False),
    Column("terminal_id", Uuid, ForeignKey("terminal.id"), nullable=False),
    Column("office_id", Text, ForeignKey("office.id"), nullable=False),
    Column("called_at", Moment, nullable=False),
    Column("screen", Text, nullable=False),
    Column("withdrawn_at", Moment),
    Column("received_at", Moment, nullable=False),
    # Who of the staff is on the way, and that it is settled.
    Column("taken_by", Text, nullable=False, server_default=""),
    Column("taken_at", Moment),
    Column("done_at", Moment),
    PrimaryKeyConstraint("office_id", "id"),
    Index("ix_help_call_office_id_called_at", "office_id", "called_at"),
    Index("ix_help_call_terminal_id_called_at", "terminal_id", "called_at"),
)

REFERENCE = frozenset(
    {
        "city",
        "office",
        "opening_hours",
        "opening_exception",
        "queue",
        "office_service",
        "secret",
        "enrolment_code",
        "terminal",
        "person",
        "desk_session",
    }
)
"""Tables that are small, change seldom and are the same on every machine; all others are an office's own."""
