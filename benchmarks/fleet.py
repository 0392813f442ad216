# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Germany on one machine: virtual terminals of all offices, a server that dies and a database that goes away.

    python -m benchmarks.fleet [--terminals 40000] [--offices 11000] [--minutes 5] [--short]

Every virtual terminal has its own Ed25519 key, signs each request, fetches a block of numbers, sends a heartbeat a minute and
now and then a ticket; a request that fails is repeated after the pause of ``kiosk.sync.backoff``, the terminal's own. One in
fifty answers is lost on the way. The servers are real processes on a real PostgreSQL: one of them is killed twice, the
database is stopped like in a power cut for a minute. In the end the database must hold every ticket once, and no number
twice.

The load (docs/scale.md has the sources): 30 tickets a second are the nationwide peak; three times that are sent.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from benchmarks.backoffice import DAY, Served, serving
from benchmarks.postgres import cluster
from kiosk.sync.backoff import BASE_S, IDLE_BASE_S, delay
from kiosk.wire.signatures import sign
from tests.backoffice.postgres import Cluster

QUEUES = "ABC"
HEARTBEAT_S = 60.0
LOST = 0.02
HAVE_NUMBERS = 0.9
"""So many fetched today's numbers yesterday; the others do now."""
TICKETS_A_SECOND = 90.0
CONNECTIONS = 128
"""Kept open by the load; which terminal a request is of, the signature says."""
BLOCK = 60
STORM = 500
"""Requests a second that a recovery must stay under, beside the ordinary load."""


@dataclass
class Virtual:
    """One terminal. ``outbox`` holds (path, body) that the server has not confirmed."""

    id: UUID
    office: str
    queue: str
    key: Ed25519PrivateKey
    outbox: list[tuple[str, bytes]] = field(default_factory=list)
    lease: tuple[str, int, int] | None = None
    next_number: int = 0
    failures: int = 0
    due: float = 0.0
    heartbeat_due: float = 0.0
    busy: bool = False
    drawn: int = 0
    asked: str = ""
    """The id of its request for numbers, the same until it is answered."""


@dataclass
class Tally:
    """What happened, by whole seconds since the start."""

    sent: Counter[int] = field(default_factory=Counter)
    failed: Counter[int] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    tickets: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    """By id: office, queue, number."""


class Line(asyncio.Protocol):
    """One HTTP connection."""

    def __init__(self) -> None:
        self.answered: asyncio.Future[tuple[int, bytes]] | None = None
        self.gone = False
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        self.gone = True
        if self.answered is not None and not self.answered.done():
            self.answered.set_result((0, b""))

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
            self.answered.set_result((int(head[9:12]), head + b"\r\n\r\n" + body[:length]))

    async def ask(self, request: bytes, limit: float) -> tuple[int, bytes]:
        self.answered = asyncio.get_running_loop().create_future()
        self.transport.write(request)  # type: ignore[attr-defined]
        try:
            return await asyncio.wait_for(self.answered, limit)
        except TimeoutError:
            self.transport.close()
            return 0, b""


