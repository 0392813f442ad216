# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the answer to a heartbeat tells a terminal that asks for it, so that it need not ask for each thing by itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from kiosk.wire.commands import HeartbeatAnswer
from kiosk.wire.models import QueueStates, WireModel

Tag = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{0,128}$")]


class News(WireModel):
    """How things stand now.

    ``configuration`` is the ``ETag`` that ``GET configuration`` would answer with; ``appointments`` is opaque and another
    one when appointments of the terminal's own office were booked, moved, cancelled or checked in. ``queues`` is what
    ``GET queues`` would answer.
    """

    configuration: Tag
    appointments: Tag
    queues: QueueStates


class HeartbeatNews(HeartbeatAnswer):
    """The answer to ``PUT terminals/{id}/heartbeat?news=true``. ``news`` is missing where nobody asked for it."""

    news: News | None = None
