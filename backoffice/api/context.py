# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the handlers of one application share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeVar, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import Depends, Request

from backoffice.api.directory import TerminalDirectory
from backoffice.api.limits import Limiter
from backoffice.api.nonces import Nonces
from backoffice.clock import Clock
from backoffice.domain.forecast import Forecasts
from backoffice.relay import Relay
from backoffice.settings import Settings
from backoffice.store import base
from backoffice.store.base import Store, Work
from backoffice.vault import Vault
from backoffice.waiting.estimate import Estimator

if TYPE_CHECKING:
    from backoffice.api.news import NewsDesk

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Context:
    """Made once when the application starts."""

    settings: Settings
    store: Store
    clock: Clock
    signing_key: Ed25519PrivateKey
    estimator: Estimator
    nonces: Nonces
    directory: TerminalDirectory
    terminals: Limiter
    relay: Relay
    forecasts: Forecasts
    news: NewsDesk
    enrolments: Limiter = field(default_factory=lambda: Limiter(per_second=1 / 60, burst=10))
    """Failed enrolments, by address."""
    vault: Vault | None = None
    """Without it no hand-overs are taken."""
    sign_ins: Limiter = field(default_factory=lambda: Limiter(per_second=1 / 60, burst=8))
    """Wrong passwords, by address and by name."""
    codes: Limiter = field(default_factory=lambda: Limiter(per_second=1 / 10, burst=15))
    """Wrong numbers and codes, by person."""
    papers: Limiter = field(default_factory=lambda: Limiter(per_second=1 / 10, burst=30))
    """Links that lead nowhere, by address."""

    def now(self) -> datetime:
        """The current moment."""
        return self.clock()

    async def read(self, work: Work[T]) -> T:
        """Await a read of the database."""
        return await base.read(self.store, work)

    async def write(self, work: Work[T]) -> T:
        """Await a durable write to the database."""
        return await base.write(self.store, work)

    def base_url(self, request: Request) -> str:
        """The address under which this server is known outside, without a slash at the end."""
        return self.base_of(request.scope["scheme"], request.headers.get("host", ""))

    def base_of(self, scheme: str, host: str) -> str:
        """The same, for a request that came by ``scheme`` for ``host``."""
        return self.settings.public_url or f"{scheme}://{host}"


def context_of(request: Request) -> Context:
    """The context of the application that handles ``request``."""
    return cast(Context, request.app.state.context)


async def _shared(request: Request) -> Context:
    # Not a plain function: FastAPI would run that in another thread.
    return context_of(request)


Shared = Annotated[Context, Depends(_shared)]