class Fleet:
    """All terminals in one event loop."""

    def __init__(self, terminals: list[Virtual], port: int, rng: random.Random) -> None:
        self.terminals = terminals
        self.port = port
        self.rng = rng
        self.tally = Tally()
        self.begun = time.perf_counter()
        self.sending = True
        self._lines: asyncio.LifoQueue[Line | None] = asyncio.LifoQueue()
        for _ in range(CONNECTIONS):
            self._lines.put_nowait(None)

    def second(self) -> int:
        return int(time.perf_counter() - self.begun)

    async def run(self, minutes: float) -> None:
        """Ordinary life; then whatever is left is delivered."""
        for terminal in self.terminals:
            terminal.due = terminal.heartbeat_due = self.rng.random() * HEARTBEAT_S
            if terminal.lease is None:
                terminal.due = self.rng.random() * minutes * 20
        tasks: set[asyncio.Task[None]] = set()
        arrivals = self.rng.expovariate(TICKETS_A_SECOND)
        while self.second() < minutes * 60:
            now = time.perf_counter() - self.begun
            while arrivals < now:
                self._draw(self.rng.choice(self.terminals))
                arrivals += self.rng.expovariate(TICKETS_A_SECOND)
            for terminal in self.terminals:
                if terminal.due <= now and not terminal.busy:
                    terminal.busy = True
                    task = asyncio.create_task(self._turn(terminal))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
            await asyncio.sleep(0.1)
        if tasks:
            await asyncio.wait(tasks, timeout=60)

    async def drain(self, limit_s: float) -> float:
        """Let every terminal deliver what it still has; seconds that took."""
        self.sending = False
        began = time.perf_counter()
        while time.perf_counter() - began < limit_s:
            left = [terminal for terminal in self.terminals if terminal.outbox]
            if not left:
                break
            now = time.perf_counter() - self.begun
            due = [terminal for terminal in left if terminal.due <= now and not terminal.busy]
            for terminal in due:
                terminal.busy = True
            await asyncio.gather(*map(self._turn, due))
            await asyncio.sleep(0.1)
        return time.perf_counter() - began

    def backlog(self) -> int:
        return sum(len(terminal.outbox) for terminal in self.terminals)

    def _draw(self, terminal: Virtual) -> None:
        """A visitor draws a number; online or not makes no difference to them."""
        if terminal.lease is None or terminal.next_number > terminal.lease[2]:
            return
        number, terminal.next_number = terminal.next_number, terminal.next_number + 1
        terminal.drawn += 1
        ticket_id = str(uuid4())
        body = {
            "id": ticket_id,
            "office_id": terminal.office,
            "queue": terminal.queue,
            "day": str(DAY),
            "number": number,
            "lease_id": terminal.lease[0],
            "service": "reisepass-beantragen",
            "drawn_at": datetime.now(UTC).isoformat(),
            "status_token": ticket_id.replace("-", "")[:22],
        }
        self.tally.tickets[ticket_id] = (terminal.office, terminal.queue, number)
        terminal.outbox.append((f"/api/v1/tickets/{ticket_id}", json.dumps(body).encode()))
        if terminal.failures == 0:
            terminal.due = 0.0  # a visitor's fact is sent at once

    async def _turn(self, terminal: Virtual) -> None:
        try:
            await self._talk(terminal)
        finally:
            terminal.busy = False

    async def _talk(self, terminal: Virtual) -> None:
        if terminal.lease is None and not await self._fetch_numbers(terminal):
            return
        while terminal.outbox:
            path, body = terminal.outbox[0]
            status, _ = await self._put(terminal, path, body)
            if status not in (200, 201):
                return
            terminal.outbox.pop(0)
        now = time.perf_counter() - self.begun
        if terminal.heartbeat_due <= now and self.sending:
            body = json.dumps({"sent_at": datetime.now(UTC).isoformat(), "version": "1"}).encode()
            status, _ = await self._put(terminal, f"/api/v1/terminals/{terminal.id}/heartbeat", body)
            if not 200 <= status < 300:
                return
            terminal.heartbeat_due = now + HEARTBEAT_S
        terminal.due = terminal.heartbeat_due

    async def _fetch_numbers(self, terminal: Virtual) -> bool:
        lease_id = terminal.asked = terminal.asked or str(uuid4())
        body = json.dumps({"queue": terminal.queue, "day": str(DAY), "size": BLOCK}).encode()
        status, answer = await self._put(terminal, f"/api/v1/leases/{lease_id}", body)
        if status not in (200, 201):
            return False
        found = json.loads(answer.partition(b"\r\n\r\n")[2])
        terminal.lease = (lease_id, found["first"], found["last"])
        terminal.next_number = found["first"]
        return True

    async def _put(self, terminal: Virtual, path: str, body: bytes) -> tuple[int, bytes]:
        headers = sign(
            "PUT",
            f"http://127.0.0.1:{self.port}{path}",
            body,
            key=terminal.key,
            key_id=str(terminal.id),
            created=int(time.time()),
            nonce=uuid4().hex,
        )
        lines = "\r\n".join(f"{name}: {value}" for name, value in headers.items())
        head = f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/json\r\n"
        request = f"{head}Content-Length: {len(body)}\r\n{lines}\r\n\r\n".encode() + body
        line = await self._lines.get()
        self.tally.sent[self.second()] += 1
        began = time.perf_counter()
        status, answer = 0, b""
        try:
            if line is None or line.gone:
                _, line = await asyncio.wait_for(
                    asyncio.get_running_loop().create_connection(Line, "127.0.0.1", self.port), 3
                )
            status, answer = await line.ask(request, 10)
        except (OSError, TimeoutError):
            line = None
        finally:
            self._lines.put_nowait(line)
        if status and self.rng.random() < LOST:
            status, answer = 0, b""
        self.tally.statuses[str(status)] += 1
        if 200 <= status < 300:
            self.tally.latencies.append((time.perf_counter() - began) * 1000)
            terminal.failures = 0
            return status, answer
        self.tally.failed[self.second()] += 1
        terminal.failures += 1
        pause = delay(
            terminal.failures,
            self.rng.random,
            _retry_after(answer),
            base=BASE_S if terminal.outbox else IDLE_BASE_S,
        )
        terminal.due = time.perf_counter() - self.begun + pause
        return status, answer


