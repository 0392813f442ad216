# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A paper that the visitor takes along on the phone: sealed with a key that only the link gives.

The link ends in a token of 128 random bits. From it follow the key and, separately, the hash by which the server finds
the paper; neither leads back to the token. So the server cannot read what it keeps until somebody opens the link.
"""

from __future__ import annotations

import hashlib
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.wire.handover import SealedPaper
from kiosk.wire.leases import b64decode, b64encode
from kiosk.wire.sealing import SealingError

TOKEN_BYTES = 16
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_NONCE = bytes(12)
"""The key seals one paper and is never used again, so a fixed nonce is safe (NIST SP 800-38D §8)."""


def link_hash(token: str) -> str:
    """How the server finds the paper of a token (base64url)."""
    return b64encode(hashlib.sha256(b"buergerterminal paper link 1\0" + token.encode("ascii")).digest())


def is_token(text: str) -> bool:
    """Whether this can be the end of a link."""
    return _TOKEN.fullmatch(text) is not None


def seal_paper(pdf: bytes, token: str) -> SealedPaper:
    """Seal a PDF; ``token`` must be fresh."""
    found_by = link_hash(token)
    sealed = AESGCM(_key(token)).encrypt(_NONCE, pdf, found_by.encode("ascii"))
    return SealedPaper(link_hash=found_by, sealed=b64encode(sealed))


def open_paper(sealed: bytes, token: str) -> bytes:
    """Undo :func:`seal_paper`.

    Raises:
        SealingError: another token, or altered.
    """
    try:
        return AESGCM(_key(token)).decrypt(_NONCE, sealed, link_hash(token).encode("ascii"))
    except (InvalidTag, ValueError):
        raise SealingError("it does not open") from None


def _key(token: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"buergerterminal paper key 1").derive(b64decode(token))
