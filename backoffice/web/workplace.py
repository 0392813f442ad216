# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``/workplace``: a clerk's day at a desk. Every button is a plain form, so it also works without a script; the script
keeps the queue current and gives keys to the buttons."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from backoffice.api.context import Context
from backoffice.domain import calls, help_calls
from backoffice.domain.board import Overview, Person, overview
from backoffice.domain.desks import DeskView, close_desk, desk_of, desks_of_office, open_desk
from backoffice.domain.errors import RefusedError
from backoffice.domain.people import Session
from backoffice.titles import service_titles
from backoffice.web.forms import read_form
from backoffice.web.render import page
from backoffice.web.sessions import for_staff
from backoffice.web.workplace_texts import PRIORITY, REFUSED, TOLD
from kiosk.wire.models import API, TicketState

router = APIRouter(include_in_schema=False)

PAGE = "/workplace"
_NUMBER = re.compile(r"\s*([A-Za-z])[\s-]*(\d{1,3})\s*")
_LABEL = re.compile(r"[A-Z] \d{3}")
_CSS = "desk.css workplace.css"

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asking:
    """Calls for help: those that nobody on the floor has taken, and those to which this person is on the way."""

    waiting: list[help_calls.OpenCall]
    mine: list[help_calls.OpenCall]


Step = Callable[[Connection, str, str, datetime, Fields], tuple[str, str]]
"""One thing to do at a desk: ``(connection, office, desk, now, fields)`` gives what to say, and about which number."""


async def show(request: Request, context: Context, session: Session) -> Response:
    """The desk where this person works, or the desks to choose from."""
    desk, desks, found, asking = await context.read(partial(_read, context=context, session=session))
    told = request.query_params.get("told", "")
    label = request.query_params.get("label", "")
    sentence = TOLD.get(told) or REFUSED.get(told, "")
    values = _values(context, session, desk, desks, found, asking)
    return page(
        "workplace.html" if desk else "workplace_choose.html",
        css=_CSS,
        forms=True,
        live=True,
        tag="de",
        message=sentence.format(label=label if _LABEL.fullmatch(label) else "Die Nummer"),
        is_good=told in TOLD,
        events=f"{API}/offices/{session.person.office_id}/events",
        **values,
    )


async def show_live(request: Request, context: Context, session: Session) -> Response:
    """The part of the page that changes by itself; the whole page anew when the number at the desk is another."""
    desk, desks, found, asking = await context.read(partial(_read, context=context, session=session))
    seen = request.query_params.get("seen", "")
    if seen != _version(desk, found.here):
        return Response(headers={"HX-Refresh": "true"})
    return page(
        "workplace_live.html" if desk else "workplace_desks.html",
        css=_CSS,
        forms=True,
        tag="de",
        **_values(context, session, desk, desks, found, asking),
    )


async def choose(request: Request, context: Context, session: Session) -> Response:
    """Work at this desk."""
    fields = await read_form(request, context, session.form_token)
    work = partial(
        open_desk,
        office_id=session.person.office_id,
        name=fields.get("desk", "")[:80],
        now=context.now(),
        login=session.person.login,
        take_over=fields.get("take_over") == "yes",
    )
    await context.write(work)
    return _back()


def _step(do: Step) -> Callable[[Request, Context, Session], Awaitable[Response]]:
    """A handler that does one thing at the desk of the person who is signed in."""

    async def handle(request: Request, context: Context, session: Session) -> Response:
        fields = await read_form(request, context, session.form_token)
        office_id, now = session.person.office_id, context.now()

        def work(connection: Connection) -> tuple[str, str]:
            desk = desk_of(connection, office_id, session.person.login, now)
            if not desk:
                raise RefusedError("desk-closed", "choose a desk first")
            return do(connection, office_id, desk, now, fields)

        told, label = await context.write(work)
        return _back(told, label)

    return handle