def _retry_after(answer: bytes) -> float | None:
    at = answer.lower().find(b"retry-after:")
    if at < 0:
        return None
    return float(answer[at + 12 :].split(b"\r\n", 1)[0])


def enrol(database: str, count: int, offices: int, rng: random.Random) -> list[Virtual]:
    """Offices of very different size and all terminals, straight into the database."""
    from backoffice.store import open_store

    open_store(database).close()
    names = [f"office-{number}" for number in range(offices)]
    weights = [1 / (1 + number) ** 0.3 for number in range(offices)]
    where = names + rng.choices(names, weights, k=max(0, count - offices))
    terminals = []
    numbers: Counter[str] = Counter()
    now = datetime.now(UTC)
    with psycopg.connect(database) as connection, connection.cursor() as cursor:
        with cursor.copy(
            "COPY office (id, position, name, street, postal_code, place, time_zone, state, early_minutes, late_minutes, lease_size) FROM STDIN"
        ) as copy:
            for position, name in enumerate(names):
                copy.write_row(
                    (name, position, name, "Weg 1", "10115", "Stadt", "Europe/Berlin", "BE", 30, 10, BLOCK)
                )
        with cursor.copy(
            "COPY queue (office_id, letter, position, waiting_area, waiting_area_detail, walk_in) FROM STDIN"
        ) as copy:
            for name in names:
                for position, letter in enumerate(QUEUES):
                    copy.write_row((name, letter, position, "Halle", "", True))
        with cursor.copy(
            "COPY terminal (id, office_id, number, public_key, appointment_key, enrolled_at, locked, lock_message) FROM STDIN"
        ) as copy:
            for office in where[:count]:
                numbers[office] += 1
                key = Ed25519PrivateKey.generate()
                terminal = Virtual(uuid4(), office, rng.choice(QUEUES), key)
                terminals.append(terminal)
                public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
                copy.write_row((terminal.id, office, numbers[office], public, bytes(32), now, False, ""))
        blocks = Counter[tuple[str, str]]()
        leases, counters = [], {}
        for terminal in terminals:
            if rng.random() < HAVE_NUMBERS:
                place = (terminal.office, terminal.queue)
                first = blocks[place] * BLOCK + 1
                blocks[place] += 1
                last = first + BLOCK - 1
                terminal.lease, terminal.next_number = (str(uuid4()), first, last), first
                leases.append((terminal.lease[0], terminal.id, *place, DAY, BLOCK, first, last, now))
                counters[place] = last
        with cursor.copy(
            "COPY lease (id, terminal_id, office_id, queue, day, size, first, last, granted_at) FROM STDIN"
        ) as copy:
            for row in leases:
                copy.write_row(row)
        with cursor.copy("COPY number_counter (office_id, queue, day, last) FROM STDIN") as copy:
            for (office, letter), last in counters.items():
                copy.write_row((office, letter, DAY, last))
    return terminals


def kill_a_worker(server_pid: int) -> None:
    """The way a process dies that the kernel ends."""
    children = [int(pid) for pid in _read(f"/proc/{server_pid}/task/{server_pid}/children").split()]
    for child in children:
        if b"spawn_main" in _read_bytes(f"/proc/{child}/cmdline"):
            os.kill(child, signal.SIGKILL)
            return
    raise RuntimeError("there is no worker to kill")


