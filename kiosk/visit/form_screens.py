# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screens of a guided form.

What the visitor types changes ``texts`` and, as a rule, nothing else of a screen: a window compares screens without
``texts`` and leaves the text boxes alone. ``revision`` grows when the program put something into a box (a shortcut, a chosen
place); then, and when a page is built anew, the boxes take what ``texts`` says.

Actions that come back in :class:`~kiosk.visit.events.Tapped`, beside those in ``actions``:
``choose:FIELD:VALUE`` (chooses; toggles in ``CHOICES`` and ``CHECKBOX``), ``take:FIELD:KEY`` and ``drop:FIELD:KEY`` (search),
``absent:FIELD``, ``shortcut:FIELD:YYYY-MM-DD``, ``change:…``, ``add``, ``remove:…``. They are never put together by a window: each
control carries its own ``action``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.forms.rules import Tone
from kiosk.text import NOTHING, Text
from kiosk.visit.screens import Action, Document, Screen, Style


@dataclass(frozen=True, slots=True)
class Progress:
    """\"Schritt 3 von 7 · Bisherige Wohnung"."""

    step: int
    total: int
    section: Text


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    """One or more boxes with the keyboard of each."""
    DATE = "date"
    """Three boxes: day, month, year; a keypad."""
    CHOICE = "choice"
    """Cards, one of which is on."""
    CHOICES = "choices"
    """Cards, any of which are on."""
    SEARCH = "search"
    """A box, what matches, and what has been taken."""
    CHECKBOX = "checkbox"
    """One card to tick; its only option is the sentence."""


class Pad(StrEnum):
    """Which keys a box needs first."""

    NAME = "name"
    """Letters; each name begins with a capital."""
    TEXT = "text"
    """Letters and, behind a key, digits and signs."""
    QUESTION = "question"
    """As ``TEXT``, in the letters of the visitor's language: for what goes into no register."""
    DIGITS = "digits"
    SERIAL = "serial"
    """Capital letters and digits."""
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class FormInput:
    """A text box. ``id`` comes back in :class:`~kiosk.visit.events.Typed` and is the key in ``texts``.

    ``label`` is empty where the field's own label says it all. ``size`` is how many letters the box should show; a date box
    that holds ``max`` digits hands on the focus.
    """

    id: str
    label: Text
    pad: Pad
    max: int
    size: int
    lines: int = 1
    error: bool = False


@dataclass(frozen=True, slots=True)
class FormOption:
    """A card to choose or a row to take."""

    action: str
    title: Text
    hint: Text = NOTHING
    icon: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class ScreenField:
    """A field of a page. ``legend`` false: the heading of the page asks already, the label is for speech only."""

    key: str
    kind: FieldKind
    label: Text
    legend: bool
    hint: Text = NOTHING
    optional: bool = False
    error: Text = NOTHING
    inputs: tuple[FormInput, ...] = ()
    options: tuple[FormOption, ...] = ()
    """Cards; in ``SEARCH`` and beside a postcode the matches."""
    taken: tuple[FormOption, ...] = field(default=(), repr=False)
    """``SEARCH``: what has been chosen; the action drops it."""
    shortcuts: tuple[Action, ...] = ()
    readback: Text = field(default=NOTHING, repr=False)
    """``DATE``: the day in words, empty until it is one. May carry personal data."""
    absent: FormOption | None = None
    """\"I legally have no such name"."""


@dataclass(frozen=True, slots=True)
class FormError:
    """A line of the error summary; ``target`` is the input to focus, or the key of a field without one."""

    target: str
    text: Text


@dataclass(frozen=True, slots=True)
class Note:
    """A calm note under the fields."""

    text: Text
    tone: Tone = Tone.INFO
    norm: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormScreen(Screen):
    """One question, or one legal text with or without boxes to tick.

    ``body`` and ``norm`` are the legal text; ``german_beside``: show the German source under a translation. ``focus`` is the
    input (or field) that gets the focus when the page opens or after an error.
    """

    name: str
    """The key of the page."""
    progress: Progress
    heading: Text
    lead: Text = NOTHING
    body: tuple[Text, ...] = ()
    norm: str = ""
    german_beside: bool = False
    fields: tuple[ScreenField, ...] = ()
    notes: tuple[Note, ...] = ()
    errors: tuple[FormError, ...] = ()
    focus: str = ""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    revision: int = 0
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupItem:
    """One item of a group; ``remove`` is ``None`` where it has to stay."""

    title: Text = field(repr=False)
    change: Action
    remove: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScreen(Screen):
    """Who or what is on the form: add, change, remove."""

    name: str
    progress: Progress
    heading: Text
    lead: Text = NOTHING
    items: tuple[GroupItem, ...]
    notes: tuple[Note, ...] = ()
    errors: tuple[FormError, ...] = ()
    actions: tuple[Action, ...] = ()
    """``add`` (a row) where another one fits, ``next`` (primary)."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """An answer on the page to check."""

    label: Text
    value: Text = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckCard:
    """Answers that are changed together."""

    title: Text = field(repr=False)
    rows: tuple[CheckRow, ...]
    change: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckScreen(Screen):
    """Everything once more before it is handed over (``submit``). A window spreads the cards over as many pages as it needs."""

    progress: Progress
    heading: Text
    cards: tuple[CheckCard, ...]
    note: Text = NOTHING
    documents: tuple[Document, ...] = ()
    actions: tuple[Action, ...] = ()


def with_way_aside(screen: Screen, link: Action | None) -> Screen:
    """The page with this link in its bar, where there is room for one."""
    if link is None or not isinstance(screen, FormScreen | GroupScreen | CheckScreen):
        return screen
    if any(action.style is Style.LINK for action in screen.actions):
        return screen
    return replace(screen, actions=(*screen.actions, link))
