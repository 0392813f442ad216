# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records to write on paper, and a PDF as a reader takes it: text, structure, picture."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from kiosk.assets import assets_dir
from kiosk.forms.record import build_record
from kiosk.handover import RecordFrame
from kiosk.services import load_catalogue
from kiosk.wire.record import Record, RecordRow, RecordSection
from tests.kiosk.registration.walking import Plan, walk

TODAY = date(2026, 11, 23)
CODE = "B 042 · K7M"
FRAME = RecordFrame(
    id=UUID(int=1),
    office_id="mitte",
    terminal_id=UUID(int=2),
    ticket_number="B 042",
    language="de",
    prepared_at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
    valid_on=TODAY,
)
WITHIN_CITY: Plan = {"matter": "same-city", "move_in": "2026-11-15"}
FROM_ABROAD: Plan = {
    "matter": "abroad",
    "move_in": "2026-11-01",
    "confirmation": "later",
    "landlord_street": "Hauptstraße",
    "landlord_number": "5",
    "landlord_place": "70173 Stuttgart",
    "landlord_owns": "no",
    "owner_name": "Erbengemeinschaft Müller",
}


def record_of(plan: Plan, *others: Plan) -> Record:
    """What the terminal makes of somebody who answers by plan."""
    walked = walk(plan, *others, today=TODAY)
    assert walked.end == "form", (walked.page, walked.troubles)
    service = load_catalogue(assets_dir() / "services").services["wohnsitz-anmelden"]
    return build_record(walked.engine, walked.state, service, FRAME, TODAY)


def record_with(*values: str) -> Record:
    """A record of one section with these values, whatever they are."""
    rows = tuple(
        RecordRow(field=f"value_{number}", label=f"Zeile {number}", value=value, shown=value)
        for number, value in enumerate(values)
    )
    frame = FRAME
    return Record(
        id=frame.id,
        service="wohnsitz-anmelden",
        form="wohnsitz",
        form_version=1,
        office=frame.office_id,
        terminal_id=frame.terminal_id,
        ticket_number=frame.ticket_number,
        language=frame.language,
        prepared_at=frame.prepared_at,
        valid_on=frame.valid_on,
        sections=(RecordSection(key="all", title="Alles", rows=rows),),
    )


def pages(pdf: bytes) -> list[str]:
    """The text of each page as a viewer copies it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            document[number].get_textpage().get_text_range().replace("\r\n", "\n")
            for number in range(len(document))
        ]


def text(pdf: bytes) -> str:
    """All pages."""
    return "\n".join(pages(pdf))


def pictures(pdf: bytes, scale: float = 3) -> list[Image.Image]:
    """Every page as grey picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            document[number].render(scale=scale).to_pil().convert("L").copy()
            for number in range(len(document))
        ]


def structure(pdf: bytes) -> list[tuple[int, str]]:
    """Depth and role of every element in reading order, page by page."""
    found: list[tuple[int, str]] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number]  # the tree lives no longer than its page
            tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
            for child in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                found += _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, child), 0)
            pdfium.FPDF_StructTree_Close(tree)
            page.close()
    return found


def is_tagged(pdf: bytes) -> bool:
    """Whether the document says so."""
    with pypdfium2.PdfDocument(pdf) as document:
        return bool(pdfium.FPDFCatalog_IsTagged(document.raw))


def outline(pdf: bytes) -> list[str]:
    """The titles of the bookmarks."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [entry.get_title() for entry in document.get_toc()]


def _below(element: object, depth: int) -> Iterator[tuple[int, str]]:
    buffer = ctypes.create_string_buffer(64)
    length = pdfium.FPDF_StructElement_GetType(element, buffer, len(buffer))
    yield depth, buffer.raw[: length - 2].decode("utf-16-le")
    for child in range(pdfium.FPDF_StructElement_CountChildren(element)):
        below = pdfium.FPDF_StructElement_GetChildAtIndex(element, child)
        if below:
            yield from _below(below, depth + 1)
