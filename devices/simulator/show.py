# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slips as files for people: ``slip-0001.png`` and ``slip-0001.txt``, drawn in a thread of their own."""

from __future__ import annotations

import os
import queue
import re
import threading
from pathlib import Path

import structlog

from devices.simulator.sheet import Sheet

log = structlog.get_logger(__name__)

_NAME = re.compile(r"slip-(\d+)\.(?:png|txt)$")


class Show:
    """Writes each sheet to ``folder``; numbering goes on after what is there."""

    def __init__(self, folder: Path, font_dir: Path | None = None) -> None:
        """Raises OSError when the folder cannot be made."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._font_dir = font_dir
        found = [int(match[1]) for path in folder.iterdir() if (match := _NAME.match(path.name))]
        self._next = max(found, default=0) + 1
        self._queue: queue.Queue[Sheet | None] = queue.Queue()
        self._written: list[Path] = []
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="slip pictures", daemon=True)
        self._thread.start()

    def add(self, sheet: Sheet) -> None:
        """Takes a finished sheet; returns at once."""
        self._queue.put(sheet)

    def wait(self, count: int, timeout: float) -> list[Path]:
        """The PNG files written so far, once there are ``count`` or ``timeout`` seconds have passed."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._written) >= count, timeout)
            return list(self._written)

    def close(self) -> None:
        """Writes what is left."""
        self._queue.put(None)
        self._thread.join(timeout=10.0)

    def _run(self) -> None:
        while (sheet := self._queue.get()) is not None:
            try:
                path = self._write(sheet)
            except Exception:
                log.exception("slip_picture_failed")
                continue
            with self._changed:
                self._written.append(path)
                self._changed.notify_all()

    def _write(self, sheet: Sheet) -> Path:
        stem = self.folder / f"slip-{self._next:04d}"
        self._next += 1
        png, text = stem.with_suffix(".png"), stem.with_suffix(".txt")
        part = stem.with_suffix(".part")
        part.write_text("\n".join(sheet.text) + "\n", encoding="utf-8")
        os.replace(part, text)
        with part.open("wb") as file:
            sheet.draw(self._font_dir).save(file, format="PNG")
        os.replace(part, png)
        return png
