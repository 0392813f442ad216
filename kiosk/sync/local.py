# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the conversation with the back office needs of the rest of the terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kiosk.sync.identity import Identity
from kiosk.wire.models import DeviceHealth


class Answered(StrEnum):
    """What the back office says of a form that was set aside."""

    FOUND = "found"
    UNKNOWN = "unknown"
    OVER = "over"
    """Taken up, or its day is over."""
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class Scene:
    """What goes on at the screen, without anything about who stands there. ``screen`` is the kind of page."""

    in_use: bool = False
    screen: str = ""
    help_wanted: bool = False


@dataclass(frozen=True, slots=True)
class Local:
    """Each is called in the sync thread and returns at once.

    Attributes:
        devices: how printer and others are, at the moment of asking.
        scene: what goes on at the screen.
        help_taken: somebody is on the way to these calls for help.
        print_trial: print a test slip; the command is then ended from elsewhere (:meth:`Sync.command_ended`).
        reload: read the service files anew; raises ``ValueError`` when they are not good, then the old ones stay.
        set_aside: what became of the question for a form that was set aside, and the sealed form.
        renew_identity: another id and key, because the back office took the rights of these away; ``None``: impossible.
    """

    devices: Callable[[], tuple[DeviceHealth, ...]] = tuple
    scene: Callable[[], Scene] = Scene
    help_taken: Callable[[tuple[UUID, ...]], None] = lambda _calls: None
    print_trial: Callable[[UUID], None] | None = None
    reload: Callable[[], None] = lambda: None
    renew_identity: Callable[[], Identity] | None = None
    set_aside: Callable[[UUID, Answered, str], None] = lambda _id, _answered, _sealed: None
