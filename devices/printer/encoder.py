# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A slip to bytes for one profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from devices.printer.dialect import encode_rows
from devices.printer.escpos import Encoded
from devices.printer.labels import LabelPack
from devices.printer.layout import Layout
from devices.printer.profile import Profile
from devices.printer.slip import Slip

if TYPE_CHECKING:
    from devices.printer.picture import Pen


class Encoder:
    """Keeps the fonts between slips; one thread at a time."""

    def __init__(self, profile: Profile, font_dir: Path | None = None) -> None:
        self._profile = profile
        self._font_dir = font_dir
        self._drawing: Pen | None = None
        self._layout = Layout(profile, self._pen)

    def encode(
        self, slip: Slip, *, duplicate: bool = False, closing: bytes = b"", labels: LabelPack | None = None
    ) -> Encoded:
        """``labels`` are those that the printer has shown to hold. Raises SlipError or FontsMissingError when the slip
        cannot be printed as it is meant."""
        rows = self._layout.rows(slip, duplicate=duplicate, labels=labels)
        return encode_rows(rows, self._profile, closing=closing)

    def _pen(self) -> Pen:
        if self._drawing is None:
            from devices.printer.picture import Pen

            self._drawing = Pen(self._font_dir)
        return self._drawing
