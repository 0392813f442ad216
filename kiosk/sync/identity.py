# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who this terminal is: an id and a key that are made here and never leave it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.clock import Clock, RandomBytes, uuid7
from kiosk.store.kept import Kept
from kiosk.sync.revoked import KEY_REVOKED
from kiosk.wire.leases import b64encode

_KEY_FILE = "terminal.key"


@dataclass(frozen=True, slots=True)
class Identity:
    """The terminal's id and private key (Ed25519)."""

    terminal_id: UUID
    key: Ed25519PrivateKey

    @property
    def public_key(self) -> str:
        """The raw public key, base64url."""
        return b64encode(self.key.public_key().public_bytes_raw())


def load_or_create(state_dir: Path, kept: Kept, clock: Clock, random_bytes: RandomBytes) -> Identity:
    """The identity of this terminal; made and kept at the first start, and anew after its rights were taken away.

    Raises:
        OSError: the key file can be neither read nor written.
        StoreError: the id cannot be kept.
    """
    key_file = state_dir / _KEY_FILE
    if kept.text(KEY_REVOKED):  # also when the program died between forgetting and this
        key_file.unlink(missing_ok=True)
    try:
        raw = key_file.read_bytes()
    except FileNotFoundError:
        raw = b""
    if len(raw) != 32:
        raw = random_bytes(32)
        _write_private(key_file, raw)
        kept.forget("terminal-id", "enrolment", KEY_REVOKED)
    try:
        terminal_id = UUID(kept.text("terminal-id"))
    except ValueError:
        terminal_id = uuid7(clock, random_bytes)
        kept.keep_text("terminal-id", str(terminal_id))
    return Identity(terminal_id, Ed25519PrivateKey.from_private_bytes(raw))


def _write_private(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # or a power cut takes the name back, and with it who we are
    finally:
        os.close(folder)
