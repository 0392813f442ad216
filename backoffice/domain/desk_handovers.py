# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a clerk does with a hand-over: find it by number and code, read it, correct it, confirm it.

One clerk has it at a time. A claim that nobody works on lapses, so that a forgotten tab keeps nothing from a colleague.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, update

from backoffice.clock import business_day
from backoffice.domain.desks import AT_DESK
from backoffice.domain.errors import RefusedError
from backoffice.domain.handover_keys import private_key
from backoffice.domain.handovers import Event, HandoverFlag, HandoverState, delete_content, note_event
from backoffice.domain.people import Person
from backoffice.domain.revision import Correction, Revision
from backoffice.schema import handover, office, person, ticket
from backoffice.vault import Vault, VaultError
from kiosk.wire.bundle import Bundle, BundleError, unpack
from kiosk.wire.models import label
from kiosk.wire.sealing import Purpose, SealingError, unseal

CLAIM_LASTS = timedelta(minutes=30)
"""After so long without a touch a colleague may take over."""
MOST_WRONG_CODES = 10
"""Of 24³ codes; then the form is filled in at the desk."""


class Found(StrEnum):
    """What became of a number and a code."""

    OPENED = "opened"
    NOTHING = "nothing"
    """No hand-over has this number today, or not yet."""
    WRONG_CODE = "wrong-code"
    TOO_MANY_CODES = "too-many-codes"
    TAKEN = "taken"
    """A colleague has it open."""
    DONE = "done"
    """It was confirmed, and its content is deleted."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Claim:
    """``handover_id`` when it was opened; ``by`` is the colleague's name when it is taken."""

    found: Found
    handover_id: UUID | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of today's list: nothing of what is inside."""

    label: str
    prepared_at: datetime
    state: HandoverState
    by: str
    """Name of the colleague who has it open or has confirmed it."""
    called_to: str
    """The desk to which the number was called."""
    is_readable: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A hand-over on the clerk's screen."""

    id: UUID
    label: str
    bundle: Bundle = field(repr=False)
    revision: Revision = field(repr=False)
    is_confirmed: bool = False


def todays_list(connection: Connection, office_id: str, now: datetime) -> list[Listed]:
    """Today's hand-overs of an office: called numbers first, then by number."""
    rows = connection.execute(
        select(handover, ticket.c.state.label("ticket_state"), ticket.c.desk, person.c.name)
        .outerjoin(
            ticket, and_(ticket.c.office_id == handover.c.office_id, ticket.c.id == handover.c.ticket_id)
        )
        .outerjoin(person, person.c.login == handover.c.claimed_by)
        .where(handover.c.office_id == office_id, handover.c.day == _today(connection, office_id, now))
        .order_by(handover.c.queue, handover.c.number, handover.c.received_at)
    ).all()
    found = [
        Listed(
            label=label(row.queue, row.number),
            prepared_at=row.prepared_at,
            state=_state(row, now),
            by=(row.name or row.claimed_by) if _state(row, now) is not HandoverState.WAITING else "",
            called_to=row.desk if row.ticket_state in AT_DESK else "",
            is_readable=row.flag != HandoverFlag.KEY_UNKNOWN.value,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.state is HandoverState.CONFIRMED, not one.called_to))


def claim(
    connection: Connection, who: Person, queue: str, number: int, code: str, vault: Vault, now: datetime
) -> Claim:
    """Open a hand-over by what the visitor shows. A wrong code is counted, so this writes whatever the answer."""
    rows = connection.execute(
        select(handover)
        .where(
            handover.c.office_id == who.office_id,
            handover.c.day == _today(connection, who.office_id, now),
            handover.c.queue == queue,
            handover.c.number == number,
        )
        .order_by(handover.c.received_at)
        .with_for_update()
    ).all()
    if not rows:
        return Claim(Found.NOTHING)
    # Two tickets with one number are a fault that is flagged elsewhere; the code tells their hand-overs apart.
    answers = [_try(connection, row, who, code, vault, now) for row in rows]
    return min(answers, key=lambda answer: list(_PRECEDENCE).index(answer.found))


