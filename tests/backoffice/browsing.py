# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real browser (Chromium, without a window) in front of a real server on loopback."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backoffice.app import create_app
from backoffice.serving import Server, listen, server_config
from backoffice.settings import Settings
from tests.backoffice.world import FakeClock

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 30


def chromium_path() -> str:
    """Where Chromium is. Without it the test is skipped; where everything must run (``CI``), that is a failure."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        reason = "no Chromium here (Debian package: chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--autoplay-policy=no-user-gesture-required"]
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Running:
    """A server in a thread; may be stopped and started again at the same address."""

    database: str
    clock: FakeClock
    key_file: Path
    port: int = 0
    _server: Server | None = None
    _thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        door = listen("127.0.0.1", self.port, backlog=64)
        self.port = door.getsockname()[1]
        settings = Settings(database=self.database, key_file=self.key_file)
        server = Server(server_config(create_app(settings, clock=self.clock), settings))
        ready = threading.Event()
        startup = server.startup

        async def startup_and_tell(sockets: list[object] | None = None) -> None:
            await startup(sockets=sockets)  # type: ignore[arg-type]
            ready.set()

        server.startup = startup_and_tell  # type: ignore[method-assign, assignment]
        self._thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        self._thread.start()
        assert ready.wait(START_SECONDS)
        self._server = server

    @property
    def listeners(self) -> int:
        """How many follow the events."""
        assert self._server is not None
        listeners: int = self._server.config.app.state.context.relay.listeners  # type: ignore[union-attr]
        return listeners

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(START_SECONDS)
            assert not self._thread.is_alive()
        self._server = self._thread = None


@dataclass
class Screens:
    """Pages that are open, and what went wrong in them."""

    browser: Browser
    url: str
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str, *, width: int = 1366, height: int = 900, language: str = "de-DE") -> Page:
        """A page in a window of its own, with cookies of its own."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, locale=language)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"{path}: {error}"))
        page.on(
            "console",
            lambda said: self.wrong.append(f"{path}: {said.text}") if said.type == "error" else None,
        )
        page.goto(self.url + path)
        return page

    def sign_in(self, login: str, password: str) -> Page:
        page = self.open("/desk/sign-in")
        page.get_by_label("Name").fill(login)
        page.get_by_label("Passwort").fill(password)
        page.get_by_role("button", name="Anmelden").click()
        return page
