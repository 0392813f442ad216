# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A temporary PostgreSQL server on loopback, with its data in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest


@dataclass(frozen=True)
class Cluster:
    port: int
    _control: Callable[[str], None] = lambda _: None
    """Does what ``pg_ctl`` is told."""

    def stop(self) -> None:
        """At once, like a power cut."""
        self._control("stop")

    def start(self) -> None:
        """Again, with the data that was durable."""
        self._control("start")

    def address(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """A fresh database, empty or a copy of another one that nobody uses now."""
        name = f"test_{uuid4().hex}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.address(name)
        finally:
            self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("PostgreSQL tests need the user postgres when run as root")
    return ["runuser", "-u", "postgres", "--"]


@contextmanager
def start_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Start a server, or skip the test with a reason when this machine has none."""
    folder_of_programs = programs()
    if folder_of_programs is None:
        pytest.skip("no PostgreSQL server programs here (Debian package: postgresql)")
    prefix = _as_server_user()
    folder = Path(tempfile.mkdtemp(prefix="buergerterminal-pg-"))
    data = folder / "data"
    try:
        if prefix:
            shutil.chown(folder, "postgres", "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        subprocess.run(
            [
                *prefix,
                folder_of_programs / "initdb",
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
            ],
            check=True,
            capture_output=True,
            timeout=60,
            cwd=folder,
        )
        # Durability is PostgreSQL's own business; tests are about ours.
        fsync = "on" if durable else "off"
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync={fsync} -c max_connections=80"
        commands = {
            "start": ["-w", "-t", "30", "-l", folder / "log", "-o", options, "start"],
            "stop": ["-m", "immediate", "-w", "stop"],
        }

        def control(command: str) -> None:
            subprocess.run(
                [*prefix, folder_of_programs / "pg_ctl", "-D", data, *commands[command]],
                check=True,
                capture_output=True,
                timeout=60,
                cwd=folder,
            )

        control("start")
        try:
            yield Cluster(port, control)
        finally:
            control("stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
