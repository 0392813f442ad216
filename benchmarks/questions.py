# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often the search finds the right answer, in every language that has a set of questions (``tests/questions``).

The questions were written by people who had not seen the paraphrases of the answers. Top 1: the answer came first; top 3:
it was among those on the screen. Beside it, how long the index takes to build and a question to be answered.

    python -m benchmarks.questions [--missed] [tag …]
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from kiosk.answers import Answers
from kiosk.answers.measure import measure, read_questions

SETS = Path(__file__).parent.parent / "tests" / "questions"
AIMS = {"de": 0.95}
AIM = 0.90
"""Of every other language."""


def main(arguments: list[str]) -> int:
    """Print a line a language. Returns 1 when an aim is missed."""
    show_missed = "--missed" in arguments
    wanted = [one for one in arguments if not one.startswith("--")]
    files = [path for path in sorted(SETS.glob("*.tsv")) if not wanted or path.stem in wanted]
    if not files:
        print(f"no questions in {SETS}")
        return 1
    good = True
    print("tag      questions  top 1   top 3   aim    index   question (median, worst)")
    for path in files:
        answers = Answers()
        questions = read_questions(path)
        book = answers.book(path.stem)
        began = time.perf_counter()
        book.search(questions[0][0])
        built = time.perf_counter() - began
        measured = measure(book, questions)
        times = []
        for question, _ in questions:
            began = time.perf_counter()
            book.search(question)
            times.append(time.perf_counter() - began)
        aim = AIMS.get(path.stem, AIM)
        good &= measured.share_found >= aim
        print(
            f"{path.stem:8} {measured.asked:9} {measured.share_first:7.1%} {measured.share_found:7.1%} {aim:6.0%}"
            f" {built * 1000:5.0f} ms {statistics.median(times) * 1000:5.1f} ms {max(times) * 1000:5.1f} ms"
        )
        if show_missed:
            for question, key, found in measured.missed:
                print(f"    {question!r} is {key}, found {', '.join(found) or 'nothing'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
