# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Only an enrolled terminal gets past this door."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import Depends, Request, Security
from fastapi.responses import Response
from fastapi.routing import APIRoute
from fastapi.security import APIKeyHeader
from pydantic import BaseModel
from starlette.types import Scope

from backoffice.api.context import Context, context_of
from backoffice.api.problems import TooManyRequestsError
from backoffice.domain.terminals import Terminal
from kiosk.wire.signatures import SignatureProblem, claimed
from kiosk.wire.verification import verify

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
            context, headers = context_of(request), joined(request.scope)
            request.state.terminal = await authenticated(
                context,
                request.method,
                target_of(context, request.scope, headers),
                headers,
                await request.body(),
            )
            return await handle(request)

        return check_then_handle


# Not a plain function: FastAPI would run that in another thread.
async def _caller(request: Request) -> Terminal:
    return cast(Terminal, request.state.terminal)


Caller = Annotated[Terminal, Depends(_caller)]
"""The terminal that signed the request."""


async def authenticated(
    context: Context, method: str, target: str, headers: Mapping[str, str], body: bytes
) -> Terminal:
    """The terminal that signed a request.

    Args:
        target: the absolute address that was asked for.
        headers: repeated fields joined (:func:`joined`), so that a second signature cannot hide behind the first.

    Raises:
        SignatureProblem: nobody we know did, or not so that we can believe it.
        TooManyRequestsError: the terminal asks too often.
    """
    claim = claimed(headers)
    try:
        terminal = await context.directory.find(UUID(claim.signed.key_id))
    except ValueError:
        terminal = None
    now = context.now()
    signed = verify(
        claim,
        method,
        target,
        body,
        public_key=terminal.public_key if terminal else None,
        now=int(now.timestamp()),
    )
    if terminal is None:
        raise SignatureProblem("unknown-key", "no terminal with this key is enrolled")
    if terminal.is_revoked:
        # Only to whoever holds the key: a terminal forgets what it knows when it hears this.
        raise SignatureProblem("revoked", "the rights of this terminal were taken away")
    if not await context.nonces.is_first(terminal.office_id, signed, now, repeatable=method == "PUT"):
        raise SignatureProblem("replayed", "this request was sent before; sign it again")
    wait = context.terminals.taken(terminal.id)
    if wait:
        raise TooManyRequestsError(wait)
    return terminal


def joined(scope: Scope) -> dict[str, str]:
    """The headers of a request by lower-case name, repeated fields joined as RFC 9110 §5.2 has it."""
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def target_of(context: Context, scope: Scope, headers: Mapping[str, str]) -> str:
    """The absolute address that a request asked for."""
    base = context.base_of(scope["scheme"], headers.get("host", ""))
    query: bytes = scope["query_string"]
    path: bytes = scope["raw_path"]
    return base + (path + b"?" + query if query else path).decode("latin-1")
