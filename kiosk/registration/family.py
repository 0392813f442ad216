# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may share a form, who is a child, who must answer for whom."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from kiosk.registration.reading import FAMILY, MARRIED, Person, Reading

REGISTERS_SELF_FROM = 16
"""BMG § 17 Abs. 3 Satz 1."""
OF_AGE = 18
"""BGB § 2."""


class Apart(StrEnum):
    """Why somebody does not fit on the form."""

    NO_FAMILY = "no-family"
    OTHER_MOVE = "other-move"


def needs_own_form(person: Person) -> Apart | None:
    """BMG § 23 Abs. 4: spouses, partners and family with the same day, the same previous and the same new dwelling.

    ``None``: shares the form, or has not answered yet.
    """
    if person.first:
        return None
    if person.relation and person.relation not in FAMILY:
        return Apart.NO_FAMILY
    if person.answers.get("same_move") is False:
        return Apart.OTHER_MOVE
    return None


def joint(reading: Reading) -> bool:
    """Whether several persons are on the form, so that assurance and instruction are due (BMG § 23 Abs. 4 Satz 3, 4)."""
    return len(reading.persons) > 1


def registered_by_others(person: Person, today: date) -> bool:
    """BMG § 17 Abs. 3 Satz 1: under 16 those register a person into whose dwelling the person moves."""
    return person.younger_than(REGISTERS_SELF_FROM, today)


def minors(reading: Reading, today: date) -> tuple[Person, ...]:
    """Persons of the form who are surely under 18."""
    return tuple(person for person in reading.persons if person.younger_than(OF_AGE, today))


def asks_custody(reading: Reading, today: date) -> bool:
    """Whether the consent of another custodian may be needed: a minor moves, and maybe not with all custodians.

    Offices ask for it when a child moves with one parent only; BMG has no such document, BGB § 1627 the joint custody.
    """
    return bool(minors(reading, today)) and reading.registers


def needs_consent(reading: Reading, today: date) -> bool:
    """Whether the visitor was told to bring the other parent's consent."""
    return asks_custody(reading, today) and reading.text("custody") == "one"


def guardians_are_missing(reading: Reading, today: date) -> bool:
    """BMG § 3 Abs. 1 Nr. 9: only minors are on a form whose data no register in Germany has."""
    return (
        reading.origin == "abroad"
        and bool(reading.persons)
        and len(minors(reading, today)) == len(reading.persons)
    )


def spouse_is_elsewhere(reading: Reading) -> bool:
    """BMG § 3 Abs. 1 Nr. 15: the first person is married and the partner is not on the form."""
    first = next(iter(reading.persons), None)
    return first is not None and first.text("marital_status") in MARRIED and reading.partner is None


def religion_objection_has_effect(person: Person, reading: Reading) -> bool | None:
    """BMG § 42 Abs. 3: family members of a member who belong to another religious society, or to none, may object.

    ``None``: the answers do not tell (for moves within Germany religion is not asked), so the hint is given.
    """
    own = person.text("religion")
    others = {other.text("religion") for other in reading.persons if other.number != person.number}
    if not own or "" in others or not others:
        return None
    return any(other not in {own, "oa"} for other in others)
