# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything by keys alone: Tab or arrows, keypads that send other keys, no repeat, no trap."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem

from kiosk.config import ConfigurationError, KeysSection
from kiosk.visit.events import (
    HeadphonesPlugged,
    HeadphonesUnplugged,
    SpeechWish,
    SpeechWished,
    Tapped,
    Typed,
)
from tests.ui.driver import Driver
from tests.ui.samples import SAMPLES, shown
from ui.fingers import is_key
from ui.keys import KeyFilter, focusable, read_keys

DOWN, UP, LEFT, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right


@pytest.fixture
def typist(driver: Driver) -> Iterator[Driver]:
    """The window with a keypad that sends F13 to F16, and a jack that sends F17 and F18."""
    section = KeysSection(
        previous="F13",
        next="F14",
        press="F15",
        back="F16",
        headphones_in="F17",
        headphones_out="F18",
        help="F19",
    )
    keys = KeyFilter(driver.window.window, driver.window.bridge, section)
    yield driver
    driver.window.window.removeEventFilter(keys)
    keys.deleteLater()


def focused(driver: Driver) -> str:
    return str(driver.window.window.activeFocusItem().property("name"))


def send(
    driver: Driver, key: Qt.Key, kind: QEvent.Type = QEvent.Type.KeyPress, *, again: bool = False
) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", again)
    QCoreApplication.sendEvent(driver.window.window, event)


@pytest.mark.parametrize("name", SAMPLES)
def test_arrows_alone_reach_every_control_and_come_round(typist: Driver, name: str) -> None:
    typist.show(shown("scan"))
    typist.show(shown(name))
    wanted = {control.property("name") for control in typist.controls() if not is_key(control)}
    met: list[str] = []
    for _ in range(3 * len(wanted) + 12):
        typist.key(DOWN)
        met.append(focused(typist))
        if len(met) > 1 and wanted <= set(met) and met[-1] == met[0]:
            break
    assert wanted <= set(met)
    assert met.count(met[0]) > 1, "it comes round"
    there = focused(typist)
    typist.key(UP)
    assert focused(typist) != there


def test_tab_goes_past_complaints_and_boxes_on_a_page_that_has_just_come(driver: Driver) -> None:
    """The keyboard on the screen must not come up under a complaint that it would hide."""
    driver.show(shown("start"))
    driver.show(shown("form-name-errors-long"))
    wanted = sorted(str(control.property("name")) for control in driver.controls())
    met = []
    for _ in range(len(wanted)):
        driver.key(Qt.Key.Key_Tab)
        met.append(focused(driver))
        assert driver.keys() == {}
    assert sorted(met) == wanted


def test_enter_in_a_box_beside_complaints_asks_for_the_keyboard_on_the_screen(driver: Driver) -> None:
    driver.show(shown("start"))
    driver.show(shown("form-name-errors-long"))
    while not driver.window.window.activeFocusItem().inherits("QQuickTextInput"):
        driver.key(Qt.Key.Key_Tab)
    driver.key(Qt.Key.Key_Return)
    assert driver.keys()


def test_right_chooses_and_left_goes_back(typist: Driver) -> None:
    typist.show(shown("scan"))
    typist.focus(typist.control("Code eintippen"))
    typist.key(RIGHT)
    typist.clock += 1
    typist.key(LEFT)
    assert typist.choices == [Tapped(2, "type-code"), Tapped(2, "back")]


def test_left_does_nothing_where_there_is_no_way_back(typist: Driver) -> None:
    typist.show(shown("ticket"))
    typist.key(LEFT)
    assert typist.choices == []


def test_left_closes_what_lies_over_a_page(typist: Driver) -> None:
    typist.show(shown("accessibility"))
    typist.key(LEFT)
    assert typist.choices == [Tapped(SAMPLES["accessibility"].serial, "back")]


def test_a_keypad_with_other_keys_does_all_of_it(typist: Driver) -> None:
    typist.show(shown("scan"))
    while focused(typist) != "Code eintippen":
        typist.key(Qt.Key.Key_F14)
    typist.key(Qt.Key.Key_F13)
    typist.key(Qt.Key.Key_F14)
    typist.key(Qt.Key.Key_F15)
    typist.clock += 1
    typist.key(Qt.Key.Key_F16)
    typist.key(Qt.Key.Key_F17)
    typist.key(Qt.Key.Key_F18)
    typist.key(Qt.Key.Key_F19)
    assert typist.choices == [
        Tapped(2, "type-code"),
        Tapped(2, "back"),
        HeadphonesPlugged(),
        HeadphonesUnplugged(),
        Tapped(2, "help"),
    ]


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        (Qt.Key.Key_F1, SpeechWish.TOGGLE),
        (Qt.Key.Key_F2, SpeechWish.REPEAT),
        (Qt.Key.Key_F3, SpeechWish.SLOWER),
        (Qt.Key.Key_F4, SpeechWish.FASTER),
        (Qt.Key.Key_VolumeDown, SpeechWish.QUIETER),
        (Qt.Key.Key_F6, SpeechWish.LOUDER),
    ],
)
@pytest.mark.parametrize("page", ["start", "idle", "form-name"])
def test_marked_keys_work_on_every_page(typist: Driver, page: str, key: Qt.Key, wish: SpeechWish) -> None:
    typist.show(shown(page))
    typist.key(key)
    assert typist.choices == [SpeechWished(wish)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, RIGHT, DOWN, Qt.Key.Key_Tab, Qt.Key.Key_F1, Qt.Key.Key_7])
