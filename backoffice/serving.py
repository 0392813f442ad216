# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the application is served, alone or embedded."""

from __future__ import annotations

import socket
from typing import Any

import uvicorn
from fastapi import FastAPI

# Longer than a client keeps an idle connection (30 s), so that no request meets a connection that is just closing.
KEEP_ALIVE_SECONDS = 75


def listen(host: str, port: int, *, backlog: int) -> socket.socket:
    """A listening TCP socket; port 0 takes a free one.

    Raises:
        OSError: the address is taken, not ours, or unknown.
    """
    family, kind, _, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    # asyncio sends small answers at once (TCP_NODELAY) only on sockets that name their protocol, which
    # socket.create_server() does not do; without it every answer waits 40 ms for the client's delayed ACK.
    door = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(backlog)
    except BaseException:
        door.close()
        raise
    return door


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
