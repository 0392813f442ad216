# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which kind of matter somebody came for, and where its form ends."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from kiosk.registration.deadlines import stay_is_exempt
from kiosk.registration.reading import Reading
from kiosk.registration.status import STATUS_NAMES, Status, new_status, previous_becomes


class Case(StrEnum):
    """The kinds of matter, A to P in ``docs/registration.md``; Q is a mark on any of them."""

    WITHIN_CITY = "umzug-in-der-stadt"  # A
    FROM_GERMANY = "zuzug-inland"  # B
    FROM_ABROAD = "zuzug-ausland"  # C
    SECOND_HOME = "nebenwohnung"  # D
    MAIN_CHANGE = "hauptwohnung-wechseln"  # E
    SECOND_GIVEN_UP = "nebenwohnung-aufgeben"  # F
    LEAVING = "abmeldung"  # G
    CHILD = "kind-zieht-ein"  # H
    NEWBORN = "neugeborenes"  # I
    CARER = "betreuung"  # J
    PROXY = "vollmacht"  # K
    ASSIGNED = "zugewiesene-unterkunft"  # L
    DIPLOMAT = "diplomaten"  # M
    SHORT_STAY = "kurzer-aufenthalt"  # N
    NO_HOME = "ohne-wohnung"  # O
    PROTECTION = "auskunftssperre"  # P


class End(StrEnum):
    """Where a case ends."""

    FORM = "form"
    EXPLANATION = "explain"
    PERSON = "person"


TITLES: dict[Case, str] = {
    Case.WITHIN_CITY: "Umzug innerhalb der Stadt",
    Case.FROM_GERMANY: "Zuzug aus einer anderen Gemeinde in Deutschland",
    Case.FROM_ABROAD: "Zuzug aus dem Ausland",
    Case.SECOND_HOME: "Anmeldung einer Nebenwohnung",
    Case.MAIN_CHANGE: "Wechsel der Hauptwohnung",
    Case.SECOND_GIVEN_UP: "Aufgabe einer Nebenwohnung",
    Case.LEAVING: "Abmeldung",
    Case.CHILD: "Anmeldung eines Kindes unter 16 Jahren",
    Case.NEWBORN: "Neugeborenes Kind",
    Case.CARER: "Anmeldung durch eine Betreuerin oder einen Betreuer",
    Case.PROXY: "Anmeldung mit Vollmacht",
    Case.ASSIGNED: "Aufnahmeeinrichtung oder zugewiesene Unterkunft",
    Case.DIPLOMAT: "Diplomatische oder konsularische Vertretung",
    Case.SHORT_STAY: "Kurzer Aufenthalt",
    Case.NO_HOME: "Ohne Wohnung",
    Case.PROTECTION: "Auskunftssperre",
}

_SITUATIONS = {
    "assigned": Case.ASSIGNED,
    "diplomat": Case.DIPLOMAT,
    "no-home": Case.NO_HOME,
    "protection": Case.PROTECTION,
    "carer": Case.CARER,
    "proxy": Case.PROXY,
}
_MATTERS = {
    "main-change": Case.MAIN_CHANGE,
    "give-up": Case.SECOND_GIVEN_UP,
    "leave": Case.LEAVING,
    "newborn": Case.NEWBORN,
    "child": Case.CHILD,
}
_ORIGINS = {"same-city": Case.WITHIN_CITY, "germany": Case.FROM_GERMANY, "abroad": Case.FROM_ABROAD}


def find_case(reading: Reading, today: date) -> Case | None:
    """The case, or ``None`` as long as the answers do not tell.

    Situations that only a person can settle come first: assigned housing (BMG §§ 23 Abs. 5, 27 Abs. 3), diplomats (§ 26),
    no dwelling (§ 20), protection of the address (§ 51). So does who acts for somebody else (§ 17 Abs. 3 Satz 3). Then a
    stay that is too short (§ 27 Abs. 2), and the kind of dwelling (§ 21) before the place people come from (§ 17 Abs. 1).
    """
    special = _SITUATIONS.get(reading.text("situation"))
    return special if special is not None else _find_matter(reading, today)


def case_title(reading: Reading, today: date) -> str:
    """The case in German for the clerk, with what becomes of the dwellings (BMG § 24 Abs. 2 Nr. 8); "" without a case."""
    case = find_case(reading, today)
    if case is None:
        return ""
    parts = [TITLES[case]]
    if case in {Case.CARER, Case.PROXY} and (matter := _find_matter(reading, today)):
        parts.append(TITLES[matter])
    if reading.registers and (status := new_status(reading)):
        parts.append(f"neue Wohnung: {STATUS_NAMES[status]}")
    if reading.registers and (before := previous_becomes(reading)):
        parts.append(f"bisherige Wohnung: {STATUS_NAMES[before]}")
    return "; ".join(parts)


def _find_matter(reading: Reading, today: date) -> Case | None:
    if reading.matter == "newborn" and reading.says("newborn_at_home") is False:
        return Case.CHILD
    if reading.matter in _MATTERS:
        return _MATTERS[reading.matter]
    if not reading.origin:
        return None
    if short_stay(reading, today):
        return Case.SHORT_STAY
    if new_status(reading) is Status.SECOND:
        return Case.SECOND_HOME
    return _ORIGINS[reading.origin]


def end_of(case: Case) -> End:
    """Where the case ends. A form for everybody who can be registered, an explanation where there is no duty."""
    match case:
        case Case.NEWBORN | Case.SHORT_STAY:
            return End.EXPLANATION
        case Case.ASSIGNED | Case.DIPLOMAT | Case.NO_HOME | Case.PROTECTION:
            return End.PERSON
        case _:
            return End.FORM


def short_stay(reading: Reading, today: date) -> bool:
    """BMG § 27 Abs. 2: no duty (yet) for a short stay of somebody registered elsewhere in Germany or living abroad."""
    moved, leaves = reading.day("move_in"), reading.day("stay_until")
    if not says_short(reading) or moved is None:
        return False
    return stay_is_exempt(moved, leaves, today, registered_in_germany=reading.origin != "abroad")


def says_short(reading: Reading) -> bool:
    """Whether the visitor answered to stay no longer than six months, from abroad three (BMG § 27 Abs. 2)."""
    longer = "stays_three_months" if reading.origin == "abroad" else "stays_six_months"
    return reading.says(longer) is False


def needs_full_set(reading: Reading) -> bool:
    """Whether all of BMG § 3 Abs. 1 is asked: only where no register in Germany has it.

    For a move within Germany the authority gets the data itself and the person gives only name, first names, birth date and
    last address (BMG § 23 Abs. 2 and 3); from abroad nothing can be fetched (§ 23 Abs. 2 Satz 5).
    """
    return reading.origin == "abroad"
