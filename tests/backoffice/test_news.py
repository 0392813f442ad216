# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a terminal is told with its heartbeat is what it would have been told had it asked."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from backoffice.app import create_app
from backoffice.domain import commands
from backoffice.domain.appointments import appointments_changed
from backoffice.schema import office
from backoffice.settings import Settings
from backoffice.store import Store
from kiosk.wire.commands import CommandKind
from kiosk.wire.models import QueueStates
from kiosk.wire.news import HeartbeatNews, News
from tests.backoffice.world import FakeClock, Kiosk, add_appointment, problem_code


def beat(kiosk: Kiosk, query: str = "?news=true") -> HeartbeatNews:
    body = {"sent_at": kiosk.clock.now.isoformat(), "version": "1"}
    answer = kiosk.put(f"/api/v1/terminals/{kiosk.id}/heartbeat{query}", body)
    assert answer.status_code == 200, answer.text
    return HeartbeatNews.model_validate_json(answer.content)


def news(kiosk: Kiosk) -> News:
    told = beat(kiosk).news
    assert told is not None
    return told


def rename(store: Store, name: str) -> None:
    store.submit_write(
        lambda connection: connection.execute(update(office).where(office.c.id == "west").values(name=name))
    ).result(30)


def test_who_does_not_ask_for_news_gets_none(kiosk: Kiosk) -> None:
    body = {"sent_at": kiosk.clock.now.isoformat(), "version": "1"}
    for query in ("", "?news=false", "?other=1"):
        assert kiosk.put(f"/api/v1/terminals/{kiosk.id}/heartbeat{query}", body).status_code == 204
    for query in ("?news=", "?news=perhaps"):
        answer = kiosk.put(f"/api/v1/terminals/{kiosk.id}/heartbeat{query}", body)
        assert problem_code(answer, 422) == "malformed"


def test_the_tag_of_the_configuration_is_the_one_the_configuration_has(kiosk: Kiosk, store: Store) -> None:
    first = news(kiosk).configuration
    answer = kiosk.get("/api/v1/configuration", **{"If-None-Match": first})
    assert (answer.status_code, answer.headers["etag"]) == (304, first)
    rename(store, "Bürgerbüro Südwest")
    second = news(kiosk).configuration
    assert second != first
    assert kiosk.get("/api/v1/configuration", **{"If-None-Match": first}).headers["etag"] == second


def test_a_lock_is_told_with_its_order_and_found_in_the_configuration(
    server: TestClient, kiosk: Kiosk, store: Store
) -> None:
    before = news(kiosk).configuration
    store.submit_write(
        lambda connection: commands.give(
            connection, "mitte", kiosk.id, CommandKind.LOCK, "anna", kiosk.clock.now, "Wartung"
        )
    ).result(30)
    told = beat(kiosk)
    assert [one.kind for one in told.commands] == ["lock"]
    answer = kiosk.get("/api/v1/configuration", **{"If-None-Match": before})
    assert answer.json()["lock"] == {"locked": True, "message": "Wartung"}
    kiosk.clock.advance(seconds=11)  # for so long a server process may remember the terminal as it was
    assert news(kiosk).configuration == answer.headers["etag"]


def test_the_tag_of_appointments_changes_with_those_of_the_own_office_only(
    kiosk: Kiosk, store: Store
) -> None:
    seen = [news(kiosk).appointments]
    add_appointment(store, office_id="west")
    assert news(kiosk).appointments == seen[0]
    appointment_id = add_appointment(store)
    seen.append(news(kiosk).appointments)
    arrival = kiosk.check_in(appointment_id, str(uuid4()))
    assert kiosk.put(f"/api/v1/check-ins/{arrival['id']}", arrival).is_success
    seen.append(news(kiosk).appointments)
    store.submit_write(lambda connection: appointments_changed(connection, "mitte")).result(30)
    seen.append(news(kiosk).appointments)
    assert len(set(seen)) == 4
    assert news(kiosk).appointments == seen[-1]


def test_waiting_times_are_those_one_gets_by_asking(kiosk: Kiosk) -> None:
    kiosk.draw()
    asked = QueueStates.model_validate_json(kiosk.get("/api/v1/queues").content)
    assert news(kiosk).queues == asked
    assert [one.waiting for one in asked.queues] == [1, 0]


@pytest.fixture
def remembering(database: str, clock: FakeClock) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(database=database), clock=clock)) as client:
        yield client


@pytest.mark.parametrize("engine", ["sqlite"])
def test_within_a_moment_the_answer_is_the_same_and_then_a_fresh_one(
    remembering: TestClient, store: Store, clock: FakeClock
) -> None:
    kiosk = Kiosk.enrolled(remembering, store, clock, "mitte")
    before = news(kiosk)
    kiosk.draw()
    rename(store, "Anders")
    clock.advance(seconds=1)
    assert news(kiosk) == before
    assert kiosk.get("/api/v1/queues").json()["queues"][0]["waiting"] == 0
    clock.advance(seconds=1)
    after = news(kiosk)
    assert after.configuration != before.configuration
    assert after.queues.queues[0].waiting == 1
    assert kiosk.get("/api/v1/queues").json()["queues"][0]["waiting"] == 1
