# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A terminal with staff in it, and devices that say what a test wants."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from argon2 import PasswordHasher

from devices.printer import Cover, Link, Paper, Part, PrinterStatus, Slip
from kiosk.languages import shipped
from kiosk.printing.spool import Spool
from kiosk.setaside.keeping import SetAsides
from kiosk.staff.access import STAFF_HEARD, STAFF_LIST, Access
from kiosk.staff.desk import StaffDesk
from kiosk.staff.overrides import Overrides
from kiosk.staff.pin import PinLock
from kiosk.staff.since import Since
from kiosk.visit.events import OfficeChanged, Tapped
from kiosk.visit.screens import AnswerScreen, Condition, KeypadScreen, Screen, StaffScreen
from kiosk.wire.staff import StaffEntry, StaffList, badge_hash
from tests.helpers import World, actions_of
from tests.kiosk.printing.test_spool import Scripted

PIN = "471108"
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
READY = PrinterStatus(
    link=Link.CONNECTED,
    paper=Paper.OK,
    cover=Cover.CLOSED,
    cutter=Part.OK,
    head=Part.OK,
    fault=Part.OK,
)


class Office:
    """A world with staff in it, and a printer that says what the test wants."""

    def __init__(self, world: World, *, own_pin: bool = True) -> None:
        self.world = world
        self.status: PrinterStatus | None = READY
        self.scanner: bool | None = True
        self.line = "online"
        self.numbers = {"A": 60, "B": 60}
        self.since = Since(world.kept, world.clock)
        self.paper = Scripted()
        self.spool = Spool(world.database, self.paper, world.clock, world.visit.handle)  # type: ignore[arg-type]
        self.woken = 0
        self.trials = 0
        self.asked: list[UUID] = []
        self.badges: dict[str, bytes] = {}
        self.slips: list[Slip] = []
        self.access = Access(
            world.kept,
            world.clock,
            PinLock(HASH if own_pin else "", world.kept, world.clock),
            own_pin=own_pin,
            badge_alone=timedelta(minutes=15),
            today=world.office.today,
        )
        self.desk = StaffDesk(
            world.database,
            world.clock,
            self.access,
            Overrides(world.database, world.clock, world.random.randbytes, self.wake),
            printer=lambda: self.status,
            scanner=lambda: self.scanner,
            line=lambda: self.line,
            numbers=lambda: self.numbers,
            since=self.since,
            print_trial=self.print_trial,
            wake=self.wake,
        )
        around = world.visit.around
        around.staff = self.desk
        around.set_asides = SetAsides(
            world.database, world.clock, world.random.randbytes, ask=self.asked.append, on_commit=self.wake
        )
        around.print_leaflet = self.slips.append

    def print_trial(self) -> None:
        self.trials += 1

    def wake(self) -> None:
        self.woken += 1

    @property
    def screen(self) -> Screen:
        return self.world.screen

    def tap(self, action: str) -> Screen:
        screen = self.screen
        assert action in actions_of(screen) | {"back"}, actions_of(screen)
        return self.world.handle(Tapped(screen.serial, action))

    def come(self) -> Screen:
        """By the page "Auskunft", which calls nobody."""
        self.world.tap("info")
        return self.tap("staff")

    def unlock(self) -> StaffScreen:
        if self.screen.frame.can_unlock:
            self.world.handle(Tapped(self.screen.serial, "staff"))
        screen = self.world.type(PIN)
        assert isinstance(screen, StaffScreen), screen
        return screen

    def row(self, name: str) -> tuple[str, str, Condition]:
        screen = self.screen
        assert isinstance(screen, StaffScreen)
        say = shipped().source.plain
        (device,) = [device for device in screen.devices if say(device.name) == name]
        return say(device.state), say(device.detail), device.condition

    def answer(self) -> str:
        screen = self.screen
        assert isinstance(screen, AnswerScreen), screen
        return screen.name

    def employ(self, *staff: str, badge: bool = True) -> dict[str, bytes]:
        """The back office sends a list with these people, each with :data:`PIN`, and is heard now. Returns their badges."""
        self.badges = badges = {number: number.encode().ljust(16, b"x") for number in staff}
        people = tuple(
            StaffEntry(
                staff=number,
                badge=badge_hash(badges[number]) if badge else "",
                pin_hash=HASH,
                valid_until=self.world.office.today() + timedelta(days=30),
            )
            for number in staff
        )
        listed = StaffList(office_id="mitte", people=people)
        self.world.kept.keep_text(STAFF_LIST, listed.model_dump_json())
        self.hear()
        return badges

    def hear(self) -> None:
        """The back office confirms the list."""
        self.world.kept.keep_text(STAFF_HEARD, self.world.clock.now().isoformat())
        self.world.handle(OfficeChanged())


def said(screen: Screen) -> str:
    assert isinstance(screen, StaffScreen)
    return shipped().source.plain(screen.lead)


def error(screen: Screen) -> str:
    assert isinstance(screen, KeypadScreen)
    return shipped().source.plain(screen.error)
