# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often the search finds the right answer, over questions that nobody looked at while writing the answers.

A set is a file ``<tag>.tsv`` with a question, a tab and the key of its answer on each line; lines that begin with ``#``
are remarks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.answers.book import Book


class QuestionSetError(ValueError):
    """A line is no question with a key; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Measured:
    """``first`` and ``found``: how many questions had their answer on top, and among those that are shown."""

    asked: int
    first: int
    found: int
    missed: tuple[tuple[str, str, tuple[str, ...]], ...] = field(default=(), repr=False)
    """Question, its answer's key, and the keys that were found instead."""

    @property
    def share_first(self) -> float:
        """Between 0 and 1."""
        return self.first / self.asked if self.asked else 0.0

    @property
    def share_found(self) -> float:
        """Between 0 and 1."""
        return self.found / self.asked if self.asked else 0.0


def read_questions(path: Path) -> list[tuple[str, str]]:
    """Questions and the keys of their answers.

    Raises:
        QuestionSetError: a line is neither that nor a remark.
    """
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        question, tab, key = line.rpartition("\t")
        if not tab or not question.strip() or not key.strip():
            raise QuestionSetError(f"{path}:{number}: needs a question, a tab and the key of its answer")
        questions.append((question.strip(), key.strip()))
    return questions


def measure(book: Book, questions: list[tuple[str, str]]) -> Measured:
    """Ask the book everything.

    Raises:
        QuestionSetError: a question is for an answer that does not exist.
    """
    first = found = 0
    missed = []
    for question, key in questions:
        if book.get(key) is None:
            raise QuestionSetError(f"{question!r}: there is no answer {key!r}")
        keys = tuple(answer.key for answer in book.search(question))
        first += keys[:1] == (key,)
        found += key in keys
        if key not in keys:
            missed.append((question, key, keys))
    return Measured(len(questions), first, found, tuple(missed))
