# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor waits for at the screen: forms that were set aside are asked for at once, beside the rhythm."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from uuid import UUID

import structlog
from pydantic import ValidationError

from kiosk.sync.client import BackOffice, RefusedError, SyncError
from kiosk.sync.local import Answered
from kiosk.wire.setaside import SetAside

log = structlog.get_logger(__name__)

MOST = 4
"""Nobody waits for more than one; older questions are forgotten."""


class Questions:
    """Questions from any thread, answered in the sync thread. ``tell`` gets what became of each."""

    def __init__(self, tell: Callable[[UUID, Answered, str], None]) -> None:
        self._tell = tell
        self._waiting: deque[UUID] = deque(maxlen=MOST)

    def ask(self, set_aside_id: UUID) -> None:
        """Ask for a form with the next step."""
        self._waiting.append(set_aside_id)

    def answer(self, client: BackOffice | None) -> None:
        """Answer what was asked; without a client nobody can be reached."""
        while self._waiting:
            asked = self._waiting.popleft()
            answered, sealed = _found(client, asked) if client is not None else (Answered.UNREACHED, "")
            log.info("set_aside_asked", answer=answered.value)
            self._tell(asked, answered, sealed)


def _found(client: BackOffice, asked: UUID) -> tuple[Answered, str]:
    try:
        found = SetAside.model_validate(client.get(f"set-asides/{asked}").data)
    except RefusedError as error:
        return (Answered.OVER if error.code == "set-aside-over" else Answered.UNKNOWN), ""
    except (SyncError, ValidationError):
        return Answered.UNREACHED, ""
    return (Answered.FOUND, found.sealed) if found.id == asked else (Answered.UNREACHED, "")
