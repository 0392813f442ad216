# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the fonts are that pictures of text are drawn with."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_PLACES = (
    _HERE.parent / "assets" / "fonts",  # a checkout
    _HERE.parent / "kiosk" / "_assets" / "fonts",  # an installed wheel
)

TEXT = ("NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf")
TEXT_BOLD = ("NotoSans-Bold.ttf", "NotoSansArabic-Bold.ttf")
MONO = "NotoSansMono-Regular.ttf"
MONO_BOLD = "NotoSansMono-Bold.ttf"


class FontsMissingError(RuntimeError):
    """A font file that a picture needs is not there."""


def font_folder(override: Path | None = None) -> Path:
    """The folder with the font files: ``override`` if given, else the one shipped beside this package.

    Raises FontsMissingError when there is none; text that the printer's own fonts can show still prints then.
    """
    for place in (override,) if override is not None else _PLACES:
        if (place / TEXT[0]).is_file():
            return place
    looked = ", ".join(str(place) for place in ((override,) if override is not None else _PLACES))
    raise FontsMissingError(f"{TEXT[0]} not found; looked in: {looked}")
