# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the clerk should look at first. A doubt never stops a visitor and accuses nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kiosk.codelists import known_plz
from kiosk.din91379 import search_form
from kiosk.registration.dates import whole_date
from kiosk.registration.deadlines import (
    MoveIn,
    MoveOut,
    last_day_to_register,
    main_change_is_late,
    move_in_state,
    move_out_state,
)
from kiosk.registration.family import (
    needs_consent,
    registered_by_others,
    religion_objection_has_effect,
    spouse_is_elsewhere,
)
from kiosk.registration.reading import MARRIED, PARTNER, Person, Reading
from kiosk.registration.status import status_is_doubtful
from kiosk.wire.record import RecordDoubt

# Sections of the record, as the form file names them.
REQUEST, HOME, PEOPLE, PERSONS = "anliegen", "wohnung", "personen", "persons"
_CARD_SERIAL = re.compile(r"[CFGHJKLMNPRTVWXYZ0-9]{9}")
_GERMAN_CARDS = frozenset({"01", "09"})
_NAMES = ("family_name", "given_names", "birth_name", "former_names")
_TITLE_IN_NAME = re.compile(r"\b(dr|prof|dipl|herr|frau|mr|mrs)\b\.?", re.IGNORECASE)
_OLDEST = 110


def doubts(reading: Reading, today: date) -> tuple[RecordDoubt, ...]:
    """All marks, those about the whole matter first."""
    found = [*_dates(reading, today), *_dwelling(reading), *_acting(reading, today)]
    for person in reading.persons:
        found += [
            *_names(person),
            *_birth(person, reading, today),
            *_papers(person, today),
            *_ties(person, reading),
        ]
    return tuple(found)


def _dates(reading: Reading, today: date) -> Iterator[RecordDoubt]:
    moved_in, moved_out = reading.day("move_in"), reading.day("move_out")
    if reading.registers and moved_in and move_in_state(moved_in, today) is MoveIn.LATE:
        last = last_day_to_register(moved_in)
        yield RecordDoubt(
            code="late",
            text=f"Anmeldung nach Ablauf der zwei Wochen: letzter Tag war der {last:%d.%m.%Y}.",
            norm="§ 17 Abs. 1, § 54 Abs. 2 Nr. 1 BMG",
            section=HOME,
            field="move_in",
        )
    if reading.matter == "leave" and moved_out and move_out_state(moved_out, today) is MoveOut.LATE:
        yield RecordDoubt(
            code="late",
            text="Abmeldung später als zwei Wochen nach dem Auszug.",
            norm="§ 17 Abs. 2, § 54 Abs. 2 Nr. 2 BMG",
            section=HOME,
            field="move_out",
        )
    changed = reading.day("changed_on")
    if reading.matter == "main-change" and changed and main_change_is_late(changed, today):
        yield RecordDoubt(
            code="late",
            text="Wechsel der Hauptwohnung später als zwei Wochen gemeldet.",
            norm="§ 21 Abs. 4 Satz 2, § 54 Abs. 2 Nr. 6 BMG",
            section=HOME,
            field="changed_on",
        )


def _dwelling(reading: Reading) -> Iterator[RecordDoubt]:
    if reading.registers and reading.text("confirmation") in {"later", "refused"}:
        refused = reading.text("confirmation") == "refused"
        yield RecordDoubt(
            code="landlord-confirmation-missing",
            text="Der Wohnungsgeber verweigert die Bestätigung."
            if refused
            else "Die Wohnungsgeberbestätigung fehlt noch.",
            norm="§ 19 Abs. 2 BMG",
            section=HOME,
            field="confirmation",
        )
    if status_is_doubtful(reading):
        yield RecordDoubt(
            code="main-dwelling-doubtful",
            text="Mehrere Wohnungen und dauernd getrennt lebend: bitte die Hauptwohnung klären.",
            norm="§ 22 Abs. 1, 3 und 4 BMG",
            section=HOME,
            field="main_home",
        )
    for field in ("new_place", "prev_place"):
        plz = reading.postcode(field)
        if plz and not known_plz(plz):
            yield RecordDoubt(
                code="plz-unknown",
                text="Diese PLZ steht nicht in unserer Liste.",
                section=HOME,
                field=f"{field}_postcode",
            )
    if reading.text("new_street") and all(
        reading.answers.get(f"new_{part}") == reading.answers.get(f"prev_{part}")
        for part in ("street", "number", "place")
    ):
        yield RecordDoubt(
            code="same-address",
            text="Neue und bisherige Anschrift sind gleich.",
            section=HOME,
            field="new_street",
        )
    here, before = search_form(reading.place("new_place")), search_form(reading.place("prev_place"))
    if here and before and (here == before) != (reading.origin == "same-city"):
        yield RecordDoubt(
            code="origin-differs",
            text="Die Anschriften passen nicht dazu, woher der Umzug sein soll.",
            norm="§ 23 Abs. 2 und 3 BMG",
            section=HOME,
            field="prev_place_place",
        )


