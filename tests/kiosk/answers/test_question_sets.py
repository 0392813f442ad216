# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search finds what people ask: questions by people who had not seen the paraphrases (``tests/questions``)."""

from __future__ import annotations

import pytest

from benchmarks.questions import AIM, AIMS, SETS
from kiosk.answers import Answers
from kiosk.answers.measure import measure, read_questions

FILES = sorted(SETS.glob("*.tsv"))
LEAST_QUESTIONS = 200


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_right_answer_is_among_the_three_often_enough(path) -> None:
    questions = read_questions(path)
    assert len(questions) >= LEAST_QUESTIONS
    measured = measure(Answers().book(path.stem), questions)
    assert measured.share_found >= AIMS.get(path.stem, AIM), measured.missed
