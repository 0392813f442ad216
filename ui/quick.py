# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The few settings that the window needs, read without loading the checks.

Whatever is wrong counts as not set here; :func:`kiosk.config.load` looks at everything right after and says so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SYSTEM_FILE = Path("/etc/buergerterminal/kiosk.toml")


@dataclass(frozen=True, slots=True)
class QuickLook:
    """Size of the window in pixels, whether it fills the screen, how it is drawn, and where the state is."""

    state_dir: Path = Path.home() / ".local/state/buergerterminal"
    width: int = 1080
    height: int = 1920
    full_screen: bool = False
    renderer: str = "software"


def look(config: Path | None, environment: Mapping[str, str] = os.environ) -> QuickLook:
    """Read the file that :func:`kiosk.config.find_file` would find, and the environment on top."""
    file = config or Path(environment.get("KIOSK_CONFIG") or _SYSTEM_FILE)
    data = _table(file)

    def value(section: str, key: str) -> Any:
        named = environment.get(f"KIOSK_{section}__{key}".upper())
        if named is not None:
            return named
        found = data.get(section)
        return found.get(key) if isinstance(found, dict) else None

    default = QuickLook()
    return QuickLook(
        state_dir=Path(str(value("terminal", "state_dir") or default.state_dir)),
        width=_pixels(value("screen", "width"), default.width),
        height=_pixels(value("screen", "height"), default.height),
        full_screen=str(value("screen", "full_screen")).lower() in ("true", "1", "yes", "on"),
        renderer="gpu" if value("screen", "renderer") == "gpu" else default.renderer,
    )


def _table(file: Path) -> dict[str, Any]:
    try:
        source = file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    import tomllib

    try:
        return tomllib.loads(source)
    except ValueError:
        return {}


def _pixels(value: Any, default: int) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        return default
    return number if 480 <= number <= 7680 else default
