# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Terminal and server of different ages: the first terminals against this server, this terminal against the first server.

``tests/backoffice/old`` holds what the first version sent and read; it only grows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from fastapi.testclient import TestClient
from pydantic import ConfigDict, ValidationError
from sqlalchemy import select

from backoffice.domain.commands import give
from backoffice.schema import check_in, help_call, ticket
from backoffice.store import Store
from devices.printer import Cut, Slip
from kiosk.sync.local import Scene
from kiosk.sync.together import WORTH_IT
from kiosk.tickets.desk import Order
from kiosk.wire.commands import CommandKind
from kiosk.wire.leases import b64decode, signed_part
from kiosk.wire.models import API, API_VERSION, API_VERSION_HEADER
from tests.backoffice.handing_over import serving
from tests.backoffice.old import first_models as first
from tests.backoffice.old.first_requests import REQUESTS
from tests.backoffice.test_real_terminal import RealTerminal, SharedClock
from tests.backoffice.world import START, FakeClock, Kiosk, add_appointment, enrol, fresh_code, problem_code

TOKEN = "Zm9vYmFyYmF6cXV4LV8wMQ"


def send_all(kiosk: Kiosk, store: Store) -> dict[str, httpx2.Response]:
    """Everything the first terminals send, as they send it."""
    appointment_id = add_appointment(store)
    answers = {}
    for path, body in REQUESTS.items():
        path = path.replace("TERMINAL", str(kiosk.id))
        content = body.replace("APPOINTMENT", str(appointment_id)).encode()
        answers[path] = kiosk.request(
            "PUT",
            f"{API}/{path}",
            content,
            **{"Content-Type": "application/json", "Accept": "application/json"},
        )
    return answers


def test_all_that_the_first_terminals_send_is_taken_and_answered_as_they_read_it(
    kiosk: Kiosk, store: Store
) -> None:
    for path, answer in send_all(kiosk, store).items():
        if path.endswith("/heartbeat"):
            assert (answer.status_code, answer.content) == (204, b""), answer.text
            continue
        assert answer.status_code == 201, (path, answer.text)
        if path.startswith("leases/"):
            lease = first.Lease.model_validate_json(answer.content)
            # A field more under the signature, and the first terminals would take no lease any longer.
            key = Ed25519PublicKey.from_public_bytes(b64decode(kiosk.enrolment.server_key))
            key.verify(b64decode(lease.signature), signed_part(dict(lease)))
        else:
            receipt = first.Receipt.model_validate_json(answer.content)
            assert (str(receipt.id), receipt.note) == (path.partition("/")[2], "")

    def kept(connection):  # type: ignore[no-untyped-def]
        return [connection.execute(select(table.c.id)).all() for table in (ticket, check_in, help_call)]

    assert [len(rows) for rows in store.submit_read(kept).result(30)] == [2, 1, 1]


def test_sent_again_after_an_update_of_the_server_it_is_a_repetition(kiosk: Kiosk, store: Store) -> None:
    send_all(kiosk, store)
    for path, body in REQUESTS.items():
        if path.startswith(("tickets/", "help-calls/")):
            answer = kiosk.request(
                "PUT", f"{API}/{path}", body.encode(), **{"Content-Type": "application/json"}
            )
            assert answer.status_code == 200
            assert first.Receipt.model_validate_json(answer.content).repeated


def test_what_the_first_terminals_fetch_they_can_read(kiosk: Kiosk, store: Store) -> None:
    send_all(kiosk, store)
    configuration = first.TerminalConfiguration.model_validate_json(kiosk.get(f"{API}/configuration").content)
    assert [queue.letter for queue in configuration.office.queues] == ["A", "B"]
    assert configuration.office.hours[0].opens.isoformat() == "08:00:00"
    assert configuration.office.exceptions[0].opens is None
    listed = first.AppointmentList.model_validate_json(
        kiosk.get(f"{API}/appointments?first=2026-11-24&last=2026-11-25").content
    )
    assert [one.ticket_label for one in listed.appointments] == ["A 001"]
    states = first.QueueStates.model_validate_json(kiosk.get(f"{API}/queues").content)
    assert {state.letter: state.waiting for state in states.queues} == {"A": 2, "B": 0}


def test_a_first_terminal_is_let_in(server: TestClient, store: Store, clock: FakeClock) -> None:
    answer = enrol(server, uuid4(), Ed25519PrivateKey.generate(), fresh_code(store, clock))
    assert first.Enrolment.model_validate_json(answer.content).office_id == "mitte"


def test_the_long_links_of_the_first_slips_still_lead_somewhere(kiosk: Kiosk, store: Store) -> None:
    send_all(kiosk, store)
    answer = kiosk.server.get(f"{API}/status/{TOKEN}")
    status = first.TicketStatus.model_validate_json(answer.content)
    assert (status.label, status.state) == ("A 001", first.TicketState.WAITING)
    assert kiosk.server.get(f"/s/{TOKEN}").status_code == 200


