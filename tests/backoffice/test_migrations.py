# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from backoffice.schema import metadata
from backoffice.store import StoreUnavailableError, open_store
from backoffice.store.migrate import current_revision, downgrade, upgrade
from tests.backoffice.world import small_city


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_the_migrations_build_the_tables_the_program_expects(empty_database: str) -> None:
    with closing(open_store(empty_database)) as store:
        assert store.submit_write(differences).result(60) == []


def test_down_and_up_again_works_with_data_inside(empty_database: str) -> None:
    with closing(open_store(empty_database)) as store:
        store.submit_write(small_city).result(60)
        store.submit_write(downgrade).result(60)
        assert store.submit_write(tables).result(60) == set()
        assert store.submit_write(current_revision).result(60) is None
        store.submit_write(upgrade).result(60)
        assert store.submit_write(differences).result(60) == []
        store.submit_write(small_city).result(60)


def test_opening_twice_changes_nothing(empty_database: str) -> None:
    with closing(open_store(empty_database)) as store:
        store.submit_write(small_city).result(60)
    with closing(open_store(empty_database)) as store:
        count = store.submit_read(
            lambda connection: connection.execute(text("SELECT count(*) FROM office")).scalar()
        ).result(60)
        assert count == 2


def test_processes_that_start_together_migrate_once(empty_database: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(empty_database), range(4)))
    for store in stores:
        assert store.submit_read(tables).result(60) == set(metadata.tables)
        store.close()


def test_a_database_of_a_newer_program_is_left_alone(empty_database: str) -> None:
    with closing(open_store(empty_database)) as store:
        store.submit_write(
            lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        ).result(60)
    with pytest.raises(StoreUnavailableError, match="newer than this program"):
        open_store(empty_database)
