# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files of online services: what is wrong is named with its line."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from kiosk.assets import assets_dir
from kiosk.online import load_online
from kiosk.online.load import check, translatable
from kiosk.services import load_catalogue
from kiosk.services.problems import CatalogueError

FILE = """\
    key: umzug
    title: Im Internet ummelden
    hint: Am eigenen Handy
    icon: home
    service: wohnsitz-anmelden
    questions:
      - key: adult
        question: Sind Sie 18 Jahre oder älter?
        norm: § 17 BMG
        wanted: yes
        otherwise:
          reason: Das geht erst ab 18 Jahren.
          instead: Kommen Sie bitte an den Schalter.
          service: wohnsitz-anmelden
    steps: [Öffnen Sie die Seite.]
"""


def folder(tmp_path: Path, text: str = FILE) -> Path:
    (tmp_path / "umzug.yaml").write_text(dedent(text), encoding="utf-8")
    return tmp_path


def checked(where: Path) -> list[str]:
    return [str(one) for one in check(where, {"wohnsitz-anmelden"}, {"home"})]


def test_a_file_is_a_service(tmp_path: Path) -> None:
    service = load_online(folder(tmp_path))["umzug"]
    assert [question.key for question in service.questions] == ["adult"]
    assert "Das geht erst ab 18 Jahren." in dict(translatable(service))
    assert checked(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Im", "titel: Im", "umzug.yaml:2: error: unknown key 'titel'; did you mean 'title'?"),
        ("wanted: yes", "wanted: maybe", "umzug.yaml:10: error: 'wanted' must be one of"),
        ("key: umzug", "key: umzuege", "umzug.yaml:1: error: the key must be the file's name: 'umzug'"),
        (
            "service: wohnsitz-anmelden\n    quest",
            "service: wohnsitz\n    quest",
            "unknown service 'wohnsitz'",
        ),
        (
            "          service: wohnsitz-anmelden",
            "          service: wohnung",
            "umzug.yaml:14: error: unknown service",
        ),
        ("icon: home", "icon: house", "umzug.yaml:4: error: unknown icon 'house'"),
        ("§ 17 BMG", "Gesetz", "umzug.yaml:9: warning: 'Gesetz' does not look like a norm"),
        ("Öffnen Sie die Seite.", "Los!", "no exclamation marks"),
        ("steps: [Öffnen Sie die Seite.]", "steps: []", "umzug.yaml:15: error: 'steps' must not be empty"),
    ],
)
def test_authors_hear_what_is_wrong_and_where(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in FILE
    problems = checked(folder(tmp_path, FILE.replace(old, new, 1)))
    assert any(message in problem for problem in problems), problems


def test_a_question_twice_is_refused(tmp_path: Path) -> None:
    lines = FILE.splitlines(keepends=True)
    with pytest.raises(CatalogueError, match="a question is here twice"):
        load_online(folder(tmp_path, "".join([*lines[:14], *lines[6:14], *lines[14:]])))


def test_a_folder_that_is_not_there_holds_no_services(tmp_path: Path) -> None:
    assert load_online(tmp_path / "none") == {}


def test_the_shipped_services_have_no_mistakes() -> None:
    services = load_catalogue(assets_dir() / "services").services
    icons = {path.stem for path in (assets_dir() / "icons").glob("*.svg")}
    assert check(assets_dir() / "online", services, icons) == []
