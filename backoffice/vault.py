# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The key file: what the database must not give away alone is wrapped with a key that lies outside it.

A copy of the database without the key file opens no hand-over. Keep the two apart in backups.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.wire.leases import b64decode, b64encode

log = structlog.get_logger(__name__)

_KEY_BYTES = 32
_NONCE_BYTES = 12


class VaultError(Exception):
    """The key file cannot be used, or something was wrapped with another one. The message is for an administrator."""


class Vault:
    """Wraps and unwraps with AES-256-GCM. ``id`` tells key files apart and gives nothing away."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self.id = hashlib.sha256(b"buergerterminal vault 1" + key).hexdigest()[:16]

    def wrap(self, secret: bytes, context: str) -> bytes:
        """Wrap ``secret``; it comes out only with the same ``context``."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret, context.encode("utf-8"))

    def unwrap(self, wrapped: bytes, context: str) -> bytes:
        """Undo :meth:`wrap`.

        Raises:
            VaultError: wrapped with another key or for another context, or altered.
        """
        try:
            return self._cipher.decrypt(
                wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], context.encode("utf-8")
            )
        except (InvalidTag, ValueError):
            raise VaultError("wrapped with another key file") from None


def open_vault(path: Path) -> Vault:
    """Read the key file; where there is none, make one that only its owner can read.

    Raises:
        VaultError: it can be neither read nor made, or holds no key.
    """
    try:
        if not path.exists():
            _make(path)
        content = path.read_text(encoding="ascii").strip()
        if path.stat().st_mode & 0o077:
            log.warning("key_file_readable_by_others")
    except (OSError, UnicodeDecodeError) as error:
        raise VaultError(f"{path}: {getattr(error, 'strerror', None) or 'not a key file'}") from error
    try:
        key = b64decode(content)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise VaultError(f"{path}: not a key file (32 bytes as base64url)")
    return Vault(key)


def _make(path: Path) -> None:
    """Complete or not at all, and of several processes one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(b64encode(secrets.token_bytes(_KEY_BYTES)) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        pass  # another process was first
    finally:
        os.unlink(name)
