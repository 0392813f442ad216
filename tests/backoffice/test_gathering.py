# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows that come together are written together, and each is answered for itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest

from backoffice.store.base import Row, StoreUnavailableError
from backoffice.store.gathering import Gatherer


class Database:
    """Keeps ids once. Its first statement takes until :meth:`go_on`; ``bad`` ids fail the statement they are in."""

    def __init__(self, *bad: str) -> None:
        self.statements: list[list[str]] = []
        self.kept: set[str] = set()
        self.bad = set(bad)
        self.is_away = False
        self._open = asyncio.Event()

    def go_on(self) -> None:
        self._open.set()

    async def write(self, rows: Sequence[Row]) -> set[object]:
        ids = [str(row["id"]) for row in rows]
        self.statements.append(ids)
        await self._open.wait()
        if self.is_away:
            raise StoreUnavailableError("away")
        if self.bad & set(ids):
            raise ValueError("bad row")
        new = set(ids) - self.kept
        self.kept |= new
        return set(new)


async def answers(database: Database, *ids: str) -> list[Any]:
    """What each is told, when the first is under way before the others come."""
    gatherer = Gatherer(database.write)
    tasks = [asyncio.create_task(gatherer.keep({"id": ids[0]}))]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    tasks += [asyncio.create_task(gatherer.keep({"id": one})) for one in ids[1:]]
    await asyncio.sleep(0)
    database.go_on()
    return await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 5)


def scene(play: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(play())


def test_what_comes_while_one_is_written_goes_together() -> None:
    async def play() -> None:
        database = Database()
        assert await answers(database, "a", "b", "c") == [True, True, True]
        assert database.statements == [["a"], ["b", "c"]]

    scene(play)


def test_the_same_id_twice_is_kept_once() -> None:
    async def play() -> None:
        database = Database()
        assert await answers(database, "a", "b", "b", "c") == [True, True, False, True]
        assert database.statements == [["a"], ["b", "c"], ["b"]]

    scene(play)


def test_a_statement_has_a_largest_size() -> None:
    async def play() -> None:
        database = Database()
        ids = [str(number) for number in range(100)]
        assert all(await answers(database, *ids))
        assert [len(statement) for statement in database.statements] == [1, 64, 35]

    scene(play)


def test_a_bad_row_fails_only_itself() -> None:
    async def play() -> None:
        database = Database("c")
        a, b, c, d = await answers(database, "a", "b", "c", "d")
        assert (a, b, d) == (True, True, True)
        assert isinstance(c, ValueError)

    scene(play)


def test_when_the_database_is_away_everybody_who_waits_hears_it_at_once() -> None:
    async def play() -> None:
        database = Database()
        database.is_away = True
        found = await answers(database, "a", "b", "c")
        assert [type(one) for one in found] == [StoreUnavailableError] * 3
        assert database.statements == [["a"]]

    scene(play)


def test_one_that_is_not_waited_for_any_more_disturbs_nobody() -> None:
    async def play() -> None:
        database = Database()
        gatherer = Gatherer(database.write)
        gone = asyncio.create_task(gatherer.keep({"id": "a"}))
        await asyncio.sleep(0)
        stays = asyncio.create_task(gatherer.keep({"id": "b"}))
        await asyncio.sleep(0)
        gone.cancel()
        database.go_on()
        with pytest.raises(asyncio.CancelledError):
            await gone
        assert await asyncio.wait_for(stays, 5)
        assert database.kept == {"a", "b"}

    scene(play)
