# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hand-overs on the server: kept sealed for their day, once, opened by the office's key alone, and gone in the evening."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from backoffice.domain.handover_keys import GOOD_FOR, private_key
from backoffice.domain.handovers import sweep
from backoffice.schema import handover, handover_event, handover_key, handover_paper, metadata
from backoffice.store import Store
from backoffice.vault import open_vault
from kiosk.wire.bundle import unpack
from kiosk.wire.leases import b64decode
from kiosk.wire.sealing import Purpose, SealingError, key_is_genuine, unseal
from tests.backoffice.handing_over import (
    CANARY,
    FORM,
    TOKEN,
    Browser,
    configuration,
    hand_over,
    sealed_handover,
    serving,
    shown,
)
from tests.backoffice.world import DAY, FakeClock, Kiosk, problem_code


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "handover.key"


@pytest.fixture
def server(database: str, clock: FakeClock, key_file: Path) -> Iterator[TestClient]:
    with serving(database, clock, key_file) as client:
        yield client


def count(store: Store, table_name: str) -> int:
    table = metadata.tables[table_name]
    return store.submit_read(
        lambda connection: connection.execute(select(func.count()).select_from(table)).scalar_one()
    ).result(30)


def do_sweep(store: Store, clock: FakeClock) -> int:
    now = clock.now
    return store.submit_write(lambda connection: sweep(connection, now)).result(30)


def test_the_configuration_carries_one_key_of_the_office_signed_by_the_server(kiosk: Kiosk) -> None:
    (key,) = configuration(kiosk).handover_keys
    assert (key.office_id, key.first_day) == ("mitte", DAY)
    assert key.last_day == DAY + timedelta(days=GOOD_FOR - 1)
    assert key_is_genuine(key, b64decode(kiosk.enrolment.server_key))
    assert not key_is_genuine(
        key.model_copy(update={"office_id": "west"}), b64decode(kiosk.enrolment.server_key)
    )
    assert configuration(kiosk).handover_keys == (key,), "asked again, it is the same, so the ETag is too"
    assert configuration(kiosk).paper_url == "https://termin.example/w/mitte/"


def test_each_day_has_its_own_key_and_old_ones_end(kiosk: Kiosk, store: Store, clock: FakeClock) -> None:
    first = configuration(kiosk).handover_keys[0]
    clock.advance(days=1)
    assert configuration(kiosk).handover_keys[0].id != first.id
    clock.advance(days=GOOD_FOR - 2)
    do_sweep(store, clock)
    assert count(store, "handover_key") == 2, "a terminal without a line may still seal to the first"
    clock.advance(days=1)
    do_sweep(store, clock)
    left = store.submit_read(lambda connection: connection.execute(select(handover_key.c.id)).scalars().all())
    assert first.id not in left.result(30)


def test_a_handover_is_kept_once_however_often_it_comes(kiosk: Kiosk, store: Store) -> None:
    body = hand_over(kiosk)
    again = kiosk.put(f"/api/v1/handovers/{body['id']}", body)
    assert (again.status_code, again.json()["repeated"]) == (200, True)
    assert count(store, "handover") == 1


def test_another_content_under_the_same_id_is_a_conflict(kiosk: Kiosk) -> None:
    body = hand_over(kiosk)
    other = {**body, "sealed": body["sealed"][:-4] + "AAAA"}
    assert problem_code(kiosk.put(f"/api/v1/handovers/{body['id']}", other), 409) == "conflict"


