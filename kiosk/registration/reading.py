# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answers of the form in the words of the law. The names of fields and values are those of the form file.

Everything here is personal data: no reprs, nothing is logged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.registration.dates import PartialDate, read_date, under, whole_date

Answers = Mapping[str, Any]

ORIGINS = frozenset({"same-city", "germany", "abroad"})
"""Values of ``matter`` (of ``child_from`` when a child moves in) that say where somebody comes from."""
REGISTERING = ORIGINS | {"child"}
"""Values of ``matter`` that are an Anmeldung (BMG § 17 Abs. 1)."""
GERMAN = "000"
PARTNER = "partner"
FAMILY = frozenset({PARTNER, "child", "parent", "family"})
"""Values of ``relation`` that are family in the sense of BMG § 23 Abs. 4; ``none`` is not."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
MARRIED = frozenset({"VH", "LP"})


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """One item of the group ``persons``. ``number`` counts from 1, as in the record."""

    number: int
    answers: Answers

    @property
    def first(self) -> bool:
        """The person who stands at the terminal (or for whom somebody else came)."""
        return self.number == 1

    @property
    def birth(self) -> PartialDate | None:
        return read_date(self.answers.get("birth_date"))

    @property
    def relation(self) -> str:
        """To the first person; "" for the first one and as long as it is not answered."""
        return "" if self.first else str(self.answers.get("relation", ""))

    def text(self, key: str) -> str:
        """A text answer, "" when it is not given."""
        value = self.answers.get(key)
        return value if isinstance(value, str) else ""

    def younger_than(self, years: int, day: date) -> bool:
        """Whether the person is surely younger."""
        return self.birth is not None and under(self.birth, years, day) is True

    @property
    def nationalities(self) -> tuple[str, ...]:
        value = self.answers.get("nationalities")
        if isinstance(value, str):
            return (value,)
        return tuple(value) if isinstance(value, Sequence) else ()


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """All answers. Unanswered is "" or ``None``: a rule must hold at every moment of the form."""

    answers: Answers

    def text(self, key: str) -> str:
        """A choice or text, "" when it is not given."""
        value = self.answers.get(key)
        return value if isinstance(value, str) else ""

    def says(self, key: str) -> bool | None:
        """A yes/no answer or checkbox; ``None`` when it is not given."""
        value = self.answers.get(key)
        return value if isinstance(value, bool) else None

    def day(self, key: str) -> date | None:
        """A whole date that a move can have; ``None`` when it is not given or lies outside any calendar of an office."""
        found = whole_date(self.answers.get(key))
        return found if found and _FIRST_YEAR <= found.year <= _LAST_YEAR else None

    def postcode(self, key: str) -> str:
        """The PLZ of a place field, "" when it is not given."""
        value = self.answers.get(key)
        return str(value.get("postcode", "")) if isinstance(value, Mapping) else ""

    def place(self, key: str) -> str:
        """The place of a place field, "" when it is not given."""
        value = self.answers.get(key)
        return str(value.get("place", "")) if isinstance(value, Mapping) else ""

    def group(self, key: str) -> tuple[Answers, ...]:
        value = self.answers.get(key)
        return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else ()

    @property
    def matter(self) -> str:
        return self.text("matter")

    @property
    def origin(self) -> str:
        """Where the persons come from, a value of :data:`ORIGINS`, or ""."""
        found = self.text("child_from") if self.matter == "child" else self.matter
        return found if found in ORIGINS else ""

    @property
    def registers(self) -> bool:
        """Whether this is an Anmeldung."""
        return self.matter in REGISTERING

    @property
    def persons(self) -> tuple[Person, ...]:
        return tuple(Person(number, answers) for number, answers in enumerate(self.group("persons"), 1))

    @property
    def children(self) -> tuple[Person, ...]:
        """Those related as child, in the order of the form."""
        return tuple(person for person in self.persons if person.relation == "child")

    @property
    def partner(self) -> Person | None:
        return next((person for person in self.persons if person.relation == PARTNER), None)
