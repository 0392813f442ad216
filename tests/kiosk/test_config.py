# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every mistake in the configuration is named, with its line or its variable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import config
from kiosk.config import Configuration, ConfigurationError, find_file, load


def mistakes(text: str | bytes, tmp_path: Path, environment: dict[str, str] | None = None) -> list[str]:
    """What is wrong, with the folder's name left out."""
    file = tmp_path / "kiosk.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigurationError) as error:
        load(file, environment or {})
    return [str(problem).replace(f"{tmp_path}/", "") for problem in error.value.problems]


def test_without_file_and_environment_all_is_default() -> None:
    assert load(None, {"PATH": "/bin"}) == Configuration()


def test_file_and_environment_together_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text('[backoffice]\nurl = "https://one.example"\nport = 80\n[times]\nidle = 90\n')
    loaded = load(file, {"KIOSK_BACKOFFICE__URL": "https://two.example", "KIOSK_SCREEN__FULL_SCREEN": "true"})
    assert loaded.backoffice.url == "https://two.example"
    assert loaded.backoffice.port == 80
    assert loaded.times.idle == 90
    assert loaded.screen.full_screen


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (
            "\n[terminal]\nlanguge = 'de'\n",
            "kiosk.toml:3: unknown key 'terminal.languge'; known here: language, state_dir",
        ),
        ("[terminal]\n\n[printer]\nurl = 1\n", "kiosk.toml:3: unknown key 'printer'; known here: backoffice"),
        ("# a\n[times]\nidle = 'long'\n", "kiosk.toml:3: times.idle: "),
        (
            "[times]\nfinish = 20\nidle = 5\n",
            "kiosk.toml:3: times.idle: input should be greater than or equal to 20",
        ),
        ("[times]\n[screen]\nidle = 1\n", "kiosk.toml:3: unknown key 'screen.idle'"),
        ("terminal = 3\n", "kiosk.toml:1: terminal: "),
        ("# x\nterminal = { language = 5 }\n", "kiosk.toml:2: terminal.language: "),
        ("\ntimes.idle = 5\n", "kiosk.toml:2: times.idle: "),
        ('["times"]\n"idle" = 5\n', "kiosk.toml:2: times.idle: "),
        ("[[times]]\nidle = 5\n", "kiosk.toml:1: times: "),
        ("[backoffice]\nurl = 'termin.example'\n", "kiosk.toml:2: backoffice.url: "),
        ("[backoffice]\nport = 70000\n", "kiosk.toml:2: backoffice.port: "),
        ("[screen]\nrenderer = 'fast'\n", "kiosk.toml:2: screen.renderer: "),
        ("[screen]\nslot = 'top'\n", "kiosk.toml:2: screen.slot: "),
        ("[terminal]\nlanguage = 'de'\nlanguage = 'en'\n", "kiosk.toml:3: is not TOML: "),
        ("[terminal\n", "kiosk.toml:1: is not TOML: "),
        ('{"terminal": {}}\n', "kiosk.toml:1: is not TOML: "),
        ('[terminal]\nlanguage = "de\n', "kiosk.toml:2: is not TOML: "),
        ("[terminal]\nlanguage = '''de\n", "kiosk.toml:2: is not TOML: "),
        (b"\xff\xfe[terminal]", "kiosk.toml: cannot be read: it is not UTF-8 text"),
        (b"[terminal]\x00", "kiosk.toml:1: is not TOML: "),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str | bytes, begins: str) -> None:
    (found,) = mistakes(text, tmp_path)
    assert found.startswith(begins), found


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    text = "[times]\nidle = 1\nfinish = 1\n[screen]\nwidth = 1\ncolour = 'red'\n"
    found = mistakes(text, tmp_path, {"KIOSK_TIMES__FINISH": "2", "KIOSK_IDLE": "1"})
    places = {line.partition(" ")[0] for line in found}
    assert places == {
        "KIOSK_IDLE:",
        "kiosk.toml:2:",
        "KIOSK_TIMES__FINISH:",
        "kiosk.toml:5:",
        "kiosk.toml:6:",
    }
    assert len(found) == 5


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("KIOSK_TIMES__IDLE", "soon", "times.idle: "),
        ("KIOSK_TIMES__IDLE", "", "times.idle: "),
        ("KIOSK_TIMES__IDEL", "60", "unknown key 'times.idel'"),
        ("KIOSK_TIME__IDLE", "60", "unknown key 'time'"),
        ("KIOSK_IDLE", "60", "is not of the form KIOSK_SECTION__KEY"),
        ("KIOSK_TIMES__IDLE__MORE", "60", "is not of the form KIOSK_SECTION__KEY"),
        ("KIOSK_SCREEN__FULL_SCREEN", "perhaps", "screen.full_screen: "),
        ("KIOSK_BACKOFFICE__URL", "ftp://termin.example", "backoffice.url: "),
    ],
)
def test_a_mistake_in_the_environment_is_named_with_its_variable(
    tmp_path: Path, name: str, value: str, says: str
) -> None:
    for text in ("", "[times]\nidle = 60\n"):
        (found,) = mistakes(text, tmp_path, {name: value})
        assert found.startswith(f"{name}: {says}"), found
    with pytest.raises(ConfigurationError, match=f"^{name}: "):
        load(None, {name: value})


