# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The description of the API: generated from the code, checked in as ``backoffice/openapi.json``.

``python -m backoffice.api.openapi`` writes the file anew; a test fails while it is out of date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from backoffice.api.problems import MEDIA_TYPE
from kiosk.wire.models import Problem

FILE = Path(__file__).resolve().parents[1] / "openapi.json"


def describe(app: FastAPI) -> None:
    """Let ``app`` describe its errors as what they are."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _with_problems(
                get_openapi(
                    title=app.title,
                    version=app.version,
                    routes=app.routes,
                    description="Resources are created by PUT with the client's id, idempotent for ever.",
                )
            )
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def as_text(app: FastAPI) -> str:
    """The description as it is checked in."""
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _with_problems(schema: dict[str, Any]) -> dict[str, Any]:
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema()
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in schema["paths"].values():
        for operation in path.values():
            responses = operation["responses"]
            responses.pop("422", None)
            responses["4XX"] = {"description": "What was wrong with the request", "content": content}
            responses["5XX"] = {"description": "Not the request's fault; try again", "content": content}
    return schema


if __name__ == "__main__":
    from backoffice.app import create_app
    from backoffice.settings import Settings

    FILE.write_text(as_text(create_app(Settings(database="sqlite:///unused"))), encoding="utf-8")
