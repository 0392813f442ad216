# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor sees next: frozen values that a window can show without knowing a rule.

``serial`` counts the pages of a run of the program: it changes when the page changes and stays while only its content
does, so a tap can say which page it was meant for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from kiosk.text import NOTHING, Text
from kiosk.visit.events import SlipState


class Style(StrEnum):
    """How a control looks, by what it does."""

    TILE = "tile"
    """Big filled tile; start page only."""
    ROW = "row"
    """White row with icon and chevron: a tap goes on."""
    FILLED = "filled"
    """Filled row: the answer that most people want is itself the next step."""
    HUMAN = "human"
    """Yellow: a person."""
    PRIMARY = "primary"
    """The one filled button in the action bar."""
    LINK = "link"
    """Underlined text in the action bar, left."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line under a row's title: an icon and what it means."""

    icon: str
    text: Text


@dataclass(frozen=True, slots=True)
class Action:
    """Something a visitor can choose. ``id`` comes back in :class:`~kiosk.visit.events.Tapped`."""

    id: str
    label: Text
    style: Style = Style.ROW
    icon: str = ""
    hint: Text = NOTHING
    facts: tuple[Fact, ...] = ()


class Overlay(StrEnum):
    """What lies over a page. The page under it keeps everything."""

    NONE = ""
    LANGUAGES = "languages"
    ACCESSIBILITY = "accessibility"
    HELP = "help"
    """A person has been called."""
    IDLE = "idle"
    """Are you still there?"""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around it.

    ``seconds_left`` counts down to the end of the visit where that is shown, else it is ``None``. ``settings`` are the
    names of the accessibility settings that are on.
    """

    language: str
    can_go_back: bool = False
    can_end: bool = True
    overlay: Overlay = Overlay.NONE
    seconds_left: int | None = None
    settings: frozenset[str] = frozenset()
    help_called: bool = False
    help_coming: bool = False
    """Somebody has taken the call and is on the way."""
    can_unlock: bool = False
    """Staff have a way in (the action ``staff``)."""
    staff: bool = False
    """A page for staff: it offers nothing that is for visitors."""
    can_speak: bool = False
    """The terminal can read aloud."""
    headphones: bool = False
    """Headphones are plugged in: only the visitor hears what is read aloud."""
    rate: int = 0
    """Words a minute of the voice."""
    gain_db: int = 0
    """Loudness of the voice in decibels above that of the first word of a visit."""
    repeats: int = 0
    """Grows each time the visitor wants to hear the page once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Base of all screens. ``kind`` is the window's ``objectName`` for this screen."""

    serial: int
    frame: Frame

    @property
    def kind(self) -> str:
        """The class name without ``Screen``, lower case."""
        return type(self).__name__.removesuffix("Screen").lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class StartScreen(Screen):
    """The first page. Tiles first, rows below; languages are the window's own matter."""

    tiles: tuple[Action, ...]
    rows: tuple[Action, ...]
    notice: Text = NOTHING
    """A sentence when the office is closed or locked; the page still works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanScreen(Screen):
    """Hold the code to the scanner. ``notice`` answers a code that was not one of ours."""

    heading: Text
    lead: Text
    place: Text
    rows: tuple[Action, ...]
    notice: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class KeypadScreen(Screen):
    """Type digits. ``groups`` are the lengths of the groups of boxes, e.g. ``(3, 3)``.

    Keys send ``digit:0`` … ``digit:9`` and ``backspace``.
    """

    heading: Text
    lead: Text
    groups: tuple[int, ...]
    entered: str
    remaining: Text
    error: Text = NOTHING
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerScreen(Screen):
    """The terminal answers, and offers what can be done. ``name`` says which answer it is (``late``, ``closed`` …)."""

    name: str
    heading: Text = field(repr=False)
    """May name a person who is to be taken off a form."""
    body: tuple[Text, ...]
    question: Text = NOTHING
    icon: str = ""
    actions: tuple[Action, ...] = ()
    assurance: Text = NOTHING
    """A calm last line ("Sie müssen nichts neu eingeben.")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListScreen(Screen):
    """At most six rows; more pages are reached by actions in the bar."""

    name: str
    heading: Text
    legend: tuple[Fact, ...] = ()
    lead: Text = NOTHING
    rows: tuple[Action, ...]
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Something to bring. ``when`` says for whom, if not for everybody."""

    icon: str
    title: Text
    when: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee as it applies today."""

    title: Text
    amount: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceScreen(Screen):
    """One service before a number is drawn: how long, what to bring, what it costs.

    ``documents`` are what people usually bring, ``special`` what only some need and for whom.
    """

    heading: Text
    wait: Text
    documents: tuple[Document, ...]
    special: tuple[Document, ...] = ()
    fees: tuple[Fee, ...]
    notes: tuple[Text, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketScreen(Screen):
    """The number. ``status_link`` is what the QR code holds; ``slip`` where the paper is."""

    ticket_id: UUID
    heading: Text
    number: str
    place: Text
    place_detail: Text
    wait: Text
    slip: SlipState
    slip_title: Text
    slip_detail: Text
    slot: str = "right"
    """Where the slip comes out: left, middle, right; empty when none is coming."""
    documents: tuple[Document, ...] = field(default=())
    status_link: str = ""
    code_title: Text = NOTHING
    """With a hand-over: the code that opens it at the desk; or that it could not be handed over."""
    code_detail: Text = NOTHING
    has_code: bool = False
    paper_link: str = field(default="", repr=False)
    """What the QR code of a paper for the phone holds; empty when there is none."""
    actions: tuple[Action, ...] = ()
    printed: tuple[Text, ...] = ()
    """What stands on the slip beyond all this, for those who cannot read it."""


class Condition(StrEnum):
    """How a thing is that staff look after."""

    GOOD = "good"
    ATTENTION = "attention"
    """Works, but somebody should see to it."""
    FAULT = "fault"
    ABSENT = "absent"
    """Not set up here, on purpose."""


@dataclass(frozen=True, slots=True)
class Device:
    """``state`` in two or three words; ``detail``: what to do, or since when."""

    icon: str
    name: Text
    detail: Text
    state: Text
    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffScreen(Screen):
    """For staff: how everything stands and what can be done. Numbers only, nothing of a visitor.

    ``place`` goes into the header; ``heading`` says in one line how things are, ``lead`` what that means for visitors.
    ``name``: ``terminal``, or ``visitor`` for what staff may know of the visit under it.
    """

    name: str = "terminal"
    place: Text
    heading: Text
    lead: Text
    condition: Condition
    devices: tuple[Device, ...]
    actions: tuple[Action, ...]