@pytest.mark.parametrize("code", ["12345678", "S3CR-ETCO-DE00"])
def test_an_enrolment_code_is_never_quoted(tmp_path: Path, code: str) -> None:
    text = f"[backoffice]\nenrolment_code = ['{code}']\n"
    assert code not in "".join(mistakes(text, tmp_path))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"other\.toml: the file does not exist"):
        load(tmp_path / "other.toml", {})
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load(tmp_path, {})
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load(Path("kiosk\0.toml"), {})


def test_where_the_file_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "SYSTEM_FOLDER", tmp_path)
    assert find_file(None, {}) is None
    system = tmp_path / "kiosk.toml"
    system.touch()
    assert find_file(None, {}) == system
    assert find_file(None, {"KIOSK_CONFIG": "/named.toml"}) == Path("/named.toml")
    assert find_file(Path("/given.toml"), {"KIOSK_CONFIG": "/named.toml"}) == Path("/given.toml")
    assert load(None, {"KIOSK_CONFIG": "/named.toml"}) == Configuration(), "it is no value"


@given(text=st.text(max_size=200))
def test_any_text_is_a_configuration_or_a_named_mistake(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_text(text, encoding="utf-8", errors="replace")
    problems = []
    try:
        load(file, {})
    except ConfigurationError as error:
        problems = error.problems
    assert all(problem.where.startswith(os.fspath(file)) for problem in problems)


_KEYS = [
    (section, key)
    for section, field in Configuration.model_fields.items()
    for key in field.annotation.model_fields  # type: ignore[union-attr]
]


@given(place=st.sampled_from(_KEYS), value=st.text(st.characters(exclude_characters="\0"), max_size=20))
def test_any_value_of_any_variable_is_taken_or_named(place: tuple[str, str], value: str) -> None:
    name = f"KIOSK_{place[0].upper()}__{place[1].upper()}"
    problems = []
    try:
        load(None, {name: value})
    except ConfigurationError as error:
        problems = error.problems
    assert [problem.where for problem in problems] in ([], [name])


def test_the_style_of_slips_is_one_of_two(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text('[slip]\nstyle = "drawn"\n')
    assert load(file, {}).slip.style == "drawn"
    assert load(None, {}).slip.style == "text"
    with pytest.raises(ConfigurationError) as raised:
        load(None, {"KIOSK_SLIP__STYLE": "fancy"})
    assert "KIOSK_SLIP__STYLE: slip.style: " in str(raised.value)
