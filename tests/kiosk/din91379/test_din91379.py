# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names as the norm allows them: every letter, hard names, and what is refused for which reason."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.din91379 import (
    DataType,
    RefusalKind,
    advice,
    base_letter,
    check,
    normalise,
    offered_letters,
    repertoire,
    search_form,
    units,
    variants,
)
from kiosk.din91379.repertoire import DEPRECATED

LATIN = repertoire().latin

HARD_NAMES = (
    "Nguyễn Thị Ánh Tuyết",
    "Ionuț Știrbei",
    "Işık Yıldırım",
    "Łukasz Żółć",
    "O’Connor",
    "D'Angelo",
    "Müller-Lüdenscheidt",
    "Weiẞ",
    "Đặng",
    "K͟haled",
    "C̀ar",
    "Sr. Maria",
    "van der Weiden-Freifrau von und zu Hohenlohe-Schillingsfürst",
    "Ž̦ivko",
)


def test_the_list_has_649_letters_and_sequences() -> None:
    assert len(LATIN) == 649
    assert sum(len(letter) == 1 for letter in LATIN) == 500


@pytest.mark.parametrize("datatype", list(DataType))
def test_every_latin_letter_is_allowed_in_every_type(datatype: DataType) -> None:
    refused = [letter for letter in LATIN if check(letter, datatype)]
    assert refused == []


def test_every_letter_is_one_unit_and_in_nfc() -> None:
    assert [letter for letter in LATIN if units(letter) != (letter,) or normalise(letter) != letter] == []


def test_letters_typed_in_pieces_become_the_listed_letter() -> None:
    wrong = [x for x in LATIN if normalise(unicodedata.normalize("NFD", x)) != x]
    assert wrong == []


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_names_are_taken(name: str) -> None:
    assert check(normalise(name), DataType.A) is None


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ("Иванов", RefusalKind.CYRILLIC, 0),
        ("Αλέξης", RefusalKind.GREEK, 0),
        ("محمد", RefusalKind.ARABIC, 0),
        ("李小龙", RefusalKind.OTHER_SCRIPT, 0),
        ("Ivan 2", RefusalKind.DIGIT, 5),
        ("Schmi\u00addt", RefusalKind.SOFT_HYPHEN, 5),
        ("Anna\u00a0Maria", RefusalKind.INVISIBLE, 4),
        ("Anna\u200dMaria", RefusalKind.INVISIBLE, 4),
        ("Anna\nMaria", RefusalKind.INVISIBLE, 4),
        ("Max\u0323", RefusalKind.LETTER, 2),
        ("ﬁnn", RefusalKind.LETTER, 0),
        ("Anna!", RefusalKind.SIGN, 4),
        ("Anna🙂", RefusalKind.SIGN, 4),
        ("Mu\u0308ller", RefusalKind.NOT_NFC, 0),
    ],
)
def test_what_no_name_holds_is_refused_with_its_reason(text: str, kind: RefusalKind, at: int) -> None:
    refusal = check(text, DataType.A)
    assert refusal is not None
    assert (refusal.kind, refusal.at) == (kind, at)
    assert advice(refusal, DataType.A)


def test_a_cyrillic_name_is_answered_with_the_passport() -> None:
    refusal = check("Иванов", DataType.A)
    assert refusal is not None
    assert "lateinischen Buchstaben" in advice(refusal, DataType.A).source
    assert "Pass" in advice(refusal, DataType.A).source


def test_the_refused_unit_stays_out_of_the_repr() -> None:
    assert "Ж" not in repr(check("Ж", DataType.A))


@pytest.mark.parametrize(
    ("text", "datatypes"),
    [
        ("Königstraße 12 a", "BCDE"),
        ("c/o Weiß & Söhne (Hinterhaus)", "BCDE"),
        ("½ Zimmer", "CDE"),
        ("Ελληνικά GmbH", "DE"),
        ("Дружба e. V.", "E"),
        ("Zeile\nZeile", "CE"),
    ],
)
def test_types_widen_as_the_norm_says(text: str, datatypes: str) -> None:
    assert "".join(kind for kind in DataType if check(text, kind) is None) == datatypes


@given(st.text())
def test_units_lose_and_add_nothing(text: str) -> None:
    assert "".join(units(text)) == text


@given(st.lists(st.sampled_from(LATIN)).map("".join))
def test_letters_in_any_order_are_taken_once_normalised(text: str) -> None:
    assert check(normalise(text), DataType.A) is None


@given(st.text())
def test_what_is_taken_as_a_name_is_nfc_without_digits(text: str) -> None:
    if check(text, DataType.A) is None:
        assert normalise(text) == text
        assert not any(char.isdigit() for char in text)


def test_the_keyboard_reaches_every_letter_once_but_none_deprecated() -> None:
    offered = [letter for base, strip in offered_letters().items() for letter in (base, *strip)]
    assert sorted(offered) == sorted(set(LATIN) - DEPRECATED)


def test_a_strip_keeps_the_case_and_shows_umlauts_first() -> None:
    assert variants("a")[0] == "ä"
    assert variants("s")[0] == "ß"
    assert {"ș", "ş", "š", "ś"} <= set(variants("s"))
    assert {"Ș", "ẞ"} <= set(variants("S"))
    assert "ı" in variants("i")
    assert "İ" in variants("I")
    assert variants("q") == ()


def test_a_base_is_asked_only_for_letters() -> None:
    with pytest.raises(ValueError, match="not a Latin letter"):
        base_letter("7")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Ä", "AE"),
        ("ǖ", "UE"),
        ("ọ̈", "OE"),
        ("ë", "E"),
        ("Å", "AA"),
        ("ǻ", "AA"),
        ("ů", "U"),
        ("Ǿ", "OE"),
        ("ß", "SS"),
        ("Þór", "THOR"),
        ("k͟h", "KH"),
        ("ŉ", "N"),
        ("Ə", "E"),
        ("Ĳmuiden", "IJMUIDEN"),
        ("Müller-Lüdenscheidt", "MUELLER LUEDENSCHEIDT"),
        ("O’Connor", "OCONNOR"),
        ("Côte  d’Ivoire", "COTE DIVOIRE"),
    ],
)
def test_search_form(text: str, form: str) -> None:
    assert search_form(text) == form


def test_every_letter_has_a_search_form_of_plain_letters() -> None:
    assert [x for x in LATIN if not (search_form(x).isascii() and search_form(x).isalpha())] == []
