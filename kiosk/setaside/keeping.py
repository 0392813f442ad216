# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where forms lie that were set aside: sealed in the store, and sealed on their way to the back office.

The copy here is for a line that is down: then the same terminal can still give the form back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import structlog

from kiosk.clock import Clock, RandomBytes, uuid7
from kiosk.setaside.code import Keys, SetAsideError, derive, new_code
from kiosk.store import outbox
from kiosk.store.database import Database
from kiosk.wire.leases import b64decode, b64encode
from kiosk.wire.setaside import SEALED_BYTES, SetAside

if TYPE_CHECKING:
    from kiosk.setaside.content import Content

log = structlog.get_logger(__name__)

RESOURCE = "set-asides"


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when: the office, and its business day."""

    office_id: str
    day: date


@dataclass(frozen=True, slots=True)
class Sought:
    """A form that somebody wants to go on with."""

    keys: Keys
    place: Place
    id: UUID = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.keys.id)


class SetAsides:
    """Sets forms aside and gives them back. Thread rules are those of the store.

    Args:
        ask: asks the back office for a form; the answer comes as :class:`~kiosk.visit.events.SetAsideAnswered`.
        on_commit: something waits to be sent.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        random_bytes: RandomBytes,
        *,
        ask: Callable[[UUID], None],
        on_commit: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._random = random_bytes
        self._ask = ask
        self._on_commit = on_commit

    def put(self, content: Content, place: Place) -> str:
        """Set a form aside; returns the code, which is kept nowhere.

        Raises:
            StoreError: it could not be kept.
            SetAsideError: it is too large.
        """
        # It brings the forms with it, which the first page need not wait for.
        from kiosk.setaside.content import seal

        code = new_code(self._random)
        keys = derive(code, place.office_id, place.day)
        sealed = seal(content, keys, place.office_id, place.day)
        if len(sealed) > SEALED_BYTES:
            raise SetAsideError("too large")
        now = self._clock.now()
        body = SetAside(
            id=keys.id,
            office_id=place.office_id,
            valid_on=place.day,
            set_aside_at=now,
            sealed=b64encode(sealed),
        )
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO set_aside (id, day, set_aside_at, sealed) VALUES (?, ?, ?, ?)",
                (str(keys.id), place.day.isoformat(), now.isoformat(), body.sealed),
            )
            outbox.add(connection, id=keys.id, visit=keys.id, resource=RESOURCE, body=body, now=now)
        self._on_commit()
        log.info("form_set_aside")
        return code

    def seek(self, code: str, place: Place) -> Sought:
        """Begin to look for a form: the back office is asked. Takes some 50 ms."""
        sought = Sought(derive(code, place.office_id, place.day), place)
        self._ask(sought.id)
        return sought

    def open(self, sought: Sought, sealed: str) -> Content:
        """What the back office has given back.

        Raises:
            SetAsideError: it does not open.
        """
        from kiosk.setaside.content import unseal

        try:
            raw = b64decode(sealed)
        except ValueError:
            raise SetAsideError("it does not open") from None
        return unseal(raw, sought.keys, sought.place.office_id, sought.place.day)

    def open_here(self, sought: Sought) -> Content | None:
        """What lies here; ``None`` when nothing does.

        Raises:
            StoreError: the store does not answer.
            SetAsideError: it does not open.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT sealed FROM set_aside WHERE id = ? AND day = ?",
                (str(sought.id), sought.place.day.isoformat()),
            ).fetchone()
        return None if row is None else self.open(sought, str(row["sealed"]))

    def taken(self, sought: Sought) -> None:
        """Somebody goes on with it: delete it here and there.

        Raises:
            StoreError: it is still here.
        """
        now = self._clock.now()
        body = SetAside(
            id=sought.id,
            office_id=sought.place.office_id,
            valid_on=sought.place.day,
            set_aside_at=now,
            taken_at=now,
        )
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM set_aside WHERE id = ?", (str(sought.id),))
            unsent = connection.execute(
                "DELETE FROM outbox WHERE id = ? AND attempts = 0 AND last_error = ''", (str(sought.id),)
            ).rowcount
            if not unsent:
                row = uuid7(self._clock, self._random)
                outbox.add(connection, id=row, visit=sought.id, resource=RESOURCE, body=body, now=now)
        self._on_commit()

    def forget(self, sought: Sought) -> None:
        """The back office says that it is over: what lies here is over too.

        Raises:
            StoreError: it is still here.
        """
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM set_aside WHERE id = ?", (str(sought.id),))


def forget_before(database: Database, day: date) -> int:
    """Delete forms of earlier days, here and on their way. Returns how many."""
    with database.transaction() as connection:
        here = connection.execute("DELETE FROM set_aside WHERE day < ?", (day.isoformat(),)).rowcount
        waiting = connection.execute(
            f"""DELETE FROM outbox WHERE resource = '{RESOURCE}'
                AND (NOT json_valid(body) OR json_extract(body, '$.valid_on') < ?)""",  # noqa: S608 - our own name
            (day.isoformat(),),
        ).rowcount
    return int(here + waiting)
