# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small things the terminal keeps by name: who it is, what the back office decided, how long people wait."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kiosk.store.database import Database
from kiosk.wire.models import Enrolment, QueueStates, TerminalConfiguration

M = TypeVar("M", bound=BaseModel)


class Holidays(BaseModel):
    """Public holidays of the office's Land, worked out when the configuration came (ISO dates)."""

    days: tuple[str, ...] = ()


class Kept:
    """Typed access to the ``kept`` table. What cannot be read any more counts as absent; the back office has it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enrolment(self) -> Enrolment | None:
        """Who this terminal is, once it is enrolled."""
        return self._read("enrolment", Enrolment)

    def keep_enrolment(self, enrolment: Enrolment) -> None:
        self._write({"enrolment": enrolment.model_dump_json()})

    def configuration(self) -> TerminalConfiguration | None:
        """The last configuration the back office gave."""
        return self._read("configuration", TerminalConfiguration)

    def configuration_etag(self) -> str:
        return self._text("configuration-etag")

    def keep_configuration(self, configuration: TerminalConfiguration, etag: str, holidays: Holidays) -> None:
        self._write(
            {
                "configuration": configuration.model_dump_json(),
                "configuration-etag": etag,
                "holidays": holidays.model_dump_json(),
            }
        )

    def holidays(self) -> Holidays:
        return self._read("holidays", Holidays) or Holidays()

    def queue_states(self) -> QueueStates | None:
        """The last known waiting times; they grow old, so look at ``as_of``."""
        return self._read("queue-states", QueueStates)

    def keep_queue_states(self, states: QueueStates) -> None:
        self._write({"queue-states": states.model_dump_json()})

    def forget(self, *names: str) -> None:
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM kept WHERE name = ?", [(name,) for name in names])

    def text(self, name: str) -> str:
        """A plain value, empty when there is none."""
        return self._text(name)

    def keep_text(self, name: str, value: str) -> None:
        self._write({name: value})

    def _text(self, name: str) -> str:
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return str(row["value"]) if row else ""

    def _read(self, name: str, model: type[M]) -> M | None:
        value = self._text(name)
        if not value:
            return None
        try:
            return model.model_validate_json(value)
        except ValidationError:
            return None

    def _write(self, values: dict[str, str]) -> None:
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO kept (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                list(values.items()),
            )
