# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screens of the information pages as plain data for QML."""

from __future__ import annotations

from kiosk.languages import Language
from kiosk.text import T
from kiosk.visit.question_screens import Block, QuestionsScreen, ReplyScreen
from kiosk.visit.screens import Screen
from ui.present_forms import presented_field
from ui.present_parts import Data, actions, chunks, copy, documents, split

LINES_TOGETHER = 6
"""So many lines stay under one title; a longer list goes on in the next block."""
SPECIAL_TOGETHER = 3


def question_content(screen: Screen, language: Language) -> Data:
    """What such a screen shows.

    Raises:
        TypeError: it is no information page.
    """
    match screen:
        case QuestionsScreen():
            return {
                "heading": copy(screen.heading, language),
                "fields": [presented_field(field, language) for field in screen.fields],
                "found": copy(screen.found, language),
                "texts": dict(screen.texts),
                "revision": screen.revision,
                "rows": actions(screen.rows, language),
                "primary": None,
                "link": None,
            }
        case ReplyScreen():
            return {
                "name": screen.name,
                "heading": copy(screen.heading, language),
                "body": [copy(paragraph, language) for paragraph in screen.body],
                "steps": [
                    copy(T("{number}. {step}", number=number, step=step), language)
                    for number, step in enumerate(screen.steps, start=1)
                ],
                "norm": screen.norm,
                "documents": documents(screen.documents, language),
                "special": chunks(documents(screen.special, language), SPECIAL_TOGETHER),
                "fees": [
                    {"title": copy(fee.title, language), "value": copy(fee.amount, language)}
                    for fee in screen.fees
                ],
                "blocks": [part for block in screen.blocks for part in _block(block, language)],
                "phone": {
                    "title": language.plain(screen.link.title),
                    "url": screen.link.url,
                    "address": screen.link.address,
                }
                if screen.link is not None
                else None,
                "note": copy(screen.note, language),
                **split(screen.actions, language),
            }
    raise TypeError(f"no page for {type(screen).__name__}")


def _block(block: Block, language: Language) -> list[Data]:
    lines = [
        {"title": copy(line.title, language), "value": copy(line.value, language)} for line in block.lines
    ]
    title = language.plain(block.title)
    return [{"title": title, "lines": part} for part in chunks(lines, LINES_TOGETHER)]
