# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the list of appointments costs: of one office, which terminals fetch all day, and of the whole city, a few times a day.

    python -m benchmarks.appointments [--offices 43] [--a-day 7700] [--engine sqlite|postgresql]

The defaults are Berlin's size. They are asked for as terminals do, over HTTP from the real server in its own process; then a
terminal takes the list over into its own store. Beside it the waiting times of an office, the commonest question.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from backoffice.schema import appointment
from backoffice.store import open_store
from benchmarks.backoffice import DAY, Machine, fill, make_machines, serving
from kiosk.checkin.appointments import Appointments
from kiosk.clock import SystemClock, system_random
from kiosk.store.database import Database
from kiosk.sync.client import BackOffice
from kiosk.wire.models import AppointmentList

DAYS = 16
_TIMES = 5


def book(database: str, offices: list[str], a_day: int) -> None:
    """``a_day`` appointments on each of the days a terminal asks for, evenly over the offices."""
    rng = random.Random(1)
    start = datetime.combine(DAY, datetime.min.time(), UTC) - timedelta(days=1)

    def work(connection: Connection) -> None:
        for day in range(DAYS):
            connection.execute(
                appointment.insert(),
                [
                    {
                        "id": UUID(int=rng.getrandbits(128)),
                        "office_id": offices[one % len(offices)],
                        "number": f"{day * a_day + one:08}",
                        "code": "1234",
                        "service": "reisepass-beantragen",
                        "starts_at": start + timedelta(days=day, hours=7, minutes=one % 480),
                        "cancelled": False,
                    }
                    for one in range(a_day)
                ],
            )

    store = open_store(database)
    try:
        store.submit_write(work).result(300)
    finally:
        store.close()


def seconds(work: Callable[[], object]) -> float:
    """The median of a few runs."""
    taken = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return median(taken)


def measure(database: str, machines: list[Machine], folder: Path) -> None:
    """Prints what both lists cost server and terminal."""
    machine = machines[0]
    first, last = DAY - timedelta(days=1), DAY + timedelta(days=DAYS - 2)
    with serving(database, 1) as served:
        client = BackOffice(
            f"http://127.0.0.1:{served.port}",
            terminal_id=machine.id,
            key=machine.key,
            clock=SystemClock(),
            random_bytes=system_random,
        )
        usual = seconds(lambda: client.get("queues"))
        print(f"  {'waiting times':24} {usual * 1000:8.1f} ms")
        known = Appointments(Database(folder / "terminal.db"), bytes(32))
        for name, asked in (
            ("own office, 16 days", {"first": str(first), "last": str(last), "office": "own"}),
            ("whole city, one of 16 days", {"first": str(DAY), "last": str(DAY)}),
        ):
            took = seconds(partial(client.get, "appointments", asked))
            answer = client.get("appointments", asked)
            kept = seconds(partial(take_over, known, answer.data))
            print(
                f"  {name:26} {len(answer.data['appointments']):6} appointments {took * 1000:8.1f} ms, "
                f"{took / usual:5.1f} times waiting times; {kept * 1000:6.1f} ms to take over at the terminal"
            )
        client.close()


def take_over(known: Appointments, data: object) -> None:
    """What a terminal does with the answer."""
    known.replace(AppointmentList.model_validate(data), ZoneInfo("Europe/Berlin"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, default=43)
    parser.add_argument("--a-day", type=int, default=7700)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = f"sqlite:///{folder / 'backoffice.db'}"
        if arguments.engine == "postgresql":
            from benchmarks.postgres import cluster

            database = stack.enter_context(stack.enter_context(cluster()).database())
        machines = make_machines(arguments.offices)
        fill(database, machines)
        book(database, sorted({machine.office for machine in machines}), arguments.a_day)
        measure(database, machines, folder)


if __name__ == "__main__":
    main()
