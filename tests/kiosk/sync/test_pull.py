# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes in: only what fits is taken, the last good state stays, and one bad subject keeps no other from its turn."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.sync.sync import Line
from kiosk.tickets.leases import Leases, Verdict
from kiosk.wire.leases import sign
from kiosk.wire.models import Lease
from tests.helpers import BERLIN, ENROLMENT, MONDAY, SERVER_KEY, World, configuration
from tests.kiosk.sync.model import Answer, ModelBackOffice, Terminal, on, ours, problem, reply_lost, status

TODAY = MONDAY.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def terminal(world: World) -> Terminal:
    """A terminal that has no lease yet."""
    with world.database.transaction() as connection:
        connection.execute("DELETE FROM lease")
    return Terminal(world.database, ModelBackOffice(world.clock), world.clock)


def left(terminal: Terminal, queue: str = "B", day: date = TODAY) -> int:
    leases = Leases(terminal.database, ENROLMENT, SERVER_KEY.public_key().public_bytes_raw())
    return leases.supply(queue, day).left


def lease_fields(**changes: Any) -> dict[str, Any]:
    return {
        "id": ENROLMENT.terminal_id,
        "terminal_id": ENROLMENT.terminal_id,
        "office_id": "mitte",
        "queue": "B",
        "day": TODAY,
        "first": 1,
        "last": 60,
        **changes,
    }


# --- leases ---


def test_numbers_for_today_and_the_next_opening_day_are_fetched_at_once(terminal: Terminal) -> None:
    terminal.steps(1)
    assert [left(terminal, queue) for queue in "ABCF"] == [60] * 4
    assert [left(terminal, queue, TOMORROW) for queue in "ABCF"] == [60] * 4


@pytest.mark.parametrize(
    ("now", "holidays", "expected"),
    [
        (MONDAY, (), TOMORROW),
        (MONDAY + timedelta(days=4), (), TODAY + timedelta(days=7)),  # Friday → Monday
        (MONDAY + timedelta(days=4), ("2026-11-30",), TODAY + timedelta(days=8)),
        (MONDAY.replace(month=12, day=23), (), date(2026, 12, 24)),
        (MONDAY.replace(month=12, day=24), (), date(2026, 12, 28)),  # 25 and 26 are public holidays
    ],
)
def test_the_next_lease_is_for_the_day_on_which_the_office_opens_next(
    world: World, terminal: Terminal, now: Any, holidays: tuple[str, ...], expected: date
) -> None:
    world.clock.set_wall(now)
    closed = [{"day": day, "reason": "Betriebsausflug"} for day in holidays]
    office = configuration().office.model_dump(mode="json") | {"exceptions": closed}
    body = configuration().model_dump(mode="json") | {"office": office}
    on(terminal, "configuration", lambda _: ours(200, body, ETag='"2"'))
    terminal.steps(1)
    assert {body["day"] for body in terminal.server.leases.values()} == {
        now.date().isoformat(),
        expected.isoformat(),
    }


def test_a_lost_reply_costs_no_block(terminal: Terminal) -> None:
    on(terminal, "leases", once(lambda request: reply_lost(terminal.server, request)))
    terminal.until(lambda: left(terminal, "F", TOMORROW) > 0, 300)
    assert len(terminal.server.leases) == 8, "two days, four queues, one block each"
    assert set(terminal.server.last_numbers.values()) == {60}


def test_the_same_question_is_asked_even_when_the_size_has_changed_meanwhile(terminal: Terminal) -> None:
    original = terminal.server.take

    def lose(request: httpx2.Request) -> httpx2.Response:
        original(request)
        raise httpx2.ReadTimeout("lost", request=request)

    on(terminal, "leases", lose)
    terminal.steps(3)
    asked = terminal.server.paths("leases/")
    bigger = configuration(lease_size=200).model_dump(mode="json")
    bodies = []

    def see(request: httpx2.Request) -> None:
        bodies.append(json.loads(request.content))

    terminal.server.take = original  # type: ignore[method-assign]
    on(terminal, "configuration", lambda _: ours(200, bigger, ETag='"2"'))
    on(terminal, "leases", see)
    terminal.until(lambda: left(terminal) > 0, 300)
    assert set(terminal.server.paths("leases/")) >= set(asked)
    assert len(terminal.server.leases) == 8
    assert bodies[0]["size"] == 60, "the same question, or the back office would call it another one"


