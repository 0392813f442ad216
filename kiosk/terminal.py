# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal put together, without a window: store, visit, print spool, sync, each in a thread of its own.

Events come in through :meth:`Terminal.post` from any thread; screens go out through ``show`` from the visit's thread.
"""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version
from typing import TYPE_CHECKING
from uuid import UUID

import structlog

from devices.printer import JobState, Printer, PrinterEvent, PrinterStatus, Severity, Slip
from devices.signal import open_signal
from kiosk.assets import assets_dir
from kiosk.clock import Clock, RandomBytes, SystemClock, system_random
from kiosk.config import Configuration, StaffSection
from kiosk.handover import Handovers
from kiosk.helplight import HelpLight
from kiosk.languages import Languages, shipped
from kiosk.printing.spool import Spool
from kiosk.printing.warmup import WarmUp
from kiosk.services import Catalogue, CatalogueError, load_catalogue
from kiosk.setaside.keeping import SetAsides
from kiosk.staff.since import Since
from kiosk.store.database import StoreError
from kiosk.store.kept import Kept
from kiosk.store.salvage import open_or_replace
from kiosk.sync.identity import Identity, load_or_create
from kiosk.sync.local import Answered, Local, Scene
from kiosk.tickets.desk import TicketDesk
from kiosk.tickets.slip import SlipStyle
from kiosk.visit.events import (
    Event,
    HelpTaken,
    LeafletEnded,
    OfficeChanged,
    SetAsideAnswered,
    SlipChanged,
    Tapped,
    TrialEnded,
)
from kiosk.visit.office import OfficeView
from kiosk.visit.screens import Screen
from kiosk.visit.visit import Surroundings, Visit
from kiosk.wire.models import DeviceHealth
from kiosk.workers import Worker

if TYPE_CHECKING:
    from kiosk.staff.desk import StaffDesk
    from kiosk.sync.sync import Sync

log = structlog.get_logger(__name__)

_STOP_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class BackOfficeAddress:
    """Where the back office is and how this terminal introduces itself the first time.

    ``code`` is called when an enrolment code is needed and gives an empty string when there is none.
    ``verify`` is a CA file or ``True``.
    """

    url: str
    code: Callable[[], str] = str
    verify: str | bool = True


def version() -> str:
    """The version of this program."""
    try:
        return package_version("buergerterminal")
    except PackageNotFoundError:
        return "0"


class Terminal:
    """One terminal.

    Args:
        open_printer: opens the printer; it is given the function that receives the printer's events.
        back_office: asked for in the sync thread, so that whatever it takes to find the back office delays nobody.
        show: receives every new screen, in the visit's thread.

    Raises:
        StoreError: the store cannot be used at all.
        OSError: the identity can be neither read nor written.
    """

    def __init__(
        self,
        configuration: Configuration,
        *,
        open_printer: Callable[[Callable[[PrinterEvent], None]], Printer],
        back_office: Callable[[], BackOfficeAddress],
        show: Callable[[Screen], None],
        clock: Clock | None = None,
        random_bytes: RandomBytes = system_random,
        uniform: Callable[[], float] = random.random,
        languages: Languages | None = None,
        load_services: Callable[[], Catalogue] | None = None,
    ) -> None:
        self._configuration = configuration
        self.clock = self._clock = clock or SystemClock()
        self._random = random_bytes
        self._uniform = uniform
        self._back_office = back_office
        self._show = show
        state_dir = configuration.terminal.state_dir
        self.database, self.store_was_replaced = open_or_replace(
            state_dir / "terminal.sqlite", self._clock.now()
        )
        self.identity = load_or_create(state_dir, Kept(self.database), self._clock, random_bytes)
        self._sync: Sync | None = None
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._print_worker = Worker("print", self._print_step)
        self._sync_worker = Worker("sync", self._sync_step)
        self._scene = Scene()
        self._trials_ordered: list[UUID] = []
        self._help_light = HelpLight(open_signal(configuration.devices.help or "none:"))
        self._since = Since(Kept(self.database), self._clock)
        self._stopping = False
        # The printer may speak at once, so everything that listens stands before it is opened.
        self.printer = open_printer(self._printer_said)
        self._spool = Spool(self.database, self.printer, self._clock, self._spool_said)
        self.scanner_connected: Callable[[], bool | None] = lambda: None
        """Whether the scanner's port is there; None without scanner. The scanner belongs to whoever reads it."""
        self._visit_thread = threading.Thread(target=self._run_visit, name="visit", daemon=True)
        self._load_services = load_services or (lambda: load_catalogue(assets_dir() / "services"))
        services = cache(self._load_services)
        self._warm_up = WarmUp(self.printer, languages or shipped(), services, self._clock)
        office = OfficeView(
            self.database,
            self._clock,
            services,
            lambda: self._sync is not None and self._sync.is_online,
        )
        desk = TicketDesk(
            self.database,
            self._clock,
            random_bytes,
            slip_expires=timedelta(seconds=configuration.times.slip_expires),
            on_commit=self._committed,
        )
        self.visit = Visit(
            Surroundings(
                clock=self._clock,
                office=office,
                desk=desk,
                handovers=Handovers(desk, Kept(self.database), self._clock, random_bytes),
                languages=languages or shipped(),
                times=configuration.times,
                language=configuration.terminal.language,
                slot=configuration.screen.slot,
                slip=SlipStyle(configuration.slip.style),
                print_leaflet=None if self.printer.url == "none:" else self._print_leaflet,
                staff=self._staff_desk(configuration.staff, office),
                set_asides=SetAsides(
                    self.database,
                    self._clock,
                    random_bytes,
                    ask=self._ask_for_set_aside,
                    on_commit=self._committed,
                ),
                can_speak=configuration.devices.speech not in ("", "none:"),
            )
        )

    def start(self) -> None:
        """Show the first screen and begin to work."""
        self._show(self.visit.screen)
        self._visit_thread.start()
        self._print_worker.start()
        self._help_light.start()

    def start_sync(self) -> None:
        """Begin to talk to the back office. Apart from :meth:`start`, because it can wait until the window is up."""
        self._sync_worker.start()

    def post(self, event: Event) -> None:
        """Hand an event to the visit, from any thread."""
        self._events.put(event)

    def stop(self) -> None:
        """End all threads, within seconds; what was committed stays."""
        self._stopping = True
        self._events.put(None)
        for worker in (self._sync_worker, self._print_worker):
            worker.ask_to_stop()
        self._help_light.stop()
        self.printer.close()
        if self._visit_thread.is_alive():
            self._visit_thread.join(_STOP_WITHIN_S)
        for worker in (self._print_worker, self._sync_worker):
            worker.stop(_STOP_WITHIN_S)
        if self._sync is not None:
            self._sync.close()
        self.database.close()

    def end_visit(self) -> None:
        """End whatever visit is going on, as if the visitor had left."""
        self.post(Tapped(self.visit.screen.serial, "end"))

    def hurry_sync(self) -> None:
        """Talk to the back office now, whatever was planned."""
        if self._sync is not None:
            self._sync.hurry()
        self._sync_worker.wake()

    @property
    def sync(self) -> Sync | None:
        """The conversation with the back office, once it has begun."""
        return self._sync

    @property
    def is_warm(self) -> bool:
        """Whether fonts and labels are ready for the first slip."""
        return self._warm_up.done

    def _run_visit(self) -> None:
        while (event := self._events.get()) is not None:
            try:
                screen = self._handle(event)
                self._show(screen)
                self._watch(screen)
            except Exception as error:
                # Whatever it was: the next visitor finds a terminal that works.
                log.error("screen_not_shown", exc_info=error)

    def _handle(self, event: Event) -> Screen:
        try:
            return self.visit.handle(event)
        except StoreError as error:
            log.error("event_not_handled", kind=type(event).__name__, code=error.code)
            if isinstance(event, OfficeChanged | SlipChanged):
                return self.visit.screen  # nothing the visitor did: the visit goes on with what it knows
        except Exception as error:
            log.error("visit_failed", kind=type(event).__name__, exc_info=error)
        self.visit.end()
        return self.visit.screen

    def _watch(self, screen: Screen) -> None:
        """Remember what goes on for the heartbeat, and see that floor staff hear of it."""
        before, scene = (
            self._scene,
            Scene(
                in_use=self.visit.is_in_use,
                screen="staff" if screen.frame.staff else screen.kind,
                help_wanted=screen.frame.help_called,
            ),
        )
        self._scene = scene
        self._help_light.want(scene.help_wanted and not screen.frame.help_coming)
        if (before.in_use, before.help_wanted) == (scene.in_use, scene.help_wanted) or self._sync is None:
            return
        if before.help_wanted != scene.help_wanted:
            self._sync.report_now()
        else:
            self._sync.report_soon()
        self._sync_worker.wake()

    def _print_leaflet(self, slip: Slip) -> None:
        self._spool.want_leaflet(slip)
        self._print_worker.wake()

    def _spool_said(self, event: SlipChanged | TrialEnded | LeafletEnded) -> None:
        if isinstance(event, TrialEnded):
            ordered, self._trials_ordered = self._trials_ordered, []
            printed = event.trial.state is JobState.PRINTED
            why = event.trial.reason.value if event.trial.reason else event.trial.state.value
            for command_id in ordered:
                if self._sync is not None:
                    self._sync.command_ended(
                        command_id, "done" if printed else "failed", "" if printed else why
                    )
            self._sync_worker.wake()
        self.post(event)

    def _print_ordered_trial(self, command_id: UUID) -> None:
        self._trials_ordered.append(command_id)
        self._spool.want_trial()
        self._print_worker.wake()

    def _reload_services(self) -> None:
        try:
            self.visit.office.take_catalogue(self._load_services())
        except CatalogueError as error:
            raise ValueError("the service files cannot be used") from error
        self.post(OfficeChanged())

    def _renew_identity(self) -> Identity:
        self.identity = load_or_create(
            self._configuration.terminal.state_dir, Kept(self.database), self._clock, self._random
        )
        return self.identity

    def _committed(self) -> None:
        self._print_worker.wake()
        self.hurry_sync()

    def _ask_for_set_aside(self, set_aside_id: UUID) -> None:
        if self._sync is None:
            self.post(SetAsideAnswered(set_aside_id, Answered.UNREACHED))
            return
        self._sync.ask_for_set_aside(set_aside_id)
        self.hurry_sync()

    def _staff_desk(self, section: StaffSection, office: OfficeView) -> StaffDesk:
        from kiosk.staff.access import Access
        from kiosk.staff.desk import StaffDesk
        from kiosk.staff.overrides import Overrides
        from kiosk.staff.pin import PinLock
        from kiosk.tickets.leases import numbers_left

        def print_trial() -> None:
            self._spool.want_trial()
            self._print_worker.wake()

        def numbers() -> Mapping[str, int]:
            if office.configuration is None:
                return {}
            queues = [queue.letter for queue in office.office.queues]
            return numbers_left(self.database, queues, office.today())

        kept = Kept(self.database)
        access = Access(
            kept,
            self._clock,
            PinLock(section.pin_hash, kept, self._clock),
            own_pin=bool(section.pin_hash),
            badge_alone=timedelta(minutes=section.badge_alone_minutes),
            today=lambda: office.today() if office.configuration is not None else self._clock.now().date(),
        )
        return StaffDesk(
            self.database,
            self._clock,
            access,
            Overrides(self.database, self._clock, self._random, self._committed),
            printer=lambda: None if self.printer.url == "none:" else self.printer.status,
            scanner=lambda: self.scanner_connected(),
            line=lambda: self._sync.state.line.value if self._sync is not None else "never",
            numbers=numbers,
            since=self._since,
            print_trial=print_trial,
            wake=self._committed,
        )

    def device_is(self, name: str, state: str) -> None:
        """A device that somebody else looks after is in this state now; from any thread."""
        if not self._stopping:  # that we let go of it says nothing about the device
            self._since.see(name, state)

    def _line_changed(self) -> None:
        if self._sync is not None:
            self._since.see("line", self._sync.state.line.value)
        self.post(OfficeChanged())

    def _printer_said(self, event: PrinterEvent) -> None:
        self.device_is("printer", printer_state(event.after))
        if self._sync is not None:
            self._sync.report_now()
            self._sync_worker.wake()
        self._print_worker.wake()

    def _print_step(self) -> float:
        pause = self._spool.step()
        return min(pause, self._warm_up.step())

    def _sync_step(self) -> float:
        if self._sync is None:
            self._sync = self._begin_sync()
        return self._sync.step()

    def _begin_sync(self) -> Sync:
        # The HTTP client takes a while to import; nobody at the window waits for it.
        from kiosk.sync.client import BackOffice
        from kiosk.sync.sync import Sync

        address = self._back_office()

        def connect() -> BackOffice:
            return BackOffice(
                address.url,
                terminal_id=self.identity.terminal_id,
                key=self.identity.key,
                clock=self._clock,
                random_bytes=self._random,
                verify=address.verify,
            )

        return Sync(
            self.database,
            self.identity,
            self._clock,
            self._random,
            self._uniform,
            connect=connect,
            enrolment_code=address.code,
            version=version(),
            on_change=self._line_changed,
            local=Local(
                devices=lambda: (printer_health(self.printer.status),),
                scene=lambda: self._scene,
                help_taken=lambda calls: self.post(HelpTaken(calls)),
                print_trial=self._print_ordered_trial,
                reload=self._reload_services,
                renew_identity=self._renew_identity,
                set_aside=lambda asked, answered, sealed: self.post(
                    SetAsideAnswered(asked, answered, sealed)
                ),
            ),
        )


def printer_state(status: PrinterStatus) -> str:
    """A stable code: ``ok``, ``unknown``, or what is wrong first."""
    if status.severity in (Severity.OK, Severity.UNKNOWN):
        return status.severity.value
    return status.action.value


def printer_health(status: PrinterStatus) -> DeviceHealth:
    """The printer as a heartbeat reports it."""
    match status.severity:
        case Severity.OK:
            return DeviceHealth(device="printer", state="ok")
        case Severity.WARNING:
            return DeviceHealth(device="printer", state="warning", detail=status.action.value)
        case Severity.BLOCKING:
            detail = status.obstacle.value if status.obstacle else status.action.value
            return DeviceHealth(device="printer", state="error", detail=detail)
        case _:
            return DeviceHealth(device="printer", state="unknown")
