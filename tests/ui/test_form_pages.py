# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Form pages answer to fingers, keys and screen readers, and keep what is being typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from kiosk.text import NOTHING, T
from kiosk.visit.events import Tapped, Typed
from kiosk.visit.form_screens import FieldKind, FormInput, FormOption, Pad, ScreenField
from kiosk.visit.screens import Overlay
from tests.ui.driver import Driver, middle, rect
from tests.ui.form_samples import (
    FORM_SAMPLES,
    address,
    check,
    choice,
    group,
    legal,
    move_in,
    name_page,
    name_page_with_errors,
    names_with_errors_and_more,
    nationalities,
)
from tests.ui.samples import SETTINGS


def show(driver: Driver, screen: object) -> None:
    """From another page, so that the page comes up new."""
    driver.show(FORM_SAMPLES["form-phone"])
    driver.show(screen)  # type: ignore[arg-type]
    driver.events.clear()


def words(driver: Driver) -> set[str]:
    driver.window.grab()
    return {
        str(text.property("text")).replace("\u00a0", " ").replace("&nbsp;", " ") for text in driver.texts()
    }


def current(driver: Driver) -> str:
    return next((name for name, box in driver.boxes().items() if box.property("current")), "")


def test_a_card_sends_its_own_action_and_keeps_its_place(driver: Driver) -> None:
    show(driver, choice(4))
    before = driver.control("Aus dem Ausland")
    driver.touch("Aus dem Ausland")
    assert driver.choices == [Tapped(44, "choose:from:2")]
    screen = choice(4)
    field = screen.fields[0]
    options = tuple(replace(one, selected=number == 2) for number, one in enumerate(field.options))
    driver.show(replace(screen, fields=(replace(field, options=options),)))
    after = driver.control("Aus dem Ausland")
    assert after is before
    assert QAccessible.queryAccessibleInterface(after).state().checked


def test_a_ticked_sentence_is_a_checkbox_and_one_of_several_a_radio_button(driver: Driver) -> None:
    show(driver, legal())
    tick = QAccessible.queryAccessibleInterface(driver.control("Meine Daten sollen nicht an Parteien gehen."))
    assert tick.role() == QAccessible.Role.CheckBox
    assert tick.state().checked
    show(driver, choice(4))
    card = QAccessible.queryAccessibleInterface(driver.control("Aus Stuttgart"))
    assert card.role() == QAccessible.Role.RadioButton
    assert not card.state().checked


def test_typing_rebuilds_no_box_whatever_else_changes(driver: Driver) -> None:
    screen = nationalities()
    show(driver, screen)
    box = driver.boxes()["Suchen"]
    driver.write("Tu")
    field = screen.fields[0]
    fewer = replace(field, options=field.options[:1], error=T("Bitte wählen Sie."))
    driver.show(replace(screen, fields=(fewer,), texts={"nationalities.query": "Tu"}))
    assert driver.boxes()["Suchen"] is box
    assert box.property("text") == "Tu"
    driver.write("v")
    assert driver.choices[-1] == Typed(45, "nationalities.query", "Tuv")


def test_what_the_program_puts_into_a_box_is_shown_and_not_sent_back(driver: Driver) -> None:
    screen = address()
    show(driver, screen)
    driver.show(replace(screen, texts={**screen.texts, "place.place": "Stuttgart"}, revision=1))
    assert driver.choices == []
    driver.clock += 1
    driver.touch("Weiter")
    driver.window.grab()
    assert driver.boxes()["Ort, Ort"].property("text") == "Stuttgart"


def test_the_boxes_of_a_new_page_are_empty(driver: Driver) -> None:
    show(driver, name_page())
    driver.write("Geheim")
    driver.show(name_page(serial=70))
    assert driver.boxes()["Alle Vornamen"].property("text") == ""


def test_a_full_day_hands_on_to_the_month_and_a_full_month_to_the_year(driver: Driver) -> None:
    show(driver, move_in(serial=71, texts={}))
    driver.write("04031986")
    typed = {event.field: event.text for event in driver.choices if isinstance(event, Typed)}
    assert typed == {"move_in.day": "04", "move_in.month": "03", "move_in.year": "1986"}
    assert current(driver) == ""
    assert driver.keys() == {}


