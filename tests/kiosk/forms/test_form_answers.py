# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what was typed to an answer, and how the answer reads."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kiosk.forms.fields import FormField
from kiosk.forms.parse import EMPTY, Given, Wrong, parse
from kiosk.forms.shown import record_values, shown, shown_to_clerk
from kiosk.languages import shipped
from tests.kiosk.forms.conftest import TODAY

GERMAN = shipped().source
_FIELDS: TypeAdapter[FormField] = TypeAdapter(FormField)


def field(type_: str, **keys: Any) -> FormField:
    if type_ == "text":
        keys.setdefault("letters", "A")
    return _FIELDS.validate_python({"key": "x", "type": type_, "label": "Angabe", **keys})


def answer(one: FormField, **boxes: Any) -> Any:
    """The answer for entries; ``x`` is the field itself, ``x_day`` its box ``x.day``."""
    entries = {name.replace("x_", "x."): entry for name, entry in boxes.items()}
    return parse(one, lambda box: entries.get(box, ""), TODAY)


def words(parsed: Any) -> str:
    assert isinstance(parsed, Wrong), parsed
    return GERMAN.plain(parsed.text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Zoe\u0308   Marie ", "Zoë Marie"),
        ("Zoë\u00a0Marie", "Zoë Marie"),
        ("O’Connor", "O’Connor"),
        ("K\u035fh", "K\u035fh"),
        ("Ionuț", "Ionuț"),
        ("Bonaventura", "Bonaventura"),
    ],
)
def test_names_are_kept_as_written_in_one_form(typed: str, kept: str) -> None:
    assert answer(field("text"), x=typed) == Given(kept)


@pytest.mark.parametrize("typed", ["Иванов", "Ivan 2", "Mül\u00adler", "Zo😀", "محمد", "A\u200bB"])
def test_what_no_register_can_store_is_refused_with_advice(typed: str) -> None:
    assert words(answer(field("text"), x=typed)).startswith(("Bitte", "In einem", "Im Text", "Das Zeichen"))


def test_a_name_that_legally_does_not_exist_is_an_answer() -> None:
    one = field("text", absent="Ich habe keinen Familiennamen")
    assert answer(one, x="") != EMPTY
    assert answer(one, x_absent="yes") == Given(None)
    assert GERMAN.plain(shown(one, None)) == "Ich habe keinen Familiennamen"
    assert GERMAN.plain(shown_to_clerk(one, None)) == "rechtlich nicht vorhanden"


def test_too_long_is_said_with_the_limit() -> None:
    assert "höchstens 5 Zeichen" in words(answer(field("text", max=5), x="Großmüller"))


def test_left_out_is_wrong_unless_optional_and_says_what_is_missing() -> None:
    assert words(answer(field("text"))) == "Bitte füllen Sie „Angabe“ aus."
    assert words(answer(field("text", missing="Bitte tippen."))) == "Bitte tippen."
    assert answer(field("text", optional=True), x="   ") is EMPTY


def test_lines_of_a_message_are_kept() -> None:
    one = field("text", letters="E", lines=3, max=100)
    assert answer(one, x="eins \n\nzwei\n") == Given("eins\n\nzwei")
    assert answer(field("text"), x="An\nna") == Given("An na")


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        ("4", "3", "1986", "1986-03-04"),
        ("29", "02", "2024", "2024-02-29"),
        ("29", "2", "2023", "Diesen Tag gibt es nicht."),
        ("31", "4", "2023", "Diesen Tag gibt es nicht."),
        ("0", "4", "2023", "Diesen Tag gibt es nicht."),
        ("1", "13", "2023", "Bitte prüfen Sie den Monat."),
        ("1", "0", "2023", "Bitte prüfen Sie den Monat."),
        ("1", "1", "86", "Bitte schreiben Sie das Jahr mit vier Ziffern."),
        ("1", "1", "0000", "Das liegt sehr weit zurück."),
        ("1", "1", "1899", "Das liegt sehr weit zurück."),
        ("25", "11", "2026", "Dieser Tag kommt erst noch."),
        ("24", "11", "2026", "2026-11-24"),
        ("", "11", "2026", "Bitte geben Sie Tag, Monat und Jahr ein."),
        ("a", "11", "2026", "Bitte nur Ziffern."),
        ("²", "11", "2026", "Bitte nur Ziffern."),
        ("", "", "", "Bitte geben Sie Tag, Monat und Jahr ein."),
    ],
)
def test_a_date_is_a_day_of_the_calendar_that_can_be(day: str, month: str, year: str, expected: str) -> None:
    parsed = answer(field("date", latest_days=0), x_day=day, x_month=month, x_year=year)
    if isinstance(parsed, Given):
        assert parsed.value == expected
    else:
        assert words(parsed).startswith(expected)


