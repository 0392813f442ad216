# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Official keys: states, nationalities, marital status, sex, identity documents, religion, blocks, and places by PLZ."""

from __future__ import annotations

from kiosk.codelists.lists import CodeList, Entry, UnknownListError, code_list, list_keys
from kiosk.codelists.places import is_plz, known_plz, places
from kiosk.codelists.search import local_name, search

__all__ = [
    "CodeList",
    "Entry",
    "UnknownListError",
    "code_list",
    "is_plz",
    "known_plz",
    "list_keys",
    "local_name",
    "places",
    "search",
]
