# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a service file, told to its author."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the catalogue from loading; a warning is only shown to authors."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class ServiceFileProblem:
    """One mistake. ``line`` counts from 1; 0 means the file or folder as a whole."""

    file: str
    line: int
    message: str
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """File and line, as editors take them."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message}"


class CatalogueError(Exception):
    """The catalogue cannot be used. ``problems`` holds every mistake found, not only the first."""

    def __init__(self, problems: Iterable[ServiceFileProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
