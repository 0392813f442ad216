# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The appointments the terminal knows, also without a line: no names, codes only as keyed hashes."""

from __future__ import annotations

from kiosk.checkin.code import AppointmentCode, code_hash
from kiosk.store.database import Database
from kiosk.wire.models import Appointment, AppointmentList


class Appointments:
    """The pre-loaded list. ``key`` is this terminal's appointment key (32 bytes)."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    def replace(self, appointments: AppointmentList) -> None:
        """Take over the back office's list as a whole."""
        rows = [
            (
                str(one.id),
                one.code_hash,
                one.office_id,
                one.starts_at.isoformat(),
                one.service,
                one.state.value,
                one.ticket_label,
            )
            for one in appointments.appointments
        ]
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM appointment")
            connection.executemany("INSERT OR REPLACE INTO appointment VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

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
