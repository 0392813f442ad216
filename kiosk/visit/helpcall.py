# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking for a person during a visit: one call, which is withdrawn, answered, or forgotten with the visit."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import structlog

from kiosk.store.database import StoreError
from kiosk.tickets.desk import TicketDesk
from kiosk.wire.models import HelpCall

log = structlog.get_logger(__name__)


class HelpAsked:
    """The call of one visit, if there is one."""

    def __init__(self, desk: TicketDesk) -> None:
        self._desk = desk
        self.call: HelpCall | None = None
        self.is_coming = False
        """Somebody has taken the call and is on the way."""

    def ask(self, screen: str) -> None:
        """Ask for a person; asking twice asks once. ``screen`` is the kind of page."""
        if self.call is None:
            try:
                self.call = self._desk.call_help(screen)
            except StoreError as error:
                log.error("help_call_not_kept", code=error.code)

    def taken(self, calls: Collection[UUID]) -> None:
        """Somebody is on the way to these calls."""
        self.is_coming = self.call is not None and self.call.id in calls

    def withdraw(self) -> None:
        """Nobody needs to come, or whoever was called is here."""
        self.is_coming = False
        call, self.call = self.call, None
        if call is not None:
            try:
                self._desk.withdraw_help(call)
            except StoreError as error:
                log.error("help_withdrawal_not_kept", code=error.code)

    def forget(self) -> None:
        """The visit is over. The call stands until staff settle it: perhaps somebody waits beside the terminal."""
        self.call = None
        self.is_coming = False