def test_a_day_is_read_back_and_shortcuts_send_their_action(driver: Driver) -> None:
    show(driver, move_in())
    assert "Sonntag, 15. November 2026" in words(driver)
    driver.touch("Gestern")
    assert driver.choices == [Tapped(43, "shortcut:move_in:2026-11-22")]


def test_complaints_are_read_first_and_the_first_box_is_open(driver: Driver) -> None:
    show(driver, name_page(serial=53))
    driver.show(name_page_with_errors())
    focused = driver.window.window.activeFocusItem()
    assert (
        QAccessible.queryAccessibleInterface(focused).text(QAccessible.Text.Name)
        == "Bitte prüfen Sie 2 Angaben."
    )
    assert current(driver) == "Alle Vornamen"


def test_complaints_are_seen_before_the_keys_take_their_room(driver: Driver) -> None:
    show(driver, names_with_errors_and_more())
    driver.window.grab()
    assert "Bitte prüfen Sie 2 Angaben." in words(driver)
    assert driver.keys() == {}
    driver.touch("Bitte geben Sie die Vornamen ein.")
    driver.window.grab()
    assert current(driver) == "Alle Vornamen"
    assert driver.keys()


def test_a_complaint_leads_to_its_box(driver: Driver) -> None:
    show(driver, name_page_with_errors())
    driver.touch("In einem Namen stehen keine Ziffern. Bitte löschen Sie die Ziffer.")
    driver.window.grab()
    assert current(driver) == "Familienname"
    assert rect(driver.boxes()["Familienname"]).bottom() < rect(driver.keys()["q"]).top()


def test_what_does_not_fit_comes_after_next_and_goes_back_with_back(driver: Driver) -> None:
    show(driver, address())
    assert "Straße" in driver.boxes()
    assert "Ort, Postleitzahl" not in driver.boxes()
    driver.touch("Weiter")
    driver.window.grab()
    assert "Ort, Postleitzahl" in driver.boxes()
    assert current(driver) in driver.boxes()
    driver.touch("Zurück")
    driver.window.grab()
    assert "Straße" in driver.boxes()
    assert driver.choices == []
    driver.clock += 1
    for _ in range(4):
        driver.touch("Weiter")
        driver.window.grab()
        driver.clock += 1
        if driver.choices:
            break
    assert driver.choices == [Tapped(42, "next")]


def test_the_next_key_leads_to_boxes_further_down(driver: Driver) -> None:
    show(driver, address())
    for _ in range(5):
        driver.strike("Nächstes Feld")
        driver.window.grab()
        assert current(driver) in driver.boxes()
    assert current(driver) == "Ort, Postleitzahl"


@pytest.mark.parametrize("settings", SETTINGS)
def test_all_answers_are_seen_before_they_are_confirmed(driver: Driver, settings: str) -> None:
    screen = check()
    show(driver, replace(screen, frame=replace(screen.frame, settings=SETTINGS[settings])))
    seen: set[str] = set()
    for _ in range(20):
        seen |= {str(item.property("sentence")["text"]) for item in driver.items() if has_sentence(item)}
        if "Ja, alles stimmt" in {control.property("name") for control in driver.controls()}:
            break
        driver.clock += 1
        driver.touch("Weiter")
        driver.window.grab()
    answers = {value for card in screen.cards for row in card.rows for _, value in row.value.values}
    assert answers <= seen
    assert driver.choices == []
    driver.clock += 1
    driver.touch("Ja, alles stimmt")
    assert driver.choices == [Tapped(48, "submit")]


def has_sentence(item: QQuickItem) -> bool:
    sentence = item.property("sentence")
    return isinstance(sentence, dict) and bool(sentence.get("text"))


def test_a_link_to_change_says_what_of_to_a_screen_reader(driver: Driver) -> None:
    show(driver, check())
    links = [control for control in driver.controls() if control.property("name") == "Ändern"]
    topics = [QAccessible.queryAccessibleInterface(link).text(QAccessible.Text.Description) for link in links]
    assert topics[:2] == ["Person", "Neue Wohnung"]
    driver.click(middle(links[1]))
    assert driver.choices == [Tapped(48, "change:Neue Wohnung:0")]


