# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every error leaves as RFC 9457 ``problem+json`` with a stable code, and never repeats what a request contained."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from backoffice.domain.errors import RefusedError
from backoffice.store import StoreUnavailableError
from kiosk.wire.models import Problem
from kiosk.wire.signatures import SignatureProblem

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"

_REFUSED = {
    "conflict": HTTPStatus.CONFLICT,
    "days-malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "day-out-of-range": HTTPStatus.UNPROCESSABLE_ENTITY,
    "enrolment-refused": HTTPStatus.FORBIDDEN,
    "id-mismatch": HTTPStatus.UNPROCESSABLE_ENTITY,
    "key-malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "numbers-exhausted": HTTPStatus.CONFLICT,
    "office-full": HTTPStatus.CONFLICT,
    # Not 403: that means "you are not one of us" and stops a terminal; this is one misplaced object.
    "other-office": HTTPStatus.NOT_FOUND,
    "other-terminal": HTTPStatus.NOT_FOUND,
    "office-unknown": HTTPStatus.NOT_FOUND,
    "queue-unknown": HTTPStatus.NOT_FOUND,
    "status-unknown": HTTPStatus.NOT_FOUND,
    "handovers-not-taken": HTTPStatus.NOT_FOUND,
    "set-aside-unknown": HTTPStatus.NOT_FOUND,
    "set-aside-over": HTTPStatus.GONE,
}
_MOST_ERRORS = 20


class TooManyRequestsError(Exception):
    """The caller must wait ``retry_after`` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


def problem(
    status: int,
    code: str,
    detail: str = "",
    *,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    """The answer for one error."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, code=code, **more)
    return JSONResponse(
        body.model_dump(mode="json"), status_code=status, media_type=MEDIA_TYPE, headers=dict(headers or {})
    )


def add_handlers(app: FastAPI) -> None:
    """Turn every exception a handler may raise into a problem."""
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(SignatureProblem, _unsigned)
    app.add_exception_handler(TooManyRequestsError, _too_many)
    app.add_exception_handler(StoreUnavailableError, _unavailable)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return problem(_REFUSED.get(error.code, HTTPStatus.CONFLICT), error.code, error.detail)


async def _unsigned(request: Request, error: Exception) -> Response:
    assert isinstance(error, SignatureProblem)
    log.warning("request_not_accepted", code=error.code, path_root=request.url.path[:16])
    return problem(
        HTTPStatus.UNAUTHORIZED,
        error.code,
        error.detail,
        headers={"WWW-Authenticate": 'Signature realm="terminal"'},
    )


async def _too_many(_request: Request, error: Exception) -> Response:
    assert isinstance(error, TooManyRequestsError)
    return problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        str(error),
        headers={"Retry-After": str(error.retry_after)},
    )


async def _unavailable(_request: Request, error: Exception) -> Response:
    assert isinstance(error, StoreUnavailableError)
    log.error("store_unavailable", cause=str(error))
    return problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        "the database cannot be used now",
        headers={"Retry-After": str(error.retry_after)},
    )


async def _malformed(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # Place and kind only: what was sent could be somebody's data.
    errors = [
        {"at": "/".join(str(part)[:40] for part in item["loc"][:8]), "what": str(item["type"])[:60]}
        for item in error.errors()[:_MOST_ERRORS]
    ]
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, "malformed", "the request is not as described", errors=errors
    )


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    return problem(error.status_code, code, headers=error.headers)
