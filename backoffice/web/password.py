# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``/desk/password``: one's own password, so that nobody keeps the one an administrator has seen."""

from __future__ import annotations

import asyncio
from functools import partial
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from backoffice.api.context import Context
from backoffice.domain.audit import Change, note
from backoffice.domain.errors import RefusedError
from backoffice.domain.people import SHORTEST_PASSWORD, Session, password_fits, set_password, stored_hash
from backoffice.web.forms import read_form
from backoffice.web.sessions import SIGN_IN, desk_page, for_staff, home

router = APIRouter(include_in_schema=False)

PAGE = "/desk/password"
_WRONG = "Das bisherige Passwort ist nicht richtig."
_UNEQUAL = "Die beiden neuen Passwörter sind nicht gleich."
_WEAK = f"Das neue Passwort braucht mindestens {SHORTEST_PASSWORD} Zeichen."
_SAME = "Das neue Passwort ist das bisherige."
_WAIT = "Zu viele Versuche. Bitte warten Sie {seconds} Sekunden."


async def show(request: Request, context: Context, session: Session) -> Response:
    """The form."""
    return _form(session)


async def change(request: Request, context: Context, session: Session) -> Response:
    """Another password; whoever is signed in with the old one, here too, signs in anew."""
    fields = await read_form(request, context, session.form_token)
    login, key = session.person.login, ("login", session.person.login)
    wait = context.sign_ins.wait_seconds(key)
    if wait:
        return _form(session, _WAIT.format(seconds=wait), HTTPStatus.TOO_MANY_REQUESTS)
    old, new = fields.get("old", "")[:200], fields.get("new", "")
    if new != fields.get("again", ""):
        return _form(session, _UNEQUAL)
    if new == old:
        return _form(session, _SAME)
    context.sign_ins.take(key)  # before the check, so that many at once count
    stored = await context.read(partial(stored_hash, login=login))
    if not await asyncio.to_thread(password_fits, stored, old):
        return _form(session, _WRONG, HTTPStatus.FORBIDDEN)
    context.sign_ins.give_back(key)
    now = context.now()

    def keep(connection: Connection) -> None:
        set_password(connection, login, new)
        note(connection, login, session.person.office_id, Change.PASSWORD_RENEWED, login, now)

    try:
        await context.write(keep)
    except RefusedError:
        return _form(session, _WEAK)
    return RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)


def _form(session: Session, message: str = "", status: HTTPStatus | None = None) -> Response:
    return desk_page(
        "password.html",
        status or (HTTPStatus.UNPROCESSABLE_ENTITY if message else HTTPStatus.OK),
        session=session,
        message=message,
        shortest=SHORTEST_PASSWORD,
        home=home(session.person),
    )


router.add_route(PAGE, for_staff(show, needs=None), methods=["GET"])
router.add_route(PAGE, for_staff(change, needs=None), methods=["POST"])
