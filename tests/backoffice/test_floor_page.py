# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Floor staff see which terminal needs them, say that they come, and the terminal hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from backoffice.domain.roles import Role
from backoffice.store import Store
from tests.backoffice.handing_over import Browser, serving
from tests.backoffice.staff import signed_in
from tests.backoffice.world import FakeClock, Kiosk


@pytest.fixture
def server(database: str, clock: FakeClock, tmp_path: Path) -> Iterator[TestClient]:
    with serving(database, clock, tmp_path / "key") as client:
        yield client


@pytest.fixture
def lotse(server: TestClient, store: Store, clock: FakeClock) -> Browser:
    return signed_in(server, store, clock, Role.FLOOR)


def beat(kiosk: Kiosk, **changes: Any) -> Any:
    body = {"sent_at": kiosk.clock.now.isoformat(), "version": "0.1.0", **changes}
    answer = kiosk.put(f"/api/v1/terminals/{kiosk.id}/heartbeat", body)
    assert answer.status_code in (200, 204), answer.text
    return answer.json() if answer.status_code == 200 else {}


def call_help(kiosk: Kiosk, **changes: Any) -> str:
    call = str(uuid4())
    body = {"id": call, "called_at": kiosk.clock.now.isoformat(), "screen": "ticket", **changes}
    assert kiosk.put(f"/api/v1/help-calls/{call}", body).status_code == 201
    return call


def page(browser: Browser, path: str = "/floor") -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_each_terminal_shows_what_matters_about_it(
    server: TestClient, store: Store, clock: FakeClock, lotse: Browser
) -> None:
    kiosks = [Kiosk.enrolled(server, store, clock, "mitte") for _ in range(5)]
    beat(kiosks[0])
    beat(kiosks[1], in_use=True, screen="list")
    beat(kiosks[2], devices=[{"device": "printer", "state": "error", "detail": "paper-out"}])
    beat(kiosks[3], devices=[{"device": "printer", "state": "warning", "detail": "prepare-paper"}])
    shown = page(lotse)
    for words in (
        "frei",
        "in Benutzung · Auswahl",
        "Drucker: Kein Papier",
        "Papier geht zur Neige",
        "hat sich noch nie gemeldet",
    ):
        assert words in shown
    clock.advance(minutes=4)
    beat(kiosks[0])
    assert shown.count("keine Verbindung") == 2  # the count above and the one that never spoke
    assert "keine Verbindung seit 10:00 Uhr" in page(lotse)


def test_a_call_is_seen_first_taken_by_one_and_the_terminal_learns_it(
    kiosk: Kiosk, lotse: Browser, server: TestClient, store: Store, clock: FakeClock
) -> None:
    beat(kiosk)
    call = call_help(kiosk)
    clock.advance(minutes=2)
    assert beat(kiosk) == {}
    shown = page(lotse, "/floor/now")
    assert "Wartet seit 2 Min." in shown
    assert "Seite: Nummer" in shown
    page(lotse)
    assert "gleich, dass jemand kommt" in lotse.send("/floor/take", office="mitte", call=call).text
    assert beat(kiosk) == {"commands": [], "help_taken": [call]}
    other = signed_in(server, store, clock, Role.FLOOR, login="bert")
    assert "Unterwegs: Anna" in page(other)
    assert "schon jemand übernommen" in other.send("/floor/take", office="mitte", call=call).text
    lotse.send("/floor/settle", office="mitte", call=call)
    assert "Wartet seit" not in page(lotse)
    assert beat(kiosk) == {}


def test_a_call_that_was_withdrawn_or_is_hours_old_keeps_nobody_busy(
    kiosk: Kiosk, lotse: Browser, clock: FakeClock
) -> None:
    call = call_help(kiosk)
    body = {"id": call, "called_at": clock.now.isoformat(), "screen": "ticket"}
    kiosk.put(f"/api/v1/help-calls/{call}", {**body, "withdrawn_at": clock.now.isoformat()})
    call_help(kiosk, called_at="2025-11-24T09:00:00Z")
    assert "Wartet seit" not in page(lotse)
    call_help(kiosk)
    assert "Wartet seit" in page(lotse)
    clock.advance(hours=3)
    assert "Wartet seit" not in page(signed_again(lotse))


def signed_again(browser: Browser) -> Browser:
    from tests.backoffice.handing_over import PASSWORD

    browser.sign_in("anna", PASSWORD)
    return browser


@pytest.mark.parametrize("call", ["", "x", "00000000-0000-0000-0000-000000000000", "<b>", "' OR 1=1 --"])
def test_a_call_that_does_not_exist_is_answered_kindly(lotse: Browser, call: str) -> None:
    page(lotse)
    assert "wartet niemand mehr" in lotse.send("/floor/take", office="mitte", call=call).text


def test_another_office_is_none_of_their_business(
    server: TestClient, store: Store, clock: FakeClock, lotse: Browser
) -> None:
    west = Kiosk.enrolled(server, store, clock, "west")
    call = call_help(west)
    page(lotse)
    for office in ("west", "nowhere"):
        assert lotse.get(f"/floor?office={office}").status_code == 403
        assert lotse.send("/floor/take", office=office, call=call).status_code == 403
    assert "wartet niemand mehr" in lotse.send("/floor/take", office="mitte", call=call).text
    boss = signed_in(server, store, clock, Role.ADMIN, login="chef", whole_city=True)
    assert "Wartet seit" in page(boss, "/floor?office=west")


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(lotse: Browser, clock: FakeClock) -> None:
    for _ in range(14):
        clock.advance(minutes=2)
        assert lotse.get("/floor/now").status_code == 200
    clock.advance(minutes=5)
    assert 'name="password"' in lotse.get("/floor").text
