# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one source of time, so that a test can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Returns the current moment as an aware datetime."""


def utc_now() -> datetime:
    """The system's time in UTC."""
    return datetime.now(UTC)


def business_day(moment: datetime, time_zone: str) -> date:
    """The office's own calendar day at ``moment``."""
    return moment.astimezone(ZoneInfo(time_zone)).date()
