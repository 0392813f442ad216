# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Code lists as files: ``assets/codelists/<key>.json``, made by ``script/codelists`` from the official genericode."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from kiosk.assets import assets_dir


class UnknownListError(LookupError):
    """There is no code list of this key."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Model):
    """One key of a list with the German name of the source."""

    key: str
    name: str
    hint: str = ""
    """A second line that tells entries apart: the state beside a nationality."""
    full: str = ""
    """The full official form, for example ``die Republik Türkei``."""
    iso2: str = ""
    iso3: str = ""
    offered: bool = True
    """False: valid in old data, but a visitor cannot choose it (former states, repealed blocks, "unknown")."""


class CodeList(_Model):
    """One list. ``source`` is the URN of the version or the norm the keys come from."""

    key: str
    title: str
    source: str
    version: str
    valid_from: date | None = None
    note: str = ""
    entries: tuple[Entry, ...]

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """Every entry, those not offered too."""
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def offered(self) -> tuple[Entry, ...]:
        """What a visitor may choose, in the order of the file."""
        return tuple(entry for entry in self.entries if entry.offered)

    def name(self, key: str) -> str:
        """The German name of ``key``; raises :class:`KeyError` for a key that is not in the list."""
        return self.by_key[key].name


def list_keys() -> tuple[str, ...]:
    """The keys of all lists, sorted."""
    return tuple(sorted(path.stem for path in (assets_dir() / "codelists").glob("*.json")))


@cache
def code_list(key: str) -> CodeList:
    """The list ``key``, read once. Raises :class:`UnknownListError`."""
    path = assets_dir() / "codelists" / f"{key}.json"
    if key not in list_keys():
        raise UnknownListError(key)
    return CodeList.model_validate_json(path.read_bytes())
