# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who a terminal is is looked up beside the requests, and never believed longer than ten seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from backoffice.api import directory as module
from backoffice.api.directory import TerminalDirectory
from backoffice.domain.terminals import Terminal
from backoffice.store.base import Store, StoreUnavailableError
from tests.backoffice.world import FakeClock

ONE = uuid4()


def terminal(terminal_id: UUID, *, is_revoked: bool = False) -> Terminal:
    return Terminal(
        id=terminal_id,
        office_id="mitte",
        number=1,
        public_key=b"",
        appointment_key=b"",
        locked=False,
        lock_message="",
        is_revoked=is_revoked,
    )


class Reads:
    """A store whose reads are answered when the test says so."""

    def __init__(self) -> None:
        self.asked: list[Future[Any]] = []

    def submit_read(self, _work: object) -> Future[Any]:
        self.asked.append(Future())
        return self.asked[-1]


@pytest.fixture(autouse=True)
def _no_waiting_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_GATHER_SECONDS", 0)


async def asked(reads: Reads, count: int) -> None:
    async with asyncio.timeout(5):
        while len(reads.asked) < count:
            await asyncio.sleep(0)


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


Play = Callable[[TerminalDirectory, Reads, FakeClock], Awaitable[None]]


def play(scene: Play) -> None:
    async def run() -> None:
        reads, clock = Reads(), FakeClock()
        directory = TerminalDirectory(cast(Store, reads), clock)
        first = asyncio.create_task(directory.find(ONE))
        await asked(reads, 1)
        reads.asked[0].set_result({ONE: terminal(ONE)})
        assert (await first) == terminal(ONE)
        await scene(directory, reads, clock)

    asyncio.run(run())


def test_one_in_use_is_looked_up_before_its_time_is_over() -> None:
    async def scene(directory: TerminalDirectory, reads: Reads, clock: FakeClock) -> None:
        clock.advance(seconds=6)
        assert await directory.find(ONE) == terminal(ONE)  # answered without waiting
        await asked(reads, 2)
        reads.asked[1].set_result({ONE: terminal(ONE, is_revoked=True)})
        await settled()
        assert await directory.find(ONE) == terminal(ONE, is_revoked=True)
        clock.advance(seconds=4)
        assert await directory.find(ONE) == terminal(ONE, is_revoked=True)
        assert len(reads.asked) == 2

    play(scene)


def test_one_that_is_gone_is_asked_for_again() -> None:
    async def scene(directory: TerminalDirectory, reads: Reads, clock: FakeClock) -> None:
        clock.advance(seconds=6)
        await directory.find(ONE)
        await asked(reads, 2)
        reads.asked[1].set_result({})
        await settled()
        last = asyncio.create_task(directory.find(ONE))
        await asked(reads, 3)
        reads.asked[2].set_result({})
        assert await last is None

    play(scene)


def test_after_ten_seconds_nothing_is_believed_although_the_database_is_away() -> None:
    async def scene(directory: TerminalDirectory, reads: Reads, clock: FakeClock) -> None:
        clock.advance(seconds=6)
        await directory.find(ONE)
        await asked(reads, 2)
        reads.asked[1].set_exception(StoreUnavailableError("away"))
        await settled()
        clock.advance(seconds=4.001)
        last = asyncio.create_task(directory.find(ONE))
        await asked(reads, 3)
        reads.asked[2].set_exception(StoreUnavailableError("away"))
        with pytest.raises(StoreUnavailableError):
            await last

    play(scene)


def test_what_was_changed_meanwhile_is_not_covered_by_an_older_look() -> None:
    async def scene(directory: TerminalDirectory, reads: Reads, clock: FakeClock) -> None:
        clock.advance(seconds=6)
        await directory.find(ONE)
        await asked(reads, 2)
        directory.forget(ONE)
        again = asyncio.create_task(directory.find(ONE))
        reads.asked[1].set_result({ONE: terminal(ONE)})
        await asked(reads, 3)
        reads.asked[2].set_result({ONE: terminal(ONE, is_revoked=True)})
        assert await again == terminal(ONE, is_revoked=True)
        assert await directory.find(ONE) == terminal(ONE, is_revoked=True)
        assert len(reads.asked) == 3

    play(scene)


def test_what_is_asked_for_during_a_read_shares_the_next() -> None:
    async def scene(directory: TerminalDirectory, reads: Reads, clock: FakeClock) -> None:
        first, *others = (uuid4() for _ in range(5))
        looking = [asyncio.create_task(directory.find(first))]
        await asked(reads, 2)
        looking += [asyncio.create_task(directory.find(one)) for one in [*others, others[0]]]
        await settled()
        reads.asked[1].set_result({first: terminal(first)})
        await asked(reads, 3)
        reads.asked[2].set_result({one: terminal(one) for one in others})
        found = await asyncio.wait_for(asyncio.gather(*looking), 5)
        assert [one and one.id for one in found] == [first, *others, others[0]]
        assert len(reads.asked) == 3

    play(scene)


def test_whoever_stops_waiting_disturbs_nobody_who_asked_for_the_same() -> None:
    async def scene(directory: TerminalDirectory, reads: Reads, clock: FakeClock) -> None:
        other = uuid4()
        gone, stays = (asyncio.create_task(directory.find(other)) for _ in range(2))
        await asked(reads, 2)
        gone.cancel()
        await settled()
        reads.asked[1].set_result({other: terminal(other)})
        assert await asyncio.wait_for(stays, 5) == terminal(other)

    play(scene)
