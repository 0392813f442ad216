# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Orders of an administrator: each is carried out once, between visits, and reported until the back office has heard."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Literal
from uuid import UUID

import structlog
from pydantic import BaseModel, ValidationError

from kiosk.store.kept import Kept
from kiosk.wire.commands import MOST_COMMANDS, Command, CommandOutcome

log = structlog.get_logger(__name__)

_KEPT_AS = "commands"
_REMEMBERED = 100
"""So many orders are known again when an answer comes twice or late."""


class _Order(BaseModel):
    id: UUID
    kind: str
    state: Literal["waiting", "begun", "done", "failed"] = "waiting"
    detail: str = ""
    reported: bool = False


class _Orders(BaseModel):
    orders: tuple[_Order, ...] = ()


class Commands:
    """The orders this terminal got. Any thread.

    An order that a dead program had begun is not begun again: whether the test slip came out, nobody knows.
    """

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._orders = _read(kept)
        for order in self._orders:
            if order.state == "begun":
                self.end(order.id, "failed", "interrupted")

    def take(self, commands: Iterable[Command]) -> None:
        """Remember the orders that are new."""
        with self._lock:
            known = {order.id for order in self._orders}
            fresh = tuple(_Order(id=one.id, kind=one.kind) for one in commands if one.id not in known)
            if fresh:
                log.info("commands_received", kinds=[one.kind for one in fresh])
                self._keep((*self._orders, *fresh)[-_REMEMBERED:])

    def begin(self) -> Command | None:
        """The oldest order that waits, from now on begun; it must be ended with :meth:`end`."""
        with self._lock:
            waiting = next((order for order in self._orders if order.state == "waiting"), None)
            if waiting is None:
                return None
            self._replace(waiting.model_copy(update={"state": "begun"}))
            return Command(id=waiting.id, kind=waiting.kind)

    @property
    def any_waiting(self) -> bool:
        """Whether something is to be done."""
        return any(order.state == "waiting" for order in self._orders)

    @property
    def any_to_report(self) -> bool:
        """Whether the back office has not heard of something."""
        return bool(self.outcomes())

    def end(self, command_id: UUID, outcome: Literal["done", "failed"], detail: str = "") -> None:
        """An order was carried out, or not."""
        with self._lock:
            for order in self._orders:
                if order.id == command_id and order.state in ("waiting", "begun"):
                    log.info("command_ended", kind=order.kind, outcome=outcome, detail=detail)
                    self._replace(order.model_copy(update={"state": outcome, "detail": detail}))

    def outcomes(self) -> tuple[CommandOutcome, ...]:
        """What the back office has to hear, oldest first."""
        return tuple(
            CommandOutcome(
                id=order.id, outcome="done" if order.state == "done" else "failed", detail=order.detail
            )
            for order in self._orders
            if order.state in ("done", "failed") and not order.reported
        )[:MOST_COMMANDS]

    def reported(self, outcomes: Iterable[CommandOutcome]) -> None:
        """The back office has heard of these."""
        heard = {one.id for one in outcomes}
        if not heard:
            return
        with self._lock:
            self._keep(
                tuple(
                    order.model_copy(update={"reported": True}) if order.id in heard else order
                    for order in self._orders
                )
            )

    def _replace(self, changed: _Order) -> None:
        self._keep(tuple(changed if order.id == changed.id else order for order in self._orders))

    def _keep(self, orders: tuple[_Order, ...]) -> None:
        self._kept.keep_text(_KEPT_AS, _Orders(orders=orders).model_dump_json())
        self._orders = orders  # after it is on disk: an order must not be carried out twice


def _read(kept: Kept) -> tuple[_Order, ...]:
    text = kept.text(_KEPT_AS)
    try:
        return _Orders.model_validate_json(text).orders if text else ()
    except ValidationError:
        return ()