@pytest.mark.parametrize(
    "changes",
    [
        {"terminal_id": "01900000-0000-7000-8000-0000000000ff"},
        {"office_id": "ost"},
        {"queue": "A"},
        {"day": TOMORROW},
        {"day": TODAY - timedelta(days=1)},
        {"first": 61},
    ],
    ids=str,
)
def test_a_lease_that_is_not_for_us_is_refused(world: World, changes: dict[str, Any]) -> None:
    lease = sign(lease_fields(**changes), SERVER_KEY)
    with world.database.transaction() as connection:
        connection.execute("DELETE FROM lease")
    verdict = world.leases.accept(lease, queue="B", day=TODAY, now=world.clock.now())
    assert verdict is Verdict.NOT_OURS
    assert world.leases.supply("B", TODAY).left == 0


def test_a_lease_that_nobody_or_somebody_else_signed_is_refused(world: World) -> None:
    good = sign(lease_fields(first=61, last=90), SERVER_KEY)
    stranger = sign(lease_fields(first=61, last=90), Ed25519PrivateKey.generate())
    longer = good.model_copy(update={"last": 999})
    for forged in (stranger, longer, good.model_copy(update={"signature": "AAAA"})):
        assert world.leases.accept(forged, queue="B", day=TODAY, now=world.clock.now()) is Verdict.NOT_OURS
    assert world.leases.accept(good, queue="B", day=TODAY, now=world.clock.now()) is Verdict.KEPT


@pytest.mark.parametrize(("first", "last"), [(1, 60), (60, 119), (30, 40), (1, 999)])
def test_a_lease_that_overlaps_one_we_have_is_refused(world: World, first: int, last: int) -> None:
    lease = sign(lease_fields(first=first, last=last), SERVER_KEY)
    verdict = world.leases.accept(lease, queue="B", day=TODAY, now=world.clock.now())
    assert verdict is Verdict.OVERLAPS
    assert world.leases.supply("B", TODAY).left == 60


def test_after_an_overlap_the_next_block_is_asked_for(terminal: Terminal) -> None:
    """A back office that came back from yesterday's backup counts its numbers anew."""
    terminal.steps(2)
    terminal.server.leases.clear()
    terminal.server.last_numbers.clear()
    with terminal.database.transaction() as connection:
        connection.execute("UPDATE lease SET next = last - 5")
    terminal.until(lambda: left(terminal) > 60, 300)
    with terminal.database.reading() as connection:
        blocks = connection.execute(
            "SELECT first, last FROM lease WHERE queue = 'B' AND day = ? ORDER BY first", (TODAY.isoformat(),)
        ).fetchall()
    assert [(row["first"], row["last"]) for row in blocks] == [(1, 60), (61, 120)]


def test_a_forged_answer_leaks_no_block(terminal: Terminal) -> None:
    """Somebody keeps answering wrongly; the question stays the same, so that one block at most is ever lost."""
    forged = Ed25519PrivateKey.generate()

    def forge(request: httpx2.Request) -> httpx2.Response:
        lease = Lease.model_validate(
            terminal.server._lease(request.url.path[-36:], json.loads(request.content)).json()
        )
        fields = {name: getattr(lease, name) for name in Lease.model_fields if name != "signature"}
        return ours(201, sign(fields, forged).model_dump(mode="json"))

    on(terminal, "leases", forge)
    terminal.steps(40)
    assert left(terminal) == 0
    assert len(terminal.server.leases) == 8


def test_a_refused_question_is_given_up_and_asked_anew(terminal: Terminal) -> None:
    on(terminal, "leases", once(lambda _: problem(409, "conflict")))
    terminal.until(lambda: left(terminal, "A") > 0, 120)
    assert len(set(terminal.server.paths("leases/"))) == 9


def test_numbers_that_the_back_office_forgot_are_not_given_out_again(world: World) -> None:
    """Its database was lost; it leases 1 to 60 anew, and somebody in the waiting area holds 1 to 3."""
    for _ in range(3):
        world.draw_number()
        world.visit.end()
    with world.database.transaction() as connection:
        connection.execute("DELETE FROM lease")
    world.lease("B", 60)
    assert world.draw_number().number == "B 004"


# --- configuration, appointments, waiting times ---

UNREADABLE: list[Any] = [
    None,
    [],
    "text",
    {},
    {"city": "Stuttgart"},
    {**configuration().model_dump(mode="json"), "office": {"id": "mitte"}},
    {**configuration().model_dump(mode="json"), "lease_size": 0},
    *(
        {
            **configuration().model_dump(mode="json"),
            "office": {**configuration().office.model_dump(mode="json"), "time_zone": zone},
        }
        for zone in ("Europe/Nowhere", "../../etc/passwd", "", "/etc/passwd", "Europe")
    ),
]


