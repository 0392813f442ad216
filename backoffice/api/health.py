# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether this server can work."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import text

from backoffice.api.context import Shared

router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """``GET /health``; a server that cannot reach its database answers 503 instead."""

    status: Literal["ok"] = "ok"


@router.get("/health/live", response_model=Health)
async def get_live() -> Health:
    """The process answers."""
    return Health()


@router.get("/health", response_model=Health)
async def get_health(shared: Shared) -> Health:
    """The process answers and its database can be read."""
    await shared.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one())
    return Health()
