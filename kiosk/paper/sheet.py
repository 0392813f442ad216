# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Vorbereitungsbogen: everything of a record on paper, in the clerk's order.

It must not look like a Meldebestätigung (BMG § 24 Abs. 2) or a Meldeschein (§ 23 Abs. 1): no arms, no seal, no signature,
and it says on every page what it is not. The law of the paper is German, so it is German in every language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from kiosk.languages import NAMES, SOURCE
from kiosk.paper.layout import BODY, HEADING, INNER, MUTED, SMALL, STRONG, TITLE, Box, Row, Sheet, cell, draw
from kiosk.paper.typeface import BOLD, Style
from kiosk.wire.record import Record, RecordDoubt, RecordRow, RecordSection

TITLE_TEXT = "Vorbereitungsbogen (keine Meldebestätigung)"
GERMAN_TIME = ZoneInfo("Europe/Berlin")
"""All citizen offices lie in one zone."""

_LABEL = Style(9.5, 14.5, colour=MUTED)
_NUMBER = Style(24, 30, BOLD)
_NOT = Style(13, 18, BOLD)
_VALUE_X, _VALUE_WIDTH = 176.0, 226.0
_SIDE_X, _SIDE_WIDTH = 410.0, INNER - 410.0
_STATE_X = 385.0
_KEPT_TOGETHER = 3
"""So many rows stay below the title of their section: names are not torn from "Person 2"."""
_NOTICES = "Hinweise am Terminal"
_BOX_X = 20.0
_SIDE = Style(8.5, 14.5, colour=MUTED)
"""As small print, on the line of the text beside it."""


def preparation_sheet(record: Record, code: str) -> bytes:
    """The PDF. ``code`` is what the visitor shows at the desk (``B 042 · K7M``)."""
    rows = [
        *_head(record, code),
        *_doubts(record),
        *_documents(record),
        *_sections(record),
        *_notices(record),
    ]
    number = record.ticket_number
    sheet = Sheet(TITLE_TEXT, f"{TITLE_TEXT} · {number}", record.prepared_at)
    return draw(sheet, rows)


def _head(record: Record, code: str) -> Iterator[Row]:
    yield Row((cell("Vorbereitungsbogen", TITLE, role="H1"),), bookmark="Vorbereitungsbogen")
    yield Row((cell("Keine Meldebestätigung", _NOT),), after=6)
    yield Row(
        (
            cell(
                "Dieser Bogen hilft am Schalter. Damit ist noch niemand angemeldet, umgemeldet oder abgemeldet. Alle Angaben"
                " hat die Person selbst am Terminal gemacht. Niemand hat bisher einen Ausweis gesehen.",
                BODY,
            ),
        ),
        after=8,
    )
    prepared = record.prepared_at.astimezone(GERMAN_TIME)
    facts = [
        ("Nummer und Code", code or record.ticket_number, _NUMBER),
        ("Anliegen", record.case_title or record.service, STRONG),
        ("Gültig nur am", f"{record.valid_on:%d.%m.%Y}", STRONG),
        ("Vorbereitet am", f"{prepared:%d.%m.%Y} um {prepared:%H:%M} Uhr", BODY),
    ]
    if record.language != SOURCE:
        facts.append(("Sprache am Terminal", _language(record.language), BODY))
    for number, (label, value, style) in enumerate(facts):
        label_style = Style(_LABEL.size, style.leading, colour=MUTED)
        yield Row(
            (
                cell(label, label_style, width=_VALUE_X - 8, role="TH"),
                cell(value, style, _VALUE_X, INNER - _VALUE_X, "TD"),
            ),
            ("Table:head", f"TR:{number}"),
            rule=True,
            before=2.5,
            after=2.5,
        )


def _language(tag: str) -> str:
    from babel import Locale

    if tag == "de-simple":
        return NAMES[tag]
    return str(Locale("de").languages.get(tag, tag))


def _heading(text: str, bookmark: bool = True) -> Row:
    return Row(
        (cell(text, HEADING, role="H2"),),
        before=16,
        after=5,
        stays_with_next=True,
        bookmark=text if bookmark else "",
    )


