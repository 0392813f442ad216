# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The administration: what is changed reaches the terminals and the record of changes, and what is wrong changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Table, func, select

from backoffice.domain import calls, desks
from backoffice.domain.roles import Role
from backoffice.schema import (
    audit,
    command,
    desk,
    office,
    office_service,
    opening_exception,
    opening_hours,
    person,
    queue,
    terminal,
    ticket,
)
from backoffice.store import Store
from backoffice.web.admin import TABS
from kiosk.wire.models import TicketState
from tests.backoffice.handing_over import PASSWORD, Browser, configuration, serving
from tests.backoffice.staff import signed_in
from tests.backoffice.world import FakeClock, Kiosk, add_appointment, enrol, problem_code

HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE office; --",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }}",
    "Größe € ẞ 漢字 مرحبا",
]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])])
def engine(request: pytest.FixtureRequest) -> str:
    """What the pages do with a database, the tests of the domain try on both."""
    return str(request.param)


@pytest.fixture
def server(database: str, clock: FakeClock, tmp_path: Path) -> Iterator[TestClient]:
    with serving(database, clock, tmp_path / "key") as client:
        yield client


@pytest.fixture
def admin(server: TestClient, store: Store, clock: FakeClock) -> Browser:
    return signed_in(server, store, clock, Role.ADMIN, login="verwaltung")


@pytest.fixture
def city(server: TestClient, store: Store, clock: FakeClock) -> Browser:
    return signed_in(server, store, clock, Role.ADMIN, login="stadt", whole_city=True)


def do(browser: Browser, tab: str, step: str, office_id: str = "mitte", **fields: str) -> Any:
    browser.get(f"/admin/{office_id}/{tab}")
    return browser.send(f"/admin/{office_id}/{tab}/{step}", **fields)


def rows(store: Store, table: Table) -> list[Any]:
    return list(store.submit_read(lambda connection: connection.execute(select(table)).all()).result(30))


def done(store: Store) -> list[tuple[str, str, str]]:
    return [(row.login, row.what, row.subject) for row in sorted(rows(store, audit), key=lambda row: row.id)]


def test_opening_hours_and_exceptions_reach_the_terminals(admin: Browser, kiosk: Kiosk, store: Store) -> None:
    assert "Gespeichert" in do(admin, "office", "add-hours", weekday="3", opens="13:00", closes="18:00").text
    assert (
        "überschneidet" in do(admin, "office", "add-hours", weekday="3", opens="17:00", closes="19:00").text
    )
    do(admin, "office", "set-exception", day="2026-12-31", opens="", closes="", reason="Silvester")
    do(admin, "office", "set-exception", day="2026-12-30", opens="09:00", closes="12:00", reason="")
    do(admin, "office", "remove-exception", day="2026-12-24")
    do(admin, "office", "remove-hours", weekday="0", opens="08:00")
    found = configuration(kiosk).office
    assert [(one.weekday, f"{one.opens:%H:%M}", f"{one.closes:%H:%M}") for one in found.hours] == [
        (1, "08:00", "16:00"),
        (3, "13:00", "18:00"),
    ]
    assert [(one.day.isoformat(), one.reason) for one in found.exceptions] == [
        ("2026-12-30", ""),
        ("2026-12-31", "Silvester"),
    ]
    assert done(store) == [
        ("verwaltung", "hours-added", "3 13:00-18:00"),
        ("verwaltung", "exception-set", "2026-12-31"),
        ("verwaltung", "exception-set", "2026-12-30"),
        ("verwaltung", "exception-removed", "2026-12-24"),
        ("verwaltung", "hours-removed", "0 08:00"),
    ]


