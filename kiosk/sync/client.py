# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One request to the back office, signed, bounded, and with an error that says what to do next.

::

    SyncError
    ├── NotReachedError    nothing of ours answered: the line, a proxy, a captive portal  → wait, then everything again
    ├── TryLaterError      our server could not just now (408, 425, 429, 5xx)            → this request again later
    ├── NotAllowedError    our server does not accept who we are (401, 403)              → stop and tell staff
    └── RefusedError       our server will never take this request (other 4xx)           → staff must look at it
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.clock import Clock, RandomBytes
from kiosk.wire.leases import b64encode
from kiosk.wire.models import API, API_VERSION, API_VERSION_HEADER
from kiosk.wire.signatures import sign

CONNECT_TIMEOUT_S = 3.0
READ_TIMEOUT_S = 10.0
TOTAL_TIMEOUT_S = 20.0
LONGEST_PAUSE_S = 3600.0
LARGEST_ANSWER = 8 * 1024 * 1024


class SyncError(Exception):
    """Base. ``code`` is short and stable and may be logged; ``retry_after`` is what the server asked for, in seconds."""

    def __init__(self, code: str, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class NotReachedError(SyncError):
    """Nothing of ours answered."""


class TryLaterError(SyncError):
    """Our server could not just now."""


class NotAllowedError(SyncError):
    """Our server does not accept this terminal."""


class RefusedError(SyncError):
    """Our server will never take this request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer. ``data`` is ``None`` for "not modified"."""

    data: Any
    etag: str = ""


class BackOffice:
    """The REST API under ``url``, as this terminal. One request at a time.

    Args:
        url: without ``/api/v1``.
        transport: for tests; the real one otherwise.
        verify: path of a CA file, or ``True`` for the system's authorities.
    """

    def __init__(
        self,
        url: str,
        *,
        terminal_id: UUID,
        key: Ed25519PrivateKey,
        clock: Clock,
        random_bytes: RandomBytes,
        transport: httpx2.BaseTransport | None = None,
        verify: str | bool = True,
    ) -> None:
        self._base = url.rstrip("/") + API
        self._terminal_id = terminal_id
        self._key = key
        self._clock = clock
        self._random = random_bytes
        self._offset_s = 0.0
        self._socket: socket.socket | None = None
        self._client = httpx2.Client(
            timeout=httpx2.Timeout(READ_TIMEOUT_S, connect=CONNECT_TIMEOUT_S),
            limits=httpx2.Limits(max_connections=1, keepalive_expiry=30),
            follow_redirects=False,
            transport=transport,
            verify=_ssl_context(verify),
            trust_env=False,
        )

    def put(self, path: str, body: str, *, signed: bool = True) -> Answer:
        """Create or repeat a resource. ``body`` is JSON text.

        Raises:
            SyncError: see the module's text.
        """
        return self._request("PUT", path, body.encode("utf-8"), {}, signed=signed)

    def get(self, path: str, params: Mapping[str, str] | None = None, etag: str = "") -> Answer:
        """Read a resource; with ``etag`` the answer may be "not modified".

        Raises:
            SyncError: see the module's text.
        """
        query = f"?{httpx2.QueryParams(dict(params))}" if params else ""
        return self._request("GET", path + query, b"", {"If-None-Match": etag} if etag else {}, signed=True)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _request(
        self, method: str, path: str, body: bytes, headers: dict[str, str], *, signed: bool
    ) -> Answer:
        try:
            return self._attempt(method, path, body, headers, signed=signed)
        except NotAllowedError as error:
            if error.code not in ("clock-skew", "replayed"):
                raise
        # Our clock is wrong and the server has said what time it is; or something between us sent our request twice
        # and passed on the second answer. Either way a new signature helps.
        return self._attempt(method, path, body, headers, signed=signed)

    def _attempt(
        self, method: str, path: str, body: bytes, headers: dict[str, str], *, signed: bool
    ) -> Answer:
        url = f"{self._base}/{path}"
        headers = {"Content-Type": "application/json", "Accept": "application/json", **headers}
        if signed:
            headers |= sign(
                method,
                url,
                body,
                key=self._key,
                key_id=str(self._terminal_id),
                created=max(0, int(self._clock.now().timestamp() + self._offset_s)),
                nonce=b64encode(self._random(18)),
            )
        deadline = self._clock.monotonic() + TOTAL_TIMEOUT_S
        received = bytearray()
        # The client's own limits count from byte to byte; a head that drips would never reach them.
        alarm = threading.Timer(TOTAL_TIMEOUT_S, self._hang_up)
        alarm.daemon = True
        alarm.start()
        try:
            with self._client.stream(
                method, url, content=body, headers=headers, extensions={"trace": self._remember_socket}
            ) as response:
                for chunk in response.iter_bytes():
                    received += chunk
                    if len(received) > LARGEST_ANSWER or self._clock.monotonic() > deadline:
                        raise NotReachedError("answer-too-long")
        except httpx2.TimeoutException as error:
            raise NotReachedError("timeout") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise NotReachedError(_line_error(error)) from error
        finally:
            alarm.cancel()
        return self._judge(response, bytes(received))

    def _remember_socket(self, event: str, info: dict[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"].get_extra_info("socket")

    def _hang_up(self) -> None:
        """From another thread: whoever reads from the socket finds it at its end."""
        if self._socket is not None:
            with suppress(OSError):
                # Not the TLS socket's own method, which would pull the rug from under the reader.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def _judge(self, response: httpx2.Response, body: bytes) -> Answer:
        if response.headers.get(API_VERSION_HEADER) != API_VERSION:
            raise NotReachedError("foreign-answer")
        etag = response.headers.get("ETag", "")
        if response.status_code == 304:
            if "If-None-Match" not in response.request.headers:
                raise NotReachedError("foreign-answer")  # we did not ask like that
            return Answer(None, etag)
        retry_after = _seconds(response.headers.get("Retry-After", ""), response.headers.get("Date", ""))
        try:
            data = json.loads(body) if body else None
        except (ValueError, RecursionError):
            raise NotReachedError("not-json", retry_after) from None
        if response.is_success:
            return Answer(data, etag)
        code = (
            str(data.get("code") or response.status_code)[:80]
            if isinstance(data, dict)
            else str(response.status_code)
        )
        match response.status_code:
            case 401 | 403:
                if code == "clock-skew":
                    self._learn_time(response.headers.get("Date", ""))
                raise NotAllowedError(code)
            case 408 | 425 | 429:
                raise TryLaterError(code, retry_after)
            case status if status >= 500 or status < 400:
                raise TryLaterError(code, retry_after)
            case _:
                raise RefusedError(code)

    def _learn_time(self, date_header: str) -> None:
        try:
            server: datetime = parsedate_to_datetime(date_header)
            self._offset_s = server.timestamp() - self._clock.now().timestamp()
        except (TypeError, ValueError, IndexError, OverflowError):
            return

    @property
    def clock_offset_s(self) -> float:
        """How far the server's clock is ahead, as far as we had to learn it."""
        return self._offset_s


def _ssl_context(verify: str | bool) -> Any:
    if isinstance(verify, str):
        import ssl

        return ssl.create_default_context(cafile=verify)
    return verify


def _seconds(retry_after: str, date: str) -> float | None:
    """How long to wait (RFC 9110 §10.2.3), at most an hour: a number, or a date seen from the server's own clock."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(float(retry_after[:10]), LONGEST_PAUSE_S)
    try:
        seconds = (parsedate_to_datetime(retry_after) - parsedate_to_datetime(date)).total_seconds()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST_PAUSE_S)


def _line_error(error: Exception) -> str:
    return type(error).__name__.removesuffix("Error").lower() or "line"
