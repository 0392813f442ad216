# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk page over HTTP: every button, every refusal in words, and nothing for whoever may not."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backoffice.domain.people import set_password
from backoffice.schema import ticket
from backoffice.store import Store
from backoffice.web.workplace import _STEPS
from backoffice.web.workplace_texts import REFUSED, TOLD
from tests.backoffice.handing_over import PASSWORD, Browser
from tests.backoffice.world import FakeClock, Kiosk


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])])
def engine(request: pytest.FixtureRequest) -> str:
    """What the pages do with a database, the tests of the domain try on both."""
    return str(request.param)


@pytest.fixture
def clerk(server: TestClient, store: Store, clock: FakeClock) -> Browser:
    browser = Browser.signed_in(_local(server), store, clock)
    browser.get("/workplace")
    browser.send("/workplace/desk", desk="Platz 2")
    return browser


def _local(server: TestClient) -> TestClient:
    """Without TLS signing in is for this machine only."""
    return TestClient(server.app, client=("127.0.0.1", 40000))


def told(browser: Browser) -> str:
    found = re.search(r'id="told"[^>]*>([^<]*)<', browser.page)
    return unescape(found[1]) if found else ""


def here(browser: Browser) -> str:
    found = re.search(r'class="number">([^<]*)<', browser.page)
    return found[1] if found else ""


def step(browser: Browser, name: str, **fields: str) -> str:
    """Press a button of the page as it is; returns what the page says then."""
    found = re.search(r'name="ticket" value="([^"]+)"', browser.page)
    values = {"ticket": found[1]} if found else {}
    answer = browser.send(f"/workplace/{name}", **{**values, **fields})
    assert answer.status_code == 200
    return told(browser)


def state(store: Store, number: int) -> str:
    return store.submit_read(
        lambda connection: connection.execute(
            select(ticket.c.state).where(ticket.c.number == number, ticket.c.queue == "A")
        ).scalar_one()
    ).result(30)


def test_a_number_goes_through_all_buttons(clerk: Browser, kiosk: Kiosk, store: Store) -> None:
    kiosk.draw()
    kiosk.draw()
    step(clerk, "next")
    assert here(clerk) == "A 001"
    assert step(clerk, "again") == "A 001 ist noch einmal aufgerufen."
    assert step(clerk, "absent") == "A 001 wartet wieder, einige Plätze weiter hinten."
    step(clerk, "next")
    assert here(clerk) == "A 002"
    assert step(clerk, "park") == "A 002 ist zurückgestellt."
    assert step(clerk, "unpark") == "A 002 wartet wieder, am alten Platz."
    step(clerk, "call", shown="a-2")
    assert step(clerk, "send-on", queue="B") == "A 002 ist weitergeleitet und behält die Nummer."
    assert "→ B" in clerk.page
    step(clerk, "call", shown="A 001")
    assert step(clerk, "missed").startswith("A 001 gilt als verpasst.")
    step(clerk, "next")
    step(clerk, "arrived")
    assert "Am Platz seit" in clerk.page
    assert step(clerk, "finish", **{"service-1": "wohnsitz-anmelden"}) == "A 002 ist fertig."
    assert (state(store, 1), state(store, 2)) == ("missed", "done")
    assert step(clerk, "next") == TOLD["nobody"]
    assert step(clerk, "close") == "Der Platz ist geschlossen."
    assert "An welchem Platz arbeiten Sie?" in clerk.page


def test_what_cannot_be_done_is_said_in_words(clerk: Browser, kiosk: Kiosk) -> None:
    kiosk.draw()
    for typed, code in [
        ("", "number-malformed"),
        ("042", "number-malformed"),
        ("<b>A 1</b>", "number-malformed"),
        ("A 099", "number-unknown"),
        ("Ä 001", "number-malformed"),
    ]:
        assert step(clerk, "call", shown=typed) == REFUSED[code], typed
    assert step(clerk, "again", ticket="0" * 32) == REFUSED["nobody-there"]
    assert step(clerk, "park", ticket="x") == REFUSED["ticket-changed"]
    assert step(clerk, "finish", ticket="00000000-0000-0000-0000-000000000000") == REFUSED["nobody-there"]
    step(clerk, "next")
    assert step(clerk, "next") == REFUSED["desk-busy"]
    assert step(clerk, "close") == REFUSED["desk-busy"]
    assert step(clerk, "send-on", queue="'; DROP TABLE ticket; --") == REFUSED["queue-unknown"]
    assert step(clerk, "finish", **{"service-1": "<script>"}) == REFUSED["service-unknown"]
    assert step(clerk, "park", ticket="00000000-0000-0000-0000-000000000000") == REFUSED["ticket-changed"]
    assert here(clerk) == "A 001"


