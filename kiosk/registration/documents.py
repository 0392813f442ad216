# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What to bring, computed from the answers.

Documents appear on slips and screens that others can see, so no name is in them. A document without a norm is practice of
offices (``docs/registration.md`` says where it was seen); the clerk decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kiosk.codelists import code_list
from kiosk.registration.cases import Case, End, end_of, find_case, needs_full_set
from kiosk.registration.family import needs_consent, registered_by_others
from kiosk.registration.reading import GERMAN, MARRIED, Person, Reading
from kiosk.text import NOTHING, T, Text
from kiosk.wire.record import RecordDocument

_FREE_MOVEMENT = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
"""EU, EEA and Switzerland: no residence title needed (FreizügG/EU § 2, § 12; agreement EU–Switzerland)."""

ID_NORM = "§ 23 Abs. 1 BMG"
LANDLORD_NORM = "§ 19 Abs. 1 und 3 BMG"


def documents(reading: Reading, today: date) -> tuple[RecordDocument, ...]:
    """Everything to bring, the most important first; empty where no form ends."""
    case = find_case(reading, today)
    if case is None or end_of(case) is not End.FORM:
        return ()
    found = [*_identity(reading, today), *_for_others(reading)]
    if reading.registers:
        found += [*_dwelling(reading), *_certificates(reading), *_titles(reading)]
        if needs_consent(reading, today):
            found.append(
                _paper(
                    T(
                        "Zustimmung des anderen Elternteils mit Kopie des Ausweises, oder Nachweis über das alleinige Sorgerecht"
                    ),
                    whose=T("für jedes Kind"),
                )
            )
    if case is Case.MAIN_CHANGE:
        found.append(_paper(T("Die Anschriften aller Wohnungen in Deutschland"), norm="§ 21 Abs. 4 BMG"))
    return tuple(dict.fromkeys(found))


def _paper(title: Text, *, whose: Text = NOTHING, norm: str = "", missing: bool = False) -> RecordDocument:
    """The record keeps the German words; screen and slip find their translation by them."""
    return RecordDocument(title=title.source, whose=whose.source, norm=norm, missing=missing)


def _identity(reading: Reading, today: date) -> Iterator[RecordDocument]:
    young = [person for person in reading.persons if registered_by_others(person, today)]
    if len(young) < len(reading.persons) or not reading.persons:
        yield _paper(T("Personalausweis oder Reisepass"), whose=_everybody(reading, young), norm=ID_NORM)
    if young:
        yield _paper(
            T("Ausweis, Reisepass oder Geburtsurkunde"),
            whose=T("von jedem Kind unter 16 Jahren"),
            norm=ID_NORM,
        )
    if reading.matter == "child":
        yield _paper(T("Ihr eigener Ausweis oder Reisepass"), whose=T("von Ihnen"))


def _everybody(reading: Reading, young: list[Person]) -> Text:
    grown = len(reading.persons) - len(young)
    if reading.text("situation") in {"carer", "proxy"}:
        return T("von der Person, für die Sie kommen")
    return T("von jeder Person") if grown > 1 else T("von Ihnen")


def _for_others(reading: Reading) -> Iterator[RecordDocument]:
    match reading.text("situation"):
        case "carer":
            yield _paper(T("Betreuerausweis"), whose=T("von Ihnen"), norm="§ 17 Abs. 3 Satz 3 BMG")
            yield _paper(T("Ihr eigener Ausweis oder Reisepass"), whose=T("von Ihnen"))
        case "proxy":
            yield _paper(T("Vollmacht mit Unterschrift"), whose=T("von der Person, für die Sie kommen"))
            yield _paper(T("Unterschriebener Meldeschein"), whose=T("von der Person, für die Sie kommen"))
            yield _paper(T("Ihr eigener Ausweis oder Reisepass"), whose=T("von Ihnen"))


def _dwelling(reading: Reading) -> Iterator[RecordDocument]:
    if reading.text("dwelling") == "owned":
        yield _paper(T("Eigene Erklärung, dass Sie in Ihrer Wohnung wohnen"))
        return
    if reading.text("dwelling") != "rented":
        return
    if reading.text("confirmation") == "token":
        yield _paper(T("Zuordnungsmerkmal, das Sie vom Wohnungsgeber bekommen haben"), norm="§ 19 Abs. 4 BMG")
    else:
        yield _paper(
            T("Wohnungsgeberbestätigung"),
            norm=LANDLORD_NORM,
            missing=reading.text("confirmation") in {"later", "refused"},
        )


def _certificates(reading: Reading) -> Iterator[RecordDocument]:
    if not needs_full_set(reading):
        return
    statuses = {person.text("marital_status") for person in reading.persons}
    if statuses & MARRIED:
        yield _paper(T("Heiratsurkunde oder Urkunde über die Lebenspartnerschaft"), whose=T("von jedem Paar"))
    if statuses & {"GS", "EA", "LA"}:
        yield _paper(
            T("Nachweis über die Scheidung oder Aufhebung"), whose=T("von jeder geschiedenen Person")
        )
    if statuses & {"VW", "LV"}:
        yield _paper(T("Sterbeurkunde"), whose=T("des verstorbenen Partners"))
    if reading.children:
        yield _paper(T("Geburtsurkunde"), whose=T("von jedem Kind"))
    if any(person.text("doctorate") for person in reading.persons):
        yield _paper(T("Urkunde über den Doktorgrad"), norm="§ 3 Abs. 1 Nr. 4 BMG")
    if any(person.text("religious_name") or person.text("artist_name") for person in reading.persons):
        yield _paper(T("Nachweis über den Ordensnamen oder Künstlernamen"), norm="§ 3 Abs. 1 Nr. 5 BMG")


def _titles(reading: Reading) -> Iterator[RecordDocument]:
    if needs_full_set(reading):
        if any(needs_title(person) for person in reading.persons):
            yield _paper(T("Visum oder Aufenthaltstitel, wenn Sie eines haben"), whose=T("von jeder Person"))
    else:
        yield _paper(T("Aufenthaltstitel, wenn Sie einen haben"), whose=T("von jeder Person"))


def needs_title(person: Person) -> bool:
    """Whether none of the nationalities brings free movement. Registration never depends on a title (BMG § 17 Abs. 1)."""
    nationalities = code_list("nationalities")
    return bool(person.nationalities) and not any(
        key == GERMAN or (key in nationalities.by_key and nationalities.by_key[key].iso2 in _FREE_MOVEMENT)
        for key in person.nationalities
    )
