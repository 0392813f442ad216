# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A back office inside the terminal's own process: real HTTP on loopback, SQLite, the sample city.

Importing this module is cheap; the server and its libraries are loaded in its own thread, so that the terminal's first
screen does not wait for them.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from backoffice.clock import Clock

log = structlog.get_logger(__name__)

START_SECONDS = 30.0
STOP_SECONDS = 15.0


class EmbeddedError(Exception):
    """The embedded back office did not start, or is not running; the message says why."""


class EmbeddedBackOffice:
    """Serves ``database`` on 127.0.0.1 in a thread of this process.

    ``port`` 0 takes a free one. The first start fills the database with the sample city, each later one freshens up the
    demo appointments (see :mod:`backoffice.sample`).
    """

    def __init__(self, database: Path, *, port: int = 0, clock: Clock | None = None, seed: int = 1) -> None:
        self._database = database
        self._port = port
        self._clock = clock
        self._seed = seed
        self._listening: Future[str] = Future()
        self._server: Any = None
        self._app: Any = None
        self._thread: threading.Thread | None = None

    def start(self, timeout: float = START_SECONDS) -> None:
        """Return when the server listens.

        Raises:
            EmbeddedError: it does not within ``timeout`` seconds, or cannot (port taken, database damaged).
        """
        self.start_soon()
        try:
            self._listening.result(timeout)
        except TimeoutError:
            self.stop()
            raise EmbeddedError(f"the back office did not start within {timeout:g} s") from None

    def start_soon(self) -> None:
        """Begin to start and return at once; :meth:`start` then waits for the rest."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="backoffice", daemon=True)
            self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens, e.g. ``http://127.0.0.1:40123``.

        Raises:
            EmbeddedError: not started, or the start failed.
        """
        if not self._listening.done():
            raise EmbeddedError("the back office is not running")
        return self._listening.result()

    def enrolment_code(self, office_id: str = "mitte") -> str:
        """A fresh one-time code for a terminal of this office.

        Raises:
            EmbeddedError: not running, or there is no such office.
        """
        from backoffice.domain.errors import RefusedError
        from backoffice.domain.terminals import new_code

        if not self._listening.done() or self._thread is None:
            raise EmbeddedError("the back office is not running")
        context = self._app.state.context
        try:
            code: str = context.store.submit_write(
                lambda connection: new_code(connection, office_id, context.now())
            ).result(START_SECONDS)
            return code
        except RefusedError as error:
            raise EmbeddedError(error.detail) from error

    def clerk(self, office_id: str = "mitte") -> tuple[str, str]:
        """A name and a fresh password to sign in with at ``/desk``; whoever runs the sample may be all of its staff.

        Raises:
            EmbeddedError: not running, or there is no such office.
        """
        from functools import partial

        from backoffice.domain.errors import RefusedError
        from backoffice.domain.people import renew_person
        from backoffice.domain.roles import Role

        if not self._listening.done() or self._thread is None:
            raise EmbeddedError("the back office is not running")
        context = self._app.state.context
        try:
            password: str = context.store.submit_write(
                partial(
                    renew_person,
                    login="schalter",
                    office_id=office_id,
                    now=context.now(),
                    roles=tuple(Role),
                )
            ).result(START_SECONDS)
            return "schalter", password
        except RefusedError as error:
            raise EmbeddedError(error.detail) from error

    def stop(self, timeout: float = STOP_SECONDS) -> None:
        """Finish running requests, write what waits, close. Bounded; may be called twice, or before :meth:`start`."""
        thread, self._thread = self._thread, None
        if self._server is not None:
            self._server.should_exit = True
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout)
            if thread.is_alive():
                log.error("embedded_backoffice_did_not_stop")

    def _run(self) -> None:
        try:
            self._serve()
        except BaseException as error:
            if not self._listening.done():
                self._listening.set_exception(EmbeddedError(f"the back office cannot start: {error}"))
            else:
                log.error("embedded_backoffice_failed", cause=type(error).__name__)

    def _serve(self) -> None:
        import asyncio
        import socket

        from backoffice.app import create_app
        from backoffice.clock import utc_now
        from backoffice.sample import seed_sample
        from backoffice.serving import Server, listen, server_config
        from backoffice.settings import Settings
        from backoffice.store import open_store

        clock = self._clock or utc_now
        address = f"sqlite:///{self._database}"
        store = open_store(address)
        try:
            store.submit_write(lambda connection: seed_sample(connection, clock(), self._seed)).result(60)
        finally:
            store.close()
        settings = Settings(database=address)
        self._app = create_app(settings, clock=clock)
        listening = self._listening
        with listen("127.0.0.1", self._port, backlog=128) as door:
            port = door.getsockname()[1]

            class AnnouncingServer(Server):
                async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                    await super().startup(sockets=sockets)
                    if self.started:
                        listening.set_result(f"http://127.0.0.1:{port}")

            config = server_config(self._app, settings)
            self._server = AnnouncingServer(config)
            # Signals belong to the program around us; serve() leaves them alone outside the main thread.
            asyncio.run(self._server.serve(sockets=[door]))
        if not listening.done():
            raise EmbeddedError("the application did not start")
