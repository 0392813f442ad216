# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search: SQLite FTS5 over groups of three letters, in memory.

A question finds an answer by the trigrams they share, so a wrong letter, another ending or half a compound word costs
little. Ranked by bm25 (over the whole answer with weights for its columns, and over the nearest single phrase) and by how
well its single words fit (:mod:`kiosk.answers.words`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.answers.folding import fold, trigrams
from kiosk.answers.words import WordIndex

FOUND = 3
"""More answers than this nobody compares."""
ENOUGH = 0.34
"""Less of the question than this part in common is chance."""
LEAST_LETTERS = 2
LETTERS_AT_MOST = 240
TRIGRAMS_AT_MOST = 120

_WEIGHTS = (3.0, 2.0, 5.0, 1.0, 0.7)
"""Of title, paraphrases, keywords, body, source."""
_PHRASE = 0.3
"""What the nearest phrase adds to the whole answer."""

_WORDS = 0.6
"""What the single words count beside that; the best answer of each counts 1."""
_WORD_WEIGHTS = (1.2, 1.0, 1.2, 0.4, 0.3)

_TABLES = """
    CREATE VIRTUAL TABLE whole USING fts5(
        title, paraphrases, keywords, body, source, tokenize = 'trigram case_sensitive 1');
    CREATE VIRTUAL TABLE phrase USING fts5(words, tokenize = 'trigram case_sensitive 1');"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched of one answer. ``source``: German words, which people also type in other languages."""

    title: str
    paraphrases: Sequence[str]
    keywords: Sequence[str]
    body: str
    source: Sequence[str] = ()


class Index:
    """Answers by their place in ``entries``. To be used by one thread at a time."""

    def __init__(self, entries: Sequence[Entry], stop_words: Iterable[str]) -> None:
        self._stop = frozenset(word for line in stop_words for word in fold(line).split())
        self._known: list[frozenset[str]] = []
        self._phrase_of: list[int] = []
        self._single = WordIndex()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.executescript(_TABLES)
        for number, entry in enumerate(entries):
            self._add(number, entry)
        self._database.commit()

    def search(self, question: str) -> list[int]:
        """At most :data:`FOUND` places of answers, the best first; none where nothing fits. Never raises."""
        words = self._words(question[:LETTERS_AT_MOST])
        if sum(map(len, words)) < LEAST_LETTERS:
            return []
        asked = trigrams(words)[:TRIGRAMS_AT_MOST]
        # Trigrams are letters, digits and spaces only.
        match = " OR ".join(f'"{one}"' for one in asked)
        scores = {
            row: -score
            for row, score in self._database.execute(
                "SELECT rowid, bm25(whole, ?, ?, ?, ?, ?) FROM whole WHERE whole MATCH ?", (*_WEIGHTS, match)
            )
        }
        nearest: dict[int, float] = {}
        for row, score in self._database.execute(
            "SELECT rowid, bm25(phrase) FROM phrase WHERE phrase MATCH ?", (match,)
        ):
            number = self._phrase_of[row]
            nearest[number] = max(nearest.get(number, 0.0), -score)
        whole = {row: score + _PHRASE * nearest.get(row, 0.0) for row, score in scores.items()}
        single = self._single.scores(words)
        best_whole, best_single = max(whole.values(), default=1.0), max(single.values(), default=1.0)
        ranked = sorted(
            whole,
            key=lambda row: (-whole[row] / best_whole - _WORDS * single.get(row, 0.0) / best_single, row),
        )
        needed = ENOUGH * len(asked)
        return [row for row in ranked[: 4 * FOUND] if self._shared(row, asked) >= needed][:FOUND]

    def _shared(self, row: int, asked: Iterable[str]) -> int:
        known = self._known[row]
        return sum(one in known for one in asked)

    def _words(self, text: str) -> list[str]:
        """The words that say something; all of them where none does."""
        words = fold(text).split()
        return [word for word in words if word not in self._stop] or words

    def _add(self, number: int, entry: Entry) -> None:
        columns = ((entry.title,), entry.paraphrases, entry.keywords, (entry.body,), entry.source)
        folded = [[self._words(phrase) for phrase in column] for column in columns]
        self._database.execute(
            "INSERT INTO whole (rowid, title, paraphrases, keywords, body, source) VALUES (?, ?, ?, ?, ?, ?)",
            (number, *("".join(_padded(words) for words in column) for column in folded)),
        )
        for words in (words for column in folded[:3] for words in column):
            self._database.execute(
                "INSERT INTO phrase (rowid, words) VALUES (?, ?)", (len(self._phrase_of), _padded(words))
            )
            self._phrase_of.append(number)
        for column, weight in zip(folded, _WORD_WEIGHTS, strict=True):
            for words in column:
                self._single.add(number, words, weight)
        self._known.append(
            frozenset(trigrams([word for column in folded for words in column for word in words]))
        )


def _padded(words: Sequence[str]) -> str:
    """With an edge on both sides of every word, as :func:`~kiosk.answers.folding.trigrams` takes them."""
    return f" {' '.join(words)} "
