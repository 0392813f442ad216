# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Since when a device is as it is. Kept in the store, so that ``kiosk doctor`` can say it beside a running terminal."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from pydantic import AwareDatetime, BaseModel, ValidationError

from kiosk.clock import Clock
from kiosk.store.database import StoreError
from kiosk.store.kept import Kept

log = structlog.get_logger(__name__)

_KEPT_AS = "device-states"


class Seen(BaseModel):
    """A state (stable code) and when it began."""

    state: str
    at: AwareDatetime


class _States(BaseModel):
    devices: dict[str, Seen] = {}


@dataclass
class Since:
    """Remembers when each named thing last changed. Any thread."""

    kept: Kept
    clock: Clock

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._states = remembered(self.kept)

    def see(self, name: str, state: str) -> None:
        """``name`` is in ``state`` now; only a change counts."""
        with self._lock:
            before = self._states.get(name)
            if before is not None and before.state == state:
                return
            self._states = {**self._states, name: Seen(state=state, at=self.clock.now())}
            text = _States(devices=self._states).model_dump_json()
            try:
                self.kept.keep_text(_KEPT_AS, text)
            except StoreError as error:
                log.error("device_state_not_kept", device=name, code=error.code)

    def moments(self) -> Mapping[str, datetime]:
        """When each thing came into its present state."""
        return {name: seen.at for name, seen in self._states.items()}


def remembered(kept: Kept) -> dict[str, Seen]:
    """What was last seen of each thing, by whatever program saw it; empty when nothing can be read."""
    try:
        text = kept.text(_KEPT_AS)
        return _States.model_validate_json(text).devices if text else {}
    except (StoreError, ValidationError):
        return {}
