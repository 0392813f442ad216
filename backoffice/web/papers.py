# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The landlord form behind the QR code of a ticket: opened by the link alone, on its day alone."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from backoffice.api.context import Context, Shared
from backoffice.domain.handovers import sealed_paper
from backoffice.store import StoreUnavailableError
from backoffice.web.render import page
from backoffice.web.texts import preferred, translations
from kiosk.wire.papers import is_token, link_hash, open_paper
from kiosk.wire.sealing import SealingError

log = structlog.get_logger(__name__)

router = APIRouter(include_in_schema=False)

REFRESH_SECONDS = 30


@router.api_route("/w/{token}", methods=["GET", "HEAD"], response_class=Response)
async def show_paper_of_any_office(token: str, request: Request, shared: Shared) -> Response:
    """As the links of older slips are."""
    return await _show(None, token, request, shared)


@router.api_route("/w/{office_id}/{token}", methods=["GET", "HEAD"], response_class=Response)
async def show_paper(office_id: str, token: str, request: Request, shared: Shared) -> Response:
    """As the slips of that office say."""
    return await _show(office_id, token, request, shared)


async def _show(office_id: str | None, token: str, request: Request, shared: Context) -> Response:
    """The PDF, or a kind page: not there yet, of another day, cut off."""
    address = request.client.host if request.client else ""
    wait = shared.papers.wait_seconds(address)
    if wait:
        answer = _sorry(request, HTTPStatus.TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = str(wait)
        return answer
    pdf = None
    if is_token(token) and "\0" not in (office_id or ""):
        try:
            find = partial(sealed_paper, office_id=office_id, link_hash=link_hash(token), now=shared.now())
            sealed = await shared.read(find)
            pdf = open_paper(sealed, token) if sealed is not None else None
        except StoreUnavailableError as error:
            log.error("paper_unavailable", cause=type(error).__name__)
            answer = _sorry(request, HTTPStatus.SERVICE_UNAVAILABLE)
            answer.headers["Retry-After"] = str(error.retry_after)
            return answer
        except SealingError:
            log.error("paper_does_not_open")
    if pdf is None:
        shared.papers.take(address)
        return _sorry(request, HTTPStatus.NOT_FOUND)
    return Response(
        pdf,
        media_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="Wohnungsgeberbestaetigung.pdf"',
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        },
    )


def _sorry(request: Request, status: HTTPStatus) -> HTMLResponse:
    tag = preferred(request.headers.get("accept-language", ""), "")
    return page("paper_missing.html", status, tag=tag, t=translations(tag).gettext, refresh=REFRESH_SECONDS)
