# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The short way past the router answers like the long one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backoffice.api.direct import DirectApp
from backoffice.app import create_app
from backoffice.settings import Settings
from tests.backoffice.world import FakeClock, Kiosk


@contextmanager
def the_long_way(database: str, clock: FakeClock) -> Iterator[TestClient]:
    """The same application without its short cut."""
    app = create_app(Settings(database=database), clock=clock)
    assert isinstance(app, DirectApp)
    assert app.ways
    app.ways.clear()
    with TestClient(app) as client:
        yield client


def anonymous(kiosk: Kiosk, path: str, body: bytes) -> Any:
    return kiosk.server.put(path, content=body)


def signed(kiosk: Kiosk, path: str, body: bytes) -> Any:
    return kiosk.request("PUT", path, body, **{"Content-Type": "application/json"})


PATH = "/api/v1/tickets/"
ID = "018f0000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("send", "path", "body"),
    [
        (anonymous, PATH + ID, b"{}"),
        (signed, PATH + ID, b"{}"),
        (signed, PATH + ID, b"{"),
        (signed, PATH + ID, b""),
        (signed, PATH + ID, b"[]"),
        (signed, PATH + ID, b'{"id": 5, "unknown": 1}'),
        (signed, PATH + "no-id", b"{}"),
        (signed, PATH + ID + "/more", b"{}"),
        (signed, "/api/v1/tickets", b"{}"),
        (signed, "/api/v1/leases/" + ID, b'{"queue": "Z", "day": "2026-11-24", "size": 5}'),
        (signed, "/api/v1/leases/" + ID, b'{"queue": "A", "day": "1066-10-14", "size": 5}'),
    ],
)
def test_what_is_wrong_is_answered_alike(
    kiosk: Kiosk,
    database: str,
    clock: FakeClock,
    send: Callable[[Kiosk, str, bytes], Any],
    path: str,
    body: bytes,
) -> None:
    short = send(kiosk, path, body)
    with the_long_way(database, clock) as client:
        kiosk.server = client
        long = send(kiosk, path, body)
    assert short.status_code == long.status_code
    assert short.json() == long.json()
    assert short.headers["content-type"] == long.headers["content-type"]


def test_what_is_right_is_answered_alike(kiosk: Kiosk, database: str, clock: FakeClock) -> None:
    body = kiosk.ticket()
    short = kiosk.put(PATH + body["id"], body)
    with the_long_way(database, clock) as client:
        kiosk.server = client
        again = kiosk.put(PATH + body["id"], body)
    assert (short.status_code, again.status_code) == (201, 200)
    assert short.json() == {"id": body["id"], "repeated": False, "note": ""}
    assert again.json() == {**short.json(), "repeated": True}
