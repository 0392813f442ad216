# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How well the single words of a question fit an answer.

Counting trigrams alone lets a long word outweigh a short one ("Pass"). Here every word counts by how few answers know
it, and a similar word counts by how similar it is.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kiosk.answers.folding import trigrams

SIMILAR = 0.45
"""Less similar words are different ones."""
PART = 0.7
"""What a word inside a longer one is worth ("Anmeldung" in "Wohnsitzanmeldung"), if it has so many letters:"""
PART_LETTERS = 4
SATURATED = 1.2
"""As in bm25: how slowly a word that is there again and again stops counting more."""
WORDS_AT_MOST = 16


class WordIndex:
    """Words of answers, with weights."""

    def __init__(self) -> None:
        self._answers = 0
        self._known: dict[str, frozenset[str]] = {}
        self._with: defaultdict[str, list[str]] = defaultdict(list)
        self._weights: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))

    def add(self, answer: int, words: Iterable[str], weight: float) -> None:
        """``answer`` has these words, in a place of this weight."""
        self._answers = max(self._answers, answer + 1)
        for word in words:
            if word not in self._known:
                self._known[word] = frozenset(trigrams([word]))
                for trigram in self._known[word]:
                    self._with[trigram].append(word)
            self._weights[word][answer] += weight

    def scores(self, words: Iterable[str]) -> Mapping[int, float]:
        """For each answer that knows a word like one of these, how well all of them fit; at least 0."""
        total: defaultdict[int, float] = defaultdict(float)
        for word in list(dict.fromkeys(words))[:WORDS_AT_MOST]:
            found: defaultdict[int, float] = defaultdict(float)
            for known, similarity in self._similar(word).items():
                for answer, weight in self._weights[known].items():
                    found[answer] += weight * similarity * similarity
            rarity = math.log(
                1 + (self._answers + 0.5) / (sum(min(1.0, one) for one in found.values()) + 0.5)
            )
            for answer, often in found.items():
                total[answer] += rarity * often * (SATURATED + 1) / (often + SATURATED)
        return total

    def _similar(self, word: str) -> Mapping[str, float]:
        own = frozenset(trigrams([word]))
        shared = Counter(known for trigram in own for known in self._with.get(trigram, ()))
        similar = {}
        for known, count in shared.items():
            others = self._known[known]
            likeness = 2 * count / (len(own) + len(others))
            if min(len(word), len(known)) >= PART_LETTERS:
                likeness = max(likeness, PART * count / min(len(own), len(others)))
            if likeness >= SIMILAR:
                similar[known] = 1.0 if known == word else likeness
        return similar
