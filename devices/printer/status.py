# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a printer says about itself.

``None`` means this printer cannot tell (no such sensor or answer); ``UNKNOWN`` means it could, but not now. The two
are kept apart as XFS4IoT does: a printer without near-end sensor is not a printer whose paper is in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from devices.printer.job import Reason


class Link(StrEnum):
    """The way to the printer. ``SILENT``: the port is there, the printer has never answered or stopped answering."""

    CONNECTED = "connected"
    SILENT = "silent"
    GONE = "gone"


class Paper(StrEnum):
    OK = "ok"
    LOW = "low"
    OUT = "out"
    UNKNOWN = "unknown"


class Cover(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    UNKNOWN = "unknown"


class Part(StrEnum):
    """Cutter, head or paper path."""

    OK = "ok"
    ERROR = "error"
    UNKNOWN = "unknown"


class Slot(StrEnum):
    """The presenter's mouth."""

    EMPTY = "empty"
    PRESENT = "present"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    OK = "ok"
    WARNING = "warning"
    BLOCKING = "blocking"
    UNKNOWN = "unknown"


class Action(StrEnum):
    """What staff should do; the sentence for it is in ``devices.health``."""

    NONE = "none"
    LOAD_PAPER = "load-paper"
    PREPARE_PAPER = "prepare-paper"
    CLOSE_COVER = "close-cover"
    CLEAR_CUTTER = "clear-cutter"
    CLEAR_JAM = "clear-jam"
    WAIT = "wait"
    CHECK_CABLE = "check-cable"
    SWITCH_ON = "switch-on"
    RESTART_PRINTER = "restart-printer"
    TAKE_SLIP = "take-slip"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """One consistent picture; ``at`` is monotonic seconds of the last answer, ``seq`` grows with every change."""

    link: Link = Link.GONE
    offline: bool = False
    """The printer itself says it does not take data."""
    paper: Paper | None = Paper.UNKNOWN
    cover: Cover | None = Cover.UNKNOWN
    cutter: Part | None = Part.UNKNOWN
    head: Part | None = Part.UNKNOWN
    """``ERROR`` is too hot, or lifted."""
    jam: Part | None = None
    fault: Part | None = Part.UNKNOWN
    """Any other error; ``ERROR`` needs switching off and on."""
    slot: Slot | None = None
    at: float | None = None
    seq: int = 0

    @property
    def online(self) -> bool:
        """The printer answers and takes data."""
        return self.link is Link.CONNECTED and not self.offline

    @property
    def obstacle(self) -> Reason | None:
        """Why a job must not be sent now; None when it may be."""
        return self._verdict[1]

    @property
    def severity(self) -> Severity:
        """Low paper only warns: it never stops service."""
        return self._verdict[0]

    @property
    def action(self) -> Action:
        """What staff should do first."""
        return self._verdict[2]

    @property
    def _verdict(self) -> tuple[Severity, Reason | None, Action]:
        blocking = Severity.BLOCKING
        table: tuple[tuple[bool, Severity, Reason | None, Action], ...] = (
            (self.link is Link.GONE, blocking, Reason.DISCONNECTED, Action.CHECK_CABLE),
            (self.link is Link.SILENT, blocking, Reason.OFFLINE, Action.SWITCH_ON),
            (self.cover is Cover.OPEN, blocking, Reason.COVER_OPEN, Action.CLOSE_COVER),
            (self.paper is Paper.OUT, blocking, Reason.PAPER_OUT, Action.LOAD_PAPER),
            (self.jam is Part.ERROR, blocking, Reason.PAPER_JAM, Action.CLEAR_JAM),
            (self.cutter is Part.ERROR, blocking, Reason.CUTTER_ERROR, Action.CLEAR_CUTTER),
            (self.fault is Part.ERROR, blocking, Reason.PRINTER_ERROR, Action.RESTART_PRINTER),
            (self.head is Part.ERROR, blocking, Reason.HEAD_HOT, Action.WAIT),
            (self.offline, blocking, Reason.OFFLINE, Action.RESTART_PRINTER),
            (self.paper is Paper.LOW, Severity.WARNING, None, Action.PREPARE_PAPER),
            (self.slot is Slot.PRESENT, Severity.WARNING, None, Action.TAKE_SLIP),
            (self.paper is Paper.UNKNOWN, Severity.UNKNOWN, None, Action.NONE),
        )
        for applies, severity, reason, action in table:
            if applies:
                return severity, reason, action
        return Severity.OK, None, Action.NONE


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """Only sent when something other than time changed; ``before`` and ``after`` differ."""

    url: str
    before: PrinterStatus
    after: PrinterStatus


PrinterEvent = StatusChanged
