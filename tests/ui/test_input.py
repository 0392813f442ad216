# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fingers and keys become events, each once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from kiosk.text import T
from kiosk.visit.events import LanguageChosen, SlipState, Tapped, Touched
from tests.ui.driver import Driver, middle, rect
from tests.ui.samples import SAMPLES, shown, ticket

BESIDE_EVERYTHING = QPoint(1060, 200)


def test_a_touch_sends_the_action_with_the_page_it_was_meant_for(driver: Driver) -> None:
    driver.show(shown("start"))
    driver.touch("Wartenummer ziehen")
    assert driver.choices == [Tapped(1, "walk-in")]


def test_a_double_tap_is_one_choice(driver: Driver) -> None:
    driver.show(shown("ticket"))
    driver.touch("Fertig")
    driver.clock += 0.3
    driver.touch("Fertig")
    assert driver.choices == [Tapped(11, "done")]
    driver.clock += 0.6
    driver.touch("Fertig")
    assert driver.choices == [Tapped(11, "done")] * 2


def test_two_quick_equal_digits_are_two_digits(driver: Driver) -> None:
    driver.show(shown("keypad"))
    driver.touch("1")
    driver.touch("1")
    driver.touch("Letzte Ziffer löschen")
    driver.touch("Letzte Ziffer löschen")
    assert driver.choices == [Tapped(3, "digit:1")] * 2 + [Tapped(3, "backspace")] * 2


def test_the_action_fires_on_lifting_inside(driver: Driver) -> None:
    driver.show(shown("scan"))
    control = driver.control("Code eintippen")
    driver.press(middle(control))
    assert control.property("down") is True
    assert driver.choices == []
    driver.lift(middle(control))
    assert driver.choices == [Tapped(2, "type-code")]


def test_lifting_outside_takes_the_touch_back(driver: Driver) -> None:
    driver.show(shown("scan"))
    driver.press(middle(driver.control("Code eintippen")))
    driver.lift(BESIDE_EVERYTHING)
    assert driver.choices == []
    assert driver.control("Code eintippen").property("down") is False


def test_a_touch_beside_everything_is_a_sign_of_life(driver: Driver) -> None:
    driver.show(shown("scan"))
    driver.click(BESIDE_EVERYTHING)
    assert driver.events == [Touched()]


def test_a_key_is_a_sign_of_life(driver: Driver) -> None:
    driver.show(shown("scan"))
    driver.key(Qt.Key.Key_Tab)
    assert driver.events == [Touched()]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_keys_choose_what_has_the_focus(driver: Driver, key: Qt.Key) -> None:
    driver.show(shown("scan"))
    driver.focus(driver.control("Code eintippen"))
    driver.key(key)
    assert driver.choices == [Tapped(2, "type-code")]


def test_a_keyboard_types_digits(driver: Driver) -> None:
    driver.show(shown("start"))
    driver.show(shown("keypad"))
    driver.key(Qt.Key.Key_4)
    driver.focus(driver.control("Weiter"))
    driver.show(shown("keypad-empty"))
    driver.focus(driver.control("7"))
    driver.key(Qt.Key.Key_2)
    driver.key(Qt.Key.Key_Backspace)
    driver.key(Qt.Key.Key_A)
    assert driver.choices == [Tapped(3, "digit:4"), Tapped(3, "digit:2"), Tapped(3, "backspace")]


def test_the_focus_is_shown_to_keys_and_not_to_fingers(driver: Driver) -> None:
    driver.show(shown("scan"))
    driver.key(Qt.Key.Key_Tab)
    assert driver.window.bridge.keyboardUsed is True
    driver.click(BESIDE_EVERYTHING)
    assert driver.window.bridge.keyboardUsed is False


def test_the_heading_is_read_first_on_a_new_page(driver: Driver) -> None:
    driver.show(shown("start"))
    driver.show(shown("scan"))
    focused = driver.window.window.activeFocusItem()
    assert focused.property("sentence")["text"].startswith("Halten Sie")


@pytest.mark.parametrize(
    ("label", "action"),
    [
        ("Zurück", "back"),
        ("Hilfe", "help"),
        ("Deutsch", "languages"),
        ("Barrierefrei", "accessibility"),
        ("Beenden", "end"),
    ],
)
def test_the_footer_sends_what_it_says(driver: Driver, label: str, action: str) -> None:
    driver.show(shown("scan"))
    driver.touch(label)
    assert driver.choices == [Tapped(2, action)]


def test_footer_places_without_sense_are_empty_and_the_others_stay(driver: Driver) -> None:
    driver.show(shown("scan"))
    inside = rect(driver.control("Hilfe"))
    driver.show(shown("start"))
    assert rect(driver.control("Hilfe")) == inside
    names = {control.property("name") for control in driver.controls()}
    assert not names & {"Zurück", "Beenden"}