def test_persons_are_changed_removed_and_added(driver: Driver) -> None:
    show(driver, group())
    removable = [control for control in driver.controls() if control.property("name") == "Entfernen"]
    assert len(removable) == 2
    driver.click(middle(removable[0]))
    driver.touch("Noch eine Person")
    assert driver.choices == [Tapped(47, "remove:2"), Tapped(47, "add")]


def test_the_german_text_stands_beside_a_translation(driver: Driver) -> None:
    show(driver, legal())
    once = [text for text in driver.texts() if str(text.property("text")).startswith("Der Widerspruch gilt")]
    assert len(once) == 1
    show(driver, legal(german=True))
    both = [text for text in driver.texts() if str(text.property("text")).startswith("Der Widerspruch gilt")]
    assert len(both) == 2
    assert "Grundlage: § 36 Absatz 2, §§ 42, 50 BMG" in words(driver)


def test_an_answer_that_asks_for_more_opens_the_box_for_it(driver: Driver) -> None:
    dwelling = ScreenField(
        "dwelling",
        FieldKind.CHOICE,
        T("Wem gehört die Wohnung?"),
        legend=True,
        options=(FormOption("choose:dwelling:rented", T("Jemand anderem")),),
    )
    landlord = ScreenField(
        "landlord",
        FieldKind.TEXT,
        T("Name"),
        legend=True,
        inputs=(FormInput("landlord", NOTHING, Pad.NAME, 60, 40),),
    )
    screen = replace(choice(4, serial=72), fields=(dwelling,))
    show(driver, screen)
    assert driver.keys() == {}
    driver.show(replace(screen, fields=(dwelling, landlord), texts={"landlord": ""}))
    driver.window.grab()
    assert current(driver) == "Name"
    driver.write("Bau")
    assert driver.choices[-1] == Typed(72, "landlord", "Bau")


def test_what_was_taken_can_be_given_back(driver: Driver) -> None:
    show(driver, nationalities())
    driver.touch("deutsch")
    assert driver.choices == [Tapped(45, "drop:nationalities:000")]


def test_nothing_typed_is_to_be_seen_or_heard_under_the_idle_question(driver: Driver) -> None:
    screen = name_page(serial=73, texts={"given_names": "Geheim"})
    show(driver, screen)
    assert driver.boxes()["Alle Vornamen"].property("text") == "Geheim"
    driver.show(replace(screen, frame=replace(screen.frame, overlay=Overlay.IDLE, seconds_left=20)))
    assert driver.boxes() == {}
    assert not [item for item in driver.items() if item.property("text") == "Geheim"]


def test_after_help_the_typed_text_is_still_there(driver: Driver) -> None:
    screen = name_page(serial=74)
    show(driver, screen)
    driver.write("Zoë")
    kept = replace(screen, texts={"given_names": "Zoë", "family_name": ""})
    driver.show(replace(kept, frame=replace(kept.frame, overlay=Overlay.HELP, help_called=True)))
    driver.show(kept)
    driver.write("x")
    assert driver.boxes()["Alle Vornamen"].property("text") == "Zoëx"


def test_a_box_says_its_label_hint_and_complaint_to_a_screen_reader(driver: Driver) -> None:
    show(driver, name_page_with_errors())
    box = QAccessible.queryAccessibleInterface(driver.boxes()["Alle Vornamen"])
    assert box.role() == QAccessible.Role.EditableText
    assert box.text(QAccessible.Text.Name) == "Alle Vornamen"
    assert box.text(QAccessible.Text.Description) == "Bitte geben Sie die Vornamen ein."
    assert box.text(QAccessible.Text.Value) == "Zoë Marie"


def test_places_of_a_postcode_are_offered_to_tap(driver: Driver) -> None:
    screen = address(serial=75, focus="place.postcode")
    show(driver, screen)
    driver.window.grab()
    driver.touch("Esslingen am Neckar")
    assert driver.choices == [Tapped(75, "take:place:Esslingen")]


def test_return_on_a_real_keyboard_goes_through_the_boxes(driver: Driver) -> None:
    show(driver, name_page(serial=76))
    driver.focus(driver.boxes()["Alle Vornamen"])
    driver.key(Qt.Key.Key_Return)
    assert current(driver) == "Familienname"
    driver.key(Qt.Key.Key_Return)
    assert current(driver) == ""
