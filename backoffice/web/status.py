# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page behind the QR code of a slip: where a number stands. No personal data."""

from __future__ import annotations

from http import HTTPStatus
from zoneinfo import ZoneInfo

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from backoffice.api.context import Shared
from backoffice.api.queues import find_ticket
from backoffice.domain.queues import HeldTicket
from backoffice.store import StoreUnavailableError
from backoffice.web.render import page
from backoffice.web.texts import preferred, translations
from kiosk.wire.models import Estimate, TicketState

log = structlog.get_logger(__name__)

router = APIRouter(include_in_schema=False)

REFRESH_SECONDS = 20
SOON_SECONDS = 8
NEARLY = 2
"""With so many before, or fewer, one is nearly due."""


@router.api_route("/", methods=["GET", "HEAD"], response_class=HTMLResponse)
@router.api_route("/s", methods=["GET", "HEAD"], response_class=HTMLResponse)
async def show_cut_off(request: Request) -> HTMLResponse:
    """A link that lost its end on the way into a phone."""
    return _nowhere(request)


@router.api_route("/s/{path:path}", methods=["GET", "HEAD"], response_class=HTMLResponse)
async def show_status(path: str, request: Request, shared: Shared) -> HTMLResponse:
    """The status page, or a kind page when the link leads nowhere (cut off, of another day, made up)."""
    office_id, _, token = path.rpartition("/")
    try:
        held = await find_ticket(shared, office_id or None, token)
    except StoreUnavailableError as error:
        log.error("status_page_unavailable", cause=type(error).__name__)
        return _sorry(request, "unavailable.html", HTTPStatus.SERVICE_UNAVAILABLE, error.retry_after)
    if held is None:
        return _nowhere(request)
    tag = preferred(request.headers.get("accept-language", ""), held.language)
    now = shared.now().astimezone(ZoneInfo(held.time_zone))
    return page(
        "status.html",
        tag=tag,
        t=translations(tag).gettext,
        ticket=held.status,
        headline=_headline(held, tag),
        lines=_lines(held, tag),
        called=held.status.state is TicketState.CALLED,
        refresh=_refresh(held),
        time=f"{now:%H:%M}",
    )


def _nowhere(request: Request) -> HTMLResponse:
    return _sorry(request, "unknown.html", HTTPStatus.NOT_FOUND)


def _sorry(request: Request, template: str, status: HTTPStatus, retry_after: int = 0) -> HTMLResponse:
    tag = preferred(request.headers.get("accept-language", ""), "")
    answer = page(template, status, tag=tag, t=translations(tag).gettext, refresh=REFRESH_SECONDS)
    if retry_after:
        answer.headers["Retry-After"] = str(retry_after)
    return answer


def _refresh(held: HeldTicket) -> int:
    """Seconds until the page looks again; whoever is nearly due wants to know sooner. 0: never."""
    match held.status.state:
        case TicketState.DONE:
            return 0
        case TicketState.WAITING if (held.status.ahead or 0) > NEARLY:
            return REFRESH_SECONDS
        case _:
            return SOON_SECONDS


def _headline(held: HeldTicket, tag: str) -> str:
    t = translations(tag)
    match held.status.state:
        case TicketState.CALLED:
            return t.gettext("Sie werden aufgerufen.")
        case TicketState.SERVING:
            return t.gettext("Sie sind am Schalter.")
        case TicketState.PARKED:
            return t.gettext("Wir rufen Sie wieder auf.")
        case TicketState.MISSED:
            return t.gettext("Wir haben Sie aufgerufen.")
        case TicketState.DONE:
            return t.gettext("Ihr Besuch ist beendet.")
        case _ if not held.status.ahead:
            return t.gettext("Sie sind als Nächstes dran.")
        case _:
            return t.ngettext(
                "Vor Ihnen wartet noch {count} Person.",
                "Vor Ihnen warten noch {count} Personen.",
                held.status.ahead,
            ).format(count=held.status.ahead)


def _lines(held: HeldTicket, tag: str) -> list[str]:
    t = translations(tag)
    ticket = held.status
    match ticket.state:
        case TicketState.CALLED:
            return [t.gettext("Bitte gehen Sie jetzt zu: {desk}").format(desk=ticket.desk)]
        case TicketState.SERVING:
            return [ticket.desk]
        case TicketState.PARKED:
            return [t.gettext("Bitte achten Sie auf die Anzeige.")]
        case TicketState.MISSED:
            return [t.gettext("Ihre Nummer gilt noch. Bitte fragen Sie am Empfang oder am Schalter.")]
        case TicketState.DONE:
            return [t.gettext("Sie können diese Seite schließen.")]
        case _:
            area = t.gettext("Bitte warten Sie hier: {area}").format(area=ticket.waiting_area)
            return [_wait(ticket.estimate, tag), *([area] if ticket.waiting_area else [])]


def _wait(estimate: Estimate | None, tag: str) -> str:
    t = translations(tag)
    if estimate is None:
        return t.gettext("Die Wartezeit ist im Moment nicht bekannt.")
    if estimate.low_minutes == 0:
        return t.gettext("Wartezeit: höchstens etwa {high} Minuten").format(high=estimate.high_minutes)
    return t.gettext("Wartezeit: etwa {low} bis {high} Minuten").format(
        low=estimate.low_minutes, high=estimate.high_minutes
    )