@pytest.mark.parametrize(
    ("page", "label", "action"),
    [
        ("accessibility", "Größere Schrift", "setting:large-text"),
        ("accessibility", "Starker Kontrast", "setting:high-contrast"),
        ("accessibility", "Tasten weiter unten", "setting:lower-reach"),
        ("accessibility", "Fertig", "overlay-close"),
        ("languages", "Fertig", "overlay-close"),
        ("help", "Weitermachen", "help-continue"),
        ("help", "Doch keine Hilfe", "help-withdraw"),
        ("idle", "Ja, weitermachen", "stay"),
        ("idle", "Beenden und löschen", "end"),
    ],
)
def test_overlays_send_what_they_say(driver: Driver, page: str, label: str, action: str) -> None:
    driver.show(shown(page))
    driver.touch(label)
    assert driver.choices == [Tapped(SAMPLES[page].serial, action)]


def test_settings_can_be_taken_back_when_one_is_on(driver: Driver) -> None:
    driver.show(shown("accessibility", settings="contrast"))
    driver.touch("Alles zurücksetzen")
    assert driver.choices == [Tapped(8, "settings-reset")]


@pytest.mark.parametrize("page", ["start", "languages"])
def test_a_language_is_chosen_by_its_own_name(driver: Driver, page: str) -> None:
    driver.show(shown(page))
    driver.touch("English")
    assert driver.choices == [LanguageChosen("en")]


def test_a_touch_anywhere_in_the_idle_box_goes_on(driver: Driver) -> None:
    driver.show(shown("idle"))
    box = rect(driver.control("Ja, weitermachen"))
    driver.click(QPoint(int(box.center().x()), int(box.top()) - 60))
    assert driver.choices == [Tapped(SAMPLES["idle"].serial, "stay")]


def test_the_page_under_a_sheet_cannot_be_touched(driver: Driver) -> None:
    driver.show(shown("list-services"))
    row = middle(driver.control("Wohnsitz an-, um-, abmelden"))
    driver.show(shown("languages"))
    driver.click(row)
    assert Tapped(8, "service:home") not in driver.choices


def test_a_finger_that_is_down_survives_news_from_the_printer(driver: Driver) -> None:
    driver.show(ticket())
    control = driver.control("Fertig")
    driver.press(middle(control))
    driver.show(ticket(slip=SlipState.PRINTED, slip_title=T("Bitte nehmen Sie Ihren Zettel")))
    driver.lift(middle(control))
    assert driver.choices == [Tapped(11, "done")]


def test_a_finger_that_is_down_survives_a_tick(driver: Driver) -> None:
    screen = shown("list-services")
    driver.show(screen)
    row = driver.control("Personalausweis, Reisepass")
    driver.press(middle(row))
    driver.show(replace(screen, frame=replace(screen.frame, seconds_left=None, help_called=True)))
    driver.lift(middle(row))
    assert driver.choices == [Tapped(8, "service:id")]


def test_two_fingers_type_two_digits(driver: Driver) -> None:
    driver.show(shown("keypad"))
    window, fingers = driver.window.window, QTest.createTouchDevice()
    one, two = middle(driver.control("1")), middle(driver.control("2"))
    QTest.touchEvent(window, fingers).press(0, one, window).commit()
    QTest.touchEvent(window, fingers).stationary(0).press(1, two, window).commit()
    assert driver.control("1").property("down") is True
    assert driver.control("2").property("down") is True
    QTest.touchEvent(window, fingers).release(0, one, window).stationary(1).commit()
    QTest.touchEvent(window, fingers).release(1, two, window).commit()
    assert driver.choices == [Tapped(3, "digit:1"), Tapped(3, "digit:2")]


@pytest.mark.parametrize(
    ("page", "label", "action"),
    [
        ("start", "Wartenummer ziehen", "walk-in"),
        ("list-services", "Personalausweis, Reisepass", "service:id"),
        ("keypad", "7", "digit:7"),
        ("keypad", "Weiter", "next"),
        ("keypad", "Ich habe keinen Code", "no-code"),
        ("ticket", "Fertig", "done"),
        ("accessibility", "Starker Kontrast", "setting:high-contrast"),
        ("scan", "Zurück", "back"),
    ],
)
def test_a_screen_reader_can_press(driver: Driver, page: str, label: str, action: str) -> None:
    driver.show(shown(page))
    attached = driver.control(label)
    interface = QAccessible.queryAccessibleInterface(attached)
    actions = interface.actionInterface()
    assert "Press" in actions.actionNames()
    actions.doAction("Press")
    assert driver.choices == [Tapped(SAMPLES[page].serial, action)]