def _close(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    close_desk(connection, office_id, desk, now)
    return "closed", ""


def _next(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    label = calls.call_next(connection, office_id, desk, now)
    return ("", "") if label else ("nobody", "")


def _call(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    match = _NUMBER.fullmatch(fields.get("shown", "")[:20])
    if match is None:
        raise RefusedError("number-malformed", "a letter and up to three digits")
    calls.call_number(connection, office_id, desk, now, letter=match[1].upper(), number=int(match[2]))
    return "", ""


def _again(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    return "again", calls.call_again(connection, office_id, desk, now, expected=_ticket(fields))


def _arrive(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    calls.arrive(connection, office_id, desk, now, expected=_ticket(fields))
    return "", ""


def _absent(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    label, state = calls.absent(connection, office_id, desk, now, expected=_ticket(fields))
    return ("missed" if state is TicketState.MISSED else "requeued"), label


def _miss(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    return "missed", calls.miss(connection, office_id, desk, now, expected=_ticket(fields))


def _park(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    return "parked", calls.park(connection, office_id, desk, now, expected=_ticket(fields))


def _unpark(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    return "unparked", calls.unpark(connection, office_id, _ticket(fields), now)


def _send_on(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    letter = fields.get("queue", "")[:4]
    label = calls.send_on(connection, office_id, desk, now, letter=letter, expected=_ticket(fields))
    return "sent-on", label


def _finish(
    connection: Connection, office_id: str, desk: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    services = [value for name, value in fields.items() if name.startswith("service-")]
    label = calls.finish(connection, office_id, desk, now, services=services, expected=_ticket(fields))
    return ("done", label) if label else ("nobody-there", "")


def _take_help(
    connection: Connection, office_id: str, login: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    help_calls.take(connection, office_id, _call_id(fields), login, now)
    return "help-taken", ""


def _settle_help(
    connection: Connection, office_id: str, login: str, now: datetime, fields: Fields
) -> tuple[str, str]:
    help_calls.settle(connection, office_id, _call_id(fields), login, now)
    return "help-settled", ""


def _help_step(do: Step) -> Callable[[Request, Context, Session], Awaitable[Response]]:
    """A handler for a call for help; whoever goes there needs no desk."""

    async def handle(request: Request, context: Context, session: Session) -> Response:
        fields = await read_form(request, context, session.form_token)
        who, now = session.person, context.now()
        told, label = await context.write(
            lambda connection: do(connection, who.office_id, who.login, now, fields)
        )
        return _back(told, label)

    return handle


def _call_id(fields: Fields) -> UUID:
    try:
        return UUID(fields.get("call", ""))
    except ValueError:
        raise RefusedError("call-over", "the form names no call") from None


def _ticket(fields: Fields) -> UUID:
    try:
        return UUID(fields.get("ticket", ""))
    except ValueError:
        raise RefusedError("ticket-changed", "the form names no ticket") from None


def _refused(error: RefusedError) -> Response:
    return _back(error.code)


def _back(told: str = "", label: str = "") -> Response:
    query = {name: value for name, value in (("told", told), ("label", label)) if value}
    return RedirectResponse(f"{PAGE}?{urlencode(query)}" if query else PAGE, HTTPStatus.SEE_OTHER)


def _read(
    connection: Connection, context: Context, session: Session
) -> tuple[str, list[DeskView], Overview, Asking]:
    office_id, now = session.person.office_id, context.now()
    desk = desk_of(connection, office_id, session.person.login, now)
    after = timedelta(seconds=context.settings.help_to_desks_after)
    asking = Asking(
        waiting=help_calls.unanswered(connection, office_id, now, after),
        mine=help_calls.taken_by(connection, office_id, session.person.login, now),
    )
    desks = desks_of_office(connection, office_id, now)
    return desk, desks, overview(connection, office_id, desk, now), asking


def _version(desk: str, here: Person | None) -> str:
    """What the page shows of the number at the desk; another one is another page."""
    return f"{desk}/{here.id}/{here.state}/{here.calls}" if here else f"{desk}/"


def _values(
    context: Context,
    session: Session,
    desk: str,
    desks: list[DeskView],
    found: Overview,
    asking: Asking,
) -> dict[str, Any]:
    zone = ZoneInfo(found.time_zone)
    now = context.now()
    mine = next((one for one in desks if one.name == desk), None)
    titles = service_titles()
    return {
        "session": session,
        "desk": mine,
        "desks": desks,
        "found": found,
        "here": found.here,
        "version": _version(desk, found.here),
        "title_of": lambda service: titles.get(service, service),
        "time": lambda moment: f"{moment.astimezone(zone):%H:%M}",
        "minutes": lambda moment: max(0, int((now - moment).total_seconds() // 60)),
        "now": now,
        "takes_handovers": context.vault is not None,
        "most_absences": found.most_absences,
        "asking": asking,
        "priority": lambda one: PRIORITY.get(one.priority, "anderer Grund") if one.priority else "",
    }


_STEPS: Mapping[str, Step] = {
    "close": _close,
    "next": _next,
    "call": _call,
    "again": _again,
    "arrived": _arrive,
    "absent": _absent,
    "missed": _miss,
    "park": _park,
    "unpark": _unpark,
    "send-on": _send_on,
    "finish": _finish,
}
_HELP_STEPS: Mapping[str, Step] = {"take-help": _take_help, "settle-help": _settle_help}
router.add_route(PAGE, for_staff(show), methods=["GET"])
router.add_route(f"{PAGE}/live", for_staff(show_live, background=True), methods=["GET"])
router.add_route(f"{PAGE}/desk", for_staff(choose, refused=_refused), methods=["POST"])
for _name, _do in _STEPS.items():
    router.add_route(f"{PAGE}/{_name}", for_staff(_step(_do), refused=_refused), methods=["POST"])
for _name, _do in _HELP_STEPS.items():
    router.add_route(f"{PAGE}/{_name}", for_staff(_help_step(_do), refused=_refused), methods=["POST"])
