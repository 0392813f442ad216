# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What years of data cost: tickets a second beside millions of kept visits, and while those of the oldest days are deleted.

    python -m benchmarks.retention [--visits 2000000] [--days 400] [--requests 6000]

PostgreSQL only. The kept visits (a ticket, a service done, a check-in each) are spread over 43 offices and the days before
today; twenty days of them are older than the server keeps, so its own sweep deletes them. Compare the lines with each other:
they come from one run on one machine.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from datetime import UTC, datetime, timedelta

import psycopg

from backoffice.domain import retention
from backoffice.store import open_store
from backoffice.store.base import Store
from benchmarks.backoffice import CONNECTIONS, DAY, Machine, Tickets, fill, make_machines, said, serving
from benchmarks.load import closed_loop
from benchmarks.postgres import cluster

OFFICES = 43
OVER = 20
"""Days of the kept ones that are older than the server keeps."""

_VISITS = """
INSERT INTO ticket (id, office_id, queue, day, number, lease_id, terminal_id, service, drawn_at, language, status_token,
                    issued_offline, received_at, flag, order_at, state, desk, called_at, finished_at)
SELECT gen_random_uuid(), 'office-' || n %% %(offices)s, chr(65 + n / %(offices)s %% 10), day, n / %(offices)s / 10 + 1,
       %(lease)s, %(terminal)s, 'reisepass-beantragen', at, 'de', left(md5(n::text || day::text), 22), false, at, '', at,
       'finished', 'Platz 1', at + interval '20 minutes', at + interval '30 minutes'
FROM (SELECT n, day, day + time '07:00' + n * interval '1 second' AS at
      FROM generate_series(0, %(a_day)s - 1) AS n, (SELECT %(day)s::date AS day) AS days) AS visits
"""
_OTHERS = (
    "INSERT INTO ticket_service SELECT office_id, id, service, day FROM ticket WHERE day = %(day)s",
    """INSERT INTO check_in (id, office_id, appointment_id, ticket_id, terminal_id, checked_in_at, punctuality, received_at, flag)
       SELECT gen_random_uuid(), office_id, gen_random_uuid(), id, terminal_id, drawn_at, 'on-time', received_at, ''
       FROM ticket WHERE day = %(day)s""",
)


def keep(database: str, machine: Machine, visits: int, days: int) -> None:
    """Fill the tables as ``days`` days of work would have."""
    with psycopg.connect(database, autocommit=True) as connection:
        for ago in range(1, days + 1):
            values = {
                "offices": OFFICES,
                "a_day": visits // days,
                "day": DAY - timedelta(days=ago),
                "lease": machine.lease,
                "terminal": machine.id,
            }
            connection.execute(_VISITS, values)
            for statement in _OTHERS:
                connection.execute(statement, values)
        connection.execute("VACUUM ANALYZE")


def sweep(store: Store, keep_days: int) -> int:
    """What the server's own sweep does, in its batches and with its pauses; rows gone."""
    now, gone = datetime.now(UTC), 0
    offices = store.submit_read(retention.offices).result(60)
    for rule in retention.rules(offices, now, keep_days):
        while keys := store.submit_read(rule.find).result(60):
            store.submit_write(rule.removing(keys)).result(60)
            gone += len(keys)
            time.sleep(0.02)
    return gone


async def during(store: Store, keep_days: int, tickets: Tickets, port: int, requests: int) -> None:
    """Tickets while the sweep runs."""
    sweeping = asyncio.create_task(asyncio.to_thread(timed_sweep, store, keep_days))
    while not sweeping.done():
        found = await asyncio.to_thread(closed_loop, port, tickets.take(requests), CONNECTIONS)
        said("while old ones are deleted" if not sweeping.done() else "as deletion ended", found)
    gone, seconds = await sweeping
    print(f"  {gone} rows of {OVER} days deleted in {seconds:.0f} s")


def timed_sweep(store: Store, keep_days: int) -> tuple[int, float]:
    began = time.perf_counter()
    return sweep(store, keep_days), time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=2_000_000)
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--requests", type=int, default=6000)
    arguments = parser.parse_args()
    with cluster() as server, server.database() as database:
        machines = make_machines(OFFICES)
        fill(database, machines)
        with serving(database, 2) as served:
            tickets = Tickets(machines, served.port)
            closed_loop(served.port, tickets.take(500), CONNECTIONS)
            said("empty tables", closed_loop(served.port, tickets.take(arguments.requests), CONNECTIONS))
            began = time.perf_counter()
            keep(database, machines[0], arguments.visits, arguments.days)
            size = _size(database)
            print(
                f"  {arguments.visits} visits kept: {size / 1e9:.1f} GB (made in {time.perf_counter() - began:.0f} s)",
                flush=True,
            )
            said("beside them", closed_loop(served.port, tickets.take(arguments.requests), CONNECTIONS))
            store = open_store(database)
            try:
                keep_days = arguments.days - OVER
                asyncio.run(during(store, keep_days, tickets, served.port, arguments.requests))
            finally:
                store.close()


def _size(database: str) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    assert row is not None
    return int(row[0])


if __name__ == "__main__":
    main()
