# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sign of life: how the terminal is, what became of orders; and in the answer, what is new."""

from __future__ import annotations

from datetime import date, timedelta

import structlog
from pydantic import ValidationError

from kiosk.clock import Clock
from kiosk.store.outbox import Outbox
from kiosk.sync.client import BackOffice
from kiosk.sync.commands import Commands
from kiosk.sync.local import Local
from kiosk.tickets.leases import Leases
from kiosk.wire.models import Heartbeat, TerminalConfiguration
from kiosk.wire.news import HeartbeatNews, News

log = structlog.get_logger(__name__)


class Pulse:
    """Sends heartbeats and takes what comes back."""

    def __init__(self, outbox: Outbox, commands: Commands, local: Local, clock: Clock, version: str) -> None:
        self._outbox = outbox
        self._commands = commands
        self._local = local
        self._clock = clock
        self._version = version

    def send(
        self, client: BackOffice, path: str, configuration: TerminalConfiguration, leases: Leases, today: date
    ) -> News | None:
        """One heartbeat. Returns what the back office says is new; ``None``: it does not say.

        Raises:
            SyncError: it was not heard; the outcomes of orders go with the next one.
        """
        summary = self._outbox.summary()
        age = self._clock.now() - summary.oldest if summary.oldest else timedelta()
        scene = self._local.scene()
        outcomes = self._commands.outcomes()
        heartbeat = Heartbeat(
            sent_at=self._clock.now(),
            version=self._version,
            outbox_waiting=summary.waiting,
            outbox_oldest_seconds=max(0, int(age.total_seconds())),
            dead_letters=summary.dead,
            numbers_left={
                queue.letter: leases.supply(queue.letter, today).left for queue in configuration.office.queues
            },
            devices=self._local.devices(),
            help_wanted=scene.help_wanted,
            in_use=scene.in_use,
            screen=scene.screen,
            locked=configuration.lock.locked,
            outcomes=outcomes,
        )
        answer = client.put(path, heartbeat.model_dump_json(exclude_defaults=True))
        self._commands.reported(outcomes)
        try:
            told = HeartbeatNews.model_validate(answer.data or {})
        except ValidationError:
            log.warning("heartbeat_answer_unreadable")
            return None
        self._commands.take(told.commands)
        if told.help_taken:
            self._local.help_taken(told.help_taken)
        return told.news
