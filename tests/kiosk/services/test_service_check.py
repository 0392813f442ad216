# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The check tells authors what loads but is rarely meant, at the line where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.services.check import check
from kiosk.services.problems import ServiceFileProblem, Severity


def test_a_tidy_folder_has_nothing_to_say(folder: Any) -> None:
    assert check(folder.path) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("norms:\n  - § 17 Abs. 1 BMG\n", "", 1, "no norm is named for this service"),
        ("  - § 17 Abs. 1 BMG", "  - siehe Gesetz", 10, "does not look like a norm"),
        ("title: Wohnsitz anmelden", "title: Wohnsitz anmelden oder ummelden lassen", 2, "a row holds 32"),
        ("result: Sie sind angemeldet.", "result: Sie sind angemeldet!", 40, "no exclamation marks"),
        ("text: Kommen Sie nach dem Einzug.", "text: Das ist leider so.", 39, "say what happens next"),
        ("text: Kommen Sie nach dem Einzug.", "text: " + "sehr " * 21 + "lang.", 39, "a sentence of 22 words"),
        ("text: Kommen Sie nach dem Einzug.", "text: Fu\u0308r Sie.", 39, "not NFC"),
        ("short: Zustimmung", "short: Zustimmung der Sorgeberechtigten", 16, "28 fit"),
        ("short: Ausweis\n", "short: Ausweis\n    usual: true\n", 14, "usual says nothing"),
        ("short: Ausweis\n", "short: Ausweis\n    when: {age: adult}\n", 11, "nothing to bring that the row"),
        ("short: Ausweis\n", "short: Ausweis\n    evidence: law\n", 12, "no norm is named"),
        ("{eur: 12.50, valid_from: 2026-02-07, evidence: law}", "{eur: 12.50, valid_from: 2026-02-07, evidence: secondary}",
         27, "was not read in the norm"),
        ("      when: {age: child}\n      norm: § 24 BMG\n", "      when: {age: child}\n", 28, "no norm is named for the fee"),
    ],
)  # fmt: skip
def test_warnings_have_a_line(folder: Any, old: str, new: str, line: int, says: str) -> None:
    folder.spoil(old, new)
    (warning,) = check(folder.path)
    assert warning.severity is Severity.WARNING
    assert (warning.file, warning.line) == ("anmelden.yaml", line)
    assert says in warning.message
    assert folder.load(), "a warning does not keep the catalogue from loading"


def test_a_case_without_a_price_is_found(folder: Any) -> None:
    text = (folder.path / "anmelden.yaml").read_text()
    start, end = text.index("    - title: Kinder"), text.index("    - title: Versand")
    folder.write("anmelden.yaml", text[:start] + text[end:])
    assert [problem.message for problem in check(folder.path)] == ["no price for age: child"]


def test_too_many_services_of_a_topic_need_a_second_page(folder: Any) -> None:
    text = (folder.path / "anmelden.yaml").read_text()
    for number in range(6):
        folder.write(f"dienst-{number}.yaml", text.replace("key: anmelden", f"key: dienst-{number}"))
    (warning,) = check(folder.path)
    assert "more than 6 services under 'wohnsitz' at amt" in warning.message


def test_errors_come_with_the_warnings(folder: Any) -> None:
    folder.spoil("result: Sie sind angemeldet.", "result: Sie sind angemeldet!")
    folder.write("kaputt.yaml", "title: [")
    assert [problem.severity for problem in check(folder.path)] == [Severity.WARNING, Severity.ERROR]


def test_a_problem_reads_like_the_message_of_a_compiler() -> None:
    assert str(ServiceFileProblem("a.yaml", 3, "wrong")) == "a.yaml:3: error: wrong"
    assert str(ServiceFileProblem("a.yaml", 0, "odd", Severity.WARNING)) == "a.yaml: warning: odd"
