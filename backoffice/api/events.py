# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Server-sent events of an office (WHATWG HTML, 9.2): what is called, for displays. Numbers and desks only, so it is open
like the display itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response, StreamingResponse
from sqlalchemy import Connection

from backoffice.api.context import Context, Shared
from backoffice.api.problems import TooManyRequestsError
from backoffice.domain.board import Called, called_now, office_exists
from backoffice.domain.errors import RefusedError
from backoffice.domain.events import EventKind, OfficeEvent, events_after, newest_id
from backoffice.store import StoreUnavailableError
from kiosk.wire.models import API

router = APIRouter(prefix=API, tags=["events"])

TICK_SECONDS = 5.0
"""So often a listener hears that the line is alive."""
MOST_LISTENERS = 5_000
"""For one process; a display takes about 35 kB."""
_REPLAYED = timedelta(minutes=2)
"""Calls that were missed for longer are not called out any more; the snapshot shows them."""
_KINDS = {
    EventKind.CALLED: "called",
    EventKind.ARRIVED: "left",
    EventKind.REQUEUED: "left",
    EventKind.SENT_ON: "left",
    EventKind.PARKED: "left",
    EventKind.MISSED: "left",
    EventKind.DONE: "left",
}

_ITEM = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^[0-9]{1,19}$"},
        "event": {"enum": ["snapshot", "called", "left", "changed", "tick"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
    "required": ["event", "data"],
}
"""One event, as OpenAPI 3.2 describes those of a stream."""


@router.get(
    "/offices/{office_id}/events",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {"itemSchema": _ITEM}}}},
)
async def follow(
    office_id: str,
    shared: Shared,
    request: Request,
    once: Annotated[bool, Query(description="End after the snapshot")] = False,
    after: Annotated[str, Query(max_length=20, description="Like Last-Event-ID")] = "",
    last_event_id: Annotated[str, Header(max_length=20)] = "",
) -> Response:
    """``called`` and ``left`` as they happen, ``changed`` for the rest, a ``snapshot`` at the start, ``tick`` in between.

    With ``Last-Event-ID`` calls of the last two minutes that were missed come first.
    """
    if not await shared.read(lambda connection: office_exists(connection, office_id)):
        raise RefusedError("office-unknown", "there is no such office")
    if shared.relay.listeners >= MOST_LISTENERS:
        raise TooManyRequestsError(30)
    known = last_event_id or after
    last = int(known) if known.isascii() and known.isdigit() else None
    stream = _stream(shared, office_id, last, once=once)
    return StreamingResponse(
        stream,
        HTTPStatus.OK,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(shared: Context, office_id: str, last: int | None, *, once: bool) -> AsyncIterator[bytes]:
    with shared.relay.listen(office_id) as events:
        try:
            seen, missed, called = await shared.read(
                lambda connection: _start(connection, office_id, last, shared.now())
            )
        except StoreUnavailableError:
            return  # the listener comes back by itself
        for event in missed:
            yield _message(_name(event), _public(event), event.id)
        yield _message("snapshot", _snapshot(called, shared.now()), seen)
        if once:
            return
        loop = asyncio.get_running_loop()
        tick_at = loop.time() + TICK_SECONDS
        while True:
            try:
                event_or_end = await asyncio.wait_for(events.get(), max(0.0, tick_at - loop.time()))
            except TimeoutError:
                tick_at = loop.time() + TICK_SECONDS
                # A listener that hears nothing says that it is cut off, and that is right when we cannot read.
                if shared.relay.is_current:
                    yield _message("tick", {"now": shared.now().isoformat()})
                continue
            if event_or_end is None:
                return
            if event_or_end.id > seen:
                seen = event_or_end.id
                yield _message(_name(event_or_end), _public(event_or_end), seen)


def _start(
    connection: Connection, office_id: str, last: int | None, now: datetime
) -> tuple[int, list[OfficeEvent], list[Called]]:
    seen = newest_id(connection, office_id)
    missed = []
    if last is not None and last < seen:
        missed = [
            event
            for event in events_after(connection, office_id, last, now - _REPLAYED)
            if event.kind is EventKind.CALLED and event.id <= seen
        ]
    return seen, missed, called_now(connection, office_id, now)


def _snapshot(called: list[Called], now: datetime) -> dict[str, Any]:
    return {
        "now": now.isoformat(),
        "called": [
            {"label": one.label, "desk": one.desk, "queue": one.queue, "call": one.call} for one in called
        ],
    }


def _name(event: OfficeEvent) -> str:
    return _KINDS.get(event.kind, "changed")


def _public(event: OfficeEvent) -> dict[str, Any]:
    """What everybody in the hall may know: not whether somebody was missed, parked or sent on."""
    names = {"called": ("label", "desk", "queue", "call"), "left": ("label",)}.get(_name(event), ())
    return {name: event.body[name] for name in names if name in event.body}


def _message(name: str, data: Mapping[str, Any], event_id: int | None = None) -> bytes:
    lines = [f"event: {name}", f"data: {json.dumps(data, ensure_ascii=False)}"]
    if event_id is not None:
        lines.insert(0, f"id: {event_id}")
    return ("\n".join(lines) + "\n\n").encode("utf-8")
