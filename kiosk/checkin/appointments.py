# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The appointments the terminal knows, also without a line: no names, codes only as keyed hashes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.checkin.code import AppointmentCode, code_hash
from kiosk.store.database import Database
from kiosk.wire.models import Appointment, AppointmentList


class Appointments:
    """The pre-loaded list. ``key`` is this terminal's appointment key (32 bytes)."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    def replace(self, appointments: AppointmentList, zone: ZoneInfo) -> None:
        """Take over the back office's list for its days, in ``zone``, and for the office it is about."""
        first, end = (
            datetime.combine(day, time(), zone)
            for day in (appointments.first, appointments.last + timedelta(days=1))
        )
        rows = [
            (
                str(one.id),
                one.code_hash,
                one.office_id,
                _sortable(one.starts_at),
                one.service,
                one.state.value,
                one.ticket_label,
            )
            for one in appointments.appointments
        ]
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM appointment WHERE starts_at >= ? AND starts_at < ? AND ? IN ('', office_id)",
                (_sortable(first), _sortable(end), appointments.office_id),
            )
            connection.executemany("INSERT OR REPLACE INTO appointment VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def forget_before(self, day: date, zone: ZoneInfo) -> None:
        """What was on earlier days is over."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM appointment WHERE starts_at < ?",
                (_sortable(datetime.combine(day, time(), zone)),),
            )

    def find(self, code: AppointmentCode) -> Appointment | None:
        """The appointment with exactly this number and code."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM appointment WHERE code_hash = ?", (code_hash(code, self._key),)
            ).fetchone()
        return Appointment.model_validate(dict(row)) if row else None

    def __len__(self) -> int:
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM appointment").fetchone()[0])


def _sortable(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
