# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bodies of ``/api/v1`` as the first terminals know them: a copy, not to be changed, of what they run.

The server may add fields and resources; what these models read must stay.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

API = "/api/v1"
API_VERSION_HEADER = "Buergerterminal-Api"
"""Response header of every answer of our API. An answer without it is not ours (captive portal, wrong proxy)."""
API_VERSION = "1"

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
"""A stable lower-case name: office, service."""

QueueLetter = Annotated[str, StringConstraints(pattern=r"^[A-HJ-NPR-Z]$")]
"""The letter before a waiting number. I, O and Q are left out: they read as digits."""

LocaleTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9-]{1,16})?$")]
Base64Url = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,512}$")]
StatusToken = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22}$")]
"""128 random bits, base64url without padding: the unguessable end of a ticket's status link."""

TicketNumber = Annotated[int, Field(ge=1, le=999)]


def _utc_millis(value: datetime) -> datetime:
    return value.replace(microsecond=value.microsecond // 1000 * 1000)


Moment = Annotated[AwareDatetime, AfterValidator(_utc_millis)]
"""An aware datetime with millisecond precision."""


class WireModel(BaseModel):
    """Base of all bodies: immutable, unknown fields ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


# --- enrolment ------------------------------------------------------------------------------------------------------


class EnrolmentRequest(WireModel):
    """``PUT /api/v1/terminals/{terminal_id}``, the only unsigned request of a terminal.

    ``public_key`` is the raw Ed25519 key (32 bytes, base64url); the private key never leaves the terminal.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$")]
    public_key: Base64Url


class Enrolment(WireModel):
    """What a terminal learns when it is accepted.

    ``server_key`` (raw Ed25519, base64url) verifies leases. ``appointment_key`` (32 bytes, base64url) keys the hashes
    in :class:`AppointmentList`; it is this terminal's own.
    """

    terminal_id: UUID
    terminal_number: Annotated[int, Field(ge=1, le=999)]
    office_id: Slug
    server_key: Base64Url
    appointment_key: Base64Url


# --- configuration --------------------------------------------------------------------------------------------------


class Address(WireModel):
    """Where an office is."""

    street: str
    postal_code: str
    city: str


class OpeningHours(WireModel):
    """One opening interval on one weekday (0 = Monday) in the office's own time zone."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    opens: time
    closes: time


class OpeningException(WireModel):
    """A day that differs: closed (both times ``None``) or other hours, with a reason a visitor may read (German)."""

    day: date
    opens: time | None = None
    closes: time | None = None
    reason: str = ""


class Queue(WireModel):
    """One waiting queue of an office: its letter and where its visitors wait.

    ``walk_in`` says whether numbers are given without an appointment; ``numbers_stopped`` is the staff's
    "no more numbers today".
    """

    letter: QueueLetter
    waiting_area: str
    waiting_area_detail: str = ""
    walk_in: bool = True
    numbers_stopped: bool = False


class Office(WireModel):
    """One office of the city as a terminal needs it. ``state`` is the two-letter code of the Land (holidays)."""

    id: Slug
    name: str
    address: Address
    time_zone: str = "Europe/Berlin"
    state: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    hours: tuple[OpeningHours, ...] = ()
    exceptions: tuple[OpeningException, ...] = ()
    queues: tuple[Queue, ...] = ()
    services: tuple[Slug, ...] = ()
    """Keys of the services offered here; empty means all of the catalogue."""


class CheckInWindow(WireModel):
    """From when before an appointment a visitor may check in, and until when after it they count as on time."""

    early_minutes: Annotated[int, Field(ge=0, le=720)] = 30
    late_minutes: Annotated[int, Field(ge=0, le=720)] = 10


class Lock(WireModel):
    """A lock an administrator set. ``message`` is shown to visitors (German, may be empty)."""

    locked: bool = False
    message: str = ""


class TerminalConfiguration(WireModel):
    """``GET /api/v1/configuration``: everything the server decides for one terminal. Carries an ``ETag``."""

    city: str
    terminal_number: int
    office: Office
    other_offices: tuple[Office, ...] = ()
    window: CheckInWindow = CheckInWindow()
    lock: Lock = Lock()
    status_url: str
    """Beginning of a status link; the token follows directly. E.g. ``https://termin.example/s/``."""
    booking_url: str = ""
    lease_size: Annotated[int, Field(ge=1, le=400)] = 60


# --- appointments ---------------------------------------------------------------------------------------------------


class AppointmentState(StrEnum):
    """What the back office knows of an appointment."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    CHECKED_IN = "checked-in"


class Appointment(WireModel):
    """An appointment without a name.

    ``code_hash`` is HMAC-SHA256 over ``"<number>.<code>"`` (ASCII) with the terminal's appointment key, base64url.
    """

    id: UUID
    code_hash: Base64Url
    office_id: Slug
    starts_at: Moment
    service: Slug
    state: AppointmentState = AppointmentState.BOOKED
    ticket_label: str = ""
    """``B 042`` when somebody has checked in already, on whatever terminal."""


class AppointmentList(WireModel):
    """``GET /api/v1/appointments?first=…&last=…`` for all offices of the city, days inclusive."""

    first: date
    last: date
    appointments: tuple[Appointment, ...]


# --- leases ---------------------------------------------------------------------------------------------------------


class LeaseRequest(WireModel):
    """``PUT /api/v1/leases/{lease_id}``: a block of numbers for one queue and business day."""

    queue: QueueLetter
    day: date
    size: Annotated[int, Field(ge=1, le=400)]


class Lease(WireModel):
    """A block of numbers, inclusive, that only this terminal gives out on this day.

    ``signature`` is the server's Ed25519 signature (base64url) over :func:`kiosk.wire.leases.signed_part`.
    """

    id: UUID
    terminal_id: UUID
    office_id: Slug
    queue: QueueLetter
    day: date
    first: TicketNumber
    last: TicketNumber
    signature: Base64Url


# --- facts ----------------------------------------------------------------------------------------------------------


class Ticket(WireModel):
    """``PUT /api/v1/tickets/{id}``: somebody holds this number. A fact: the server keeps it, whenever it comes.

    ``priority`` is reserved for staff. ``issued_offline`` says that the back office was out of reach at that moment.
    """

    id: UUID
    office_id: Slug
    queue: QueueLetter
    day: date
    number: TicketNumber
    lease_id: UUID
    service: Slug
    drawn_at: Moment
    language: LocaleTag = "de"
    status_token: StatusToken
    issued_offline: bool = False


class Punctuality(StrEnum):
    """How a check-in lies to its appointment."""

    EARLY = "early"
    ON_TIME = "on-time"
    LATE = "late"


class CheckIn(WireModel):
    """``PUT /api/v1/check-ins/{id}``: the visitor of this appointment is here and holds that ticket. A fact."""

    id: UUID
    appointment_id: UUID
    ticket_id: UUID
    checked_in_at: Moment
    punctuality: Punctuality


class HelpCall(WireModel):
    """``PUT /api/v1/help-calls/{id}``: a visitor asks for a person at this terminal. No reason, no data."""

    id: UUID
    called_at: Moment
    screen: str = ""
    withdrawn_at: Moment | None = None


# --- state ----------------------------------------------------------------------------------------------------------


class Estimate(WireModel):
    """A waiting time as a range in whole minutes, both ends honest."""

    low_minutes: Annotated[int, Field(ge=0)]
    high_minutes: Annotated[int, Field(ge=0)]


class QueueState(WireModel):
    """One queue now. ``estimate`` is ``None`` when the back office cannot know."""

    letter: QueueLetter
    waiting: Annotated[int, Field(ge=0)]
    estimate: Estimate | None = None


class QueueStates(WireModel):
    """``GET /api/v1/queues``"""

    as_of: Moment
    queues: tuple[QueueState, ...]


class DeviceHealth(WireModel):
    """One device of a terminal in a heartbeat. ``state`` is ok, warning, error or unknown; ``detail`` a code."""

    device: str
    state: Literal["ok", "warning", "error", "unknown"]
    detail: str = ""


class Heartbeat(WireModel):
    """``PUT /api/v1/terminals/{terminal_id}/heartbeat``"""

    sent_at: Moment
    version: str
    outbox_waiting: Annotated[int, Field(ge=0)] = 0
    outbox_oldest_seconds: Annotated[int, Field(ge=0)] = 0
    dead_letters: Annotated[int, Field(ge=0)] = 0
    numbers_left: dict[str, int] = Field(default_factory=dict)
    devices: tuple[DeviceHealth, ...] = ()
    help_wanted: bool = False


class TicketState(StrEnum):
    """Where a ticket stands for the person who holds it."""

    WAITING = "waiting"
    CALLED = "called"
    DONE = "done"


class TicketStatus(WireModel):
    """``GET /api/v1/status/{token}``: what the link on the slip shows. No personal data."""

    label: str
    office: str
    waiting_area: str
    state: TicketState
    ahead: Annotated[int, Field(ge=0)] | None = None
    estimate: Estimate | None = None
    desk: str = ""


class Receipt(WireModel):
    """The answer to a ``PUT`` of a fact. ``repeated`` says the server had it already."""

    id: UUID
    repeated: bool = False
    note: str = ""


class Problem(BaseModel):
    """An error after RFC 9457 (``application/problem+json``). ``code`` is ours and stable; no personal data."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    code: str = ""


def label(queue: str, number: int) -> str:
    """What a visitor reads: ``B 042``."""
    return f"{queue} {number:03d}"
