# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What staff can see and do at a terminal. The pages are in :mod:`kiosk.visit.staff`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from devices.printer import PrinterStatus
from kiosk.clock import Clock
from kiosk.printing.spool import REPRINT_WITHIN
from kiosk.staff.access import Access
from kiosk.staff.overrides import Overrides
from kiosk.staff.since import Since
from kiosk.store.database import Database, StoreError
from kiosk.store.jobs import PrintJobs
from kiosk.store.outbox import Outbox, OutboxSummary


@dataclass(frozen=True, slots=True)
class Facts:
    """How the terminal stands now. Nothing of a visitor but numbers.

    ``printer`` and ``scanner`` (whether its port is there) are None where none is set up; ``outbox`` is None when the store
    does not answer. ``line`` is a :class:`kiosk.sync.sync.Line`. ``numbers``: how many are left today, by queue.
    ``missed``: the numbers on slips that did not come out and that somebody may still wait for. ``since``: when a thing
    came into its present state, by name, where that is known.
    """

    printer: PrinterStatus | None
    scanner: bool | None
    line: str
    outbox: OutboxSummary | None
    numbers: Mapping[str, int]
    missed: tuple[str, ...] = ()
    since: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))


class StaffDesk:
    """The staff's side of a terminal.

    Args:
        access: who gets in.
        overrides: what staff decide against a rule.
        printer, scanner, line, numbers: see :class:`Facts`; asked again each time.
        print_trial: prints a test slip soon; how it ended comes as :class:`~kiosk.visit.events.TrialEnded`.
        wake: slips or messages wait: let printer and sync look at once.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        access: Access,
        overrides: Overrides,
        *,
        printer: Callable[[], PrinterStatus | None],
        scanner: Callable[[], bool | None],
        line: Callable[[], str],
        numbers: Callable[[], Mapping[str, int]],
        since: Since,
        print_trial: Callable[[], None],
        wake: Callable[[], None],
    ) -> None:
        self.access = access
        self.overrides = overrides
        self._clock = clock
        self._outbox = Outbox(database)
        self._jobs = PrintJobs(database)
        self._printer = printer
        self._scanner = scanner
        self._line = line
        self._numbers = numbers
        self._since = since
        self._print_trial = print_trial
        self._wake = wake

    def facts(self) -> Facts:
        """How everything stands now. A store that does not answer is one of the facts."""
        outbox: OutboxSummary | None
        try:
            outbox = self._outbox.summary()
            missed = tuple(slip.label for slip in self._jobs.missed(self._clock.now()))
            numbers = self._numbers()
        except StoreError:
            outbox, missed, numbers = None, (), {}
        return Facts(
            printer=self._printer(),
            scanner=self._scanner(),
            line=self._line(),
            outbox=outbox,
            numbers=numbers,
            missed=missed,
            since=self._since.moments(),
        )

    def printer(self) -> PrinterStatus | None:
        """What the printer says now."""
        return self._printer()

    def print_trial(self) -> None:
        """Ask for a test slip."""
        self._print_trial()

    def print_missed(self) -> int:
        """Print the missed slips after all, each marked as second slip. Returns how many.

        Raises:
            StoreError: none of them could be queued.
        """
        now = self._clock.now()
        count = self._jobs.print_missed(now, now + REPRINT_WITHIN)
        self._wake()
        return count

    def drop_missed(self) -> int:
        """Forget the missed slips. Returns how many.

        Raises:
            StoreError: they are still there.
        """
        return self._jobs.drop_missed()

    def send_refused_again(self) -> int:
        """Put what the back office has refused back into the outbox. Returns how many.

        Raises:
            StoreError: nothing has changed.
        """
        count = self._outbox.revive()
        self._wake()
        return count

    def synchronise(self) -> None:
        """Talk to the back office now."""
        self._wake()
