# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions in the visitor's own letters: typed by fingers in the real window, with the keys of each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QFont, QRawFont

from kiosk.answers import shipped as answers
from kiosk.languages import shipped
from kiosk.speech.controls import Role, say_control
from kiosk.visit.events import Typed
from kiosk.visit.question_screens import QUESTION
from kiosk.visit.screens import Screen
from tests.ui.driver import Driver, middle, rect
from tests.ui.form_samples import name_page
from tests.ui.samples import SETTINGS, shown
from ui.speech import control_of

ALPHABETS = {
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةى",
    "tr": "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZabcçdefgğhıijklmnoöprsştuüvyzâîû",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "hr": "abcčćdđefghijklmnoprsštuvzž",
    "fr": "abcdefghijklmnopqrstuvwxyzéèêëàâçîïôœùûÿ",
    "it": "abcdefghijklmnopqrstuvwxyzàèéìòù",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
    "de-simple": "abcdefghijklmnopqrstuvwxyzäöüß",
}
SCRIPTS = ("uk", "ru", "el", "ar")
LATIN, BACK = "Lateinische Buchstaben", "Buchstaben Ihrer Sprache"


class Asking:
    """The page for questions, in a language of the catalogue whose words stay German."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self._serial = 7000

    def open(self, tag: str, settings: str = "normal") -> None:
        """A new visitor of this language asks."""
        language = shipped().get(tag)
        self._serial += 1
        self.driver.show(replace(self._empty(settings), serial=self._serial))
        self.driver.window.bridge.set_language(
            tag=tag, name=language.name, right_to_left=language.is_right_to_left
        )
        self.driver.window.grab()

    def _empty(self, settings: str) -> Screen:
        return replace(shown("questions", settings=settings), texts={})  # type: ignore[call-arg]

    @property
    def text(self) -> str:
        """What stands in the box."""
        return str(self.driver.boxes()["Ihre Frage"].property("text"))

    def has(self, key: str) -> bool:
        """Whether there is such a key now."""
        return key in set(self.driver.keys())

    def all_keys(self) -> dict[str, QRectF]:
        """Every key and where it is, with those in the strip."""
        self.driver.window.grab()
        found = self.driver.keys() | self.driver.strip()
        return {name: rect(key) for name, key in found.items()}


@pytest.fixture
def asking(driver: Driver) -> Iterator[Asking]:
    yield Asking(driver)
    driver.window.bridge.set_language(tag="de", name="Deutsch", right_to_left=False)
    driver.show(shown("start"))


def test_there_are_letters_for_every_language() -> None:
    assert set(ALPHABETS) == {language.tag for language in shipped()}


@pytest.mark.parametrize("tag", ALPHABETS)
def test_every_letter_of_the_language_can_be_typed(asking: Asking, tag: str) -> None:
    asking.open(tag)
    letters = ALPHABETS[tag]
    asking.driver.write(letters)
    assert asking.text == letters
    last = asking.driver.choices[-1]
    assert isinstance(last, Typed)
    assert (last.field, last.text) == (QUESTION, asking.text)


@pytest.mark.parametrize("tag", SCRIPTS)
def test_own_letters_need_no_second_touch(asking: Asking, tag: str) -> None:
    asking.open(tag)
    assert set(ALPHABETS[tag]) <= set(asking.driver.keys())


@pytest.mark.parametrize(("tag", "letters"), [("pl", "ąćęłńóśźż"), ("hr", "čćđšž"), ("ro", "ăâîșț")])
def test_letters_with_marks_of_the_language_need_no_second_touch(
    asking: Asking, tag: str, letters: str
) -> None:
    asking.open(tag)
    asking.driver.write("x")
    assert set(letters) <= set(asking.driver.keys())


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("tag", ["uk", "el", "ar", "fr", "tr"])
def test_keys_are_large_enough_and_lie_apart(asking: Asking, tag: str, settings: str) -> None:
    asking.open(tag, settings)
    faces = ["", LATIN, "Ziffern und Zeichen"] if tag in SCRIPTS else ["", "Andere Buchstaben"]
    for face in faces:
        if face:
            asking.driver.strike(face)
        places = asking.all_keys()
        for name, place in places.items():
            assert place.width() >= 89, name
            assert place.height() >= (96 if name in asking.driver.strip() else 104), name
            assert 0 <= place.left() < place.right() <= 1080, name
        for one, other in combinations(places, 2):
            assert places[one].intersected(places[other]).isEmpty(), (one, other)


@pytest.mark.parametrize("tag", SCRIPTS)
def test_each_key_is_named_as_it_reads(asking: Asking, tag: str) -> None:
    asking.open(tag)
    for name, key in asking.driver.keys().items():
        assert QAccessible.queryAccessibleInterface(key).text(QAccessible.Text.Name) == name
        if len(name) == 1:
            assert key.property("words") == name


@pytest.mark.parametrize("tag", SCRIPTS)
def test_german_words_can_be_mixed_in(asking: Asking, tag: str) -> None:
    asking.open(tag)
    own = ALPHABETS[tag][:3]
    asking.driver.write(f"{own} Ümße é {own}")
    assert asking.text == f"{own} Ümße é {own}"


def test_the_keys_lead_to_latin_letters_and_back(asking: Asking) -> None:
    asking.open("el")
    asking.driver.strike(LATIN)
    assert not asking.has("α")
    asking.driver.strike("Ziffern und Zeichen")
    asking.driver.strike("Buchstaben")
    assert asking.has("Q")
    asking.driver.strike(BACK)
    assert asking.has("α")
    assert not asking.has("q")
    asking.driver.strike("Ziffern und Zeichen")
    asking.driver.strike("Buchstaben")
    assert asking.has("α")


def test_the_next_visitor_finds_the_letters_of_their_language(asking: Asking) -> None:
    asking.open("ru")
    asking.driver.strike(LATIN)
    asking.driver.write("Pass")
    asking.open("ru")
    assert (asking.text, asking.has("ы")) == ("", True)
    asking.driver.strike(LATIN)
    asking.open("uk")
    assert {"є", "ї"} <= set(asking.driver.keys())


def test_another_language_changes_the_keys_and_not_the_question(asking: Asking) -> None:
    asking.open("uk")
    asking.driver.write("паспорт")
    asking.driver.strike("Ziffern und Zeichen")
    asking.driver.window.bridge.set_language(tag="el", name="Ελληνικά", right_to_left=False)
    asking.driver.window.grab()
    assert asking.has("ω")
    assert asking.text == "паспорт"


def test_fields_of_a_form_stay_latin(asking: Asking) -> None:
    asking.open("uk")
    asking.driver.show(name_page())
    assert asking.has("Q")
    assert not {"й", LATIN, BACK} & set(asking.driver.keys())


# From right to left


def test_arabic_reaches_the_search_in_the_order_of_reading_and_finds_an_answer(asking: Asking) -> None:
    asking.open("ar")
    asking.driver.write("جواز السفر")
    typed = asking.driver.choices[-1]
    assert isinstance(typed, Typed)
    assert typed.text == "جواز السفر"
    assert "pass-beantragen" in [answer.key for answer in answers().book("ar").search(typed.text)]


def test_arabic_begins_on_the_right_and_its_cursor_goes_to_the_left(asking: Asking) -> None:
    asking.open("ar")
    box = asking.driver.boxes()["Ihre Frage"]
    empty = box.property("cursorRectangle").x()
    assert empty > box.width() / 2
    asking.driver.write("جو")
    assert box.property("cursorRectangle").x() < empty


def test_the_arrows_go_where_they_point_in_arabic_and_among_latin_letters(asking: Asking) -> None:
    asking.open("ar")
    box = asking.driver.boxes()["Ihre Frage"]
    asking.driver.write("جو")
    asking.driver.strike("Ein Zeichen nach rechts")
    asking.driver.write("ا")
    asking.driver.strike("Ein Zeichen nach links")
    asking.driver.write("ز")
    assert asking.text == "جاوز"
    before = box.property("cursorRectangle").x()
    asking.driver.focus(box)
    asking.driver.key(Qt.Key.Key_Right)
    assert box.property("cursorRectangle").x() > before
    asking.open("ar")
    asking.driver.write("ab")
    asking.driver.strike("Ein Zeichen nach links")
    asking.driver.write("x")
    assert asking.text.lower() == "axb"


# Keys alone, and ears


@pytest.mark.parametrize("tag", ["uk", "ar"])
def test_arrows_lead_over_the_keys_and_to_the_other_letters(asking: Asking, tag: str) -> None:
    asking.open(tag)
    driver = asking.driver
    driver.focus(driver.keys()[LATIN])
    driver.key(Qt.Key.Key_Space)
    driver.window.grab()
    item = driver.window.window.activeFocusItem()
    assert item.property("name") == BACK, "the focus is lost with the old keys"
    driver.key(Qt.Key.Key_Up)
    driver.key(Qt.Key.Key_Space)
    assert asking.text != ""


def test_with_arrows_nobody_loses_their_place_when_the_keys_change(asking: Asking) -> None:
    asking.open("fr")
    driver = asking.driver

    def press(name: str) -> str:
        driver.focus(driver.keys()[name])
        driver.clock += 1
        driver.key(Qt.Key.Key_Space)
        driver.window.grab()
        return str(driver.window.window.activeFocusItem().property("name"))

    assert press("Ziffern und Zeichen") == "Buchstaben"
    assert press("Buchstaben") == "Ziffern und Zeichen"
    assert press("Andere Buchstaben") == "Andere Buchstaben"
    alike = press("O")
    assert alike in ("Ö", "Œ")
    assert asking.has(press("Œ"))
    assert asking.text == "Œ"


@pytest.mark.parametrize("tag", SCRIPTS)
def test_each_key_is_said_in_the_language_of_the_question(asking: Asking, tag: str) -> None:
    asking.open(tag)
    language = shipped().get(tag)
    for name, key in asking.driver.keys().items():
        control = control_of(key)
        assert control is not None
        assert (control.name, control.role) == (name, Role.KEY)
        (said,) = say_control(control, language)
        assert said.personal is (len(name) == 1)
        assert any(sign.isalpha() for sign in said.text), name


def test_no_letter_is_an_empty_box_on_the_screen() -> None:
    font = QFont()
    font.setFamilies(["Noto Sans", "Noto Sans Arabic"])
    raw = QRawFont.fromFont(font)
    arabic = QRawFont.fromFont(QFont("Noto Sans Arabic"))
    for letter in "".join(ALPHABETS.values()) + "؟،؛":
        assert raw.supportsCharacter(ord(letter)) or arabic.supportsCharacter(ord(letter)), letter


def test_a_touch_on_an_own_letter_is_one_letter(asking: Asking) -> None:
    asking.open("uk")
    key = middle(asking.driver.keys()["ї"])
    asking.driver.clock += 1
    asking.driver.click(key)
    asking.driver.clock += 0.04
    asking.driver.click(key)
    assert asking.text == "ї"
