# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backoffice.domain.calls import call_next, finish
from backoffice.domain.desks import open_desk
from backoffice.store import Store
from backoffice.web.texts import preferred
from kiosk.wire.leases import b64encode
from kiosk.wire.models import TicketStatus
from tests.backoffice.world import FakeClock, Kiosk, problem_code


class Visible(HTMLParser):
    """What a person reads, and which tags there are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.text.append(data.strip())


def read(server: TestClient, token: str, language: str = "de") -> str:
    answer = server.get(f"/s/{token}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return " ".join(Visible(answer.text).text)


def at_desk(store: Store, clock: FakeClock, *rules: object) -> None:
    now = clock.now
    for rule in rules:
        store.submit_write(lambda connection, rule=rule: rule(connection, "mitte", "Platz 1", now)).result(30)


def test_the_page_follows_a_number_from_waiting_to_done(
    server: TestClient, kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    kiosk.draw()
    clock.advance(minutes=1)
    kiosk.draw()
    clock.advance(minutes=1)
    token = kiosk.draw()["status_token"]
    page = read(server, token)
    assert "Bürgerbüro Mitte" in page
    assert "A 003" in page
    assert "Vor Ihnen warten noch 2 Personen." in page
    assert "Wartebereich A" in page
    assert "Die Wartezeit ist im Moment nicht bekannt." in page
    at_desk(store, clock, open_desk, call_next)
    page = read(server, token)
    assert "Vor Ihnen wartet noch 1 Person." in page
    assert "Minuten" in page
    at_desk(store, clock, finish, call_next)
    assert "Sie sind als Nächstes dran." in read(server, token)
    at_desk(store, clock, finish, call_next)
    assert "Sie werden aufgerufen. Bitte gehen Sie jetzt zu: Platz 1" in read(server, token)
    at_desk(store, clock, finish)
    assert "Ihr Besuch ist beendet." in read(server, token)


def test_the_page_speaks_english(server: TestClient, kiosk: Kiosk) -> None:
    kiosk.draw()
    token = kiosk.draw()["status_token"]
    page = read(server, token, "en-GB,en;q=0.9,de;q=0.8")
    assert "1 person is waiting before you." in page
    assert "Ihre" not in page


@pytest.mark.parametrize(
    ("header", "fallback", "tag"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "", "de"),
        ("en", "", "en"),
        ("nl,en;q=0.5", "", "en"),
        ("fr,en;q=0.5", "", "fr"),
        ("de;q=0.5,en;q=0.6", "", "en"),
        ("en;q=0", "", "de"),
        ("xx", "en", "en"),
        ("xx", "yy", "de"),
        ("", "", "de"),
        ("*;q=0.1, <script>", "", "de"),
        ("../../etc/passwd", "../en", "de"),
    ],
)
def test_the_language_is_the_best_one_there_is(header: str, fallback: str, tag: str) -> None:
    assert preferred(header, fallback) == tag


def test_the_page_is_private_small_and_needs_nothing_else(server: TestClient, kiosk: Kiosk) -> None:
    token = kiosk.draw()["status_token"]
    answer = server.get(f"/s/{token}")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert answer.headers["x-robots-tag"] == "noindex"
    assert len(answer.content) < 4096
    tags = Visible(answer.text).tags
    assert not {"script", "img", "link", "a", "form", "iframe"} & {tag for tag, _ in tags}
    assert ("html", {"lang": "de", "dir": "ltr"}) in tags
    assert ("meta", {"http-equiv": "refresh", "content": "8"}) in tags
    for secret in (token, str(kiosk.id), "reisepass"):
        assert secret not in answer.text


def test_the_same_is_there_for_programs(server: TestClient, kiosk: Kiosk) -> None:
    kiosk.draw()
    body = kiosk.draw()
    status = TicketStatus.model_validate_json(server.get(f"/api/v1/status/{body['status_token']}").content)
    assert (status.label, status.ahead, status.state, status.desk) == ("A 002", 1, "waiting", "")
    assert set(server.get(f"/api/v1/status/{body['status_token']}").json()) == set(TicketStatus.model_fields)


def test_a_link_names_the_office_and_one_of_an_older_slip_need_not(server: TestClient, kiosk: Kiosk) -> None:
    token = kiosk.draw()["status_token"]
    link = kiosk.get("/api/v1/configuration").json()["status_url"] + token
    assert link == f"http://testserver/s/mitte/{token}"
    assert server.get(link).status_code == server.get(f"/s/{token}").status_code == 200
    for elsewhere in (
        f"/s/west/{token}",
        f"/s/nowhere/{token}",
        f"/s/a/b/{token}",
        f"/s/%00/{token}",
        "/s/mitte/",
    ):
        assert server.get(elsewhere).status_code == 404
    assert server.get(f"/api/v1/status/{token}?office=mitte").status_code == 200
    assert problem_code(server.get(f"/api/v1/status/{token}?office=west"), 404) == "status-unknown"


def test_a_link_ends_with_its_day(server: TestClient, kiosk: Kiosk, clock: FakeClock) -> None:
    token = kiosk.draw()["status_token"]
    clock.advance(hours=13, minutes=59)
    assert server.get(f"/s/{token}").status_code == 200
    clock.advance(minutes=2)
    assert server.get(f"/s/{token}").status_code == 404
    assert problem_code(server.get(f"/api/v1/status/{token}"), 404) == "status-unknown"


HOSTILE = [
    "",
    "x",
    "A" * 21,
    "A" * 22,
    "A" * 23,
    "A" * 5000,
    "%00",
    "..%2f..%2fetc%2fpasswd",
    "etc/passwd",
    "'%20OR%20'1'%3D'1",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "%ff%fe",
    "a/b/c",
    "%",
]


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("token", HOSTILE)
def test_a_link_that_leads_nowhere_shows_a_kind_page(server: TestClient, kiosk: Kiosk, token: str) -> None:
    kiosk.draw()
    answer = server.get(f"/s/{token}", follow_redirects=False)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Ihre gedruckte Nummer gilt trotzdem." in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("path", ["/", "/s", "/s/"])
def test_a_link_cut_off_before_its_token_shows_the_same_page(server: TestClient, path: str) -> None:
    answer = server.get(path, follow_redirects=False)
    assert answer.status_code == 404
    assert "Ihre gedruckte Nummer gilt trotzdem." in answer.text


@pytest.mark.parametrize("size", [12, 16])
def test_a_short_link_and_one_of_an_older_terminal_show_their_ticket(
    server: TestClient, kiosk: Kiosk, size: int
) -> None:
    token = kiosk.draw(status_token=b64encode(bytes(range(size))))["status_token"]
    assert len(token) in (16, 22)
    assert server.get(f"/s/{token}").status_code == 200
    assert server.get(f"/api/v1/status/{token}").status_code == 200


def test_a_truncated_link_is_not_completed(server: TestClient, kiosk: Kiosk) -> None:
    token = kiosk.draw()["status_token"]
    for cut in (token[:-1], token[:10], token + "A", token.swapcase()):
        assert server.get(f"/s/{cut}").status_code == 404


@pytest.mark.parametrize("engine", ["sqlite"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_no_token_breaks_the_page(server: TestClient, token: str) -> None:
    from urllib.parse import quote

    assert server.get(f"/s/{quote(token, safe='')}").status_code == 404
    assert server.get(f"/api/v1/status/{quote(token or 'x', safe='')}").status_code == 404
