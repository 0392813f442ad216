# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal is killed at every step of issuing a ticket; no number is lost and none comes out twice unmarked."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from devices.printer import load_profile
from devices.simulator.printer import PrinterSimulator
from kiosk.sync.identity import load_or_create
from tests.helpers import BERLIN, ENROLMENT, World, office

FAST = 40.0
"""The simulated printer lives so many times faster than a real one."""


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    simulator = PrinterSimulator(
        load_profile("epson-tm-t20iii"),
        baud=115200,
        keep_sheets=True,
        clock=lambda: time.monotonic() * FAST,
    )
    yield simulator
    simulator.close()


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    """The store of a terminal whose office is open now, with all numbers of queue B leased."""
    world = World(tmp_path)
    now = datetime.now(BERLIN)
    world.clock.set_wall(now)
    always = [{"weekday": day, "opens": "00:00", "closes": "23:59:59"} for day in range(7)]
    world.configure(office=office(hours=always).model_dump(), holidays=())
    world.lease("B", 999, day=now.date())
    load_or_create(tmp_path, world.kept, world.clock, world.random.randbytes)
    world.kept.keep_enrolment(ENROLMENT)
    world.database.close()
    return tmp_path


class Life:
    """One process from its start to its end."""

    def __init__(self, state_dir: Path, printer: PrinterSimulator, kill_at: int) -> None:
        from tests.crash.terminal_process import live

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.crash.terminal_process"])
        read_end, write_end = os.pipe()
        url = f"serial:{printer.path}?baud=115200&profile=epson-tm-t20iii&flow=none"
        process = context.Process(
            target=_live_with, args=(live, str(state_dir), url, kill_at, _Descriptor(write_end))
        )
        process.start()
        os.close(write_end)
        process.join(30)
        assert process.exitcode is not None, "the terminal neither ended nor died"
        self.exit_code = process.exitcode
        with os.fdopen(read_end) as lines:
            self.report = lines.read().splitlines()
        process.close()

    @property
    def seen(self) -> list[str]:
        """The numbers that a visitor saw on the screen."""
        return [line[5:10] for line in self.report if line.startswith("seen ")]

    @property
    def steps_until_seen(self) -> int:
        return next(int(line.split()[-1]) for line in self.report if line.startswith("seen "))

    @property
    def steps(self) -> int:
        return next(int(line.removeprefix("steps ")) for line in self.report if line.startswith("steps "))


class _Descriptor:
    """Sends a descriptor along to the process."""

    def __init__(self, number: int) -> None:
        self._duplicate = multiprocessing.reduction.DupFd(number)

    def detach(self) -> int:
        return self._duplicate.detach()


def _live_with(live: object, state_dir: str, url: str, kill_at: int, report: _Descriptor) -> None:
    live(state_dir, url, kill_at, report.detach())  # type: ignore[operator]


def on_paper(printer: PrinterSimulator) -> tuple[Counter[str], Counter[str]]:
    """How often each number came out, as a first slip and as a "Zweitdruck"."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    duplicate = False
    for sheet in printer.sheets:
        for line in sheet.text:
            if "Zweitdruck" in line:
                duplicate = True
            elif match := re.search(r"\b(B \d{3})\b", line):
                (second if duplicate else first)[match[1]] += 1
                duplicate = False
    return first, second


def check(state_dir: Path, printer: PrinterSimulator, seen: list[str]) -> list[str]:
    """All that must hold, whatever was killed. Returns the numbers given out."""
    connection = sqlite3.connect(state_dir / "terminal.sqlite")
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    tickets = dict(
        connection.execute("SELECT id, queue || ' ' || printf('%03d', number) FROM ticket ORDER BY number")
    )
    sent = {json.loads(body)["id"] for (body,) in connection.execute("SELECT body FROM outbox")}
    states = Counter(state for (state,) in connection.execute("SELECT state FROM print_job"))
    connection.close()
    numbers = list(tickets.values())
    first, second = on_paper(printer)
    assert len(set(numbers)) == len(numbers), "a number was given out twice"
    assert set(seen) <= set(numbers), "somebody saw a number that is lost"
    assert sent == set(tickets), "every ticket is on its way to the back office, and nothing else is"
    assert set(first) | set(second) <= set(numbers), "paper shows a number that nobody has"
    assert max(first.values(), default=0) <= 1, "a slip came out twice without being marked"
    assert set(numbers) == set(first) | set(second), "a number was never printed"
    assert not states.keys() & {"queued", "sending", "sent"}
    return numbers


def deaths(until_seen: int, until_printed: int, count: int) -> list[int]:
    """Steps to die at: half of them spread over giving out the number, half over printing its slip."""
    chance = random.Random(7)
    half = count // 2
    issuing = [1 + until_seen * index // half for index in range(half)]
    printing = [until_seen + (until_printed - until_seen) * index // half for index in range(half)]
    return [step + chance.randrange(3) for step in (*issuing, *printing)]


def test_killed_at_every_step_of_issuing_a_ticket(
    state_dir: Path, printer: PrinterSimulator, request: pytest.FixtureRequest
) -> None:
    kills = int(request.config.getoption("--kills"))
    whole = Life(state_dir, printer, 0)
    assert whole.exit_code == 0, whole.report
    seen = whole.seen
    died = 0
    for kill_at in deaths(whole.steps_until_seen, whole.steps, kills):
        life = Life(state_dir, printer, kill_at)
        assert "up" in life.report, life.report
        died += life.exit_code == -9
        seen += life.seen
    last = Life(state_dir, printer, 0)
    assert last.exit_code == 0
    numbers = check(state_dir, printer, seen + last.seen)
    assert died >= kills // 2, f"only {died} of {kills} died"
    print(f"{died} kills over {whole.steps} steps, {len(numbers)} numbers, {len(seen)} seen")
