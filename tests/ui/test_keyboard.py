# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keyboard on the screen: every letter of the norm, by fingers, in the real window."""

from __future__ import annotations

import unicodedata

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QRawFont
from PySide6.QtTest import QTest

from kiosk.din91379 import offered_letters, repertoire
from kiosk.visit.events import Typed
from tests.ui.driver import Driver, middle, rect
from tests.ui.form_samples import FORM_SAMPLES, Pad, T, name_page, page, text_field

LETTERS = [letter for base, alike in offered_letters().items() for letter in (base, *alike)]
HARD_NAMES = (
    "Suharto",
    "Müller-Lüdenscheidt-Wolfenbüttel zu Hohenlohe-Langenburg-Ort",
    "Yılmaz İpek",
    "Ștefănescu Țiriac",
    "Nguyễn Thị Mỹ Đặng",
    "O'Neill",
    "van der Großmüller",
    "Schwester Maria Benedicta",
    "K͟hạn",
    "Ğ Ż ñ ł š ø ß ẞ",
    "ʿAbd",
)


def text_of(driver: Driver, name: str) -> str:
    return str(driver.boxes()[name].property("text"))


def fresh(driver: Driver) -> None:
    """An empty page for names."""
    driver.show(FORM_SAMPLES["form-choice"])
    driver.show(name_page())


@pytest.mark.parametrize(
    "start",
    # A third of the letters in CI, all of them with --all.
    [pytest.param(at, marks=[pytest.mark.slow] if at % 270 else []) for at in range(0, len(LETTERS), 90)],
)
def test_every_letter_can_be_typed_by_fingers(driver: Driver, start: int) -> None:
    for at in range(start, min(start + 90, len(LETTERS)), 10):
        wanted = "".join(LETTERS[at : at + 10])
        fresh(driver)
        driver.write(wanted)
        assert text_of(driver, "Alle Vornamen") == wanted
        assert driver.choices[-1] == Typed(40, "given_names", wanted)


def test_the_keyboard_offers_all_that_the_norm_has_and_nothing_twice() -> None:
    latin = set(repertoire().latin)
    assert len(LETTERS) == len(set(LETTERS))
    assert set(LETTERS) <= latin
    assert len(latin - set(LETTERS)) == 6  # kept in the norm for old data only


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_names_can_be_typed(driver: Driver, name: str) -> None:
    fresh(driver)
    driver.write(name)
    assert text_of(driver, "Alle Vornamen") == name
    assert unicodedata.is_normalized("NFC", name)


def test_no_letter_is_an_empty_box_on_the_screen() -> None:
    font = QFont()
    font.setFamilies(["Noto Sans", "Noto Sans Arabic"])
    raw = QRawFont.fromFont(font)
    missing = [point for letter in LETTERS for point in letter if not raw.supportsCharacter(ord(point))]
    assert missing == []
    assert QFontMetrics(font).horizontalAdvance("K͟h") > 0


def test_each_letter_looks_different_from_a_missing_one(driver: Driver) -> None:
    seen: dict[bytes, str] = {}
    for wanted in ("ẵ", "ș", "ş", "ı", "i", "Ə", "K͟h", "x", "\ue000"):
        fresh(driver)
        driver.boxes()["Alle Vornamen"].setProperty("text", wanted)
        box = rect(driver.boxes()["Alle Vornamen"]).toRect()
        image = driver.window.grab().copy(box.adjusted(12, 12, -700, -12))
        picture = bytes(image.constBits())
        assert picture not in seen, (wanted, seen.get(picture))
        seen[picture] = wanted


def test_a_letter_with_marks_is_erased_as_one(driver: Driver) -> None:
    fresh(driver)
    driver.write("aK͟hạ̈")
    driver.strike("Letztes Zeichen löschen")
    assert text_of(driver, "Alle Vornamen") == "aK͟h"
    driver.strike("Letztes Zeichen löschen")
    assert text_of(driver, "Alle Vornamen") == "a"


def test_the_cursor_steps_over_a_letter_with_marks(driver: Driver) -> None:
    fresh(driver)
    driver.write("aK͟h")
    driver.strike("Ein Zeichen nach links")
    driver.write("x")
    driver.strike("Ein Zeichen nach rechts")
    driver.write("z")
    assert text_of(driver, "Alle Vornamen") == "axK͟hz"


def test_real_keys_step_over_and_erase_letters_with_marks(driver: Driver) -> None:
    fresh(driver)
    driver.write("aK͟hK͟h")
    box = driver.boxes()["Alle Vornamen"]
    driver.focus(box)
    driver.key(Qt.Key.Key_Left)
    driver.key(Qt.Key.Key_Backspace)
    assert box.property("text") == "aK͟h"
    driver.key(Qt.Key.Key_Delete)
    assert box.property("text") == "a"


def test_names_begin_with_a_capital_and_shift_undoes_it(driver: Driver) -> None:
    fresh(driver)
    for key in ("M", "a", "-"):
        driver.strike(key)
    assert {"M"} <= driver.keys().keys()
    driver.strike("Großbuchstaben")
    driver.strike("m")
    assert text_of(driver, "Alle Vornamen") == "Ma-m"


