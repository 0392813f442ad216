# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``script/languages`` in a small checkout of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.assets import assets_dir
from kiosk.translation.__main__ import main


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("kiosk", "ui", "backoffice/web", "assets/languages/web"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copytree(assets_dir() / "services", tmp_path / "assets" / "services")
    (tmp_path / "assets" / "icons").symlink_to(assets_dir() / "icons")
    (tmp_path / "assets" / "offices").mkdir()
    office = "offices: [{queues: [{letter: A, waiting_area: Raum 7}]}]\nexceptions: [{reason: Umzug}]\n"
    (tmp_path / "assets" / "offices" / "town.yaml").write_text(office, encoding="utf-8")
    (tmp_path / "kiosk" / "page.py").write_text('HEADING = T("Nehmen Sie Platz")\n', encoding="utf-8")
    (tmp_path / "ui" / "Page.qml").write_text('Text { text: qsTr("Guten Tag") }\n', encoding="utf-8")
    status = '{{ t("Sie sind dran") }} {{ name }}\n'
    (tmp_path / "backoffice" / "web" / "status.html").write_text(status, encoding="utf-8")
    return tmp_path


def english(root: Path) -> str:
    return (root / "assets" / "languages" / "en.po").read_text(encoding="utf-8")


def test_a_new_language_gets_every_sentence_from_everywhere(root: Path) -> None:
    assert main(["new", "en"], root) == 0
    for source in ("Nehmen Sie Platz", "Guten Tag", "Wohnungsgeberbestätigung", "Raum 7", "Umzug"):
        assert f'msgid "{source}"\nmsgstr ""' in english(root)
    web = (root / "assets" / "languages" / "web" / "en.po").read_text(encoding="utf-8")
    assert 'msgid "Sie sind dran"' in web
    assert "Nehmen Sie Platz" not in web


def test_check_fails_until_the_language_is_complete(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "en"], root)
    assert main(["check"], root) == 1
    assert "en.po: missing: »Nehmen Sie Platz« has no translation" in capsys.readouterr().out


def test_a_sentence_that_changed_makes_check_ask_for_an_update(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["update"], root)
    assert main(["check"], root) == 0
    (root / "kiosk" / "page.py").write_text('HEADING = T("Bitte warten")\n', encoding="utf-8")
    assert main(["check"], root) == 1
    assert "assets/languages/messages.pot: out of date" in capsys.readouterr().out
    assert main(["update"], root) == 0
    assert main(["check"], root) == 0


def test_update_twice_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "uk"], root)
    before = (root / "assets" / "languages" / "uk.po").read_bytes()
    capsys.readouterr()
    assert main(["update"], root) == 0
    assert capsys.readouterr().out == "All languages are up to date.\n"
    assert (root / "assets" / "languages" / "uk.po").read_bytes() == before


def test_a_sentence_that_cannot_be_collected_stops_everything(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "ui" / "Page.qml").write_text("Text {\n text: qsTr(name) }\n", encoding="utf-8")
    assert main(["update"], root) == 1
    assert "ui/Page.qml:2: " in capsys.readouterr().err
    assert not (root / "assets" / "languages" / "messages.pot").exists()


@pytest.mark.parametrize("tag", ["klingon", "x", "../en"])
def test_what_is_no_language_is_refused(root: Path, tag: str) -> None:
    assert main(["new", tag], root) == 2
    assert not list((root / "assets").rglob("*.po"))


def test_a_language_that_is_there_is_not_begun_again(root: Path) -> None:
    main(["new", "en"], root)
    before = english(root)
    assert main(["new", "en"], root) == 1
    assert english(root) == before
