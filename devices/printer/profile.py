# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one model of printer can do: a TOML file under ``profiles/``, each value documented or assumed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

PROFILES = Path(__file__).parent / "profiles"
DEFAULT_PROFILE = "epson-tm-t20iii"


class Language(StrEnum):
    """The commands the printer understands."""

    ESCPOS = "escpos"
    STAR_LINE = "star-line"


class Confirm(StrEnum):
    """How the printer says that paper was printed, strongest first."""

    PROCESS_ID = "gs-paren-h"
    """``GS ( H`` fn 48: answered when the data before it is on paper (Epson)."""
    ETB = "etb"
    """``ETB``: counted in the automatic status when printing ends (Star)."""
    FENCE = "gs-r"
    """``GS r``: answered when the printer gets there in its buffer. Weaker: the mechanism may still run."""


class StatusWay(StrEnum):
    """How the printer reports its state."""

    EPSON_ASB = "epson-asb"
    CUSTOM_FULL = "custom-full"
    STAR_ASB = "star-asb"


class Provenance(StrEnum):
    """``DOCUMENTED``: in the maker's manual. ``ASSUMED``: likely, to be checked on the device (docs/printers.md)."""

    DOCUMENTED = "documented"
    ASSUMED = "assumed"


class ProfileError(ValueError):
    """A profile file that is wrong, or a name that no file has."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Dots are 1/203 inch unless ``dpi`` says otherwise; speeds in mm/s, times in seconds, buffer in bytes."""

    key: str
    name: str
    dots: int
    pages: Mapping[str, int]
    """Python codec → slot of ``ESC t``, in order of preference."""
    language: Language = Language.ESCPOS
    confirm: tuple[Confirm, ...] = (Confirm.FENCE,)
    status: StatusWay = StatusWay.EPSON_ASB
    qr: bool = False
    cutter: bool = True
    near_end: bool = False
    presenter: bool = False
    nv_graphics: bool = False
    kanji: bool = True
    """May take bytes from 80h on in pairs until ``FS .`` says otherwise; the European models of the large makers do not."""
    scale: int = 8
    """How many times as large as font A a letter may be, in each direction."""
    smoothing: bool = False
    """``GS b`` rounds the corners of enlarged letters."""
    clear_buffers: bool = False
    """``DLE DC4`` fn 8 empties the buffers at once and says so."""
    absolute: bool = True
    """``ESC $`` moves to a dot; otherwise columns are made with spaces."""
    band_rows: int = 200
    """Most rows in one picture command; larger pictures have overrun the buffers of real printers."""
    buffer: int = 4096
    dpi: int = 203
    speed: float = 150.0
    cut_seconds: float = 0.25
    cutter_dots: int = 120
    """Paper between head and cutter."""
    provenance: Mapping[str, Provenance] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def columns(self) -> int:
        """Characters of font A (12 dots) in a line."""
        return self.dots // 12

    @property
    def row_seconds(self) -> float:
        """Time the head needs for one row of dots."""
        return 25.4 / self.dpi / self.speed


def profile_names() -> tuple[str, ...]:
    """All profiles that ship with this package."""
    return tuple(sorted(path.stem for path in PROFILES.glob("*.toml")))


@cache
def load_profile(key: str) -> Profile:
    """The profile of that name. Raises ProfileError when there is none or its file is wrong."""
    path = PROFILES / f"{key}.toml"
    if key not in profile_names():
        raise ProfileError(f"no printer profile {key!r}; there are: {', '.join(profile_names())}")
    return read_profile(path)


def read_profile(path: Path) -> Profile:
    """Reads a profile from any TOML file. Raises ProfileError naming the file and what is wrong in it."""
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
        return _profile(path.stem, body)
    except (OSError, LookupError, TypeError, ValueError) as error:
        raise ProfileError(f"printer profile {path.name}: {error}") from error


def _profile(key: str, body: dict[str, Any]) -> Profile:
    provenance: dict[str, Provenance] = {}
    values: dict[str, Any] = {"key": key}
    for source in Provenance:
        for name, value in body.pop(source, {}).items():
            if name in values:
                raise ProfileError(f"{name} is given twice")
            values[name] = value
            provenance[name] = source
    values["name"] = body.pop("name")
    body.pop("sources", None)
    known = {entry.name for entry in fields(Profile)} - {"key", "provenance"}
    unknown = sorted((set(values) | set(body)) - known - {"key"})
    if unknown:
        raise ProfileError(f"unknown: {', '.join(unknown)}")
    values["pages"] = MappingProxyType(dict(values["pages"]))
    for codec in values["pages"]:
        if len("A".encode(codec)) != 1:
            raise ProfileError(f"{codec} is not a single-byte code page")
    if "language" in values:
        values["language"] = Language(values["language"])
    if "status" in values:
        values["status"] = StatusWay(values["status"])
    if "confirm" in values:
        values["confirm"] = tuple(Confirm(way) for way in values["confirm"])
    profile = Profile(**values, provenance=MappingProxyType(provenance))
    for name, low, high in (
        ("dots", 96, 2048),
        ("band_rows", 1, 2303),
        ("buffer", 16, 1 << 20),
        ("speed", 1, 1000),
        ("scale", 1, 8),
    ):
        if not low <= getattr(profile, name) <= high:
            raise ProfileError(f"{name} must be {low} to {high}")
    _check_star(profile)
    return profile


def _check_star(profile: Profile) -> None:
    """Language, status and confirmation of Star go together. Raises ProfileError."""
    star = profile.language is Language.STAR_LINE
    if (profile.status is StatusWay.STAR_ASB) != star:
        raise ProfileError("status star-asb goes with language star-line, and only with it")
    if (Confirm.ETB in profile.confirm) != star or (star and len(profile.confirm) > 1):
        raise ProfileError("confirm etb goes with language star-line, alone, and only with it")
    if star and not {0x04, 0x05}.isdisjoint(profile.pages.values()):
        raise ProfileError("a Star printer answers the bytes 4 and 5; pages must not use these slots")
