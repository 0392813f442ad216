# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every mistake of an author of a form is named with its file and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.assets import assets_dir
from kiosk.forms.check import check_form
from kiosk.forms.load import LoadedForm, load_form, read_forms
from kiosk.services.check import check
from kiosk.services.problems import CatalogueError, ServiceFileProblem, Severity
from tests.kiosk.forms.conftest import FILES, TODAY

GOOD = (FILES / "hundesteuer.yaml").read_text(encoding="utf-8")

Problems = Callable[[str], list[ServiceFileProblem]]


@pytest.fixture
def problems(tmp_path: Path, icons: frozenset[str]) -> Problems:
    """What is wrong with a form file of this text."""

    def of(text: str) -> list[ServiceFileProblem]:
        (tmp_path / "hundesteuer.yaml").write_text(text, encoding="utf-8")
        try:
            load_form(tmp_path / "hundesteuer.yaml", icons)
        except CatalogueError as error:
            return list(error.problems)
        return []

    return of


def test_the_example_of_the_handbook_is_right(problems: Problems) -> None:
    assert problems(GOOD) == []


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("when: {matter: bitten}", "when: {mater: bitten}", "mater:", "unknown field or fact 'mater'; did you mean"),
        ("when: {matter: bitten}", "when: {matter: biten}", "biten", "unknown value of matter 'biten'"),
        ("when: {matter: bitten}", "when: {earlier: yes}", "earlier: yes", "asked later; .* circles"),
        ("when: {matter: bitten}", "when: {street: dog}", "street: dog", "'street' is no choice"),
        ("when: {earlier: \"yes\"}", "when: {nationalities: [\"000\"]}", "nationalities: [\"000\"]", "answered for each of 'persons'"),
        ("key: frueher-wann\n        title: Wie hieß er?\n        when: {earlier: \"yes\"}", "key: frueher-wann\n        title: Wie hieß er?\n        when: {matter: bitten}", "key: frueher-wann", "'frueher-wann' is never reached"),
        ("- key: wohnung\n", "- key: halter\n", "- key: halter\n    title: Adresse", "section 'halter' is here twice"),
        ("- key: mehr\n", "- key: adresse\n", "- key: adresse\n        title: Wie erreichen", "page 'adresse' is here twice"),
        ("{key: phone,", "{key: email,", "{key: email, type: phone", "name 'email' is here twice"),
        ("key: persons\n", "key: matter\n", "key: matter\n        kind: group", "taken by a field"),
        ("- key: mehr\n", "- key: check-answers\n", "check-answers", "the program's own page"),
        ("type: yes-no", "type: yes_no", "type: yes_no", "'yes_no' is none of"),
        ("{key: chip, type: digits, min: 15", "{key: chip, min: 15", "{key: chip", "the key 'type' is missing"),
        ("letters: A, max: 80", "letters: Q, max: 80", "letters: Q", "must be one of"),
        ("list: nationalities", "list: nationalitys", "nationalitys", "unknown code list 'nationalitys'; did you mean 'nationalities'"),
        ("icon: warning", "icon: warnung", "warnung", "unknown icon 'warnung'"),
        ("name_fields: [given_names, family_name]", "name_fields: [givn_names]", "givn_names", "unknown field of the group"),
        ("min: 1\n        max: 3", "min: 4\n        max: 3", "key: persons", "min must not be larger"),
        ("norm_read: 2026-08-19", "norm_read: 2026-02-30", "2026-02-30", "not a day of the calendar"),
        ("        norm: § 9 KAG\n", "", "key: versicherung", "the key 'norm' is missing"),
        ("{key: assured, type: checkbox, required: true", "{key: assured, type: text, letters: E", "{key: assured", "a notice has checkboxes only"),
        ("key: seit-wann", "valid_from: 2026-02-01\n        valid_until: 2026-01-31\n        key: seit-wann", "valid_until", "before valid_from"),
        ("version: 1", "version: 1\nrules: registratio", "rules:", "unknown rules 'registratio'; did you mean 'registration'"),
        ("key: hundesteuer", "key: hunde", "key: hunde", "must be the name of the file"),
        ("check_note:", "chek_note:", "chek_note", "unknown key 'chek_note'; did you mean 'check_note'"),
        ("{value: rescue, title", "{value: guide, title", "key: traits", "has a value twice"),
        ("latest_days: 0, shortcuts: true", "latest_days: today, shortcuts: true", "latest_days: today", "must be a whole number"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(
    problems: Problems, old: str, new: str, at: str, message: str
) -> None:
    assert old in GOOD
    spoiled = GOOD.replace(old, new, 1)
    found = problems(spoiled)
    wanted = [problem for problem in found if re.search(message, problem.message)]
    assert wanted, found
    line = line_of(spoiled, at)
    assert any(line <= problem.line <= line + 3 for problem in wanted), (line, found)
    assert all(problem.severity is Severity.ERROR for problem in found)


def test_a_group_inside_a_group_is_refused_at_its_line(problems: Problems) -> None:
    inner = (
        "          - key: hunde\n            kind: group\n            title: Hunde\n            pages: []\n"
    )
    spoiled = GOOD.replace("          - key: geburt\n", f"{inner}          - key: geburt\n")
    found = problems(spoiled)
    assert ["group inside a group" in problem.message for problem in found] == [True]
    assert found[0].line == line_of(spoiled, "key: hunde\n")


def test_pages_after_an_end_for_everybody_are_never_reached(problems: Problems) -> None:
    found = problems(GOOD.replace("        when: {matter: bitten}\n", "", 1))
    assert "the page 'seit-wann' is never reached" in {problem.message for problem in found}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_spoiled_file_is_refused_with_reasons_or_still_a_form(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, icons: frozenset[str]
) -> None:
    lines = GOOD.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "double", "swap", "cut", "word"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
            case "word":
                lines[at] += data.draw(st.sampled_from([" x", ": y", "}", "]", " #", "'", " null", "- "]))
    folder = tmp_path_factory.mktemp("forms")
    (folder / "hundesteuer.yaml").write_text("\n".join(lines), encoding="utf-8")
    forms, problems = read_forms(folder, icons)
    assert forms or problems
    assert all(problem.line <= len(lines) for problem in problems)


def loaded(tmp_path: Path, text: str, icons: frozenset[str]) -> LoadedForm:
    (tmp_path / "hundesteuer.yaml").write_text(text, encoding="utf-8")
    forms, problems = read_forms(tmp_path, icons)
    assert not problems
    return forms[0]


@pytest.mark.parametrize(
    ("old", "new", "at", "message", "severity"),
    [
        ("        norm_read: 2026-08-19\n", "", "norm: § 9 KAG", "nobody has compared", Severity.WARNING),
        ("norm_read: 2026-08-19", "norm_read: 2027-08-19", "2027-08-19", "nobody can have read", Severity.ERROR),
        ("norm_read: 2026-08-19", "norm_read: 2023-08-19", "2023-08-19", "more than two years", Severity.WARNING),
        ("norm: § 9 KAG", "norm: das Gesetz", "norm: das", "does not look like a norm", Severity.WARNING),
        ("        norm: § 2 PolVOgH\n", "", "key: biss", "without a norm", Severity.WARNING),
        ("key: seit-wann", "valid_until: 2026-01-31\n        key: seit-wann", "valid_until", "not shown any more", Severity.WARNING),
        ("Bitte tippen Sie den Namen ein.", "Ungültige Eingabe.", "Ungültige", "say what happens next", Severity.WARNING),
    ],
)  # fmt: skip
def test_what_is_rarely_meant_is_told_to_the_author(
    tmp_path: Path, icons: frozenset[str], old: str, new: str, at: str, message: str, severity: Severity
) -> None:
    spoiled = GOOD.replace(old, new, 1)
    found = list(check_form(loaded(tmp_path, spoiled, icons), TODAY))
    wanted = [problem for problem in found if message in problem.message]
    assert wanted, found
    assert wanted[0].severity is severity
    assert abs(wanted[0].line - line_of(spoiled, at)) <= 1


def test_services_check_covers_forms_their_presets_and_missing_translations(tmp_path: Path) -> None:
    services = tmp_path / "services"
    (services / "forms").mkdir(parents=True)
    shipped = assets_dir() / "services"
    for name in ("catalogue.yaml", "meldebescheinigung.yaml"):
        (services / name).write_bytes((shipped / name).read_bytes())
    (services / "forms" / "hundesteuer.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "en.po").write_text('msgid ""\nmsgstr ""\n"Language: en\\n"\n')
    file = services / "meldebescheinigung.yaml"
    whole = file.read_text(encoding="utf-8")

    file.write_text(f"{whole}form:\n  key: hundesteuer\n  preset: {{mater: register}}\n", encoding="utf-8")
    wrong = [one for one in check(services, assets_dir() / "icons", TODAY) if one.severity is Severity.ERROR]
    last = whole.count("\n")
    assert [(one.file, one.line) for one in wrong] == [("meldebescheinigung.yaml", last + 3)]

    file.write_text(f"{whole}form:\n  key: hundesteur\n", encoding="utf-8")
    wrong = [one for one in check(services, assets_dir() / "icons", TODAY) if one.severity is Severity.ERROR]
    assert "did you mean 'hundesteuer'" in wrong[0].message

    file.write_text(f"{whole}form:\n  key: hundesteuer\n  preset: {{matter: register}}\n", encoding="utf-8")
    found = check(services, assets_dir() / "icons", TODAY)
    assert not [one for one in found if one.severity is Severity.ERROR]
    missing = [one for one in found if "no translation in en.po: 'Wo wohnt der Hund?'" in one.message]
    assert [(one.file, one.line) for one in missing] == [
        ("forms/hundesteuer.yaml", line_of(GOOD, "title: Wo wohnt der Hund?"))
    ]


def test_the_shipped_forms_have_no_mistake_today() -> None:
    found = [problem for problem in check(assets_dir() / "services") if problem.severity is Severity.ERROR]
    assert found == []