def test_a_key_that_is_held_down_is_one_key(typist: Driver, key: Qt.Key) -> None:
    typist.show(shown("keypad"))
    typist.focus(typist.control("Weiter"))
    send(typist, key)
    once, there = list(typist.choices), focused(typist)
    for _ in range(30):
        send(typist, key, QEvent.Type.KeyRelease, again=True)
        send(typist, key, again=True)
    assert typist.choices == once
    assert focused(typist) == there
    send(typist, key, QEvent.Type.KeyRelease)


def test_digits_mean_the_keypad_page_wherever_the_focus_is(typist: Driver) -> None:
    typist.show(shown("keypad"))
    for name in ("Weiter", "Hilfe", "3"):
        typist.focus(typist.control(name))
        typist.key(Qt.Key.Key_4)
    typist.key(Qt.Key.Key_Backspace)
    assert typist.choices == [Tapped(3, "digit:4")] * 3 + [Tapped(3, "backspace")]


def test_letters_go_into_the_open_box_wherever_the_focus_is(typist: Driver) -> None:
    typist.show(shown("start"))
    typist.show(shown("form-name"))
    typist.focus(typist.control("Hilfe"))
    typist.key(Qt.Key.Key_Z)
    assert [type(event) for event in typist.choices] == [Typed]


def test_digits_under_a_sheet_type_nothing(typist: Driver) -> None:
    typist.show(shown("help"))
    typist.key(Qt.Key.Key_4)
    assert typist.choices == []


def test_arrows_lead_over_the_keyboard_on_the_screen_and_out_of_it(typist: Driver) -> None:
    typist.show(shown("start"))
    typist.show(shown("form-name"))
    keys = typist.keys()
    typist.focus(keys.get("g") or keys["G"])
    item = typist.window.window.activeFocusItem()
    assert is_key(item)
    typist.key(RIGHT)
    assert focused(typist).lower() == "h"
    assert typist.choices == [], "right leads on among the keys"
    for _ in range(8):
        typist.key(DOWN)
        if not is_key(typist.window.window.activeFocusItem()):
            break
    assert not is_key(typist.window.window.activeFocusItem())
    keys = typist.keys()
    typist.focus(keys.get("q") or keys["Q"])
    for _ in range(4):
        typist.key(UP)
    assert not is_key(typist.window.window.activeFocusItem())


@pytest.mark.parametrize("name", SAMPLES)
def test_whoever_uses_keys_sees_where_they_are(typist: Driver, name: str) -> None:
    typist.show(shown(name))
    typist.key(DOWN)
    item = typist.window.window.activeFocusItem()
    assert typist.window.bridge.keyboardUsed is True
    assert rings(typist, item)


def rings(driver: Driver, item: QQuickItem) -> list[QQuickItem]:
    """What is drawn round an item: a ring of its own, or the one round a text box."""
    around = item if not item.inherits("QQuickTextInput") else item.parentItem()
    return [
        ring
        for ring in driver.items(around)
        if ring.inherits("QQuickRectangle") and ring.width() > item.width() + 8
    ]


def test_the_list_of_what_can_be_reached_is_that_of_the_window(driver: Driver) -> None:
    driver.show(shown("scan"))
    assert [item.property("name") for item in focusable(driver.window.window.contentItem())] == [
        control.property("name") for control in driver.controls()
    ]


# The configuration


def test_the_usual_keys_can_be_read() -> None:
    assert set(read_keys(KeysSection()).values()) == {
        "speech",
        "repeat",
        "slower",
        "faster",
        "quieter",
        "louder",
    }


@pytest.mark.parametrize(
    ("section", "part"),
    [
        ({"speech": "F99"}, "keys.speech: F99 is no key"),
        ({"next": "A"}, "keys.next: A is no key"),
        ({"next": "5"}, "keys.next: 5 is no key"),
        ({"press": "Ctrl+F9"}, "keys.press: Ctrl+F9 is no key"),
        ({"back": "F1"}, "keys.back: F1 is speech already"),
    ],
)
def test_keys_that_cannot_be_are_named(section: dict[str, str], part: str) -> None:
    with pytest.raises(ConfigurationError, match=part.replace("+", r"\+")):
        read_keys(KeysSection(**section))
