# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Orders of an administrator: once, between visits, whatever the line does; and reported until it was heard."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from kiosk.sync.commands import Commands
from kiosk.sync.local import Local, Scene
from kiosk.wire.commands import Command
from kiosk.wire.models import API
from tests.helpers import World, configuration
from tests.kiosk.sync.model import ModelBackOffice, Terminal, ours, reply_lost


@dataclass
class Orders:
    """A back office that gives orders with the heartbeat and keeps what it hears."""

    terminal: Terminal
    locked: bool = False
    give: list[dict[str, Any]] = field(default_factory=list)
    help_taken: list[str] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)
    beats: list[dict[str, Any]] = field(default_factory=list)
    forgetful: bool = False

    def __post_init__(self) -> None:
        self._take = self.terminal.server.take
        self.terminal.server.take = self.take  # type: ignore[method-assign]

    def take(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path.removeprefix(f"{API}/")
        if path == "configuration":
            lock = {"locked": self.locked, "message": "Wartung"}
            body = configuration().model_dump(mode="json") | {"lock": lock}
            etag = f'"{self.locked}"'
            if request.headers.get("If-None-Match") == etag:
                return httpx2.Response(304, headers={"Buergerterminal-Api": "1", "ETag": etag})
            return ours(200, body, ETag=etag)
        if path.endswith("/heartbeat"):
            beat = json.loads(request.content)
            self.beats.append(beat)
            self.heard += beat.get("outcomes", [])
            known = {one["id"] for one in self.heard}
            open_ones = [one for one in self.give if self.forgetful or one["id"] not in known]
            if not open_ones and not self.help_taken:
                return httpx2.Response(204, headers={"Buergerterminal-Api": "1"})
            return ours(200, {"commands": open_ones, "help_taken": self.help_taken, "later": "field"})
        return self._take(request)

    def order(self, kind: str) -> str:
        self.give.append({"id": str(uuid4()), "kind": kind})
        return str(self.give[-1]["id"])

    def outcome(self, command_id: str) -> tuple[str, str] | None:
        return next(((o["outcome"], o.get("detail", "")) for o in self.heard if o["id"] == command_id), None)


@dataclass
class Machine:
    """The rest of the terminal, as the conversation sees it."""

    scene: Scene = field(default_factory=Scene)
    trials: list[UUID] = field(default_factory=list)
    reloads: int = 0
    files_are_broken: bool = False
    taken: list[tuple[UUID, ...]] = field(default_factory=list)

    def local(self) -> Local:
        return Local(
            scene=lambda: self.scene,
            print_trial=self.trials.append,
            reload=self.reload,
            help_taken=self.taken.append,
        )

    def reload(self) -> None:
        if self.files_are_broken:
            raise ValueError("broken")
        self.reloads += 1


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def terminal(world: World, machine: Machine) -> Terminal:
    return Terminal(world.database, ModelBackOffice(world.clock), world.clock, local=machine.local())


@pytest.fixture
def office(terminal: Terminal) -> Orders:
    return Orders(terminal)


def test_a_lock_is_taken_over_and_answered(terminal: Terminal, office: Orders) -> None:
    terminal.steps(2)
    office.locked = True
    lock = office.order("lock")
    terminal.until(lambda: office.outcome(lock) is not None, 130)
    assert office.outcome(lock) == ("done", "")
    found = terminal.kept.configuration()
    assert found is not None
    assert found.lock.message == "Wartung"
    assert office.beats[-1]["locked"]


def test_a_lock_that_was_taken_back_meanwhile_says_so(terminal: Terminal, office: Orders) -> None:
    terminal.steps(2)
    lock = office.order("lock")
    terminal.until(lambda: office.outcome(lock) is not None, 130)
    assert office.outcome(lock) == ("failed", "superseded")


def test_nothing_is_carried_out_while_a_visitor_is_at_it(
    terminal: Terminal, office: Orders, machine: Machine
) -> None:
    machine.scene = Scene(in_use=True, screen="list")
    trial, reload = office.order("test-print"), office.order("reload")
    terminal.steps(20)
    assert (machine.trials, machine.reloads) == ([], 0)
    assert office.beats[-1]["in_use"]
    machine.scene = Scene()
    terminal.until(lambda: machine.reloads == 1, 61)
    assert machine.trials == [UUID(trial)]
    assert office.outcome(trial) is None, "the slip is not out yet"
    terminal.sync.command_ended(UUID(trial), "failed", "paper-out")
    terminal.until(lambda: office.outcome(trial) is not None, 5)
    assert office.outcome(trial) == ("failed", "paper-out")
    assert office.outcome(reload) == ("done", "")


def test_an_order_that_comes_again_and_again_is_carried_out_once(
    terminal: Terminal, office: Orders, machine: Machine
) -> None:
    office.forgetful = True
    office.order("reload")
    terminal.server.moods = [reply_lost] * 3
    terminal.steps(40)
    assert machine.reloads == 1


def test_an_outcome_whose_heartbeat_got_lost_is_told_again(terminal: Terminal, office: Orders) -> None:
    terminal.steps(1)
    command = office.order("reload")
    lost = 0
    take = office.take

    def lose(request: httpx2.Request) -> httpx2.Response:
        nonlocal lost
        if request.url.path.endswith("/heartbeat") and b"outcomes" in request.content and lost < 2:
            lost += 1
            raise httpx2.ConnectError("cut", request=request)
        return take(request)

    terminal.server.take = lose  # type: ignore[method-assign]
    terminal.until(lambda: office.outcome(command) is not None, 900)
    assert lost == 2
    assert [one["id"] for one in office.heard] == [command]


def test_broken_service_files_keep_the_old_ones_and_say_so(
    terminal: Terminal, office: Orders, machine: Machine
) -> None:
    machine.files_are_broken = True
    command = office.order("reload")
    terminal.until(lambda: office.outcome(command) is not None, 130)
    assert office.outcome(command) == ("failed", "service-files")


@pytest.mark.parametrize("kind", ["format-disk", "brew-coffee"])
def test_an_order_of_a_later_version_is_answered_not_ignored(
    terminal: Terminal, office: Orders, kind: str
) -> None:
    command = office.order(kind)
    terminal.until(lambda: office.outcome(command) is not None, 130)
    assert office.outcome(command) == ("failed", "command-unknown")


@pytest.mark.parametrize(
    "answer", [[], "x", {"commands": [{"id": "1"}]}, {"commands": 5}, {"help_taken": [None]}]
)
def test_an_answer_that_makes_no_sense_orders_nothing(
    terminal: Terminal, office: Orders, machine: Machine, answer: Any
) -> None:
    take = office.take

    def odd(request: httpx2.Request) -> httpx2.Response:
        return ours(200, answer) if request.url.path.endswith("/heartbeat") else take(request)

    terminal.server.take = odd  # type: ignore[method-assign]
    terminal.steps(10)
    assert terminal.sync.is_online
    assert (machine.trials, machine.reloads, machine.taken) == ([], 0, [])


def test_what_was_begun_when_the_power_went_is_not_begun_again(world: World) -> None:
    command = Command(id=uuid4(), kind="test-print")
    before = Commands(world.kept)
    before.take([command])
    assert before.begin() == command
    after = Commands(world.kept)
    after.take([command])
    assert after.begin() is None
    assert [(one.outcome, one.detail) for one in after.outcomes()] == [("failed", "interrupted")]
    after.reported(after.outcomes())
    assert Commands(world.kept).outcomes() == ()


def test_who_waits_for_help_hears_within_seconds_that_it_comes(
    terminal: Terminal, office: Orders, machine: Machine
) -> None:
    terminal.steps(3)
    machine.scene = Scene(in_use=True, screen="ticket", help_wanted=True)
    terminal.sync.report_now()
    terminal.steps(1)
    call = uuid4()
    office.help_taken = [str(call)]
    terminal.until(lambda: bool(machine.taken), 6)
    assert machine.taken[-1] == (call,)


def test_coming_and_going_at_the_screen_is_told_but_not_with_every_touch(
    terminal: Terminal, office: Orders, machine: Machine
) -> None:
    terminal.steps(3)
    before = len(office.beats)
    for second in range(60):
        machine.scene = Scene(in_use=second % 2 == 0)
        terminal.sync.report_soon()
        terminal.sync.step()
        terminal.clock.advance(1)
    assert 5 <= len(office.beats) - before <= 8
