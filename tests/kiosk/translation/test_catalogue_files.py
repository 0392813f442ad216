# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Merging keeps what translators wrote, and writing the same again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.languages import Language
from kiosk.translation import catalogue
from kiosk.translation.sentence import Sentence

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
WORDS = st.text(LETTERS | st.sampled_from('\n\t"\\{}%*'), min_size=1, max_size=80)
TRANSLATIONS = st.dictionaries(WORDS, st.tuples(WORDS, WORDS), min_size=1, max_size=12)


def files(folder: Path, *sentences: Sentence) -> dict[str, str]:
    """Make the files of a catalogue, write them, and say what they hold."""
    made = catalogue.files(folder, sentences)
    for path, text in made.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return {path.name: text for path, text in made.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en.po").write_text(catalogue.written(catalogue.new("en"), "en"), encoding="utf-8")
    return tmp_path


def translate(path: Path, **translations: str) -> None:
    known = catalogue.read(path)
    for source, translation in translations.items():
        message = known.get(source)
        assert message is not None
        message.string = translation
    path.write_text(catalogue.written(known, path.stem), encoding="utf-8")


def test_a_new_sentence_arrives_and_an_old_one_goes(folder: Path) -> None:
    files(folder, Sentence("Hilfe", "a.py"), Sentence("Zurück", "a.py"))
    translate(folder / "en.po", Hilfe="Help", Zurück="Back")
    made = files(folder, Sentence("Hilfe", "a.py"), Sentence("Öffnungszeiten heute", "a.py"))
    assert 'msgid "Hilfe"\nmsgstr "Help"' in made["en.po"]
    assert 'msgid "Öffnungszeiten heute"\nmsgstr ""' in made["en.po"]
    assert "Zurück" not in made["en.po"]


def test_a_sentence_that_changed_a_little_keeps_its_translation_to_be_looked_at(folder: Path) -> None:
    files(folder, Sentence("Bitte nehmen Sie Platz", "a.py"))
    translate(folder / "en.po", **{"Bitte nehmen Sie Platz": "Please take a seat"})
    made = files(folder, Sentence("Bitte nehmen Sie Platz.", "a.py"))
    assert '#, fuzzy\nmsgid "Bitte nehmen Sie Platz."\nmsgstr "Please take a seat"' in made["en.po"]
    assert Language("en", folder / "en.po").gettext("Bitte nehmen Sie Platz.") == "Bitte nehmen Sie Platz."


def test_a_sentence_that_is_only_like_one_in_use_starts_empty(folder: Path) -> None:
    files(folder, Sentence("Wartebereich 1", "a.py"))
    translate(folder / "en.po", **{"Wartebereich 1": "Waiting area 1"})
    made = files(folder, Sentence("Wartebereich 1", "a.py"), Sentence("Wartebereich 2", "a.py"))
    assert "fuzzy" not in made["en.po"]
    assert 'msgid "Wartebereich 2"\nmsgstr ""' in made["en.po"]


def test_a_translators_comments_and_the_header_stay(folder: Path) -> None:
    files(folder, Sentence("Hilfe", "a.py"))
    path = folder / "en.po"
    text = path.read_text(encoding="utf-8").replace("#: a.py", "# As on the sign.\n#: a.py")
    path.write_text(text, encoding="utf-8")
    made = files(folder, Sentence("Hilfe", "b.py"))
    assert "# As on the sign.\n#: b.py" in made["en.po"]
    assert made["en.po"].startswith("# SPDX-FileCopyrightText: ")
    assert catalogue.NEEDS_REVIEW in made["en.po"]


def test_a_sentence_in_many_places_is_there_once_and_the_tightest_limit_counts(folder: Path) -> None:
    made = files(
        folder,
        Sentence("Weiter", "b.qml", note="Button: at most 24 letters"),
        Sentence("Weiter", "a.py", note="Footer: at most 12 letters"),
        Sentence("Weiter", "b.qml"),
    )
    assert made["en.po"].count('msgid "Weiter"') == 1
    assert "#: a.py b.qml\n#, max-length:12\n" in made["en.po"]


def test_a_limit_that_changed_replaces_the_old_one(folder: Path) -> None:
    files(folder, Sentence("Weiter", "a.py", note="at most 24 letters"))
    made = files(folder, Sentence("Weiter", "a.py", note="at most 20 letters"))
    assert "max-length:20\n" in made["en.po"]
    assert "max-length:24" not in made["en.po"]


def test_a_per_cent_sign_is_no_format_of_c(folder: Path) -> None:
    assert "python-format" not in files(folder, Sentence("Zu 50 % der Zeit", "a.py"))["en.po"]


def test_one_sentence_cannot_be_counted_here_and_plain_there() -> None:
    with pytest.raises(ValueError, match="with and without a plural"):
        catalogue.template([Sentence("Tag", "a.py"), Sentence("Tag", "b.py", plural="Tage")])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('msgid "a\nmsgstr "b"\n', r"en\.po:1"),
        ('msgid "a"\n<<<<<<< ours\nmsgstr "b"\n', r"en\.po:2"),
        ('msgid "a"\nmsgstr "b" c\n', r"en\.po:2"),
    ],
)
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "en.po"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(catalogue.CatalogueFileError, match=place):
        catalogue.files(tmp_path, [])
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("tag", "forms"), [("en", 2), ("uk", 3), ("ar", 6), ("tr", 1), ("pt-BR", 2)])
def test_a_new_language_knows_its_plural_forms(tag: str, forms: int, tmp_path: Path) -> None:
    path = tmp_path / f"{tag}.po"
    path.write_text(catalogue.written(catalogue.new(tag), tag), encoding="utf-8")
    made = files(tmp_path, Sentence("Tag", "a.py", plural="Tage"))
    assert made[path.name].count("\nmsgstr[") == forms
    assert f'"Language: {tag}\\n"' in made[path.name]


@given(TRANSLATIONS)
def test_what_was_written_is_read_back_and_written_the_same(
    tmp_path_factory: pytest.TempPathFactory, translations: dict[str, tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("languages")
    sentences = [
        Sentence(source, "a.py", plural=f"{source}…" if number % 2 else "", note=source.strip())
        for number, source in enumerate(translations)
    ]
    path = folder / "en.po"
    path.write_text(catalogue.written(catalogue.new("en"), "en"), encoding="utf-8")
    files(folder, *sentences)
    known = catalogue.read(path)
    for sentence in sentences:
        message = known.get(sentence.source)
        assert message is not None
        one, many = translations[sentence.source]
        message.string = (one, many) if sentence.plural else one
        message.flags.discard("fuzzy")
    path.write_text(catalogue.written(known, "en"), encoding="utf-8", newline="\n")

    once = files(folder, *sentences)
    again = files(folder, *sentences)
    assert once == again
    language = Language("en", path)
    for sentence in sentences:
        one, many = translations[sentence.source]
        if sentence.plural:
            assert language.ngettext(sentence.source, sentence.plural, 1) == one
            assert language.ngettext(sentence.source, sentence.plural, 5) == many
        else:
            assert language.gettext(sentence.source) == one
