# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Leases, and what terminals report: tickets, check-ins, calls for help."""

from __future__ import annotations

import json
from functools import partial
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import ValidationError

from backoffice.api import bodies
from backoffice.api.context import Shared
from backoffice.api.direct import DirectRoute
from backoffice.api.receipts import answered, same_id
from backoffice.api.signed import Caller, described, repeated
from backoffice.domain import facts, leases
from backoffice.domain.deliveries import keep_together
from backoffice.domain.hot import KEEP_TICKETS, ticket_row
from kiosk.wire.models import API, DeliveryReceipt, DeliveryResult, Lease, Receipt

router = APIRouter(prefix=API, tags=["numbers"], route_class=DirectRoute, dependencies=[described])


@router.put(
    "/leases/{lease_id}", response_model=Lease, status_code=HTTPStatus.CREATED, responses=repeated(Lease)
)
async def put_lease(
    lease_id: UUID, body: bodies.LeaseRequest, response: Response, caller: Caller, shared: Shared
) -> Lease:
    """Ask for a block of numbers. The same id gives the same block."""
    now = shared.now()
    lease, is_new = await shared.write(
        lambda connection: leases.grant(connection, caller, lease_id, body, shared.signing_key, now)
    )
    response.status_code = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return lease


@router.put(
    "/tickets/{ticket_id}",
    response_model=Receipt,
    status_code=HTTPStatus.CREATED,
    responses=repeated(Receipt),
)
async def put_ticket(
    ticket_id: UUID, body: bodies.Ticket, response: Response, caller: Caller, shared: Shared
) -> Receipt:
    """Somebody holds this number. Kept, and flagged in ``note`` when something does not fit."""
    same_id(ticket_id, body.id)
    now = shared.now()
    if await shared.store.keep(KEEP_TICKETS, ticket_row(shared.store.dialect, caller, body, now)):
        return Receipt(id=body.id)
    keep = partial(facts.keep_ticket, terminal=caller, body=body, now=now)
    return answered(await shared.write(keep), response)


@router.put(
    "/check-ins/{check_in_id}",
    response_model=Receipt,
    status_code=HTTPStatus.CREATED,
    responses=repeated(Receipt),
)
async def put_check_in(
    check_in_id: UUID, body: bodies.CheckIn, response: Response, caller: Caller, shared: Shared
) -> Receipt:
    """The visitor of an appointment is here. Kept, and flagged in ``note`` when something does not fit."""
    same_id(check_in_id, body.id)
    keep = partial(facts.keep_check_in, terminal=caller, body=body, now=shared.now())
    return answered(await shared.write(keep), response)


@router.put(
    "/help-calls/{help_call_id}",
    response_model=Receipt,
    status_code=HTTPStatus.CREATED,
    responses=repeated(Receipt),
)
async def put_help_call(
    help_call_id: UUID, body: bodies.HelpCall, response: Response, caller: Caller, shared: Shared
) -> Receipt:
    """A visitor asks for a person; sent again with ``withdrawn_at`` when taken back."""
    same_id(help_call_id, body.id)
    keep = partial(facts.keep_help_call, terminal=caller, body=body, now=shared.now())
    return answered(await shared.write(keep), response)


@router.put("/deliveries/{delivery_id}", response_model=DeliveryReceipt)
async def put_delivery(
    delivery_id: UUID, body: bodies.Delivery, caller: Caller, shared: Shared
) -> DeliveryReceipt:
    """Facts that waited for the line. Each is kept or refused by itself; one that is wrong holds up no other."""
    same_id(delivery_id, body.id)
    facts_of_it = [_fact(item) for item in body.items]
    keep = partial(keep_together, terminal=caller, facts_of_it=facts_of_it, now=shared.now())
    codes = await shared.write(keep)
    results = tuple(
        DeliveryResult(id=item.id, outcome="refused" if code else "kept", code=code)
        for item, code in zip(body.items, codes, strict=True)
    )
    return DeliveryReceipt(id=body.id, results=results)


_BODIES: dict[str, type[bodies.Ticket] | type[bodies.CheckIn]] = {
    "tickets": bodies.Ticket,
    "check-ins": bodies.CheckIn,
}


def _fact(item: bodies.DeliveryItem) -> bodies.Ticket | bodies.CheckIn | str:
    """The fact, or the code of what is wrong with it."""
    try:
        # From JSON again: only there may a string stand for a date or an id.
        fact = _BODIES[item.resource].model_validate_json(json.dumps(item.body))
    except ValidationError:
        return "malformed"
    return fact if fact.id == item.id else "id-mismatch"
