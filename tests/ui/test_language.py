# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The language changes on any page and loses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.languages import Languages
from tests.ui.driver import Driver, rect
from tests.ui.samples import SAMPLES, shown
from ui.translator import CatalogueTranslator


def words(driver: Driver) -> set[str]:
    return {text.property("text").replace("\u00ad", "") for text in driver.texts()}


def test_the_translator_serves_the_catalogue(languages: Languages) -> None:
    translator = CatalogueTranslator(languages.source)
    assert translator.translate("any", "Zurück") == "Zurück"
    translator.language = languages.get("en")
    assert translator.translate("any", "Zurück") == "Back"
    assert translator.isEmpty() is False


@pytest.mark.parametrize(
    ("tag", "count", "sentence"),
    [
        ("de", 1, "Diese Seite schließt sich in **%n Sekunde**."),
        ("de", 2, "Diese Seite schließt sich in **%n Sekunden**."),
        ("en", 1, "This page closes in **%n second**."),
        ("en", 5, "This page closes in **%n seconds**."),
    ],
)
def test_numbers_choose_the_form(languages: Languages, tag: str, count: int, sentence: str) -> None:
    translator = CatalogueTranslator(languages.get(tag))
    one = "Diese Seite schließt sich in **%n Sekunde**."
    many = "Diese Seite schließt sich in **%n Sekunden**."
    assert translator.translate("any", many, one, count) == sentence


def test_what_is_on_the_screen_changes_at_once(driver: Driver) -> None:
    driver.show(shown("ticket"))
    assert {"Zurück", "Back"} & words(driver) == set()
    assert "Beenden" in words(driver)
    driver.show(shown("ticket", language="en"))
    assert {"Leave", "Help", "English", "10:42"} <= words(driver)
    assert "This page closes in <b>25 seconds</b>." in words(driver)
    driver.show(shown("ticket"))
    assert {"Beenden", "Hilfe", "Deutsch", "10:42 Uhr"} <= words(driver)


def test_the_countdown_counts_in_the_language(driver: Driver) -> None:
    screen = shown("ticket")
    driver.show(replace(screen, frame=replace(screen.frame, seconds_left=1)))
    assert "Diese Seite schließt sich in <b>1 Sekunde</b>." in words(driver)


def test_typed_digits_survive_the_change(driver: Driver) -> None:
    driver.show(shown("keypad"))
    driver.show(shown("keypad", language="en"))
    assert driver.window.bridge.screen["entered"] == SAMPLES["keypad"].entered
    assert driver.window.qml_warnings == []


def test_right_to_left_mirrors_the_page_but_not_digits_and_languages(driver: Driver) -> None:
    driver.show(shown("keypad"))
    back = rect(driver.control("Zurück"))
    keys = [rect(driver.control(key)).x() for key in "123"]
    driver.show(shown("keypad", language="ar"))
    mirrored = rect(driver.control("رجوع"))
    assert mirrored.center().x() == pytest.approx(1080 - back.center().x(), abs=3)
    assert [rect(driver.control(key)).x() for key in "123"] == keys
    driver.show(shown("languages", language="ar"))
    names = sorted(
        (control for control in driver.controls() if control.parentItem().inherits("QQuickFlow")),
        key=lambda control: rect(control).x(),
    )
    assert [control.property("name") for control in names] == ["Deutsch", "English", "العربية"]
    driver.show(shown("start"))
