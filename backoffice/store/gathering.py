# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows that come while others are being written go together in the next statement: one way there, one commit for all."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from backoffice.store.base import Batch, Row, StoreUnavailableError

_MOST = 64
"""Rows in one statement."""

Write = Callable[[Sequence[Row]], Awaitable[set[object]]]
"""Writes rows in one durable statement and gives the ids of those it kept."""

_Item = tuple[Row, "asyncio.Future[bool]"]


class Gatherer:
    """For one kind of row and one event loop."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._waiting: deque[_Item] = deque()
        self._under_way: asyncio.Task[None] | None = None

    async def keep(self, row: Row) -> bool:
        """Whether the row was kept, once that is durable.

        Raises:
            StoreUnavailableError: the database cannot be used now; it may have kept the row all the same.
            Exception: what the statement raised for this row alone.
        """
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((row, answer))
        self._start()
        return await answer

    def _start(self) -> None:
        if self._under_way is None and self._waiting:
            self._under_way = asyncio.create_task(self._write_group())
            self._under_way.add_done_callback(self._ended)

    def _ended(self, _task: asyncio.Task[None]) -> None:
        self._under_way = None
        self._start()

    async def _write_group(self) -> None:
        await self._write_together(self._next_group())

    async def _write_together(self, group: Sequence[_Item]) -> None:
        try:
            kept = await self._write([row for row, _ in group])
        except StoreUnavailableError as error:
            # Nobody waits for a second attempt at a database that is away.
            _fail([*group, *self._waiting], error)
            self._waiting.clear()
        except Exception as error:
            if len(group) == 1:
                _fail(group, error)
                return
            # Nothing of the group was kept. Each alone, so that a bad row fails only itself.
            for item in group:
                await self._write_together([item])
        else:
            for row, answer in group:
                if not answer.done():
                    answer.set_result(row["id"] in kept)

    def _next_group(self) -> list[_Item]:
        """What waits, the same id only once: the second is told that it was not the one that was kept."""
        group: list[_Item] = []
        seen: set[object] = set()
        later: list[_Item] = []
        while self._waiting and len(group) < _MOST:
            item = self._waiting.popleft()
            if item[0]["id"] in seen:
                later.append(item)
            else:
                seen.add(item[0]["id"])
                group.append(item)
        self._waiting.extendleft(reversed(later))
        return group


class Gatherers:
    """A gatherer for each kind of row, in the event loop that asks. ``write`` is told the kind, too."""

    def __init__(self, write: Callable[[Batch, Sequence[Row]], Awaitable[set[object]]]) -> None:
        self._write = write
        self._loop: asyncio.AbstractEventLoop | None = None
        self._by_kind: dict[Batch, Gatherer] = {}

    def of(self, batch: Batch) -> Gatherer:
        """The gatherer for this kind of row."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._by_kind = loop, {}
        found = self._by_kind.get(batch)
        if found is None:
            found = self._by_kind[batch] = Gatherer(partial(self._write, batch))
        return found


def _fail(items: Sequence[_Item], error: Exception) -> None:
    for _, answer in items:
        if not answer.done():
            answer.set_exception(error)
