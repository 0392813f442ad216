# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal's own configuration: one TOML file, every value also as ``KIOSK_SECTION__KEY``.

What the back office decides (offices, opening hours, windows) is not here; see
:class:`kiosk.wire.models.TerminalConfiguration`. Here is only what the machine on the wall needs to know.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FILE_NAME = "kiosk.toml"
SYSTEM_FOLDER = Path("/etc/buergerterminal")
ENVIRONMENT_PREFIX = "KIOSK_"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TerminalSection(_Section):
    """``[terminal]``"""

    state_dir: Path = Path.home() / ".local/state/buergerterminal"
    """Store, keys and logs. On a terminal: ``/var/lib/buergerterminal``."""
    language: str = "de"
    """The language of the start page."""


class BackOfficeSection(_Section):
    """``[backoffice]``. Without ``url`` the terminal brings its own back office with a sample city."""

    url: str = Field("", pattern=r"^(https?://[^\s/]+(/[^\s]*)?)?$")
    enrolment_code: str = ""
    """One-time code of ``backoffice enrol``; needed at the first start only."""
    certificate_authority: Path | None = None
    """PEM file of the city's own certificate authority, if it has one."""
    port: int = Field(0, ge=0, le=65535)
    """Port of the embedded back office; 0 takes a free one."""


class DevicesSection(_Section):
    """``[devices]``: where printer and scanner are, as URLs (``docs/printers.md``). Empty: a virtual printer."""

    printer: str = ""
    scanner: str = ""
    speech: str = ""
    """What reads aloud, as a URL (``docs/speech.md``). Empty: nothing does."""
    help: str = ""
    """A light or a sound while somebody waits for help, as a URL (``docs/staff.md``). Empty: there is none."""


class ScreenSection(_Section):
    """``[screen]``"""

    width: int = Field(1080, ge=480, le=7680)
    height: int = Field(1920, ge=480, le=7680)
    full_screen: bool = False
    renderer: Literal["software", "gpu"] = "software"
    slot: Literal["left", "middle", "right"] = "right"
    """Where the slip comes out, seen by the visitor."""


class TimesSection(_Section):
    """``[times]``, all in seconds."""

    idle: int = Field(60, ge=20, le=600)
    idle_relaxed: int = Field(180, ge=20, le=900)
    """Used instead of ``idle`` when larger text or reading aloud is on. While the terminal speaks, no time passes."""
    idle_assisted: int = Field(600, ge=60, le=3600)
    """Used instead while staff help, or after they gave more time."""
    idle_answer: int = Field(30, ge=20, le=120)
    """How long "Sind Sie noch da?" waits (at least 20 s: WCAG 2.2.1)."""
    finish: int = Field(25, ge=10, le=120)
    finish_without_paper: int = Field(60, ge=20, le=300)
    help_holds: int = Field(300, ge=60, le=1800)
    slip_expires: int = Field(600, ge=60, le=3600)
    """A slip that could not be printed for so long is not printed any more: nobody stands there."""
    staff: int = Field(120, ge=20, le=600)
    """Staff pages close themselves after so long without touch."""


class KeysSection(_Section):
    """``[keys]``: which key does what, beside Tab, Enter and the arrows; several are separated by spaces.

    For marked keys on a keyboard, and for keypads that send other keys (``docs/speech.md``). Names as in Qt: ``F1``, ``Up``,
    ``VolumeUp``, ``PgUp``; digits and letters cannot be used, they type.
    """

    speech: str = "F1"
    """Reading aloud on and off."""
    repeat: str = "F2"
    slower: str = "F3"
    faster: str = "F4"
    quieter: str = "F5 VolumeDown"
    louder: str = "F6 VolumeUp"
    help: str = ""
    previous: str = ""
    next: str = ""
    press: str = ""
    back: str = ""
    headphones_in: str = ""
    """Sent by keypads with a jack of their own when headphones are plugged in."""
    headphones_out: str = ""


class StaffSection(_Section):
    """``[staff]``. Without ``pin_hash`` only badges and PINs of the back office open the staff pages."""

    pin_hash: str = Field("", pattern=r"^(\$argon2id\$\S+)?$")
    """What ``kiosk staff pin`` made."""
    badge_alone_minutes: int = Field(15, ge=1, le=1440)
    """For so long after the last contact with the back office a badge opens without a PIN."""


class SlipSection(_Section):
    """``[slip]``"""

    style: Literal["text", "drawn"] = "text"
    """``text``: the printer's own letters, in tenths of a second. ``drawn``: as on the screen, in seconds."""


class Configuration(_Section):
    """All of ``kiosk.toml``."""

    terminal: TerminalSection = TerminalSection()
    backoffice: BackOfficeSection = BackOfficeSection()
    devices: DevicesSection = DevicesSection()
    screen: ScreenSection = ScreenSection()
    times: TimesSection = TimesSection()
    slip: SlipSection = SlipSection()
    keys: KeysSection = KeysSection()
    staff: StaffSection = StaffSection()


