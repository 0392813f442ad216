# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What holds for every exchange: limits on the request, headers on the answer, and no exception out of the door."""

from __future__ import annotations

import asyncio
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from http import HTTPStatus

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backoffice.api.problems import problem
from backoffice.clock import Clock
from kiosk.wire.models import API_VERSION, API_VERSION_HEADER

log = structlog.get_logger(__name__)

BODY_LIMIT = 1024 * 1024
"""Bytes; the largest body a terminal has a reason to send is far below."""
BODY_SECONDS = 30.0

_ALWAYS = (
    (API_VERSION_HEADER.lower().encode("ascii"), API_VERSION.encode("ascii")),
    (b"x-content-type-options", b"nosniff"),
)
_NOT_KEPT = (b"cache-control", b"no-store")


class Envelope:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one exchange."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = message["headers"] = list(message.get("headers", ()))
                headers += _ALWAYS
                if not any(name == b"cache-control" for name, _ in headers):
                    headers.append(_NOT_KEPT)
                # A terminal whose clock is wrong corrects itself by this.
                headers.append((b"date", _date(self._clock().replace(microsecond=0))))
            await send(message)

        try:
            body = await _whole_body(scope, receive)
        except TimeoutError:
            answer = problem(HTTPStatus.REQUEST_TIMEOUT, "request-timeout", headers={"Connection": "close"})
            await answer(scope, receive, send_with_headers)
            return
        if body is None:
            answer = problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                "body-too-large",
                f"at most {BODY_LIMIT} bytes",
                headers={"Connection": "close"},
            )
            await answer(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, _replay(body, receive), send_with_headers)
        except Exception as error:
            # The kind only: a message can quote what somebody sent.
            log.error("request_failed", cause=type(error).__name__, method=scope["method"])
            if started:
                raise
            answer = problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "this is a fault of the server")
            await answer(scope, receive, send_with_headers)


@lru_cache(maxsize=2)
def _date(moment: datetime) -> bytes:
    return format_datetime(moment, usegmt=True).encode("ascii")


async def _whole_body(scope: Scope, receive: Receive) -> bytes | None:
    """The body, or ``None`` when it is larger than the limit.

    Raises:
        TimeoutError: it did not come in time.
    """
    declared = Headers(scope=scope).get("content-length", "0")
    if declared.isdecimal() and int(declared[:12]) > BODY_LIMIT:
        return None
    chunks: list[bytes] = []
    size = 0
    async with asyncio.timeout(BODY_SECONDS):
        while True:
            message = await receive()
            if message["type"] != "http.request":
                break
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            if size > BODY_LIMIT:
                return None
            if not message.get("more_body", False):
                break
    return b"".join(chunks)


def _replay(body: bytes, receive: Receive) -> Receive:
    delivered = False

    async def replay() -> Message:
        nonlocal delivered
        if delivered:
            return await receive()
        delivered = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
