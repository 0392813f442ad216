# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deletes what is over, while the server runs."""

from __future__ import annotations

import asyncio
from functools import partial

import structlog

from backoffice.api.context import Context
from backoffice.domain import audit, commands
from backoffice.domain.events import forget_events
from backoffice.domain.handovers import sweep
from backoffice.store import StoreUnavailableError

log = structlog.get_logger(__name__)

EVERY_SECONDS = 15 * 60


async def keep_sweeping(context: Context) -> None:
    """Once at the start, then every quarter of an hour until cancelled. By rule nothing of yesterday can be opened anyway;
    this removes it."""
    while True:
        try:
            swept = await context.write(partial(sweep, now=context.now()))
            await context.write(partial(forget_events, now=context.now()))
            await context.write(partial(commands.forget_old, now=context.now()))
            await context.write(partial(audit.forget_old, now=context.now()))
        except StoreUnavailableError as error:
            log.error("sweep_failed", cause=type(error).__name__)
        else:
            if swept:
                log.info("handovers_deleted", count=swept)
        await asyncio.sleep(EVERY_SECONDS)
