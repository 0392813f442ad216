# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the terminal answers to an appointment code: a pure function of the appointment, the time and the office.

There is no statutory rule for any of this; the windows are the office's configuration. Late is never "too late": the
visitor gets a number and the clerk decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from kiosk.wire.models import Appointment, AppointmentState, CheckInWindow, Office


class Arrival(StrEnum):
    """How a visitor's arrival lies to the appointment."""

    ON_TIME = "on-time"
    EARLY = "early"
    LATE = "late"
    OTHER_DAY = "other-day"
    OTHER_OFFICE = "other-office"
    ALREADY = "already"
    UNKNOWN = "unknown"
    """Not known, or cancelled: the same answer, so that nobody learns which."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer. ``appointment`` is set except for :attr:`Arrival.UNKNOWN`; ``starts_at`` is local time;
    ``office`` is set for :attr:`Arrival.OTHER_OFFICE`; ``come_back_at`` (local) for :attr:`Arrival.EARLY`."""

    arrival: Arrival
    appointment: Appointment | None = None
    starts_at: datetime | None = None
    come_back_at: datetime | None = None
    office: Office | None = None


def judge(
    appointment: Appointment | None,
    *,
    now: datetime,
    zone: tzinfo,
    here: str,
    others: tuple[Office, ...],
    window: CheckInWindow,
    checked_in_here: bool,
) -> Judgement:
    """Decide what an arrival is.

    Args:
        appointment: what the code belongs to, if anything.
        now: the current time, aware.
        zone: the office's time zone; days are its days.
        here: the id of this office.
        others: the other offices of the city.
        checked_in_here: whether this terminal itself has checked the appointment in already.
    """
    if appointment is None or appointment.state is AppointmentState.CANCELLED:
        return Judgement(Arrival.UNKNOWN)
    starts_at = appointment.starts_at.astimezone(zone)
    local_now = now.astimezone(zone)
    if checked_in_here or appointment.state is AppointmentState.CHECKED_IN:
        return Judgement(Arrival.ALREADY, appointment, starts_at)
    if appointment.office_id != here:
        office = next((other for other in others if other.id == appointment.office_id), None)
        if office is None:
            return Judgement(Arrival.UNKNOWN)
        return Judgement(Arrival.OTHER_OFFICE, appointment, starts_at, office=office)
    if starts_at.date() != local_now.date():
        return Judgement(Arrival.OTHER_DAY, appointment, starts_at)
    opens = starts_at - timedelta(minutes=window.early_minutes)
    if local_now < opens:
        return Judgement(Arrival.EARLY, appointment, starts_at, come_back_at=opens)
    if local_now > starts_at + timedelta(minutes=window.late_minutes):
        return Judgement(Arrival.LATE, appointment, starts_at)
    return Judgement(Arrival.ON_TIME, appointment, starts_at)
