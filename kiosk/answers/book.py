# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answers of a language, ready to be asked. Everything is read and built when it is first needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from kiosk.assets import assets_dir

if TYPE_CHECKING:
    from kiosk.answers.index import Index
    from kiosk.answers.models import AnswerFile, Shown, SourceFile

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as a visitor reads it. ``language`` is that of ``title`` and ``text``: German where nobody has
    translated them. ``service`` and ``online`` are keys, ``shows`` what is added from what is known today.
    """

    key: str
    language: str
    title: str
    text: str
    norm: str = ""
    service: str = ""
    online: str = ""
    shows: frozenset[Shown] = frozenset()


class Book:
    """All answers in one language."""

    def __init__(self, tag: str, source: SourceFile | None, translation: AnswerFile | None = None) -> None:
        self._tag = tag
        self._source = source
        self._translation = translation
        self._answers: Mapping[str, Answer] = {
            key: self._answer(key) for key in (source.answers if source is not None else ())
        }
        self._keys = tuple(self._answers)

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, key: str) -> Answer | None:
        """The answer with this key."""
        return self._answers.get(key)

    @property
    def frequent(self) -> tuple[Answer, ...]:
        """What is offered before anything is typed."""
        return tuple(self._answers[key] for key in self._source.frequent) if self._source is not None else ()

    def search(self, question: str) -> tuple[Answer, ...]:
        """The answers that fit best, at most three, the best first. Never raises, and says the same every time."""
        return tuple(self._answers[self._keys[number]] for number in self._index.search(question))

    @cached_property
    def _index(self) -> Index:
        from kiosk.answers.index import Entry, Index

        entries = []
        stop_words: list[str] = []
        if self._source is not None:
            stop_words += (
                self._source.stop_words if self._translation is None else self._translation.stop_words
            )
            for key, german in self._source.answers.items():
                own = self._translation.answers.get(key) if self._translation is not None else None
                words = own or german
                also: Sequence[str] = () if words is german else (german.title, *german.keywords)
                entries.append(Entry(words.title, words.paraphrases, words.keywords, words.text, also))
        return Index(entries, stop_words)

    def _answer(self, key: str) -> Answer:
        assert self._source is not None  # keys come from it
        german = self._source.answers[key]
        own = self._translation.answers.get(key) if self._translation is not None else None
        return Answer(
            key=key,
            language=self._tag if own is not None else "de",
            title=(own or german).title,
            text=(own or german).text,
            norm=german.norm or "",
            service=german.service or "",
            online=german.online or "",
            shows=frozenset(german.shows),
        )


class Answers:
    """The answers of all languages in ``folder`` (default: ``assets/answers``). To be used by one thread at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._books: dict[str, Book] = {}

    def book(self, tag: str) -> Book:
        """The answers in this language. A file that cannot be used is logged, and read as if it were not there."""
        if tag not in self._books:
            self._books[tag] = self._read(tag)
        return self._books[tag]

    @cached_property
    def _source(self) -> SourceFile | None:
        from kiosk.answers.load import load_source
        from kiosk.services.problems import CatalogueError

        try:
            return load_source(self._where).content
        except CatalogueError as error:
            log.error("answers_unusable", language="de", source=error.problems[0].place)
            return None

    def _read(self, tag: str) -> Book:
        from kiosk.answers.load import SOURCE_TAG, load_translation
        from kiosk.services.problems import CatalogueError

        if tag == SOURCE_TAG or self._source is None:
            return Book(SOURCE_TAG, self._source)
        try:
            return Book(tag, self._source, load_translation(self._where, tag).content)
        except FileNotFoundError:
            log.info("answers_untranslated", language=tag)
        except CatalogueError as error:
            log.error("answers_unusable", language=tag, source=error.problems[0].place)
        return Book(tag, self._source)

    @property
    def _where(self) -> Path:
        return self._folder or assets_dir() / "answers"


@cache
def shipped() -> Answers:
    """The answers in ``assets/answers``."""
    return Answers()
