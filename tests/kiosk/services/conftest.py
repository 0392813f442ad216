# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small, correct folder of service files that a test can spoil."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.assets import assets_dir
from kiosk.services import Catalogue, CatalogueError, ServiceFileProblem, load_catalogue

CATALOGUE = """\
topics:
  - key: wohnsitz
    title: Wohnsitz
    icon: home
queues:
  B: Melden
authorities:
  amt: Bürgerbüro
facts:
  age:
    question: Wie alt ist die Person?
    values:
      child: unter 18 Jahren
      adult: ab 18 Jahren
"""

SERVICE = """\
key: anmelden
title: Wohnsitz anmelden
topic: wohnsitz
audience: Für alle, die umgezogen sind.
offered: [amt]
queue: B
icon: home
minutes: 15
norms:
  - § 17 Abs. 1 BMG
documents:
  - title: Ausweis oder Pass
    short: Ausweis
    icon: badge
  - title: Zustimmung der Eltern
    short: Zustimmung
    icon: badge
    when:
      age: child
fee:
  prices:
    - title: Erwachsene
      when: {age: adult}
      norm: § 24 BMG
      amounts:
        - {eur: 10.00, evidence: law}
        - {eur: 12.50, valid_from: 2026-02-07, evidence: law}
    - title: Kinder
      when: {age: child}
      norm: § 24 BMG
      amounts:
        - {eur: 5.00, evidence: law}
    - title: Versand
      surcharge: true
      norm: § 24 BMG
      amounts:
        - {eur: 3.00, evidence: law}
notes:
  - text: Kommen Sie nach dem Einzug.
result: Sie sind angemeldet.
"""


@dataclass
class Folder:
    """``path`` is like ``assets/services``, with icons beside it."""

    path: Path

    def write(self, name: str, content: str | bytes) -> None:
        """Write or replace a file."""
        raw = content if isinstance(content, bytes) else content.encode()
        (self.path / name).write_bytes(raw)

    def spoil(self, old: str, new: str, *, name: str = "anmelden.yaml") -> None:
        """Replace a passage that is in the file exactly once."""
        text = (self.path / name).read_text()
        assert text.count(old) == 1, old
        self.write(name, text.replace(old, new))

    def load(self) -> Catalogue:
        """The catalogue, or :class:`CatalogueError`."""
        return load_catalogue(self.path)

    def problems(self) -> tuple[ServiceFileProblem, ...]:
        """What keeps the folder from loading."""
        with pytest.raises(CatalogueError) as caught:
            self.load()
        return caught.value.problems

    def problem(self) -> ServiceFileProblem:
        """The only problem."""
        (problem,) = self.problems()
        return problem


@pytest.fixture
def make_folder() -> Callable[[Path], Folder]:
    """Fill a new directory."""

    def make(root: Path) -> Folder:
        (root / "icons").mkdir(parents=True)
        for icon in ("home", "badge"):
            (root / "icons" / f"{icon}.svg").write_text("<svg/>")
        (root / "services").mkdir()
        folder = Folder(root / "services")
        folder.write("catalogue.yaml", CATALOGUE)
        folder.write("anmelden.yaml", SERVICE)
        return folder

    return make


@pytest.fixture
def folder(make_folder: Callable[[Path], Folder], tmp_path: Path) -> Folder:
    """A folder with one topic, one queue and one service."""
    return make_folder(tmp_path / "assets")


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """The catalogue in ``assets/services``."""
    return load_catalogue(assets_dir() / "services")