_PRECEDENCE = (
    Found.OPENED,
    Found.TAKEN,
    Found.DONE,
    Found.UNREADABLE,
    Found.TOO_MANY_CODES,
    Found.WRONG_CODE,
)


def _try(connection: Connection, row: Row[Any], who: Person, code: str, vault: Vault, now: datetime) -> Claim:
    if row.sealed is None:
        return Claim(Found.DONE)
    if row.wrong_codes >= MOST_WRONG_CODES:
        return Claim(Found.TOO_MANY_CODES)
    bundle = _bundle(connection, row, vault)
    if bundle is None:
        return Claim(Found.UNREADABLE)
    if not hmac.compare_digest(bundle.code, code):
        connection.execute(update(handover).where(*_this(row)).values(wrong_codes=handover.c.wrong_codes + 1))
        note_event(connection, row.id, row.office_id, who.login, Event.WRONG_CODE, now)
        return Claim(Found.WRONG_CODE)
    if _state(row, now) is HandoverState.CLAIMED and row.claimed_by != who.login:
        name = connection.execute(select(person.c.name).where(person.c.login == row.claimed_by)).scalar()
        return Claim(Found.TAKEN, by=name or row.claimed_by)
    # The condition again: on an engine with several writers somebody may just have been faster.
    state = HandoverState.CONFIRMED if row.state == HandoverState.CONFIRMED.value else HandoverState.CLAIMED
    won = connection.execute(
        update(handover)
        .where(*_this(row), or_(*_free_for(who, now)))
        .values(state=state.value, claimed_by=who.login, claimed_at=now, wrong_codes=0)
    )
    if won.rowcount != 1:
        return Claim(Found.TAKEN)
    note_event(connection, row.id, row.office_id, who.login, Event.OPENED, now)
    return Claim(Found.OPENED, row.id)


def read_claimed(
    connection: Connection, who: Person, handover_id: UUID, vault: Vault, now: datetime
) -> Opened:
    """What somebody has open. Looking at it keeps the claim alive, so this writes.

    Raises:
        RefusedError: ``handover-not-open``: not theirs (any more), or gone; ``handover-unreadable``.
    """
    row = _claimed(connection, who, handover_id, now)
    bundle = _bundle(connection, row, vault)
    if bundle is None:
        raise RefusedError("handover-unreadable", "the key for it is gone")
    connection.execute(update(handover).where(*_this(row)).values(claimed_at=now))
    return Opened(
        id=row.id,
        label=label(row.queue, row.number),
        bundle=bundle,
        revision=_revision(row, vault),
        is_confirmed=row.state == HandoverState.CONFIRMED.value,
    )


def correct(
    connection: Connection,
    who: Person,
    handover_id: UUID,
    correction: Correction,
    vault: Vault,
    now: datetime,
) -> None:
    """The clerk has seen that a value is otherwise.

    Raises:
        RefusedError: ``handover-not-open``, ``handover-unreadable``; ``row-unknown``.
    """
    opened = read_claimed(connection, who, handover_id, vault, now)
    if not correction.fits(opened.bundle.record):
        raise RefusedError("row-unknown", "the hand-over has no such row")
    _revise(connection, who, handover_id, lambda old: old.with_correction(correction), vault, now)


def write_note(
    connection: Connection, who: Person, handover_id: UUID, note: str, vault: Vault, now: datetime
) -> None:
    """The clerk's own words about it.

    Raises:
        RefusedError: ``handover-not-open``.
    """
    _revise(connection, who, handover_id, lambda old: old.with_note(note), vault, now)


def release(connection: Connection, who: Person, handover_id: UUID, now: datetime) -> None:
    """Give it back unconfirmed, for a colleague.

    Raises:
        RefusedError: ``handover-not-open``.
    """
    row = _claimed(connection, who, handover_id, now)
    if row.state == HandoverState.CLAIMED.value:
        connection.execute(
            update(handover)
            .where(*_this(row))
            .values(state=HandoverState.WAITING.value, claimed_by="", claimed_at=None)
        )
    note_event(connection, handover_id, row.office_id, who.login, Event.RELEASED, now)


