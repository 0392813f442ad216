# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every store can do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
Work = Callable[[Connection], T]
"""A piece of work on one connection, inside a transaction that the store begins and ends.

It may run more than once, so it touches nothing but the database. Raising undoes all it did.
"""

Values = Mapping[str, object]


Row = Mapping[str, object]
"""Values that JSON can hold, by column, in the form in which the engine keeps them; ``id`` tells rows apart."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One statement for any number of rows. It takes them as ``rows``, a JSON list of objects, and gives the ``id`` of each
    row it kept, as it stands there."""

    sqlite: str
    postgresql: str


WAIT_SECONDS = 15.0
"""How long anybody waits for the database before a request is answered with 503."""


class StoreUnavailableError(Exception):
    """The database cannot be used now: locked, full, damaged, unreachable, overloaded, or closed.

    The message is for an administrator. ``retry_after`` is in seconds.
    """

    def __init__(self, message: str, *, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class StoreBusyError(StoreUnavailableError):
    """Another program holds the database; it may be free in a moment."""


class Store(Protocol):
    """A database behind two doors. Both raise :class:`StoreUnavailableError` or what the work raised."""

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""

    def submit_read(self, work: Work[T]) -> Future[T]:
        """Run ``work``, which only reads, on a consistent view."""

    def submit_write(self, work: Work[T]) -> Future[T]:
        """Run ``work`` in a transaction; the result comes when the commit is durable."""

    async def keep(self, batch: Batch, row: Row) -> bool:
        """Write a row past SQLAlchemy, together with others that come at the same time, for what happens often; whether it was
        kept, when that is durable.

        It may be tried more than once.
        """

    def close(self) -> None:
        """Finish what was submitted and let go of the database. May be called twice."""


async def read(store: Store, work: Work[T]) -> T:
    """Await ``work`` as a read, for at most :data:`WAIT_SECONDS`."""
    return await result(store.submit_read(work))


async def write(store: Store, work: Work[T]) -> T:
    """Await ``work`` as a durable write, for at most :data:`WAIT_SECONDS`.

    When the time is over the work may still be done later; callers are idempotent and ask again.
    """
    return await result(store.submit_write(work))


async def result(future: Future[T]) -> T:
    """Await what another thread does, for at most :data:`WAIT_SECONDS`."""
    try:
        return await asyncio.wait_for(asyncio.wrap_future(future), WAIT_SECONDS)
    except TimeoutError as error:
        raise StoreUnavailableError("the database did not answer in time") from error
