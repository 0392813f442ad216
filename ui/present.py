# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Screens as plain data for QML: dicts, lists, strings, numbers. No rule and no Qt in here.

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
from kiosk.visit.screens import (
    Action,
    AnswerScreen,
    Document,
    Fact,
    Frame,
    KeypadScreen,
    ListScreen,
    ScanScreen,
    Screen,
    ServiceScreen,
    StaffScreen,
    StartScreen,
    Style,
    TicketScreen,
)
from ui.hyphens import SOFT_HYPHEN, hyphenate

Data = dict[str, Any]

SPECIAL_TOGETHER = 3
"""So many documents that only some need stay together when a page has to be split."""
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


def present(screen: Screen, language: Language) -> Data:
    """Everything the window shows of this screen in this language.

    The seconds that are left are not part of it: they change every second and would rebuild the page.
    """
    return {
        "kind": screen.kind,
        "serial": screen.serial,
        "frame": _frame(screen.frame),
        **_content(screen, language),
    }


def _frame(frame: Frame) -> Data:
    return {
        "canGoBack": frame.can_go_back,
        "canEnd": frame.can_end,
        "overlay": str(frame.overlay),
        "helpCalled": frame.help_called,
        "canUnlock": frame.can_unlock,
        "staff": frame.staff,
    }


def _content(screen: Screen, language: Language) -> Data:
    match screen:
        case StartScreen():
            return {
                "tiles": _actions(screen.tiles, language),
                "rows": _actions(screen.rows, language),
                "notice": copy(screen.notice, language),
            }
        case ScanScreen():
            return {
                "heading": copy(screen.heading, language),
                "lead": copy(screen.lead, language),
                "place": copy(screen.place, language),
                "notice": copy(screen.notice, language),
                **_split(screen.rows, language),
            }
        case KeypadScreen():
            return {
                "heading": copy(screen.heading, language),
                "lead": copy(screen.lead, language),
                "groups": list(screen.groups),
                "entered": screen.entered,
                "remaining": copy(screen.remaining, language),
                "error": copy(screen.error, language),
                **_split(screen.actions, language),
            }
        case AnswerScreen():
            return {
                "name": screen.name,
                "heading": copy(screen.heading, language),
                "body": [copy(text, language) for text in screen.body],
                "question": copy(screen.question, language),
                "icon": screen.icon,
                "assurance": copy(screen.assurance, language),
                **_split(screen.actions, language),
            }
        case ListScreen():
            return {
                "name": screen.name,
                "heading": copy(screen.heading, language),
                "legend": _facts(screen.legend, language),
                "lead": copy(screen.lead, language),
                **_split((*screen.rows, *screen.actions), language),
            }
        case ServiceScreen():
            return {
                "heading": copy(screen.heading, language),
                "wait": copy(screen.wait, language),
                "documents": _documents(screen.documents, language),
                "special": _chunks(_documents(screen.special, language), SPECIAL_TOGETHER),
                "fees": [
                    {"title": copy(fee.title, language), "amount": copy(fee.amount, language)}
                    for fee in screen.fees
                ],
                "notes": [copy(note, language) for note in screen.notes],
                **_split(screen.actions, language),
            }
        case TicketScreen():
            return {
                "heading": copy(screen.heading, language),
                "number": screen.number,
                "place": copy(screen.place, language),
                "placeDetail": copy(screen.place_detail, language),
                "wait": copy(screen.wait, language),
                "slip": str(screen.slip),
                "slipTitle": copy(screen.slip_title, language),
                "slipDetail": copy(screen.slip_detail, language),
                "slot": screen.slot,
                "documents": _documents(screen.documents, language),
                "statusLink": screen.status_link,
                "codeTitle": copy(screen.code_title, language),
                "codeDetail": copy(screen.code_detail, language),
                "hasCode": screen.has_code,
                "paperLink": screen.paper_link,
                **_split(screen.actions, language),
            }
        case StaffScreen():
            return {
                "place": copy(screen.place, language),
                "heading": copy(screen.heading, language),
                "lead": copy(screen.lead, language),
                "condition": str(screen.condition),
                "devices": [
                    {
                        "icon": device.icon,
                        "name": copy(device.name, language),
                        "detail": copy(device.detail, language),
                        "state": copy(device.state, language),
                        "condition": str(device.condition),
                    }
                    for device in screen.devices
                ],
                **_split(screen.actions, language),
            }
    raise TypeError(f"no page for {type(screen).__name__}")


def _split(actions: Iterable[Action], language: Language) -> Data:
    """Rows of the page, and what belongs into the action bar."""
    bar = {Style.PRIMARY: "primary", Style.LINK: "link"}
    presented = [(action.style, _action(action, language)) for action in actions]
    data: Data = {
        "rows": [item for style, item in presented if style not in bar],
        "primary": None,
        "link": None,
    }
    for style, item in presented:
        if style in bar and data[bar[style]] is None:
            data[bar[style]] = item
    return data


def _actions(actions: Iterable[Action], language: Language) -> list[Data]:
    return [_action(action, language) for action in actions]


def _action(action: Action, language: Language) -> Data:
    return {
        "id": action.id,
        "label": language.plain(action.label),
        "name": language.plain(action.label).replace(SOFT_HYPHEN, ""),
        "style": str(action.style),
        "icon": action.icon,
        "hint": copy(action.hint, language),
        "facts": _facts(action.facts, language),
    }


def _facts(facts: Iterable[Fact], language: Language) -> list[Data]:
    return [{"icon": fact.icon, "text": copy(fact.text, language)} for fact in facts]


def _documents(documents: Iterable[Document], language: Language) -> list[Data]:
    return [
        {
            "icon": document.icon,
            "title": copy(document.title, language),
            "when": copy(document.when, language),
        }
        for document in documents
    ]


def _chunks(items: list[Data], size: int) -> list[list[Data]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
