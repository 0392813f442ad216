# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may unlock terminals: granted in the administration, and gone from the list with the badge or the person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from backoffice.domain.people import add_person
from backoffice.domain.roles import Role
from backoffice.store import Store
from kiosk.wire.models import TerminalConfiguration
from kiosk.wire.staff import StaffList
from tests.backoffice.handing_over import PASSWORD, Browser, serving
from tests.backoffice.staff import signed_in
from tests.backoffice.world import FakeClock, Kiosk

PEOPLE = "/admin/mitte/people"


@pytest.fixture
def server(database: str, clock: FakeClock, tmp_path: Path) -> Iterator[TestClient]:
    with serving(database, clock, tmp_path / "key") as client:
        yield client


@pytest.fixture
def boss(server: TestClient, store: Store, clock: FakeClock) -> Browser:
    """An administrator; ``lena`` looks after the floor, ``kurt`` sits at a desk."""
    for login, role in (("lena", Role.FLOOR), ("kurt", Role.CLERK)):
        now = clock.now
        store.submit_write(
            lambda connection, login=login, role=role, now=now: add_person(
                connection, login, login.title(), "mitte", PASSWORD, now, roles=[role]
            )
        ).result(30)
    browser = signed_in(server, store, clock, Role.ADMIN, login="chef")
    browser.get(PEOPLE)
    return browser


def listed(kiosk: Kiosk) -> StaffList:
    answer = kiosk.get("/api/v1/staff-list")
    assert answer.status_code == 200, answer.text
    return StaffList.model_validate_json(answer.content)


def tag(kiosk: Kiosk) -> str:
    return TerminalConfiguration.model_validate_json(kiosk.get("/api/v1/configuration").content).staff_tag


def give(boss: Browser, login: str = "lena") -> tuple[str, str]:
    shown = unescape(boss.send(f"{PEOPLE}/access", login=login).text)
    found = re.search(r'class="secret">(\d{3}) (\d{6})<', shown)
    assert found, shown
    return found[1], found[2]


def test_number_and_pin_are_shown_once_and_reach_the_terminals_as_a_hash(boss: Browser, kiosk: Kiosk) -> None:
    assert tag(kiosk) == ""
    assert listed(kiosk).people == ()
    number, pin = give(boss)
    (lena,) = listed(kiosk).people
    assert lena.staff == number
    assert lena.badge == ""
    assert PasswordHasher().verify(lena.pin_hash, pin)
    assert pin not in boss.get(PEOPLE).text
    assert tag(kiosk) != ""
    assert "lena" not in kiosk.get("/api/v1/staff-list").text.lower(), "a terminal needs no names"


def test_a_badge_is_printed_once_and_a_new_one_replaces_it(boss: Browser, kiosk: Kiosk) -> None:
    give(boss)
    shown = boss.send(f"{PEOPLE}/badge", login="lena").text
    assert "<svg" in shown
    assert "Ausweis 101" in shown
    first = listed(kiosk).people[0].badge
    assert len(first) == 43
    boss.get(PEOPLE)
    assert "<svg" not in boss.page
    boss.send(f"{PEOPLE}/badge", login="lena")
    assert listed(kiosk).people[0].badge not in ("", first)


def test_a_lost_badge_is_gone_from_the_list_and_the_pin_stays(boss: Browser, kiosk: Kiosk) -> None:
    give(boss)
    boss.send(f"{PEOPLE}/badge", login="lena")
    before = tag(kiosk)
    boss.get(PEOPLE)
    boss.send(f"{PEOPLE}/badge-lost", login="lena")
    (lena,) = listed(kiosk).people
    assert lena.badge == ""
    assert tag(kiosk) not in ("", before)
    assert "Ausweis gesperrt" in unescape(boss.get("/admin/mitte/audit").text)


@pytest.mark.parametrize("step", ["access-end", "remove"])
def test_whoever_has_no_access_or_has_left_is_gone_and_the_number_is_never_given_again(
    boss: Browser, kiosk: Kiosk, step: str, store: Store, clock: FakeClock
) -> None:
    number, _ = give(boss)
    boss.get(PEOPLE)
    boss.send(f"{PEOPLE}/{step}", login="lena")
    assert listed(kiosk).people == ()
    now = clock.now
    store.submit_write(
        lambda connection: add_person(connection, "neu", "Neu", "mitte", PASSWORD, now, roles=[Role.FLOOR])
    ).result(30)
    boss.get(PEOPLE)
    assert give(boss, "neu")[0] != number


def test_after_a_year_it_has_to_be_given_anew(boss: Browser, kiosk: Kiosk, clock: FakeClock) -> None:
    give(boss)
    clock.advance(days=365)
    assert len(listed(kiosk).people) == 1
    clock.advance(days=1)
    assert listed(kiosk).people == ()


def test_a_new_pin_keeps_the_number_and_ends_the_old_pin(boss: Browser, kiosk: Kiosk) -> None:
    number, old = give(boss)
    boss.get(PEOPLE)
    again, new = give(boss)
    assert (again, new != old) == (number, True)
    assert PasswordHasher().verify(listed(kiosk).people[0].pin_hash, new)


def test_only_who_looks_after_terminals_unlocks_them(boss: Browser, kiosk: Kiosk) -> None:
    answer = boss.send(f"{PEOPLE}/access", login="kurt")
    assert "Rolle Lotse" in unescape(answer.text)
    assert listed(kiosk).people == ()


def test_another_office_sees_nothing_of_it(
    boss: Browser, server: TestClient, store: Store, clock: FakeClock
) -> None:
    give(boss)
    west = Kiosk.enrolled(server, store, clock, "west")
    assert listed(west).people == ()


def test_an_unchanged_list_is_not_sent_again(boss: Browser, kiosk: Kiosk) -> None:
    give(boss)
    etag = kiosk.get("/api/v1/staff-list").headers["etag"]
    assert kiosk.get("/api/v1/staff-list", **{"If-None-Match": etag}).status_code == 304


def test_a_person_who_does_not_exist_is_answered_kindly(boss: Browser) -> None:
    for step in ("access", "badge", "badge-lost", "access-end"):
        for login in ("", "nobody", "<b>", "' OR 1=1 --", "x" * 300):
            answer = boss.send(f"{PEOPLE}/{step}", login=login)
            assert answer.status_code == 422
            assert 'role="alert"' in answer.text