def test_what_an_address_says_is_never_shown_as_it_is(clerk: Browser) -> None:
    clerk.get("/workplace?told=done&label=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in clerk.page
    assert told(clerk) == "Die Nummer ist fertig."
    clerk.get("/workplace?told=<b>&label=A%20001")
    assert told(clerk) == ""


@pytest.mark.parametrize("name", sorted(_STEPS))
def test_nobody_does_anything_without_being_signed_in_or_with_a_foreign_form(
    server: TestClient, clerk: Browser, kiosk: Kiosk, store: Store, name: str
) -> None:
    kiosk.draw()
    stranger = Browser(_local(server))
    assert "Passwort" in stranger.post(f"/workplace/{name}", ticket="x", form_token="x").text
    answer = clerk.post(f"/workplace/{name}", ticket="x", form_token="x")
    assert answer.status_code == 403
    assert state(store, 1) == "waiting"


def test_a_colleague_takes_over_a_desk_only_on_purpose(
    server: TestClient, clerk: Browser, kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    kiosk.draw()
    step(clerk, "next")
    bert = Browser.signed_in(_local(server), store, clock, "bert")
    bert.get("/workplace")
    assert "besetzt: Anna · A 001" in bert.page
    bert.send("/workplace/desk", desk="Platz 2")
    assert told(bert) == REFUSED["desk-taken"]
    bert.send("/workplace/desk", desk="Platz 2", take_over="yes")
    assert here(bert) == "A 001"
    clerk.get("/workplace")
    assert "An welchem Platz arbeiten Sie?" in clerk.page


def test_the_live_part_follows_the_queue_and_asks_for_a_new_page_when_the_number_changed(
    clerk: Browser, kiosk: Kiosk
) -> None:
    address = unescape(re.search(r'hx-get="([^"]+)"', clerk.page)[1])  # type: ignore[index]
    kiosk.draw()
    answer = clerk.get(address)
    assert "A 001" in answer.text
    assert "Es warten 1" in answer.text
    step(clerk, "next")
    assert clerk.get(address).headers["hx-refresh"] == "true"
    address = unescape(re.search(r'hx-get="([^"]+)"', clerk.page)[1])  # type: ignore[index]
    assert "Niemand wartet." in clerk.get(address).text


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(clerk: Browser, clock: FakeClock) -> None:
    for _ in range(4):
        clock.advance(minutes=10)
        answer = clerk.get("/workplace/live?seen=Platz+2/")
    assert answer.headers["hx-redirect"] == "/desk/sign-in"
    assert "Passwort" in clerk.get("/workplace").text


def test_whoever_gets_a_new_password_is_out_at_once(clerk: Browser, store: Store) -> None:
    store.submit_write(lambda connection: set_password(connection, "anna", PASSWORD + "!")).result(30)
    assert clerk.get("/workplace/live?seen=").headers["hx-redirect"] == "/desk/sign-in"


def test_live_pages_load_scripts_from_this_server_only(server: TestClient, clerk: Browser) -> None:
    for answer in (clerk.get("/workplace"), server.get("/display/mitte")):
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"<script(?![^>]*\ssrc=)", answer.text)
        assert not re.search(r"\son\w+=", answer.text)
        for address in re.findall(r'src="([^"]+)"', answer.text):
            file = server.get(address)
            assert file.status_code == 200
            assert "immutable" in file.headers["cache-control"]
    assert server.get("/static/0/display.js").headers["cache-control"] == "no-cache"
    assert server.get("/static/0/..%2f..%2fapp.py").status_code == 404
    assert server.get("/static/0/nothing.js").status_code == 404


@pytest.mark.parametrize(
    "path", ["/display/nord", "/display/%00", "/display/mitte?queues=<b>", "/display/'--"]
)
def test_a_display_that_does_not_exist_says_so(server: TestClient, path: str) -> None:
    answer = server.get(path)
    assert answer.status_code in {404, 422}
    assert "Bitte" in answer.text
    assert "<b>" not in answer.text
