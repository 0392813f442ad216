# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screens of the information pages: a question to type, and what the terminal knows about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.text import NOTHING, Text
from kiosk.visit.form_screens import ScreenField
from kiosk.visit.screens import Action, Document, Fee, Screen

QUESTION = "question.query"
"""The box in which a question is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsScreen(Screen):
    """A box to type in (in ``fields``), and under it the answers that fit best. The last row is a person.

    ``texts`` and ``revision`` as in :class:`~kiosk.visit.form_screens.FormScreen`.
    """

    heading: Text
    fields: tuple[ScreenField, ...]
    found: Text
    """What the rows are: how many answers, or the questions that are asked most."""
    rows: tuple[Action, ...]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    revision: int = 0
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What and when, or what and where: "Montag" and "8:00–16:00 Uhr"."""

    title: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under a title."""

    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PhoneLink:
    """Where it goes on with the visitor's own phone. ``url`` is in the QR code, ``address`` is the same to read and type."""

    title: Text
    url: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyScreen(Screen):
    """What the terminal knows: sentences, what to bring, fees, hours, a link for the phone, and what can be done now.

    ``note`` says what became of something on this page (a print-out). ``steps`` are numbered.
    """

    name: str
    heading: Text
    body: tuple[Text, ...] = ()
    steps: tuple[Text, ...] = ()
    norm: str = ""
    documents: tuple[Document, ...] = ()
    special: tuple[Document, ...] = ()
    fees: tuple[Fee, ...] = ()
    blocks: tuple[Block, ...] = ()
    link: PhoneLink | None = None
    note: Text = NOTHING
    actions: tuple[Action, ...] = ()
