# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``/floor``: which terminals are free, in use, need somebody; and who goes there. Every few seconds anew."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from backoffice.api.context import Context
from backoffice.domain.errors import RefusedError
from backoffice.domain.floor import Standing, terminals_now
from backoffice.domain.help_calls import settle, take
from backoffice.domain.people import Session
from backoffice.domain.roles import Right
from backoffice.web.forms import read_form
from backoffice.web.office_choice import chosen_office, local_time, office_names
from backoffice.web.render import page
from backoffice.web.sessions import for_staff

router = APIRouter(include_in_schema=False)

PAGE = "/floor"
TOLD = {
    "taken": "Sie sind gemeldet. Am Terminal steht gleich, dass jemand kommt.",
    "settled": "Erledigt.",
    "call-over": "Diesen Ruf hat schon jemand übernommen, oder dort wartet niemand mehr.",
}
GOOD = frozenset({"taken", "settled"})
STANDINGS = {
    Standing.HELP: "Hilfe gerufen",
    Standing.OFFLINE: "keine Verbindung",
    Standing.TROUBLE: "Störung",
    Standing.LOCKED: "gesperrt",
    Standing.IN_USE: "in Benutzung",
    Standing.FREE: "frei",
}
DEVICES = {"printer": "Drucker", "scanner": "Scanner"}
DETAILS = {
    "prepare-paper": "Papier geht zur Neige. Bitte eine neue Rolle bereitlegen.",
    "load-paper": "Kein Papier. Bitte eine neue Rolle einlegen.",
    "paper-out": "Kein Papier. Bitte eine neue Rolle einlegen.",
    "cover-open": "Klappe offen. Bitte schließen.",
    "close-cover": "Klappe offen. Bitte schließen.",
    "cutter-error": "Messer klemmt.",
    "clear-cutter": "Messer klemmt.",
    "paper-jam": "Papierstau.",
    "clear-jam": "Papierstau.",
    "head-hot": "Druckkopf zu heiß. Er kühlt von selbst ab.",
    "wait": "Druckkopf zu heiß. Er kühlt von selbst ab.",
    "disconnected": "Nicht angeschlossen. Bitte Kabel prüfen.",
    "check-cable": "Nicht angeschlossen. Bitte Kabel prüfen.",
    "offline": "Antwortet nicht. Bitte einschalten.",
    "switch-on": "Antwortet nicht. Bitte einschalten.",
    "restart-printer": "Bitte aus- und wieder einschalten.",
    "take-slip": "Ein Zettel steckt noch im Ausgabeschlitz.",
}
SCREENS = {
    "start": "Startseite",
    "scan": "Code vorzeigen",
    "keypad": "Code eintippen",
    "list": "Auswahl",
    "service": "Anliegen",
    "answer": "Auskunft",
    "form": "Formular",
    "group": "Formular",
    "check": "Angaben prüfen",
    "ticket": "Nummer",
    "staff": "Personalbereich",
}
"""Kinds of pages; which service it is about nobody learns here."""


async def show(request: Request, context: Context, session: Session) -> Response:
    """The whole page."""
    return await _page(request, context, session, "floor.html")


async def show_now(request: Request, context: Context, session: Session) -> Response:
    """Only what changes."""
    return await _page(request, context, session, "floor_now.html")


async def take_call(request: Request, context: Context, session: Session) -> Response:
    """I am going there."""
    return await _settle(request, context, session, take, "taken")


async def settle_call(request: Request, context: Context, session: Session) -> Response:
    """The visitor was helped."""
    return await _settle(request, context, session, settle, "settled")


async def _settle(request: Request, context: Context, session: Session, step: Any, told: str) -> Response:
    fields = await read_form(request, context, session.form_token)
    office_id = await chosen_office(context, session, fields.get("office"), Right.FLOOR)
    try:
        call_id = UUID(fields.get("call", ""))
        login, now = session.person.login, context.now()
        await context.write(lambda connection: step(connection, office_id, call_id, login, now))
    except (RefusedError, ValueError):
        told = "call-over"
    return RedirectResponse(f"{PAGE}?office={office_id}&told={told}", HTTPStatus.SEE_OTHER)


async def _page(request: Request, context: Context, session: Session, template: str) -> Response:
    office_id = await chosen_office(context, session, request.query_params.get("office"), Right.FLOOR)
    now = context.now()

    def read(connection: Connection) -> tuple[Any, ...]:
        return office_names(connection, session.person.office_id), terminals_now(connection, office_id, now)

    offices, terminals = await context.read(read)
    told = request.query_params.get("told", "")
    return page(
        template,
        css="desk.css admin.css",
        forms=True,
        live=True,
        tag="de",
        session=session,
        office=offices[office_id],
        office_id=office_id,
        offices=offices if session.person.whole_city else {},
        terminals=terminals,
        counts=[(STANDINGS[one], sum(t.standing is one for t in terminals)) for one in Standing],
        message=TOLD.get(told, ""),
        is_good=told in GOOD,
        standings=STANDINGS,
        devices=DEVICES,
        details=DETAILS,
        screens=SCREENS,
        time=partial(local_time, offices[office_id].time_zone, now),
        now=now,
        minutes=lambda since: max(0, int((now - since).total_seconds() // 60)),
    )


router.add_route(PAGE, for_staff(show, Right.FLOOR), methods=["GET"])
router.add_route(f"{PAGE}/now", for_staff(show_now, Right.FLOOR, background=True), methods=["GET"])
router.add_route(f"{PAGE}/take", for_staff(take_call, Right.FLOOR), methods=["POST"])
router.add_route(f"{PAGE}/settle", for_staff(settle_call, Right.FLOOR), methods=["POST"])
