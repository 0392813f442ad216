# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The short way for what terminals send all day: a signed ``PUT`` with an id in its path and one body.

FastAPI describes these routes like all others; the call itself goes past its router and its dependency solver, which cost
more than all the rest of such a request (docs/decisions/0017-hot-path.md).
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from inspect import signature
from typing import Any, get_type_hints
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.types import ASGIApp, Receive, Scope, Send

from backoffice.api.context import context_of
from backoffice.api.signed import SignedRoute, authenticated

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Explain = Callable[[Request, Exception], Coroutine[Any, Any, Response]]


class ShortCut:
    """ASGI middleware: hands requests for direct routes straight to them, all others to the application."""

    def __init__(self, app: ASGIApp, routers: Sequence[APIRouter]) -> None:
        self._app = app
        self._ways: list[tuple[str, str, str, Handler]] = []
        for router in routers:
            for route in router.routes:
                if isinstance(route, DirectRoute):
                    prefix, _, rest = route.path.partition("{")
                    name, _, suffix = rest.partition("}")
                    self._ways.append((prefix, suffix, name, route.get_route_handler()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one exchange."""
        if scope["type"] == "http" and scope["method"] == "PUT":
            path: str = scope["path"]
            for prefix, suffix, name, handle in self._ways:
                if path.startswith(prefix) and path.endswith(suffix):
                    middle = path[len(prefix) : len(path) - len(suffix)]
                    if "/" not in middle:
                        scope["path_params"] = {name: middle}
                        await self._answer(handle, scope, receive, send)
                        return
        await self._app(scope, receive, send)

    async def _answer(self, handle: Handler, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        try:
            answer = await handle(request)
        except Exception as error:
            explain = _handler_of(request, error)
            if explain is None:
                raise
            answer = await explain(request, error)
        await answer(scope, receive, send)


def _handler_of(request: Request, error: Exception) -> Explain | None:
    handlers: dict[Any, Explain] = request.app.exception_handlers
    return next((handlers[kind] for kind in type(error).__mro__ if kind in handlers), None)


class DirectRoute(SignedRoute):
    """For endpoints that take ``body``, ``caller`` and ``shared``, the id in their path first, and perhaps ``response``,
    ``request`` and flags: parameters that are ``False`` unless the query says ``true``."""

    def get_route_handler(self) -> Handler:
        """The handler behind the check."""
        endpoint = self.endpoint
        id_name = next(iter(signature(endpoint).parameters))
        parameters = signature(endpoint).parameters
        takes_response, takes_request = "response" in parameters, "request" in parameters
        flags = [name for name, parameter in parameters.items() if parameter.default is False]
        body_model: type[BaseModel] = get_type_hints(endpoint)["body"]
        usual_status = int(self.status_code or 200)

        async def handle(request: Request) -> Response:
            caller = await authenticated(request)
            answer = Response(status_code=usual_status, media_type="application/json")
            arguments: dict[str, Any] = {
                id_name: _id(id_name, request),
                "body": _body(body_model, await request.body()),
                "caller": caller,
                "shared": context_of(request),
            }
            if takes_response:
                arguments["response"] = answer
            if takes_request:
                arguments["request"] = request
            for name in flags:
                arguments[name] = _flag(name, request)
            result: BaseModel | Response = await endpoint(**arguments)
            if isinstance(result, Response):
                return result
            return Response(
                result.model_dump_json(), status_code=answer.status_code, media_type="application/json"
            )

        return handle


def _id(name: str, request: Request) -> UUID:
    try:
        return UUID(request.path_params[name])
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
