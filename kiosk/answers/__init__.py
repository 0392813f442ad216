# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions people ask, with answers that somebody has read and approved; and the search over them.

Nothing here makes up a sentence: what a visitor reads stands in ``assets/answers``. ``docs/answers.md`` is for authors.
"""

from kiosk.answers.book import Answer, Answers, Book, shipped

__all__ = ["Answer", "Answers", "Book", "shipped"]