def confirm(
    connection: Connection, who: Person, handover_id: UUID, now: datetime, *, keep_until_evening: bool
) -> str:
    """The visitor has confirmed the data at the desk. Returns the label.

    Raises:
        RefusedError: ``handover-not-open``.
    """
    row = _claimed(connection, who, handover_id, now)
    connection.execute(
        update(handover).where(*_this(row)).values(state=HandoverState.CONFIRMED.value, claimed_at=now)
    )
    note_event(connection, handover_id, row.office_id, who.login, Event.CONFIRMED, now)
    if not keep_until_evening:
        delete_content(connection, row.office_id, handover_id)
        note_event(connection, handover_id, row.office_id, who.login, Event.DELETED, now)
    return label(row.queue, row.number)


def _this(row: Row[Any]) -> tuple[ColumnElement[bool], ...]:
    return (handover.c.office_id == row.office_id, handover.c.id == row.id)


def _claimed(connection: Connection, who: Person, handover_id: UUID, now: datetime) -> Row[Any]:
    """The row of a hand-over that is this person's now, locked."""
    row = connection.execute(
        select(handover)
        .where(handover.c.office_id == who.office_id, handover.c.id == handover_id)
        .with_for_update()
    ).one_or_none()
    if (
        row is None
        or row.sealed is None
        or row.day != _today(connection, row.office_id, now)
        or row.claimed_by != who.login
        or now - row.claimed_at > CLAIM_LASTS
    ):
        raise RefusedError("handover-not-open", "it is not open here, or no longer")
    return row


def _revise(
    connection: Connection,
    who: Person,
    handover_id: UUID,
    change: Callable[[Revision], Revision],
    vault: Vault,
    now: datetime,
) -> None:
    row = _claimed(connection, who, handover_id, now)
    changed = change(_revision(row, vault)).model_dump_json().encode("utf-8")
    connection.execute(
        update(handover)
        .where(*_this(row))
        .values(revision=vault.wrap(changed, _context(row)), claimed_at=now)
    )
    note_event(connection, handover_id, row.office_id, who.login, Event.CHANGED, now)


def _revision(row: Row[Any], vault: Vault) -> Revision:
    if row.revision is None:
        return Revision()
    try:
        return Revision.model_validate(json.loads(vault.unwrap(row.revision, _context(row))))
    except (VaultError, ValueError):
        raise RefusedError("handover-unreadable", "the key for it is gone") from None


def _context(row: Row[Any]) -> str:
    return f"handover revision {row.office_id} {row.id}"


def _bundle(connection: Connection, row: Row[Any], vault: Vault) -> Bundle | None:
    """What is inside; ``None``: it does not open here."""
    try:
        key = private_key(connection, row.office_id, row.key_id, vault)
        if key is None:
            return None
        purpose = Purpose(row.office_id, row.id, row.valid_on, row.key_id)
        bundle = unpack(unseal(row.sealed, row.suite, key, purpose))
    except (VaultError, SealingError, BundleError):
        return None
    return bundle if bundle.record.id == row.id else None


def _state(row: Row[Any], now: datetime) -> HandoverState:
    """A claim that nobody works on has lapsed."""
    if row.state == HandoverState.CLAIMED.value and now - row.claimed_at > CLAIM_LASTS:
        return HandoverState.WAITING
    return HandoverState(row.state)


def _free_for(who: Person, now: datetime) -> tuple[Any, ...]:
    return (
        handover.c.state != HandoverState.CLAIMED.value,
        handover.c.claimed_by == who.login,
        and_(handover.c.claimed_at.is_not(None), handover.c.claimed_at < now - CLAIM_LASTS),
    )


def _today(connection: Connection, office_id: str, now: datetime) -> Any:
    zone = connection.execute(select(office.c.time_zone).where(office.c.id == office_id)).scalar_one()
    return business_day(now, zone)
