# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL server with its default durability for a benchmark, and pgbench with the statement of a ticket."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg

from tests.backoffice.postgres import Cluster, start_cluster

_SECONDS = 8

# The same leases as the virtual terminals hold, new numbers and ids every time.
_SCRIPT = """
\\set machine random(1, {machines})
SELECT keep_ticket(gen_random_uuid(), office_id, queue, day, nextval('bench_number')::int % 999 + 1, id, terminal_id,
    'reisepass-beantragen', now(), 'de', left(md5(random()::text), 22), false, now(), now())
FROM bench_lease WHERE n = :machine;
"""


def cluster() -> AbstractContextManager[Cluster]:
    """Raises RuntimeError where PostgreSQL is not installed."""
    return start_cluster(durable=True)


def pgbench(server: Cluster, database: str, connections: int) -> float:
    """Transactions a second of the server's own statement for a ticket."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE TABLE bench_lease AS SELECT row_number() OVER () AS n, * FROM lease")
        connection.execute("ALTER TABLE bench_lease ADD PRIMARY KEY (n)")
        connection.execute("CREATE SEQUENCE bench_number CACHE 100")
        row = connection.execute("SELECT count(*) FROM bench_lease").fetchone()
        assert row is not None
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_SCRIPT.format(machines=row[0]))
        script.flush()
        found = subprocess.run(
            [
                *(_pgbench(), "-n", "-M", "prepared", "-c", str(connections), "-j", "2", "-T", str(_SECONDS)),
                *("-f", script.name, "-h", "127.0.0.1", "-p", str(server.port), "-U", "postgres"),
                database.rpartition("/")[2],
            ],
            check=True,
            capture_output=True,
            text=True,
            timeout=_SECONDS + 60,
            cwd=Path("/"),
        ).stdout
    match = re.search(r"tps = ([0-9.]+)", found)
    assert match is not None, found
    return float(match[1])


def _pgbench() -> Path:
    on_path = shutil.which("pgbench")
    found = [Path(on_path)] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    if not found:
        raise RuntimeError("pgbench is not installed (Debian package: postgresql)")
    return found[-1]
