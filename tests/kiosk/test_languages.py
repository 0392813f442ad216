# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The languages we ship are whole, and a sentence comes out right in each of them."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.assets import assets_dir
from kiosk.languages import NAMES, Language, Languages, UnknownLanguageError, shipped
from kiosk.text import NOTHING, TN, Amount, Span, T
from kiosk.translation import catalogue, check
from kiosk.translation.check import letters
from kiosk.translation.sources import DOMAINS, checkout, terminal_sentences

FOLDER = assets_dir() / "languages"
MOMENT = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)


@pytest.fixture
def english() -> Language:
    return shipped().get("en")


@pytest.mark.parametrize("domain", [domain.folder for domain in DOMAINS])
def test_every_shipped_language_is_complete_and_loses_nothing(domain: str) -> None:
    assert list((FOLDER / domain).glob("*.po"))
    assert check(FOLDER / domain) == []


def test_the_catalogue_holds_what_the_sources_say_now() -> None:
    assert catalogue.outdated(FOLDER, checkout()) == (), "run script/languages update"


def test_the_german_labels_fit_their_places_too() -> None:
    too_long = [
        sentence
        for sentence in terminal_sentences(checkout())
        if sentence.limit is not None and letters(sentence.source) > sentence.limit
    ]
    assert too_long == []


def test_english_says_what_happens_next_and_never_what_went_wrong() -> None:
    frowned = re.compile(r"\b(error|invalid|unfortunately|sorry|failed|cancel|submit|ok)\b", re.IGNORECASE)
    for message in catalogue.read(FOLDER / "en.po"):
        if not message.id:
            continue
        for form in [message.string] if isinstance(message.string, str) else message.string:
            assert not frowned.search(form), form
            assert "!" not in form or form == "Hello!", form
            assert "Uhr" not in form, form


def test_unreviewed_languages_say_so_in_their_header() -> None:
    for path in FOLDER.rglob("*.po"):
        assert catalogue.NEEDS_REVIEW in path.read_text(encoding="utf-8"), path.name


def test_german_and_english_are_offered_in_their_own_words() -> None:
    assert [(language.tag, language.name) for language in shipped()][:2] == [
        ("de", "Deutsch"),
        ("en", "English"),
    ]


def test_a_new_file_is_a_new_language(tmp_path: Path) -> None:
    (tmp_path / "uk.po").write_text(catalogue.written(catalogue.new("uk"), "uk"), encoding="utf-8")
    (tmp_path / "sr.po").write_text(catalogue.written(catalogue.new("sr"), "sr"), encoding="utf-8")
    languages = Languages(tmp_path)
    assert [language.tag for language in languages] == ["de", "uk", "sr"]
    assert "uk" in languages
    assert languages.get("uk").name == NAMES["uk"]
    with pytest.raises(UnknownLanguageError):
        languages.get("en")


def test_a_sentence_without_translation_stays_german(tmp_path: Path) -> None:
    path = tmp_path / "uk.po"
    path.write_text(catalogue.written(catalogue.new("uk"), "uk"), encoding="utf-8")
    ukrainian = Language("uk", path)
    assert ukrainian.render(T("Bitte nehmen Sie Platz.")) == "Bitte nehmen Sie Platz."
    assert not ukrainian.knows("Bitte nehmen Sie Platz.")


def test_values_are_said_in_the_language_of_the_sentence(english: Language) -> None:
    german = shipped().source
    wait = T("Sie bekommen eine Nummer. {wait}", wait=T("Wartezeit: {range} Min.", range=Span(20, 35)))
    assert german.render(wait) == "Sie bekommen eine Nummer. Wartezeit: 20–35 Min."
    assert english.render(wait) == "You get a number. Waiting time: 20–35 min"
    time = T("heute um **{time} Uhr**", time=MOMENT)
    assert german.render(time) == "heute um **10:42 Uhr**"
    assert english.plain(time) == "today at 10:42"
    assert german.render(T("{amount}", amount=Amount(4600))) == "46,00\u00a0€"
    assert english.render(T("{amount}", amount=Amount(4600))) == "€46.00"
    assert german.day(date(2026, 11, 23)) == "Montag, 23. November"
    assert german.date_in_digits(date(2026, 11, 23)) == "Mo 23.11.2026"


@pytest.mark.parametrize(("count", "said"), [(1, "1 digit to go"), (2, "2 digits to go")])
def test_a_number_chooses_its_form(english: Language, count: int, said: str) -> None:
    assert english.render(TN("Noch {count} Ziffer", "Noch {count} Ziffern", count)) == said


def test_values_cannot_make_marks_or_placeholders(english: Language) -> None:
    address = T("**{address}**", address="**{office}**")
    assert english.render(address) == "**{office}**"
    assert english.plain(address) == "{office}"


def test_nothing_stays_nothing(english: Language) -> None:
    assert english.render(NOTHING) == ""


def test_a_compiled_catalogue_counts_until_its_source_changes(tmp_path: Path) -> None:
    path = tmp_path / "uk.po"
    path.write_text('msgid "Weiter"\nmsgstr "Далі"\n', encoding="utf-8")
    compiled = tmp_path / "uk.mo"
    compiled.write_bytes(Language("uk", path).compiled())
    path.write_text('msgid "Weiter"\nmsgstr "Продовжити"\n', encoding="utf-8")
    os.utime(path, (1, 1))
    assert Language("uk", path).gettext("Weiter") == "Далі"
    os.utime(compiled, (0, 0))
    assert Language("uk", path).gettext("Weiter") == "Продовжити"


def test_simple_german_is_german_that_counts_and_dates_like_german(tmp_path: Path) -> None:
    path = tmp_path / "de-simple.po"
    path.write_text(catalogue.written(catalogue.new("de-simple"), "de-simple"), encoding="utf-8")
    simple = Languages(tmp_path).get("de-simple")
    assert simple.is_german
    assert simple.name == "Einfache Sprache"
    assert simple.day(date(2026, 11, 23)) == "Montag, 23. November"
    assert simple.render(T("{amount}", amount=Amount(4600))) == "46,00\u00a0€"
