# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the form's conditions may ask beyond its own fields: facts that follow from the answers by law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kiosk.registration.cases import Case, find_case, needs_full_set, says_short, short_stay
from kiosk.registration.deadlines import MoveIn, MoveOut, move_in_state, move_out_state
from kiosk.registration.family import (
    OF_AGE,
    REGISTERS_SELF_FROM,
    asks_custody,
    guardians_are_missing,
    joint,
    registered_by_others,
    spouse_is_elsewhere,
)
from kiosk.registration.reading import MARRIED, Person, Reading
from kiosk.registration.status import Status, names_further_homes, new_status

_YES_NO = ("yes", "no")

KNOWN_FACTS: Mapping[str, tuple[str, ...]] = {
    "case": tuple(case.value for case in Case),
    "registers": _YES_NO,
    "origin": ("same-city", "germany", "abroad"),
    "further_homes": _YES_NO,
    "move_in_when": tuple(MoveIn),
    "move_out_when": tuple(MoveOut),
    "stay_is_short": _YES_NO,
    "short_stay": _YES_NO,
    "full_set": _YES_NO,
    "new_status": tuple(Status),
    "joint": _YES_NO,
    "has_minors": _YES_NO,
    "guardians_missing": _YES_NO,
    "spouse_elsewhere": _YES_NO,
    "person_first": _YES_NO,
    "person_age": ("under-16", "under-18", "adult"),
    "person_married": _YES_NO,
}
"""Every fact with its values; those that begin with ``person_`` hold for one person of the group."""


def form_facts(reading: Reading, today: date) -> dict[str, str]:
    """Facts of the whole form. What the answers do not tell yet is left out."""
    case = find_case(reading, today)
    moved_in, moved_out = reading.day("move_in"), reading.day("move_out")
    found = {
        "case": case.value if case else "",
        "registers": _yes(reading.registers),
        "origin": reading.origin,
        "further_homes": _yes(names_further_homes(reading)),
        "move_in_when": move_in_state(moved_in, today).value if moved_in else "",
        "move_out_when": move_out_state(moved_out, today).value if moved_out else "",
        "stay_is_short": _yes(says_short(reading)),
        "short_stay": _yes(short_stay(reading, today)),
        "full_set": _yes(needs_full_set(reading)),
        "new_status": new_status(reading) or "",
        "joint": _yes(joint(reading)),
        "has_minors": _yes(asks_custody(reading, today)),
        "guardians_missing": _yes(guardians_are_missing(reading, today)),
        "spouse_elsewhere": _yes(needs_full_set(reading) and spouse_is_elsewhere(reading)),
    }
    return {name: value for name, value in found.items() if value}


def item_facts(person: Person, today: date) -> dict[str, str]:
    """Facts of one person of the group."""
    found = {
        "person_first": _yes(person.first),
        "person_age": _age(person, today),
        "person_married": _yes(person.text("marital_status") in MARRIED),
    }
    return {name: value for name, value in found.items() if value}


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _age(person: Person, today: date) -> str:
    if person.birth is None:
        return ""
    if registered_by_others(person, today):
        return f"under-{REGISTERS_SELF_FROM}"
    return f"under-{OF_AGE}" if person.younger_than(OF_AGE, today) else "adult"
