# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The letters of German administration: DIN 91379:2022-08, its data types, its search form.

Every text of a visitor goes through :func:`normalise` and :func:`check` before it becomes an answer. A *unit* is what a
person takes for one letter: a code point, or one of the listed sequences of up to three code points (``K͟h``).
"""

from __future__ import annotations

from kiosk.din91379.advice import advice
from kiosk.din91379.check import Refusal, RefusalKind, check
from kiosk.din91379.letters import base_letter, offered_letters, variants
from kiosk.din91379.repertoire import DataType, Repertoire, normalise, repertoire, units
from kiosk.din91379.searchform import search_form

__all__ = [
    "DataType",
    "Refusal",
    "RefusalKind",
    "Repertoire",
    "advice",
    "base_letter",
    "check",
    "normalise",
    "offered_letters",
    "repertoire",
    "search_form",
    "units",
    "variants",
]
