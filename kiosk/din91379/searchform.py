# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Letters A to Z for finding and comparing; never for storing.

The rules give, letter for letter, the table ``latin_list_search_form_1.3.txt`` that belongs to the norm's list
(Ä→AE, ß→SS, Å→AA, Ø→OE, Þ→TH, accents dropped); BMeldDAV compares names in the same way.
"""

from __future__ import annotations

import unicodedata

_DIAERESIS = "\u0308"
_RING = "\u030a"
_JOINING = frozenset("'`\u00ad\u00b4\u00b7\u02b9\u02ba\u02bc\u02be\u02bf\u02c8\u02cc\u2019")
"""Marks inside one name: apostrophes, the soft hyphen, the Catalan middle dot."""
_LIGATURES = {
    "Æ": "AE", "Œ": "OE", "Ø": "OE", "ẞ": "SS", "ß": "SS", "Þ": "TH", "Ĳ": "IJ", "Ð": "D", "Đ": "D", "Ħ": "H", "İ": "I",
    "ı": "I", "ĸ": "K", "Ł": "L", "Ŀ": "L", "ŉ": "N", "Ŋ": "N", "Ŧ": "T", "Ƈ": "C", "Ə": "E", "Ɨ": "I", "Ʒ": "Z",
    "Ǥ": "G",
}  # fmt: skip


def search_form(text: str) -> str:
    """``text`` in capital letters A–Z and digits, words separated by one space; other signs separate words.

    ``search_form("Müller-Lüdenscheidt")`` is ``"MUELLER LUEDENSCHEIDT"``; an apostrophe joins (``O’Connor`` →
    ``OCONNOR``). Letters of other scripts stay as they are, in capitals, so that a search in a list of translated names works.
    """
    out: list[str] = []
    decomposed = unicodedata.normalize("NFD", text)
    at = 0
    while at < len(decomposed):
        letter = decomposed[at]
        at += 1
        marks = ""
        while at < len(decomposed) and unicodedata.combining(decomposed[at]):
            marks += decomposed[at]
            at += 1
        out.append(_plain(letter, marks))
    return " ".join("".join(out).split())


def _plain(letter: str, marks: str) -> str:
    if letter in _JOINING:
        return ""
    known = _LIGATURES.get(letter) or _LIGATURES.get(letter.upper())
    if known:
        return known
    upper = letter.upper()
    if not upper.isalnum():
        return " "
    if upper in "AOU" and _DIAERESIS in marks:
        return upper + "E"
    if upper == "A" and _RING in marks:
        return "AA"
    return upper
