# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What many tests need: a clock that stands still, seeded chance, an office, and a visit in it on a real store."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.assets import assets_dir
from kiosk.checkin.appointments import Appointments
from kiosk.checkin.code import AppointmentCode, code_hash
from kiosk.clock import uuid7
from kiosk.config import TimesSection
from kiosk.handover import Handovers
from kiosk.languages import shipped
from kiosk.services import Catalogue, load_catalogue
from kiosk.store.database import Database
from kiosk.store.kept import Holidays, Kept
from kiosk.store.outbox import Outbox
from kiosk.tickets.desk import TicketDesk
from kiosk.tickets.leases import Leases, Verdict
from kiosk.visit.events import Event, LanguageChosen, Scanned, SlipChanged, SlipState, Tapped, Tick, Touched
from kiosk.visit.office import OfficeView
from kiosk.visit.screens import AnswerScreen, ListScreen, Screen, StartScreen, TicketScreen
from kiosk.visit.visit import Surroundings, Visit
from kiosk.wire.leases import b64encode, sign
from kiosk.wire.models import (
    Address,
    Appointment,
    AppointmentList,
    AppointmentState,
    Enrolment,
    Estimate,
    Office,
    OpeningHours,
    Queue,
    QueueState,
    QueueStates,
    TerminalConfiguration,
)

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 10, 42, tzinfo=BERLIN)
TERMINAL_ID = UUID("01900000-0000-7000-8000-000000000001")
APPOINTMENT_KEY = bytes(range(32))
SERVER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


class ManualClock:
    """Time passes only when told to."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self._now = now.astimezone(UTC)
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Let wall clock and monotonic time pass together."""
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def set_wall(self, now: datetime) -> None:
        """Somebody changes the wall clock."""
        self._now = now.astimezone(UTC)


def seeded(seed: int = 1) -> random.Random:
    return random.Random(seed)


def office(**changes: object) -> Office:
    """Bürgerbüro Mitte, open on weekdays from 8 to 18 o'clock."""
    fields: dict[str, object] = {
        "id": "mitte",
        "name": "Bürgerbüro Mitte",
        "address": Address(street="Musterstraße 1", postal_code="70173", city="Stuttgart"),
        "state": "BW",
        "hours": tuple(OpeningHours(weekday=day, opens=time(8), closes=time(18)) for day in range(5)),
        "queues": (
            Queue(letter="A", waiting_area="Wartebereich 1"),
            Queue(letter="B", waiting_area="Wartebereich 2", waiting_area_detail="1. Stock"),
            Queue(letter="C", waiting_area="Wartebereich 2", waiting_area_detail="1. Stock"),
            Queue(letter="F", waiting_area="Wartebereich 3", walk_in=False),
        ),
    }
    return Office.model_validate(fields | changes)


OTHER_OFFICE = Office(
    id="ost",
    name="Bürgerbüro Ost",
    address=Address(street="Beispielweg 7", postal_code="70188", city="Stuttgart"),
    state="BW",
)


def configuration(**changes: object) -> TerminalConfiguration:
    fields: dict[str, object] = {
        "city": "Stuttgart",
        "terminal_number": 3,
        "office": office(),
        "other_offices": (OTHER_OFFICE,),
        "status_url": "https://termin.example/s/",
        "booking_url": "termin.example",
    }
    return TerminalConfiguration.model_validate(fields | changes)


ENROLMENT = Enrolment(
    terminal_id=TERMINAL_ID,
    terminal_number=3,
    office_id="mitte",
    server_key=b64encode(SERVER_KEY.public_key().public_bytes_raw()),
    appointment_key=b64encode(APPOINTMENT_KEY),
)


@cache
def services() -> Catalogue:
    """Those we ship; reading them takes a while."""
    return load_catalogue(assets_dir() / "services")


