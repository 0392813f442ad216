# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Find a state or nationality by what a person calls it, in whatever language and script.

German names come from the official list, all others from ``assets/codelists/state-names.tsv`` (Unicode CLDR), so somebody finds
"Türkei" by ``Türkiye``, ``turkey``, ``TUR`` or ``تركيا`` on a screen in any language.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from kiosk.assets import assets_dir
from kiosk.codelists.lists import CodeList, Entry, code_list
from kiosk.din91379 import normalise, search_form
from kiosk.languages import locale_of


@dataclass(frozen=True, slots=True)
class _Indexed:
    entry: Entry
    codes: frozenset[str]
    german: tuple[str, ...]
    words: tuple[str, ...]
    others: tuple[str, ...]


def search(list_key: str, query: str, *, limit: int = 8) -> tuple[Entry, ...]:
    """The best matches for ``query`` among the offered entries, best first; empty for an empty query.

    Exact names and ISO codes come first, then German names that begin with it, then words inside a name, then names in
    other languages that begin with it. Raises :class:`kiosk.codelists.UnknownListError`.
    """
    wanted = forms(normalise(query))
    if not wanted:
        return ()
    ranked = [
        (rank, position, item.entry)
        for position, item in enumerate(_index(list_key))
        if (rank := _rank(item, wanted)) is not None
    ]
    ranked.sort(key=lambda found: found[:2])
    return tuple(entry for _rank_, _position, entry in ranked[:limit])


def local_name(entry: Entry, language: str) -> str:
    """What ``language`` (a tag as in :mod:`kiosk.languages`) calls the state of ``entry``; "" when CLDR has no name."""
    if not entry.iso2:
        return ""
    name: str = locale_of(language).territories.get(entry.iso2, "")
    return name


def _rank(item: _Indexed, wanted: tuple[str, ...]) -> int | None:
    for form in wanted:
        if form in item.codes or form in item.german:
            return 0
    if any(form in item.others for form in wanted):
        return 1
    if any(name.startswith(form) for form in wanted for name in item.german):
        return 2
    if any(word.startswith(form) for form in wanted for word in item.words):
        return 3
    if any(name.startswith(form) for form in wanted for name in item.others):
        return 4
    if any(len(form) > 3 and form in name for form in wanted for name in item.german):
        return 5
    return None


@cache
def _index(list_key: str) -> tuple[_Indexed, ...]:
    return tuple(_indexed(entry) for entry in _sorted(code_list(list_key)))


def _sorted(codes: CodeList) -> list[Entry]:
    return sorted(codes.offered, key=lambda entry: search_form(entry.name))


def _indexed(entry: Entry) -> _Indexed:
    german = tuple(dict.fromkeys(form for name in (entry.name, entry.hint) for form in forms(name)))
    words = (
        word for name in (entry.name, entry.hint, entry.full) for form in forms(name) for word in form.split()
    )
    return _Indexed(
        entry=entry,
        codes=frozenset(code for code in (entry.iso2, entry.iso3) if code),
        german=german,
        words=tuple(dict.fromkeys(word for word in words if len(word) > 2)),
        others=_other_names().get(entry.iso2, ()),
    )


@cache
def _other_names() -> dict[str, tuple[str, ...]]:
    """By ISO code, search forms of names in other languages, as :mod:`kiosk.codelists.names` wrote them."""
    lines = (assets_dir() / "codelists" / "state-names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line)
    return {iso: tuple(forms) for iso, *forms in rows}


def forms(name: str) -> tuple[str, ...]:
    """``TUERKEI`` and ``TURKEI``: people without ü on their mind leave the dots away."""
    plain = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return tuple(dict.fromkeys(form for form in (search_form(name), search_form(plain)) if form))