def test_double_letters_count_twice_but_a_bouncing_panel_does_not(driver: Driver) -> None:
    fresh(driver)
    driver.write("A")
    key = middle(driver.keys()["n"])
    driver.clock += 1
    driver.click(key)
    driver.clock += 0.04
    driver.click(key)
    driver.clock += 0.1
    driver.click(key)
    assert text_of(driver, "Alle Vornamen") == "Ann"


def test_the_strip_follows_the_letter_before_the_cursor(driver: Driver) -> None:
    fresh(driver)
    assert driver.strip() == {}
    driver.write("Ec")
    assert "č" in driver.strip()
    driver.strike("Ein Zeichen nach links")
    assert "É" in driver.strip()
    driver.strike("-")
    assert driver.strip() == {}


def test_other_letters_are_found_under_the_plain_one(driver: Driver) -> None:
    fresh(driver)
    driver.strike("Andere Buchstaben")
    driver.strike("O")
    assert {"Ø", "Ő", "Ợ"} <= driver.keys().keys()
    driver.strike("Ø")
    driver.write("re")
    assert text_of(driver, "Alle Vornamen") == "Øre"


def test_no_more_than_the_box_holds_and_never_half_a_letter(driver: Driver) -> None:
    driver.show(page(60, T("Name"), text_field("name", "Name", max=4)))
    driver.write("Aa")
    driver.strike("k")
    assert text_of(driver, "Name") == "Aak"
    driver.clock += 1
    driver.click(middle(driver.strip()["Mehr Buchstaben"]))
    driver.strike("k͟h")
    assert text_of(driver, "Name") == "Aak"
    driver.write("bc")
    assert text_of(driver, "Name") == "Aakb"


def test_the_done_key_leads_through_the_boxes_and_closes_the_keyboard(driver: Driver) -> None:
    fresh(driver)
    driver.write("Zoë")
    driver.strike("Nächstes Feld")
    driver.write("Groß")
    assert text_of(driver, "Familienname") == "Groß"
    driver.strike("Tastatur schließen")
    assert driver.keys() == {}
    driver.click(middle(driver.boxes()["Familienname"]))
    driver.write("m")
    assert text_of(driver, "Familienname") == "Großm"


def test_a_real_keyboard_writes_into_the_open_box_without_a_touch(driver: Driver) -> None:
    fresh(driver)
    for letter in "Zo":
        QTest.keyClick(driver.window.window, letter)
    driver.key(Qt.Key.Key_Return)
    for letter in "Gr":
        QTest.keyClick(driver.window.window, letter)
    assert (text_of(driver, "Alle Vornamen"), text_of(driver, "Familienname")) == ("Zo", "Gr")


def test_the_keyboard_can_be_worked_with_arrows(driver: Driver) -> None:
    fresh(driver)
    first = next(item for item in driver.controls() if item in driver.keys().values())
    driver.focus(first)
    driver.key(Qt.Key.Key_Space)
    driver.key(Qt.Key.Key_Right)
    driver.key(Qt.Key.Key_Space)
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Space)
    assert text_of(driver, "Alle Vornamen").lower() == "qws"


def test_nothing_comes_from_or_goes_to_the_clipboard(driver: Driver) -> None:
    fresh(driver)
    driver.write("Geheim")
    box = driver.boxes()["Alle Vornamen"]
    driver.focus(box)
    window = driver.window.window
    clipboard = driver.window.app.clipboard()
    clipboard.clear()
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == ""
    assert box.property("text") == "Geheim"
    clipboard.setText("von vorhin")
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert box.property("text") == "Geheim"
    clipboard.clear()


@pytest.mark.parametrize("name", [name for name in FORM_SAMPLES if name.startswith("form-")])
def test_keys_are_large_enough_named_and_stay_on_the_panel(driver: Driver, name: str) -> None:
    driver.show(FORM_SAMPLES[name])
    for spoken, key in driver.keys().items():
        assert spoken
        assert min(key.width(), key.height()) >= 81, spoken
        assert rect(key).left() >= 0
        assert rect(key).right() <= 1080, spoken
        assert QAccessible.queryAccessibleInterface(key).text(QAccessible.Text.Name) == spoken


@pytest.mark.parametrize(
    ("pad", "text"),
    [
        (Pad.DIGITS, "70173"),
        (Pad.PHONE, "+49 711 12345"),
        (Pad.EMAIL, "zoe-1@beispiel.de"),
        (Pad.SERIAL, "L01X00T47"),
        (Pad.TEXT, "Straße 5/7 (Hof), 2. Stock"),
    ],
)
def test_each_pad_types_what_it_is_for(driver: Driver, pad: Pad, text: str) -> None:
    driver.show(page(61, T("Angabe"), text_field("entry", "Angabe", pad=pad, max=60)))
    driver.write(text)
    assert text_of(driver, "Angabe") == text
    driver.show(FORM_SAMPLES["form-choice"])


def test_a_finger_between_two_keys_types_nothing(driver: Driver) -> None:
    fresh(driver)
    key = rect(driver.keys()["Q"])
    driver.click(QPoint(int(key.right()) + 4, int(key.center().y())))
    assert driver.choices == []
