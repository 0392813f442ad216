# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a signal can do."""

from __future__ import annotations

from typing import Protocol


class Signal(Protocol):
    """A light or a sound. Used by one thread; each call returns within seconds, whatever the device does."""

    def on(self) -> bool:
        """Call somebody. Returns whether the device was told so."""
        ...

    def off(self) -> bool:
        """Nobody needs to come any more. Returns whether the device was told so."""
        ...

    def close(self) -> None:
        """Off, and let the device go."""
        ...
