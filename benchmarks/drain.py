# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long one terminal needs to hand over a whole outage: 10,000 queued tickets, each once.

    python -m benchmarks.drain [--tickets N] [--engine sqlite|postgresql]

The terminal's own store, outbox, signatures and HTTP client against the real server in its own process.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import func, select

from backoffice.schema import lease, ticket
from backoffice.store import open_store
from benchmarks.backoffice import DAY, Machine, fill, make_machines, serving
from kiosk.clock import SystemClock, system_random
from kiosk.store import outbox
from kiosk.store.database import Database
from kiosk.store.outbox import Outbox
from kiosk.sync.client import BackOffice
from kiosk.sync.push import Push
from kiosk.wire.models import Ticket

AIM_S = 20.0
NUMBERS = 999


def lend(address: str, machine: Machine, blocks: list[tuple[date, UUID]]) -> None:
    """Leases of all numbers of several days: no terminal draws 10,000 in one."""
    store = open_store(address)
    try:
        for day, lease_id in blocks:
            values = {
                "id": lease_id,
                "terminal_id": machine.id,
                "office_id": machine.office,
                "queue": "L",
                "day": day,
                "size": NUMBERS,
                "first": 1,
                "last": NUMBERS,
                "granted_at": datetime.now(UTC),
            }
            store.submit_write(
                lambda connection, values=values: connection.execute(lease.insert(), values)
            ).result(60)
    finally:
        store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=10_000)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = f"sqlite:///{folder / 'backoffice.db'}"
        if arguments.engine == "postgresql":
            from benchmarks.postgres import cluster

            address = stack.enter_context(stack.enter_context(cluster()).database())
        machines = make_machines()
        fill(address, machines)
        machine = machines[0]
        database = Database(folder / "terminal.sqlite")
        now = datetime.now(UTC)
        blocks = [(DAY + timedelta(days=block), uuid4()) for block in range(arguments.tickets // NUMBERS + 1)]
        lend(address, machine, blocks)
        with database.transaction() as connection:
            for number in range(arguments.tickets):
                day, lease_id = blocks[number // NUMBERS]
                body = Ticket(
                    id=uuid4(),
                    office_id=machine.office,
                    queue="L",
                    day=day,
                    number=number % NUMBERS + 1,
                    lease_id=lease_id,
                    service="reisepass-beantragen",
                    drawn_at=now,
                    status_token=uuid4().hex[:22],
                    issued_offline=True,
                )
                outbox.add(connection, id=body.id, visit=uuid4(), resource="tickets", body=body, now=now)
        port = stack.enter_context(serving(address, 1)).port
        clock = SystemClock()
        back_office = BackOffice(
            f"http://127.0.0.1:{port}",
            terminal_id=machine.id,
            key=machine.key,
            clock=clock,
            random_bytes=system_random,
        )
        push = Push(Outbox(database), clock, random.random)
        began = time.perf_counter()
        arrived = push.run(back_office)
        seconds = time.perf_counter() - began
        back_office.close()
        database.close()
        store = open_store(address)
        kept = store.submit_read(
            lambda connection: connection.execute(select(func.count()).select_from(ticket)).scalar_one()
        ).result(60)
        store.close()
    print(
        f"{arrived} of {arguments.tickets} arrived, {kept} kept, in {seconds:.1f} s (aim {AIM_S:.0f} s): "
        f"{arrived / seconds:.0f}/s"
    )


if __name__ == "__main__":
    main()
