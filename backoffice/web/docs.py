# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``/docs``: the API as a page, rendered here. No script and nothing from other people's servers, so it works in a closed
network and tells nobody who reads it."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from backoffice.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/docs", response_class=HTMLResponse)
async def show_docs(request: Request) -> HTMLResponse:
    """All operations, then all bodies."""
    schema = request.app.openapi()
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "text": operation.get("description", operation.get("summary", "")),
            "signed": bool(operation.get("security")),
            "parameters": [item["name"] for item in operation.get("parameters", ())],
            "takes": _name(operation.get("requestBody", {})),
            "answers": sorted(
                f"{status} {_name(answer)}".strip() for status, answer in operation["responses"].items()
            ),
        }
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    bodies = {
        name: json.dumps(body, indent=2, ensure_ascii=False)
        for name, body in sorted(schema["components"]["schemas"].items())
    }
    return page("docs.html", tag="en", title=schema["info"]["title"], operations=operations, bodies=bodies)


def _name(carrier: dict[str, Any]) -> str:
    """The name of the body a request or answer carries, if any."""
    for content in carrier.get("content", {}).values():
        return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
    return ""
