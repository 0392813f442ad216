# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sending, whatever the back office answers: nothing lost, once in effect, in order within a visit, nobody blocked."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.store import outbox as outbox_module
from kiosk.store.database import Database
from kiosk.store.outbox import Outbox
from kiosk.sync.push import POISONED_AFTER
from kiosk.sync.sync import NOT_ALLOWED_RETRY_S, Line
from kiosk.sync.together import WORTH_IT
from kiosk.wire.models import HelpCall
from tests.helpers import ManualClock, World
from tests.kiosk.sync.model import (
    NOT_NOW,
    NOT_REACHED,
    ModelBackOffice,
    Mood,
    Terminal,
    empty,
    html,
    not_modified,
    status,
    unreachable,
    yesterday,
)

ANY_MOOD = st.sampled_from(
    [
        *NOT_REACHED,
        *NOT_NOW,
        yesterday,
        empty,
        not_modified,
        status(429, 40),
        status(503, 7),
        status(401),
        status(403),
    ]
)


def add_fact(terminal: Terminal, visit: UUID | None = None, resource: str = "tickets") -> UUID:
    """A fact with its outbox row, as the ticket desk writes it."""
    id = terminal.new_id()
    with terminal.database.transaction() as connection:
        outbox_module.add(
            connection,
            id=id,
            visit=visit or id,
            resource=resource,
            body=HelpCall(id=id, called_at=terminal.clock.now()),
            now=terminal.clock.now(),
        )
    return id


