# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling the supervisor that we live (sd_notify(3)): the first page, the first answer, then while window and visit answer."""

from __future__ import annotations

import os
import socket


class Supervisor:
    """Speaks to ``$NOTIFY_SOCKET``; without one it is silent."""

    def __init__(self) -> None:
        address = os.environ.get("NOTIFY_SOCKET", "")
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self._ready = False

    def first_page(self) -> None:
        """The first page is to be seen; touches are kept until somebody answers."""
        self._say(b"STATUS=first page")

    def ready(self) -> None:
        """The terminal answers; later calls do nothing."""
        if not self._ready:
            self._ready = True
            self._say(b"READY=1")

    def alive(self) -> None:
        """The window has just heard from the visit. Without such words for long the supervisor starts us anew."""
        self._say(b"WATCHDOG=1")

    def stopping(self) -> None:
        """We are about to end because we were told to."""
        self._say(b"STOPPING=1")

    def _say(self, words: bytes) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as line:
                line.sendto(words, self._address)
        except OSError:
            # The supervisor has gone; there is nobody else to tell.
            self._address = ""