@pytest.mark.parametrize("body", UNREADABLE, ids=lambda body: str(body)[:24])
def test_a_configuration_of_unknown_shape_leaves_the_last_good_one(terminal: Terminal, body: Any) -> None:
    terminal.steps(1)
    on(terminal, "configuration", lambda _: ours(200, body, ETag='"2"'))
    for _ in range(5):
        terminal.clock.advance(61)
        terminal.sync.step()
    assert terminal.kept.configuration() == configuration()
    assert terminal.kept.configuration_etag() == '"1"'
    assert terminal.sync.is_online, "the rest of the conversation goes on"
    assert left(terminal) == 60


def test_a_newer_configuration_with_more_fields_is_understood(terminal: Terminal) -> None:
    body = configuration(city="Neustadt").model_dump(mode="json") | {"robots": [1, 2]}
    on(terminal, "configuration", lambda _: ours(200, body, ETag='"2"'))
    terminal.steps(1)
    kept = terminal.kept.configuration()
    assert kept is not None
    assert kept.city == "Neustadt"


@pytest.mark.parametrize("path", ["configuration", "leases", "appointments", "queues", "terminals"])
@pytest.mark.parametrize("code", [500, 422])
def test_one_subject_that_fails_keeps_no_other_from_its_turn(
    world: World, terminal: Terminal, path: str, code: int
) -> None:
    terminal.steps(1)
    on(terminal, path, lambda _: problem(code, "broken"))
    with world.database.transaction() as connection:
        connection.execute("DELETE FROM lease")
    call = world.desk.call_help("start")
    offline = 0
    for _ in range(60):
        terminal.clock.advance(max(1.0, terminal.sync.step()))
        offline += not terminal.sync.is_online
    assert str(call.id) in terminal.server.facts
    assert path == "leases" or left(terminal) == 60
    served = {request[2].partition("/")[0].partition("?")[0] for request in terminal.server.requests[-40:]}
    assert {"configuration", "appointments", "queues", "terminals"} <= served
    assert offline == 0, "a server that answers the rest is not out of reach"


def test_a_server_that_can_do_nothing_is_offline_and_asked_little(terminal: Terminal) -> None:
    terminal.steps(2)
    terminal.server.moods = [status(500)] * 10
    terminal.server.requests.clear()
    terminal.clock.advance(61)
    terminal.sync.step()
    assert terminal.sync.state.line is Line.OFFLINE
    assert len(terminal.server.requests) == 2, "one failed, another confirmed it"


def test_offline_ends_only_with_an_answer(terminal: Terminal) -> None:
    terminal.steps(2)
    terminal.server.moods = [status(503)] * 4
    terminal.clock.advance(61)
    terminal.sync.step()
    assert not terminal.sync.is_online
    while not terminal.sync.is_online:
        before = len(terminal.server.requests)
        terminal.clock.advance(terminal.sync.step() + 0.01)
    assert len(terminal.server.requests) > before
    assert terminal.server.moods == []


# --- days ---


def test_at_midnight_of_the_office_the_day_turns(world: World, terminal: Terminal) -> None:
    world.clock.set_wall(MONDAY.replace(hour=23, minute=59, second=30))
    terminal.steps(1)
    assert left(terminal, day=TODAY) == 60
    world.clock.advance(40)
    terminal.sync.step()
    assert left(terminal, day=TODAY) == 0, "yesterday's numbers are gone"
    assert left(terminal, day=TOMORROW) == 60
    assert left(terminal, day=TOMORROW + timedelta(days=1)) == 60
    newest = terminal.server.paths("appointments")
    assert newest
    assert world.clock.now().astimezone(BERLIN).date() == TOMORROW


def test_what_belongs_to_earlier_days_goes_also_when_the_terminal_is_switched_off_at_night(
    world: World, terminal: Terminal
) -> None:
    world.lease("B", 10)
    world.draw_number()
    terminal.kept.keep_text(f"lease-request {TODAY.isoformat()} B", "left over")
    world.clock.set_wall(MONDAY + timedelta(days=1))
    morning = Terminal(world.database, terminal.server, world.clock)
    morning.steps(1)
    assert world.tickets() == []
    assert terminal.kept.text(f"lease-request {TODAY.isoformat()} B") == ""
    assert "tickets" in {path.partition("/")[0] for _, _, path in terminal.server.requests}, "but sent it was"


def test_a_clock_that_runs_back_loses_nothing(world: World, terminal: Terminal) -> None:
    terminal.steps(1)
    world.lease("B", 10, first=900)
    world.clock.set_wall(MONDAY - timedelta(days=400))
    terminal.steps(3)
    world.clock.set_wall(MONDAY)
    terminal.steps(3)
    assert left(terminal) == 70


def once(answer: Answer) -> Answer:
    """Only the first time."""
    left = [answer]
    return lambda request: left.pop()(request) if left else None