@dataclass(frozen=True, slots=True)
class ConfigurationProblem:
    """One thing that is wrong: where it stands (file and line, or the variable's name) and what to do."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class ConfigurationError(Exception):
    """The configuration cannot be used; ``problems`` names every mistake, not only the first."""

    def __init__(self, problems: list[ConfigurationProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def find_file(explicit: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The file to read: ``--config``, then ``$KIOSK_CONFIG``, then ``/etc/buergerterminal/kiosk.toml`` if it exists."""
    if explicit is not None:
        return explicit
    if named := environment.get("KIOSK_CONFIG"):
        return Path(named)
    system = SYSTEM_FOLDER / FILE_NAME
    return system if system.is_file() else None


def load(file: Path | None, environment: Mapping[str, str] = os.environ) -> Configuration:
    """Read ``file`` (or none) and the environment on top of it.

    Raises:
        ConfigurationError: a file that is not there or not TOML, unknown keys, wrong values.
    """
    data: dict[str, Any] = {}
    source = ""
    if file is not None:
        try:
            source = file.read_text(encoding="utf-8")
            data = tomllib.loads(source)
        except FileNotFoundError:
            raise ConfigurationError([ConfigurationProblem(str(file), "the file does not exist")]) from None
        except tomllib.TOMLDecodeError as error:
            where, message = _place_in_toml(file, source, str(error))
            raise ConfigurationError([ConfigurationProblem(where, f"is not TOML: {message}")]) from None
        except UnicodeDecodeError:
            raise ConfigurationError(
                [ConfigurationProblem(str(file), "cannot be read: it is not UTF-8 text")]
            ) from None
        except (OSError, ValueError, RecursionError) as error:
            raise ConfigurationError([ConfigurationProblem(str(file), f"cannot be read: {error}")]) from None
    from_environment: dict[tuple[str, ...], str] = {}
    problems = _overlay(data, environment, from_environment)
    try:
        configuration = Configuration.model_validate(data)
    except ValidationError as error:
        for mistake in error.errors(include_url=False):
            path = tuple(str(part) for part in mistake["loc"])
            where = from_environment.get(path) or f"{file}:{_line_of(source, path)}"
            problems.append(ConfigurationProblem(where, _words(mistake["type"], mistake["msg"], path)))
        raise ConfigurationError(problems) from None
    if problems:
        raise ConfigurationError(problems)
    return configuration


def _overlay(
    data: dict[str, Any], environment: Mapping[str, str], origin: dict[tuple[str, ...], str]
) -> list[ConfigurationProblem]:
    problems = []
    for name, value in sorted(environment.items()):
        if not name.startswith(ENVIRONMENT_PREFIX) or name == "KIOSK_CONFIG":
            continue
        path = tuple(part.lower() for part in name.removeprefix(ENVIRONMENT_PREFIX).split("__"))
        if len(path) != 2:
            problems.append(ConfigurationProblem(name, "is not of the form KIOSK_SECTION__KEY"))
            continue
        section = data.setdefault(path[0], {})
        if isinstance(section, dict):
            section[path[1]] = value
            origin[path] = name
            origin.setdefault(path[:1], name)
    return problems


def _place_in_toml(file: Path, source: str, message: str) -> tuple[str, str]:
    """Python 3.11 tells the place of a mistake only in words: ``… (at line 3, column 5)``."""
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    if found is None:
        return str(file), message
    line = found[1] or str(max(1, len(source.splitlines())))
    return f"{file}:{line}", message[: found.start()]


def _line_of(source: str, path: tuple[str, ...]) -> int:
    """The line where a key stands. Good enough for our two levels; 1 when it cannot be told."""
    section = path[0] if path else ""
    within = False
    for number, line in enumerate(source.splitlines(), start=1):
        header = re.match(r"\s*\[+\s*[\"']?([\w-]+)[\"']?\s*\]", line)
        if header:
            within = header[1] == section
            if within and len(path) == 1:
                return number
        elif (
            (within and len(path) > 1 and re.match(rf"\s*[\"']?{re.escape(path[1])}[\"']?\s*=", line))
            or re.match(rf"\s*[\"']?{re.escape(section)}[\"']?\s*=", line)
            or (
                len(path) > 1
                and re.match(rf"\s*{re.escape(section)}\s*\.\s*[\"']?{re.escape(path[1])}[\"']?\s*=", line)
            )
        ):
            return number
    return 1


def _words(kind: str, message: str, path: tuple[str, ...]) -> str:
    key = ".".join(path)
    if kind == "extra_forbidden":
        known = Configuration.model_fields if len(path) == 1 else _section_fields(path[0])
        return f"unknown key {key!r}; known here: {', '.join(sorted(known))}"
    return f"{key}: {message[:1].lower()}{message[1:]}"


def _section_fields(section: str) -> Mapping[str, Any]:
    default = getattr(Configuration(), section, None)
    return type(default).model_fields if isinstance(default, BaseModel) else {}
