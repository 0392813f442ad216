# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What administrators type, read strictly: every field gives a value or says what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from backoffice.domain.errors import RefusedError
from backoffice.domain.people import Person

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_LETTER = re.compile(r"[A-HJ-NPR-Z]")
STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class FieldError(RefusedError):
    """A field cannot be taken. ``field`` is its name in the form, ``reason`` a stable code."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__("field-wrong", f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody changes something: who, in which office, with which form, when."""

    who: Person
    office_id: str
    fields: Mapping[str, str]
    now: datetime

    def text(self, field: str, longest: int, *, needed: bool = True) -> str:
        """One line, without control characters or signs that turn the direction of writing."""
        value = unicodedata.normalize("NFC", self.fields.get(field, "")).strip()
        if needed and not value:
            raise FieldError(field, "missing")
        if len(value) > longest:
            raise FieldError(field, "too-long")
        if any(unicodedata.category(character) in _FORBIDDEN for character in value):
            raise FieldError(field, "malformed")
        return value

    def slug(self, field: str) -> str:
        """A stable lower-case name."""
        return self._matching(field, _SLUG, self.text(field, 63))

    def letter(self, field: str) -> str:
        """The letter of a queue; I, O and Q read as digits."""
        return self._matching(field, _LETTER, self.text(field, 1).upper())

    def letters(self, field: str) -> list[str]:
        """Letters of queues, however they are separated, at least one."""
        letters = sorted({c for c in self.text(field, 80).upper() if not c.isspace() and c not in ",;/"})
        if not all(_LETTER.fullmatch(letter) for letter in letters) or not letters:
            raise FieldError(field, "malformed")
        return letters

    def state(self, field: str) -> str:
        """The two-letter code of a Land."""
        value = self.text(field, 2).upper()
        if value not in STATES:
            raise FieldError(field, "malformed")
        return value

    def zone(self, field: str) -> str:
        """A time zone by its name."""
        value = self.text(field, 64)
        try:
            ZoneInfo(value)
        except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
            raise FieldError(field, "malformed") from None
        except KeyError:
            raise FieldError(field, "malformed") from None
        return value

    def number(self, field: str, lowest: int, highest: int) -> int:
        """A whole number within limits."""
        value = self.text(field, 6)
        if not (value.isascii() and value.isdigit()):
            raise FieldError(field, "malformed")
        if not lowest <= int(value) <= highest:
            raise FieldError(field, "out-of-range")
        return int(value)

    def clock(self, field: str, *, needed: bool = True) -> time | None:
        """A time of day, to the minute; ``None`` when it may be missing and is."""
        value = self.text(field, 8, needed=needed)
        if not value:
            return None
        try:
            return time.fromisoformat(value).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            raise FieldError(field, "malformed") from None

    def day(self, field: str) -> date:
        """A date, in the years for which anybody plans."""
        try:
            value = date.fromisoformat(self.text(field, 10))
        except ValueError:
            raise FieldError(field, "malformed") from None
        if not 2000 <= value.year <= 2199:
            raise FieldError(field, "out-of-range")
        return value

    def uuid(self, field: str) -> UUID:
        """The id of something that the page showed."""
        try:
            return UUID(self.text(field, 36))
        except ValueError:
            raise FieldError(field, "malformed") from None

    def flag(self, field: str) -> bool:
        """Whether a box is ticked."""
        return self.fields.get(field, "") == "1"

    @staticmethod
    def _matching(field: str, pattern: re.Pattern[str], value: str) -> str:
        if not pattern.fullmatch(value):
            raise FieldError(field, "malformed")
        return value


@dataclass(frozen=True, slots=True)
class Done:
    """What to say afterwards (a stable code), and what is shown once and kept nowhere; ``code`` as a QR code."""

    told: str
    secret: str = ""
    code: str = ""
