# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody prepares a registration at the terminal and leaves with a number and a code."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.languages import shipped
from kiosk.store.database import StoreError
from kiosk.visit.events import Tapped, Typed
from kiosk.visit.form_screens import CheckScreen, FormScreen, GroupScreen
from kiosk.visit.screens import AnswerScreen, Overlay, ServiceScreen, StartScreen, TicketScreen
from kiosk.wire.models import Lock
from kiosk.wire.record import Record
from tests.helpers import MONDAY, World, actions_of, answer
from tests.journeys.filling import (
    WITHIN_CITY,
    check,
    controls,
    fill_page,
    fill_until_check,
    open_form,
    touch,
    type_into,
)
from tests.kiosk.handover.preparing import OfficeKeys

GERMAN = shipped().source


@pytest.fixture
def keys(world: World) -> OfficeKeys:
    keys = OfficeKeys()
    keys.publish(world)
    return keys


def record_of(world: World, keys: OfficeKeys) -> Record:
    body = next(body for resource, body in world.waiting_rows() if resource == "handovers")
    return keys.open(body).record


def go_to(world: World, page: str) -> FormScreen:
    """Fill in pages until this one is open."""
    while not (isinstance(world.screen, FormScreen) and world.screen.name == page):
        if isinstance(world.screen, FormScreen):
            fill_page(world, WITHIN_CITY)
        touch(world, "next")
    return world.screen


def values(screen: CheckScreen) -> dict[str, str]:
    return {GERMAN.plain(row.label): GERMAN.plain(row.value) for card in screen.cards for row in card.rows}


def test_a_move_within_the_city_ends_with_a_number_a_code_and_a_record(
    world: World, keys: OfficeKeys
) -> None:
    open_form(world)
    fill_until_check(world, WITHIN_CITY)
    shown = values(check(world))
    assert "Zoë Marie" in shown.values()
    assert "4. März 1986" in shown.values()
    ticket = touch(world, "submit")
    assert isinstance(ticket, TicketScreen)
    assert ticket.number == "B 001"
    assert ticket.has_code
    record = record_of(world, keys)
    rows = {row.field: row for section in record.sections for row in section.rows}
    assert rows["family_name"].value == "Großmüller"
    assert rows["family_name"].dsmeld == ("0101a",)
    assert rows["new_number_number"].value == "58"
    assert record.case == "umzug-in-der-stadt"
    assert record.ticket_number == "B 001"
    assert world.tickets() == ["B 001"]


