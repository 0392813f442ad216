# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bodies of ``kiosk.wire.models`` as the server takes them: nothing unknown, nothing absurd.

The terminal ignores fields it does not know; the server refuses them, or a typing error would vanish.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

from kiosk.wire import commands, handover, models
from kiosk.wire.commands import MOST_COMMANDS
from kiosk.wire.handover import PaperText, SealedText
from kiosk.wire.leases import b64decode
from kiosk.wire.models import Moment, QueueLetter

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


def _plausible(value: date) -> date:
    # A terminal's clock may be years off; beyond that, converting time zones overflows.
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise ValueError("not a plausible date")
    return value


def _plausible_moment(value: datetime) -> datetime:
    _plausible(value)
    return value


def _decodable(value: str) -> str:
    b64decode(value)
    return value


PlausibleMoment = Annotated[Moment, AfterValidator(_plausible_moment)]
Day = Annotated[date, AfterValidator(_plausible)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9 _.:/+-]{0,64}$")]
"""A technical name: a screen, a device, a version. No control characters, no markup."""
Count = Annotated[StrictInt, Field(ge=0, le=1_000_000_000)]
_STRICT = ConfigDict(extra="forbid", frozen=True)


class EnrolmentRequest(models.EnrolmentRequest):
    """See :class:`kiosk.wire.models.EnrolmentRequest`."""

    model_config = _STRICT


class LeaseRequest(models.LeaseRequest):
    """See :class:`kiosk.wire.models.LeaseRequest`."""

    model_config = _STRICT
    day: Day
    size: Annotated[StrictInt, Field(ge=1, le=400)]


class Ticket(models.Ticket):
    """See :class:`kiosk.wire.models.Ticket`."""

    model_config = _STRICT
    day: Day
    number: Annotated[StrictInt, Field(ge=1, le=999)]
    drawn_at: PlausibleMoment
    issued_offline: StrictBool = False


class DeliveryItem(models.DeliveryItem):
    """See :class:`kiosk.wire.models.DeliveryItem`."""

    model_config = _STRICT


class Delivery(models.Delivery):
    """See :class:`kiosk.wire.models.Delivery`."""

    model_config = _STRICT
    items: Annotated[tuple[DeliveryItem, ...], Field(min_length=1, max_length=models.DELIVERY_ITEMS)]


class CheckIn(models.CheckIn):
    """See :class:`kiosk.wire.models.CheckIn`."""

    model_config = _STRICT
    checked_in_at: PlausibleMoment


class HelpCall(models.HelpCall):
    """See :class:`kiosk.wire.models.HelpCall`."""

    model_config = _STRICT
    called_at: PlausibleMoment
    screen: Name = ""
    withdrawn_at: PlausibleMoment | None = None


class DeviceHealth(models.DeviceHealth):
    """See :class:`kiosk.wire.models.DeviceHealth`."""

    model_config = _STRICT
    device: Name
    detail: Name = ""


class CommandOutcome(commands.CommandOutcome):
    """See :class:`kiosk.wire.commands.CommandOutcome`."""

    model_config = _STRICT


class Heartbeat(models.Heartbeat):
    """See :class:`kiosk.wire.models.Heartbeat`."""

    model_config = _STRICT
    sent_at: PlausibleMoment
    version: Name
    outbox_waiting: Count = 0
    outbox_oldest_seconds: Count = 0
    dead_letters: Count = 0
    numbers_left: Annotated[dict[QueueLetter, Count], Field(max_length=26)] = Field(default_factory=dict)
    devices: Annotated[tuple[DeviceHealth, ...], Field(max_length=32)] = ()
    help_wanted: StrictBool = False
    in_use: StrictBool = False
    screen: Name = ""
    locked: StrictBool = False
    outcomes: Annotated[tuple[CommandOutcome, ...], Field(max_length=MOST_COMMANDS)] = ()


class SealedPaper(handover.SealedPaper):
    """See :class:`kiosk.wire.handover.SealedPaper`."""

    model_config = _STRICT
    sealed: Annotated[PaperText, AfterValidator(_decodable)]


class Handover(handover.Handover):
    """See :class:`kiosk.wire.handover.Handover`."""

    model_config = _STRICT
    number: Annotated[StrictInt, Field(ge=1, le=999)]
    valid_on: Day
    prepared_at: PlausibleMoment
    sealed: Annotated[SealedText, AfterValidator(_decodable)]
    paper: SealedPaper | None = None
