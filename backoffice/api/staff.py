# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Staff beside the terminals: who may unlock them, what they decided, forms that were set aside."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response

from backoffice.api import bodies_staff as bodies
from backoffice.api.context import Shared
from backoffice.api.problems import TooManyRequestsError
from backoffice.api.receipts import answered, same_id
from backoffice.api.signed import Caller, SignedRoute, described, repeated
from backoffice.domain import overrides, set_asides
from backoffice.domain.errors import RefusedError
from backoffice.domain.staff_access import staff_list, tag_of
from kiosk.wire.models import API, Receipt
from kiosk.wire.setaside import SetAside
from kiosk.wire.staff import StaffList

router = APIRouter(prefix=API, tags=["staff"], route_class=SignedRoute, dependencies=[described])


@router.get(
    "/staff-list",
    response_model=StaffList,
    responses={304: {"description": "It is as the tag in ``If-None-Match`` says"}},
)
async def get_staff_list(
    caller: Caller, shared: Shared, if_none_match: Annotated[str | None, Header()] = None
) -> Response:
    """Everybody who may unlock the terminals of this office. Ask again when ``staff_tag`` of the configuration changes."""
    found = await shared.read(partial(staff_list, office_id=caller.office_id, now=shared.now()))
    headers = {"ETag": f'"{tag_of(found) or "empty"}"', "Cache-Control": "no-store"}
    if if_none_match and headers["ETag"] in [tag.strip() for tag in if_none_match[:1000].split(",")]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(found.model_dump_json(), media_type="application/json", headers=headers)


@router.put(
    "/overrides/{override_id}",
    response_model=Receipt,
    status_code=HTTPStatus.CREATED,
    responses=repeated(Receipt),
)
async def put_override(
    override_id: UUID, body: bodies.Override, response: Response, caller: Caller, shared: Shared
) -> Receipt:
    """Staff decided something for a ticket against a rule. Kept, and flagged in ``note`` when something does not fit."""
    same_id(override_id, body.id)
    keep = partial(overrides.keep_override, terminal=caller, body=body, now=shared.now())
    return answered(await shared.write(keep), response)


@router.put(
    "/set-asides/{set_aside_id}",
    response_model=Receipt,
    status_code=HTTPStatus.CREATED,
    responses=repeated(Receipt),
)
async def put_set_aside(
    set_aside_id: UUID, body: bodies.SetAside, response: Response, caller: Caller, shared: Shared
) -> Receipt:
    """Keep a sealed form until the end of its day; sent again with ``taken_at`` when somebody goes on with it."""
    same_id(set_aside_id, body.id)
    keep = partial(set_asides.keep, terminal=caller, body=body, now=shared.now())
    return answered(await shared.write(keep), response)


@router.get("/set-asides/{set_aside_id}", response_model=SetAside)
async def get_set_aside(set_aside_id: UUID, caller: Caller, shared: Shared) -> Response:
    """A form that was set aside in this office today. Wrong ids are counted; after some of them the terminal waits."""
    wait = shared.codes.wait_seconds(caller.id)
    if wait:
        raise TooManyRequestsError(wait)
    find = partial(set_asides.find, terminal=caller, set_aside_id=set_aside_id, now=shared.now())
    try:
        found = await shared.read(find)
    except RefusedError:
        shared.codes.take(caller.id)
        raise
    return Response(
        found.model_dump_json(), media_type="application/json", headers={"Cache-Control": "no-store"}
    )
