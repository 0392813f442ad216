# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A disk so small that a test can fill it: a tmpfs of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """A file system of some hundred KiB at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / "ballast"

    def fill(self, leave: int = 0) -> None:
        """Take all space but ``leave`` bytes (rounded up to whole pages)."""
        block = b"x" * 4096
        with self._ballast.open("ab", buffering=0) as ballast:
            try:
                while True:
                    if ballast.write(block) < len(block):
                        break
            except OSError:
                pass
        if leave:
            size = self._ballast.stat().st_size
            with self._ballast.open("r+b") as ballast:
                ballast.truncate(max(0, size - leave))

    def make_room(self) -> None:
        """Give all of it back."""
        self._ballast.unlink()

    def remount(self, how: str) -> None:
        """``ro`` or ``rw``."""
        subprocess.run(["mount", "-o", f"remount,{how}", self.path], check=True, capture_output=True)


@contextmanager
def small_disk(path: Path, size_k: int = 512) -> Iterator[SmallDisk]:
    """Mount it at ``path`` (made when missing); skips the test where mounting is not allowed."""
    path.mkdir(exist_ok=True)
    options = f"size={size_k}k,mode=0700"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", path], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    try:
        yield SmallDisk(path)
    finally:
        subprocess.run(["umount", "--lazy", path], check=True, capture_output=True)
