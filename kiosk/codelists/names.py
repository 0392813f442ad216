# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of states in other languages, from the CLDR data in Babel, written ahead into a file.

Reading the data of fifty languages takes Babel a second or more, too long for the first letter somebody types.
"""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale

from kiosk.codelists.search import forms

_LOCALES = (
    "am", "ar", "az", "bg", "bn", "bs", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr",
    "hu", "hy", "id", "it", "ja", "ka", "ko", "ku", "lt", "lv", "mk", "nl", "pa", "pl", "ps", "pt", "ro", "ru", "sk",
    "sl", "so", "sq", "sr", "sr-Latn", "sv", "ta", "th", "ti", "tr", "uk", "ur", "uz", "vi", "zh",
)  # fmt: skip
"""Languages that people at the counter write state names in."""
_ALIASES = {
    "AL": ("Shqipëria",), "BY": ("Weißrussland",), "CD": ("Zaire",), "CI": ("Ivory Coast",), "CZ": ("Czech Republic",),
    "GB": ("UK", "England", "Schottland", "Scotland", "Wales"), "IR": ("Persien",), "KR": ("Korea",), "MM": ("Burma",),
    "NL": ("Holland",), "SZ": ("Swasiland",), "TR": ("Turkey", "Turquia"), "US": ("America", "Amerika"),
}  # fmt: skip
"""What people write and neither list has: earlier, short and indefinite forms, by ISO code."""


def state_names(iso_codes: Iterable[str]) -> str:
    """The file: a line for each ISO 3166 code in order, the code and all search forms, with tabs between."""
    locales = [Locale.parse(tag, sep="-") for tag in _LOCALES]
    lines = []
    for iso in sorted(set(iso_codes)):
        names = [locale.territories.get(iso, "") for locale in locales]
        found = {form for name in (*names, *_ALIASES.get(iso, ())) for form in forms(name)}
        lines.append("\t".join((iso, *sorted(found))))
    return "\n".join(lines) + "\n"
