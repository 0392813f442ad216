# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether pages further on can still appear."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kiosk.forms.models import FormSection
from kiosk.forms.parse import words_of


def may_still_hold(section: FormSection, answers: Mapping[str, Any], today: date) -> bool:
    """Whether a section may still be shown, given the answers so far; what is not known yet may become anything."""
    return any(
        (page.valid_from is None or page.valid_from <= today)
        and (page.valid_until is None or today <= page.valid_until)
        and all(
            name not in answers or not set(values).isdisjoint(words_of(answers[name]))
            for name, values in page.when.items()
        )
        for page in section.pages
    )