def test_nothing_of_the_form_is_left_after_the_number_was_given(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    fill_until_check(world, WITHIN_CITY)
    touch(world, "submit")
    assert "Großmüller" not in _everything_of(world.visit)
    assert all("Großmüller" not in body for _, body in world.waiting_rows())


@pytest.mark.parametrize("how", ["end", "idle"])
def test_nothing_of_the_form_is_left_when_the_visit_ends(world: World, keys: OfficeKeys, how: str) -> None:
    open_form(world)
    go_to(world, "name")
    type_into(world, "family_name", "Großmüller")
    assert "Großmüller" in _everything_of(world.visit), "or this test could not fail"
    if how == "end":
        world.tap("end")
    else:
        world.let_pass(world.times.idle + world.times.idle_answer + 2)
    assert isinstance(world.screen, StartScreen)
    assert "Großmüller" not in _everything_of(world.visit)


def test_no_screen_and_no_event_shows_a_name_in_its_repr(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    go_to(world, "name")
    type_into(world, "family_name", "Zwetschgenknödelová7")
    touch(world, "next")
    assert "Zwetschgen" not in repr(world.screen)
    type_into(world, "family_name", "Zwetschgenknödelová")
    fill_until_check(world, {**WITHIN_CITY, "family_name": "Zwetschgenknödelová"})
    assert "Zwetschgen" not in repr(world.screen)
    assert "Zwetschgen" not in repr(Typed(1, "family_name", "Zwetschgenknödelová"))


def test_typing_does_not_turn_the_page_and_changes_only_the_texts(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    before = go_to(world, "name")
    after = type_into(world, "given_names", "Zoë", by_letters=True)
    assert isinstance(after, FormScreen)
    assert after.texts["given_names"] == "Zoë"
    assert (after.serial, after.revision) == (before.serial, before.revision)
    assert after.fields == before.fields
    assert after.errors == before.errors


def test_a_letter_that_cannot_be_is_said_at_once_and_goes_away_with_it(
    world: World, keys: OfficeKeys
) -> None:
    open_form(world)
    go_to(world, "name")
    wrong = type_into(world, "family_name", "Großmüller7")
    assert isinstance(wrong, FormScreen)
    said = next(field.error for field in wrong.fields if field.key == "family_name")
    assert "keine Ziffern" in GERMAN.plain(said)
    assert not wrong.errors
    right = type_into(world, "family_name", "Großmüller")
    assert isinstance(right, FormScreen)
    assert not any(field.error for field in right.fields)


def test_going_on_with_nothing_says_what_is_missing_at_the_top_and_at_the_field(
    world: World, keys: OfficeKeys
) -> None:
    open_form(world)
    go_to(world, "name")
    screen = touch(world, "next")
    assert isinstance(screen, FormScreen)
    assert [error.target for error in screen.errors] == ["given_names", "family_name"]
    assert screen.focus == "given_names"
    for field, error in zip(screen.fields, screen.errors, strict=True):
        assert field.error == error.text


def test_a_change_comes_back_to_the_page_to_check(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    fill_until_check(world, WITHIN_CITY)
    card = next(card for card in check(world).cards if "Zoë" in GERMAN.plain(card.title))
    touch(world, card.change.id)
    go_to(world, "name")
    type_into(world, "given_names", "Chloé")
    fill_until_check(world, {**WITHIN_CITY, "given_names": "Chloé"})
    assert "Chloé" in values(check(world)).values()
    assert "Großmüller" in values(check(world)).values()


def test_a_changed_branch_asks_what_is_new_and_hands_over_nothing_of_the_old_one(
    world: World, keys: OfficeKeys
) -> None:
    open_form(world)
    fill_until_check(world, WITHIN_CITY)
    cards = {GERMAN.plain(card.title): card for card in check(world).cards}
    touch(world, cards["Wohnung"].change.id)
    pages = fill_until_check(world, {**WITHIN_CITY, "dwelling": "owned"})
    assert "bestaetigung" not in pages
    touch(world, "submit")
    fields = {row.field for section in record_of(world, keys).sections for row in section.rows}
    assert not {"landlord_name", "confirmation"} & fields


def test_back_leads_through_all_pages_and_out_and_the_form_is_still_there(
    world: World, keys: OfficeKeys
) -> None:
    open_form(world)
    fill_until_check(world, WITHIN_CITY)
    before = values(check(world))
    for _ in range(60):
        if isinstance(world.screen, ServiceScreen):
            break
        world.tap("back")
    assert isinstance(world.screen, ServiceScreen)
    world.tap("prepare")
    while not isinstance(world.screen, CheckScreen):
        touch(world, "next")
    assert values(check(world)) == before


def test_help_and_the_idle_question_take_nothing_away(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    go_to(world, "name")
    type_into(world, "family_name", "Großmüller")
    world.tap("help")
    assert world.screen.frame.overlay is Overlay.HELP
    world.tap("help-continue")
    world.let_pass(world.times.help_holds + 1)
    assert world.screen.frame.overlay is Overlay.IDLE
    screen = type_into(world, "family_name", "Großmüllers")
    assert isinstance(screen, FormScreen)
    assert screen.frame.overlay is Overlay.NONE
    assert screen.texts["family_name"] == "Großmüllers"


def test_another_language_keeps_page_and_texts(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    go_to(world, "name")
    type_into(world, "family_name", "Großmüller")
    serial = world.screen.serial
    screen = world.choose_language("en")
    assert isinstance(screen, FormScreen)
    assert (screen.serial, screen.texts["family_name"]) == (serial, "Großmüller")


def test_a_person_can_be_added_changed_and_taken_away_again(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    fill_until_check_or_group(world)
    touch(world, "add")
    child = {**WITHIN_CITY, "relation": "child", "same_move": "yes", "given_names": "Noé", "custody": "all"}
    while not isinstance(world.screen, GroupScreen):
        fill_page(world, child)
        touch(world, "next")
    titles = [GERMAN.plain(item.title) for item in world.screen.items]
    assert titles == ["Zoë Marie Großmüller", "Noé Großmüller"]
    remove = world.screen.items[1].remove
    assert remove is not None
    asked = touch(world, remove.id)
    assert isinstance(asked, AnswerScreen)
    touch(world, "keep")
    assert isinstance(world.screen, GroupScreen)
    assert len(world.screen.items) == 2
    touch(world, remove.id)
    touch(world, next(action for action in controls(world.screen) if action.startswith("remove-now")))
    assert isinstance(world.screen, GroupScreen)
    assert [GERMAN.plain(item.title) for item in world.screen.items] == ["Zoë Marie Großmüller"]
    assert world.screen.items[0].remove is None


def test_somebody_who_does_not_fit_can_be_taken_off_the_form(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    fill_until_check_or_group(world)
    touch(world, "add")
    fill_page(world, {"relation": "none"})
    screen = touch(world, "next")
    assert isinstance(screen, FormScreen)
    assert screen.errors
    removal = next(action for action in screen.actions if action.id.startswith("remove-now"))
    touch(world, removal.id)
    assert isinstance(world.screen, GroupScreen)
    assert len(world.screen.items) == 1
    fill_until_check(world, WITHIN_CITY)
    ticket = touch(world, "submit")
    assert isinstance(ticket, TicketScreen)
    assert "Großmüller" not in _everything_of(world.visit)
    second = world.tap("another-form")
    assert isinstance(second, FormScreen)
    assert not any(second.texts.values())
    fill_until_check(world, {**WITHIN_CITY, "family_name": "Nguyễn"})
    touch(world, "submit")
    assert world.tickets() == ["B 001", "B 002"]


def test_a_case_for_a_person_ends_with_help_and_a_number_without_a_form(
    world: World, keys: OfficeKeys
) -> None:
    open_form(world)
    while not isinstance(world.screen, AnswerScreen):
        fill_page(world, {"situation": "protection"})
        touch(world, "next")
    assert answer(world.screen) == "form-person"
    ticket = world.tap("draw")
    assert isinstance(ticket, TicketScreen)
    assert not ticket.has_code
    assert [resource for resource, _ in world.waiting_rows()] == ["tickets"]


def test_without_a_key_of_the_office_only_the_number_is_offered(world: World) -> None:
    world.tap("walk-in")
    world.tap("topic:wohnsitz")
    world.tap("service:wohnsitz-anmelden")
    assert actions_of(world.screen) == {"draw"}


def test_a_closed_office_says_so_before_anybody_types(world: World, keys: OfficeKeys) -> None:
    world.tap("walk-in")
    world.tap("topic:wohnsitz")
    world.tap("service:wohnsitz-anmelden")
    world.clock.set_wall(MONDAY.replace(hour=19))
    assert answer(world.tap("prepare")) == "closed"


def test_who_began_before_closing_time_gets_the_number(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    fill_until_check(world, WITHIN_CITY)
    world.clock.set_wall(MONDAY.replace(hour=18, minute=1))
    assert isinstance(touch(world, "submit"), TicketScreen)


def test_a_lock_lets_whoever_fills_in_a_form_finish(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    fill_until_check(world, WITHIN_CITY)
    world.configure(lock=Lock(locked=True))
    world.office.refresh()
    assert isinstance(touch(world, "submit"), TicketScreen)


def test_when_nothing_can_be_kept_the_form_is_still_there(
    world: World, keys: OfficeKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_form(world)
    fill_until_check(world, WITHIN_CITY)

    def full(*_: object, **__: object) -> None:
        raise StoreError("disk-full")

    with monkeypatch.context() as broken:
        broken.setattr(world.desk, "issue", full)
        assert answer(touch(world, "submit")) == "trouble"
    world.tap("back")
    check(world)
    assert isinstance(touch(world, "submit"), TicketScreen)


def test_two_taps_on_submit_give_one_number_and_one_hand_over(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    fill_until_check(world, WITHIN_CITY)
    tap = Tapped(world.screen.serial, "submit")
    world.handle(tap)
    world.handle(tap)
    assert world.tickets() == ["B 001"]
    assert [resource for resource, _ in world.waiting_rows()].count("handovers") == 1


def test_a_code_held_to_the_scanner_does_not_throw_the_form_away(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    screen = go_to(world, "name")
    world.scan("nonsense")
    assert world.screen.serial == screen.serial


def test_a_postcode_with_one_place_fills_it_in_and_never_over_what_was_typed(
    world: World, keys: OfficeKeys
) -> None:
    open_form(world)
    go_to(world, "neue-anschrift")
    type_into(world, "new_place.place", "")
    screen = type_into(world, "new_place.postcode", "70178", by_letters=True)
    assert isinstance(screen, FormScreen)
    assert screen.texts["new_place.place"] == "Stuttgart"
    revision = screen.revision
    type_into(world, "new_place.place", "Musterdorf")
    screen = type_into(world, "new_place.postcode", "70173")
    assert isinstance(screen, FormScreen)
    assert screen.texts["new_place.place"] == "Musterdorf"
    assert screen.revision == revision


def test_a_shortcut_fills_the_date_and_reads_it_back(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    go_to(world, "move-in")
    screen = touch(world, "shortcut:move_in:2026-11-22")
    assert isinstance(screen, FormScreen)
    assert screen.texts["move_in.day"] == "22"
    assert GERMAN.plain(screen.fields[0].readback) == "Sonntag, 22. November 2026"


def test_events_with_unknown_boxes_and_actions_change_nothing(world: World, keys: OfficeKeys) -> None:
    open_form(world)
    before = go_to(world, "name")
    serial = before.serial
    for event in (
        Typed(serial, "situation", "assigned"),
        Typed(serial, "nothing", "x"),
        Typed(serial, "family_name.absent", "yes"),
        Typed(serial - 1, "family_name", "late"),
        Tapped(serial, "choose:situation:assigned"),
        Tapped(serial, "change:wohnung:0"),
        Tapped(serial, "remove:99"),
        Tapped(serial, "remove-now:1"),
        Tapped(serial, "shortcut:move_in:yesterday"),
        Tapped(serial, "submit"),
        Tapped(serial, "draw"),
        Tapped(serial, "add"),
    ):
        world.handle(event)
        after = world.screen
        assert isinstance(after, FormScreen)
        assert after.name == "name"
        assert after.texts == before.texts


def fill_until_check_or_group(world: World) -> None:
    while not isinstance(world.screen, GroupScreen):
        fill_page(world, WITHIN_CITY)
        touch(world, "next")


def _everything_of(thing: Any, seen: set[int] | None = None) -> str:
    """All strings that can be reached from an object, whatever its repr hides."""
    seen = set() if seen is None else seen
    if id(thing) in seen:
        return ""
    seen.add(id(thing))
    if isinstance(thing, str):
        return thing
    parts: list[Any] = []
    if isinstance(thing, dict):
        parts = [*thing.keys(), *thing.values()]
    elif isinstance(thing, list | tuple | set | frozenset):
        parts = list(thing)
    elif type(thing).__module__.startswith("kiosk."):
        parts = [getattr(thing, name) for name in _slots(type(thing)) if hasattr(thing, name)]
        parts += list(getattr(thing, "__dict__", {}).values())
    return "\n".join(_everything_of(part, seen) for part in parts)


def _slots(kind: type) -> set[str]:
    return {name for base in kind.__mro__ for name in getattr(base, "__slots__", ())}


def test_a_rule_that_fails_at_the_end_costs_a_paper_and_not_the_number(
    world: World, keys: OfficeKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    open_form(world)
    fill_until_check(world, WITHIN_CITY)
    monkeypatch.setattr("kiosk.registration.rules.RegistrationRules.papers", fails)
    ticket = touch(world, "submit")
    assert isinstance(ticket, TicketScreen)
    assert record_of(world, keys).ticket_number == "B 001"