def test_a_notice_and_the_offices_data_reach_the_terminals(admin: Browser, kiosk: Kiosk) -> None:
    do(admin, "office", "notice", notice="Heute ist der Aufzug außer Betrieb.")
    changed = {
        "name": "Bürgeramt Mitte",
        "street": "Neue Straße 2",
        "postal_code": "70174",
        "place": "Stuttgart",
        "state": "BY",
        "time_zone": "Europe/Berlin",
        "early_minutes": "45",
        "late_minutes": "5",
        "lease_size": "80",
    }
    assert "Gespeichert" in do(admin, "office", "change", **changed).text
    found = configuration(kiosk)
    assert found.office.notice == "Heute ist der Aufzug außer Betrieb."
    assert (found.office.name, found.office.state, found.window.early_minutes, found.lease_size) == (
        "Bürgeramt Mitte",
        "BY",
        45,
        80,
    )


def test_what_becomes_of_somebody_who_does_not_come_is_the_offices_choice(
    admin: Browser, kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    assert "Gespeichert" in do(admin, "office", "absences", absent_behind="1", most_absences="2").text
    refused = do(admin, "office", "absences", absent_behind="1", most_absences="0")
    assert "liegt außerhalb" in refused.text
    for _ in range(3):
        clock.advance(minutes=1)
        kiosk.draw()

    def at_desk(rule: Any) -> Any:
        return store.submit_write(lambda connection: rule(connection, "mitte", "Platz 1", clock.now)).result(
            30
        )

    at_desk(desks.open_desk)
    assert at_desk(calls.call_next) == "A 001"
    at_desk(calls.absent)
    assert [at_desk(calls.call_next), at_desk(calls.finish), at_desk(calls.call_next)] == [
        "A 002",
        "A 002",
        "A 001",
    ]
    assert at_desk(calls.absent) == ("A 001", TicketState.MISSED)
    assert done(store)[-1] == ("verwaltung", "absences-changed", "1/2")


def test_a_closed_office_is_no_longer_offered_and_keeps_what_it_has(
    city: Browser, kiosk: Kiosk, store: Store, server: TestClient, clock: FakeClock
) -> None:
    west = Kiosk.enrolled(server, store, clock, "west")
    west.draw()
    add_appointment(store, office_id="west")
    assert "Kurznamen" in do(city, "office", "close", "west", id="mitte").text
    assert [one.id for one in configuration(kiosk).other_offices] == ["west"]
    do(city, "office", "close", "west", id="west")
    assert configuration(kiosk).other_offices == ()
    listed = kiosk.get("/api/v1/appointments?first=2026-11-24&last=2026-11-24")
    assert listed.json()["appointments"] == []
    own = configuration(west)
    assert (own.office.id, own.lock.locked, own.lock.message) == (
        "west",
        True,
        "Dieses Bürgerbüro ist geschlossen.",
    )
    west.draw()  # drawn before the news came
    assert len(rows(store, ticket)) == 2
    assert "geschlossen" in city.get("/admin").text
    assert "Dieses Büro ist geschlossen" in do(city, "terminals", "code", "west").text
    do(city, "office", "reopen", "west")
    assert [one.id for one in configuration(kiosk).other_offices] == ["west"]
    assert not configuration(west).lock.locked
    assert [what for _, what, _ in done(store)] == ["office-closed", "office-reopened"]


def test_queues_services_and_desks(admin: Browser, kiosk: Kiosk, store: Store) -> None:
    do(admin, "queues", "set-queue", letter="c", waiting_area="Flur", waiting_area_detail="EG", walk_in="1")
    do(admin, "queues", "set-service", service="beglaubigung", queue="C", minutes="8")
    do(admin, "queues", "set-desk", name="Platz 9", queues="c, A")
    do(admin, "queues", "stop", letter="A")
    found = configuration(kiosk).office
    assert [(one.letter, one.numbers_stopped) for one in found.queues] == [
        ("A", True),
        ("B", False),
        ("C", False),
    ]
    assert found.services[-1] == "beglaubigung"
    assert "Platz 9" in {row.name for row in rows(store, desk)}
    assert "gehören noch" in do(admin, "queues", "remove-queue", letter="C").text
    do(admin, "queues", "remove-service", service="beglaubigung")
    do(admin, "queues", "remove-desk", name="Platz 9")
    do(admin, "queues", "allow", letter="A")
    assert "Gespeichert" in do(admin, "queues", "remove-queue", letter="C").text
    assert [one.letter for one in configuration(kiosk).office.queues] == ["A", "B"]


def test_a_code_from_the_page_lets_one_terminal_in(admin: Browser, server: TestClient, store: Store) -> None:
    from uuid import uuid4

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    page = do(admin, "terminals", "code").text
    code = re.search(r'class="secret">([0-9A-Z-]+)<', page)
    assert code
    assert enrol(server, uuid4(), Ed25519PrivateKey.generate(), code[1]).status_code == 201
    assert code[1] not in admin.get("/admin/mitte/terminals").text
    assert code[1] not in str(done(store))


def test_an_order_goes_with_the_heartbeat_until_its_outcome_is_known(
    admin: Browser, kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    from tests.backoffice.test_floor_page import beat

    do(admin, "terminals", "order", terminal=str(kiosk.id), kind="lock", message="Wartung bis 12 Uhr")
    assert configuration(kiosk).lock.message == "Wartung bis 12 Uhr"
    do(admin, "terminals", "order", terminal=str(kiosk.id), kind="test-print")
    given = beat(kiosk)["commands"]
    assert sorted(one["kind"] for one in given) == ["lock", "test-print"]
    assert beat(kiosk)["commands"] == given, "told again until it is answered"
    assert "beim Terminal" in admin.get("/admin/mitte/terminals").text
    ids = {one["kind"]: one["id"] for one in given}
    outcomes = [
        {"id": ids["lock"], "outcome": "done"},
        {"id": ids["test-print"], "outcome": "failed", "detail": "paper-out"},
    ]
    assert beat(kiosk, outcomes=outcomes) == {}
    assert beat(kiosk, outcomes=[{"id": ids["test-print"], "outcome": "done"}]) == {}
    page = unescape(admin.get("/admin/mitte/terminals").text)
    assert "erledigt" in page
    assert "nicht ausgeführt: kein Papier" in page


def test_a_later_lock_or_unlock_replaces_the_one_before_and_old_orders_lapse(
    admin: Browser, kiosk: Kiosk, clock: FakeClock
) -> None:
    from tests.backoffice.test_floor_page import beat

    for kind in ("lock", "unlock", "test-print"):
        do(admin, "terminals", "order", terminal=str(kiosk.id), kind=kind)
    clock.advance(minutes=20)
    assert [one["kind"] for one in beat(kiosk)["commands"]] == ["unlock"]
    assert not configuration(kiosk).lock.locked
    admin.sign_in("verwaltung", PASSWORD)
    page = unescape(admin.get("/admin/mitte/terminals").text)
    assert "überholt" in page
    assert "abgelaufen" in page


def test_a_revoked_terminal_is_out_at_once_and_only_with_its_number_typed(
    admin: Browser, kiosk: Kiosk, store: Store
) -> None:
    do(admin, "terminals", "order", terminal=str(kiosk.id), kind="reload")
    assert "Zum Entfernen" in do(admin, "terminals", "revoke", terminal=str(kiosk.id), number="").text
    assert kiosk.get("/api/v1/queues").status_code == 200
    number = str(kiosk.enrolment.terminal_number)
    assert "entfernt" in do(admin, "terminals", "revoke", terminal=str(kiosk.id), number=number).text
    assert problem_code(kiosk.get("/api/v1/queues"), 401) == "revoked"
    assert [(row.outcome, row.detail) for row in rows(store, command)] == [("failed", "revoked")]
    again = do(admin, "terminals", "order", terminal=str(kiosk.id), kind="lock")
    assert "gibt es hier nicht" in again.text


def test_a_person_signs_in_with_the_password_that_was_shown_once(
    admin: Browser, server: TestClient, store: Store
) -> None:
    answer = do(admin, "people", "add", login="b.neu", name="Berta Neu", **{"role-floor": "1"})
    found = re.search(r'class="secret">([^<]+)<', answer.text)
    assert found
    newcomer = Browser(server)
    assert "Terminals" in newcomer.sign_in("b.neu", found[1]).text
    do(admin, "people", "roles", login="b.neu", **{"role-clerk": "1"})
    assert newcomer.get("/floor").status_code == 403, "from the next click on"
    renewed = re.search(r'class="secret">([^<]+)<', do(admin, "people", "password", login="b.neu").text)
    assert renewed
    assert 'name="password"' in newcomer.get("/desk").text
    do(admin, "people", "remove", login="b.neu")
    assert newcomer.sign_in("b.neu", renewed[1]).status_code == 403
    whats = [what for _, what, subject in done(store) if subject == "b.neu"]
    assert whats == ["person-added", "person-changed", "password-renewed", "person-removed"]
    assert found[1] not in str(rows(store, audit))


def test_nobody_raises_themselves_or_touches_whom_they_may_not(
    admin: Browser, city: Browser, store: Store
) -> None:
    everything = {"role-admin": "1", "role-clerk": "1", "whole_city": "1"}
    for step in ("roles", "password", "remove"):
        assert "Sich selbst" in do(admin, "people", step, login="verwaltung", **everything).text
        assert "ganze Stadt" in do(admin, "people", step, login="stadt", **everything).text
    assert "ganze Stadt" in do(admin, "people", "add", login="x", name="X", **everything).text
    assert {(row.login, row.roles, row.whole_city) for row in rows(store, person)} == {
        ("verwaltung", "admin", False),
        ("stadt", "admin", True),
    }
    do(city, "people", "roles", login="verwaltung", **everything)
    assert ("verwaltung", "admin clerk", True) in {
        (row.login, row.roles, row.whole_city) for row in rows(store, person)
    }


def test_an_office_administrator_stays_in_the_own_office(admin: Browser, store: Store) -> None:
    admin.get("/admin")
    assert "/admin/mitte/" in admin.page
    for tab in TABS:
        assert admin.get(f"/admin/west/{tab}").status_code == 403
        assert admin.get(f"/admin/nowhere/{tab}").status_code == 403
        for step in TABS[tab].steps:
            admin.get("/admin/mitte/office")
            assert admin.send(f"/admin/west/{tab}/{step}", letter="A").status_code == 403
    admin.get("/admin/mitte/office")
    assert admin.send("/admin/offices", id="neu", name="Neu").status_code == 403
    assert done(store) == []


def test_a_new_office_is_set_up_from_nothing(
    city: Browser, store: Store, clock: FakeClock, server: TestClient
) -> None:
    city.get("/admin")
    new = {"id": "nord", "name": "Nord", "street": "Weg 1", "postal_code": "70175", "place": "Stuttgart"}
    assert "ist schon vergeben" in city.send("/admin/offices", **{**new, "id": "west"}, state="BW").text
    assert "angelegt" in city.send("/admin/offices", **new, state="BW").text
    do(city, "queues", "set-queue", "nord", letter="A", waiting_area="Halle", walk_in="1")
    do(city, "queues", "set-service", "nord", service="kontakt", queue="A", minutes="5")
    kiosk = Kiosk.enrolled(server, store, clock, "nord")
    assert configuration(kiosk).office.name == "Nord"
    assert kiosk.draw(service="kontakt")["office_id"] == "nord"


FORMS = [
    ("office", "notice", {"notice": ""}),
    ("office", "set-exception", {"day": "2026-12-30", "reason": ""}),
    ("queues", "set-queue", {"letter": "A", "waiting_area": "", "waiting_area_detail": ""}),
    ("queues", "set-desk", {"name": "", "queues": "A"}),
    ("people", "add", {"login": "neu", "name": ""}),
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(("tab", "step", "fields"), FORMS)
def test_html_and_sql_in_a_text_are_a_text(
    admin: Browser, store: Store, tab: str, step: str, fields: dict[str, str], words: str
) -> None:
    filled = {name: value or words for name, value in fields.items()}
    assert do(admin, tab, step, **filled).status_code == 200
    page = admin.get(f"/admin/mitte/{tab}").text
    assert words in unescape(page)
    assert "<script>alert" not in page
    assert 'onmouseover="alert' not in page
    assert len(rows(store, office)) == 2


@pytest.mark.parametrize(
    ("tab", "step", "fields"),
    [
        ("office", "notice", {"notice": "a\x00b"}),
        ("office", "notice", {"notice": "a\u202eb"}),
        ("office", "notice", {"notice": "x" * 201}),
        ("office", "add-hours", {"weekday": "7", "opens": "08:00", "closes": "09:00"}),
        ("office", "add-hours", {"weekday": "2", "opens": "09:00", "closes": "08:00"}),
        ("office", "add-hours", {"weekday": "2", "opens": "25:00", "closes": "26:00"}),
        ("office", "add-hours", {"weekday": "²", "opens": "08:00", "closes": "09:00"}),
        ("office", "set-exception", {"day": "2026-02-30"}),
        ("office", "set-exception", {"day": "9999-12-31"}),
        ("office", "set-exception", {"day": "2026-12-30", "opens": "08:00"}),
        ("office", "change", {"name": "X"}),
        ("queues", "set-queue", {"letter": "O", "waiting_area": "x"}),
        ("queues", "set-queue", {"letter": "AB", "waiting_area": "x"}),
        ("queues", "set-service", {"service": "kontakt", "queue": "Z", "minutes": "5"}),
        ("queues", "set-service", {"service": "../etc", "queue": "A", "minutes": "5"}),
        ("queues", "set-service", {"service": "kontakt", "queue": "A", "minutes": "0"}),
        ("queues", "set-desk", {"name": "Neu", "queues": "Z"}),
        ("queues", "set-desk", {"name": "Neu", "queues": "<>"}),
        ("queues", "stop", {"letter": "Z"}),
        ("terminals", "order", {"terminal": "x", "kind": "lock"}),
        ("terminals", "order", {"terminal": "00000000-0000-0000-0000-000000000000", "kind": "lock"}),
        ("terminals", "order", {"terminal": "00000000-0000-0000-0000-000000000000", "kind": "format-disk"}),
        ("people", "add", {"login": "Ä <b>", "name": "x"}),
        ("people", "add", {"login": "x", "name": ""}),
        ("people", "remove", {"login": "nobody"}),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(
    admin: Browser, kiosk: Kiosk, store: Store, tab: str, step: str, fields: dict[str, str]
) -> None:
    tables = [
        office,
        opening_hours,
        opening_exception,
        queue,
        office_service,
        desk,
        terminal,
        person,
        command,
    ]

    def count() -> list[Any]:
        return store.submit_read(
            lambda connection: [
                connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
            ]
        ).result(30)

    before = count()
    answer = do(admin, tab, step, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert count() == before
    assert done(store) == []


def test_a_refused_form_comes_back_as_it_was_filled_in(admin: Browser) -> None:
    page = do(admin, "queues", "set-desk", name="Platz 77", queues="Z").text
    assert 'value="Platz 77"' in page
    assert "Warteschlangen: gibt es hier nicht." in page


def test_the_record_of_changes_is_read_page_by_page(admin: Browser, store: Store, clock: FakeClock) -> None:
    from backoffice.domain.audit import Change, note

    now = clock.now
    store.submit_write(
        lambda connection: [
            note(connection, "anna", "mitte", Change.QUEUE_SET, f"n{number}", now) for number in range(130)
        ]
    ).result(30)
    page = admin.get("/admin/mitte/audit").text
    assert "n129" in page
    assert "n30<" in page
    assert "n29<" not in page
    older = re.search(r"\?before=\d+", page)
    assert older
    assert "n29<" in admin.get(f"/admin/mitte/audit{older[0]}").text
    assert admin.get("/admin/mitte/audit?before=' OR 1=1").status_code == 200


def test_a_form_of_another_site_changes_nothing(admin: Browser, store: Store) -> None:
    admin.get("/admin/mitte/office")
    token = re.search(r'name="form_token" value="([^"]+)"', admin.page)
    assert token
    assert admin.post("/admin/mitte/office/notice", notice="x").status_code == 403
    foreign = {"Origin": "https://evil.example"}
    answer = admin.post("/admin/mitte/office/notice", headers=foreign, form_token=token[1], notice="x")
    assert answer.status_code == 403
    assert done(store) == []
