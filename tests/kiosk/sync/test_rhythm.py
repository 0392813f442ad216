# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often a terminal asks: hardly, while nobody stands there and the back office tells what is new."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest

from kiosk.sync.local import Local, Scene
from kiosk.sync.rhythm import HEARTBEAT_EVERY_S, TOLD_EVERY_S
from tests.helpers import BERLIN, World
from tests.kiosk.sync.model import ModelBackOffice, Terminal, ours, status


@dataclass
class Telling(ModelBackOffice):
    """Tells with every heartbeat what is new, as long as it is asked for it."""

    configuration_tag: str = '"1"'
    appointments_tag: str = "a"
    tells: bool = True
    asked: list[dict[str, str]] = field(default_factory=list)
    """For which appointments."""

    def take(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/appointments"):
            self.asked.append(dict(request.url.params))
        if (
            self.tells
            and request.url.path.endswith("/heartbeat")
            and request.url.params.get("news") == "true"
        ):
            queues = {"as_of": self.clock.now().isoformat(), "queues": []}
            news: dict[str, Any] = {
                "configuration": self.configuration_tag,
                "appointments": self.appointments_tag,
                "queues": queues,
            }
            return ours(200, {"commands": [], "help_taken": [], "news": news})
        if request.url.path.endswith("/configuration") and self.configuration_tag != '"1"':
            answer = super().take(httpx2.Request("GET", request.url))
            return ours(200, answer.json(), ETag=self.configuration_tag)
        return super().take(request)


class Watched(Terminal):
    """Counts what it asks for, after the first minutes in which it asks for everything."""

    server: Telling

    def __init__(self, world: World) -> None:
        self.scene = Scene()
        super().__init__(
            world.database, Telling(world.clock), world.clock, local=Local(scene=lambda: self.scene)
        )
        self.settle()

    def settle(self) -> None:
        self.asked_within(180)

    def asked_within(self, seconds: float) -> Counter[str]:
        """Let so much time pass; how often each thing was asked for."""
        before, until = len(self.server.requests), self.clock.monotonic() + seconds
        while self.clock.monotonic() < until:
            self.clock.advance(min(self.sync.step(), until - self.clock.monotonic()))
        return Counter(path.rpartition("/")[2] for _, _, path in self.server.requests[before:])


@pytest.fixture
def terminal(world: World) -> Watched:
    return Watched(world)


def test_an_idle_terminal_makes_one_request_a_minute(terminal: Watched) -> None:
    asked = terminal.asked_within(3600)
    assert asked["heartbeat"] == 60
    assert asked["configuration"] == asked["appointments"] == 3600 / TOLD_EVERY_S
    assert asked["queues"] == 0
    assert asked.total() <= 70


def test_waiting_times_of_an_idle_terminal_come_with_the_heartbeat(terminal: Watched) -> None:
    terminal.asked_within(300)
    states = terminal.kept.queue_states()
    assert states is not None
    assert (terminal.clock.now() - states.as_of).total_seconds() <= 60


def test_while_somebody_is_there_waiting_times_are_asked_for_and_for_a_minute_after(
    terminal: Watched,
) -> None:
    terminal.asked_within(45)
    terminal.scene = Scene(in_use=True, screen="services")
    assert terminal.asked_within(0.3)["queues"] == 1, "whoever comes sees how long it takes"
    assert 12 <= terminal.asked_within(300)["queues"] <= 16
    terminal.scene = Scene()
    assert terminal.asked_within(60)["queues"] >= 2
    terminal.asked_within(20)
    assert terminal.asked_within(600)["queues"] == 0


def test_a_new_configuration_is_fetched_once_with_the_next_heartbeat(terminal: Watched) -> None:
    terminal.server.configuration_tag = '"2"'
    assert terminal.asked_within(61)["configuration"] == 1
    assert terminal.kept.configuration_etag() == '"2"'
    assert terminal.asked_within(300)["configuration"] == 0


def test_changed_appointments_are_fetched_once_with_the_next_heartbeat(terminal: Watched) -> None:
    terminal.server.appointments_tag = "b"
    assert terminal.asked_within(61)["appointments"] == 1
    today = str(terminal.clock.now().astimezone(BERLIN).date())
    assert terminal.server.asked[-1] == {"first": today, "last": today, "office": "own"}
    assert terminal.asked_within(300)["appointments"] == 0


def test_a_back_office_that_tells_nothing_is_asked_for_everything(terminal: Watched) -> None:
    terminal.server.tells = False
    terminal.asked_within(120)
    asked = terminal.asked_within(600)
    assert asked["configuration"] == asked["appointments"] == asked["heartbeat"] == 10
    assert asked["queues"] == 30
    terminal.server.tells = True
    terminal.asked_within(120)
    assert terminal.asked_within(600).total() == 10


# --- when the back office is away ---


def tries_within(terminal: Watched, seconds: float) -> int:
    """How often it was tried to reach a back office that does not answer."""
    return terminal.asked_within(seconds).total()


def go_away(terminal: Watched, *, retry_after: int | None = None) -> None:
    terminal.server.moods = [status(503, retry_after)] * 10_000


def test_where_nobody_stands_a_lost_back_office_is_asked_as_seldom_as_ever(terminal: Watched) -> None:
    go_away(terminal)
    before = terminal.clock.monotonic()
    assert tries_within(terminal, 1800) <= 4 * 1800 / HEARTBEAT_EVERY_S
    assert terminal.clock.monotonic() - before >= 1800
    assert not terminal.sync.is_online


def test_whoever_comes_meets_no_pause_that_was_meant_for_an_empty_hall(terminal: Watched) -> None:
    go_away(terminal)
    terminal.asked_within(900)
    terminal.server.moods = []
    terminal.scene = Scene(in_use=True, screen="services")
    terminal.asked_within(0.3)
    assert terminal.sync.is_online


def test_while_somebody_stands_there_it_is_tried_again_after_seconds(terminal: Watched) -> None:
    terminal.scene = Scene(in_use=True, screen="services")
    go_away(terminal)
    assert tries_within(terminal, 20) >= 3


def test_a_server_that_asks_for_a_pause_gets_it_but_no_longer_one_when_somebody_comes(
    terminal: Watched,
) -> None:
    go_away(terminal, retry_after=5)
    terminal.asked_within(900)
    terminal.server.moods = []
    terminal.clock.advance(6)
    terminal.scene = Scene(in_use=True, screen="services")
    terminal.asked_within(0.3)
    assert terminal.sync.is_online
