# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said when a page stays and something on it changes: an error, the slip, a typed letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.languages import Language
from kiosk.speech.screens import content, say_overlay
from kiosk.speech.utterance import Telling, Utterance, aloud, sign
from kiosk.text import T
from kiosk.visit.screens import KeypadScreen, Overlay, Screen

DELETED = T("gelöscht")
HIDDEN = "•"
SPELL_UP_TO = 3
"""More letters at once come from the terminal (a place that was chosen) and are said as a word."""


def say_news(before: Screen, after: Screen, language: Language) -> tuple[Utterance, ...]:
    """What is new on the same page in the same language, the echo of typing first."""
    telling = Telling(language)
    return (*_typed(before, after, language), *_appeared(before, after, telling))


def is_same_page(before: Screen, after: Screen) -> bool:
    """Whether only something on the page changed: then the whole of it is not said again."""
    return (
        before.serial == after.serial
        and before.kind == after.kind
        and before.frame.overlay == after.frame.overlay
        and before.frame.language == after.frame.language
    )


def _appeared(before: Screen, after: Screen, telling: Telling) -> Iterator[Utterance]:
    if after.frame.overlay is Overlay.IDLE:
        return  # its seconds are on the screen; saying each would never end
    if after.frame.overlay is not Overlay.NONE:
        old, new = say_overlay(before.frame, telling), say_overlay(after.frame, telling)
    else:
        old, new = content(before, telling), content(after, telling)
    known = set(old)
    yield from (one for one in new if one.news and one not in known)


def _typed(before: Screen, after: Screen, language: Language) -> Iterator[Utterance]:
    if isinstance(before, KeypadScreen) and isinstance(after, KeypadScreen):
        yield from echo(before.entered, after.entered, language)
    old, new = getattr(before, "texts", None), getattr(after, "texts", None)
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for box, text in new.items():
            yield from echo(old.get(box, ""), text, language)


def echo(before: str, after: str, language: Language) -> Iterator[Utterance]:
    """What was typed or deleted. On a loudspeaker a typed letter is a star (EN 301 549, 5.1.3.8 and 5.1.3.9)."""
    if before == after:
        return
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    added = after[head : len(after) - tail]
    star = sign(HIDDEN, language)
    if not added:
        gone = before[head : len(before) - tail]
        words = language.plain(DELETED)
        if set(gone) <= {HIDDEN} or len(gone) > SPELL_UP_TO:
            yield Utterance(words)
        else:
            spelled = " ".join(sign(one, language) for one in gone)
            yield Utterance(f"{spelled} {words}", personal=True, instead=words)
    elif set(added) <= {HIDDEN}:
        yield Utterance(star)
    elif len(added) <= SPELL_UP_TO:
        yield Utterance(", ".join(sign(one, language) for one in added), personal=True, instead=star)
    else:
        yield Utterance(aloud(added, language), personal=True, instead=star)
