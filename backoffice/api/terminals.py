# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Enrolment, heartbeat, configuration."""

from __future__ import annotations

import hashlib
from functools import partial
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response

from backoffice.api import bodies
from backoffice.api.context import Context, Shared
from backoffice.api.direct import DirectRoute
from backoffice.api.problems import TooManyRequestsError
from backoffice.api.signed import Caller, SignedRoute, described, repeated
from backoffice.domain import terminals as rules
from backoffice.domain.configuration import configuration
from backoffice.domain.errors import RefusedError
from backoffice.domain.handover_keys import ensure_key, published_key
from backoffice.domain.hot import KEEP_HEARTBEAT, heartbeat_values
from kiosk.wire.commands import HeartbeatAnswer
from kiosk.wire.models import API, Enrolment, HandoverKey, TerminalConfiguration

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
    response_model=HeartbeatAnswer,
    responses={204: {"description": "There is nothing to tell"}},
)
async def heartbeat(terminal_id: UUID, body: bodies.Heartbeat, caller: Caller, shared: Shared) -> Response:
    """How a terminal is doing, the newest counts; answered with what it should do or know, if there is anything."""
    if terminal_id != caller.id:
        raise RefusedError("other-terminal", "a terminal speaks for itself only")
    now = shared.now()
    if not body.outcomes:
        values = heartbeat_values(shared.store.dialect, caller, body, now)
        kept = await shared.store.one(KEEP_HEARTBEAT, values)
        if kept is not None and not kept[0]:
            return Response(status_code=HTTPStatus.NO_CONTENT)
    news = await shared.write(partial(rules.keep_heartbeat, terminal=caller, beat=body, now=now))
    if not news.commands and not news.help_taken:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return Response(news.model_dump_json(), media_type="application/json")


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
    status_url = f"{shared.base_url(request)}/s/{caller.office_id}/"
    now = shared.now()
    found = await shared.read(partial(configuration, terminal=caller, status_url=status_url, now=now))
    key = await _handover_key(shared, caller.office_id)
    if key is not None:
        found = found.model_copy(
            update={"handover_keys": (key,), "paper_url": f"{shared.base_url(request)}/w/{caller.office_id}/"}
        )
    content = found.model_dump_json().encode("utf-8")
    headers = {"ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"', "Cache-Control": "no-cache"}
    if if_none_match and headers["ETag"] in [tag.strip() for tag in if_none_match[:1000].split(",")]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


async def _handover_key(shared: Context, office_id: str) -> HandoverKey | None:
    """Today's key of an office, made when the first terminal asks; ``None``: no hand-overs are taken here."""
    if shared.vault is None:
        return None
    now = shared.now()
    find = partial(
        published_key, office_id=office_id, vault=shared.vault, signing_key=shared.signing_key, now=now
    )
    key = await shared.read(find)
    if key is None:
        await shared.write(partial(ensure_key, office_id=office_id, vault=shared.vault, now=now))
        key = await shared.read(find)
    return key
