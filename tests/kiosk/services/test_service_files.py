# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every mistake an author can make is named with file and line, all in one go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.services import CatalogueError, load_catalogue


def test_a_correct_folder_loads(folder: Any) -> None:
    catalogue = folder.load()
    assert [service.key for service in catalogue] == ["anmelden"]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("title: Wohnsitz anmelden", "tittle: Wohnsitz anmelden", 2, "unknown key 'tittle'; did you mean 'title'?"),
        ("    short: Ausweis\n", "    shorts: Ausweis\n", 13, "unknown key 'shorts'; did you mean 'short'?"),
        ("minutes: 15", "minutes: viele", 8, "'minutes' must be a whole number, not the text 'viele'"),
        ("minutes: 15", "minutes: 15.5", 8, "'minutes' must be a whole number"),
        ("minutes: 15", "minutes: 0", 8, "greater than or equal to 1"),
        ("minutes: 15", "minutes: 900", 8, "less than or equal to 240"),
        ("title: Wohnsitz anmelden", "title: 115", 2, "'title' must be text, not 115 (put text in quotes)"),
        ("title: Wohnsitz anmelden", "title: true", 2, "'title' must be text, not true (put text in quotes)"),
        ("title: Wohnsitz anmelden", "title:", 2, "'title' must be text, not nothing"),
        ("title: Wohnsitz anmelden", 'title: "  "', 2, "'title' must not be empty"),
        ("title: Wohnsitz anmelden", "title: <b>Wohnsitz</b>", 2, "must not hold"),
        ("title: Wohnsitz anmelden", 'title: "Wohnsitz {ort}"', 2, "must not hold"),
        ("topic: wohnsitz", "topic: wohnsit", 3, "unknown topic 'wohnsit'; did you mean 'wohnsitz'?"),
        ("queue: B", "queue: C", 6, "unknown queue 'C'"),
        ("queue: B", "queue: O", 6, "not I, O or Q"),
        ("queue: B", "queue: b", 6, "one capital letter"),
        ("icon: home", "icon: hone", 7, "unknown icon 'hone'; did you mean 'home'?"),
        ("icon: home", "icon: ../../etc/passwd", 7, "without .svg"),
        ("offered: [amt]", "offered: [rathaus]", 5, "unknown authority 'rathaus'"),
        ("offered: [amt]", "offered: []", 5, "'offered' must not be empty"),
        ("offered: [amt]", "offered: amt", 5, "'offered' must be a list, not the text 'amt'"),
        ("key: anmelden", "key: anmeldung", 1, "must be the name of the file"),
        ("key: anmelden", "key: An melden", 1, "only small letters"),
        ("key: anmelden", 'key: anmelden\nleika: "123"', 2, "a LeiKa key is 14 digits"),
        ("key: anmelden", "key: anmelden\nleika: 99115005104000", 2, "'leika' must be text"),
        ("      age: child", "      aeg: child", 19, "unknown fact 'aeg'; did you mean 'age'?"),
        ("      age: child", "      age: chidl", 19, "unknown value of age 'chidl'; did you mean 'child'?"),
        ("      age: child", "      age: 17", 19, "put numbers, dates, true and false in quotes"),
        ("      age: child", "      age: [child, adult]", 19, "may have any value here; leave it out"),
        ("      age: child", "      age: []", 19, "'age' must not be empty"),
        ("short: Zustimmung", "short: Zustimmung\n    whose: mine", 17, "'whose' must be one of"),
        ("title: Zustimmung der Eltern", "title: Ausweis oder Pass", 15, "is here twice"),
        ("eur: 10.00", "eur: zehn", 26, "'eur' must be"),
        ("eur: 10.00", "eur: 10", 26, ""),
        ("eur: 10.00", "eur: -1.00", 26, "greater than or equal to 0"),
        ("eur: 10.00", "eur: 10.005", 26, "no more than 2 decimal places"),
        ("{eur: 10.00, evidence: law}", "{eur: 10.00}", 26, "the key 'evidence' is missing"),
        ("{eur: 10.00, evidence: law}", "{eur: 10.00, evidence: heard}", 26, "'evidence' must be one of"),
        ("valid_from: 2026-02-07", "valid_from: 2026-02-30", 27, "2026-02-30 is not a day of the calendar"),
        ("valid_from: 2026-02-07", "valid_from: Februar", 27, "'valid_from' must be a date such as 2026-02-07"),
        ("{eur: 10.00,", "{eur: 10.00, valid_from: 2027-01-01,", 22, "in the order of valid_from"),
        ("when: {age: adult}", "when: {}", 28, "can apply to the same visitor"),
        ("minutes: 15", "minutes: 15\nminutes: 20", 9, "the key 'minutes' is here twice (first in line 8)"),
        ("minutes: 15", "minutes: 15\n<<: {rank: 1}", 9, "unknown key '<<'"),
        ("minutes: 15", "minutes: &m 15", 8, "anchors (&name) are not used"),
        ("minutes: 15", "minutes: !!int 15", 8, "tags (tag:yaml.org,2002:int) are not used"),
        ("minutes: 15", "minutes: !!python/object/apply:os.system [ls]", 8, "are not used"),
        ("minutes: 15", "minutes: *m", 8, "aliases (*name) are not used"),
        ("minutes: 15", "\tminutes: 15", 8, "a tab in the indentation; use spaces"),
        ("minutes: 15", "minutes: 15: 16", 8, "not YAML"),
        ("minutes: 15", "minutes: [15", 9, "not YAML"),
        ("minutes: 15", "minutes: 15\n---", 9, "a second document begins here"),
        ("minutes: 15", "minutes: 15\n[1, 2]: x", 9, "a key must be a single word"),
        ("notes:\n", "notes: [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]\nnot:\n", 38, "nested too deeply"),
        ("audience: Für alle", "audience: Für\u0007 alle", 4, "the character U+0007 does not belong in a text"),
        ("result: Sie sind angemeldet.", "", 1, "the key 'result' is missing"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(folder: Any, old: str, new: str, line: int, says: str) -> None:
    text = (folder.path / "anmelden.yaml").read_text()
    folder.write("anmelden.yaml", text.replace(old, new, 1))
    if not says:
        assert folder.load()
        return
    problems = folder.problems()
    assert [(problem.file, problem.line) for problem in problems if says in problem.message] == [
        ("anmelden.yaml", line)
    ], problems


def test_all_mistakes_of_all_files_are_found_in_one_go(folder: Any) -> None:
    folder.spoil("queue: B", "queue: X")
    folder.spoil("minutes: 15", "minutes: lang")
    folder.write("kaputt.yaml", "title: [")
    folder.write("falsch.yaml", "- eins\n")
    found = {(problem.file, problem.line) for problem in folder.problems()}
    assert {("anmelden.yaml", 8), ("kaputt.yaml", 1), ("falsch.yaml", 1)} <= found


def test_two_files_with_one_key_name_each_other(folder: Any) -> None:
    folder.write("zweite.yaml", (folder.path / "anmelden.yaml").read_text())
    messages = [str(problem) for problem in folder.problems()]
    assert "zweite.yaml:1: error: the key 'anmelden' is also in anmelden.yaml" in messages


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"title: W\xf6hnsitz\n", 1, "not UTF-8"),
        (b"key: a\ntitle: W\xf6hnsitz\n", 2, "not UTF-8"),
        ("key: a\n".encode("utf-16"), 1, "not UTF-8"),
        (b"", 1, "must hold keys with values"),
        (b"# only a comment\n", 1, "must hold keys with values"),
        (b"just words\n", 1, "must hold keys with values"),
        (b"- a\n- b\n", 1, "must hold keys with values"),
        (b"a: " + b"x" * 300_000, 0, "larger than 256 KiB"),
        (b"a: " + b"[" * 100_000, 1, "nested too deeply"),
        (b"key: a\x00b\n", 1, "U+0000"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_service_file(folder: Any, content: bytes, line: int, says: str) -> None:
    folder.write("anderes.yaml", content)
    problem = folder.problem()
    assert (problem.file, problem.line) == ("anderes.yaml", line)
    assert says in problem.message


def test_other_files_in_the_folder_are_named(folder: Any) -> None:
    folder.write("dritte.yml", "key: dritte\n")
    assert str(folder.problem()) == "dritte.yml: error: not a service file; their names end in .yaml"


def test_notes_and_hidden_files_may_lie_beside(folder: Any) -> None:
    folder.write("README.md", "notes")
    folder.write(".anmelden.yaml.swp", b"\x00")
    assert len(folder.load()) == 1


def test_a_byte_order_mark_does_no_harm(folder: Any) -> None:
    folder.write("anmelden.yaml", b"\xef\xbb\xbf" + (folder.path / "anmelden.yaml").read_bytes())
    assert len(folder.load()) == 1


def test_lines_count_the_same_with_windows_line_ends(folder: Any) -> None:
    text = (folder.path / "anmelden.yaml").read_text().replace("queue: B", "queue: X").replace("\n", "\r\n")
    folder.write("anmelden.yaml", text.encode())
    assert (folder.problem().line, "unknown queue 'X'") == (6, folder.problem().message)


def test_a_missing_folder_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read: No such file"):
        load_catalogue(tmp_path / "nowhere")


def test_missing_icons_are_a_problem(folder: Any) -> None:
    for icon in (folder.path.parent / "icons").iterdir():
        icon.unlink()
    (folder.path.parent / "icons").rmdir()
    assert any("icons cannot be read" in problem.message for problem in folder.problems())


def test_a_folder_without_services_is_a_problem(folder: Any) -> None:
    (folder.path / "anmelden.yaml").unlink()
    assert "there is no service file here" in folder.problem().message


def test_a_folder_without_shared_words_is_a_problem(folder: Any) -> None:
    (folder.path / "catalogue.yaml").unlink()
    assert str(folder.problem()).startswith("catalogue.yaml: error: cannot be read: No such file")


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("    icon: home", "    icon: hut", 4, "unknown icon 'hut'"),
        ("  B: Melden", "  O: Melden", 6, "not I, O or Q"),
        ("      adult: ab 18 Jahren\n", "", 12, "must not be empty"),
        ("    icon: home\n", "    icon: home\n  - {key: wohnsitz, title: X, icon: home}\n", 1, "a topic is here twice"),
    ],
)  # fmt: skip
def test_mistakes_in_the_shared_words(folder: Any, old: str, new: str, line: int, says: str) -> None:
    folder.spoil(old, new, name="catalogue.yaml")
    problems = folder.problems()
    assert [problem.file for problem in problems] == ["catalogue.yaml"]
    assert (problems[0].line, says in problems[0].message) == (line, True), problems


def test_words_of_yaml_1_1_stay_words(folder: Any) -> None:
    folder.spoil("title: Kinder", "title: no")
    folder.spoil("short: Zustimmung", "short: 8:30")
    service = folder.load().get("anmelden")
    assert service.fee.prices[1].title == "no"
    assert service.documents[1].short == "8:30"
