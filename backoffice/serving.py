# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the application is served, alone or embedded."""

from __future__ import annotations

import gc
import os
import socket
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from backoffice.app import create_app
from backoffice.settings import Settings

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


class Server(uvicorn.Server):
    """Sends listeners of events away when it stops; it would wait for them until its time is over."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """See uvicorn."""
        app = self.config.app
        if isinstance(app, FastAPI) and hasattr(app.state, "context"):
            app.state.context.relay.close()
        await super().shutdown(sockets=sockets)


def serve_alone(settings: Settings, door: socket.socket) -> bool:
    """Serve in this process until stopped; whether it ever started."""
    app = create_app(settings)
    _settle()
    server = Server(server_config(app, settings))
    server.run(sockets=[door])
    return server.started


def serve_together(settings: Settings, door: socket.socket, workers: int) -> bool:
    """Serve in several processes that take turns at one door; one that dies is replaced."""
    # The processes find their settings where an administrator would put them.
    os.environ["BACKOFFICE_DATABASE"] = settings.database
    os.environ["BACKOFFICE_PUBLIC_URL"] = settings.public_url
    os.environ["BACKOFFICE_KEY_FILE"] = str(settings.key_file or "")
    os.environ["BACKOFFICE_KEEP_CONFIRMED"] = "1" if settings.keep_confirmed else ""
    os.environ["BACKOFFICE_KEEP_DAYS"] = str(settings.keep_days)
    config = server_config("backoffice.serving:application", settings, factory=True, workers=workers)
    Multiprocess(config, sockets=[door]).run()
    return True


def application() -> FastAPI:
    """The application of one of several processes."""
    app = create_app(
        Settings(
            database=os.environ["BACKOFFICE_DATABASE"],
            public_url=os.environ.get("BACKOFFICE_PUBLIC_URL", ""),
            key_file=Path(key_file) if (key_file := os.environ.get("BACKOFFICE_KEY_FILE")) else None,
            keep_confirmed=bool(os.environ.get("BACKOFFICE_KEEP_CONFIRMED")),
            keep_days=int(os.environ.get("BACKOFFICE_KEEP_DAYS", "400")),
        )
    )
    _settle()
    return app


def _settle() -> None:
    """Keep the garbage collector from what lives as long as the process: looking through all of it holds up every request
    for a tenth of a second, again and again."""
    gc.collect()
    gc.freeze()


def server_config(app: FastAPI | str, settings: Settings, **more: Any) -> uvicorn.Config:
    """uvicorn's configuration: no access log (it would hold status links), our own Date header."""
    return uvicorn.Config(
        app,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=10,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=bool(settings.public_url),
        lifespan="on",
        log_level="warning",
        **more,
    )
