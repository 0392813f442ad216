# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page for staff, for every role: what is not granted is denied, and denied looks alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from argon2 import Type
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Route

from backoffice.app import create_app
from backoffice.domain.people import Person, find_person, password_hasher
from backoffice.domain.roles import Right, Role, keep_roles, read_roles, rights
from backoffice.settings import Settings
from backoffice.store import Store
from tests.backoffice.handing_over import PASSWORD, Browser, serving
from tests.backoffice.staff import signed_in
from tests.backoffice.world import FakeClock

AREAS = ("/desk", "/workplace", "/floor", "/admin", "/figures")
OPEN = {("/desk/sign-in", "GET"), ("/desk/sign-in", "POST")}
FILLED = {
    "handover_id": str(UUID(int=1)),
    "name": "sheet",
    "office": "mitte",
    "tab": "office",
    "step": "notice",
}


@pytest.fixture
def engine() -> str:
    """Who may see what is decided before any database is asked about it."""
    return "sqlite"


@pytest.fixture
def server(database: str, clock: FakeClock, tmp_path: Path) -> Iterator[TestClient]:
    with serving(database, clock, tmp_path / "key") as client:
        yield client


def all_routes(routes: Iterable[Any]) -> Iterator[Any]:
    """Also those behind a router that was included; some versions of FastAPI keep it as one."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from all_routes(inner.routes)


def staff_routes() -> list[tuple[str, str, Right | None]]:
    """(path, method, what it needs) of every page for staff, as the application has them."""
    app: FastAPI = create_app(Settings(database="sqlite:///unused"))
    found = []
    for route in all_routes(app.routes):
        if not isinstance(route, Route) or not route.path.startswith(AREAS):
            continue
        for method in sorted((route.methods or set()) - {"HEAD"}):
            if (route.path, method) in OPEN:
                continue
            assert hasattr(route.endpoint, "needs"), f"{method} {route.path} lets everybody in"
            found.append((route.path, method, route.endpoint.needs))
    return found


def test_every_page_for_staff_says_what_it_needs() -> None:
    routes = staff_routes()
    assert len(routes) > 25
    assert [path for path, _, needs in routes if needs is None] == [
        "/desk/sign-out",
        "/desk/password",
        "/desk/password",
    ]
    assert {needs for _, _, needs in routes} == {None, *Right}


@pytest.mark.parametrize("roles", [(), (Role.CLERK,), (Role.FLOOR,), (Role.ADMIN,)], ids=str)
def test_a_role_opens_its_own_pages_and_no_others(
    server: TestClient, store: Store, clock: FakeClock, roles: tuple[Role, ...]
) -> None:
    browser = signed_in(server, store, clock, *roles, whole_city=True)
    granted = rights(roles)
    for path, method, needs in staff_routes():
        if needs is None:
            continue
        address = path.format(**FILLED)
        answer = browser.get(address) if method == "GET" else browser.post(address, x="y")
        denied = answer.status_code == 403 and "nicht freigegeben" in answer.text
        assert denied is (needs not in granted), f"{method} {address} as {roles}"


def test_nobody_who_is_not_signed_in_gets_further_than_the_door(server: TestClient) -> None:
    for path, method, _ in staff_routes():
        answer = server.request(method, path.format(**FILLED), follow_redirects=False)
        if answer.status_code == 303:
            assert answer.headers["location"] == "/desk/sign-in"
        else:
            assert answer.headers["hx-redirect"] == "/desk/sign-in"
            assert answer.content == b""


@pytest.mark.parametrize(
    ("roles", "begins"),
    [
        ((Role.FLOOR,), "Bürgerbüro Mitte · Terminals"),
        ((Role.ADMIN,), "Bürgerbüro Mitte · Terminals"),
        ((), "nicht freigegeben"),
    ],
)
def test_everybody_begins_where_they_may(
    server: TestClient, store: Store, clock: FakeClock, roles: tuple[Role, ...], begins: str
) -> None:
    assert begins in signed_in(server, store, clock, *roles).page


def test_a_role_of_a_later_version_grants_nothing_here() -> None:
    assert read_roles("clerk mayor") == {Role.CLERK}
    assert read_roles("") == frozenset()
    assert rights(read_roles("mayor")) == frozenset()
    assert keep_roles([Role.FLOOR, Role.CLERK]) == "clerk floor"


def test_rights_for_the_whole_city_open_other_offices_but_no_desk_there() -> None:
    boss = Person("a", "A", "mitte", frozenset(Role), whole_city=True)
    clerk = Person("b", "B", "mitte", frozenset(Role))
    assert boss.may(Right.ADMINISTRATION, "west")
    assert not boss.may(Right.DESK, "west")
    assert not clerk.may(Right.FIGURES, "west")
    assert clerk.may(Right.DESK, "mitte")


def test_whoever_was_there_before_roles_came_is_a_clerk(store: Store, clock: FakeClock) -> None:
    from backoffice.schema import person

    store.submit_write(
        lambda connection: connection.execute(
            person.insert().values(
                login="alt", name="Alt", office_id="mitte", password_hash="x", added_at=clock.now
            )
        )
    ).result(30)
    found = store.submit_read(lambda connection: find_person(connection, "alt")).result(30)
    assert found is not None
    assert (found.roles, found.whole_city) == ({Role.CLERK}, False)


NEW = "something else entirely"


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("wrong", NEW, NEW, "bisherige Passwort ist nicht richtig"),
        (PASSWORD, NEW, NEW + "!", "nicht gleich"),
        (PASSWORD, "short", "short", "mindestens 12 Zeichen"),
        (PASSWORD, PASSWORD, PASSWORD, "ist das bisherige"),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    server: TestClient, store: Store, clock: FakeClock, old: str, new: str, again: str, says: str
) -> None:
    browser = signed_in(server, store, clock, Role.FLOOR)
    browser.get("/desk/password")
    assert says in browser.send("/desk/password", old=old, new=new, again=again).text
    assert browser.sign_in("anna", PASSWORD).status_code == 200


def test_whoever_changes_their_password_signs_in_with_it(
    server: TestClient, store: Store, clock: FakeClock
) -> None:
    browser, elsewhere = signed_in(server, store, clock, Role.FLOOR), Browser(server)
    elsewhere.sign_in("anna", PASSWORD)
    browser.get("/desk/password")
    assert 'name="login"' in browser.send("/desk/password", old=PASSWORD, new=NEW, again=NEW).text
    assert 'name="login"' in elsewhere.get("/floor").text, "signed out everywhere"
    assert browser.sign_in("anna", PASSWORD).status_code == 403
    assert browser.sign_in("anna", NEW).status_code == 200


def test_guessing_the_password_of_a_browser_left_open_is_slowed_down(
    server: TestClient, store: Store, clock: FakeClock
) -> None:
    browser = signed_in(server, store, clock, Role.FLOOR)
    browser.get("/desk/password")
    answers = [
        browser.send("/desk/password", old=f"no {i}", new=NEW, again=NEW).status_code for i in range(12)
    ]
    assert answers[0] == 403
    assert answers[-1] == 429


def test_passwords_cost_what_rfc_9106_asks_of_small_machines() -> None:
    hasher = password_hasher()
    assert (hasher.type, hasher.time_cost, hasher.memory_cost, hasher.parallelism) == (Type.ID, 3, 65_536, 4)
