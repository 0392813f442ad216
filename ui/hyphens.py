# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where long German words may break. Only these: automatic hyphenation would also break what should stay whole."""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"

_PARTS = """
    Aufenthalts|erlaubnis Aufenthalts|titel Ausländer|behörde Beschäftigungs|verhältnis Bewohner|park|ausweis
    Fiktions|bescheinigung Kranken|versicherung Lebens|partnerschaft Melde|bescheinigung Melde|bestätigung Nicht|erlöschens|bescheinigung
    Niederlassungs|erlaubnis Personal|versammlung Religions|gesellschaft Sorge|berechtigten Staats|angehörigkeit Termin|bestätigung
    Untersuchungs|berechtigungs|schein Verpflichtungs|erklärung Wohnungsgeber|bestätigung Zulassungs|bescheinigung
"""
_BREAKABLE = {parts.replace("|", ""): parts.replace("|", SOFT_HYPHEN) for parts in _PARTS.split()}
_LONG_WORD = re.compile("|".join(sorted(_BREAKABLE, key=len, reverse=True)))


def hyphenate(sentence: str) -> str:
    """The sentence with soft hyphens in the words of the list."""
    return _LONG_WORD.sub(lambda match: _BREAKABLE[match[0]], sentence)
