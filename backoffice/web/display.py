# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``/display/{office}``: the screen in the waiting hall. Numbers and desks; the script beside keeps it current.

``?queues=A,B`` shows the calls of these queues only, for a hall of its own.
"""

from __future__ import annotations

import re
from functools import partial
from http import HTTPStatus

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection, select

from backoffice.api.context import Shared
from backoffice.domain.board import office_exists
from backoffice.schema import office
from backoffice.store import StoreUnavailableError
from backoffice.web.render import page
from kiosk.wire.models import API

log = structlog.get_logger(__name__)

router = APIRouter(include_in_schema=False)

_QUEUES = re.compile(r"[A-Z](?:,[A-Z]){0,25}")
_RETRY_SECONDS = 10


@router.get("/display/{office_id}", response_class=HTMLResponse)
async def show_display(office_id: str, request: Request, shared: Shared) -> HTMLResponse:
    """The page; all that changes comes through the events of the office."""
    try:
        found = await shared.read(partial(_office, office_id=office_id))
    except StoreUnavailableError as error:
        log.error("display_unavailable", cause=type(error).__name__)
        return _sorry("Die Datenbank antwortet gerade nicht.", HTTPStatus.SERVICE_UNAVAILABLE)
    if found is None:
        return _sorry("Diese Anzeige gibt es nicht. Bitte prüfen Sie die Adresse.", HTTPStatus.NOT_FOUND)
    name, zone = found
    queues = request.query_params.get("queues", "").upper()
    if queues and not _QUEUES.fullmatch(queues):
        return _sorry(
            "Bitte geben Sie Buchstaben von Warteschlangen an, zum Beispiel: ?queues=A,B",
            HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    return page(
        "display.html",
        css="display.css",
        live=True,
        tag="de",
        office=name,
        zone=zone,
        queues=queues,
        events=f"{API}/offices/{office_id}/events",
    )


def _sorry(message: str, status: HTTPStatus) -> HTMLResponse:
    return page(
        "display_sorry.html", status, css="display.css", tag="de", message=message, refresh=_RETRY_SECONDS
    )


def _office(connection: Connection, office_id: str) -> tuple[str, str] | None:
    if not office_exists(connection, office_id):
        return None
    row = connection.execute(select(office.c.name, office.c.time_zone).where(office.c.id == office_id)).one()
    return row.name, row.time_zone
