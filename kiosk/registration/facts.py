# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the form's conditions may ask beyond its own fields: facts that follow from the answers by law."""

from __future__ import annotations

from datetime import date

from kiosk.registration.cases import find_case, needs_full_set, short_stay
from kiosk.registration.deadlines import (
    duty_begins,
    first_day_to_deregister,
    last_day_to_register,
    move_in_state,
    move_out_state,
)
from kiosk.registration.documents import needs_title
from kiosk.registration.family import (
    OF_AGE,
    REGISTERS_SELF_FROM,
    asks_custody,
    joint,
    needs_own_form,
    registered_by_others,
    spouse_is_elsewhere,
)
from kiosk.registration.reading import MARRIED, Person, Reading
from kiosk.registration.status import keeps_previous, new_status

UNKNOWN = "unknown"


def form_facts(reading: Reading, today: date) -> dict[str, str]:
    """Facts of the whole form; a fact that the answers do not tell yet is ``unknown``."""
    case = find_case(reading, today)
    moved_in, moved_out = reading.day("move_in"), reading.day("move_out")
    status = new_status(reading)
    first = next(iter(reading.persons), None)
    return {
        "case": case.value if case else UNKNOWN,
        "move_in_when": move_in_state(moved_in, today).value if moved_in else UNKNOWN,
        "move_out_when": move_out_state(moved_out, today).value if moved_out else UNKNOWN,
        "short_stay": _yes(short_stay(reading, today)),
        "full_set": _yes(needs_full_set(reading)),
        "new_status": status.value if status else UNKNOWN,
        "keeps_previous": _yes(keeps_previous(reading)),
        "joint": _yes(joint(reading)),
        "has_minors": _yes(asks_custody(reading, today)),
        "visitor_age": _age(first, today) if first else UNKNOWN,
        "spouse_elsewhere": _yes(spouse_is_elsewhere(reading)),
    }


def item_facts(person: Person, today: date) -> dict[str, str]:
    """Facts of one person of the group."""
    return {
        "person_first": _yes(person.first),
        "person_age": _age(person, today),
        "person_married": _yes(person.text("marital_status") in MARRIED),
        "person_needs_title": _yes(needs_title(person)),
        "person_apart": apart.value if (apart := needs_own_form(person)) else "no",
    }


def shown_dates(reading: Reading, today: date) -> dict[str, date]:
    """Dates that explanations name."""
    del today
    found: dict[str, date] = {}
    if moved_in := reading.day("move_in"):
        found["last_day"] = last_day_to_register(moved_in)
        found["duty_from"] = duty_begins(moved_in, registered_in_germany=reading.origin != "abroad")
    if moved_out := reading.day("move_out"):
        found["first_day"] = first_day_to_deregister(moved_out)
    return found


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _age(person: Person, today: date) -> str:
    if person.birth is None:
        return UNKNOWN
    if registered_by_others(person, today):
        return f"under-{REGISTERS_SELF_FROM}"
    return f"under-{OF_AGE}" if person.younger_than(OF_AGE, today) else "adult"