def test_a_handover_may_come_before_its_ticket(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    ticket = kiosk.ticket()
    body = sealed_handover(kiosk, ticket)
    assert kiosk.put(f"/api/v1/handovers/{body['id']}", body).status_code == 201
    assert kiosk.put(f"/api/v1/tickets/{ticket['id']}", ticket).status_code == 201
    assert CANARY in Browser.signed_in(server, store, clock).open(shown(body)).text


def test_the_id_in_the_address_counts(kiosk: Kiosk) -> None:
    body = sealed_handover(kiosk, kiosk.draw())
    assert problem_code(kiosk.put(f"/api/v1/handovers/{uuid4()}", body), 422) == "id-mismatch"


def test_a_terminal_hands_over_for_its_own_office_only(
    server: TestClient, store: Store, clock: FakeClock
) -> None:
    west = Kiosk.enrolled(server, store, clock, "west")
    mitte = Kiosk.enrolled(server, store, clock, "mitte")
    body = sealed_handover(mitte, mitte.draw())
    assert problem_code(west.put(f"/api/v1/handovers/{body['id']}", body), 404) == "other-office"


def test_what_comes_after_its_day_is_not_kept_and_the_receipt_says_so(
    kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    body = sealed_handover(kiosk, kiosk.draw(), paper_token=TOKEN)
    clock.advance(days=1)
    answer = kiosk.put(f"/api/v1/handovers/{body['id']}", body)
    assert (answer.status_code, answer.json()["note"]) == (201, "expired")
    assert count(store, "handover") == count(store, "handover_paper") == 0


def test_a_handover_from_a_clock_that_is_ahead_is_filed_under_today(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    body = sealed_handover(kiosk, kiosk.draw(), valid_on=str(DAY + timedelta(days=1)))
    answer = kiosk.put(f"/api/v1/handovers/{body['id']}", body)
    assert answer.json()["note"] == "day-differs"
    assert CANARY in Browser.signed_in(server, store, clock).open(shown(body)).text


def test_one_sealed_to_an_unknown_key_is_kept_and_flagged(kiosk: Kiosk, store: Store) -> None:
    body = sealed_handover(kiosk, kiosk.draw(), key_id="20260101-00000000")
    assert kiosk.put(f"/api/v1/handovers/{body['id']}", body).json()["note"] == "key-unknown"
    assert count(store, "handover") == 1


def test_it_opens_with_the_offices_key_for_its_own_purpose_only(
    kiosk: Kiosk, store: Store, key_file: Path
) -> None:
    body = hand_over(kiosk)
    vault = open_vault(key_file)

    def key(office: str) -> bytes | None:
        return store.submit_read(
            lambda connection: private_key(connection, office, body["key_id"], vault)
        ).result(30)

    private, sealed = key("mitte"), b64decode(body["sealed"])
    assert private is not None
    assert key("west") is None
    right = Purpose("mitte", body["id"], DAY, body["key_id"])
    assert unpack(unseal(sealed, body["suite"], private, right)).record.sections[0].rows[0].shown == CANARY
    for wrong in (
        Purpose("west", body["id"], DAY, body["key_id"]),
        Purpose("mitte", uuid4(), DAY, body["key_id"]),
        Purpose("mitte", body["id"], DAY + timedelta(days=1), body["key_id"]),
        Purpose("mitte", body["id"], DAY, "another"),
    ):
        with pytest.raises(SealingError):
            unseal(sealed, body["suite"], private, wrong)


def test_the_private_key_is_useless_without_the_key_file(kiosk: Kiosk, store: Store, tmp_path: Path) -> None:
    body = hand_over(kiosk)
    other = open_vault(tmp_path / "other.key")
    found = store.submit_read(
        lambda connection: private_key(connection, "mitte", body["key_id"], other)
    ).result(30)
    assert found is None


def test_a_server_with_another_key_file_makes_its_own_keys_and_says_what_it_cannot_open(
    kiosk: Kiosk, store: Store, database: str, clock: FakeClock, tmp_path: Path
) -> None:
    body = hand_over(kiosk)
    old = configuration(kiosk).handover_keys[0].id
    with serving(database, clock, tmp_path / "other.key") as second:
        kiosk.server = second
        assert configuration(kiosk).handover_keys[0].id != old
        page = Browser.signed_in(second, store, clock).open(shown(body)).text
    assert "lässt sich nicht öffnen" in page


def test_without_a_key_file_no_handovers_are_taken(kiosk: Kiosk, server: TestClient, engine: str) -> None:
    body = sealed_handover(kiosk, kiosk.draw())
    context = server.app.state.context  # type: ignore[attr-defined]
    object.__setattr__(context, "vault", None)
    assert configuration(kiosk).handover_keys == ()
    assert problem_code(kiosk.put(f"/api/v1/handovers/{body['id']}", body), 404) == "handovers-not-taken"


def test_in_the_evening_nothing_is_left_but_who_did_what(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    body = hand_over(kiosk, paper_token=TOKEN)
    browser = Browser.signed_in(server, store, clock)
    browser.open(shown(body))
    assert do_sweep(store, clock) == 0, "today it stays"
    clock.advance(days=1)
    assert do_sweep(store, clock) == 1

    def left(connection: object) -> tuple[object, ...]:
        row = connection.execute(select(handover)).one()  # type: ignore[attr-defined]
        events = connection.execute(  # type: ignore[attr-defined]
            select(handover_event.c.what).order_by(handover_event.c.id)
        ).scalars()
        papers = connection.execute(select(func.count()).select_from(handover_paper)).scalar_one()  # type: ignore[attr-defined]
        return row.sealed, row.revision, papers, list(events)

    assert store.submit_read(left).result(30) == (None, None, 0, ["opened", "deleted"])
    again = kiosk.put(f"/api/v1/handovers/{body['id']}", body)
    assert again.json()["repeated"], "a repetition is still known as one"
    clock.advance(days=32)
    do_sweep(store, clock)
    assert count(store, "handover") == 0


def test_yesterdays_cannot_be_opened_even_before_it_is_deleted(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    body = hand_over(kiosk, paper_token=TOKEN)
    clock.advance(days=1)
    assert "nichts da" in Browser.signed_in(server, store, clock).open(shown(body)).text
    assert server.get(f"/w/{TOKEN}").status_code == 404


def test_the_link_gives_the_paper_and_the_server_keeps_nothing_that_does(
    kiosk: Kiosk, server: TestClient, store: Store
) -> None:
    body = hand_over(kiosk, paper_token=TOKEN)
    for elsewhere in (f"/w/west/{TOKEN}", f"/w/%00/{TOKEN}"):
        assert server.get(elsewhere).status_code == 404
    assert server.get(f"/w/{TOKEN}").status_code == 200  # the link of an older slip
    answer = server.get(f"/w/mitte/{TOKEN}")
    assert (answer.content, answer.headers["content-type"]) == (FORM, "application/pdf")
    assert answer.headers["cache-control"] == "no-store"
    assert server.get(f"/w/{'B' * 22}").status_code == 404

    def everything(connection: object) -> str:
        return "".join(
            str(connection.execute(select(table)).all())  # type: ignore[attr-defined]
            for table in metadata.sorted_tables
        )

    kept = store.submit_read(everything).result(30)
    assert TOKEN not in kept
    assert body["paper"]["link_hash"] in kept
    assert CANARY not in kept
    assert repr(CANARY.encode())[2:-1] not in kept


@pytest.mark.parametrize("token", ["x", "A" * 21, "A" * 23, "%00" * 22, "..%2f..%2fdesk", "Ä" * 22])
def test_a_link_that_is_none_is_answered_kindly(server: TestClient, token: str) -> None:
    for path in (f"/w/{token}", f"/w/mitte/{token}"):
        assert server.get(path).status_code == 404


def test_guessing_links_is_slowed_down(server: TestClient) -> None:
    answers = [server.get(f"/w/{'A' * 20}{number:02d}").status_code for number in range(40)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_the_key_file_is_for_its_owner_only_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    made = tmp_path / "folder" / "a.key"
    first = open_vault(made)
    assert made.stat().st_mode & 0o777 == 0o600
    assert open_vault(made).id == first.id
    assert list(made.parent.iterdir()) == [made]
    assert first.unwrap(first.wrap(b"x", "a"), "a") == b"x"
