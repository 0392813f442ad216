# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a form may ask of the law behind it. The form file says ``rules: registration``; everything else is here.

Rules are pure: the same answers and the same day give the same result. They must hold at every moment of a form, so any
answer may be missing. Answers are those of pages that are shown; what hangs on a hidden branch never reaches a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from kiosk.text import Text
from kiosk.wire.record import Record, RecordDocument, RecordDoubt

Answers = Mapping[str, Any]
"""Field → answer as in :mod:`kiosk.forms.fields`, group → tuple of such mappings."""


@dataclass(frozen=True, slots=True)
class Item:
    """The item of a group a page is about: ``answers[group][index]``, from 0."""

    group: str
    index: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a page does not let go. ``field`` is a field of the page, empty for the page as a whole.

    ``removes_item``: it goes on when this item is taken off the form (the person needs a form of their own).
    """

    text: Text
    field: str = ""
    removes_item: bool = False


class Tone(StrEnum):
    """How a remark looks."""

    INFO = "info"
    GOOD = "good"
    CALM_WARNING = "warning"
    """Something to know; it never blocks."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on a page that follows from the answers ("Vor 8 Tagen. Sie sind rechtzeitig da.")."""

    text: Text
    tone: Tone = Tone.INFO
    norm: str = ""


@dataclass(frozen=True, slots=True)
class RecordPapers:
    """Makers of PDFs for the hand-over; ``None``: this form has no such paper.

    ``sheet`` takes the record and the code as shown, ``landlord_form`` the record.
    """

    sheet: Callable[[Record, str], bytes] | None = field(default=None, repr=False)
    landlord_form: Callable[[Record], bytes] | None = field(default=None, repr=False)


class FormRules(Protocol):
    """The law behind a form."""

    @property
    def known_facts(self) -> Mapping[str, tuple[str, ...]]:
        """Every fact that conditions of the form may ask for, with its possible values."""

    def facts(self, answers: Answers, item: Item | None, today: date) -> Mapping[str, str]:
        """What follows from the answers before a page. With ``item`` also what holds for this item."""

    def problems(self, page: str, answers: Answers, item: Item | None, today: date) -> tuple[Problem, ...]:
        """What does not fit together; asked when the visitor goes on. ``page`` is a page or the key of a group."""

    def remarks(self, page: str, answers: Answers, item: Item | None, today: date) -> tuple[Remark, ...]:
        """What to say on a page, from the answers that are valid already."""

    def doubts(self, answers: Answers, today: date) -> tuple[RecordDoubt, ...]:
        """What the clerk should look at first."""

    def documents(self, answers: Answers, today: date) -> tuple[RecordDocument, ...]:
        """What to bring."""

    def case(self, answers: Answers, today: date) -> tuple[str, str] | None:
        """Slug and German title of the kind of matter."""

    def papers(self, answers: Answers, today: date) -> RecordPapers:
        """Which PDFs belong to this record."""


class UnknownRulesError(LookupError):
    """A form names rules that this program does not have."""


_RULES = {"registration": "kiosk.registration.rules:RULES"}


def known_rules() -> tuple[str, ...]:
    """The names a form file may use."""
    return tuple(_RULES)


@cache
def rules_named(name: str) -> FormRules:
    """The rules of this name, imported when first needed. Raises :class:`UnknownRulesError`."""
    try:
        module, attribute = _RULES[name].split(":")
    except KeyError:
        raise UnknownRulesError(name) from None
    rules: FormRules = getattr(import_module(module), attribute)
    return rules
