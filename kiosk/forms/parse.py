# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what was typed and chosen to an answer, or to a sentence about what is missing.

What a visitor enters is kept as it was entered, under the id of its box: ``family_name``, ``birth_date.day``,
``birth_date.absent``. Answers are read from that whenever they are needed, so nothing half typed is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kiosk.codelists import code_list, is_plz
from kiosk.din91379 import DataType, advice, check, normalise
from kiosk.forms.fields import (
    CheckboxField,
    ChoiceField,
    ChoicesField,
    DateField,
    DigitsField,
    EmailField,
    FormField,
    HouseNumberField,
    Letters,
    PhoneField,
    PlaceField,
    SearchField,
    SerialField,
    TextField,
    YesNoField,
)
from kiosk.text import TN, T, Text

Entry = str | tuple[str, ...]
Read = Callable[[str], Entry]
"""What is entered under an id; an empty string where nothing is."""

YES = "yes"
NO = "no"

_DATA_TYPES = {letters: DataType[letters.value] for letters in Letters}
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9 ()/.-]{5,30}")
_HOUSE = re.compile(r"([0-9]{1,4})(?![0-9])\s*([A-Za-z]{0,2})\s*(.{0,5})")
EMAIL_LETTERS = 254
PLACE_LETTERS = 50


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as rules see it; ``None`` means that there legally is none."""

    value: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wrong:
    """No answer yet. ``box`` is the id of the input to look at; ``text`` may quote a letter that was typed."""

    box: str
    text: Text = field(repr=False)


@dataclass(frozen=True, slots=True)
class Empty:
    """Left out on purpose: the field is optional."""


Parsed = Given | Wrong | Empty

EMPTY = Empty()


def parse(
    form_field: FormField, read: Read, today: date, offered: Callable[[str], bool] = lambda _: True
) -> Parsed:
    """The answer of a field. ``offered`` says which options are on the page at all."""
    parsed = _parse(form_field, read, today, offered)
    if isinstance(parsed, Empty) and not form_field.optional:
        return Wrong(_first_box(form_field), _missing(form_field))
    return parsed


def _parse(form_field: FormField, read: Read, today: date, offered: Callable[[str], bool]) -> Parsed:
    key = form_field.key
    match form_field:
        case TextField():
            return _text(form_field, read)
        case DigitsField() | SerialField() | EmailField() | PhoneField():
            return _signs(form_field, _line(read(key)))
        case DateField():
            return _date(form_field, read, today)
        case ChoiceField():
            value = read(key)
            return Given(value) if value in values_of(form_field) and offered(str(value)) else EMPTY
        case YesNoField():
            value = read(key)
            return Given(value == YES) if value in (YES, NO) else EMPTY
        case ChoicesField():
            chosen = read(key)
            kept = tuple(value for value in values_of(form_field) if value in chosen and offered(value))
            return Given(kept) if kept else EMPTY
        case SearchField():
            return _search(form_field, read(key))
        case CheckboxField():
            if form_field.required and read(key) != YES:
                return Wrong(
                    key, _missing(form_field) if form_field.missing else T("Bitte tippen Sie diesen Satz an.")
                )
            return Given(read(key) == YES)
        case HouseNumberField():
            return _house(form_field, read)
        case PlaceField():
            return _place(form_field, read)


def values_of(form_field: ChoiceField | ChoicesField) -> tuple[str, ...]:
    """The values of the options or the keys of the list, in order."""
    if form_field.list is not None:
        return tuple(entry.key for entry in code_list(form_field.list).offered)
    return tuple(option.value for option in form_field.options)


def boxes_of(form_field: FormField) -> tuple[str, ...]:
    """The ids of everything that is entered for a field."""
    key = form_field.key
    match form_field:
        case DateField():
            return (f"{key}.day", f"{key}.month", f"{key}.year", f"{key}.absent")
        case HouseNumberField():
            return (f"{key}.number", f"{key}.letter", f"{key}.part")
        case PlaceField():
            return (f"{key}.postcode", f"{key}.place")
        case TextField(absent=str()):
            return (key, f"{key}.absent")
        case SearchField():
            return (key, f"{key}.query")
        case _:
            return (key,)


def _first_box(form_field: FormField) -> str:
    return f"{form_field.key}.query" if isinstance(form_field, SearchField) else boxes_of(form_field)[0]


def _missing(form_field: FormField) -> Text:
    if form_field.missing is not None:
        return Text(form_field.missing)
    match form_field:
        case ChoiceField() | YesNoField() | ChoicesField():
            return T("Bitte wählen Sie eine Antwort.")
        case SearchField():
            return T("Bitte suchen Sie und wählen Sie etwas aus.")
        case DateField():
            return T("Bitte geben Sie Tag, Monat und Jahr ein.")
        case _:
            return T("Bitte füllen Sie „{field}“ aus.", field=Text(form_field.label))


def _line(entry: Entry) -> str:
    """NFC, spaces of every kind as one, none at the ends."""
    return " ".join(normalise(entry if isinstance(entry, str) else "").split())


def _text(form_field: TextField, read: Read) -> Parsed:
    key = form_field.key
    if form_field.absent is not None and read(f"{key}.absent") == YES:
        return Given(None)
    entered = read(key)
    lines = [_line(line) for line in (entered if isinstance(entered, str) else "").splitlines()]
    if form_field.lines == 1:
        lines = [" ".join(line for line in lines if line)]
    text = "\n".join(lines).strip("\n")
    if not text:
        return EMPTY
    if len(text) > form_field.max:
        return Wrong(key, too_long(form_field.label, form_field.max))
    if wrong := wrong_letter(text, form_field.letters):
        return Wrong(key, wrong)
    return Given(text)


def wrong_letter(text: str, letters: Letters) -> Text | None:
    """What to say about the first letter that does not belong into such a text."""
    datatype = _DATA_TYPES[letters]
    for line in text.split("\n"):
        if refusal := check(line, datatype):
            return advice(refusal, datatype)
    return None


def too_long(label: str, limit: int) -> Text:
    """More letters than the register takes."""
    return TN(
        "„{field}“ ist zu lang. Es geht höchstens {count} Zeichen.",
        "„{field}“ ist zu lang. Es gehen höchstens {count} Zeichen.",
        limit,
        field=Text(label),
    )


def _signs(form_field: DigitsField | SerialField | EmailField | PhoneField, text: str) -> Parsed:
    key = form_field.key
    if not text:
        return EMPTY
    match form_field:
        case DigitsField():
            digits = text.replace(" ", "")
            if not (digits.isascii() and digits.isdigit()):
                return Wrong(key, T("Bitte nur Ziffern."))
            if not form_field.min <= len(digits) <= form_field.max:
                return Wrong(key, _digits_wanted(form_field))
            return Given(digits)
        case SerialField():
            serial = text.replace(" ", "").upper()
            if not (serial.isascii() and serial.isalnum()):
                return Wrong(key, T("Bitte nur Buchstaben von A bis Z und Ziffern."))
            if len(serial) > form_field.max:
                return Wrong(key, too_long(form_field.label, form_field.max))
            return Given(serial)
        case EmailField():
            if len(text) > EMAIL_LETTERS or not _EMAIL.fullmatch(text) or check(text, DataType.E):
                return Wrong(key, T("Bitte prüfen Sie die E-Mail-Adresse. Ein Beispiel: name@beispiel.de"))
            return Given(text)
        case PhoneField():
            if not _PHONE.fullmatch(text) or sum(letter in "0123456789" for letter in text) < 5:
                return Wrong(key, T("Bitte prüfen Sie die Telefonnummer. Ein Beispiel: 0711 12345"))
            return Given(text)


def _digits_wanted(form_field: DigitsField) -> Text:
    if form_field.min == form_field.max:
        return TN("Bitte genau {count} Ziffer.", "Bitte genau {count} Ziffern.", form_field.max)
    return T("Bitte {low} bis {high} Ziffern.", low=form_field.min, high=form_field.max)


def _date(form_field: DateField, read: Read, today: date) -> Parsed:
    key = form_field.key
    boxes = [f"{key}.day", f"{key}.month", f"{key}.year"]
    texts = [_line(read(box)) for box in boxes]
    unknown_allowed = form_field.partial and read(f"{key}.absent") == YES
    if not any(texts):
        return Given("0000-00-00") if unknown_allowed else EMPTY
    for box, text in zip(boxes, texts, strict=True):
        if not text and not unknown_allowed:
            return Wrong(box, _missing(form_field))
        if text and not (text.isascii() and text.isdigit() and len(text) <= 4):
            return Wrong(box, T("Bitte nur Ziffern."))
    day, month, year = (int(text or 0) for text in texts)
    if texts[2] and len(texts[2]) != 4:
        return Wrong(boxes[2], T("Bitte schreiben Sie das Jahr mit vier Ziffern."))
    if unknown_allowed and ((day and not month) or (month and not year)):
        return Wrong(
            boxes[1] if not month else boxes[2], T("Bitte geben Sie auch den Monat und das Jahr ein.")
        )
    if month > 12 or (not month and not unknown_allowed):
        return Wrong(boxes[1], T("Bitte prüfen Sie den Monat. Es gibt 1 bis 12."))
    if (year or not unknown_allowed) and year < form_field.earliest.year:
        return Wrong(boxes[2], T("Das liegt sehr weit zurück. Bitte prüfen Sie das Jahr."))
    try:
        first = date(year or form_field.earliest.year, month or 1, day or int(unknown_allowed))
    except ValueError:
        return Wrong(boxes[0], T("Diesen Tag gibt es nicht. Bitte prüfen Sie das Datum."))
    if day and first < form_field.earliest:
        return Wrong(boxes[2], T("Das liegt sehr weit zurück. Bitte prüfen Sie das Jahr."))
    if form_field.latest_days is not None and year and first > today + timedelta(form_field.latest_days):
        return Wrong(boxes[2], _too_late(form_field))
    return Given(f"{year:04}-{month:02}-{day:02}")


def _too_late(form_field: DateField) -> Text:
    if form_field.too_late is not None:
        return Text(form_field.too_late)
    if form_field.latest_days == 0:
        return T("Dieser Tag kommt erst noch. Bitte prüfen Sie das Datum.")
    return T("Dieser Tag ist zu spät. Bitte prüfen Sie das Datum.")


def _search(form_field: SearchField, chosen: Entry) -> Parsed:
    known = code_list(form_field.list).by_key
    taken = (chosen,) if isinstance(chosen, str) else chosen
    kept = tuple(key for key in dict.fromkeys(taken) if key in known and known[key].offered)[: form_field.max]
    if not kept:
        return EMPTY
    return Given(kept if form_field.many else kept[0])


def _house(form_field: HouseNumberField, read: Read) -> Parsed:
    key = form_field.key
    number, letter, part = (_line(read(box)) for box in boxes_of(form_field))
    if not number:
        return Wrong(f"{key}.number", _missing(form_field)) if letter or part else EMPTY
    match = _HOUSE.fullmatch(number)
    if match is None or int(match[1]) == 0:
        return Wrong(f"{key}.number", T("Bitte prüfen Sie die Hausnummer. Ein Beispiel: 17"))
    # "17a" typed into the first box means the same as 17 and a
    letter, part = letter or match[2], part or match[3].strip()
    if not re.fullmatch(r"[A-Za-z]{0,2}", letter):
        return Wrong(f"{key}.letter", T("Hier steht nur ein Buchstabe. Ein Beispiel: a"))
    if len(part) > 5 or check(part, DataType.B):
        return Wrong(f"{key}.part", T("Bitte prüfen Sie den Zusatz der Hausnummer. Ein Beispiel: 1/3"))
    return Given({"number": str(int(match[1])), "letter": letter.lower(), "part": part})


def _place(form_field: PlaceField, read: Read) -> Parsed:
    key = form_field.key
    postcode, place = (_line(read(box)) for box in boxes_of(form_field))
    if not postcode and not place:
        return EMPTY
    if not is_plz(postcode):
        return Wrong(f"{key}.postcode", T("Eine Postleitzahl hat fünf Ziffern. Ein Beispiel: 70173"))
    if not place:
        return Wrong(f"{key}.place", T("Bitte wählen oder schreiben Sie auch den Ort."))
    if len(place) > PLACE_LETTERS:
        return Wrong(f"{key}.place", too_long(form_field.label, PLACE_LETTERS))
    if wrong := wrong_letter(place, Letters.B):
        return Wrong(f"{key}.place", wrong)
    return Given({"postcode": postcode, "place": place})


def words_of(value: Any) -> tuple[str, ...]:
    """How conditions see an answer."""
    match value:
        case bool():
            return (YES if value else NO,)
        case str():
            return (value,)
        case tuple():
            return value
        case Mapping() | None:
            return ()
        case _:
            return (str(value),)
