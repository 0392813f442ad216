# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is at a desk's browser, and how a page for them is made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

import structlog
from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from backoffice.api.context import Context, context_of
from backoffice.domain.errors import RefusedError
from backoffice.domain.people import Person, Session, find_session, touch_session
from backoffice.domain.roles import Right
from backoffice.store import StoreUnavailableError
from backoffice.web.forms import ForeignFormError
from backoffice.web.office_choice import NotYoursError
from backoffice.web.render import page

log = structlog.get_logger(__name__)

SIGN_IN = "/desk/sign-in"
Handler = Callable[[Request, Context, Session], Awaitable[Response]]


def is_secure(request: Request, context: Context) -> bool:
    """Whether the browser reaches us over TLS."""
    return context.base_url(request).startswith("https://")


def is_private(request: Request, context: Context) -> bool:
    """Whether nobody on the way can read along: TLS, or this very machine."""
    return is_secure(request, context) or _is_loopback(request.client.host if request.client else "")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def cookie_name(request: Request, context: Context) -> str:
    """With its prefix a browser takes the cookie only over TLS, for this host, from no other (RFC 6265bis)."""
    return "__Host-desk" if is_secure(request, context) else "desk"


async def session_of(request: Request, context: Context, *, touch: bool = True) -> Session | None:
    """Who is signed in. ``touch``: somebody did something, so the session lasts on."""
    token = request.cookies.get(cookie_name(request, context), "")
    if not token or len(token) > 100:
        return None
    now = context.now()
    found = await context.read(partial(find_session, token=token, now=now))
    if found is None:
        return None
    session, is_due = found
    if is_due and touch:
        await context.write(partial(touch_session, token=token, now=now))
    return session


def desk_page(
    template: str, status: int = 200, *, session: Session | None = None, **values: Any
) -> HTMLResponse:
    """A page for staff: German, in the desk's look, with forms."""
    return page(template, status, css="desk.css", forms=True, tag="de", session=session, **values)


def to_list(told: str = "") -> RedirectResponse:
    """Back to today's list, with something to say (a key of :data:`backoffice.web.desk.TOLD`)."""
    return RedirectResponse(f"/desk?told={told}" if told else "/desk", HTTPStatus.SEE_OTHER)


def home(person: Person) -> str:
    """Where somebody begins after signing in: the first page that they may see."""
    for right, path in _HOMES.items():
        if person.may(right):
            return path
    return _HOMES[Right.DESK]


def for_staff(
    handler: Handler,
    needs: Right | None = Right.DESK,
    *,
    refused: Callable[[RefusedError], Response] = lambda error: to_list(error.code),
    background: bool = False,
) -> Callable[[Request], Awaitable[Response]]:
    """For handlers of ``(request, context, session)``: whoever is not signed in is asked to be.

    Args:
        needs: without this right nothing is shown and nothing done; ``None``: signed in is enough.
        refused: what to say when a rule says no.
        background: the page asks by itself, which keeps no session alive.
    """

    @wraps(handler)
    async def guarded(request: Request) -> Response:
        context = context_of(request)
        session: Session | None = None
        try:
            session = await session_of(request, context, touch=not background)
            if session is None and background:
                return Response(headers={"HX-Redirect": SIGN_IN})
            if session is None:
                return RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
            if needs is not None and not session.person.may(needs):
                return not_allowed(session)
            return await handler(request, context, session)
        except ForeignFormError:
            return desk_page("desk_sorry.html", HTTPStatus.FORBIDDEN, message=FOREIGN)
        except NotYoursError:
            return not_allowed(session)
        except RefusedError as error:
            return refused(error)
        except StoreUnavailableError as error:
            log.error("desk_page_unavailable", cause=type(error).__name__)
            return desk_page("desk_sorry.html", HTTPStatus.SERVICE_UNAVAILABLE, message=UNAVAILABLE)

    # A test asks every page what it needs.
    guarded.needs = needs  # type: ignore[attr-defined]
    return guarded


def not_allowed(session: Session | None) -> Response:
    """Signed in, but this is not for them."""
    log.warning("staff_page_denied")
    return desk_page(
        "desk_sorry.html",
        HTTPStatus.FORBIDDEN,
        session=session,
        message=NOT_ALLOWED,
        home=home(session.person) if session else SIGN_IN,
    )


_HOMES = {
    Right.DESK: "/workplace",
    Right.FLOOR: "/floor",
    Right.ADMINISTRATION: "/admin",
    Right.FIGURES: "/figures",
}
NOT_ALLOWED = "Diese Seite ist für Sie nicht freigegeben. Bitte wenden Sie sich an Ihre Verwaltung."
FOREIGN = "Dieses Formular ist veraltet. Bitte gehen Sie zurück zur Liste und versuchen Sie es noch einmal."
UNAVAILABLE = "Die Datenbank antwortet gerade nicht. Bitte versuchen Sie es in einer Minute noch einmal."
