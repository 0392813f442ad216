# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bodies of ``/api/v1``.

Every time is an aware datetime and travels in UTC; every business day is a local date of the office. A resource that
a terminal creates carries an id made on the terminal (UUIDv7) and is created with ``PUT``, so sending it again is
harmless for ever. Unknown fields are ignored on the terminal (an older terminal must live with a newer server) and
refused by the server (a typing error must not vanish).
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from kiosk.wire.commands import MOST_COMMANDS, CommandOutcome

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
StatusToken = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16}([A-Za-z0-9_-]{6})?$")]
"""96 random bits, base64url without padding: the unguessable end of a ticket's status link. Six letters less on every
slip than the 128 bits that older terminals send, and still 2^82 guesses for one of the ten thousand links of a day."""

TicketNumber = Annotated[int, Field(ge=1, le=999)]


def _utc_millis(value: datetime) -> datetime:
    return value.replace(microsecond=value.microsecond // 1000 * 1000)


Moment = Annotated[AwareDatetime, AfterValidator(_utc_millis)]
"""An aware datetime with millisecond precision."""

LocalTime = Annotated[
    time,
    WithJsonSchema({"type": "string", "pattern": r"^[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$"}),
]
"""A time of day in the zone of the office. Not the format ``time`` of JSON Schema: that one is RFC 3339, with an offset."""


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
    opens: LocalTime
    closes: LocalTime


class OpeningException(WireModel):
    """A day that differs: closed (both times ``None``) or other hours, with a reason a visitor may read (German)."""

    day: date
    opens: LocalTime | None = None
    closes: LocalTime | None = None
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
    notice: str = ""
    """A sentence for the start page (German), empty where there is nothing to say."""


class CheckInWindow(WireModel):
    """From when before an appointment a visitor may check in, and until when after it they count as on time."""

    early_minutes: Annotated[int, Field(ge=0, le=720)] = 30
    late_minutes: Annotated[int, Field(ge=0, le=720)] = 10


class Lock(WireModel):
    """A lock an administrator set. ``message`` is shown to visitors (German, may be empty)."""

    locked: bool = False
    message: str = ""


class HandoverKey(WireModel):
    """A public key of an office: what a visitor prepares is sealed to it (see :mod:`kiosk.wire.sealing`).

    It may be used on the business days from ``first_day`` to ``last_day``. ``signature`` is the server's Ed25519 signature
    (base64url) over :func:`kiosk.wire.sealing.key_signed_part`. A terminal skips a ``suite`` it does not know.
    """

    id: Slug
    office_id: Slug
    suite: Slug
    public_key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,4096}$")]
    first_day: date
    last_day: date
    signature: Base64Url


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
    online_links: dict[Slug, str] = Field(default_factory=dict)
    """Addresses (https) of services that only exist online, by the key of their file in ``assets/online``."""
    lease_size: Annotated[int, Field(ge=1, le=400)] = 60
    handover_keys: tuple[HandoverKey, ...] = ()
    """Empty: this back office takes no hand-overs."""
    paper_url: str = ""
    """Beginning of a link to a paper for the visitor's phone; the token follows directly. Empty: there is none."""
    staff_tag: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,64}$")] = ""
    """Changes when the list of staff does (:class:`kiosk.wire.staff.StaffList`); empty: nobody is in it."""


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
    """``GET /api/v1/appointments?first=…&last=…`` for all offices of the city, with ``&office=own`` for the one where the terminal
    stands; days inclusive."""

    first: date
    last: date
    office_id: str = ""
    """Whose they are; empty for all offices of the city."""
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
    """A waiting time as a range in whole minutes, both ends honest. ``likely_minutes`` is the middle of what may happen."""

    low_minutes: Annotated[int, Field(ge=0)]
    high_minutes: Annotated[int, Field(ge=0)]
    likely_minutes: Annotated[int, Field(ge=0)] | None = None


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
    """``PUT /api/v1/terminals/{terminal_id}/heartbeat``; answered with a :class:`kiosk.wire.commands.HeartbeatAnswer`."""

    sent_at: Moment
    version: str
    outbox_waiting: Annotated[int, Field(ge=0)] = 0
    outbox_oldest_seconds: Annotated[int, Field(ge=0)] = 0
    dead_letters: Annotated[int, Field(ge=0)] = 0
    numbers_left: dict[str, int] = Field(default_factory=dict)
    devices: tuple[DeviceHealth, ...] = ()
    help_wanted: bool = False
    in_use: bool = False
    """Somebody has begun something at the screen."""
    screen: str = ""
    """The kind of page that is shown; nothing of what is on it."""
    locked: bool = False
    outcomes: Annotated[tuple[CommandOutcome, ...], Field(max_length=MOST_COMMANDS)] = ()
    """What became of orders since the last heartbeat that was heard."""


class TicketState(StrEnum):
    """Where a ticket stands for the person who holds it. A client takes a state it does not know for "ask at the desk"."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    """The visitor is at the desk; only where clerks say so."""
    PARKED = "parked"
    """Set aside by a clerk, who will call the number again."""
    MISSED = "missed"
    """Called several times, and nobody came."""
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


DELIVERY_ITEMS = 100
"""So many facts travel together at most."""


class DeliveryItem(WireModel):
    """One fact among several: ``body`` is what ``PUT /api/v1/{resource}/{id}`` would carry."""

    resource: Literal["tickets", "check-ins"]
    id: UUID
    body: dict[str, Any]


class Delivery(WireModel):
    """``PUT /api/v1/deliveries/{id}``: facts that waited for the line, each taken by itself, in this order."""

    id: UUID
    items: Annotated[tuple[DeliveryItem, ...], Field(min_length=1, max_length=DELIVERY_ITEMS)]


class DeliveryResult(WireModel):
    """What became of one fact. ``later``: not now, send it again; ``refused``: never, ``code`` says why."""

    id: UUID
    outcome: Literal["kept", "refused", "later"]
    code: str = ""


class DeliveryReceipt(WireModel):
    """The answer to a delivery: one result an item, in order."""

    id: UUID
    results: tuple[DeliveryResult, ...]


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
