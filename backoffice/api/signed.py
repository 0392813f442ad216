# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Only an enrolled terminal gets past this door."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import Depends, Request, Security
from fastapi.responses import Response
from fastapi.routing import APIRoute
from fastapi.security import APIKeyHeader
from pydantic import BaseModel

from backoffice.api.context import context_of
from backoffice.api.problems import TooManyRequestsError
from backoffice.domain.terminals import Terminal
from kiosk.wire.signatures import SignatureProblem, key_id_of, verify

described = Security(
    APIKeyHeader(
        name="Signature",
        scheme_name="TerminalSignature",
        description=(
            "RFC 9421 HTTP message signature with the terminal's Ed25519 key over @method, @target-uri and "
            'content-digest; parameters created, keyid, nonce and tag="kiosk-v1". See docs/api.md.'
        ),
        auto_error=False,
    )
)
"""Names the signature in the OpenAPI description; the check itself is :class:`SignedRoute`."""


def repeated(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """How OpenAPI describes that a ``PUT`` came once more: the same body, but 200."""
    return {200: {"model": model, "description": "The server had it already"}}


class SignedRoute(APIRoute):
    """A route that reads nothing of a request before its signature was found good."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler behind the check."""
        handle = super().get_route_handler()

        async def check_then_handle(request: Request) -> Response:
            request.state.terminal = await authenticated(request)
            return await handle(request)

        return check_then_handle


# Not a plain function: FastAPI would run that in another thread.
async def _caller(request: Request) -> Terminal:
    return cast(Terminal, request.state.terminal)


Caller = Annotated[Terminal, Depends(_caller)]
"""The terminal that signed the request."""


async def authenticated(request: Request) -> Terminal:
    """The terminal that signed ``request``.

    Raises:
        SignatureProblem: nobody we know did, or not so that we can believe it.
        TooManyRequestsError: the terminal asks too often.
    """
    context = context_of(request)
    headers = dict(_joined(request))
    key_id = key_id_of(headers)
    try:
        terminal = await context.directory.find(UUID(key_id))
    except ValueError:
        terminal = None
    scope = request.scope
    query = scope["query_string"].decode("latin-1")
    target = context.base_url(request) + scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
    now = context.now()
    signed = verify(
        request.method,
        target,
        headers,
        await request.body(),
        find_key=lambda _: terminal.public_key if terminal else None,
        now=int(now.timestamp()),
    )
    if terminal is None:
        raise SignatureProblem("unknown-key", "no terminal with this key is enrolled")
    if terminal.is_revoked:
        # Only to whoever holds the key: a terminal forgets what it knows when it hears this.
        raise SignatureProblem("revoked", "the rights of this terminal were taken away")
    if not await context.nonces.is_first(terminal.office_id, signed, now, repeatable=request.method == "PUT"):
        raise SignatureProblem("replayed", "this request was sent before; sign it again")
    wait = context.terminals.wait_seconds(terminal.id)
    if wait:
        raise TooManyRequestsError(wait)
    context.terminals.take(terminal.id)
    return terminal


def _joined(request: Request) -> dict[str, str]:
    """Headers with repeated fields joined, so that a second signature cannot hide behind the first."""
    joined: dict[str, str] = {}
    for name, value in request.headers.items():
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined
