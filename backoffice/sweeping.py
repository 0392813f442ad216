# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deletes what is over, while the server runs."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial

import structlog

from backoffice.api.context import Context
from backoffice.domain import commands, retention, set_asides
from backoffice.domain.events import forget_events
from backoffice.domain.handovers import sweep
from backoffice.store import StoreUnavailableError

log = structlog.get_logger(__name__)

EVERY_SECONDS = 15 * 60
MOST_BATCHES = 400
"""Of old rows in one go; the rest goes with the next."""
_BREATH_SECONDS = 0.02
"""Between two batches, so that terminals do not notice."""


async def keep_sweeping(context: Context) -> None:
    """Once at the start, then every quarter of an hour until cancelled. By rule nothing of yesterday can be opened anyway;
    this removes it."""
    forgotten_on: date | None = None
    while True:
        try:
            swept = await context.write(partial(sweep, now=context.now()))
            await context.write(partial(set_asides.sweep, now=context.now()))
            await context.write(partial(forget_events, now=context.now()))
            await context.write(partial(commands.forget_old, now=context.now()))
            # Once a day: where there is no index it means to look through a table.
            if forgotten_on != context.now().date() and await forget_old(context):
                forgotten_on = context.now().date()
        except StoreUnavailableError as error:
            log.error("sweep_failed", cause=type(error).__name__)
        else:
            if swept:
                log.info("handovers_deleted", count=swept)
        await asyncio.sleep(EVERY_SECONDS)


async def forget_old(context: Context) -> bool:
    """Delete in small batches what nobody needs for figures any more. Returns whether nothing of it is left."""
    offices = await context.read(retention.offices)
    batches = 0
    for rule in retention.rules(offices, context.now(), context.settings.keep_days):
        gone = 0
        while keys := await context.read(rule.find):
            await context.write(rule.removing(keys))
            gone += len(keys)
            batches += 1
            if batches >= MOST_BATCHES:
                log.info("old_rows_deleted", table=rule.name, count=gone)
                return False
            await asyncio.sleep(_BREATH_SECONDS)
        if gone:
            log.info("old_rows_deleted", table=rule.name, count=gone)
    return True
