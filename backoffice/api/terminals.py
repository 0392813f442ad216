# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Enrolment, heartbeat, configuration."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response

from backoffice.api import bodies
from backoffice.api.context import Context, Shared
from backoffice.api.direct import DirectRoute
from backoffice.api.news import read_shared
from backoffice.api.problems import TooManyRequestsError
from backoffice.api.signed import Caller, SignedRoute, described, repeated
from backoffice.domain import terminals as rules
from backoffice.domain.errors import RefusedError
from backoffice.domain.hot import KEEP_HEARTBEATS, heartbeat_row
from backoffice.domain.terminals import Terminal
from kiosk.wire.commands import HeartbeatAnswer
from kiosk.wire.models import API, Enrolment, TerminalConfiguration
from kiosk.wire.news import HeartbeatNews

unsigned = APIRouter(prefix=API, tags=["terminals"])
signed = APIRouter(prefix=API, tags=["terminals"], route_class=SignedRoute, dependencies=[described])
direct = APIRouter(prefix=API, tags=["terminals"], route_class=DirectRoute, dependencies=[described])


@unsigned.put(
    "/terminals/{terminal_id}",
    response_model=Enrolment,
    status_code=HTTPStatus.CREATED,
    responses=repeated(Enrolment),
)
async def enrol(
    terminal_id: UUID, body: bodies.EnrolmentRequest, request: Request, response: Response, shared: Shared
) -> Enrolment:
    """Let a terminal in with a one-time code. The same request again gives the same answer."""
    address = request.client.host if request.client else ""
    wait = shared.enrolments.wait_seconds(address)
    if wait:
        raise TooManyRequestsError(wait)
    server_key = shared.signing_key.public_key().public_bytes_raw()
    now = shared.now()
    try:
        enrolment, is_new = await shared.write(
            lambda connection: rules.enrol(connection, terminal_id, body, server_key, now)
        )
    except RefusedError:
        shared.enrolments.take(address)
        raise
    response.status_code = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return enrolment


@direct.put(
    "/terminals/{terminal_id}/heartbeat",
    response_model=HeartbeatNews,
    responses={204: {"description": "There is nothing to tell"}},
)
async def heartbeat(
    terminal_id: UUID,
    body: bodies.Heartbeat,
    caller: Caller,
    shared: Shared,
    request: Request,
    news: Annotated[bool, Query(description="Tell what is new, so that the terminal need not ask")] = False,
) -> Response:
    """How a terminal is doing, the newest counts; answered with what it should do or know, if there is anything."""
    if terminal_id != caller.id:
        raise RefusedError("other-terminal", "a terminal speaks for itself only")
    told = await _kept(shared, caller, body)
    if news:
        current = await shared.news.news(shared, caller, shared.base_url(request))
        with_news = HeartbeatNews(commands=told.commands, help_taken=told.help_taken, news=current)
        return Response(with_news.model_dump_json(), media_type="application/json")
    if not told.commands and not told.help_taken:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return Response(told.model_dump_json(), media_type="application/json")


async def _kept(shared: Context, caller: Terminal, body: bodies.Heartbeat) -> HeartbeatAnswer:
    now = shared.now()
    if not body.outcomes:
        row = heartbeat_row(shared.store.dialect, caller, body, now)
        if await shared.store.keep(KEEP_HEARTBEATS, row):
            return HeartbeatAnswer()
    return await shared.write(partial(rules.keep_heartbeat, terminal=caller, beat=body, now=now))


@signed.get(
    "/configuration",
    response_model=TerminalConfiguration,
    responses={304: {"description": "It is as the tag in ``If-None-Match`` says"}},
)
async def get_configuration(
    caller: Caller,
    shared: Shared,
    request: Request,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """What the server decides for this terminal. Ask again with ``If-None-Match``."""
    # The caller may be remembered from seconds ago; a lock counts from the next question.
    terminal = await shared.read(partial(rules.find_terminal, terminal_id=caller.id)) or caller
    found = await read_shared(shared, terminal.office_id, shared.base_url(request))
    headers = {"ETag": found.tag(terminal), "Cache-Control": "no-cache"}
    if if_none_match and headers["ETag"] in [tag.strip() for tag in if_none_match[:1000].split(",")]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(found.of(terminal).model_dump_json(), media_type="application/json", headers=headers)