@pytest.mark.parametrize(
    ("day", "month", "year", "value", "sheet"),
    [
        ("", "", "1998", "1998-00-00", "00001998"),
        ("", "3", "1998", "1998-03-00", "00031998"),
        ("", "", "", "0000-00-00", "00000000"),
        ("5", "3", "1998", "1998-03-05", "1998-03-05"),
    ],
)
def test_a_date_of_birth_may_be_known_in_part_only_when_the_visitor_says_so(
    day: str, month: str, year: str, value: str, sheet: str
) -> None:
    one = field("date", partial=True, latest_days=0)
    boxes = {"x_day": day, "x_month": month, "x_year": year}
    assert answer(one, x_absent="yes", **boxes) == Given(value)
    assert [row[2] for row in record_values(one, value)] == [sheet]
    if not day:
        assert isinstance(answer(one, **boxes), Wrong)


def test_a_day_without_its_month_is_no_partial_date() -> None:
    one = field("date", partial=True)
    assert isinstance(answer(one, x_absent="yes", x_day="4", x_year="1998"), Wrong)
    assert isinstance(answer(one, x_absent="yes", x_month="4"), Wrong)


@pytest.mark.parametrize(
    ("number", "letter", "part", "expected"),
    [
        ("17", "", "", ("17", "", "")),
        ("17a", "", "", ("17", "a", "")),
        ("17 A 1/3", "", "", ("17", "a", "1/3")),
        ("12-14", "", "", ("12", "", "-14")),
        ("017", "b", "", ("17", "b", "")),
    ],
)
def test_a_house_number_comes_apart_however_it_was_typed(
    number: str, letter: str, part: str, expected: tuple[str, str, str]
) -> None:
    parsed = answer(field("house-number"), x_number=number, x_letter=letter, x_part=part)
    assert isinstance(parsed, Given)
    assert tuple(parsed.value.values()) == expected


@pytest.mark.parametrize("number", ["0", "a", "12345", "Hof"])
def test_what_is_no_house_number_is_said(number: str) -> None:
    assert "Hausnummer" in words(answer(field("house-number"), x_number=number))


def test_a_letter_without_a_house_number_is_not_thrown_away() -> None:
    assert isinstance(answer(field("house-number", optional=True), x_letter="a"), Wrong)


@pytest.mark.parametrize(
    ("postcode", "place", "message"),
    [
        ("7017", "Stuttgart", "fünf Ziffern"),
        ("00123", "Stuttgart", "fünf Ziffern"),
        ("70178", "", "Ort"),
        ("70178", "Сочи", "lateinischen Buchstaben"),
    ],
)
def test_a_place_needs_a_postcode_and_a_name(postcode: str, place: str, message: str) -> None:
    assert message in words(answer(field("place"), x_postcode=postcode, x_place=place))


def test_a_postcode_nobody_knows_is_not_refused() -> None:
    assert answer(field("place"), x_postcode="99999", x_place="Neustadt") == Given(
        {"postcode": "99999", "place": "Neustadt"}
    )


