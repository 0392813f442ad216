# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A line between terminal and back office that loses, doubles, cuts and forges: a small TCP proxy with tempers.

It understands just enough HTTP to know where a message ends, so that a fault hits where it hurts.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from urllib.parse import urlsplit

LIMIT_S = 10.0


class Fault(StrEnum):
    """What becomes of one exchange."""

    NONE = "none"
    REFUSED = "refused"
    """Reset before anything was read."""
    REQUEST_LOST = "request-lost"
    REPLY_LOST = "reply-lost"
    REPLY_CUT = "reply-cut"
    """Half of the answer, then the end."""
    REPLY_LATE = "reply-late"
    """The answer comes after the terminal gave up (see ``patience``)."""
    TWICE = "twice"
    """The request arrives twice; the terminal sees the answer to the second."""
    TWICE_FIRST_ANSWER = "twice-first-answer"
    CAPTIVE_PORTAL = "captive-portal"
    """200 and HTML, from somebody who is not our server."""
    BAD_GATEWAY = "bad-gateway"
    NOISE = "noise"
    """Bytes that are no HTTP."""
    HEAD_DRIPS = "head-drips"
    """The head of the answer comes byte by byte and never ends."""


class FaultyLine:
    """Listens on a port of its own and passes each exchange on to ``target`` (a URL), as ``next_fault`` says.

    ``patience``: so many seconds a late answer is held back.
    """

    def __init__(
        self, target: str, next_fault: Callable[[], Fault] = lambda: Fault.NONE, *, patience: float = 1.0
    ) -> None:
        parts = urlsplit(target)
        assert parts.hostname
        assert parts.port
        self._target = (parts.hostname, parts.port)
        self.next_fault = next_fault
        self.seen: Counter[Fault] = Counter()
        self._patience = patience
        self._closing = threading.Event()
        self._clients: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(0.2)
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._listen, name="faulty line", daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """End all exchanges."""
        self._closing.set()
        self._door.close()
        for client in self._clients:
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(LIMIT_S)

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                client, _ = self._door.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self._clients.append(client)
            thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(LIMIT_S)
        with client, suppress(OSError):
            while not self._closing.is_set():
                if not self._exchange(client):
                    return

    def _exchange(self, client: socket.socket) -> bool:
        """Whether the connection is still good for another."""
        first = client.recv(1, socket.MSG_PEEK)
        if not first:
            return False
        fault = self.next_fault()
        self.seen[fault] += 1
        if fault is Fault.REFUSED:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        request = _message(client)
        match fault:
            case Fault.REQUEST_LOST:
                return False
            case Fault.CAPTIVE_PORTAL:
                client.sendall(_html("200 OK", "Willkommen im Gastnetz"))
                return True
            case Fault.BAD_GATEWAY:
                client.sendall(_html("502 Bad Gateway", "Bad Gateway"))
                return True
            case Fault.NOISE:
                client.sendall(b"\xff\xfe\x00 garbage \r\n\r\n")
                return False
            case Fault.HEAD_DRIPS:
                return self._drip(client)
        answers = [self._forward(request)]
        if fault in (Fault.TWICE, Fault.TWICE_FIRST_ANSWER):
            answers.append(self._forward(request))
        match fault:
            case Fault.REPLY_LOST:
                return False
            case Fault.REPLY_CUT:
                client.sendall(answers[0][: len(answers[0]) - max(1, _body_length(answers[0]) // 2)])
                return False
            case Fault.REPLY_LATE:
                self._closing.wait(self._patience)
        client.sendall(answers[-1] if fault is Fault.TWICE else answers[0])
        return True

    def _drip(self, client: socket.socket) -> bool:
        client.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while not self._closing.wait(0.05):
            client.sendall(b"x")
        return False

    def _forward(self, request: bytes) -> bytes:
        with socket.create_connection(self._target, LIMIT_S) as upstream:
            upstream.sendall(request)
            return _message(upstream)


def _message(end: socket.socket) -> bytes:
    """One HTTP message with its body."""
    data = bytearray()
    while b"\r\n\r\n" not in data:
        chunk = end.recv(65536)
        if not chunk:
            raise OSError("the message ended in its head")
        data += chunk
    head = data.index(b"\r\n\r\n") + 4
    while len(data) < head + _declared(bytes(data[:head])):
        chunk = end.recv(65536)
        if not chunk:
            raise OSError("the message ended in its body")
        data += chunk
    return bytes(data)


def _declared(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def _body_length(message: bytes) -> int:
    return len(message) - message.index(b"\r\n\r\n") - 4


def _html(status: str, text: str) -> bytes:
    body = f"<html><body>{text}</body></html>".encode()
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )
