# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How wrong the waiting times are that people read on their slips: ours beside the ZMS formula.

``python -m benchmarks.waiting_time [--days N] [--seeds 1 2 3]`` plays half days of an office (five hours) and compares what
each formula says to every walk-in with what then happens. Both see the same visitors. ZMS is judged twice: on the days as
we call people, and on the same days as ZMS would call them (appointments always first), where it is at home; the smaller
error counts. "floor" is the error of an estimator that knows the true distributions and plays 2,000 futures: what chance
leaves over. "within" is the share of waits inside the printed range.
"""

from __future__ import annotations

import argparse
import heapq
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import fmean

from backoffice.waiting.attendance import Attendance
from backoffice.waiting.durations import Duration, Seen, learn
from backoffice.waiting.estimate import estimate, sample_waits
from backoffice.waiting.situation import Ahead, DeskNow, Situation
from benchmarks import zms_waiting
from kiosk.wire.models import Estimate

OPEN_MINUTES = 300.0
LEAD = 10.0
"""Who has an appointment is called like a walk-in who came this long before it (backoffice.domain.facts)."""


@dataclass(frozen=True)
class Scenario:
    """``load`` is work over capacity, ``appointments`` their share of the visitors, ``planned`` the configured minutes."""

    name: str
    desks: int
    load: float
    appointments: float = 0.0
    no_show: float = 0.0
    minutes: float = 12.0
    planned: float = 12.0
    spread: float = 0.6


SCENARIOS = (
    Scenario("4 desks, walk-ins only", 4, 0.85),
    Scenario("4 desks, half appointments", 4, 0.9, 0.5),
    Scenario("same, 20 % no-show", 4, 0.9, 0.5, 0.2),
    Scenario("3/4 appointments, 20 % no-show", 4, 0.95, 0.75, 0.2),
    Scenario("16 minutes, configured 12", 4, 0.95, 0.5, 0.1, minutes=16),
    Scenario("8 minutes, configured 12", 4, 0.9, 0.5, 0.1, minutes=8),
    Scenario("1 desk, fully booked", 1, 1.0, 0.8, 0.12),
    Scenario("2 desks, quiet", 2, 0.3, 0.5, 0.1),
    Scenario("10 desks, overloaded", 10, 1.15, 0.4, 0.12),
)


@dataclass(frozen=True)
class Visitor:
    comes: float
    starts: float | None
    takes: float

    @property
    def order(self) -> float:
        return self.comes if self.starts is None else self.starts - LEAD


@dataclass(frozen=True)
class Day:
    visitors: tuple[Visitor, ...]
    booked: tuple[float, ...]
    """All appointments, also those nobody comes to."""


def make_day(scenario: Scenario, rng: random.Random) -> Day:
    per_minute = scenario.load * scenario.desks / scenario.minutes
    takes = Duration(scenario.minutes, scenario.spread)
    visitors, booked = [], []
    count = round(per_minute * OPEN_MINUTES * scenario.appointments)
    for index in range(count):
        starts = 5 * round((index + 0.5) * OPEN_MINUTES / count / 5)
        booked.append(float(starts))
        if rng.random() >= scenario.no_show:
            comes = max(0.0, starts - 6 + rng.gauss(0, 7))
            visitors.append(Visitor(comes, float(starts), rng.lognormvariate(takes.mu, takes.sigma)))
    rate = per_minute * (1 - scenario.appointments)
    moment = rng.expovariate(rate) if rate else math.inf
    while moment < OPEN_MINUTES:
        visitors.append(Visitor(moment, None, rng.lognormvariate(takes.mu, takes.sigma)))
        moment += rng.expovariate(rate)
    return Day(tuple(sorted(visitors, key=lambda visitor: visitor.comes)), tuple(sorted(booked)))


@dataclass
class Office:
    """What happens on a day: ``waiting`` in the order of arrival, desks by the moment they are free."""

    day: Day
    desks: int
    ours: bool
    on_walk_in: Callable[[Office, float, Visitor], None]
    waiting: list[Visitor] = field(default_factory=list)
    busy: list[tuple[float, float, int]] = field(default_factory=list)
    """(free at, since, number) as a heap."""
    called: dict[int, float] = field(default_factory=dict)
    finished: list[float] = field(default_factory=list)
    came: set[int] = field(default_factory=set)

    def play(self) -> None:
        for visitor in self.day.visitors:
            self._free_until(visitor.comes)
            if visitor.starts is None:
                self.on_walk_in(self, visitor.comes, visitor)
            else:
                self.came.add(id(visitor))
            self.waiting.append(visitor)
            self._call(visitor.comes)
        self._free_until(math.inf)

    def _free_until(self, moment: float) -> None:
        while self.busy and self.busy[0][0] <= moment:
            free_at, since, _ = heapq.heappop(self.busy)
            self.finished.append(free_at - since)
            self._call(free_at)

    def _call(self, now: float) -> None:
        while self.waiting and len(self.busy) < self.desks:
            visitor = self._next(now)
            self.waiting.remove(visitor)
            self.called[id(visitor)] = now
            heapq.heappush(self.busy, (now + visitor.takes, now, len(self.called)))

    def _next(self, now: float) -> Visitor:
        if self.ours:
            return min(self.waiting, key=lambda visitor: visitor.order)
        booked = sorted(
            (visitor for visitor in self.waiting if visitor.starts is not None),
            key=lambda visitor: visitor.starts or 0.0,
        )
        walk_ins = [visitor for visitor in self.waiting if visitor.starts is None]
        if zms_waiting.calls_appointment(
            now, [visitor.starts or 0.0 for visitor in booked], [v.comes for v in walk_ins]
        ):
            return booked[0]
        return walk_ins[0]

    def walk_in_waits(self) -> list[tuple[Visitor, float]]:
        """The walk-ins with the minutes each waited."""
        return [
            (visitor, self.called[id(visitor)] - visitor.comes)
            for visitor in self.day.visitors
            if visitor.starts is None
        ]

    def not_yet_called(self, now: float) -> list[float]:
        """Start times of the appointments ZMS counts. Those nobody comes to it calls in vain once their time is there;
        that costs nothing here, in its favour."""
        still_to_come = [
            visitor
            for visitor in self.day.visitors
            if visitor.starts is not None and id(visitor) not in self.called
        ]
        left = list(self.day.booked)
        for visitor in self.day.visitors:
            if visitor.starts is not None:
                left.remove(visitor.starts)
        return sorted(
            [visitor.starts or 0.0 for visitor in still_to_come] + [starts for starts in left if starts > now]
        )

    def not_here_yet(self) -> list[float]:
        """Start times of appointments nobody has checked in for."""
        left = list(self.day.booked)
        for visitor in self.day.visitors:
            if visitor.starts is not None and id(visitor) in self.came:
                left.remove(visitor.starts)
        return left


@dataclass
class Judged:
    """Errors in minutes, whether the wait was in the range, and the waits."""

    errors: list[float] = field(default_factory=list)
    inside: list[bool] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def add(self, low: float, likely: float, high: float, wait: float) -> None:
        self.errors.append(abs(likely - wait))
        self.inside.append(low <= wait <= high)
        self.waits.append(wait)

    @property
    def error(self) -> float:
        return fmean(self.errors)

    @property
    def coverage(self) -> float:
        return fmean(self.inside)


@dataclass
class Result:
    ours: Judged = field(default_factory=Judged)
    floor: Judged = field(default_factory=Judged)
    zms_here: Judged = field(default_factory=Judged)
    zms_at_home: Judged = field(default_factory=Judged)


class Experience:
    """What our estimator has learnt on the days before."""

    def __init__(self, planned: float) -> None:
        self.planned = planned
        self.days: list[list[float]] = []
        self.missed = self.due = 0.0

    def duration(self, today: list[float]) -> Duration:
        seen = Seen.of(today)
        for ago, minutes in enumerate(reversed(self.days[-14:]), start=1):
            seen += Seen.of(minutes, ago)
        learnt = learn(self.planned, seen)
        assert learnt is not None
        return learnt

    def close(self, office: Office) -> None:
        self.days.append(office.finished)
        self.due += len(office.day.booked)
        self.missed += len(office.day.booked) - len(office.came)


def situation(office: Office, now: float, takes: Duration, attendance: Attendance) -> Situation:
    ahead = [(visitor.order, Ahead("B", takes)) for visitor in office.waiting if visitor.order <= now]
    ahead += [
        (starts - LEAD, Ahead("B", takes, starts_in=starts - now))
        for starts in office.not_here_yet()
        if starts - LEAD <= now
    ]
    desks = [DeskNow(frozenset("B"), takes, now - since) for _, since, _ in office.busy]
    desks += [DeskNow(frozenset("B"))] * (office.desks - len(desks))
    return Situation(
        "B",
        tuple(desks),
        tuple(person for _, person in sorted(ahead, key=lambda entry: entry[0])),
        attendance,
    )


def run(scenario: Scenario, days: int, seed: int, result: Result, *, floor: bool) -> None:
    rng = random.Random(seed)
    experience = Experience(scenario.planned)
    for _ in range(days):
        day = make_day(scenario, rng)
        judge_ours(scenario, day, experience, result, floor=floor)
        judge_zms(scenario, day, result.zms_here, ours=True)
        judge_zms(scenario, day, result.zms_at_home, ours=False)


def judge_ours(scenario: Scenario, day: Day, experience: Experience, result: Result, *, floor: bool) -> None:
    said: dict[int, Estimate] = {}
    perfect: dict[int, float] = {}
    true = Duration(scenario.minutes, scenario.spread)

    def ask(office: Office, now: float, visitor: Visitor) -> None:
        takes = experience.duration(office.finished)
        attendance = Attendance.of(experience.missed, experience.due)
        answer = estimate(situation(office, now, takes, attendance))
        assert answer is not None
        said[id(visitor)] = answer
        if floor:
            futures = sample_waits(situation(office, now, true, Attendance(scenario.no_show)), 2000)
            perfect[id(visitor)] = sorted(futures)[len(futures) // 2]

    office = Office(day, scenario.desks, True, ask)
    office.play()
    experience.close(office)
    for visitor, wait in office.walk_in_waits():
        answer = said[id(visitor)]
        result.ours.add(answer.low_minutes, answer.likely_minutes or 0, answer.high_minutes, wait)
        if floor:
            result.floor.add(0, perfect[id(visitor)], 0, wait)


def judge_zms(scenario: Scenario, day: Day, judged: Judged, *, ours: bool) -> None:
    said: dict[int, tuple[int, int]] = {}

    def ask(office: Office, now: float, visitor: Visitor) -> None:
        walk_ins = [other.comes for other in office.waiting if other.starts is None]
        said[id(visitor)] = zms_waiting.waiting_time(
            now, office.not_yet_called(now), walk_ins, scenario.planned, office.desks
        )

    office = Office(day, scenario.desks, ours, ask)
    office.play()
    for visitor, wait in office.walk_in_waits():
        low, likely = said[id(visitor)]
        judged.add(low, likely, likely, wait)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=20, help="half days in a row for each seed")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument(
        "--no-floor", action="store_true", help="leave out the slow comparison with perfect knowledge"
    )
    arguments = parser.parse_args()
    print(
        f"{'':32} {'wait':>6} | {'ours':>6} {'within':>7} | {'zms':>6} {'within':>7} {'at home':>8} | {'ratio':>6} {'floor':>6}"
    )
    for scenario in SCENARIOS:
        result = Result()
        for seed in arguments.seeds:
            run(scenario, arguments.days, seed, result, floor=not arguments.no_floor)
        best = min(result.zms_here, result.zms_at_home, key=lambda judged: judged.error)
        floor = f"{result.floor.error / best.error:6.2f}" if result.floor.errors else ""
        print(
            f"{scenario.name:32} {fmean(result.ours.waits):6.1f} | {result.ours.error:6.2f} {result.ours.coverage:7.0%} | "
            f"{result.zms_here.error:6.2f} {result.zms_here.coverage:7.0%} {result.zms_at_home.error:8.2f} | "
            f"{result.ours.error / best.error:6.2f} {floor}"
        )


if __name__ == "__main__":
    main()
