# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a condition holds for what is known of a visit."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.services.models import FactWords
from kiosk.text import NOTHING, T, Text

Facts = Mapping[str, str]
"""What is known: fact name → value. A fact that is absent is unknown, not false."""

When = Mapping[str, tuple[str, ...]]


def holds(when: When, facts: Facts) -> bool | None:
    """``True`` or ``False`` where the facts decide it, ``None`` where one is missing."""
    undecided = False
    for name, values in when.items():
        if name not in facts:
            undecided = True
        elif facts[name] not in values:
            return False
    return None if undecided else True


def exclude_each_other(one: When, other: When) -> bool:
    """Whether no visitor can meet both conditions."""
    return any(set(one[name]).isdisjoint(other[name]) for name in one.keys() & other.keys())


def in_words(when: When, words: Mapping[str, FactWords]) -> Text:
    """The condition as it reads under a document ("beim Umzug aus dem Ausland"); empty for "always"."""
    parts = []
    for name, values in when.items():
        labels = [Text(words[name].values[value]) for value in values]
        part = labels[0]
        for label in labels[1:]:
            part = T("{one} oder {other}", one=part, other=label)
        parts.append(part)
    if not parts:
        return NOTHING
    sentence = parts[0]
    for part in parts[1:]:
        sentence = T("{one} und {other}", one=sentence, other=part)
    return sentence
