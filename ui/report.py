# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One entry of the doctor's answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Report:
    """``name`` and all sentences are German; ``status`` is a stable code; ``advice`` says how it is and what to do.

    ``details``: what it is, since when it is so, what to expect of it.
    """

    name: str
    where: str
    is_good: bool
    status: str
    advice: str
    details: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return asdict(self)


def in_words(reports: Sequence[Report]) -> str:
    """For a person."""
    lines = []
    for report in reports:
        mark = "✔" if report.is_good else "✘"
        lines.append(f"{mark} {report.name} ({report.where}): {report.status}")
        lines.extend(f"  {line}" for line in (report.advice, *report.details))
    return "\n".join(lines)
