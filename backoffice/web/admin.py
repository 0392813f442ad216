# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``/admin``: an office and all that belongs to it, a page each. What a step does is in ``backoffice.domain``; here it is
read, allowed, done, and said. A form that was refused comes back as it was filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from backoffice.api.context import Context
from backoffice.domain import (
    administration,
    administration_access,
    administration_people,
    administration_queues,
    administration_terminals,
    audit,
)
from backoffice.domain.errors import RefusedError
from backoffice.domain.inputs import STATES, Act, Done
from backoffice.domain.people import Session
from backoffice.domain.roles import Right
from backoffice.titles import service_titles
from backoffice.web import admin_texts as texts
from backoffice.web.floor import STANDINGS
from backoffice.web.forms import read_form
from backoffice.web.office_choice import NotYoursError, OfficeName, chosen_office, local_time, office_names
from backoffice.web.qr import outline
from backoffice.web.render import page
from backoffice.web.sessions import for_staff

router = APIRouter(include_in_schema=False)

PAGE = "/admin"
Step = Callable[[Connection, Act], Done]
Read = Callable[[Connection, Act], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Tab:
    """One page about an office: what it shows and what can be done there."""

    title: str
    read: Read
    steps: Mapping[str, Step]


def _read_audit(connection: Connection, act: Act) -> dict[str, Any]:
    before = act.fields.get("before", "")
    last = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    found = audit.entries(connection, act.office_id, last)
    return {"entries": found, "more": found[-1].id if len(found) == audit.PAGE else None}


TABS = {
    "office": Tab(
        "Büro",
        administration.read_office,
        {
            "change": administration.change_office,
            "absences": administration.change_absences,
            "close": administration.close_office,
            "reopen": administration.reopen_office,
            "notice": administration.change_notice,
            "add-hours": administration.add_hours,
            "remove-hours": administration.remove_hours,
            "set-exception": administration.set_exception,
            "remove-exception": administration.remove_exception,
        },
    ),
    "queues": Tab(
        "Warteschlangen und Plätze",
        administration_queues.read_queues,
        {
            "set-queue": administration_queues.set_queue,
            "remove-queue": administration_queues.remove_queue,
            "stop": administration_queues.stop_numbers,
            "allow": administration_queues.allow_numbers,
            "set-service": administration_queues.set_service,
            "remove-service": administration_queues.remove_service,
            "set-desk": administration_queues.set_desk,
            "remove-desk": administration_queues.remove_desk,
        },
    ),
    "terminals": Tab(
        "Terminals",
        administration_terminals.read_terminals,
        {
            "code": administration_terminals.make_code,
            "order": administration_terminals.order,
            "revoke": administration_terminals.take_rights,
        },
    ),
    "people": Tab(
        "Personen",
        administration_people.read_people,
        {
            "add": administration_people.add,
            "roles": administration_people.change_roles,
            "password": administration_people.renew_password,
            "remove": administration_people.remove,
            "access": administration_access.give_pin,
            "badge": administration_access.make_badge,
            "badge-lost": administration_access.badge_lost,
            "access-end": administration_access.take_away,
        },
    ),
    "audit": Tab("Protokoll", _read_audit, {}),
}


async def show_offices(request: Request, context: Context, session: Session) -> Response:
    """All offices for people of the whole city; for others their own."""
    if not session.person.whole_city:
        return RedirectResponse(f"{PAGE}/{session.person.office_id}/office", HTTPStatus.SEE_OTHER)
    return await _offices(context, session)


async def add_office(request: Request, context: Context, session: Session) -> Response:
    """Another office, for people of the whole city."""
    if not session.person.whole_city:
        raise NotYoursError
    fields = await read_form(request, context, session.form_token)
    act = Act(session.person, "", fields, context.now())
    try:
        await context.write(partial(administration.add_office, act=act))
    except RefusedError as error:
        return await _offices(context, session, texts.sentence(error), fields)
    return RedirectResponse(f"{PAGE}/{fields['id'].strip()}/office?told=office-added", HTTPStatus.SEE_OTHER)


async def show_tab(request: Request, context: Context, session: Session) -> Response:
    """One page about an office."""
    key, _, office_id = await _place(request, context, session)
    act = Act(session.person, office_id, dict(request.query_params), context.now())
    told = texts.TOLD.get(request.query_params.get("told", ""), "")
    return await _tab(context, session, key, act, told, is_good=True)


async def do_step(request: Request, context: Context, session: Session) -> Response:
    """Change something, then show the page again."""
    key, tab, office_id = await _place(request, context, session)
    name = str(request.path_params["step"])
    step = tab.steps.get(name)
    if step is None:
        raise NotYoursError
    fields = await read_form(request, context, session.form_token)
    act = Act(session.person, office_id, fields, context.now())
    try:
        done = await context.write(lambda connection: step(connection, act))
    except RefusedError as error:
        message = texts.sentence(error)
        return await _tab(
            context, session, key, act, message, failed=name, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    if key == "terminals":
        _forget(context, fields.get("terminal", ""))
    if done.secret:
        again = replace(act, fields={})
        return await _tab(
            context,
            session,
            key,
            again,
            texts.TOLD[done.told],
            is_good=True,
            secret=done.secret,
            code=done.code,
        )
    return RedirectResponse(f"{PAGE}/{office_id}/{key}?told={done.told}", HTTPStatus.SEE_OTHER)


def _forget(context: Context, terminal_id: str) -> None:
    """This process believes in what was changed at once; others within seconds."""
    from uuid import UUID

    try:
        context.directory.forget(UUID(terminal_id))
    except ValueError:
        return


async def _place(request: Request, context: Context, session: Session) -> tuple[str, Tab, str]:
    key = str(request.path_params["tab"])
    office_id = await chosen_office(
        context, session, str(request.path_params["office"]), Right.ADMINISTRATION
    )
    if key not in TABS:
        raise NotYoursError
    return key, TABS[key], office_id


async def _tab(
    context: Context,
    session: Session,
    key: str,
    act: Act,
    message: str = "",
    *,
    is_good: bool = False,
    failed: str = "",
    secret: str = "",
    code: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    tab = TABS[key]

    def read(connection: Connection) -> tuple[dict[str, OfficeName], dict[str, Any]]:
        return office_names(connection, session.person.office_id), tab.read(connection, act)

    offices, found = await context.read(read)
    zone = offices[act.office_id].time_zone
    return page(
        f"admin_{key}.html",
        status,
        css="desk.css admin.css",
        forms=True,
        tag="de",
        session=session,
        office=offices[act.office_id],
        office_id=act.office_id,
        tabs={name: one.title for name, one in TABS.items()},
        tab=key,
        here=f"{PAGE}/{act.office_id}/{key}",
        message=message,
        is_good=is_good,
        failed=failed,
        typed=act.fields if failed else {},
        secret=secret,
        badge=outline(code) if code else None,
        states=STATES,
        titles=service_titles(),
        texts=texts,
        standings=STANDINGS,
        time=partial(local_time, zone, act.now),
        now=act.now,
        **found,
    )


async def _offices(
    context: Context, session: Session, message: str = "", typed: Mapping[str, str] | None = None
) -> Response:
    return page(
        "admin_offices.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if message else HTTPStatus.OK,
        css="desk.css admin.css",
        forms=True,
        tag="de",
        session=session,
        offices=await context.read(partial(office_names, home=session.person.office_id)),
        message=message,
        failed="add-office" if message else "",
        typed=typed or {},
        states=STATES,
    )


router.add_route(PAGE, for_staff(show_offices, Right.ADMINISTRATION), methods=["GET"])
router.add_route(f"{PAGE}/offices", for_staff(add_office, Right.ADMINISTRATION), methods=["POST"])
router.add_route(f"{PAGE}/{{office}}/{{tab}}", for_staff(show_tab, Right.ADMINISTRATION), methods=["GET"])
router.add_route(
    f"{PAGE}/{{office}}/{{tab}}/{{step}}", for_staff(do_step, Right.ADMINISTRATION), methods=["POST"]
)
