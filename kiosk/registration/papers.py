# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which papers belong to a registration. What makes them is imported when a form is submitted, not before."""

from __future__ import annotations

from kiosk.forms.rules import RecordPapers
from kiosk.registration.reading import Reading
from kiosk.wire.record import Record


def papers(reading: Reading) -> RecordPapers:
    """The Vorbereitungsbogen for the clerk; for the visitor the form that the landlord has not given yet."""
    needs_form = (
        reading.registers
        and reading.text("dwelling") == "rented"
        and reading.text("confirmation") in {"later", "refused"}
    )
    return RecordPapers(sheet=_sheet, landlord_form=_landlord_form if needs_form else None)


def _sheet(record: Record, code: str) -> bytes:
    from kiosk.paper.sheet import preparation_sheet

    return preparation_sheet(record, code)


def _landlord_form(record: Record) -> bytes:
    from kiosk.paper.landlord import landlord_form

    return landlord_form(record)
