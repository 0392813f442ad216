# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Appointments: the own office's often, those of the whole city a day at a time and seldom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest

from kiosk.sync.pull import CITY_UNTIL
from tests.helpers import MONDAY, World, configuration
from tests.kiosk.sync.model import ModelBackOffice, Terminal, on, ours, problem

TODAY = MONDAY.date()


@pytest.fixture
def terminal(world: World) -> Terminal:
    return Terminal(world.database, ModelBackOffice(world.clock), world.clock)


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
