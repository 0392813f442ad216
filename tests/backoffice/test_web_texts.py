# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import backoffice.web
from backoffice.assets import assets_dir
from backoffice.web.texts import direction, preferred

WEB = Path(backoffice.web.__file__).parent
CATALOGUES = sorted((assets_dir() / "languages" / "web").glob("*.po"))


def sources() -> set[str]:
    """Every German sentence the pages can show."""
    found = set()
    for path in WEB.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'gettext\(\s*"([^"]+)"', text))
        found |= set(re.findall(r'ngettext\(\s*"([^"]+)"', text))
    for path in (WEB / "templates").glob("*.html"):
        found |= set(re.findall(r'\bt\("([^"]+)"\)', path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_language_of_the_web_has_every_sentence_with_its_values(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem.partition("-")[0], abort_invalid=True)
    translated = {}
    for message in catalogue:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            forms = [message.string] if isinstance(message.string, str) else list(message.string)
            assert all(forms), key
            needed = set(re.findall(r"{\w+}", key))
            # Arabic names none, one and two in words; every other form needs the number.
            for form in forms[3:] if path.stem == "ar" and len(forms) > 1 else forms:
                assert set(re.findall(r"{\w+}", form)) == needed, key
            assert all(set(re.findall(r"{\w+}", form)) <= needed for form in forms), key
            translated[key] = forms
    assert len(sources()) > 12
    assert set(translated) == sources()


def test_who_chose_simple_german_at_the_terminal_keeps_it_on_a_german_phone() -> None:
    assert preferred("de-DE,de;q=0.9", "de-simple") == "de-simple"
    assert preferred("de-DE,de;q=0.9", "uk") == "de"


def test_arabic_runs_from_right_to_left() -> None:
    assert (direction("ar"), direction("uk")) == ("rtl", "ltr")
