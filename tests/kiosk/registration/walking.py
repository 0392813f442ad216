# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody who walks through the form of registration and answers by a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kiosk.assets import assets_dir
from kiosk.forms.engine import Engine
from kiosk.forms.fields import CheckboxField, DateField, FormField, HouseNumberField, PlaceField, SearchField
from kiosk.forms.models import Form, NoticePage, OutcomePage
from kiosk.forms.state import CHECK, FormState
from kiosk.forms.way import Place
from kiosk.text import Text

FORMS = assets_dir() / "services" / "forms"
Plan = Mapping[str, Any]

DEFAULTS: Plan = {
    "situation": "none",
    "other_homes": "none",
    "new_street": "Königstraße", "new_number": "17a", "new_place": "70173 Stuttgart",
    "prev_street": "Lange Straße", "prev_number": "4", "prev_place": "99998 Mühlhausen",
    "prev_state": "166", "prev_address_abroad": "Vulytsia Franka 1\nKyiv", "lived_in_germany": False,
    "dwelling": "rented", "landlord_name": "Wohnbau AG", "confirmation": "paper",
    "given_names": "Ionuț", "family_name": "Știrbei", "birth_date": "1986-03-04",
    "relation": "family", "same_move": True, "has_more_names": False, "birth_place": "Iași", "birth_state": "154",
    "sex": "m", "nationalities": ["154"], "marital_status": "LD", "religion": "oa",
    "id_type": "12", "id_serial": "AB123456", "id_authority": "Primăria Iași", "id_issued": "2020-01-01",
    "id_valid_until": "2030-01-01", "custody": "all", "assured": True, "instructed": True, "stays_three_months": True,
    "stays_six_months": True,
}  # fmt: skip
"""What somebody without any peculiarity answers."""


@dataclass(frozen=True)
class Walked:
    """How it went. ``asked`` are keys of fields in the order in which they were asked, each once."""

    end: str
    """``form``, ``explain``, ``person`` or ``stuck``."""
    page: str
    asked: tuple[str, ...]
    pages: tuple[str, ...]
    notices: tuple[str, ...]
    remarks: tuple[str, ...]
    troubles: tuple[str, ...]
    answers: Mapping[str, Any]
    state: FormState
    engine: Engine


@cache
def form(key: str = "wohnsitz") -> Form:
    """A form of the program, by key."""
    return Form.model_validate(
        _tuples(yaml.safe_load(Path(FORMS / f"{key}.yaml").read_text(encoding="utf-8")))
    )


def walk(
    plan: Plan,
    *others: Plan,
    today: date,
    preset: Mapping[str, str] | None = None,
    homes: Sequence[Plan] = (
        {
            "home_street": "Hauptstraße",
            "home_number": "1",
            "home_place": "10115 Berlin",
            "home_status": "main",
        },
    ),
    key: str = "wohnsitz",
) -> Walked:
    """Go on from page to page until the form ends. ``plan`` is the first person's and the form's, ``others`` further persons'."""
    engine = Engine(form(key), preset)
    state = engine.start(today)
    people: list[Plan] = [plan, *others]
    asked: list[str] = []
    pages: list[str] = []
    notices: list[str] = []
    remarks: list[str] = []
    for _ in range(300):
        place = engine.here(state, today)
        pages.append(place.step.page)
        if place.step.page == CHECK or isinstance(place.page, OutcomePage):
            remarks += [_sentence(remark.text) for remark in engine.remarks(state, today)]
            end = place.page.outcome if isinstance(place.page, OutcomePage) else "form"
            return _done(engine, state, today, end, asked, pages, notices, remarks)
        if isinstance(place.page, NoticePage):
            notices.append(place.step.page)
        if place.step.page == "persons" and len(state.items["persons"]) < len(people):
            state = engine.add_item(state, today)
            continue
        source = _source(place, people, homes)
        entered: list[str] = []
        while more := [one for one in engine.here(state, today).fields if one.key not in entered]:
            # an answer can bring the next field of the same page
            entered.append(more[0].key)
            state = _enter(engine, state, more[0], source)
        asked += entered
        remarks += [_sentence(remark.text) for remark in engine.remarks(state, today)]
        after = engine.next(state, today)
        if after == state:
            return _done(engine, state, today, "stuck", asked, pages, notices, remarks)
        state = after
    raise AssertionError("the form does not end")


def _source(place: Place, people: Sequence[Plan], homes: Sequence[Plan]) -> Plan:
    if place.group is None:
        origin = people[0].get("child_from", people[0].get("matter"))
        near = {"prev_place": "70174 Stuttgart"} if origin == "same-city" else {}
        return {**DEFAULTS, **near, **people[0]}
    rows = people if place.group.key == "persons" else homes
    return {**DEFAULTS, **rows[place.index]}


def _enter(engine: Engine, state: FormState, one: FormField, source: Plan) -> FormState:
    if one.key not in source:
        if one.optional or isinstance(one, CheckboxField):
            return state
        raise AssertionError(f"{one.key} is asked, but nobody planned for it")
    value = source[one.key]
    if value is None:
        return engine.enter(state, f"{one.key}.absent", "yes")
    match one:
        case DateField():
            for box, part in zip(("year", "month", "day"), value.split("-"), strict=True):
                if int(part):
                    state = engine.enter(state, f"{one.key}.{box}", part)
                else:
                    state = engine.enter(state, f"{one.key}.absent", "yes")
            return state
        case HouseNumberField():
            return engine.enter(state, f"{one.key}.number", value)
        case PlaceField():
            postcode, place = value.split(" ", 1)
            state = engine.enter(state, f"{one.key}.postcode", postcode)
            return engine.enter(state, f"{one.key}.place", place)
        case SearchField(many=True):
            return engine.enter(state, one.key, tuple(value))
        case _ if isinstance(value, bool):
            return engine.enter(state, one.key, "yes" if value else "no")
        case _:
            return engine.enter(state, one.key, value)


def _done(
    engine: Engine, state: FormState, today: date, end: str, asked: list[str], pages: list[str], notices: list[str],
    remarks: list[str],
) -> Walked:  # fmt: skip
    return Walked(
        end=end,
        page=engine.here(state, today).step.page,
        asked=tuple(dict.fromkeys(asked)),
        pages=tuple(pages),
        notices=tuple(dict.fromkeys(notices)),
        remarks=tuple(remarks),
        troubles=tuple(trouble.text.source for trouble in engine.troubles(state, today)),
        answers=engine.way(state, today).answers,
        state=state,
        engine=engine,
    )


def _sentence(text: Text) -> str:
    return text.plural if text.plural and text.count != 1 else text.source


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(one) for one in value)
    if isinstance(value, dict):
        return {key: _tuples(one) for key, one in value.items()}
    return value
