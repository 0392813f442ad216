# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Appointments of the city, for check-in without a network."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from backoffice.api import bodies
from backoffice.api.context import Shared
from backoffice.api.signed import Caller, SignedRoute, described
from backoffice.domain import appointments as rules
from kiosk.wire.models import API, AppointmentList

router = APIRouter(prefix=API, tags=["appointments"], route_class=SignedRoute, dependencies=[described])


@router.get("/appointments", response_model=AppointmentList)
async def get_appointments(
    first: bodies.Day,
    last: bodies.Day,
    caller: Caller,
    shared: Shared,
    office: Annotated[Literal["own"] | None, Query(description="Only those of the terminal's office")] = None,
) -> Response:
    """All appointments of the city from ``first`` to ``last`` (at most 31 days), without names."""
    found = await shared.read(
        partial(
            rules.appointments,
            office_id=caller.office_id,
            appointment_key=caller.appointment_key,
            first=first,
            last=last,
            only_own=office == "own",
        )
    )
    # As it is: FastAPI would look at each of some thousands once more.
    return Response(found.model_dump_json(), media_type="application/json")