def _doubts(record: Record) -> Iterator[Row]:
    if not record.doubts:
        return
    yield _heading("Bitte zuerst prüfen")
    for number, doubt in enumerate(record.doubts):
        where = _where(record, doubt)
        path = ("L:doubts", f"LI:{number}")
        beside = " · ".join(part for part in (where, doubt.norm) if part)
        yield Row(
            (cell(doubt.text, BODY, role="LBody"),), path, mark=True, before=5, stays_with_next=bool(beside)
        )
        if beside:
            yield Row((cell(beside, SMALL, role="LBody"),), path, mark=True)


def _where(record: Record, doubt: RecordDoubt) -> str:
    """In the clerk's words: ``Person 2, Familienname``; empty when it is about the whole."""
    for section in record.sections:
        for row in section.rows:
            if _is_about(doubt, section, (row,)):
                return f"{section.title}: {row.label}"
    return f"Person {doubt.person}" if doubt.person else ""


def _is_about(doubt: RecordDoubt, section: RecordSection, rows: Sequence[RecordRow]) -> bool:
    return (
        doubt.field is not None
        and any(row.field == doubt.field or row.field.startswith(f"{doubt.field}_") for row in rows)
        and doubt.section in (None, section.key)
        and doubt.person in (None, section.person)
    )


def _documents(record: Record) -> Iterator[Row]:
    if not record.documents:
        return
    yield _heading("Unterlagen")
    for number, document in enumerate(record.documents):
        path = ("L:documents", f"LI:{number}")
        words = document.title + (f", {document.whose}" if document.whose else "")
        cells = [cell(words, BODY, _BOX_X, _STATE_X - _BOX_X - 12, "LBody", box=Box.EMPTY)]
        if document.missing:
            cells.append(cell("fehlt laut Angabe", STRONG, _STATE_X, INNER - _STATE_X, "LBody"))
        elif document.norm:
            cells.append(cell(document.norm, _SIDE, _STATE_X, INNER - _STATE_X, "LBody"))
        yield Row(tuple(cells), path, before=3, mark=document.missing)


def _sections(record: Record) -> Iterator[Row]:
    if any(row.dsmeld for section in record.sections for row in section.rows):
        yield Row(
            (cell("Zahlen am rechten Rand: Blätter des Datensatzes für das Meldewesen (DSMeld).", SMALL),),
            before=14,
        )
    for position, section in enumerate(record.sections):
        yield _heading(section.title)
        answers = list(_joined(section.rows))
        for number, rows in enumerate(answers):
            doubted = any(_is_about(doubt, section, rows) for doubt in record.doubts)
            sheets = ", ".join(dict.fromkeys(sheet for row in rows for sheet in row.dsmeld))
            side = f"prüfen {sheets}".rstrip() if doubted else sheets
            yield Row(
                (
                    cell(rows[0].label, _LABEL, width=_VALUE_X - 8, role="TH"),
                    cell(" ".join(row.shown for row in rows), BODY, _VALUE_X, _VALUE_WIDTH, "TD"),
                    cell(side, STRONG if doubted else _SIDE, _SIDE_X, _SIDE_WIDTH, "TD"),
                ),
                (f"Table:{position}", f"TR:{number}"),
                rule=True,
                before=2.5,
                after=2.5,
                stays_with_next=number < min(_KEPT_TOGETHER, len(answers)) - 1,
                continued=section.title,
                mark=doubted,
            )


def _joined(rows: Sequence[RecordRow]) -> Iterator[tuple[RecordRow, ...]]:
    """Parts of one answer (number and letter of a house, PLZ and place) together."""
    for _, group in groupby(rows, key=lambda row: row.label):
        yield tuple(group)


def _notices(record: Record) -> Iterator[Row]:
    if not record.notices:
        return
    yield _heading(_NOTICES)
    told = {None: "gezeigt", True: "bestätigt", False: "nicht bestätigt"}
    for number, (notice, times) in enumerate(Counter(record.notices).items()):
        path = ("L:notices", f"LI:{number}")
        state = told[notice.confirmed] + (f", {times}-mal" if times > 1 else "")
        yield Row(
            (
                cell(notice.norm, BODY, 0, _STATE_X - 12, "LBody"),
                cell(state, BODY, _STATE_X, INNER - _STATE_X, "LBody"),
            ),
            path,
            before=4,
            stays_with_next=notice.confirmed is not None,
            continued=_NOTICES,
        )
        if notice.confirmed is not None:
            yield Row((cell(notice.text, SMALL, role="LBody"),), path)
