# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What visitors prepared, sealed, on its way to a desk."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Response

from backoffice.api import bodies
from backoffice.api.context import Shared
from backoffice.api.signed import Caller, SignedRoute, described, repeated
from backoffice.domain import handovers
from backoffice.domain.errors import RefusedError
from kiosk.wire.models import API, Receipt

router = APIRouter(prefix=API, tags=["hand-overs"], route_class=SignedRoute, dependencies=[described])


@router.put(
    "/handovers/{handover_id}",
    response_model=Receipt,
    status_code=HTTPStatus.CREATED,
    responses=repeated(Receipt),
)
async def put_handover(
    handover_id: UUID, body: bodies.Handover, response: Response, caller: Caller, shared: Shared
) -> Receipt:
    """Hand over what a visitor prepared. Kept until the end of its day; ``note`` says when it could not be."""
    if handover_id != body.id:
        raise RefusedError("id-mismatch", "the id in the address is not the id in the body")
    if shared.vault is None:
        raise RefusedError("handovers-not-taken", "this server has no key file")
    keep = partial(handovers.keep_handover, terminal=caller, body=body, now=shared.now())
    receipt = await shared.write(keep)
    response.status_code = HTTPStatus.OK if receipt.repeated else HTTPStatus.CREATED
    return receipt
