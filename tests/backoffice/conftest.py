# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A back office to test against: the real application on a real database, with a clock that the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backoffice.app import create_app
from backoffice.settings import Settings
from backoffice.store import Store, open_store
from tests.backoffice.postgres import Cluster, start_cluster
from tests.backoffice.world import FakeClock, Kiosk, small_city


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with start_cluster() as running:
        yield running


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'backoffice.db'}"
        return
    running: Cluster = request.getfixturevalue("cluster")
    with running.database() as address:
        yield address


@pytest.fixture
def database(empty_database: str, clock: FakeClock) -> str:
    """The address of a database with a small city in it."""
    store = open_store(empty_database)
    try:
        store.submit_write(small_city).result(30)
    finally:
        store.close()
    return empty_database


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
    with TestClient(create_app(Settings(database=database), clock=clock)) as client:
        yield client


@pytest.fixture
def kiosk(server: TestClient, store: Store, clock: FakeClock) -> Kiosk:
    """An enrolled terminal of the office ``mitte``."""
    return Kiosk.enrolled(server, store, clock, "mitte")
