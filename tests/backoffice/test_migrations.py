# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, select, text

from backoffice.domain import audit, events, handovers
from backoffice.schema import metadata
from backoffice.store import StoreUnavailableError, open_store
from backoffice.store.migrate import current_revision, downgrade, upgrade
from tests.backoffice.world import DAY, FakeClock, small_city


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


def test_going_back_to_keys_without_office_and_forth_again_keeps_every_row(
    empty_database: str, clock: FakeClock
) -> None:
    with closing(open_store(empty_database)) as store:
        store.submit_write(small_city).result(60)
        store.submit_write(lambda connection: an_office_day(connection, clock)).result(60)
        before = store.submit_read(contents).result(60)
        assert all(
            before[name] for name in ("ticket_service", "handover_paper", "event", "audit", "heartbeat")
        )
        store.submit_write(partial(downgrade, revision="0007")).result(60)
        with pytest.raises(Exception, match=r"(?i)unique"):
            store.submit_write(
                lambda connection: connection.execute(
                    text("INSERT INTO heartbeat SELECT * FROM heartbeat LIMIT 1")
                )
            ).result(60)
        store.submit_write(upgrade).result(60)
        assert store.submit_write(differences).result(60) == []
        after = store.submit_read(contents).result(60)
        for numbered in ("event", "audit", "handover_event", "office_counter"):
            # Without the office they had to be numbered anew.
            assert len(after.pop(numbered)) >= len(before.pop(numbered)) > 0
        assert after == before
        # And numbers go on where they were.
        store.submit_write(lambda connection: note_something(connection, clock)).result(60)


def contents(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
        for table in metadata.sorted_tables
    }


def note_something(connection: Connection, clock: FakeClock) -> None:
    for office_id in ("mitte", "west"):
        audit.note(connection, "anna", office_id, audit.Change.OFFICE_CHANGED, "", clock.now)
        events.record(connection, office_id, DAY, clock.now, events.EventKind.DESK_OPENED, desk="Platz 1")
        handovers.note_event(connection, uuid4(), office_id, "anna", handovers.Event.OPENED, clock.now)


def an_office_day(connection: Connection, clock: FakeClock) -> None:
    """Rows in every table whose key the migration changes."""
    note_something(connection, clock)
    for office_id in ("mitte", "west"):
        terminal_id, ticket_id, handover_id = uuid4(), uuid4(), uuid4()
        by = {"office_id": office_id, "terminal_id": terminal_id}
        rows: list[tuple[str, dict[str, object]]] = [
            (
                "terminal",
                {
                    "id": terminal_id,
                    "office_id": office_id,
                    "number": 1,
                    "public_key": bytes(32),
                    "appointment_key": bytes(32),
                    "enrolled_at": clock.now,
                    "locked": False,
                    "lock_message": "",
                },
            ),
            ("heartbeat", {**by, "received_at": clock.now, "sent_at": clock.now, "body": {"a": 1}}),
            (
                "lease",
                {
                    **by,
                    "id": uuid4(),
                    "queue": "A",
                    "day": DAY,
                    "size": 5,
                    "first": 1,
                    "last": 5,
                    "granted_at": clock.now,
                },
            ),
            (
                "ticket",
                {
                    **by,
                    "id": ticket_id,
                    "queue": "A",
                    "day": DAY,
                    "number": 1,
                    "lease_id": uuid4(),
                    "service": "reisepass-beantragen",
                    "drawn_at": clock.now,
                    "language": "de",
                    "status_token": "A" * 22,
                    "issued_offline": False,
                    "received_at": clock.now,
                    "flag": "",
                    "order_at": clock.now,
                    "state": "done",
                    "desk": "",
                },
            ),
            ("ticket_service", {"office_id": office_id, "ticket_id": ticket_id, "service": "x", "day": DAY}),
            (
                "appointment",
                {
                    "id": uuid4(),
                    "office_id": office_id,
                    "number": f"10000{office_id[0]}",
                    "code": "1234",
                    "starts_at": clock.now,
                    "service": "x",
                    "cancelled": False,
                },
            ),
            (
                "check_in",
                {
                    **by,
                    "id": uuid4(),
                    "appointment_id": uuid4(),
                    "ticket_id": ticket_id,
                    "checked_in_at": clock.now,
                    "punctuality": "on-time",
                    "received_at": clock.now,
                    "flag": "",
                },
            ),
            (
                "help_call",
                {**by, "id": uuid4(), "called_at": clock.now, "screen": "", "received_at": clock.now},
            ),
            (
                "handover",
                {
                    **by,
                    "id": handover_id,
                    "ticket_id": ticket_id,
                    "queue": "A",
                    "number": 1,
                    "valid_on": DAY,
                    "day": DAY,
                    "prepared_at": clock.now,
                    "received_at": clock.now,
                    "suite": "s",
                    "key_id": "k",
                    "fingerprint": b"f",
                    "sealed": b"s",
                    "flag": "",
                    "state": "waiting",
                    "claimed_by": "",
                    "wrong_codes": 0,
                },
            ),
            (
                "handover_paper",
                {
                    "office_id": office_id,
                    "link_hash": f"hash of {office_id}",
                    "handover_id": handover_id,
                    "day": DAY,
                    "sealed": b"s",
                },
            ),
            (
                "command",
                {
                    **by,
                    "id": uuid4(),
                    "kind": "lock",
                    "given_by": "anna",
                    "given_at": clock.now,
                    "expires_at": clock.now,
                    "outcome": "",
                    "detail": "",
                },
            ),
        ]
        for name, values in rows:
            connection.execute(metadata.tables[name].insert().values(**values))
