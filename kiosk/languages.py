# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one catalogue for everything a person reads.

German is the source and needs no file. Every other language is a gettext file ``assets/languages/<tag>.po``; a new file
is a new language. Babel formats dates, times and money by language; digits are always 0–9.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

from kiosk.assets import assets_dir
from kiosk.text import Amount, Country, LongDate, Month, Span, Text

SOURCE = "de"

NAMES = {
    "de": "Deutsch",
    "en": "English",
    "tr": "Türkçe",
    "hr": "Hrvatski",
    "it": "Italiano",
    "el": "Ελληνικά",
    "ro": "Română",
    "uk": "Українська",
    "ru": "Русский",
    "ar": "العربية",
    "pl": "Polski",
    "fr": "Français",
    "de-simple": "Einfache Sprache",
}
"""What a language calls itself, in the order in which they are offered. Only those with a catalogue are."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})


_LOCALES = {"en": "en-GB", "de-simple": "de"}
"""Where dates and money of a language differ by country: those of Europe. "Simple" (IANA) is a way to write, no place."""


def locale_of(tag: str) -> Any:
    """The CLDR locale (:class:`babel.Locale`) by whose rules a language counts, sorts and writes dates.

    Raises:
        babel.UnknownLocaleError: there is no such language.
        ValueError: that is no tag of a language (BCP 47).
    """
    from babel import Locale

    return Locale.parse(_LOCALES.get(tag, tag), sep="-")


class UnknownLanguageError(LookupError):
    """There is no catalogue for this language tag."""


@dataclass(frozen=True)
class Language:
    """One language of the catalogue. ``path`` is ``None`` for the source language."""

    tag: str
    path: Path | None

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return NAMES.get(self.tag, self.tag)

    @property
    def is_right_to_left(self) -> bool:
        """Whether pages are mirrored."""
        return self.tag in RIGHT_TO_LEFT

    @property
    def is_german(self) -> bool:
        """Whether German beside it would say the same twice."""
        return self.tag.partition("-")[0] == SOURCE

    @cached_property
    def _translations(self) -> GNUTranslations | None:
        if self.path is None:
            return None
        return GNUTranslations(io.BytesIO(self._compiled_before() or self.compiled()))

    def _compiled_before(self) -> bytes:
        """What ``script/setup`` compiled; nothing when the catalogue has changed since. It saves a tenth of a second."""
        assert self.path is not None
        try:
            with self.path.with_suffix(".mo").open("rb") as file:
                if os.fstat(file.fileno()).st_mtime >= self.path.stat().st_mtime:
                    return file.read()
        except FileNotFoundError:
            pass
        return b""

    def compiled(self) -> bytes:
        """The catalogue as gettext reads it (``.mo``); nothing for the source language."""
        if self.path is None:
            return b""
        # Babel takes a while to import and German, the usual first language, does not need it.
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with self.path.open("rb") as file:
            catalogue = read_po(file, locale=self._locale, abort_invalid=True)
        made = io.BytesIO()
        write_mo(made, catalogue)
        return made.getvalue()

    def gettext(self, source: str) -> str:
        """The sentence in this language, or the German one where no translation exists."""
        if not source or self._translations is None:
            return source
        return self._translations.gettext(source)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The form of the sentence for ``count``."""
        if self._translations is None:
            return one if count == 1 else many
        return self._translations.ngettext(one, many, count)

    def knows(self, source: str) -> bool:
        """Whether the sentence needs no fallback in this language."""
        return self._translations is None or self._translations.gettext(source) != source

    def render(self, text: Text) -> str:
        """The finished sentence. ``**`` marks stay; asterisks in values are dropped so that values cannot make marks."""
        if not text.source:
            return ""
        sentence = (
            self.ngettext(text.source, text.plural, text.count) if text.plural else self.gettext(text.source)
        )
        if not text.values:
            return sentence
        return sentence.format_map({name: self._value(value) for name, value in text.values})

    def plain(self, text: Text) -> str:
        """Like :meth:`render` without marks: for slips and for screen readers."""
        return self.render(text).replace("**", "")

    def _value(self, value: Any) -> str:
        match value:
            case Text():
                return self.render(value)
            case Span():
                return self.gettext("{low}–{high}").format(low=value.low, high=value.high)
            case Amount():
                return self.amount(value)
            case LongDate():
                return self.long_date(value)
            case Month():
                return self.month(value)
            case Country():
                return self.country(value)
            case float():
                return self.decimal(value)
            case datetime():
                return self.clock_time(value)
            case date():
                return self.day(value)
            case _:
                return str(value).replace("**", "")

    def decimal(self, value: float) -> str:
        """A number with a fraction, in the way of the language ("1,9")."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=self._locale, numbering_system="latn"))

    def clock_time(self, moment: datetime) -> str:
        """``10:42``. ``moment`` is in the office's time zone already."""
        return f"{moment:%H:%M}"

    def day(self, day: date) -> str:
        """Weekday, day and month in words ("Montag, 23. November")."""
        from babel.dates import format_date, format_skeleton

        weekday = format_date(day, "EEEE", locale=self._locale)
        return self.gettext("{weekday}, {day}").format(
            weekday=weekday, day=format_skeleton("MMMMd", day, locale=self._locale)
        )

    def long_date(self, date: LongDate) -> str:
        """The date in words with its year, and with the weekday where that was asked for."""
        from babel.dates import format_date

        return str(format_date(date.day, "full" if date.weekday else "long", locale=self._locale))

    def month(self, month: Month) -> str:
        """Month and year in words."""
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", date(month.year, month.month, 1), locale=self._locale))

    def country(self, country: Country) -> str:
        """What the language calls the state; the German name where CLDR has none."""
        if self._translations is None or not country.iso2:
            return country.german
        return str(self._locale.territories.get(country.iso2, country.german))

    def date_in_digits(self, day: date) -> str:
        """Short weekday and date for a slip ("Mo 23.11.2026")."""
        from babel.dates import format_date

        weekday = str(format_date(day, "EEE", locale=self._locale)).rstrip(".")
        return f"{weekday} {format_date(day, 'dd.MM.yyyy', locale=self._locale)}"

    def amount(self, amount: Amount) -> str:
        """Money with two decimals ("46,00 €"), in the way of the language."""
        from decimal import Decimal

        from babel.numbers import format_currency

        return str(
            format_currency(Decimal(amount.cents) / 100, "EUR", locale=self._locale, numbering_system="latn")
        )

    @cached_property
    def _locale(self) -> Any:
        return locale_of(self.tag)


class Languages:
    """All languages that have a catalogue in ``folder`` (default: ``assets/languages``)."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or assets_dir() / "languages"
        found = {path.stem: path for path in sorted(folder.glob("*.po"))}
        tags = [tag for tag in NAMES if tag == SOURCE or tag in found]
        tags += [tag for tag in found if tag not in NAMES]
        self._languages = {tag: Language(tag, found.get(tag)) for tag in tags}

    def __iter__(self) -> Any:
        return iter(self._languages.values())

    def __contains__(self, tag: object) -> bool:
        return tag in self._languages

    def get(self, tag: str) -> Language:
        """The language with this tag.

        Raises:
            UnknownLanguageError: there is no catalogue for it.
        """
        try:
            return self._languages[tag]
        except KeyError:
            raise UnknownLanguageError(tag) from None

    @property
    def source(self) -> Language:
        """German."""
        return self._languages[SOURCE]


@cache
def shipped() -> Languages:
    """The languages in ``assets/languages``."""
    return Languages()
