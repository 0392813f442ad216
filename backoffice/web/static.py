# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``/static``: the few files that live pages load, all from this server. A page names them with their version."""

from __future__ import annotations

import hashlib
from functools import cache
from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backoffice.assets import assets_dir
from backoffice.web.gong import gong

router = APIRouter(include_in_schema=False)

_SCRIPTS = Path(__file__).resolve().parent / "scripts"
_JAVASCRIPT = "text/javascript; charset=utf-8"
_KINDS = {
    "htmx.min.js": _JAVASCRIPT,
    "desk.js": _JAVASCRIPT,
    "display.js": _JAVASCRIPT,
    "staff.js": _JAVASCRIPT,
    "gong.wav": "audio/wav",
}


@cache
def _content(name: str) -> bytes:
    if name == "gong.wav":
        return gong()
    folder = assets_dir() / "web" if name == "htmx.min.js" else _SCRIPTS
    return (folder / name).read_bytes()


@cache
def address(name: str) -> str:
    """Where a page finds a file. The address changes with the content, so a browser may keep it for ever."""
    return f"/static/{hashlib.sha256(_content(name)).hexdigest()[:12]}/{name}"


@router.get("/static/{version}/{name}")
async def get_file(version: str, name: str, request: Request) -> Response:
    """One file; whole, or the part a media player asks for is left to the player."""
    if name not in _KINDS:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    is_current = request.url.path == address(name)
    return Response(
        _content(name),
        media_type=_KINDS[name],
        headers={"Cache-Control": "public, max-age=31536000, immutable" if is_current else "no-cache"},
    )
