# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A visitor who fills in a form by what is on the screen: types into boxes, touches cards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kiosk.visit.events import Tapped, Typed
from kiosk.visit.form_screens import CheckScreen, FieldKind, FormScreen, GroupScreen, ScreenField
from kiosk.visit.screens import ListScreen, Screen
from tests.helpers import World

Answers = Mapping[str, object]
"""Field → text, date, value, list of values or keys; a dict for fields with several boxes."""

WITHIN_CITY: Answers = {
    "situation": "none",
    "matter": "same-city",
    "other_homes": "none",
    "move_in": date(2026, 11, 15),
    "new_street": "Hauptstätter Straße",
    "new_number": {"number": "58"},
    "new_place": {"postcode": "70178", "place": "Stuttgart"},
    "prev_street": "Ritterstraße",
    "prev_number": {"number": "7"},
    "prev_place": {"postcode": "70173", "place": "Stuttgart"},
    "dwelling": "rented",
    "landlord_name": "Wohnbau GmbH & Co. KG",
    "confirmation": "paper",
    "given_names": "Zoë Marie",
    "family_name": "Großmüller",
    "birth_date": date(1986, 3, 4),
}


def open_form(world: World, service: str = "wohnsitz-anmelden", topic: str = "wohnsitz") -> Screen:
    """From the start page to the first page of the form."""
    world.tap("walk-in")
    while isinstance(world.screen, ListScreen) and f"topic:{topic}" not in _rows(world.screen):
        world.tap("more")
    world.tap(f"topic:{topic}")
    if isinstance(world.screen, ListScreen):
        world.tap(f"service:{service}")
    return world.tap("prepare")


def type_into(world: World, box: str, text: str, *, by_letters: bool = False) -> Screen:
    """Type a text; by letters as somebody with a keyboard does."""
    serial = world.screen.serial
    for length in range(1 if by_letters else len(text), len(text) + 1):
        world.handle(Typed(serial, box, text[:length]))
    return world.screen


def touch(world: World, action: str) -> Screen:
    """Touch a control of a form page that is on the screen."""
    screen = world.screen
    assert action in controls(screen), f"{action} is not on {screen.kind}: {sorted(controls(screen))}"
    return world.handle(Tapped(screen.serial, action))


def controls(screen: Screen) -> set[str]:
    """Every action of a form screen."""
    found = {action.id for action in getattr(screen, "actions", ())}
    for field in getattr(screen, "fields", ()):
        found |= {option.action for option in (*field.options, *field.taken)}
        found |= {shortcut.id for shortcut in field.shortcuts}
        if field.absent is not None:
            found.add(field.absent.action)
    for item in getattr(screen, "items", ()):
        found |= {item.change.id} | ({item.remove.id} if item.remove else set())
    found |= {card.change.id for card in getattr(screen, "cards", ())}
    return found


def fill_page(world: World, answers: Answers) -> None:
    """Answer every field of the page, those too that appear with an answer."""
    done: set[str] = set()
    while True:
        screen = world.screen
        assert isinstance(screen, FormScreen)
        field = next((one for one in screen.fields if one.key not in done), None)
        if field is None:
            return
        done.add(field.key)
        if field.key in answers:
            _answer(world, field, answers[field.key])
        elif not field.optional and field.kind is not FieldKind.CHECKBOX:
            raise AssertionError(f"{screen.name} asks for {field.key}")
        elif field.kind is FieldKind.CHECKBOX and field.key in ("assured", "instructed"):
            touch(world, field.options[0].action)


def fill_until_check(world: World, answers: Answers) -> list[str]:
    """Page after page until the answers are shown (or the form ends); the names of the pages."""
    pages: list[str] = []
    while isinstance(world.screen, FormScreen | GroupScreen):
        pages.append(world.screen.name)
        assert len(pages) < 200, "no end"
        if isinstance(world.screen, FormScreen):
            fill_page(world, answers)
        before = world.screen.serial
        touch(world, "next")
        assert world.screen.serial != before, getattr(world.screen, "errors", ())
    return pages


def check(world: World) -> CheckScreen:
    """The page to check, which must be on the screen."""
    screen = world.screen
    assert isinstance(screen, CheckScreen), screen
    return screen


def _answer(world: World, field: ScreenField, value: object) -> None:
    match value:
        case date():
            for part in ("day", "month", "year"):
                type_into(world, f"{field.key}.{part}", str(getattr(value, part)))
        case dict():
            for part, text in value.items():
                type_into(world, f"{field.key}.{part}", text)
        case list():
            for one in value:
                if field.kind is FieldKind.SEARCH:
                    _search(world, field.key, one)
                else:
                    touch(world, f"choose:{field.key}:{one}")
        case str() if field.kind is FieldKind.TEXT:
            type_into(world, field.key, value)
        case str() if field.kind is FieldKind.SEARCH:
            _search(world, field.key, value)
        case _:
            touch(world, f"choose:{field.key}:{value}")


def _search(world: World, key: str, query: str) -> None:
    """Type what people call it and take the first match."""
    screen = type_into(world, f"{key}.query", query)
    assert isinstance(screen, FormScreen)
    field = next(one for one in screen.fields if one.key == key)
    touch(world, field.options[0].action)


def _rows(screen: ListScreen) -> set[str]:
    return {row.id for row in screen.rows}
