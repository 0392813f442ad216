# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pseudo terminal behind a name that stays the same when the device is taken away and comes back, as a real one has
under ``/dev/serial/by-id``."""

from __future__ import annotations

import os
import tempfile
import tty
from pathlib import Path


class PseudoPort:
    """``path`` is what the driver opens, ``master`` the device's own end (None while unplugged). Not thread-safe."""

    def __init__(self, prefix: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix=prefix)
        self.path = Path(self._folder.name) / "tty"
        self.master: int | None = None
        self._slave: int | None = None

    def plug_in(self) -> None:
        """A new device node behind the same name; nothing when there is one."""
        if self.master is not None:
            return
        self.master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self.master, False)
        self.path.symlink_to(os.ttyname(self._slave))

    def unplug(self) -> None:
        """The port vanishes; whoever has it open gets an error."""
        self.path.unlink(missing_ok=True)
        for descriptor in (self._slave, self.master):
            if descriptor is not None:
                os.close(descriptor)
        self.master = self._slave = None

    def close(self) -> None:
        """Unplugs and removes the name's folder."""
        self.unplug()
        self._folder.cleanup()
