# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page, in every language and setting: nothing cut off, nothing too small, nothing without a name."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem

from tests.ui.driver import Driver, is_text_box, rect
from tests.ui.fitting import misfits, outgrown
from tests.ui.samples import SAMPLES, SETTINGS, shown
from ui.fingers import is_key

LANGUAGES = ("de", "en")
"""The others are in test_every_language.py, with the real sentences."""
SMALLEST_TARGET = 81
"""20 mm on the 21.5 inch panel of the drawings."""
SMALLEST_LARGE_TEXT = 42
REACH_LINE = 960
NO_VISIBLE_WORD = {
    "Letzte Ziffer löschen",
    "Delete last digit",
    "Großbuchstaben",
    "Letztes Zeichen löschen",
    "Ein Zeichen nach links",
    "Ein Zeichen nach rechts",
    "Nächstes Feld",
    "Tastatur schließen",
    "Ziffern und Zeichen",
    "Andere Buchstaben",
    "Mehr Buchstaben",
}
"""Keys that show a sign everybody knows instead of a word."""

every_page = pytest.mark.parametrize("name", SAMPLES)
every_setting = pytest.mark.parametrize("settings", SETTINGS)


@every_page
@every_setting
def test_nothing_is_cut_off_or_lies_over_another(driver: Driver, name: str, settings: str) -> None:
    for language in LANGUAGES:
        driver.show(shown(name, language=language, settings=settings))
        assert not [*misfits(driver), *outgrown(driver)], language


def keyboard(driver: Driver) -> QQuickItem:
    """What holds the keys."""
    return next(item for item in driver.items() if item.objectName() == "keyboard")


@every_page
@every_setting
def test_every_control_is_large_enough_alone_and_named_as_it_reads(
    driver: Driver, name: str, settings: str
) -> None:
    driver.show(shown(name, settings=settings))
    controls = driver.controls()
    assert controls
    for control in controls:
        spoken = control.property("name")
        assert control.width() >= SMALLEST_TARGET, spoken
        assert control.height() >= SMALLEST_TARGET, spoken
        if is_text_box(control):
            assert spoken
            continue
        labels = {
            item.property("text").replace("\u00ad", "")
            for item in driver.items(control)
            if item.inherits("QQuickText")
        }
        assert spoken, labels
        assert spoken in labels | NO_VISIBLE_WORD, (spoken, labels)
    for one, other in combinations(controls, 2):
        assert rect(one).intersected(rect(other)).isEmpty(), (one.property("name"), other.property("name"))


@every_page
@pytest.mark.parametrize("settings", ["lower", "all"])
def test_with_lower_reach_everything_to_touch_is_low_enough(driver: Driver, name: str, settings: str) -> None:
    driver.show(shown(name, settings=settings))
    for control in driver.controls():
        if driver.keys() and not is_key(control) and rect(control).bottom() <= rect(keyboard(driver)).top():
            # The key "next box" leads there, and closing the keyboard brings everything down.
            continue
        assert rect(control).top() >= REACH_LINE - 1, control.property("name")


@every_page
@pytest.mark.parametrize("settings", ["large", "all"])
def test_large_text_has_nothing_small(driver: Driver, name: str, settings: str) -> None:
    driver.show(shown(name, settings=settings))
    for text in driver.texts():
        assert text.property("font").pixelSize() >= SMALLEST_LARGE_TEXT, text.property("text")


@every_page
def test_tab_reaches_every_control_and_comes_round(driver: Driver, name: str) -> None:
    driver.show(shown(name))
    wanted = sorted(control.property("name") for control in driver.controls())
    met = []
    for _ in range(len(wanted) + 1):
        driver.key(Qt.Key.Key_Tab)
        met.append(driver.window.window.activeFocusItem().property("name"))
    assert sorted(met[:-1]) == wanted
    assert met[0] == met[-1]


@every_page
def test_the_page_is_known_by_its_kind(driver: Driver, name: str) -> None:
    screen = shown(name)
    driver.show(screen)
    names = {item.objectName() for item in driver.items()}
    overlay = str(screen.frame.overlay)
    assert overlay in names if overlay else screen.kind in names


def test_content_that_does_not_fit_goes_to_further_pages_and_none_is_lost(driver: Driver) -> None:
    driver.show(shown("list-services", settings="all"))
    seen: list[str] = []
    pages = 0
    while pages < 20:
        pages += 1
        labels = [control.property("name") for control in driver.controls()]
        more = [label for label in labels if label.startswith(("Mehr anzeigen", "Zum Anfang"))]
        assert len(more) == 1
        seen += labels
        driver.clock += 1
        driver.touch(more[0])
        driver.window.grab()
        if more[0].startswith("Zum Anfang"):
            break
    assert pages > 1
    for action in SAMPLES["list-services"].rows:
        name = action.label.source.replace("\u00ad", "")
        assert seen.count(name) == 1, name
    assert driver.choices == []


def test_the_idle_dialog_leaves_nothing_of_the_page_to_read(driver: Driver) -> None:
    driver.show(shown("keypad"))
    driver.show(shown("idle"))
    words = {text.property("text") for text in driver.texts()}
    assert "Termincode eintippen" not in words
    assert "4" not in words
    driver.show(shown("keypad"))
    assert "Termincode eintippen" in {text.property("text") for text in driver.texts()}