def _acting(reading: Reading, today: date) -> Iterator[RecordDoubt]:
    if reading.text("situation") == "proxy":
        yield RecordDoubt(
            code="proxy", text="Eine andere Person kommt mit Vollmacht.", section=REQUEST, field="situation"
        )
    if reading.text("situation") == "carer":
        yield RecordDoubt(
            code="carer",
            text="Bitte prüfen, ob die Betreuung den Aufenthalt umfasst.",
            norm="§ 17 Abs. 3 Satz 3 BMG",
            section=REQUEST,
            field="situation",
        )
    if needs_consent(reading, today):
        yield RecordDoubt(
            code="custody",
            text="Ein Kind zieht nicht mit allen Sorgeberechtigten um.",
            norm="§ 17 Abs. 3, § 22 Abs. 2 BMG",
            section=PEOPLE,
            field="custody",
        )


def _names(person: Person) -> Iterator[RecordDoubt]:
    for field in _NAMES:
        name = person.text(field)
        if name and (why := unusual(name)):
            yield _about(person, "name-unusual", f"Bitte mit dem Ausweis vergleichen: {why}.", field)
    usual = search_form(person.text("usual_name"))
    if usual and usual not in search_form(person.text("given_names")):
        yield _about(
            person,
            "usual-name-differs",
            "Der Rufname ist keiner der Vornamen.",
            "usual_name",
            "§ 3 Abs. 1 Nr. 3 BMG",
        )
    if not person.text("family_name") or not person.text("given_names"):
        missing = "family_name" if not person.text("family_name") else "given_names"
        yield _about(
            person, "name-missing", "Nur ein Name angegeben: bitte mit dem Ausweis vergleichen.", missing
        )


def unusual(name: str) -> str | None:
    """What is unusual about a name, in German; most unusual names are right, so it is only a mark."""
    letters = [char for char in name if char.isalpha()]
    if len(letters) < 2:
        return "nur ein Buchstabe"
    if len(letters) > 3 and name.upper() == name:
        return "nur Großbuchstaben"
    if name.lower() == name:
        return "nur Kleinbuchstaben"
    if _TITLE_IN_NAME.search(name):
        return "ein Titel oder eine Anrede im Namen"
    if not name[-1].isalpha() and name[-1] != ".":
        return "ein Zeichen am Ende"
    if re.search(r"(.)\1\1", name.lower()):
        return "derselbe Buchstabe dreimal"
    return None


def _birth(person: Person, reading: Reading, today: date) -> Iterator[RecordDoubt]:
    birth = person.birth
    if birth is None:
        return
    if birth.full is None:
        yield _about(person, "birth-date-partial", "Das Geburtsdatum ist nicht ganz bekannt.", "birth_date")
    if birth.year and today.year - birth.year > _OLDEST:
        yield _about(person, "birth-date-unusual", "Das Geburtsdatum liegt sehr lange zurück.", "birth_date")
    moved_in = reading.day("move_in")
    if reading.registers and birth.full and moved_in and birth.full > moved_in:
        yield _about(person, "born-after-move", "Die Person ist nach dem Einzug geboren.", "birth_date")
    if (
        person.first
        and reading.matter != "child"
        and reading.registers
        and registered_by_others(person, today)
    ):
        yield _about(
            person,
            "under-16",
            "Die Person ist unter 16 Jahre alt: anmelden müssen die, bei denen sie einzieht.",
            "birth_date",
            "§ 17 Abs. 3 Satz 1 BMG",
        )


def _papers(person: Person, today: date) -> Iterator[RecordDoubt]:
    until = whole_date(person.answers.get("id_valid_until"))
    if until and until < today:
        yield _about(person, "id-expired", "Der Ausweis ist abgelaufen.", "id_valid_until", "§ 23 Abs. 1 BMG")
    serial = person.text("id_serial").replace(" ", "").upper()
    if serial and person.text("id_type") in _GERMAN_CARDS and not _CARD_SERIAL.fullmatch(serial):
        yield _about(person, "id-serial-unusual", "Die Seriennummer hat nicht die übliche Form.", "id_serial")


def _ties(person: Person, reading: Reading) -> Iterator[RecordDoubt]:
    status = person.text("marital_status")
    if person.relation == PARTNER and status and status not in MARRIED:
        yield _about(
            person,
            "marital-status-differs",
            "Als Partner angegeben, aber nicht verheiratet oder verpartnert.",
            "marital_status",
            "§ 23 Abs. 4 BMG",
        )
    if person.first and spouse_is_elsewhere(reading) and not reading.text("spouse_family_name"):
        yield _about(
            person,
            "spouse-missing",
            "Verheiratet, aber keine Angaben zum Partner.",
            "marital_status",
            "§ 3 Abs. 1 Nr. 15 BMG",
        )
    if (
        person.answers.get("object_religion") is True
        and religion_objection_has_effect(person, reading) is False
    ):
        yield _about(
            person,
            "objection-without-effect",
            "Widerspruch nach § 42 Abs. 3, aber kein Familienmitglied in einer anderen Religionsgesellschaft.",
            "object_religion",
            "§ 42 Abs. 3 BMG",
        )


def _about(person: Person, code: str, text: str, field: str, norm: str = "") -> RecordDoubt:
    return RecordDoubt(code=code, text=text, norm=norm, section=PERSONS, person=person.number, field=field)
