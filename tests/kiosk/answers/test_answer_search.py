# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is typed: at most three answers, the same ones every time, and the right one for plain questions."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.answers import Book, shipped
from kiosk.answers.folding import fold, trigrams
from kiosk.answers.index import FOUND, Entry, Index

BUILT_WITHIN_S = 0.3
"""On a machine that runs other tests beside this one; `benchmarks.questions` says what it takes alone."""


@pytest.fixture(scope="module")
def book() -> Book:
    return shipped().book("de")


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Wie lange habe ich Zeit, mich anzumelden?", "anmeldung-frist"),
        ("Wohnungsgeberbestätigung", "wohnungsgeberbestaetigung"),
        ("wohnungsgeber bestetigung", "wohnungsgeberbestaetigung"),
        ("FÜHRUNGSZEUGNIS", "fuehrungszeugnis"),
        ("perso geklaut", "ausweis-verloren"),
        ("reisepas eilig", "pass-schnell"),
        ("WG", "untermiete"),
        ("EC", "bezahlen"),
        ("öffnungzeiten", "oeffnungszeiten"),
    ],
)
def test_plain_questions_find_their_answer(book: Book, question: str, key: str) -> None:
    assert key in [answer.key for answer in book.search(question)]


@pytest.mark.parametrize("question", ["", " ", "?", "a", "qqqq xxxx zzzz", "قطة", "\x00", "\ud800", '"*" ^'])
def test_what_says_nothing_finds_nothing(book: Book, question: str) -> None:
    assert book.search(question) == ()


@given(st.text(max_size=400))
def test_no_text_can_break_the_search(book: Book, question: str) -> None:
    found = book.search(question)
    assert len(found) <= FOUND
    assert len({answer.key for answer in found}) == len(found)
    assert found == book.search(question)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_case_and_spaces_do_not_matter(text: str) -> None:
    assert fold(f"  {text} ") == fold(text)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("STRASSE", "Straße"),
        ("kimligim", "kimliğim"),
        ("IKAMET", "ıkamet"),
        ("ΑΔΕΙΑ ΔΙΑΜΟΝΗΣ", "άδεια διαμονής"),
        ("اقامه", "إقامة"),
        ("٣", "3"),
        ("pobyt staly", "pobyt stały"),
        ("м'я", "мʼя"),
        ("dogovor o zaposljavanju", "dogovor o zapošljavanju"),
    ],
)
def test_people_type_as_they_can(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


def test_a_word_of_one_letter_still_has_a_trigram() -> None:
    assert trigrams(["u"]) == [" u "]


def test_equally_good_answers_keep_their_order() -> None:
    same = Entry("Parken", ("Wo kann ich parken?",), (), "")
    assert Index([same, same, same, same], ()).search("parken") == [0, 1, 2]


def test_an_index_without_answers_finds_nothing() -> None:
    assert Index([], ["der"]).search("Wo kann ich parken?") == []


def test_the_index_is_built_before_anybody_waits() -> None:
    """The best of three: other tests may be running beside this one."""
    source = shipped().book("de")
    spent = []
    for _ in range(3):
        fresh = Book("de", source._source)
        began = time.process_time()
        fresh.search("Ausweis")
        spent.append(time.process_time() - began)
    assert min(spent) < BUILT_WITHIN_S
