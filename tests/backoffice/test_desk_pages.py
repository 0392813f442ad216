# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk page: one clerk at a time, by number and code, doubts first, and nothing for whoever is not signed in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backoffice.domain.desk_handovers import MOST_WRONG_CODES, Found, claim
from backoffice.domain.people import Person, remove_person, set_password
from backoffice.schema import handover, handover_event
from backoffice.store import Store
from backoffice.vault import open_vault
from tests.backoffice.handing_over import (
    CANARY,
    FORM,
    PASSWORD,
    SHEET,
    Browser,
    hand_over,
    serving,
    shown,
)
from tests.backoffice.world import FakeClock, Kiosk


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])])
def engine(request: pytest.FixtureRequest) -> str:
    """What the pages do with a database, the tests of the domain try on both."""
    return str(request.param)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "handover.key"


@pytest.fixture
def server(database: str, clock: FakeClock, key_file: Path) -> Iterator[TestClient]:
    with serving(database, clock, key_file) as client:
        yield client


@pytest.fixture
def clerk(server: TestClient, store: Store, clock: FakeClock) -> Browser:
    return Browser.signed_in(server, store, clock)


def test_number_and_code_show_the_record_with_its_doubts_before_the_data(
    kiosk: Kiosk, clerk: Browser
) -> None:
    body = hand_over(kiosk)
    page = unescape(clerk.open(shown(body)).text)
    order = [
        "Umzug innerhalb der Gemeinde",
        "Einzug vor mehr als zwei Wochen",
        "fehlt laut Angabe",
        "Familienname",
    ]
    assert [page.find(words) for words in order] == sorted(page.find(words) for words in order)
    assert all(words in page for words in [*order, CANARY, "0101a", "01.02.1990", "§ 17 Abs. 1 BMG"])
    assert 'class="doubted"' in page
    assert "Eigene Angaben" in page


@pytest.mark.parametrize("typed", ["{q} {n:03d} K7M", "{q}{n:03d}k7m", "{q} {n} K7M", "  {q}-{n:03d}-k7m "])
def test_the_code_may_be_typed_in_any_way(kiosk: Kiosk, clerk: Browser, typed: str) -> None:
    body = hand_over(kiosk)
    assert CANARY in clerk.open(typed.format(q=body["queue"], n=body["number"])).text


def test_the_list_shows_numbers_and_nothing_of_what_is_inside(kiosk: Kiosk, clerk: Browser) -> None:
    body = hand_over(kiosk)
    page = clerk.get("/desk").text
    assert f"{body['queue']} {body['number']:03d}" in page
    assert "wartet" in page
    assert CANARY not in page
    assert "Umzug" not in page
    assert "K7M" not in page.replace("B 042 K7M", "")


@pytest.mark.parametrize(
    "typed", ["", "B", "B 042", "B 042 QQQ", "042 K7M", "<script>", "B 0421 K7M", "x" * 500]
)
def test_what_is_no_code_is_answered_with_an_example(clerk: Browser, typed: str) -> None:
    answer = clerk.open(typed)
    assert answer.status_code == 422
    assert "zum Beispiel" in answer.text
    assert "<script>" not in answer.text


def test_a_wrong_code_opens_nothing_and_many_close_it_for_good(
    kiosk: Kiosk, clerk: Browser, server: TestClient, store: Store
) -> None:
    body = hand_over(kiosk)
    for _ in range(MOST_WRONG_CODES):
        page = clerk.open(shown(body, "AAA")).text
        assert "passt nicht" in page
        assert CANARY not in page
    assert "Zu viele falsche Codes" in clerk.open(shown(body)).text


def test_guessing_over_many_numbers_is_slowed_down(clerk: Browser) -> None:
    answers = [clerk.open(f"A {number:03d} K7M").status_code for number in range(1, 20)]
    assert answers[0] == 409
    assert answers[-1] == 429


def test_a_colleague_is_told_who_has_it_open_and_gets_it_back(
    kiosk: Kiosk, clerk: Browser, server: TestClient, store: Store, clock: FakeClock
) -> None:
    body = hand_over(kiosk)
    colleague = Browser.signed_in(server, store, clock, "bert")
    clerk.open(shown(body))
    page = colleague.open(shown(body)).text
    assert "geöffnet bei: Anna" in page
    assert CANARY not in page
    assert "nicht (mehr) geöffnet" in colleague.get(f"/desk/handovers/{body['id']}").text
    clerk.open(shown(body))
    assert "zurückgegeben" in clerk.send(f"/desk/handovers/{body['id']}/release").text
    assert CANARY in colleague.open(shown(body)).text


