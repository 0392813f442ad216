# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sends prepared HTTP requests as fast as they are answered, or at a rate; in a process of its own.

The requests are bytes made beforehand, and an answer is read no further than its status and length, so that the machine's
time goes to the server.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

_LIMIT_S = 180.0


@dataclass
class Measured:
    """``seconds`` from the first request to the last answer; ``latencies`` in milliseconds, sorted."""

    seconds: float
    latencies: list[float]
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        """Answers with a status below 300."""
        return sum(count for status, count in self.statuses.items() if status < 300) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which that share of the requests was answered."""
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * share))]


def closed_loop(port: int, requests: Sequence[bytes], connections: int) -> Measured:
    """Each connection sends the next request when it has the answer to the one before."""
    return _in_child(port, list(requests), connections, 0.0)


def open_loop(port: int, requests: Sequence[bytes], connections: int, rate: float) -> Measured:
    """Requests come at random at ``rate`` a second whatever the server does; their wait for a free connection counts."""
    return _in_child(port, list(requests), connections, rate)


def _in_child(port: int, requests: list[bytes], connections: int, rate: float) -> Measured:
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(sending, port, requests, connections, rate))
    child.start()
    if not receiving.poll(_LIMIT_S):
        child.kill()
        raise TimeoutError("the load took too long")
    measured: Measured = receiving.recv()
    child.join()
    return measured


def _child(sending: object, port: int, requests: list[bytes], connections: int, rate: float) -> None:
    import uvloop

    measured = uvloop.run(_load(port, requests, connections, rate))
    sending.send(measured)  # type: ignore[attr-defined]


class _Connection(asyncio.Protocol):
    def __init__(self) -> None:
        self.answered: asyncio.Future[int] | None = None
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        if self.answered is not None and not self.answered.done():
            self.answered.set_result(0)

    def data_received(self, data: bytes) -> None:
        self._held += data
        head, gap, body = self._held.partition(b"\r\n\r\n")
        if not gap:
            return
        at = head.lower().find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(body) < length:
            return
        self._held = body[length:]
        if self.answered is not None and not self.answered.done():
            self.answered.set_result(int(head[9:12]))

    async def ask(self, request: bytes) -> int:
        self.answered = asyncio.get_running_loop().create_future()
        self.transport.write(request)  # type: ignore[attr-defined]
        return await self.answered


async def _load(port: int, requests: list[bytes], connections: int, rate: float) -> Measured:
    loop = asyncio.get_running_loop()
    lines = [(await loop.create_connection(_Connection, "127.0.0.1", port))[1] for _ in range(connections)]
    latencies: list[float] = []
    statuses: Counter[int] = Counter()
    waiting: asyncio.Queue[tuple[bytes, float] | None] = asyncio.Queue()

    async def work(line: _Connection) -> None:
        while (entry := await waiting.get()) is not None:
            request, due = entry
            began = due or time.perf_counter()
            statuses[await line.ask(request)] += 1
            latencies.append((time.perf_counter() - began) * 1000)

    start = time.perf_counter()
    workers = [asyncio.create_task(work(line)) for line in lines]
    due = start
    rng = random.Random(1)
    for request in requests:
        if rate:
            due += rng.expovariate(rate)
            while (ahead := due - time.perf_counter()) > 0:
                await asyncio.sleep(ahead)
        waiting.put_nowait((request, due if rate else 0.0))
    for _ in lines:
        waiting.put_nowait(None)
    await asyncio.gather(*workers)
    seconds = time.perf_counter() - start
    for line in lines:
        line.transport.close()
    return Measured(seconds, sorted(latencies), statuses)
