# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in and out at a desk."""

from __future__ import annotations

import asyncio
from functools import partial
from http import HTTPStatus

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from backoffice.api.context import Context, context_of
from backoffice.domain.people import (
    Session,
    end_session,
    find_person,
    password_fits,
    start_session,
    stored_hash,
)
from backoffice.store import StoreUnavailableError
from backoffice.web.forms import ForeignFormError, read_form
from backoffice.web.sessions import (
    FOREIGN,
    SIGN_IN,
    UNAVAILABLE,
    cookie_name,
    desk_page,
    for_staff,
    home,
    is_private,
    is_secure,
)

log = structlog.get_logger(__name__)

router = APIRouter(include_in_schema=False)

_WRONG = "Name oder Passwort ist nicht richtig."
_WAIT = "Zu viele Versuche. Bitte warten Sie {seconds} Sekunden."
_NOT_PRIVATE = "Die Anmeldung geht nur über eine verschlüsselte Verbindung (https)."
_checking = asyncio.Semaphore(2)
"""So many passwords are checked at once; each takes a core and 64 MiB for a moment."""


async def show_sign_in(request: Request) -> Response:
    """The form."""
    if not is_private(request, context_of(request)):
        return _form(_NOT_PRIVATE, HTTPStatus.FORBIDDEN)
    return _form()


async def sign_in(request: Request) -> Response:
    """Check name and password; slowly, and ever more slowly for whoever guesses."""
    context = context_of(request)
    if not is_private(request, context):
        return _form(_NOT_PRIVATE, HTTPStatus.FORBIDDEN)
    try:
        fields = await read_form(request, context, None)
        return await _checked(
            request, context, fields.get("login", "")[:40], fields.get("password", "")[:200]
        )
    except ForeignFormError:
        return _form(FOREIGN, HTTPStatus.FORBIDDEN)
    except StoreUnavailableError as error:
        log.error("desk_page_unavailable", cause=type(error).__name__)
        return _form(UNAVAILABLE, HTTPStatus.SERVICE_UNAVAILABLE)


async def _checked(request: Request, context: Context, login: str, password: str) -> Response:
    keys = (("address", request.client.host if request.client else ""), ("login", login))
    wait = max(context.sign_ins.wait_seconds(key) for key in keys)
    if wait:
        answer = _form(_WAIT.format(seconds=wait), HTTPStatus.TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = str(wait)
        return answer
    for key in keys:
        context.sign_ins.take(key)  # before the check, so that many at once count
    stored = await context.read(partial(stored_hash, login=login))
    async with _checking:
        fits = await asyncio.to_thread(password_fits, stored, password)
    if not fits:
        log.warning("sign_in_refused")
        return _form(_WRONG, HTTPStatus.FORBIDDEN)
    for key in keys:
        context.sign_ins.give_back(key)
    token = await context.write(partial(start_session, login=login, now=context.now()))
    who = await context.read(partial(find_person, login=login))
    inside = RedirectResponse(home(who) if who is not None else SIGN_IN, HTTPStatus.SEE_OTHER)
    inside.set_cookie(
        cookie_name(request, context),
        token,
        path="/",
        secure=is_secure(request, context),
        httponly=True,
        samesite="strict",
    )
    return inside


async def sign_out(request: Request, context: Context, session: Session) -> Response:
    """The session ends on the server, whatever the browser keeps."""
    await read_form(request, context, session.form_token)
    name = cookie_name(request, context)
    await context.write(partial(end_session, token=request.cookies[name]))
    answer = RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
    answer.delete_cookie(name, path="/", secure=is_secure(request, context), httponly=True, samesite="strict")
    return answer


def _form(message: str = "", status: HTTPStatus = HTTPStatus.OK) -> HTMLResponse:
    return desk_page("desk_sign_in.html", status, message=message)


router.add_route(SIGN_IN, show_sign_in, methods=["GET"])
router.add_route(SIGN_IN, sign_in, methods=["POST"])
router.add_route("/desk/sign-out", for_staff(sign_out, needs=None), methods=["POST"])