def test_a_first_terminal_that_is_locked_learns_it_from_its_configuration(
    kiosk: Kiosk, store: Store, clock: FakeClock
) -> None:
    now = clock.now
    store.submit_write(
        lambda connection: give(connection, "mitte", kiosk.id, CommandKind.LOCK, "anna", now, "Wartung")
    ).result(30)
    heartbeat = next(body for path, body in REQUESTS.items() if path.endswith("/heartbeat"))
    answer = kiosk.request(
        "PUT",
        f"{API}/terminals/{kiosk.id}/heartbeat",
        heartbeat.encode(),
        **{"Content-Type": "application/json"},
    )
    # It reads no answer to a heartbeat, but takes anything that is not JSON for a wrong proxy.
    assert answer.headers["content-type"] == "application/json"
    assert isinstance(answer.json(), dict)
    configuration = first.TerminalConfiguration.model_validate_json(kiosk.get(f"{API}/configuration").content)
    assert configuration.lock == first.Lock(locked=True, message="Wartung")


@pytest.mark.parametrize(
    "path", ["tickets/019ab4c8-0000-7000-8000-0000000000b1", "terminals/TERMINAL/heartbeat"]
)
def test_a_refusal_is_one_that_the_first_terminals_understand(kiosk: Kiosk, path: str) -> None:
    body = {**json.loads(REQUESTS[path]), "surprise": 1}
    answer = kiosk.put(f"{API}/{path.replace('TERMINAL', str(kiosk.id))}", body)
    assert problem_code(answer, 422) == "malformed"
    assert first.Problem.model_validate_json(answer.content).code == "malformed"


# --- the other way round --------------------------------------------------------------------------------------------


class StrictHeartbeat(first.Heartbeat):
    """As the first server took it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BeforeAnOlderServer(RealTerminal):
    """The terminal of today behind a door that gives out, and takes, only what the first server knew."""

    def _forward(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path
        if "/deliveries/" in path or "/handovers/" in path:
            return self._problem(404, "not-found")
        if path.endswith("/heartbeat"):
            try:
                StrictHeartbeat.model_validate_json(request.content)
            except ValidationError:
                return self._problem(422, "malformed")
        answer = super()._forward(request)
        if path.endswith("/heartbeat") and answer.status_code == 200:
            return httpx2.Response(204, headers={API_VERSION_HEADER: API_VERSION})
        for end, model in (("/configuration", first.TerminalConfiguration), ("/queues", first.QueueStates)):
            if path.endswith(end) and answer.status_code == 200:
                headers = {
                    name: answer.headers[name] for name in (API_VERSION_HEADER, "content-type", "date")
                }
                content = model.model_validate_json(answer.content).model_dump_json()
                return httpx2.Response(200, headers=headers, content=content)
        return answer

    @staticmethod
    def _problem(status: int, code: str) -> httpx2.Response:
        body = first.Problem(title="no", status=status, code=code).model_dump_json()
        headers = {API_VERSION_HEADER: API_VERSION, "content-type": "application/problem+json"}
        return httpx2.Response(status, headers=headers, content=body)


@pytest.fixture
def shared_clock() -> SharedClock:
    return SharedClock(START)


@pytest.fixture
def today(
    database: str, store: Store, shared_clock: SharedClock, tmp_path: Path
) -> Iterator[BeforeAnOlderServer]:
    (tmp_path / "terminal").mkdir()
    with serving(database, shared_clock, tmp_path / "key") as client:  # type: ignore[arg-type]
        at = FakeClock(shared_clock.now())
        made = BeforeAnOlderServer(tmp_path / "terminal", client, shared_clock, fresh_code(store, at))
        made.live(2)
        yield made


def test_a_new_terminal_works_with_what_an_older_server_tells_it(today: BeforeAnOlderServer) -> None:
    configuration = today.kept.configuration()
    assert today.sync.is_online
    assert configuration is not None
    assert configuration.handover_keys == (), "so it offers no hand-over"
    assert configuration.office.notice == ""


def test_a_new_terminal_hands_an_outage_over_one_by_one(today: BeforeAnOlderServer, store: Store) -> None:
    day = today.clock.now().date()
    for _ in range(2 * WORTH_IT):
        today.world.desk.issue(
            Order("mitte", "A", day, "reisepass-beantragen", "de", issued_offline=True),
            lambda _: Slip((Cut(),)),
        )
    assert today.world.outbox.summary().waiting == 2 * WORTH_IT
    today.sync.hurry()
    today.live(30)
    summary = today.world.outbox.summary()
    assert (summary.waiting, summary.dead) == (0, 0)
    kept = store.submit_read(lambda connection: connection.execute(select(ticket.c.number)).scalars().all())
    assert len(set(kept.result(30))) == 2 * WORTH_IT


def test_a_heartbeat_that_an_older_server_refuses_keeps_nothing_else_from_its_turn(
    today: BeforeAnOlderServer, store: Store
) -> None:
    today.scene = Scene(in_use=True, screen="list")
    today.sync.report_now()
    today.live(90)
    today.world.desk.issue(
        Order("mitte", "A", today.clock.now().date(), "reisepass-beantragen", "de", issued_offline=False),
        lambda _: Slip((Cut(),)),
    )
    today.sync.hurry()
    today.live(90)
    assert today.sync.is_online
    assert today.world.outbox.summary().waiting == 0
