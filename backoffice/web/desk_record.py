# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One opened hand-over: what the visitor declared, what to look at first, and what the clerk makes of it."""

from __future__ import annotations

import json
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection, select

from backoffice.api.context import Context
from backoffice.domain.desk_handovers import (
    Opened,
    confirm,
    correct,
    read_claimed,
    release,
    write_note,
)
from backoffice.domain.errors import RefusedError
from backoffice.domain.handovers import Event, note_event
from backoffice.domain.people import Session
from backoffice.domain.revision import LONGEST_TEXT, Correction
from backoffice.schema import office
from backoffice.vault import Vault
from backoffice.web.forms import read_form
from backoffice.web.sessions import desk_page, for_staff, to_list
from kiosk.wire.bundle import PaperKind
from kiosk.wire.record import Record, RecordDoubt, RecordSection

router = APIRouter(include_in_schema=False)

PAPER_TITLES = {
    PaperKind.SHEET: "Vorbereitungsbogen",
    PaperKind.LANDLORD_FORM: "Wohnungsgeberbestätigung",
}


async def show_record(request: Request, context: Context, session: Session) -> Response:
    """The record in its own order, doubts first."""
    opened = await _opened(request, context, session)
    record = opened.bundle.record
    zone = await context.read(partial(_zone, office_id=session.person.office_id))
    return desk_page(
        "desk_record.html",
        session=session,
        opened=opened,
        record=record,
        prepared=f"{record.prepared_at.astimezone(ZoneInfo(zone)):%H:%M}",
        sections=[
            [
                {
                    "row": row,
                    "now": opened.revision.of(number, position),
                    "is_doubted": _doubts(record, section, row.field),
                }
                for position, row in enumerate(section.rows)
            ]
            for number, section in enumerate(record.sections)
        ],
        papers={kind.value: PAPER_TITLES[kind] for kind in opened.bundle.papers},
        anchor=lambda doubt: _anchor(record, doubt),
        keeps=context.settings.keep_confirmed,
        longest=LONGEST_TEXT,
    )


async def correct_row(request: Request, context: Context, session: Session) -> Response:
    """Another value for one row."""
    fields = await read_form(request, context, session.form_token)
    try:
        correction = Correction(
            section=int(fields.get("section", "")[:4]),
            row=int(fields.get("row", "")[:4]),
            shown=fields.get("shown", "").strip()[:LONGEST_TEXT],
        )
    except ValueError:
        raise RefusedError("row-unknown", "no such row") from None
    handover_id, vault, now = _id(request), _vault(context), context.now()
    await context.write(
        lambda connection: correct(connection, session.person, handover_id, correction, vault, now)
    )
    return _stay(handover_id, f"#r{correction.section}-{correction.row}")


async def note(request: Request, context: Context, session: Session) -> Response:
    """The clerk's own words."""
    fields = await read_form(request, context, session.form_token)
    handover_id, vault, now = _id(request), _vault(context), context.now()
    words = fields.get("note", "").replace("\r\n", "\n").strip()
    await context.write(
        lambda connection: write_note(connection, session.person, handover_id, words, vault, now)
    )
    return _stay(handover_id, "#note")


async def give_back(request: Request, context: Context, session: Session) -> Response:
    """Not confirmed; a colleague may open it."""
    await read_form(request, context, session.form_token)
    await context.write(partial(release, who=session.person, handover_id=_id(request), now=context.now()))
    return to_list("released")


async def finish(request: Request, context: Context, session: Session) -> Response:
    """Confirmed at the desk; then kept or deleted by the city's rule."""
    await read_form(request, context, session.form_token)
    keep = context.settings.keep_confirmed
    await context.write(
        partial(
            confirm,
            who=session.person,
            handover_id=_id(request),
            now=context.now(),
            keep_until_evening=keep,
        )
    )
    return to_list("confirmed" if keep else "confirmed-deleted")


async def show_paper(request: Request, context: Context, session: Session) -> Response:
    """A paper of the bundle, to print."""
    opened = await _opened(request, context, session, Event.PAPER)
    name = str(request.path_params["name"])
    pdf = next((pdf for kind, pdf in opened.bundle.papers.items() if kind.value == name), None)
    if pdf is None:
        raise RefusedError("row-unknown", "no such paper")
    return Response(
        pdf,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"},
    )


async def export(request: Request, context: Context, session: Session) -> Response:
    """The record with the corrections in it and the note beside it, for a program of the office."""
    opened = await _opened(request, context, session, Event.EXPORTED)
    record = opened.bundle.record
    content = {
        "record": opened.revision.applied_to(record).model_dump(mode="json"),
        "corrected": [
            {
                "section": record.sections[one.section].key,
                "person": record.sections[one.section].person,
                "field": record.sections[one.section].rows[one.row].field,
                "declared": record.sections[one.section].rows[one.row].shown,
            }
            for one in opened.revision.corrections
        ],
        "note": opened.revision.note,
    }
    return Response(
        json.dumps(content, ensure_ascii=False, indent=2),
        media_type="application/json",
        headers={
            "Content-Disposition": 'attachment; filename="uebergabe.json"',
            "Cache-Control": "no-store",
        },
    )


async def _opened(request: Request, context: Context, session: Session, event: Event | None = None) -> Opened:
    handover_id, vault, now, who = _id(request), _vault(context), context.now(), session.person

    def read(connection: Connection) -> Opened:
        opened = read_claimed(connection, who, handover_id, vault, now)
        if event is not None:
            note_event(connection, handover_id, who.office_id, who.login, event, now)
        return opened

    return await context.write(read)


def _id(request: Request) -> UUID:
    try:
        return UUID(str(request.path_params["handover_id"]))
    except ValueError:
        raise RefusedError("handover-not-open", "no such hand-over") from None


def _vault(context: Context) -> Vault:
    if context.vault is None:
        raise RefusedError("handover-unreadable", "this server has no key file")
    return context.vault


def _stay(handover_id: UUID, anchor: str) -> Response:
    return RedirectResponse(f"/desk/handovers/{handover_id}{anchor}", HTTPStatus.SEE_OTHER)


def _zone(connection: Connection, office_id: str) -> str:
    return str(connection.execute(select(office.c.time_zone).where(office.c.id == office_id)).scalar_one())


def _doubts(record: Record, section: RecordSection, field: str) -> bool:
    return any(_is_about(doubt, section, field) for doubt in record.doubts)


def _is_about(doubt: RecordDoubt, section: RecordSection, field: str) -> bool:
    return (
        doubt.field == field
        and (doubt.section is None or doubt.section == section.key)
        and (doubt.person is None or doubt.person == section.person)
    )


def _anchor(record: Record, doubt: RecordDoubt) -> str:
    """Where the row is that a doubt is about; empty when it is about the whole."""
    for number, section in enumerate(record.sections):
        for position, row in enumerate(section.rows):
            if _is_about(doubt, section, row.field):
                return f"#r{number}-{position}"
    return ""


_ONE = "/desk/handovers/{handover_id}"
_ROUTES: tuple[tuple[str, str, Any], ...] = (
    ("GET", _ONE, show_record),
    ("POST", f"{_ONE}/correct", correct_row),
    ("POST", f"{_ONE}/note", note),
    ("POST", f"{_ONE}/release", give_back),
    ("POST", f"{_ONE}/confirm", finish),
    ("GET", f"{_ONE}/papers/{{name}}", show_paper),
    ("GET", f"{_ONE}/record.json", export),
)
for _method, _path, _handler in _ROUTES:
    router.add_route(_path, for_staff(_handler), methods=[_method])
