# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the terminals of an office are now, as their heartbeats tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select

from backoffice.domain.help_calls import OpenCall, open_calls
from backoffice.schema import heartbeat, terminal

SILENT_AFTER = timedelta(minutes=3)
"""A terminal speaks every minute; one that missed three times is offline."""
FEW_NUMBERS = 5


class Standing(StrEnum):
    """What matters first about a terminal; the order is that of the page."""

    HELP = "help"
    OFFLINE = "offline"
    TROUBLE = "trouble"
    """A device does not work."""
    LOCKED = "locked"
    IN_USE = "in-use"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Device:
    """A device that is not as it should be. ``detail`` is a stable code."""

    name: str
    state: str
    detail: str


@dataclass(frozen=True, slots=True)
class TerminalNow:
    """One terminal. ``heard_at`` is ``None`` when it never spoke; ``stuck`` are messages that were refused."""

    id: UUID
    number: int
    standing: Standing
    heard_at: datetime | None
    screen: str
    devices: tuple[Device, ...]
    low_paper: bool
    few_numbers: tuple[str, ...]
    waiting: int
    stuck: int
    version: str
    lock_message: str
    is_locked: bool
    calls: tuple[OpenCall, ...]


def terminals_now(connection: Connection, office_id: str, now: datetime) -> list[TerminalNow]:
    """The terminals of an office, those that need somebody first."""
    calls: dict[int, list[OpenCall]] = {}
    for call in open_calls(connection, office_id, now):
        calls.setdefault(call.terminal, []).append(call)
    rows = connection.execute(
        select(terminal, heartbeat.c.received_at, heartbeat.c.body)
        .outerjoin(
            heartbeat,
            and_(heartbeat.c.office_id == terminal.c.office_id, heartbeat.c.terminal_id == terminal.c.id),
        )
        .where(terminal.c.office_id == office_id, terminal.c.revoked_at.is_(None))
        .order_by(terminal.c.number)
    )
    found = [_terminal(row, tuple(calls.get(row.number, ())), now) for row in rows]
    return sorted(found, key=lambda one: (list(Standing).index(one.standing), one.number))


def _terminal(row: Any, calls: tuple[OpenCall, ...], now: datetime) -> TerminalNow:
    body: Mapping[str, Any] = row.body or {}
    is_silent = row.received_at is None or now - row.received_at > SILENT_AFTER
    devices = tuple(
        Device(str(one.get("device", "")), str(one.get("state", "")), str(one.get("detail", "")))
        for one in body.get("devices", ())
        if one.get("state") != "ok"
    )
    if calls:
        standing = Standing.HELP
    elif is_silent:
        standing = Standing.OFFLINE
    elif any(device.state == "error" for device in devices):
        standing = Standing.TROUBLE
    elif row.locked:
        standing = Standing.LOCKED
    else:
        standing = Standing.IN_USE if body.get("in_use") else Standing.FREE
    numbers: Mapping[str, int] = body.get("numbers_left", {})
    return TerminalNow(
        id=row.id,
        number=row.number,
        standing=standing,
        heard_at=row.received_at,
        screen=str(body.get("screen", "")),
        devices=devices,
        low_paper=any(device.name == "printer" and device.detail in _LOW_PAPER for device in devices),
        few_numbers=tuple(sorted(letter for letter, left in numbers.items() if left <= FEW_NUMBERS)),
        waiting=int(body.get("outbox_waiting", 0)),
        stuck=int(body.get("dead_letters", 0)),
        version=str(body.get("version", "")),
        lock_message=row.lock_message,
        is_locked=row.locked,
        calls=calls,
    )


_LOW_PAPER = frozenset({"prepare-paper", "load-paper", "paper-out"})
