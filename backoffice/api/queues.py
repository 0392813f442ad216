# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state of the queues, and of one ticket for whoever has its link."""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query

from backoffice.api.context import Context, Shared
from backoffice.api.signed import Caller, SignedRoute, described
from backoffice.domain import queues as rules
from backoffice.domain.errors import RefusedError
from kiosk.wire.models import API, QueueStates, TicketStatus

signed = APIRouter(prefix=API, tags=["queues"], route_class=SignedRoute, dependencies=[described])
unsigned = APIRouter(prefix=API, tags=["queues"])

_OFFICE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16}(?:[A-Za-z0-9_-]{6})?")


@signed.get("/queues", response_model=QueueStates)
async def get_queues(caller: Caller, shared: Shared) -> QueueStates:
    """The queues of the terminal's own office, with an estimate where one is possible."""
    now = shared.now()
    return await shared.read(
        partial(
            rules.queue_states,
            office_id=caller.office_id,
            forecasts=shared.forecasts,
            estimator=shared.estimator,
            now=now,
        )
    )


@unsigned.get("/status/{token}", response_model=TicketStatus)
async def get_status(
    token: str,
    shared: Shared,
    office: Annotated[
        str | None, Query(max_length=64, description="Where the number was drawn; faster")
    ] = None,
) -> TicketStatus:
    """What the link on a slip shows. Public; the token is the secret."""
    held = await find_ticket(shared, office, token)
    if held is None:
        raise RefusedError("status-unknown", "there is no such ticket, or its day is over")
    return held.status


async def find_ticket(shared: Context, office_id: str | None, token: str) -> rules.HeldTicket | None:
    """The ticket with this status token, in this office or (``None``) in any; what cannot be one is not found."""
    if not _TOKEN.fullmatch(token) or (office_id is not None and not _OFFICE.fullmatch(office_id)):
        return None
    now = shared.now()
    return await shared.read(
        partial(
            rules.held_ticket,
            office_id=office_id,
            token=token,
            forecasts=shared.forecasts,
            estimator=shared.estimator,
            now=now,
        )
    )
