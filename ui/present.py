# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Screens as plain data for QML: dicts, lists, strings, numbers. No rule and no Qt in here. :mod:`ui.present_parts` says
what sentences and labels become.
"""

from __future__ import annotations

from kiosk.languages import Language
from kiosk.visit.screens import (
    AnswerScreen,
    Frame,
    KeypadScreen,
    ListScreen,
    ScanScreen,
    Screen,
    ServiceScreen,
    StaffScreen,
    StartScreen,
    TicketScreen,
)
from ui.present_parts import Data, actions, chunks, copy, documents, facts, split

SPECIAL_TOGETHER = 3
"""So many documents that only some need stay together when a page has to be split."""


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
        "helpComing": frame.help_coming,
        "canUnlock": frame.can_unlock,
        "staff": frame.staff,
        "canSpeak": frame.can_speak,
        "headphones": frame.headphones,
    }


def _content(screen: Screen, language: Language) -> Data:
    match screen:
        case StartScreen():
            return {
                "tiles": actions(screen.tiles, language),
                "rows": actions(screen.rows, language),
                "notice": copy(screen.notice, language),
            }
        case ScanScreen():
            return {
                "heading": copy(screen.heading, language),
                "lead": copy(screen.lead, language),
                "place": copy(screen.place, language),
                "notice": copy(screen.notice, language),
                **split(screen.rows, language),
            }
        case KeypadScreen():
            return {
                "heading": copy(screen.heading, language),
                "lead": copy(screen.lead, language),
                "groups": list(screen.groups),
                "entered": screen.entered,
                "remaining": copy(screen.remaining, language),
                "error": copy(screen.error, language),
                **split(screen.actions, language),
            }
        case AnswerScreen():
            return {
                "name": screen.name,
                "heading": copy(screen.heading, language),
                "body": [copy(text, language) for text in screen.body],
                "question": copy(screen.question, language),
                "icon": screen.icon,
                "assurance": copy(screen.assurance, language),
                **split(screen.actions, language),
            }
        case ListScreen():
            return {
                "name": screen.name,
                "heading": copy(screen.heading, language),
                "legend": facts(screen.legend, language),
                "lead": copy(screen.lead, language),
                **split((*screen.rows, *screen.actions), language),
            }
        case ServiceScreen():
            return {
                "heading": copy(screen.heading, language),
                "wait": copy(screen.wait, language),
                "documents": documents(screen.documents, language),
                "special": chunks(documents(screen.special, language), SPECIAL_TOGETHER),
                "fees": [
                    {"title": copy(fee.title, language), "amount": copy(fee.amount, language)}
                    for fee in screen.fees
                ],
                "notes": [copy(note, language) for note in screen.notes],
                **split(screen.actions, language),
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
                "documents": documents(screen.documents, language),
                "statusLink": screen.status_link,
                "codeTitle": copy(screen.code_title, language),
                "codeDetail": copy(screen.code_detail, language),
                "hasCode": screen.has_code,
                "paperLink": screen.paper_link,
                **split(screen.actions, language),
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
                **split(screen.actions, language),
            }
        case _ if screen.kind in ("questions", "reply"):
            from ui.present_questions import question_content

            return question_content(screen, language)
        case _:
            # Forms bring their models with them, which the first page need not wait for.
            from ui.present_forms import form_content

            return form_content(screen, language)
