# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How an answer reads: on the page to check in the visitor's language, in the record in German."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kiosk.codelists import Entry, code_list
from kiosk.forms.fields import (
    PARTS,
    CheckboxField,
    ChoiceField,
    ChoicesField,
    DateField,
    FormField,
    HouseNumberField,
    PlaceField,
    SearchField,
    TextField,
    YesNoField,
)
from kiosk.text import NOTHING, Country, LongDate, Month, T, Text


def shown(form_field: FormField, value: Any) -> Text:
    """The answer for the visitor."""
    match form_field:
        case TextField() if value is None:
            return Text(form_field.absent or "")
        case DateField():
            return date_in_words(value)
        case ChoiceField():
            return choice_title(form_field, value)
        case ChoicesField():
            return joined(choice_title(form_field, one) for one in value)
        case SearchField():
            keys = value if isinstance(value, tuple) else (value,)
            return joined(entry_title(code_list(form_field.list).by_key[key]) for key in keys)
        case YesNoField():
            return Text(form_field.yes if value else form_field.no)
        case CheckboxField():
            return T("Ja") if value else T("Nein")
        case HouseNumberField():
            return literal(house_number(value))
        case PlaceField():
            return literal(f"{value['postcode']} {value['place']}")
        case _:
            return literal(value)


def shown_to_clerk(form_field: FormField, value: Any) -> Text:
    """The answer for the clerk; options may have words of their own for that, states have their official German name."""
    match form_field:
        case TextField() if value is None:
            return T("rechtlich nicht vorhanden")
        case ChoiceField(options=options) if options:
            return Text(_record_word(form_field, value))
        case ChoicesField(options=options) if options:
            return joined(Text(_record_word(form_field, one)) for one in value)
        case SearchField():
            keys = value if isinstance(value, tuple) else (value,)
            return joined(literal(code_list(form_field.list).name(key)) for key in keys)
        case YesNoField():
            return T("Ja") if value else T("Nein")
        case _:
            return shown(form_field, value)


def record_values(form_field: FormField, value: Any) -> Iterator[tuple[str, tuple[str, ...], Any, Text]]:
    """Field key, sheets, value and words of each row of the record. A compound answer has a row for each part it has."""
    parts = PARTS.get(form_field.type)
    if parts is None:
        machine = list(value) if isinstance(value, tuple) else value
        if isinstance(form_field, DateField) and value.endswith("00"):
            year, month, day = value.split("-")
            machine = f"{day}{month}{year}"
        yield form_field.key, form_field.dsmeld, machine, shown_to_clerk(form_field, value)
        return
    for name, sheet in parts:
        if value[name]:
            yield f"{form_field.key}_{name}", (sheet,), value[name], literal(value[name])


def literal(words: str) -> Text:
    """Words of the visitor or of an official list, the same in every language."""
    return T("{words}", words=words) if words else NOTHING


def joined(texts: Iterator[Text]) -> Text:
    """The texts in one line."""
    line = NOTHING
    for text in texts:
        line = T("{first}, {second}", first=line, second=text) if line else text
    return line


def choice_title(form_field: ChoiceField | ChoicesField, value: str) -> Text:
    """The words of an option; those of code lists are part of the catalogue."""
    if form_field.list is not None:
        return entry_title(code_list(form_field.list).by_key[value])
    return Text(next(option.title for option in form_field.options if option.value == value))


def entry_title(entry: Entry) -> Text:
    """A state or nationality in the visitor's words, another entry as the list has it."""
    if entry.iso2:
        return T("{country}", country=Country(entry.name, entry.iso2))
    return Text(entry.name)


def date_in_words(value: str, *, weekday: bool = False) -> Text:
    """An answer of a date field: "4. März 1986", "März 1986", "1986"."""
    year, month, day = (int(part) for part in value.split("-"))
    if day:
        return T("{date}", date=LongDate(date(year, month, day), weekday))
    if month:
        return T("{month}", month=Month(year, month))
    return literal(str(year)) if year else T("nicht bekannt")


def house_number(value: Mapping[str, str]) -> str:
    """As on an envelope: "17a 1/3"."""
    return f"{value['number']}{value['letter']} {value['part']}".strip()


def _record_word(form_field: ChoiceField | ChoicesField, value: str) -> str:
    option = next(option for option in form_field.options if option.value == value)
    return option.record or option.title