def test_a_claim_that_nobody_works_on_lapses(
    kiosk: Kiosk, clerk: Browser, server: TestClient, store: Store, clock: FakeClock
) -> None:
    body = hand_over(kiosk)
    clerk.open(shown(body))
    clock.advance(minutes=29)
    assert CANARY in clerk.get(f"/desk/handovers/{body['id']}").text, "looking at it keeps it"
    clock.advance(minutes=31)
    colleague = Browser.signed_in(server, store, clock, "bert")
    assert CANARY in colleague.open(shown(body)).text


def test_of_two_desks_at_once_one_gets_it(
    kiosk: Kiosk, clerk: Browser, store: Store, clock: FakeClock, key_file: Path
) -> None:
    body = hand_over(kiosk)
    vault, now = open_vault(key_file), clock.now
    found: list[Found] = []
    start = threading.Barrier(6)

    def try_it(login: str) -> None:
        who = Person(login, login, "mitte")
        start.wait(20)
        work = store.submit_write(
            lambda connection: claim(connection, who, body["queue"], body["number"], "K7M", vault, now)
        )
        found.append(work.result(30).found)

    threads = [threading.Thread(target=try_it, args=(f"p{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(found) == sorted([Found.OPENED, *[Found.TAKEN] * 5])


def test_another_office_sees_and_opens_nothing(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    body = hand_over(kiosk)
    west = Browser.signed_in(server, store, clock, "wanda", "west")
    assert f"{body['number']:03d}" not in west.get("/desk").text
    assert "nichts da" in west.open(shown(body)).text


def test_corrections_and_note_stay_beside_what_was_declared(kiosk: Kiosk, clerk: Browser) -> None:
    body = hand_over(kiosk)
    clerk.open(shown(body))
    path = f"/desk/handovers/{body['id']}"
    clerk.send(f"{path}/correct", section="0", row="0", shown="Knödel")
    clerk.send(f"{path}/correct", section="0", row="1", shown="02.02.1990")
    clerk.send(f"{path}/correct", section="0", row="2", shown="deutsch, türkisch")
    page = unescape(clerk.send(f"{path}/note", note="Pass <gesehen>").text)
    assert f"<del>{CANARY}</del> <ins>Knödel</ins>" in page
    assert "Pass <gesehen>" in page
    exported = clerk.get(f"{path}/record.json").json()
    rows = exported["record"]["sections"][0]["rows"]
    assert [row["value"] for row in rows] == ["Knödel", "1990-02-02", None]
    assert exported["corrected"][0]["declared"] == CANARY
    assert exported["note"] == "Pass <gesehen>"


@pytest.mark.parametrize(("section", "row"), [("9", "0"), ("0", "9"), ("-1", "0"), ("x", "0"), ("", "")])
def test_a_row_that_is_not_there_is_not_corrected(
    kiosk: Kiosk, clerk: Browser, section: str, row: str
) -> None:
    body = hand_over(kiosk)
    clerk.open(shown(body))
    page = clerk.send(f"/desk/handovers/{body['id']}/correct", section=section, row=row, shown="x").text
    assert "gibt es in der Übergabe nicht" in page


def test_what_the_clerk_writes_is_sealed_too(kiosk: Kiosk, clerk: Browser, store: Store) -> None:
    body = hand_over(kiosk)
    clerk.open(shown(body))
    clerk.send(f"/desk/handovers/{body['id']}/note", note=CANARY)
    row = store.submit_read(lambda connection: connection.execute(select(handover)).one()).result(30)
    assert row.revision
    assert CANARY.encode() not in row.revision


def test_papers_are_printed_from_the_handover(kiosk: Kiosk, clerk: Browser) -> None:
    body = hand_over(kiosk)
    clerk.open(shown(body))
    path = f"/desk/handovers/{body['id']}/papers"
    assert clerk.get(f"{path}/vorbereitungsbogen").content == SHEET
    answer = clerk.get(f"{path}/wohnungsgeberbestaetigung")
    assert answer.content == FORM
    assert answer.headers["cache-control"] == "no-store"
    assert CANARY not in answer.headers["content-disposition"]
    assert "gibt es in der Übergabe nicht" in clerk.get(f"{path}/other").text


def test_confirmed_means_deleted(kiosk: Kiosk, clerk: Browser, store: Store) -> None:
    body = hand_over(kiosk)
    clerk.open(shown(body))
    assert "gelöscht" in clerk.send(f"/desk/handovers/{body['id']}/confirm").text
    row = store.submit_read(lambda connection: connection.execute(select(handover)).one()).result(30)
    assert (row.sealed, row.state) == (None, "confirmed")
    assert "abgeschlossen" in clerk.open(shown(body)).text
    history = store.submit_read(
        lambda connection: [
            tuple(row)
            for row in connection.execute(
                select(handover_event.c.login, handover_event.c.what).order_by(handover_event.c.id)
            )
        ]
    ).result(30)
    assert history == [("anna", "opened"), ("anna", "confirmed"), ("anna", "deleted")]


def test_a_city_may_keep_it_until_the_evening(
    database: str, clock: FakeClock, key_file: Path, store: Store
) -> None:
    with serving(database, clock, key_file, keep_confirmed=True) as server:
        kiosk = Kiosk.enrolled(server, store, clock, "mitte")
        clerk = Browser.signed_in(server, store, clock)
        body = hand_over(kiosk)
        clerk.open(shown(body))
        clerk.send(f"/desk/handovers/{body['id']}/confirm")
        page = clerk.open(shown(body)).text
    assert CANARY in page
    assert "Schon abgeschlossen" in page


# --- who may come in ------------------------------------------------------------------------------------------------

PAGES = ["/desk", "/desk/handovers/00000000-0000-7000-8000-000000000000", "/desk/handovers/x/record.json"]


@pytest.mark.parametrize("path", PAGES)
def test_whoever_is_not_signed_in_is_asked_to(server: TestClient, path: str) -> None:
    answer = server.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sign-in")


def test_a_wrong_password_is_refused_as_a_wrong_name_is(clerk: Browser, server: TestClient) -> None:
    stranger = Browser(server)
    wrong = stranger.sign_in("anna", "not the password")
    unknown = stranger.sign_in("nobody", PASSWORD)
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text == unknown.text
    assert not stranger.cookies


def test_guessing_passwords_is_slowed_down_and_the_right_one_waits_too(
    clerk: Browser, server: TestClient
) -> None:
    stranger = Browser(server)
    answers = [stranger.sign_in("anna", f"guess number {number}") for number in range(9)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert stranger.sign_in("anna", PASSWORD).status_code == 429


def test_the_cookie_is_hard_to_steal(server: TestClient, clerk: Browser) -> None:
    answer = server.post(
        "/desk/sign-in", data={"login": "anna", "password": PASSWORD}, follow_redirects=False
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-desk=")
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"))


def test_over_plain_http_nobody_signs_in(database: str, clock: FakeClock) -> None:
    from backoffice.app import create_app
    from backoffice.settings import Settings

    with TestClient(
        create_app(Settings(database=database), clock=clock), client=("192.0.2.7", 40000)
    ) as plain:
        assert plain.get("/desk/sign-in").status_code == 403
        assert plain.post("/desk/sign-in", data={"login": "anna", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Content-Type": "text/plain"},
    ],
)
def test_a_form_from_elsewhere_does_nothing(kiosk: Kiosk, clerk: Browser, headers: dict[str, str]) -> None:
    body = hand_over(kiosk)
    clerk.get("/desk")
    token = clerk.page.split('name="form_token" value="')[1].split('"')[0]
    answer = clerk.post("/desk/open", headers, shown=shown(body), form_token=token)
    assert answer.status_code == 403
    assert CANARY not in answer.text


@pytest.mark.parametrize("token", ["", "x", "ä", None])
def test_a_form_without_its_token_does_nothing(kiosk: Kiosk, clerk: Browser, token: str | None) -> None:
    body = hand_over(kiosk)
    fields = {"shown": shown(body)} | ({} if token is None else {"form_token": token})
    assert clerk.post("/desk/open", **fields).status_code == 403


def test_signing_out_ends_the_session_on_the_server(clerk: Browser, server: TestClient) -> None:
    kept = dict(clerk.cookies)
    clerk.get("/desk")
    clerk.send("/desk/sign-out")
    thief = Browser(server)
    thief.cookies = kept
    assert "Passwort" in thief.get("/desk").text


def test_a_session_ends_when_nobody_uses_it_or_the_person_goes(
    clerk: Browser, server: TestClient, store: Store, clock: FakeClock
) -> None:
    for _ in range(3):
        clock.advance(minutes=25)
        assert "Übergaben heute" in clerk.get("/desk").text
    clock.advance(minutes=31)
    assert "Passwort" in clerk.get("/desk").text
    bert = Browser.signed_in(server, store, clock, "bert")
    store.submit_write(lambda connection: set_password(connection, "bert", PASSWORD + "!")).result(30)
    assert "Passwort" in bert.get("/desk").text
    cora = Browser.signed_in(server, store, clock, "cora")
    store.submit_write(lambda connection: remove_person(connection, "cora")).result(30)
    assert "Passwort" in cora.get("/desk").text


def test_pages_are_not_kept_and_load_nothing(clerk: Browser) -> None:
    answer = clerk.get("/desk")
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "<script" not in answer.text


def test_a_database_that_is_away_is_said_in_words(clerk: Browser, server: TestClient) -> None:
    server.app.state.context.store.close()  # type: ignore[attr-defined]
    answer = clerk.get("/desk")
    assert answer.status_code == 503
    assert "Datenbank antwortet gerade nicht" in answer.text