def test_states_and_nationalities_are_keys_that_can_be_chosen() -> None:
    one = field("search", list="nationalities", many=True, max=2)
    assert answer(one, x=("163", "000", "137")) == Given(("163", "000"))
    assert isinstance(answer(one, x=("no-such-key",)), Wrong)
    assert isinstance(answer(one, x_query="Türkei"), Wrong), "typing is not choosing"
    assert GERMAN.plain(shown(one, ("163", "000"))) == "türkisch, deutsch"
    assert shipped().get("en").plain(shown(one, ("163",))).startswith("T")


def test_a_former_state_cannot_be_chosen() -> None:
    assert isinstance(answer(field("search", list="states"), x="132"), Wrong)


def test_boxes_are_off_by_default_and_an_assurance_must_be_ticked() -> None:
    assert answer(field("checkbox")) == Given(False)
    assert answer(field("checkbox"), x="yes") == Given(True)
    assert words(answer(field("checkbox", required=True))) == "Bitte tippen Sie diesen Satz an."


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        ("email", "zoe.gross@example.org", "zoe@"),
        ("email", "z@ü.example", "zoe example.org"),
        ("phone", "+49 (711) 216-0", "110 bitte"),
        ("phone", "0711 12345", "07"),
        ("digits", "1234", "12a4"),
    ],
)
def test_other_texts_with_a_form_of_their_own(type_: str, good: str, bad: str) -> None:
    one = field(type_, **({"min": 4, "max": 4} if type_ == "digits" else {}))
    assert answer(one, x=good) == Given(good)
    assert isinstance(answer(one, x=bad), Wrong)


def test_a_serial_number_is_made_capital_without_spaces() -> None:
    assert answer(field("serial"), x=" l01x 00t47 ") == Given("L01X00T47")
    assert isinstance(answer(field("serial"), x="L01Ö"), Wrong)


def test_a_choice_that_is_not_offered_is_no_answer() -> None:
    one = field("choice", options=({"value": "a", "title": "A"}, {"value": "b", "title": "B"}))
    assert parse(one, lambda _: "b", TODAY, lambda value: value != "b") != Given("b")
    assert parse(one, lambda _: "c", TODAY) != Given("c")


def test_a_name_in_braces_or_stars_is_shown_as_it_is() -> None:
    assert GERMAN.plain(shown(field("text", letters="E"), "{name} % <b>")) == "{name} % <b>"


@given(text=st.text(max_size=60), letters=st.sampled_from(list("ABDE")))
def test_whatever_is_typed_becomes_an_nfc_answer_or_a_sentence(text: str, letters: str) -> None:
    parsed = answer(field("text", letters=letters, max=200, lines=2), x=text)
    if isinstance(parsed, Given):
        assert unicodedata.is_normalized("NFC", parsed.value)
        assert parsed.value == parsed.value.strip()
    else:
        assert words(parsed)


@given(day=st.text(max_size=4), month=st.text(max_size=4), year=st.text(max_size=6), absent=st.booleans())
def test_whatever_is_typed_into_a_date_is_a_date_or_a_sentence(
    day: str, month: str, year: str, absent: bool
) -> None:
    one = field("date", partial=True, latest_days=0)
    parsed = answer(one, x_day=day, x_month=month, x_year=year, x_absent="yes" if absent else "")
    if isinstance(parsed, Given):
        assert GERMAN.plain(shown(one, parsed.value))
        known = [int(part) for part in parsed.value.split("-")]
        if all(known):
            assert date(*known) <= TODAY
    else:
        assert words(parsed)


@given(
    boxes=st.fixed_dictionaries({f"x_{part}": st.text(max_size=8) for part in ("number", "letter", "part")})
)
def test_whatever_is_typed_as_house_number_is_one_or_a_sentence(boxes: dict[str, str]) -> None:
    parsed = answer(field("house-number"), **boxes)
    if isinstance(parsed, Given):
        assert parsed.value["number"].isdigit()
    else:
        assert words(parsed)
