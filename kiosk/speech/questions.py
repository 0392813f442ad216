# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of the information pages."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.speech.forms import say_field
from kiosk.speech.screens import bring_and_pay, choices
from kiosk.speech.utterance import Telling, Utterance
from kiosk.text import NOTHING, T
from kiosk.visit.question_screens import QuestionsScreen, ReplyScreen
from kiosk.visit.screens import Screen


def question_content(screen: Screen, telling: Telling) -> tuple[Utterance, ...]:
    """What such a page says; nothing when it is none. The answers found are no news one by one, only their number."""
    match screen:
        case QuestionsScreen():
            fields = (one for field in screen.fields for one in say_field(field, screen.texts, telling))
            return (
                *telling.tell(screen.heading),
                *fields,
                *telling.tell(screen.found),
                *choices((*screen.rows, *screen.actions), telling),
            )
        case ReplyScreen():
            return tuple(_reply(screen, telling))
        case _:
            return ()


def _reply(screen: ReplyScreen, telling: Telling) -> Iterator[Utterance]:
    tell = telling.tell
    yield from tell(screen.note, screen.heading, *screen.body, *screen.steps)
    yield from bring_and_pay(screen.documents, screen.special, screen.fees, telling)
    for block in screen.blocks:
        yield from tell(block.title)
        for line in block.lines:
            pair = T("{name}: {state}", name=line.title, state=line.value)
            yield from tell(pair if line.title != NOTHING else line.value)
    if screen.link is not None:
        yield from tell(screen.link.title)
        yield Utterance(screen.link.address)
    if screen.norm:
        yield from tell(T("Grundlage: {norm}", norm=screen.norm))
    yield from choices(screen.actions, telling)
