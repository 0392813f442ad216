# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The short way for what terminals send all day: a signed ``PUT`` with an id in its path and one body.

FastAPI describes these routes like all others; the call itself goes past it and its router and dependency solver, which cost
more than all the rest of such a request (docs/decisions/0017-hot-path.md).
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any, get_type_hints
from uuid import UUID

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.types import Receive, Scope, Send

from backoffice.api.context import Context, context_of
from backoffice.api.envelope import Envelope
from backoffice.api.signed import SignedRoute, authenticated, joined, target_of
from backoffice.clock import Clock

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Explain = Callable[[Request, Exception], Coroutine[Any, Any, Response]]


class DirectApp(FastAPI):
    """An application that hands requests for direct routes straight to them, when it has been told which these are.

    Both ways wear the same :class:`backoffice.api.envelope.Envelope`.
    """

    def __init__(self, *, clock: Clock, **options: Any) -> None:
        super().__init__(**options)
        self.ways: list[_Way] = []
        self._enveloped = Envelope(self._short, clock)

    def shorten(self, routers: Sequence[APIRouter]) -> None:
        """Go the short way to the direct routes of ``routers``."""
        self.ways += [
            _way_to(route) for router in routers for route in router.routes if isinstance(route, DirectRoute)
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one exchange."""
        if scope["type"] == "http" and scope["method"] == "PUT":
            path: str = scope["path"]
            for way in self.ways:
                if way.leads_to(path):
                    scope["app"] = self
                    scope["way"] = way
                    await self._enveloped(scope, receive, send)
                    return
        await super().__call__(scope, receive, send)

    async def _short(self, scope: Scope, receive: Receive, send: Send) -> None:
        way: _Way = scope["way"]
        # The envelope hands over the body in one piece.
        body = (await receive()).get("body", b"")
        try:
            answer = await way.route.answer(scope, way.id_in(scope["path"]), body, self.state.context)
        except Exception as error:
            explain = self._explanation(error)
            if explain is None:
                raise
            answer = await explain(Request(scope), error)
        await answer(scope, receive, send)

    def _explanation(self, error: Exception) -> Explain | None:
        handlers: dict[Any, Any] = self.exception_handlers
        return next((handlers[kind] for kind in type(error).__mro__ if kind in handlers), None)


@dataclass(frozen=True, slots=True)
class _Way:
    """A path with an id between ``prefix`` and ``suffix``, and the route behind it."""

    prefix: str
    suffix: str
    route: DirectRoute

    def leads_to(self, path: str) -> bool:
        return path.startswith(self.prefix) and path.endswith(self.suffix) and "/" not in self.id_in(path)

    def id_in(self, path: str) -> str:
        return path[len(self.prefix) : len(path) - len(self.suffix)]


def _way_to(route: DirectRoute) -> _Way:
    prefix, _, rest = route.path.partition("{")
    return _Way(prefix, rest.partition("}")[2], route)


class DirectRoute(SignedRoute):
    """For endpoints that take ``body``, ``caller`` and ``shared``, the id in their path first, and perhaps ``response``,
    ``request`` and flags: parameters that are ``False`` unless the query says ``true``."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        parameters = signature(endpoint).parameters
        self._id_name = next(iter(parameters))
        self._takes_response, self._takes_request = "response" in parameters, "request" in parameters
        self._flags = [name for name, parameter in parameters.items() if parameter.default is False]
        self._body_model: type[BaseModel] = get_type_hints(endpoint)["body"]
        super().__init__(path, endpoint, **options)
        self._usual_status = int(self.status_code or 200)

    def get_route_handler(self) -> Handler:
        """The handler for a request that came through FastAPI's router."""

        async def handle(request: Request) -> Response:
            return await self.answer(
                request.scope,
                request.path_params[self._id_name],
                await request.body(),
                context_of(request),
            )

        return handle

    async def answer(self, scope: Scope, path_id: str, body: bytes, context: Context) -> Response:
        """The answer to a request for this route, once its signature was found good."""
        headers = joined(scope)
        target = target_of(context, scope, headers)
        caller = await authenticated(context, scope["method"], target, headers, body)
        arguments: dict[str, Any] = {
            self._id_name: _id(self._id_name, path_id),
            "body": _body(self._body_model, body),
            "caller": caller,
            "shared": context,
        }
        usual = Response(status_code=self._usual_status)
        if self._takes_response:
            arguments["response"] = usual
        if self._takes_request:
            arguments["request"] = Request(scope)
        for name in self._flags:
            arguments[name] = _flag(name, Request(scope))
        result: BaseModel | Response = await self.endpoint(**arguments)
        if isinstance(result, Response):
            return result
        return Response(
            result.model_dump_json(), status_code=usual.status_code, media_type="application/json"
        )


def _id(name: str, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RequestValidationError([{"loc": ("path", name), "type": "uuid_parsing"}]) from None


def _flag(name: str, request: Request) -> bool:
    said = request.query_params.get(name, "false")
    if said not in ("true", "false"):
        raise RequestValidationError([{"loc": ("query", name), "type": "bool_parsing"}])
    return said == "true"


def _body(model: type[BaseModel], content: bytes) -> BaseModel:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise RequestValidationError(
            [
                {"loc": ("body", *item["loc"]), "type": item["type"]}
                for item in error.errors(include_input=False)
            ]
        ) from None
