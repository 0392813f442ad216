# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts the back office together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from starlette.middleware import Middleware

from backoffice.api import appointments, events, facts, handovers, health, queues, staff, terminals
from backoffice.api.context import Context
from backoffice.api.direct import DirectApp
from backoffice.api.directory import TerminalDirectory
from backoffice.api.envelope import Envelope
from backoffice.api.limits import Limiter
from backoffice.api.news import NewsDesk
from backoffice.api.nonces import nonces_for
from backoffice.api.openapi import describe
from backoffice.api.problems import add_handlers
from backoffice.clock import Clock, utc_now
from backoffice.domain.forecast import Forecasts
from backoffice.domain.secrets import signing_key
from backoffice.relay import Relay
from backoffice.settings import Settings
from backoffice.store import open_store
from backoffice.sweeping import keep_sweeping
from backoffice.vault import open_vault
from backoffice.waiting.estimate import Estimator, estimate
from backoffice.web import (
    admin,
    desk,
    desk_record,
    display,
    docs,
    figures,
    floor,
    papers,
    password,
    sign_in,
    static,
    status,
    workplace,
)


def create_app(settings: Settings, *, clock: Clock = utc_now, estimator: Estimator = estimate) -> FastAPI:
    """The whole application. The database is opened, and brought up to date, when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        vault = open_vault(settings.vault_file) if settings.vault_file else None
        store = await asyncio.to_thread(open_store, settings.database)
        try:
            key = store.submit_write(partial(signing_key, now=clock())).result(timeout=30)
            app.state.context = Context(
                settings=settings,
                store=store,
                clock=clock,
                signing_key=key,
                estimator=estimator,
                nonces=nonces_for(store),
                directory=TerminalDirectory(store, clock),
                terminals=Limiter(settings.requests_per_second, settings.request_burst),
                relay=Relay(store),
                forecasts=Forecasts(settings.answers_kept_seconds),
                news=NewsDesk(settings.answers_kept_seconds),
                vault=vault,
            )
            beside = (
                asyncio.create_task(keep_sweeping(app.state.context)),
                asyncio.create_task(app.state.context.relay.run()),
            )
            try:
                yield
            finally:
                for task in beside:
                    task.cancel()
        finally:
            await asyncio.to_thread(store.close)

    app = DirectApp(
        clock=clock,
        title="Bürgerterminal back office",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        middleware=[Middleware(Envelope, clock=clock)],
    )
    add_handlers(app)
    for router in (
        facts.router,
        terminals.unsigned,
        terminals.signed,
        terminals.direct,
        appointments.router,
        queues.signed,
        queues.unsigned,
        handovers.router,
        staff.router,
        events.router,
        health.router,
        sign_in.router,
        password.router,
        desk.router,
        desk_record.router,
        workplace.router,
        floor.router,
        admin.router,
        figures.router,
        papers.router,
        display.router,
        status.router,
        static.router,
        docs.router,
    ):
        app.include_router(router)
    app.shorten([facts.router, terminals.direct])
    describe(app)
    return app
