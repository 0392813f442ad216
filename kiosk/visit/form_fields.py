# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fields of a form page as a visitor sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kiosk.codelists import Entry, code_list, is_plz, places, search
from kiosk.forms.engine import Trouble
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
from kiosk.forms.parse import EMAIL_LETTERS, NO, PLACE_LETTERS, YES, Given
from kiosk.forms.shown import date_in_words, entry_title, literal
from kiosk.forms.state import FormState
from kiosk.forms.way import Place
from kiosk.text import NOTHING, LongDate, T, Text
from kiosk.visit.form_screens import FieldKind, FormInput, FormOption, Pad, ScreenField
from kiosk.visit.screens import Action

MATCHES = 6
"""More matches than this nobody reads; who types on gets fewer."""

PHONE_SIGNS = 30
HOUSE_SIGNS = (9, 2, 5)


@dataclass(frozen=True, slots=True)
class PageFields:
    """What the fields of the current page show. ``live`` are sentences about a letter that was just typed, by box."""

    place: Place
    state: FormState = field(repr=False)
    today: date
    troubles: tuple[Trouble, ...] = field(default=(), repr=False)
    live: Mapping[str, Text] = field(default_factory=dict, repr=False)

    def fields(self) -> tuple[ScreenField, ...]:
        """All fields in order."""
        return tuple(self._field(one) for one in self.place.fields)

    def target(self, box: str) -> str:
        """Where the focus goes for something that is wrong: an input, or a field that has none."""
        one = next((one for one in self.place.fields if one.key == box), None)
        boxes = _boxes(one) if one is not None else ()
        return boxes[0][0] if boxes else box

    def texts(self) -> dict[str, str]:
        """What is in the boxes."""
        return {
            box.id: self.state.text(box.id, self.place.step.item)
            for one in self.fields()
            for box in one.inputs
        }

    def _field(self, one: FormField) -> ScreenField:
        alone = len(self.place.fields) == 1
        kind = _kind(one)
        inputs = self._inputs(one)
        ids = {box.id for box in inputs} | {one.key}
        error = next((trouble.text for trouble in self.troubles if trouble.box in ids), NOTHING)
        if not error:
            error = next((text for box, text in self.live.items() if box in ids), NOTHING)
        return ScreenField(
            key=one.key,
            kind=kind,
            label=Text(one.label),
            legend=not alone or kind is FieldKind.TEXT,
            hint=Text(one.hint or ""),
            optional=one.optional and not isinstance(one, CheckboxField),
            error=error,
            inputs=inputs,
            options=self._options(one),
            taken=self._taken(one),
            shortcuts=self._shortcuts(one),
            readback=self._readback(one),
            absent=self._absent(one),
        )

    def _text(self, box: str) -> str:
        return self.state.text(box, self.place.step.item)

    def _chosen(self, box: str) -> tuple[str, ...]:
        return self.state.chosen(box, self.place.step.item)

    def _inputs(self, one: FormField) -> tuple[FormInput, ...]:
        wrong = {trouble.box for trouble in self.troubles} | self.live.keys()
        return tuple(
            FormInput(
                id=id,
                label=label,
                pad=pad,
                max=most,
                size=size,
                lines=lines,
                # rules name the field and not its boxes: then the first one is marked
                error=id in wrong or (position == 0 and one.key in wrong),
            )
            for position, (id, label, pad, most, size, lines) in enumerate(_boxes(one))
        )

    def _options(self, one: FormField) -> tuple[FormOption, ...]:
        key = one.key
        match one:
            case ChoiceField() | ChoicesField():
                chosen = self._chosen(key)
                return tuple(
                    FormOption(f"choose:{key}:{value}", title, hint, icon, value in chosen)
                    for value, title, hint, icon in _cards(one)
                    if (key, value) not in self.place.hidden_options
                )
            case YesNoField():
                chosen = self._chosen(key)
                return (
                    FormOption(
                        f"choose:{key}:{YES}", Text(one.yes), Text(one.yes_hint or ""), "", YES in chosen
                    ),
                    FormOption(f"choose:{key}:{NO}", Text(one.no), Text(one.no_hint or ""), "", NO in chosen),
                )
            case CheckboxField():
                on = self._text(key) == YES
                return (FormOption(f"choose:{key}:{YES}", Text(one.label), selected=on),)
            case SearchField():
                taken = self._chosen(key)
                if not one.many and taken:
                    return ()
                return tuple(
                    FormOption(f"take:{key}:{entry.key}", entry_title(entry), _second_line(entry))
                    for entry in self._matches(one)
                    if entry.key not in taken
                )
            case PlaceField():
                names = place_names(self._text(f"{key}.postcode"))
                if len(names) < 2:
                    return ()
                now = self._text(f"{key}.place")
                return tuple(
                    FormOption(f"take:{key}:{name}", literal(name), selected=name == now) for name in names
                )
            case _:
                return ()

    def _matches(self, one: SearchField) -> Iterable[Entry]:
        query = self._text(f"{one.key}.query").strip()
        if not query:
            known = code_list(one.list).by_key
            return [known[key] for key in one.frequent][:MATCHES]
        return search(one.list, query, limit=MATCHES)

    def _taken(self, one: FormField) -> tuple[FormOption, ...]:
        if not isinstance(one, SearchField):
            return ()
        known = code_list(one.list).by_key
        return tuple(
            FormOption(f"drop:{one.key}:{key}", entry_title(known[key]), selected=True)
            for key in self._chosen(one.key)
            if key in known
        )

    def _shortcuts(self, one: FormField) -> tuple[Action, ...]:
        if not isinstance(one, DateField) or not one.shortcuts:
            return ()
        first = self.today.replace(day=1)
        yesterday = self.today - timedelta(days=1)
        days = {self.today: T("Heute"), yesterday: T("Gestern")}
        days.setdefault(first, T("{date}", date=LongDate(first)))
        return tuple(Action(f"shortcut:{one.key}:{day}", label) for day, label in days.items())

    def _readback(self, one: FormField) -> Text:
        parsed = self.place.parsed.get(one.key)
        if not isinstance(one, DateField) or not isinstance(parsed, Given) or parsed.value == "0000-00-00":
            return NOTHING
        return date_in_words(parsed.value, weekday=not one.partial)

    def _absent(self, one: FormField) -> FormOption | None:
        on = self._text(f"{one.key}.absent") == YES
        match one:
            case TextField(absent=str() as label):
                return FormOption(f"absent:{one.key}", Text(label), selected=on)
            case DateField(partial=True):
                return FormOption(f"absent:{one.key}", T("Das genaue Datum ist nicht bekannt"), selected=on)
            case _:
                return None


