# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Renders a page: everything escaped, nothing loaded from elsewhere, no script in it, nothing kept by the browser."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backoffice.web.static import address
from backoffice.web.texts import direction

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_LIVE = "script-src 'self'; connect-src 'self'; media-src 'self'; "


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.globals["static"] = address
    environment.globals["direction"] = direction
    return environment


@cache
def _style(name: str) -> tuple[str, str]:
    """Style sheets, named with spaces between, as one, and its hash for the content security policy."""
    sheet = "".join((_TEMPLATES / one).read_text(encoding="utf-8") for one in name.split())
    digest = base64.b64encode(hashlib.sha256(sheet.encode("utf-8")).digest()).decode("ascii")
    return sheet, digest


def page(
    template: str,
    status: int = 200,
    *,
    css: str = "page.css",
    forms: bool = False,
    live: bool = False,
    **values: Any,
) -> HTMLResponse:
    """The rendered page with the headers that keep it private.

    ``forms``: it may send forms to this server. ``live``: it may load scripts and sounds from ``/static`` of this server
    (:mod:`backoffice.web.static`) and ask it for news.
    """
    sheet, digest = _style(css)
    actions = "'self'" if forms else "'none'"
    sources = _LIVE if live else ""
    return HTMLResponse(
        _environment().get_template(template).render(style=sheet, **values),
        status_code=status,
        headers={
            "Cache-Control": "no-store",
            "Content-Security-Policy": (
                f"default-src 'none'; style-src 'sha256-{digest}'; {sources}base-uri 'none'; form-action {actions}; frame-ancestors 'none'"
            ),
            # Without a referrer a browser sends forms with "Origin: null" (Fetch, 3.1), which is no proof of being ours.
            "Referrer-Policy": "same-origin" if forms else "no-referrer",
            "X-Robots-Tag": "noindex",
        },
    )
