# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files of answers: what is wrong is named with its line, and one bad file costs only its language."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from kiosk.answers import Answers
from kiosk.answers.check import check
from kiosk.answers.measure import QuestionSetError, measure, read_questions
from kiosk.assets import assets_dir
from kiosk.services import load_catalogue
from kiosk.services.problems import Severity

GERMAN = """\
    stop_words: [der, die]
    frequent: [parken]
    answers:
      parken:
        title: Wo kann ich parken?
        text: Vor dem Haus.
        norm: § 12 StVO
        service: bewohnerparken
        shows: [fees]
        keywords: [Parkplatz]
        paraphrases: [Wo ist ein Parkplatz, Auto abstellen, Stellplatz, Parkhaus, Parkschein, Tiefgarage]
      hund:
        title: Darf mein Hund mit?
        text: Ja, an der Leine.
        paraphrases: [Hunde erlaubt, Tiere, Haustier, Hund mitbringen, Blindenhund, Leine]
"""
ENGLISH = """\
    answers:
      parken:
        title: Where can I park?
        text: In front of the house.
        paraphrases: [parking space, car park, leave my car, where to park, garage, parking ticket]
"""


def folder(tmp_path: Path, **files: str) -> Path:
    for tag, text in files.items():
        (tmp_path / f"{tag}.yaml").write_text(dedent(text), encoding="utf-8")
    return tmp_path


def checked(where: Path, languages: tuple[str, ...] = ("de",)) -> list[str]:
    return [str(one) for one in check(where, services={"bewohnerparken"}, online=set(), languages=languages)]


def test_a_language_without_file_answers_in_german(tmp_path: Path) -> None:
    answer = Answers(folder(tmp_path, de=GERMAN)).book("tr").search("Parkplatz")[0]
    assert (answer.key, answer.language) == ("parken", "de")


def test_a_translated_answer_is_found_by_its_own_words_and_by_german_ones(tmp_path: Path) -> None:
    book = Answers(folder(tmp_path, de=GERMAN, en=ENGLISH)).book("en")
    assert [answer.title for answer in book.search("where to park")] == ["Where can I park?"]
    assert [answer.title for answer in book.search("Parkplatz")] == ["Where can I park?"]
    assert [answer.language for answer in book.search("Blindenhund")] == ["de"]


def test_what_holds_in_all_languages_stands_in_the_german_file_alone(tmp_path: Path) -> None:
    answer = Answers(folder(tmp_path, de=GERMAN, en=ENGLISH)).book("en").get("parken")
    assert answer is not None
    assert (answer.service, answer.norm, {*answer.shows}) == ("bewohnerparken", "§ 12 StVO", {"fees"})


def test_a_broken_file_costs_its_language_only(tmp_path: Path) -> None:
    answers = Answers(folder(tmp_path, de=GERMAN, en="answers: [\n"))
    assert [answer.language for answer in answers.book("en").search("Parkplatz")] == ["de"]


@pytest.mark.parametrize("german", ["answers:\n", "answers: {}\n", "a: b\n", ""])
def test_without_a_usable_german_file_nothing_is_found(tmp_path: Path, german: str) -> None:
    book = Answers(folder(tmp_path, de=german)).book("de")
    assert (len(book), book.frequent, book.search("Ausweis")) == (0, (), ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "text: Vor dem Haus.",
            "txt: Vor dem Haus.",
            "de.yaml:6: error: unknown key 'txt'; did you mean 'text'?",
        ),
        (
            "service: bewohnerparken",
            "service: bewohnerpark",
            "de.yaml:8: error: unknown service 'bewohnerpark'",
        ),
        ("shows: [fees]", "shows: [fee]", "de.yaml:9: error: 'shows' must be one of"),
        ("frequent: [parken]", "frequent: [park]", "de.yaml:2: error: unknown answer 'park'"),
        ("norm: § 12 StVO", "norm: Gesetz", "de.yaml:7: warning: 'Gesetz' does not look like a norm"),
        ("Vor dem Haus.", "Leider nicht!", "de.yaml:6: warning: 'Leider'"),
        ("Hunde erlaubt", "Parkhaus", "de.yaml:15: warning: 'Parkhaus' also asks for 'parken'"),
        (", Blindenhund, Leine", "", "de.yaml:15: warning: only 4 paraphrases"),
        ("service: bewohnerparken", "online: termin", "unknown online process 'termin'"),
        ("title: Wo kann", "title: {Wo} kann", "de.yaml:5: error"),
    ],
)
def test_authors_hear_what_is_wrong_and_where(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GERMAN
    problems = checked(folder(tmp_path, de=GERMAN.replace(old, new, 1)))
    assert any(message in problem for problem in problems), problems


def test_authors_hear_what_is_missing_in_a_language(tmp_path: Path) -> None:
    problems = checked(
        folder(tmp_path, de=GERMAN, en=ENGLISH.replace("parken:", "parking:")), languages=("de", "en", "tr")
    )
    assert "en.yaml:2: error: unknown answer 'parking'; did you mean 'parken'?" in problems
    assert "en.yaml:1: warning: no translation of 'hund'" in problems
    assert "en.yaml:1: warning: not yet reviewed by somebody whose language it is" in problems
    assert "tr.yaml: warning: there are no answers in this language" in problems


def test_the_shipped_answers_have_no_mistakes() -> None:
    folder = assets_dir() / "answers"
    services = load_catalogue(assets_dir() / "services").services
    online = {path.stem for path in (assets_dir() / "online").glob("*.yaml")}
    problems = check(folder, services=services, online=online, languages=("de",))
    assert [str(one) for one in problems if one.severity is Severity.ERROR] == []
    assert [str(one) for one in problems if one.file == "de.yaml"] == []


def test_a_set_of_questions_is_measured(tmp_path: Path) -> None:
    path = folder(tmp_path, de=GERMAN) / "de.tsv"
    path.write_text(
        "# remark\nWo ist die Tiefgarage?\tparken\n\nWo ist die Tiefgarage?\thund\n", encoding="utf-8"
    )
    measured = measure(Answers(tmp_path).book("de"), read_questions(path))
    assert (measured.asked, measured.first, measured.found) == (2, 1, 1)
    assert measured.missed == (("Wo ist die Tiefgarage?", "hund", ("parken",)),)


@pytest.mark.parametrize("line", ["no tab", "\tparken", "question\t"])
def test_a_set_with_a_line_that_is_no_question_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "de.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"de\.tsv:1"):
        read_questions(path)
