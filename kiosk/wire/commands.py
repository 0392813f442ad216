# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an administrator orders a terminal to do, and what it answers. Both travel with the heartbeat."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MOST_COMMANDS = 20
"""So many travel in one answer, and so many outcomes in one heartbeat."""


class CommandKind(StrEnum):
    """What can be ordered."""

    LOCK = "lock"
    """Give no numbers; the message comes with the configuration."""
    UNLOCK = "unlock"
    TEST_PRINT = "test-print"
    RELOAD = "reload"
    """Take everything from the back office, and the service files, anew."""


class Command(BaseModel):
    """One order. The same id is the same order, however often it comes.

    ``kind`` is a :class:`CommandKind`, or one that only a newer terminal knows.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: UUID
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,31}$")]


class CommandOutcome(BaseModel):
    """What became of an order. ``detail`` is a stable code, empty where there is nothing to say."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: UUID
    outcome: Literal["done", "failed"]
    detail: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,64}$")] = ""


class HeartbeatAnswer(BaseModel):
    """The answer to a heartbeat when there is something to tell; otherwise it has no content (204).

    ``help_taken`` are the calls for help of this terminal, still open, to which somebody is on the way.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    commands: Annotated[tuple[Command, ...], Field(max_length=MOST_COMMANDS)] = ()
    help_taken: Annotated[tuple[UUID, ...], Field(max_length=MOST_COMMANDS)] = ()
