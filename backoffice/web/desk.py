# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Today's hand-overs of an office, and opening one by what the visitor shows."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection, select

from backoffice.api.context import Context
from backoffice.domain.desk_handovers import Claim, Found, claim, todays_list
from backoffice.domain.people import Session
from backoffice.schema import office
from backoffice.web.forms import read_form
from backoffice.web.sessions import desk_page, for_staff
from kiosk.wire.handover import read_shown_code

router = APIRouter(include_in_schema=False)

TOLD = {
    "released": "Die Übergabe ist zurückgegeben. Eine Kollegin oder ein Kollege kann sie öffnen.",
    "confirmed": "Abgeschlossen.",
    "confirmed-deleted": "Abgeschlossen. Die Angaben sind hier gelöscht.",
    "handover-not-open": "Diese Übergabe ist bei Ihnen nicht (mehr) geöffnet. Bitte öffnen Sie sie mit dem Code noch einmal.",
    "handover-unreadable": "Diese Übergabe lässt sich nicht öffnen. Bitte nehmen Sie die Angaben am Schalter auf.",
    "row-unknown": "Diese Angabe gibt es in der Übergabe nicht.",
}
_FOUND = {
    Found.NOTHING: "Zu dieser Nummer ist heute nichts da. Vielleicht ist es noch unterwegs: Bitte versuchen Sie es in einer Minute noch einmal.",
    Found.WRONG_CODE: "Der Code passt nicht zu dieser Nummer. Bitte vergleichen Sie ihn mit dem Zettel.",
    Found.TOO_MANY_CODES: "Zu viele falsche Codes für diese Nummer. Bitte nehmen Sie die Angaben am Schalter auf.",
    Found.DONE: "Diese Übergabe ist abgeschlossen, die Angaben sind gelöscht.",
    Found.UNREADABLE: TOLD["handover-unreadable"],
}
_MALFORMED = "Bitte geben Sie Nummer und Code so ein, wie sie auf dem Zettel stehen, zum Beispiel: B 042 K7M"
_WAIT = "Zu viele falsche Codes. Bitte warten Sie {seconds} Sekunden."


async def show_list(request: Request, context: Context, session: Session) -> Response:
    """Today's numbers with a hand-over."""
    return await _list(context, session, TOLD.get(request.query_params.get("told", ""), ""))


async def open_handover(request: Request, context: Context, session: Session) -> Response:
    """Number and code open a hand-over for this person; the page of a desk knows the number already."""
    fields = await read_form(request, context, session.form_token)
    typed = fields.get("shown", "")[:40]
    shown = read_shown_code(typed) or read_shown_code(f"{fields.get('number', '')[:10]} {typed}")
    if shown is None:
        return await _list(context, session, _MALFORMED, HTTPStatus.UNPROCESSABLE_ENTITY)
    wait = context.codes.wait_seconds(session.person.login)
    if wait:
        return await _list(context, session, _WAIT.format(seconds=wait), HTTPStatus.TOO_MANY_REQUESTS)
    vault = context.vault
    if vault is None:
        return await _list(context, session, _FOUND[Found.UNREADABLE], HTTPStatus.CONFLICT)
    queue, number, code = shown
    now = context.now()
    claimed = await context.write(
        lambda connection: claim(connection, session.person, queue, number, code, vault, now)
    )
    if claimed.found is Found.OPENED:
        return RedirectResponse(f"/desk/handovers/{claimed.handover_id}", HTTPStatus.SEE_OTHER)
    if claimed.found in (Found.WRONG_CODE, Found.NOTHING):
        context.codes.take(session.person.login)
    return await _list(context, session, _sentence(claimed), HTTPStatus.CONFLICT)


def _sentence(claimed: Claim) -> str:
    if claimed.found is Found.TAKEN:
        return f"Diese Übergabe ist gerade geöffnet bei: {claimed.by or 'einer anderen Person'}."
    return _FOUND[claimed.found]


async def _list(
    context: Context, session: Session, message: str = "", status: HTTPStatus = HTTPStatus.OK
) -> Response:
    now = context.now()
    name, zone = await context.read(partial(_office, office_id=session.person.office_id))
    rows = await context.read(partial(todays_list, office_id=session.person.office_id, now=now))
    return desk_page(
        "desk_list.html",
        status,
        session=session,
        office=name,
        message=message,
        is_good=status is HTTPStatus.OK,
        rows=rows,
        time=lambda moment: f"{moment.astimezone(ZoneInfo(zone)):%H:%M}",
        now=now,
        takes_handovers=context.vault is not None,
    )


def _office(connection: Connection, office_id: str) -> tuple[str, str]:
    row = connection.execute(select(office.c.name, office.c.time_zone).where(office.c.id == office_id)).one()
    return row.name, row.time_zone


router.add_route("/desk", for_staff(show_list), methods=["GET"])
router.add_route("/desk/open", for_staff(open_handover), methods=["POST"])