def place_names(postcode: str) -> tuple[str, ...]:
    """The places of a postcode, empty as long as it is none."""
    postcode = postcode.strip()
    return places(postcode)[:MATCHES] if is_plz(postcode) else ()


def letters_of(one: FormField, box: str) -> Letters | None:
    """Which letters may be typed into a box, where somebody can be told at once."""
    match one:
        case TextField():
            return one.letters if box == one.key else None
        case PlaceField() if box == f"{one.key}.place":
            return Letters.B
        case _:
            return None


def _kind(one: FormField) -> FieldKind:
    match one:
        case DateField():
            return FieldKind.DATE
        case ChoiceField() | YesNoField():
            return FieldKind.CHOICE
        case ChoicesField():
            return FieldKind.CHOICES
        case SearchField():
            return FieldKind.SEARCH
        case CheckboxField():
            return FieldKind.CHECKBOX
        case _:
            return FieldKind.TEXT


_Box = tuple[str, Text, Pad, int, int, int]


def _boxes(one: FormField) -> tuple[_Box, ...]:
    key = one.key
    match one:
        case TextField():
            pad = Pad.NAME if one.letters in (Letters.A, Letters.B, Letters.D) else Pad.TEXT
            return ((key, NOTHING, pad, one.max, min(one.max, 40), one.lines),)
        case DigitsField():
            return ((key, NOTHING, Pad.DIGITS, one.max, one.max, 1),)
        case SerialField():
            return ((key, NOTHING, Pad.SERIAL, one.max, one.max, 1),)
        case EmailField():
            return ((key, NOTHING, Pad.EMAIL, EMAIL_LETTERS, 40, 1),)
        case PhoneField():
            return ((key, NOTHING, Pad.PHONE, PHONE_SIGNS, 24, 1),)
        case DateField():
            return (
                (f"{key}.day", T("Tag"), Pad.DIGITS, 2, 2, 1),
                (f"{key}.month", T("Monat"), Pad.DIGITS, 2, 2, 1),
                (f"{key}.year", T("Jahr"), Pad.DIGITS, 4, 4, 1),
            )
        case SearchField():
            return ((f"{key}.query", T("Suchen"), Pad.TEXT, 60, 40, 1),)
        case HouseNumberField():
            number, letter, part = HOUSE_SIGNS
            return (
                (f"{key}.number", T("Nummer"), Pad.DIGITS, number, 4, 1),
                (f"{key}.letter", T("Buchstabe"), Pad.TEXT, letter, 2, 1),
                (f"{key}.part", T("Zusatz"), Pad.TEXT, part, 5, 1),
            )
        case PlaceField():
            return (
                (f"{key}.postcode", T("Postleitzahl"), Pad.DIGITS, 5, 5, 1),
                (f"{key}.place", T("Ort"), Pad.NAME, PLACE_LETTERS, 30, 1),
            )
        case _:
            return ()


def _cards(one: ChoiceField | ChoicesField) -> Iterable[tuple[str, Text, Text, str]]:
    if one.list is not None:
        for entry in code_list(one.list).offered:
            yield entry.key, entry_title(entry), Text(entry.hint), ""
    for option in one.options:
        yield option.value, Text(option.title), Text(option.hint or ""), option.icon or ""


def _second_line(entry: Entry) -> Text:
    return literal(entry.name) if not entry.hint else literal(f"{entry.name} · {entry.hint}")
