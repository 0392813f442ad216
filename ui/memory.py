# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The start page as it was, so that the next start can show it before anything else is loaded.

Nothing of a visitor is in it: it is kept before the first visit. What grows old (waiting times, "closed") is left out;
the real page replaces it within a second.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.visit.screens import Screen

_FILE = "start-page.json"


class StartPageMemory:
    """Keeps the page beside the store."""

    def __init__(self, state_dir: Path) -> None:
        self._path = state_dir / _FILE

    def recall(self) -> dict[str, Any] | None:
        """What :func:`ui.present.present` made last time; ``None`` when there is nothing usable."""
        try:
            page = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return page if isinstance(page, dict) and page.get("kind") == "start" else None

    def keep(self, screen: Screen) -> None:
        """Keep the start page for the next start; that it cannot be kept troubles nobody."""
        from kiosk.languages import shipped
        from kiosk.text import NOTHING
        from kiosk.visit.screens import StartScreen
        from ui.present import present

        if not isinstance(screen, StartScreen):
            return
        timeless = replace(
            screen, notice=NOTHING, tiles=tuple(replace(tile, hint=NOTHING) for tile in screen.tiles[1:])
        )
        timeless = replace(timeless, tiles=(screen.tiles[0], *timeless.tiles))
        page = json.dumps(present(timeless, shipped().get(screen.frame.language)), ensure_ascii=False)
        try:
            if not self._path.exists() or self._path.read_text(encoding="utf-8") != page:
                self._path.write_text(page, encoding="utf-8")
        except (OSError, ValueError):
            return
