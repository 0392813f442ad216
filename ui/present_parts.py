# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parts of screens as plain data: sentences, actions, facts, documents.

A sentence becomes ``{"text": …, "markup": …}``: the plain words for screen readers, and the same with ``<b>`` for the
marked words, all else escaped. A label (of something that can be touched) is a plain string.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from re import sub
from typing import Any

from kiosk.languages import Language
from kiosk.text import Text
from kiosk.visit.screens import Action, Document, Fact, Style
from ui.hyphens import SOFT_HYPHEN, hyphenate

Data = dict[str, Any]

NO_BREAK_SPACE = "\u00a0"


def markup(sentence: str) -> str:
    """Qt's styled text for a rendered sentence: ``**…**`` in bold, line breaks kept, everything else literal."""
    # Styled text takes a literal no-break space for a space.
    escaped = escape(sentence, quote=False).replace(NO_BREAK_SPACE, "&nbsp;")
    return sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escaped).replace("**", "").replace("\n", "<br>")


def copy(text: Text, language: Language) -> Data:
    """A sentence for reading, in both forms."""
    rendered = hyphenate(language.render(text))
    return {
        "text": rendered.replace("**", "").replace(SOFT_HYPHEN, ""),
        "markup": markup(keep_together(rendered)),
    }


def keep_together(sentence: str) -> str:
    """No line ends between "24." and "November", or between "13:30" and "Uhr"."""
    return sub(r"(?<=\d\.) (?=[A-ZÄÖÜ])|(?<=\d) (?=Uhr\b|€)", NO_BREAK_SPACE, sentence)


def split(chosen: Iterable[Action], language: Language) -> Data:
    """Rows of the page, and what belongs into the action bar."""
    bar = {Style.PRIMARY: "primary", Style.LINK: "link"}
    presented = [(one.style, action(one, language)) for one in chosen]
    data: Data = {
        "rows": [item for style, item in presented if style not in bar],
        "primary": None,
        "link": None,
    }
    for style, item in presented:
        if style in bar and data[bar[style]] is None:
            data[bar[style]] = item
    return data


def actions(chosen: Iterable[Action], language: Language) -> list[Data]:
    """Several of them."""
    return [action(one, language) for one in chosen]


def action(one: Action, language: Language) -> Data:
    """Something to choose; ``name`` is its label as it is spoken."""
    return {
        "id": one.id,
        "label": language.plain(one.label),
        "name": language.plain(one.label).replace(SOFT_HYPHEN, ""),
        "style": str(one.style),
        "icon": one.icon,
        "hint": copy(one.hint, language),
        "facts": facts(one.facts, language),
    }


def facts(known: Iterable[Fact], language: Language) -> list[Data]:
    """Icons and what they mean."""
    return [{"icon": fact.icon, "text": copy(fact.text, language)} for fact in known]


def documents(needed: Iterable[Document], language: Language) -> list[Data]:
    """What to bring."""
    return [
        {
            "icon": document.icon,
            "title": copy(document.title, language),
            "when": copy(document.when, language),
        }
        for document in needed
    ]


def chunks(items: list[Data], size: int) -> list[list[Data]]:
    """Groups of at most ``size``."""
    return [items[start : start + size] for start in range(0, len(items), size)]
