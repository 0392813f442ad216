# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the application is served, alone or embedded."""

from __future__ import annotations

from typing import Any

import uvicorn
from fastapi import FastAPI

# Longer than a client keeps an idle connection (30 s), so that no request meets a connection that is just closing.
KEEP_ALIVE_SECONDS = 75


def server_config(app: FastAPI, *, host: str, port: int, behind_proxy: bool, **more: Any) -> uvicorn.Config:
    """uvicorn's configuration: no access log (it would hold status links), our own Date header."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=10,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=behind_proxy,
        lifespan="on",
        log_level="warning",
        **more,
    )