@dataclass
class World:
    """A terminal's inside without printer and network: a visit on a real store, in an office that is open."""

    folder: Path
    clock: ManualClock = field(default_factory=ManualClock)
    online: bool = True
    numbers: int = 60
    seed: int = 1
    times: TimesSection = field(default_factory=TimesSection)
    speaks: bool = False

    def __post_init__(self) -> None:
        self.random = seeded(self.seed)
        self.database = Database(self.folder / "terminal.sqlite")
        self.kept = Kept(self.database)
        self.outbox = Outbox(self.database)
        self.kept.keep_enrolment(ENROLMENT)
        self.leases = Leases(self.database, ENROLMENT, SERVER_KEY.public_key().public_bytes_raw())
        self.appointments = Appointments(self.database, APPOINTMENT_KEY)
        self._known: list[Appointment] = []
        self.configure()
        self.wait({"A": (30, 50), "B": (20, 35), "C": (5, 10)})
        for queue in "ABCF":
            self.lease(queue, self.numbers)
        self.desk = TicketDesk(
            self.database, self.clock, self.random.randbytes, slip_expires=timedelta(minutes=10)
        )
        self.office = OfficeView(
            self.database,
            self.clock,
            services,
            lambda: self.online,
        )
        self.visit = Visit(
            Surroundings(
                clock=self.clock,
                office=self.office,
                desk=self.desk,
                handovers=Handovers(self.desk, self.kept, self.clock, self.random.randbytes),
                languages=shipped(),
                times=self.times,
                can_speak=self.speaks,
            )
        )

    def configure(self, holidays: tuple[str, ...] = ("2026-12-25",), **changes: object) -> None:
        """What the back office decides."""
        self.kept.keep_configuration(configuration(**changes), "etag", Holidays(days=holidays))

    def wait(self, ranges: dict[str, tuple[int, int]]) -> None:
        """What the back office says of the waiting times, now."""
        queues = tuple(
            QueueState(letter=letter, waiting=3, estimate=Estimate(low_minutes=low, high_minutes=high))
            for letter, (low, high) in ranges.items()
        )
        self.kept.keep_queue_states(QueueStates(as_of=self.clock.now(), queues=queues))

    def lease(self, queue: str, size: int, day: date | None = None, first: int = 1) -> None:
        """A block of numbers of the back office."""
        day = day or self.clock.now().astimezone(BERLIN).date()
        lease = sign(
            {
                "id": uuid7(self.clock, self.random.randbytes),
                "terminal_id": TERMINAL_ID,
                "office_id": "mitte",
                "queue": queue,
                "day": day,
                "first": first,
                "last": first + size - 1,
            },
            SERVER_KEY,
        )
        assert self.leases.accept(lease, queue=queue, day=day, now=self.clock.now()) is Verdict.KEPT

    def appointment(
        self,
        number: str,
        code: str,
        starts_at: datetime,
        *,
        office_id: str = "mitte",
        service: str = "wohnsitz-anmelden",
        state: AppointmentState = AppointmentState.BOOKED,
        ticket_label: str = "",
    ) -> Appointment:
        """Book an appointment that the terminal has pre-loaded."""
        appointment = Appointment(
            id=uuid7(self.clock, self.random.randbytes),
            code_hash=code_hash(AppointmentCode(number, code), APPOINTMENT_KEY),
            office_id=office_id,
            starts_at=starts_at,
            service=service,
            state=state,
            ticket_label=ticket_label,
        )
        self._known.append(appointment)
        days = [one.starts_at.astimezone(BERLIN).date() for one in self._known]
        self.appointments.replace(
            AppointmentList(first=min(days), last=max(days), appointments=tuple(self._known)), BERLIN
        )
        return appointment

    # --- what a visitor does ---

    @property
    def screen(self) -> Screen:
        return self.visit.screen

    def handle(self, event: Event) -> Screen:
        return self.visit.handle(event)

    def tap(self, action: str) -> Screen:
        """Choose an action of the page that is to be seen; it must be there."""
        screen = self.screen
        offered = actions_of(screen) | {"back", "end", "help", "languages", "accessibility", "stay"}
        keypad = action.startswith(("digit:", "backspace", "setting", "help-", "overlay-"))
        assert action in offered or keypad, f"{action} is not offered on {screen.kind}: {sorted(offered)}"
        return self.handle(Tapped(screen.serial, action))

    def type(self, digits: str) -> Screen:
        for digit in digits:
            self.tap(f"digit:{digit}")
        return self.screen

    def scan(self, text: str) -> Screen:
        return self.handle(Scanned(text))

    def choose_language(self, tag: str) -> Screen:
        return self.handle(LanguageChosen(tag))

    def touch(self) -> Screen:
        return self.handle(Touched())

    def let_pass(self, seconds: int) -> Screen:
        """Let time pass in ticks of a second."""
        for _ in range(seconds):
            self.clock.advance(1)
            self.handle(Tick())
        return self.screen

    def slip(self, state: SlipState) -> Screen:
        """The printer says how the slip on the screen stands."""
        screen = self.screen
        assert isinstance(screen, TicketScreen)
        return self.handle(SlipChanged(screen.ticket_id, state))

    def draw_number(self, topic: str = "wohnsitz", service: str = "wohnsitz-anmelden") -> TicketScreen:
        """Walk in and draw a number."""
        self.tap("walk-in")
        self.tap(f"topic:{topic}")
        if isinstance(self.screen, ListScreen):
            self.tap(f"service:{service}")
        screen = self.tap("draw")
        assert isinstance(screen, TicketScreen), screen
        return screen

    # --- what is left of it ---

    def waiting_rows(self) -> list[tuple[str, str]]:
        """Resource and body of everything in the outbox."""
        with self.database.reading() as connection:
            rows = connection.execute("SELECT resource, body FROM outbox ORDER BY seq").fetchall()
        return [(row["resource"], row["body"]) for row in rows]

    def tickets(self) -> list[str]:
        """The labels of all numbers given out here."""
        with self.database.reading() as connection:
            rows = connection.execute("SELECT queue, number FROM ticket ORDER BY rowid").fetchall()
        return [f"{row['queue']} {row['number']:03d}" for row in rows]


def actions_of(screen: Screen) -> set[str]:
    """The ids of everything that can be chosen on a screen."""
    found: set[str] = set()
    for name in ("tiles", "rows", "actions"):
        found |= {action.id for action in getattr(screen, name, ())}
    return found


def answer(screen: Screen) -> str:
    """Which answer an answer screen gives."""
    assert isinstance(screen, AnswerScreen), screen
    return screen.name


def german(screen: Screen) -> str:
    """Heading and body of a screen as a German visitor reads them."""
    source = shipped().source
    texts = (
        [screen.heading, *getattr(screen, "body", ())]
        if not isinstance(screen, StartScreen)
        else [screen.notice]
    )
    return "\n".join(source.plain(text) for text in texts)
