# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor reads on the web, in the language of their browser.

German is the source; ``assets/languages/web/<tag>.po`` translates it. A new file is a new language.
"""

from __future__ import annotations

import io
import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from backoffice.assets import assets_dir

SOURCE = "de"
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})
_RANGE = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,32})?\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?)\s*)?")


@cache
def available(folder: Path | None = None) -> frozenset[str]:
    """Tags of the languages there are."""
    folder = folder or assets_dir() / "languages" / "web"
    return frozenset({SOURCE, *(path.stem for path in folder.glob("*.po"))})


def preferred(accept_language: str, fallback: str) -> str:
    """The best available language for an ``Accept-Language`` header (RFC 9110 §12.5.4), else ``fallback``, else German."""
    wishes: list[tuple[float, int, str]] = []
    for position, part in enumerate(accept_language[:500].split(",")):
        match = _RANGE.fullmatch(part)
        if match:
            wishes.append((-float(match[2] or 1), position, match[1].lower()))
    for weight, _, tag in sorted(wishes):
        if weight < 0 and tag in available():
            # A browser says "de"; only at the terminal could somebody choose the easy way to say it.
            return fallback if fallback.startswith(f"{tag}-") and fallback in available() else tag
    return fallback if fallback in available() else SOURCE


def direction(tag: str) -> str:
    """How lines run in a language: the ``dir`` of a page."""
    return "rtl" if tag in _RIGHT_TO_LEFT else "ltr"


@cache
def translations(tag: str) -> NullTranslations:
    """The catalogue of a language; the source language has none and answers with the source."""
    if tag == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (assets_dir() / "languages" / "web" / f"{tag}.po").open("rb") as file:
        catalogue = read_po(file, locale=tag.partition("-")[0], abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
