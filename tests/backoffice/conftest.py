# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A back office to test against: the real application on a real database, with a clock that the test sets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from backoffice.app import create_app
from backoffice.domain import people
from backoffice.settings import Settings
from backoffice.store import Store, open_store
from tests.backoffice.postgres import Cluster, start_cluster
from tests.backoffice.world import FakeClock, Kiosk, small_city


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Passwords that take a tenth of a second each would be half of all the time; one test holds the real cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with start_cluster() as running:
        yield running


ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Every test with a database runs on both; a module may override this where the engine cannot matter."""
    return str(request.param)


@pytest.fixture
def empty_database(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'backoffice.db'}"
        return
    running: Cluster = request.getfixturevalue("cluster")
    with running.database() as address:
        yield address


@pytest.fixture(scope="session")
def sqlite_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the small city, to be copied."""
    path = tmp_path_factory.mktemp("city") / "city.db"
    _fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_city(cluster: Cluster) -> Iterator[str]:
    """The name of a database with the small city, to be copied."""
    with cluster.database() as address:
        _fill(address)
        yield address.rpartition("/")[2]


@pytest.fixture
def database(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with a small city in it."""
    if engine == "sqlite":
        path = tmp_path / "backoffice.db"
        shutil.copyfile(request.getfixturevalue("sqlite_city"), path)
        yield f"sqlite:///{path}"
        return
    running: Cluster = request.getfixturevalue("cluster")
    with running.database(template=request.getfixturevalue("postgres_city")) as address:
        yield address


def _fill(address: str) -> None:
    store = open_store(address)
    try:
        store.submit_write(small_city).result(30)
    finally:
        store.close()


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """The database of the test, opened directly."""
    opened = open_store(database)
    try:
        yield opened
    finally:
        opened.close()


@pytest.fixture
def server(database: str, clock: FakeClock) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(database=database, answers_kept_seconds=0), clock=clock)) as client:
        yield client


@pytest.fixture
def kiosk(server: TestClient, store: Store, clock: FakeClock) -> Kiosk:
    """An enrolled terminal of the office ``mitte``."""
    return Kiosk.enrolled(server, store, clock, "mitte")
