# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Getting in, and getting in again."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from kiosk.sync.client import BackOffice
from kiosk.sync.identity import Identity
from kiosk.sync.sync import Line, Sync
from tests.helpers import ENROLMENT, MONDAY, TERMINAL_ID, ManualClock, World, seeded
from tests.kiosk.sync.model import (
    KEY,
    ModelBackOffice,
    Terminal,
    client_for,
    cut_in_the_answer,
    ours,
    problem,
    reply_lost,
)

CODE = "ABCD-EFGH-JKMN"


def stranger(world: World, code: str = CODE) -> Terminal:
    """A terminal that the back office does not know (yet, or any more)."""
    server = ModelBackOffice(world.clock, enrolled=False, codes={CODE})
    return Terminal(world.database, server, world.clock, code=code)


@pytest.fixture
def new(world: World) -> Terminal:
    world.kept.forget("enrolment", "configuration", "configuration-etag")
    return stranger(world)


def leases_kept(world: World) -> int:
    with world.database.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM lease").fetchone()[0])


def test_a_new_terminal_enrols_once_and_then_works(world: World, new: Terminal) -> None:
    new.steps(1)
    assert world.kept.enrolment() == ENROLMENT
    assert world.kept.configuration() is not None
    assert new.sync.state.line is Line.ONLINE
    new.steps(5)
    assert new.server.paths(f"terminals/{TERMINAL_ID}").count(f"terminals/{TERMINAL_ID}") == 1


@pytest.mark.parametrize("mood", [reply_lost, cut_in_the_answer], ids=lambda mood: mood.__name__)
def test_a_lost_answer_to_the_enrolment_is_asked_for_again(new: Terminal, mood) -> None:  # type: ignore[no-untyped-def]
    new.server.moods = [mood, mood]
    new.until(lambda: new.sync.is_online, 60)
    assert new.kept.enrolment() == ENROLMENT


def test_without_a_code_staff_are_told_what_is_missing(world: World) -> None:
    world.kept.forget("enrolment")
    terminal = stranger(world, code="")
    terminal.steps(1)
    assert (terminal.sync.state.line, terminal.sync.state.code) == (Line.NOT_ALLOWED, "no-enrolment-code")
    assert terminal.server.requests == []


@pytest.mark.parametrize("code", ["ABCD", "ABCD-EFGH-JKMU", "ÄBCD-EFGH-JKMN", "ABCD-EFGH-JKMN-", "\0" * 14])
def test_a_code_that_cannot_be_one_is_not_sent(world: World, code: str) -> None:
    world.kept.forget("enrolment")
    terminal = stranger(world, code=code)
    terminal.steps(1)
    assert terminal.sync.state.code == "enrolment-code-malformed"
    assert terminal.server.requests == []


def test_a_code_with_spaces_and_small_letters_is_understood(world: World) -> None:
    world.kept.forget("enrolment")
    terminal = stranger(world, code=" abcd-efgh-jkmn\n")
    terminal.steps(1)
    assert terminal.sync.is_online


def test_a_used_code_is_not_tried_again_and_again(world: World) -> None:
    world.kept.forget("enrolment")
    terminal = stranger(world, code="ZZZZ-ZZZZ-ZZZZ")
    for _ in range(4):
        terminal.steps(1)
    assert terminal.sync.state.code == "enrolment-refused"
    assert len(terminal.server.requests) == 4
    assert terminal.server.requests[-1][0] - terminal.server.requests[0][0] >= 900


@pytest.mark.parametrize(
    "changes",
    [
        {"terminal_id": "01900000-0000-7000-8000-0000000000ff"},
        {"server_key": "AAAA"},
        {"appointment_key": "AAAA"},
        {"server_key": "A"},
        {"office_id": "../mitte"},
        {"terminal_number": "three"},
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_meant_for_us_enrols_nobody(new: Terminal, changes: dict[str, str]) -> None:
    body = ENROLMENT.model_dump(mode="json") | changes
    new.server.moods = [lambda _server, _request: ours(201, body)]
    new.steps(1)
    assert new.kept.enrolment() is None
    assert new.sync.state.code == "enrolment-unreadable"
    new.until(lambda: new.sync.is_online, 60)


def test_a_back_office_that_forgot_us_lets_us_in_with_a_new_code_and_old_numbers_go(world: World) -> None:
    given = world.draw_number().number
    world.visit.end()
    terminal = stranger(world)
    terminal.kept.keep_text("lease-request 2026-11-23 B", f"{uuid4()} 60")
    terminal.until(lambda: terminal.sync.is_online, 60)
    assert terminal.kept.configuration() is not None
    with world.database.reading() as connection:
        kept = {row["id"] for row in connection.execute("SELECT id FROM lease")}
    assert kept == set(terminal.server.leases), "only what the new memory of the back office knows"
    assert world.outbox.summary().waiting == 0, "and what happened before has been told"
    assert len(terminal.server.facts) == 1
    world.office.refresh()
    assert world.draw_number().number != given


def test_without_a_valid_code_the_numbers_we_have_stay_good(world: World) -> None:
    """Revoked, or a code of the first day still in the configuration: visitors still get their numbers."""
    world.draw_number()
    world.visit.end()
    for code in ("", "ZZZZ-ZZZZ-ZZZZ"):
        terminal = stranger(world, code=code)
        terminal.steps(3)
        assert terminal.sync.state.line is Line.NOT_ALLOWED
        assert leases_kept(world) == 4
        assert world.kept.enrolment() == ENROLMENT
        world.draw_number()
        world.visit.end()
    assert world.outbox.summary().waiting == 3
    assert world.outbox.summary().dead == 0


def test_a_back_office_of_two_minds_is_not_asked_in_a_circle(world: World) -> None:
    """It enrols us and does not know us a moment later (two servers, two databases)."""
    terminal = stranger(world)
    original = terminal.server.take

    def take(request: httpx2.Request) -> httpx2.Response:
        answer = original(request)
        terminal.server.enrolled = False
        return answer

    terminal.server.take = take  # type: ignore[method-assign]
    began = world.clock.monotonic()
    while world.clock.monotonic() < began + 3600:
        terminal.steps(1)
    assert len(terminal.server.requests) < 60


def test_a_certificate_authority_that_cannot_be_read_is_named(world: World, tmp_path: Path) -> None:
    def connect() -> BackOffice:
        return BackOffice(
            "https://termin.example",
            terminal_id=TERMINAL_ID,
            key=KEY,
            clock=world.clock,
            random_bytes=seeded().randbytes,
            verify=str(tmp_path / "missing.pem"),
        )

    sync = Sync(
        world.database,
        Identity(TERMINAL_ID, KEY),
        world.clock,
        seeded().randbytes,
        seeded().random,
        connect=connect,
        enrolment_code=str,
        version="1",
    )
    sync.step()
    assert (sync.state.line, sync.state.code) == (Line.OFFLINE, "certificate-authority-unreadable")


def test_a_clock_that_is_wrong_by_a_year_still_gets_in() -> None:
    clock = ManualClock(MONDAY)
    server = ModelBackOffice(clock)
    skewed = problem(401, "clock-skew", Date="Tue, 23 Nov 2027 09:42:00 GMT")
    server.moods = [lambda _server, _request: skewed]
    client = client_for(server, clock)
    assert client.get("queues").data["queues"] == []
    assert round(client.clock_offset_s / 86400) == 365
