# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A terminal whose rights were taken away forgets what it may not keep, and nothing that somebody is owed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.sync.identity import Identity, load_or_create
from kiosk.sync.local import Local
from kiosk.sync.revoked import REVOKED, wipe
from kiosk.sync.sync import Line
from kiosk.visit.events import OfficeChanged
from kiosk.visit.screens import AnswerScreen, StartScreen
from kiosk.wire.models import AppointmentState
from tests.helpers import MONDAY, World, answer, german
from tests.kiosk.sync.model import ModelBackOffice, Terminal, client_for, problem

SECRET = "canary-of-an-appointment"


def revoked(_server: ModelBackOffice, _request: httpx2.Request) -> httpx2.Response:
    return problem(401, "revoked")


@pytest.fixture
def terminal(world: World, tmp_path: Path) -> Terminal:
    """Enrolled, with appointments, numbers, and a ticket that has not left yet."""
    world.appointment("471123", "8264", MONDAY)
    world.draw_number()
    load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)

    def renew() -> Identity:
        return load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)

    return Terminal(
        world.database, ModelBackOffice(world.clock), world.clock, local=Local(renew_identity=renew)
    )


def count(world: World, table: str) -> int:
    with world.database.reading() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_told_twice_it_forgets_numbers_appointments_and_configuration(
    world: World, terminal: Terminal, tmp_path: Path
) -> None:
    key = (tmp_path / "terminal.key").read_bytes()
    terminal.server.moods = [revoked] * 4
    terminal.steps(1)
    assert count(world, "lease") > 0, "once may be a mistake"
    terminal.steps(1)
    assert [count(world, table) for table in ("lease", "appointment", "print_job", "ticket")] == [0, 0, 0, 0]
    assert world.kept.configuration() is None
    assert world.kept.enrolment() is None
    assert world.kept.text(REVOKED)
    assert count(world, "outbox") == 1, "somebody holds that number"
    assert (tmp_path / "terminal.key").read_bytes() != key


def test_once_is_not_enough_and_a_good_answer_makes_up_for_it(world: World, terminal: Terminal) -> None:
    for _ in range(3):
        terminal.server.moods = [revoked]
        terminal.steps(3)
    assert count(world, "lease") > 0
    assert terminal.sync.state.line is Line.ONLINE


def test_a_visitor_in_a_hurry_does_not_make_it_twice(world: World, terminal: Terminal) -> None:
    terminal.server.moods = [revoked] * 3
    terminal.sync.step()
    for _ in range(2):
        terminal.clock.advance(2.1)
        terminal.sync.hurry()
        terminal.sync.step()
    assert count(world, "lease") > 0


@pytest.mark.parametrize("code", ["unknown-key", "signature-invalid", "digest-mismatch"])
def test_a_server_that_does_not_know_us_is_no_reason_to_forget(
    world: World, terminal: Terminal, code: str
) -> None:
    """A wrong address, or a database from an old backup: the numbers here are still good."""
    terminal.server.moods = [lambda *_: problem(401, code)] * 50
    terminal.steps(6)
    assert count(world, "lease") > 0
    assert world.kept.enrolment() is not None
    assert (terminal.sync.state.line, terminal.sync.state.code) == (Line.NOT_ALLOWED, code)


def test_the_screen_says_so_and_a_visit_that_went_on_ends(world: World, terminal: Terminal) -> None:
    world.tap("end")
    world.tap("walk-in")
    wipe(world.database, world.clock)
    world.handle(OfficeChanged())
    assert isinstance(world.screen, StartScreen)
    assert "außer Betrieb" in german(world.screen)
    for action in ("walk-in", "check-in"):
        screen = world.tap(action)
        if isinstance(screen, AnswerScreen):
            assert answer(screen) == "revoked"
        world.tap("back")
    assert world.tickets() == []


def test_with_a_new_code_it_is_another_terminal_and_keeps_what_waited(
    world: World, terminal: Terminal
) -> None:
    old = world.kept.text("terminal-id")
    terminal.server.moods = [revoked] * 2
    terminal.steps(2)
    new = world.kept.text("terminal-id")
    assert new
    assert new != old
    asked: list[str] = []

    def enrols(_server: ModelBackOffice, request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.path.rpartition("/")[2])
        return problem(403, "enrolment-refused")

    terminal.sync._connect = lambda: client_for(terminal.server, terminal.clock)
    terminal.code = "ABCD-EFGH-JKMN"
    terminal.server.moods = [enrols]
    terminal.clock.advance(400)
    terminal.sync.step()
    assert asked == [new]
    assert count(world, "outbox") == 1


def test_a_power_cut_between_forgetting_and_the_new_key_leaves_no_old_key(
    world: World, tmp_path: Path
) -> None:
    before = load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)
    wipe(world.database, world.clock)
    after = load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)
    assert after.public_key != before.public_key
    assert after.terminal_id != before.terminal_id
    again = load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)
    assert (again.public_key, again.terminal_id) == (after.public_key, after.terminal_id)


def test_nothing_of_it_stays_on_the_disk(world: World, tmp_path: Path) -> None:
    world.appointment("471123", "8264", MONDAY)
    with world.database.transaction() as connection:
        connection.execute(
            "INSERT INTO appointment VALUES (?, ?, 'mitte', ?, 'x', ?, '')",
            (SECRET, SECRET, MONDAY.isoformat(), AppointmentState.BOOKED.value),
        )
    wipe(world.database, world.clock)
    files: dict[str, Any] = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert files
    assert [name for name, content in files.items() if SECRET.encode() in content] == []


def test_the_key_of_an_ordinary_restart_stays(world: World, tmp_path: Path) -> None:
    first = load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)
    second = load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)
    assert isinstance(first.key, Ed25519PrivateKey)
    assert (first.public_key, first.terminal_id) == (second.public_key, second.terminal_id)
