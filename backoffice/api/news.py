# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is new for the terminals of an office, read once for all that ask within a moment."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from backoffice.api.context import Context
from backoffice.domain.appointments import appointments_tag
from backoffice.domain.configuration import office_configuration, terminals_own
from backoffice.domain.handover_keys import ensure_key, published_key
from backoffice.domain.queues import queue_states
from backoffice.domain.terminals import Terminal
from kiosk.wire.models import HandoverKey, QueueStates, TerminalConfiguration
from kiosk.wire.news import News

_MOST_OFFICES = 20_000


@dataclass(frozen=True, slots=True)
class Shared:
    """What all terminals of an office are told, and its digest."""

    configuration: TerminalConfiguration
    digest: str

    def of(self, terminal: Terminal) -> TerminalConfiguration:
        """With what is this terminal's own."""
        return terminals_own(self.configuration, terminal)

    def tag(self, terminal: Terminal) -> str:
        """The ``ETag`` of :meth:`of`."""
        own = self.of(terminal)
        text = f"{self.digest} {own.terminal_number} {own.lock.model_dump_json()}"
        return f'"{hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]}"'


@dataclass(frozen=True, slots=True)
class _Kept:
    read_at: datetime
    shared: Shared
    appointments: str
    queues: QueueStates


class NewsDesk:
    """Of one process. ``keep_seconds``: how old an answer may be; 0: read anew for everyone."""

    def __init__(self, keep_seconds: float) -> None:
        self._keep = timedelta(seconds=keep_seconds)
        self._known: dict[tuple[str, str], _Kept] = {}

    async def news(self, context: Context, terminal: Terminal, base_url: str) -> News:
        """How things stand for this terminal."""
        key = (terminal.office_id, base_url)
        now = context.now()
        kept = self._known.get(key)
        if kept is None or abs(now - kept.read_at) >= self._keep:
            shared = await read_shared(context, terminal.office_id, base_url)
            appointments, queues = await context.read(partial(_read, context, terminal.office_id, now))
            kept = _Kept(now, shared, appointments, queues)
            if len(self._known) >= _MOST_OFFICES:
                self._known.clear()
            self._known[key] = kept
        return News(
            configuration=kept.shared.tag(terminal), appointments=kept.appointments, queues=kept.queues
        )


async def read_shared(context: Context, office_id: str, base_url: str) -> Shared:
    """The configuration of an office as it is now."""
    found = await context.read(
        partial(
            office_configuration,
            office_id=office_id,
            status_url=f"{base_url}/s/{office_id}/",
            now=context.now(),
        )
    )
    key = await _handover_key(context, office_id)
    if key is not None:
        found = found.model_copy(update={"handover_keys": (key,), "paper_url": f"{base_url}/w/{office_id}/"})
    return Shared(found, hashlib.sha256(found.model_dump_json().encode("utf-8")).hexdigest())


def _read(context: Context, office_id: str, now: datetime, connection: Connection) -> tuple[str, QueueStates]:
    return (
        appointments_tag(connection, office_id, now),
        queue_states(connection, office_id, context.forecasts, context.estimator, now),
    )


async def _handover_key(context: Context, office_id: str) -> HandoverKey | None:
    """Today's key of an office, made when the first terminal asks; ``None``: no hand-overs are taken here."""
    if context.vault is None:
        return None
    now = context.now()
    find = partial(
        published_key, office_id=office_id, vault=context.vault, signing_key=context.signing_key, now=now
    )
    key = await context.read(find)
    if key is None:
        await context.write(partial(ensure_key, office_id=office_id, vault=context.vault, now=now))
        key = await context.read(find)
    return key
