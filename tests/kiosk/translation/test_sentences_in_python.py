# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every sentence that Python code shows is found, and one that cannot be is refused."""

from __future__ import annotations

import pytest
from babel.messages.extract import extract_from_file

from kiosk.translation.python import sentences_in_python
from kiosk.translation.sentence import Sentence, Unextractable
from kiosk.translation.sources import checkout


def found(text: str) -> list[Sentence]:
    problems: list[Unextractable] = []
    sentences = list(sentences_in_python(text, "a.py", problems))
    assert not problems
    return sentences


def test_sentences_inside_sentences_and_over_several_lines_are_found() -> None:
    text = """
Action("x", T("Knopf"), hint=T("Hinweis {wait}", wait=hint(T("tief"))))
a = T(
    "Ein "
    "Satz"
)
b = T("Noch " + "einer")
c = [language.gettext("Ihre Nummer") for language in languages]
"""
    assert [sentence.source for sentence in found(text)] == [
        "Knopf",
        "Hinweis {wait}",
        "tief",
        "Ein Satz",
        "Noch einer",
        "Ihre Nummer",
    ]


def test_both_forms_of_a_counted_sentence_are_kept() -> None:
    text = 'TN("{count} Tag", "{count} Tage", 3)\nt.ngettext("Person", "Personen", n)'
    assert [(sentence.source, sentence.plural) for sentence in found(text)] == [
        ("{count} Tag", "{count} Tage"),
        ("Person", "Personen"),
    ]


@pytest.mark.parametrize(
    ("style", "letters"), [("PRIMARY", 24), ("LINK", 32), ("TILE", 30), ("ROW", 32), ("HUMAN", 32)]
)
def test_the_label_of_an_action_gets_the_room_of_its_style(style: str, letters: int) -> None:
    label, hint = found(f'Action("x", T("Wort"), Style.{style}, hint=T("Hinweis"))')
    assert label.limit == letters
    assert hint.limit is None


def test_comments_for_translators_are_kept() -> None:
    text = '# Translators: under a document,\n# at most 9 letters\na = T("Wort")\n\n# Why.\nb = T("Anderes")'
    word, other = found(text)
    assert word.note == "under a document, at most 9 letters"
    assert word.limit == 9
    assert other.note == ""


@pytest.mark.parametrize(
    "text",
    [
        "T(name)",
        'T(f"Nummer {number}")',
        'T("a" if b else "c")',
        'T("")',
        'TN("Tag", days, 3)',
        'TN("Tag")',
        'from kiosk.text import Text\nText("Satz")',
    ],
)
def test_a_sentence_that_would_silently_be_missing_is_refused(text: str) -> None:
    problems: list[Unextractable] = []
    assert list(sentences_in_python(text, "a.py", problems)) == []
    [problem] = problems
    assert str(problem).startswith(f"a.py:{text.count(chr(10)) + 1}: ")


def test_looking_up_a_sentence_that_is_marked_elsewhere_is_fine() -> None:
    assert found("language.gettext(text.source); language.ngettext(one, many, n)") == []


def test_the_printers_own_text_is_not_for_translation() -> None:
    assert found('from devices.printer import Text\nText("Probe")') == []


def test_babels_extractor_finds_the_same_in_our_code() -> None:
    files = [
        path for folder in ("kiosk", "ui", "backoffice/web") for path in (checkout() / folder).rglob("*.py")
    ]
    ours, theirs = set(), set()
    problems: list[Unextractable] = []
    keywords = {"T": None, "TN": (1, 2), "gettext": None, "ngettext": (1, 2)}
    for file in files:
        ours |= {
            (sentence.source, sentence.plural)
            for sentence in sentences_in_python(file.read_text(encoding="utf-8"), file.name, problems)
        }
        for _, message, _, _ in extract_from_file("python", file, keywords=keywords):
            theirs.add((message, "") if isinstance(message, str) else tuple(message[:2]))
    assert not problems
    assert len(ours) > 100
    assert ours == theirs