def _read(path: str) -> str:
    with open(path) as file:
        return file.read()


def _read_bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def check(database: str, tally: Tally) -> list[str]:
    """What is wrong; nothing, it is hoped."""
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT id::text, office_id, queue, number, flag FROM ticket").fetchall()
    kept = {row[0]: (row[1], row[2], row[3]) for row in rows}
    wrong = []
    if missing := set(tally.tickets) - set(kept):
        wrong.append(f"{len(missing)} tickets are lost")
    if changed := [key for key, value in tally.tickets.items() if key in kept and kept[key] != value]:
        wrong.append(f"{len(changed)} tickets are not what was sent")
    if len(rows) != len(kept) or len(set(kept.values())) != len(kept):
        wrong.append("a number was given twice")
    if flagged := Counter(row[4] for row in rows if row[4]):
        wrong.append(f"flagged: {dict(flagged)}")
    return wrong


def peak(counts: Counter[int], first: int, last: int) -> int:
    return max((counts[second] for second in range(first, last)), default=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terminals", type=int, default=40_000)
    parser.add_argument("--offices", type=int, default=11_000)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="1,000 terminals, one minute")
    arguments = parser.parse_args()
    if arguments.short:
        arguments.terminals, arguments.offices, arguments.minutes = 1_000, 275, 1.0
    rng = random.Random(arguments.seed)
    import uvloop

    with cluster() as server, server.database() as database:
        terminals = enrol(database, arguments.terminals, arguments.offices, rng)
        print(
            f"{len(terminals)} terminals in {arguments.offices} offices, {arguments.minutes:g} minutes",
            flush=True,
        )
        with serving(database, arguments.workers) as served:
            wrong = uvloop.run(live(terminals, served, server, database, arguments.minutes, rng))
    for line in wrong:
        print(f"WRONG: {line}")
    sys.exit(bool(wrong))


async def live(
    terminals: list[Virtual],
    served: Served,
    server: Cluster,
    database: str,
    minutes: float,
    rng: random.Random,
) -> list[str]:
    """Run the fleet through its troubles and say what happened. Returns what is wrong afterwards."""
    fleet = Fleet(terminals, served.port, rng)
    span = minutes * 60
    events: list[str] = []

    async def trouble() -> tuple[int, int]:
        """A worker dies at 30 % and 80 % of the time; the database is away in between, for a minute at most."""
        await asyncio.sleep(span * 0.3)
        kill_a_worker(served.pid)
        events.append(f"second {fleet.second()}: a server process killed")
        await asyncio.sleep(span * 0.1)
        away = min(60.0, span * 0.2)
        gone = fleet.second()
        await asyncio.to_thread(server.stop)
        await asyncio.sleep(away)
        await asyncio.to_thread(server.start)
        back = fleet.second()
        events.append(f"seconds {gone} to {back}: no database")
        await asyncio.sleep(max(0.0, span * 0.8 - back))
        kill_a_worker(served.pid)
        events.append(f"second {fleet.second()}: a server process killed")
        return gone, back

    running = asyncio.create_task(trouble())
    await fleet.run(minutes)
    gone, back = await running
    left = fleet.backlog()
    seconds = await fleet.drain(300)
    tally = fleet.tally
    ordinary = sum(tally.sent[second] for second in range(5, gone)) / max(1, gone - 5)
    lat = sorted(tally.latencies)
    print("\n".join(events))
    print(f"requests: {sum(tally.sent.values())}, by status: {dict(tally.statuses)}")
    print(
        f"ordinary load: {ordinary:.0f}/s; answered within p50 {lat[len(lat) // 2]:.1f} ms, p99 {lat[int(len(lat) * 0.99)]:.1f} ms"
    )
    print(f"while the database was away: at most {peak(tally.sent, gone, back)}/s")
    print(
        f"after it came back: at most {peak(tally.sent, back, back + 120)}/s (aim: {STORM} above the ordinary load)"
    )
    print(
        f"{len(tally.tickets)} tickets; {left} undelivered at the end of the time, gone {seconds:.0f} s later"
    )
    return check(database, tally)


if __name__ == "__main__":
    main()
