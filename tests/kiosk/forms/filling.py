# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filling in a page the way a visitor would: valid entries for every kind of field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from kiosk.codelists import code_list
from kiosk.forms.engine import Engine
from kiosk.forms.fields import (
    CheckboxField,
    ChoiceField,
    ChoicesField,
    DateField,
    DigitsField,
    EmailField,
    FormField,
    HouseNumberField,
    PhoneField,
    PlaceField,
    SearchField,
    SerialField,
    TextField,
    YesNoField,
)
from kiosk.forms.parse import Entry, values_of
from kiosk.forms.state import FormState
from kiosk.forms.way import Place

Draw = Callable[[st.SearchStrategy[object]], object]

NAMES = (
    "Zoë Marie", "Großmüller", "O’Connor", "İlkay", "Ionuț", "Nguyễn Thị", "K\u035fhan", "C\u0300ar", "von der Heide-Łoś",
    "Zoe\u0308",
)  # fmt: skip
"""Names that are right, one of them in decomposed letters."""


def entries_for(field: FormField, draw: Draw, hidden: frozenset[tuple[str, str]]) -> dict[str, Entry]:
    """Entries for all boxes of a field; optional fields are sometimes left out."""
    key = field.key
    if field.optional and draw(st.booleans()):
        return {}
    match field:
        case TextField():
            if field.absent is not None and draw(st.booleans()):
                return {f"{key}.absent": "yes"}
            return {key: str(draw(st.sampled_from(NAMES)))}
        case DigitsField():
            return {key: "7" * field.max}
        case SerialField():
            return {key: "l01x 00t47"}
        case EmailField():
            return {key: "zoe@example.org"}
        case PhoneField():
            return {key: "0711 216-0"}
        case DateField():
            if field.partial and draw(st.booleans()):
                return {f"{key}.absent": "yes", f"{key}.year": "1961"}
            day = draw(st.dates(date(1961, 1, 1), date(2026, 11, 23)))
            assert isinstance(day, date)
            return {f"{key}.day": str(day.day), f"{key}.month": str(day.month), f"{key}.year": str(day.year)}
        case ChoiceField():
            return {key: str(draw(st.sampled_from([v for v in values_of(field) if (key, v) not in hidden])))}
        case ChoicesField():
            usable = [v for v in values_of(field) if (key, v) not in hidden]
            chosen = draw(st.lists(st.sampled_from(usable), min_size=1, unique=True))
            assert isinstance(chosen, list)
            return {key: tuple(chosen)}
        case YesNoField():
            return {key: str(draw(st.sampled_from(["yes", "no"])))}
        case SearchField():
            keys = [entry.key for entry in code_list(field.list).offered]
            count = min(field.max, 3) if field.many else 1
            chosen = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=count, unique=True))
            assert isinstance(chosen, list)
            return {key: tuple(chosen) if field.many else chosen[0]}
        case CheckboxField():
            return {key: "yes"} if field.required or draw(st.booleans()) else {}
        case HouseNumberField():
            return {f"{key}.number": "17", f"{key}.letter": str(draw(st.sampled_from(["", "a"])))}
        case PlaceField():
            return {f"{key}.postcode": "70178", f"{key}.place": "Stuttgart"}


def fill(engine: Engine, state: FormState, place: Place, draw: Draw) -> FormState:
    """The page filled in; fields that appear with an answer of the same page are filled too."""
    filled: set[str] = set()
    while True:
        waiting = [field for field in place.fields if field.key not in filled]
        if not waiting:
            return state
        field = waiting[0]
        filled.add(field.key)
        for box, entry in entries_for(field, draw, place.hidden_options).items():
            state = engine.enter(state, box, entry)
        again = engine.way(state, date(2026, 11, 24)).place(place.step)
        assert again is not None
        place = again
