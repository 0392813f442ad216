# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes in: only what fits is taken, the last good state stays, and one bad subject keeps no other from its turn."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.sync.pull import CITY_UNTIL
from kiosk.sync.sync import Line
from kiosk.tickets.leases import Leases, Verdict
from kiosk.wire.leases import sign
from kiosk.wire.models import API, Lease
from tests.helpers import BERLIN, ENROLMENT, MONDAY, SERVER_KEY, World, configuration
from tests.kiosk.sync.model import ModelBackOffice, Terminal, ours, problem, reply_lost, status

TODAY = MONDAY.date()
TOMORROW = TODAY + timedelta(days=1)
Answer = Callable[[httpx2.Request], httpx2.Response | None]


@pytest.fixture
def terminal(world: World) -> Terminal:
    """A terminal that has no lease yet."""
    with world.database.transaction() as connection:
        connection.execute("DELETE FROM lease")
    return Terminal(world.database, ModelBackOffice(world.clock), world.clock)


def on(terminal: Terminal, path: str, answer: Answer) -> None:
    """Answer requests that begin with ``path`` in a special way, others as ever."""
    original = terminal.server.take

    def take(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.startswith(f"{API}/{path}"):
            special = answer(request)
            if special is not None:
                return special
        return original(request)

    terminal.server.take = take  # type: ignore[method-assign]


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


@pytest.mark.parametrize("shift", [timedelta(days=-1), timedelta(days=1), timedelta(days=-365)])
def test_appointments_of_another_day_are_refused(world: World, terminal: Terminal, shift: timedelta) -> None:
    world.appointment("471123", "8264", MONDAY)

    def other_day(request: httpx2.Request) -> httpx2.Response:
        days = {
            name: (date.fromisoformat(request.url.params[name]) + shift).isoformat()
            for name in ("first", "last")
        }
        return ours(200, {**days, "appointments": []})

    on(terminal, "appointments", other_day)
    terminal.steps(3)
    assert len(world.appointments) == 1, "the last good list stays"
    assert terminal.sync.is_online


class Lists:
    """Answers for appointments: today a visitor of the own office and one of another; and what was asked for."""

    def __init__(self, terminal: Terminal, **answered: Any) -> None:
        self.asked: list[tuple[str, date, date]] = []
        self._answered = answered
        self._terminal = terminal
        on(terminal, "appointments", self._answer)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        first, last = (date.fromisoformat(request.url.params[name]) for name in ("first", "last"))
        own = request.url.params.get("office") == "own"
        self.asked.append(("own" if own else "city", first, last))
        places = (["here"] if own else ["here", "there"]) if first <= TODAY <= last else []
        return ours(
            200,
            {
                "first": str(first),
                "last": str(last),
                "office_id": configuration().office.id if own else "",
                "appointments": [self._one(place) for place in places],
                **self._answered,
            },
        )

    def _one(self, place: str) -> dict[str, Any]:
        # Another one with every answer, so that what was replaced is seen.
        return {
            "id": str(UUID(int=len(self.asked) * 100 + len(place))),
            "code_hash": f"{place}-{len(self.asked)}",
            "office_id": configuration().office.id if place == "here" else "west",
            "starts_at": MONDAY.isoformat(),
            "service": "reisepass-beantragen",
            "state": "booked",
            "ticket_label": "",
        }

    def kept(self) -> dict[str, int]:
        """With which answer each one that is kept came."""
        with self._terminal.database.reading() as connection:
            rows = connection.execute("SELECT code_hash FROM appointment").fetchall()
        return {place: int(number) for place, number in (row["code_hash"].split("-") for row in rows)}

    def fetched(self, whose: str) -> int:
        """How often a list was asked for whole; that of the city has a request for each day."""
        asked = [one for one in self.asked if one[0] == whose]
        return len(asked) if whose == "own" else len([one for one in asked if one[1] == TODAY])

    def pass_hours(self, hours: float) -> None:
        until = self._terminal.clock.monotonic() + hours * 3600
        while self._terminal.clock.monotonic() < until:
            self._terminal.clock.advance(max(1.0, self._terminal.sync.step()))


def test_the_own_office_is_fetched_often_the_whole_city_a_few_times_a_day(terminal: Terminal) -> None:
    lists = Lists(terminal)
    lists.pass_hours(8)
    assert 2 <= lists.fetched("city") <= 3
    assert lists.fetched("own") > 100
    assert lists.kept()["here"] == len(lists.asked)
    assert lists.kept()["there"] < len(lists.asked), "others stay while the own office's are replaced"


def test_the_whole_city_comes_a_day_at_a_time_today_first(terminal: Terminal) -> None:
    lists = Lists(terminal)
    terminal.steps(1)
    days = [first for _, first, _ in lists.asked]
    assert {(whose, first == last) for whose, first, last in lists.asked} == {("city", True)}
    assert days[0] == TODAY
    assert sorted(days) == [TODAY + timedelta(days=ahead) for ahead in range(-1, 15)]
    assert set(lists.kept()) == {"here", "there"}


def test_a_city_that_breaks_off_is_fetched_again_and_what_came_is_kept(terminal: Terminal) -> None:
    lists = Lists(terminal)
    on(
        terminal,
        "appointments",
        lambda request: problem(500, "internal") if request.url.params["first"] > str(TODAY) else None,
    )
    lists.pass_hours(0.1)
    assert set(lists.kept()) == {"here", "there"}, "today came"
    assert lists.fetched("city") > 1
    assert lists.fetched("own") == 0


def test_a_terminal_that_was_off_waits_its_turn_for_the_whole_city(terminal: Terminal) -> None:
    lists = Lists(terminal)
    lists.pass_hours(0.1)
    terminal.clock.advance(8 * 3600)
    lists.asked.clear()
    terminal.steps(1)
    assert [whose for whose, *_ in lists.asked] == ["own"], (
        "all terminals of a city start in the same minutes"
    )
    lists.pass_hours(1.1)
    assert lists.fetched("city") == 1


def test_a_clock_that_was_wrong_keeps_nobody_from_the_whole_city(world: World, terminal: Terminal) -> None:
    lists = Lists(terminal)
    for nonsense in ((world.clock.now() + timedelta(days=365)).isoformat(), "yesterday, I think"):
        terminal.kept.keep_text(CITY_UNTIL, nonsense)
        lists.asked.clear()
        lists.pass_hours(0.1)
        assert lists.fetched("city") == 1


def test_yesterday_is_forgotten_of_other_offices_too(world: World, terminal: Terminal) -> None:
    world.appointment("471123", "8264", MONDAY - timedelta(days=2), office_id="west")
    Lists(terminal)
    terminal.steps(1)
    assert len(world.appointments) == 2, "today's two"


def test_an_older_back_office_gives_the_whole_city_every_time(terminal: Terminal) -> None:
    lists = Lists(terminal)
    lists.pass_hours(0.05)
    older = Lists(terminal, office_id="", appointments=[])
    older.pass_hours(0.1)
    assert older.fetched("own") > 1
    assert lists.kept() == {}, "its answer is the whole city, although it was asked for one office"


def test_a_list_of_another_office_is_refused(terminal: Terminal) -> None:
    lists = Lists(terminal)
    lists.pass_hours(0.1)
    before = lists.kept()
    Lists(terminal, office_id="west").pass_hours(0.1)
    assert lists.kept() == before
    assert terminal.sync.is_online


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
