# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What staff decide against a rule. A fact: it travels behind its ticket, in the ticket's own transaction where there is one
to come. Who decided is a number, why is one of a list, and nothing is about the visitor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

import structlog

from kiosk.clock import Clock, RandomBytes, uuid7
from kiosk.store import outbox
from kiosk.store.database import Database
from kiosk.tickets.desk import Attach, Attachment, Issued
from kiosk.wire.staff import Override, OverrideReason, OverrideRule

log = structlog.get_logger(__name__)

RESOURCE = "overrides"

REASONS: dict[OverrideRule, tuple[OverrideReason, ...]] = {
    OverrideRule.PRIORITY: (
        OverrideReason.DISABILITY,
        OverrideReason.SMALL_CHILD,
        OverrideReason.PREGNANT,
        OverrideReason.FRAIL,
        OverrideReason.TRAVEL,
        OverrideReason.OTHER,
    ),
    OverrideRule.LATE: (
        OverrideReason.TRAFFIC,
        OverrideReason.DISABILITY,
        OverrideReason.OUR_FAULT,
        OverrideReason.OTHER,
    ),
    OverrideRule.CLOSED: (
        OverrideReason.DEADLINE,
        OverrideReason.CALLED_IN,
        OverrideReason.LONG_WAY,
        OverrideReason.OUR_FAULT,
        OverrideReason.OTHER,
    ),
    OverrideRule.STOPPED: (
        OverrideReason.DEADLINE,
        OverrideReason.CALLED_IN,
        OverrideReason.LONG_WAY,
        OverrideReason.TRAVEL,
        OverrideReason.OUR_FAULT,
        OverrideReason.OTHER,
    ),
    OverrideRule.APPOINTMENT_ONLY: (
        OverrideReason.DEADLINE,
        OverrideReason.CALLED_IN,
        OverrideReason.TRAVEL,
        OverrideReason.OUR_FAULT,
        OverrideReason.OTHER,
    ),
}
"""The reasons there are for each rule, in the order in which they are offered."""


class Overrides:
    """Writes decisions down. ``on_commit``: something waits to be sent."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        random_bytes: RandomBytes,
        on_commit: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._random = random_bytes
        self._on_commit = on_commit

    def with_ticket(self, office_id: str, staff: str, rule: OverrideRule, reason: OverrideReason) -> Attach:
        """For a number that is about to be given out; see :meth:`kiosk.tickets.desk.TicketDesk.issue`."""

        def attach(issued: Issued) -> Sequence[Attachment]:
            body = self._override(office_id, issued.id, staff, rule, reason)
            return (Attachment(body.id, RESOURCE, body),)

        return attach

    def record(
        self, office_id: str, ticket_id: UUID, staff: str, rule: OverrideRule, reason: OverrideReason
    ) -> None:
        """For a number that somebody holds already.

        Raises:
            StoreError: it could not be kept; nothing was decided.
        """
        body = self._override(office_id, ticket_id, staff, rule, reason)
        with self._database.transaction() as connection:
            outbox.add(
                connection,
                id=body.id,
                visit=ticket_id,
                resource=RESOURCE,
                body=body,
                now=body.decided_at,
            )
        self._on_commit()

    def _override(
        self, office_id: str, ticket_id: UUID, staff: str, rule: OverrideRule, reason: OverrideReason
    ) -> Override:
        log.info("rule_overridden", rule=rule.value, reason=reason.value)
        return Override(
            id=uuid7(self._clock, self._random),
            office_id=office_id,
            ticket_id=ticket_id,
            staff=staff,
            rule=rule.value,
            reason=reason.value,
            decided_at=self._clock.now(),
        )
