# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One thing to say, and how things are written so that a voice says them well.

A voice gets no sentence of its own: the texts are those of the screen, and what the eye takes from icons and places is put
into few added words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.languages import Language
from kiosk.text import NOTHING, Country, LongDate, Month, T, Text

_NUMBER = re.compile(r"\b([A-Z]) (\d{3})\b")
_CODE = re.compile(r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{1,}[A-Z0-9]\b")
_RANGE = re.compile(r"(?<![\d–:])(\d+(?::\d\d)?)–(\d+(?::\d\d)?)(?![\d–:])")
_ENDED = (".", "!", "?", ":", ",", ";", "…", "؟", "،")

SIGNS = {
    " ": T("Leerzeichen"),
    "-": T("Bindestrich"),
    ".": T("Punkt"),
    ",": T("Komma"),
    "،": T("Komma"),
    "?": T("Fragezeichen"),
    "؟": T("Fragezeichen"),
    "'": T("Apostroph"),
    "’": T("Apostroph"),
    "@": T("At-Zeichen"),
    "_": T("Unterstrich"),
    "+": T("Plus"),
    "/": T("Schrägstrich"),
    "(": T("Klammer auf"),
    ")": T("Klammer zu"),
    "&": T("Und-Zeichen"),
    "•": T("Stern"),
}
"""Signs that a voice passes over in silence."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing to say.

    ``personal``: only for the visitor's ears (EN 301 549, 5.1.3.9); on a loudspeaker ``instead`` is said, or nothing.
    ``news`` false: said with the whole page, but no news when it appears. ``language`` is empty for that of the screen.
    """

    text: str = field(repr=False)
    personal: bool = False
    instead: str = ""
    news: bool = True
    language: str = ""


def spelled(code: str) -> str:
    """Sign by sign, with a pause after each: "B 042" as ``B, 0, 4, 2``."""
    return ", ".join(sign for sign in code if sign.isalnum())


def sign(character: str, language: Language) -> str:
    """A single typed character by its name."""
    named = SIGNS.get(character)
    return language.plain(named) if named else character


def aloud(sentence: str, language: Language) -> str:
    """The sentence as a voice should get it: codes sign by sign, ranges in words, a pause for each new line."""
    text = sentence.replace("\u00ad", "").replace("\u00a0", " ").replace("**", "")
    text = re.sub(r"•+", lambda found: ", ".join([language.plain(SIGNS["•"])] * len(found[0])), text)
    text = _NUMBER.sub(lambda found: spelled(found[0]), text)
    text = _CODE.sub(lambda found: spelled(found[0]), text)
    text = _RANGE.sub(lambda found: language.plain(T("{low} bis {high}", low=found[1], high=found[2])), text)
    text = text.replace(" · ", ", ")
    lines = (line.strip() for line in text.splitlines())
    return " ".join(line if line.endswith(_ENDED) else f"{line}." for line in lines if line)


def holds_input(text: Text) -> bool:
    """Whether a text of a form carries something that the visitor told."""
    return any(
        holds_input(value) if isinstance(value, Text) else isinstance(value, str | Country | LongDate | Month)
        for _, value in text.values
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """Turns texts into utterances in one language."""

    language: Language

    def words(self, text: Text) -> str:
        """As a voice should get it."""
        return aloud(self.language.render(text), self.language)

    def tell(self, *texts: Text, personal: bool = False, news: bool = True) -> Iterator[Utterance]:
        """An utterance for each text that is not empty."""
        for text in texts:
            if text != NOTHING and (words := self.words(text)):
                yield Utterance(words, personal, news=news)

    def tell_form(self, *texts: Text, news: bool = True) -> Iterator[Utterance]:
        """The same for texts of a form, which may name what the visitor told."""
        for text in texts:
            yield from self.tell(text, personal=holds_input(text), news=news)
