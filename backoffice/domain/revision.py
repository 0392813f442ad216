# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a clerk changes in a record: corrections and a note, beside the record and never in it.

So it stays visible what the visitor declared and what the desk found.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kiosk.wire.record import FieldValue, Record, RecordRow, RecordSection

LONGEST_TEXT = 500
LONGEST_NOTE = 2000
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Correction(BaseModel):
    """Another value for the row at ``section`` and ``row`` (both counted from 0)."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    section: Annotated[int, Field(ge=0)]
    row: Annotated[int, Field(ge=0)]
    shown: Annotated[str, Field(max_length=LONGEST_TEXT, repr=False)]

    def fits(self, record: Record) -> bool:
        """Whether the record has this row."""
        return self.section < len(record.sections) and self.row < len(record.sections[self.section].rows)


class Revision(BaseModel):
    """All that was changed so far."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    corrections: tuple[Correction, ...] = ()
    note: Annotated[str, Field(max_length=LONGEST_NOTE, repr=False)] = ""

    def with_correction(self, correction: Correction) -> Revision:
        """One more; the last one of a row counts."""
        others = tuple(
            one for one in self.corrections if (one.section, one.row) != (correction.section, correction.row)
        )
        return self.model_copy(update={"corrections": (*others, correction)})

    def with_note(self, note: str) -> Revision:
        return self.model_copy(update={"note": note[:LONGEST_NOTE]})

    def of(self, section: int, row: int) -> str | None:
        """What the clerk wrote for a row, ``None`` when it stays as declared."""
        return next((one.shown for one in self.corrections if (one.section, one.row) == (section, row)), None)

    def applied_to(self, record: Record) -> Record:
        """The record with the corrections in it, for a program of the office.

        A corrected value of a code list has no key any more (``None``): the clerk wrote words.
        """
        sections = tuple(self._section(number, section) for number, section in enumerate(record.sections))
        return record.model_copy(update={"sections": sections})

    def _section(self, number: int, section: RecordSection) -> RecordSection:
        rows = []
        for position, row in enumerate(section.rows):
            shown = self.of(number, position)
            rows.append(row if shown is None else _corrected(row, shown))
        return section.model_copy(update={"rows": tuple(rows)})


def _corrected(row: RecordRow, shown: str) -> RecordRow:
    value: FieldValue = None
    if isinstance(row.value, str):
        if row.value == row.shown:
            value = shown
        elif _ISO_DATE.fullmatch(row.value):
            value = _iso(shown)
    return row.model_copy(update={"value": value, "shown": shown})


def _iso(shown: str) -> str | None:
    match = _GERMAN_DATE.fullmatch(shown.strip())
    try:
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat() if match else None
    except ValueError:
        return None
