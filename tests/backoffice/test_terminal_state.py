# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient
from sqlalchemy import Table, select, update

from backoffice.schema import heartbeat, queue, terminal
from backoffice.store import Store
from kiosk.wire.models import TerminalConfiguration
from tests.backoffice.world import DAY, FakeClock, Kiosk, problem_code

CONFIGURATION = "/api/v1/configuration"


def change(store: Store, table: Table, **values: Any) -> None:
    store.submit_write(lambda connection: connection.execute(update(table).values(**values))).result(30)


def beat(kiosk: Kiosk, **changes: Any) -> Any:
    body = {
        "sent_at": kiosk.clock.now.isoformat(),
        "version": "0.1.0",
        "outbox_waiting": 3,
        "numbers_left": {"A": 12},
        "devices": [{"device": "printer", "state": "warning", "detail": "paper-low"}],
        **changes,
    }
    return kiosk.put(f"/api/v1/terminals/{kiosk.id}/heartbeat", body)


def kept(store: Store) -> Any:
    return store.submit_read(lambda connection: connection.execute(select(heartbeat)).one()).result(30)


def test_a_terminal_learns_its_office_and_the_others(kiosk: Kiosk) -> None:
    found = TerminalConfiguration.model_validate_json(kiosk.get(CONFIGURATION).content)
    assert found.city == "Stuttgart"
    assert found.terminal_number == kiosk.enrolment.terminal_number
    assert found.office.id == "mitte"
    assert [office.id for office in found.other_offices] == ["west"]
    assert [(hours.weekday, f"{hours.opens:%H:%M}") for hours in found.office.hours] == [
        (0, "08:00"),
        (1, "08:00"),
    ]
    assert found.office.exceptions[0].reason == "Heiligabend"
    assert [entry.letter for entry in found.office.queues] == ["A", "B"]
    assert found.office.services == ("reisepass-beantragen", "wohnsitz-anmelden")
    assert found.status_url == "http://testserver/s/mitte/"


def test_an_unchanged_configuration_is_not_sent_again(kiosk: Kiosk, store: Store) -> None:
    first = kiosk.get(CONFIGURATION)
    tag = first.headers["etag"]
    unchanged = kiosk.get(CONFIGURATION, **{"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
    change(store, terminal, locked=True, lock_message="Wartung bis 12 Uhr")
    changed = kiosk.get(CONFIGURATION, **{"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
    assert changed.json()["lock"] == {"locked": True, "message": "Wartung bis 12 Uhr"}


def test_no_more_numbers_lapses_at_the_end_of_the_day(kiosk: Kiosk, store: Store, clock: FakeClock) -> None:
    change(store, queue, numbers_stopped_on=DAY)
    stopped = kiosk.get(CONFIGURATION).json()["office"]["queues"][0]
    clock.advance(days=1)
    next_day = kiosk.get(CONFIGURATION).json()["office"]["queues"][0]
    assert (stopped["numbers_stopped"], next_day["numbers_stopped"]) == (True, False)


def test_the_newest_heartbeat_counts(kiosk: Kiosk, store: Store, clock: FakeClock) -> None:
    assert beat(kiosk).status_code == 204
    clock.advance(minutes=2)
    assert beat(kiosk, outbox_waiting=1).status_code == 204
    assert (
        beat(kiosk, sent_at=(clock.now - timedelta(minutes=1)).isoformat(), outbox_waiting=2).status_code
        == 204
    )
    assert kept(store).body["outbox_waiting"] == 1


def test_a_heartbeat_from_the_future_does_not_silence_later_ones(
    kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    assert (
        beat(kiosk, sent_at=(clock.now + timedelta(days=365)).isoformat(), outbox_waiting=7).status_code
        == 204
    )
    clock.advance(minutes=1)
    assert beat(kiosk, outbox_waiting=8).status_code == 204
    assert kept(store).body["outbox_waiting"] == 8


def test_a_terminal_speaks_for_itself_only(
    kiosk: Kiosk, server: TestClient, store: Store, clock: FakeClock
) -> None:
    neighbour = Kiosk.enrolled(server, store, clock, "mitte")
    body = {"sent_at": clock.now.isoformat(), "version": "0.1.0"}
    for other in (neighbour.id, uuid4()):
        assert problem_code(kiosk.put(f"/api/v1/terminals/{other}/heartbeat", body), 404) == "other-terminal"