class Sending(RuleBasedStateMachine):
    """A terminal that sends facts to a back office in changing moods, and is restarted now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = ManualClock()
        self.server = ModelBackOffice(self.clock)
        self.seed = 0
        self.added: dict[UUID, list[UUID]] = {}
        self.bad: set[str] = set()
        self.open()

    def open(self) -> None:
        self.seed += 1
        self.database = Database(self.folder / "terminal.sqlite")
        self.terminal = Terminal(self.database, self.server, self.clock, seed=self.seed)
        self.outbox = Outbox(self.database)

    def teardown(self) -> None:
        try:
            self.all_is_well_in_the_end()
        finally:
            self.database.close()
            shutil.rmtree(self.folder)

    @initialize()
    def go_online(self) -> None:
        self.terminal.steps(1)

    @rule(kind=st.sampled_from(["good", "good", "good", "refused", "choking"]), new=st.booleans())
    def something_happens(self, kind: str, new: bool) -> None:
        visits = list(self.added)
        visit = None if new or not visits else visits[-1]
        id = add_fact(self.terminal, visit)
        self.added.setdefault(visit or id, []).append(id)
        if kind != "good":
            self.bad.add(str(id))
            (self.server.refuses if kind == "refused" else self.server.chokes_on).add(str(id))

    @rule(new=st.integers(WORTH_IT, 2 * WORTH_IT), bad=st.sampled_from(["none", "refused", "choking"]))
    def a_crowd_comes_while_nobody_listens(self, new: int, bad: str) -> None:
        for _ in range(new):
            id = add_fact(self.terminal)
            self.added[id] = [id]
        if bad != "none":
            self.bad.add(str(id))
            (self.server.refuses if bad == "refused" else self.server.chokes_on).add(str(id))

    @rule()
    def the_server_is_replaced_by_an_older_or_newer_one(self) -> None:
        self.server.is_old = not self.server.is_old

    @rule(moods=st.lists(ANY_MOOD, min_size=1, max_size=8))
    def the_line_turns_bad(self, moods: list[Mood]) -> None:
        self.server.moods += moods

    @rule(rounds=st.integers(1, 6))
    def time_passes(self, rounds: int) -> None:
        self.terminal.steps(rounds)

    @rule()
    def a_visitor_waits(self) -> None:
        self.terminal.sync.hurry()
        self.terminal.steps(1)

    @rule()
    def the_program_starts_again(self) -> None:
        self.database.close()
        self.open()

    @rule()
    def staff_queue_the_dead_letters_again(self) -> None:
        self.outbox.revive()

    @invariant()
    def nothing_is_lost(self) -> None:
        with self.database.reading() as connection:
            kept = {row["id"]: row["state"] for row in connection.execute("SELECT id, state FROM outbox")}
        everything = {str(id) for visit in self.added.values() for id in visit}
        assert everything == set(kept) | set(self.server.facts)
        assert {id for id, state in kept.items() if state == "dead"} <= self.bad
        assert not self.bad & set(self.server.facts)

    @invariant()
    def the_order_within_a_visit_is_kept(self) -> None:
        arrived = list(self.server.facts)
        for visit in self.added.values():
            good = [str(id) for id in visit if str(id) not in self.bad]
            assert [id for id in arrived if id in good] == good[: len([id for id in arrived if id in good])]

    @invariant()
    def a_pause_that_was_asked_for_is_kept(self) -> None:
        if self.seed == 1:  # a program that starts anew does not know of it
            assert self.server.disturbed == 0

    def all_is_well_in_the_end(self) -> None:
        self.server.moods.clear()
        # Behind a row that only chokes the server its own visit waits, until others arrive and show whose fault it is.
        free = [visit for visit in self.added.values() if not {*map(str, visit)} & self.server.chokes_on]
        good = {str(id) for visit in free for id in visit} - self.bad
        self.terminal.until(lambda: good <= set(self.server.facts), 1200)
        self.terminal.until(lambda: self.terminal.sync.is_online, 3600)
        self.server.refuses.clear()
        self.server.chokes_on.clear()
        self.bad.clear()
        self.outbox.revive()
        self.terminal.until(lambda: self.outbox.summary().waiting == 0, 3600)
        assert self.outbox.summary().dead == 0
        self.nothing_is_lost()


Sending.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
test_sending_survives_every_mood = Sending.TestCase


def dead(world: World) -> int:
    return world.outbox.summary().dead


def terminal_of(world: World) -> Terminal:
    return Terminal(world.database, ModelBackOffice(world.clock), world.clock)


def test_a_bad_row_delays_no_other_visit(world: World) -> None:
    terminal = terminal_of(world)
    server = terminal.server
    bad = [add_fact(terminal) for _ in range(7)]
    server.chokes_on |= {str(id) for id in bad}
    good = {str(add_fact(terminal)) for _ in range(30)}
    terminal.until(lambda: good <= set(server.facts), 30)


def test_a_row_that_makes_the_line_break_delays_no_other_visit(world: World) -> None:
    """A firewall that does not like one body, or a request that kills the server."""
    terminal = terminal_of(world)
    server = terminal.server
    cursed = str(add_fact(terminal))
    original = server.take

    def take(request):  # type: ignore[no-untyped-def]
        is_in_it = cursed in request.url.path or cursed.encode() in request.content
        return html(403)(server, request) if is_in_it else original(request)

    server.take = take  # type: ignore[method-assign]
    good = {str(add_fact(terminal)) for _ in range(10)}
    terminal.until(lambda: good <= set(server.facts), 30)
    later = {str(add_fact(terminal)) for _ in range(10)}
    terminal.until(lambda: later <= set(server.facts), 30)
    before = len(server.paths(f"tickets/{cursed}"))
    terminal.steps(400)
    assert len(server.paths(f"tickets/{cursed}")) - before < 60, "it is tried at its own, slow pace"
    assert world.outbox.summary().waiting == 1, "and never dropped"


def test_a_row_the_server_never_takes_is_poisoned_only_while_others_arrive(world: World) -> None:
    terminal = terminal_of(world)
    server = terminal.server
    bad = str(add_fact(terminal))
    server.chokes_on.add(bad)
    terminal.steps(300)
    assert dead(world) == 0, "nobody else arrived: perhaps it is the server"
    for _ in range(60):
        add_fact(terminal)
        terminal.steps(20)
    assert dead(world) == 1
    assert world.outbox.summary().waiting == 0
    tries = len(server.paths(f"tickets/{bad}"))
    assert tries >= POISONED_AFTER
    server.chokes_on.clear()
    world.outbox.revive()
    terminal.until(lambda: bad in server.facts, 60)


def test_hours_without_a_server_poison_nothing(world: World) -> None:
    terminal = terminal_of(world)
    terminal.steps(1)
    ids = {str(add_fact(terminal)) for _ in range(5)}
    for mood in (unreachable, status(503), html(200)):
        terminal.server.moods = [mood] * 5000
        deadline = world.clock.monotonic() + 6 * 3600
        while world.clock.monotonic() < deadline:
            terminal.steps(1)
    assert dead(world) == 0
    terminal.server.moods = []
    terminal.sync.hurry()
    terminal.until(lambda: ids <= set(terminal.server.facts), 330)
    terminal.server.moods = [status(500)]
    add_fact(terminal)
    terminal.steps(5)
    assert dead(world) == 0, "one failure after a long night is no poison"


def test_an_outage_is_met_with_few_requests(world: World) -> None:
    """At most about one request in half the cap, 300 s, on average: 40,000 terminals must not be a storm."""
    terminal = terminal_of(world)
    terminal.steps(3)
    for _ in range(50):
        add_fact(terminal)
    for mood, most in ((unreachable, 90), (status(503), 330)):
        terminal.server.moods = [mood] * 100_000
        deadline = world.clock.monotonic() + 1800  # until the pauses are long
        while world.clock.monotonic() < deadline:
            terminal.steps(1)
        terminal.server.requests.clear()
        deadline = world.clock.monotonic() + 2 * 3600
        while world.clock.monotonic() < deadline:
            terminal.steps(1)
        assert 20 < len(terminal.server.requests) < most


def test_retry_after_silences_the_whole_terminal_even_when_a_visitor_waits(world: World) -> None:
    terminal = terminal_of(world)
    terminal.steps(1)
    for _ in range(5):
        add_fact(terminal)
    terminal.server.moods = [status(429, 90)]
    began = world.clock.monotonic()
    terminal.steps(1)
    while world.clock.monotonic() < began + 200:
        terminal.sync.hurry()
        terminal.sync.step()
        world.clock.advance(3)
    assert terminal.server.disturbed == 0
    assert world.outbox.summary().waiting == 0


def test_not_allowed_stops_and_drops_nothing(world: World) -> None:
    terminal = terminal_of(world)
    terminal.steps(1)
    for _ in range(3):
        add_fact(terminal)
    terminal.server.moods = [status(403)] * 3
    terminal.server.requests.clear()
    began = world.clock.monotonic()
    terminal.steps(1)
    assert terminal.sync.state.line is Line.NOT_ALLOWED
    assert terminal.sync.state.code == "status-403"
    terminal.steps(2)
    assert [round(at - began) for at, _, _ in terminal.server.requests] == [0, NOT_ALLOWED_RETRY_S, 600]
    assert world.outbox.summary().waiting == 3
    terminal.steps(2)
    assert world.outbox.summary().waiting == 0
    assert dead(world) == 0


def test_a_copy_of_another_answer_is_no_receipt(world: World) -> None:
    terminal = terminal_of(world)
    add_fact(terminal)
    terminal.server.moods = [yesterday]
    terminal.steps(1)
    assert world.outbox.summary().waiting == 1
    assert terminal.sync.state.code == "foreign-receipt"
    terminal.steps(3)
    assert world.outbox.summary().waiting == 0


def test_a_call_for_help_on_its_way_is_withdrawn_there_and_not_only_here(world: World) -> None:
    terminal = terminal_of(world)
    terminal.steps(1)
    call = world.desk.call_help("start")
    terminal.server.moods = [NOT_REACHED[0]]  # it arrives, the answer does not
    terminal.sync.hurry()
    terminal.steps(1)
    world.desk.withdraw_help(call)
    terminal.until(lambda: world.outbox.summary().waiting == 0, 60)
    assert terminal.server.facts[str(call.id)]["withdrawn_at"] is not None


def test_stopping_leaves_the_rest_for_the_next_start(world: World) -> None:
    terminal = terminal_of(world)
    for _ in range(5):
        add_fact(terminal)
    sent = 0

    class Slow:
        def put(self, path: str, body: str):  # type: ignore[no-untyped-def]
            nonlocal sent
            sent += 1
            return terminal.client.put(path, body)

    assert terminal.sync._push.run(Slow(), stopping=lambda: sent >= 2) == 2
    assert world.outbox.summary().waiting == 3


def test_what_waited_travels_together(world: World) -> None:
    terminal = terminal_of(world)
    ids = {str(add_fact(terminal)) for _ in range(250)}
    terminal.steps(2)
    assert ids == set(terminal.server.facts)
    assert len(terminal.server.paths("deliveries/")) == 3
    assert not terminal.server.paths("tickets/")


def test_a_few_go_one_by_one(world: World) -> None:
    terminal = terminal_of(world)
    for _ in range(WORTH_IT - 1):
        add_fact(terminal)
    terminal.steps(2)
    assert len(terminal.server.paths("tickets/")) == WORTH_IT - 1
    assert not terminal.server.paths("deliveries/")


def test_an_older_server_gets_them_one_by_one(world: World) -> None:
    terminal = terminal_of(world)
    terminal.server.is_old = True
    ids = {str(add_fact(terminal)) for _ in range(40)}
    terminal.steps(2)
    assert ids == set(terminal.server.facts)
    assert dead(world) == 0


def test_one_refused_row_of_many_is_buried_alone(world: World) -> None:
    terminal = terminal_of(world)
    ids = [str(add_fact(terminal)) for _ in range(20)]
    terminal.server.refuses.add(ids[7])
    terminal.steps(2)
    assert set(terminal.server.facts) == set(ids) - {ids[7]}
    assert dead(world) == 1
