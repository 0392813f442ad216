# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How texts for visitors should read, and whether they can be read in every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.services.problems import ServiceFileProblem, Severity
from kiosk.services.yamlfile import KeyPath, YamlFile

SENTENCE_WORDS = 20

_BUTTON_WORDS = re.compile(r"\b(ungültig\w*|Fehler\w*|leider|abbrechen|absenden)\b", re.IGNORECASE)
_NORM = re.compile(r"(§§? ?\d|Art\. ?\d|BGBl\. |[A-ZÄÖÜ]\w*(G|V|VO|O|GB)\b)")


def is_norm(text: str) -> bool:
    """Whether it looks like a norm (``§ 17 Abs. 1 BMG``)."""
    return _NORM.match(text) is not None


def wording(text: str) -> Iterator[str]:
    """What an author should look at in a text."""
    if not unicodedata.is_normalized("NFC", text):
        yield "letters are written in parts (not NFC); type them again"
    if "!" in text:
        yield "no exclamation marks"
    if found := _BUTTON_WORDS.search(text):
        yield f"{found[0]!r}: say what happens next instead"
    longest = max(len(sentence.split()) for sentence in re.split(r"[.?:]\s", text))
    if longest > SENTENCE_WORDS:
        yield f"a sentence of {longest} words; plain German has up to {SENTENCE_WORDS}"


def untranslated(
    texts: Iterable[tuple[YamlFile, KeyPath, str]], folder: Path
) -> Iterator[ServiceFileProblem]:
    """A warning for each text that a catalogue of ``folder`` has no translation for. No folder, no warnings."""
    from babel.messages.pofile import read_po

    texts = tuple(texts)
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file)
        for source, where, text in texts:
            message = catalogue.get(text)
            if message is None or not message.string or message.fuzzy:
                yield ServiceFileProblem(
                    source.file,
                    source.line(where),
                    f"no translation in {path.name}: {text[:60]!r}",
                    Severity.WARNING,
                )
