# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can happen during a visit."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from devices.printer import Slip
    from kiosk.printing.trial import Trial
    from kiosk.sync.local import Answered


class Event:
    """Base of all events."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Tapped(Event):
    """The visitor chose ``action`` on the page with this ``serial``.

    A tap that was meant for an earlier page (double tap, slow screen) carries that page's serial and is ignored.
    """

    serial: int
    action: str


@dataclass(frozen=True, slots=True)
class Typed(Event):
    """The text box ``field`` of the page with this ``serial`` holds ``text`` now: the whole of it, not the last key.

    Whether it came from the keyboard on the screen or a real one makes no difference.
    """

    serial: int
    field: str
    text: str = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class Touched(Event):
    """Any sign of life: a touch beside every control, a key, a headset key. Counts against idleness only."""


class SpeechWish(StrEnum):
    """What a visitor wants of the voice; a key or a button for each."""

    TOGGLE = "toggle"
    REPEAT = "repeat"
    SLOWER = "slower"
    FASTER = "faster"
    QUIETER = "quieter"
    LOUDER = "louder"


@dataclass(frozen=True, slots=True)
class SpeechWished(Event):
    """The visitor pressed a marked key, on whatever page."""

    wish: SpeechWish


@dataclass(frozen=True, slots=True)
class HeadphonesPlugged(Event):
    """Somebody plugged headphones in: they want to listen."""


@dataclass(frozen=True, slots=True)
class HeadphonesUnplugged(Event):
    """Somebody pulled the headphones out."""


@dataclass(frozen=True, slots=True)
class Speaking(Event):
    """The voice began to speak, or has said everything. No sign of life."""

    now: bool


@dataclass(frozen=True, slots=True)
class Scanned(Event):
    """The scanner read a code. ``data`` holds no control characters and at most 512 characters."""

    data: str


@dataclass(frozen=True, slots=True)
class ScanUnreadable(Event):
    """The scanner delivered something that cannot be a code of ours (binary, endless, two at once)."""


@dataclass(frozen=True, slots=True)
class LanguageChosen(Event):
    """``tag`` is one of the catalogue's languages."""

    tag: str


@dataclass(frozen=True, slots=True)
class Tick(Event):
    """Time has passed. Sent about once a second; what time it is, the clock says."""


class SlipState(StrEnum):
    """What became of a slip, as far as the visitor is concerned."""

    PRINTING = "printing"
    PRINTED = "printed"
    NOT_PRINTED = "not-printed"
    """No slip will come by itself: no paper, no printer, or nobody can say."""


@dataclass(frozen=True, slots=True)
class SlipChanged(Event):
    """The printing of this ticket's slip went on."""

    ticket_id: UUID
    state: SlipState


@dataclass(frozen=True, slots=True)
class LeafletEnded(Event):
    """The print-out of an answer, this ``slip``, has come out (``printed``), or will not."""

    slip: Slip
    printed: bool


@dataclass(frozen=True, slots=True)
class TrialEnded(Event):
    """The test slip that staff asked for has come out, or will not."""

    trial: Trial


@dataclass(frozen=True, slots=True)
class SetAsideAnswered(Event):
    """What the back office says of a form that somebody wants to go on with; ``sealed`` is empty unless it was found."""

    id: UUID
    answered: Answered
    sealed: str = dataclasses.field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OfficeChanged(Event):
    """The back office told something new: configuration, waiting times, lock."""


@dataclass(frozen=True, slots=True)
class HelpTaken(Event):
    """Somebody of the staff is on the way to these calls for help."""

    calls: tuple[UUID, ...]
