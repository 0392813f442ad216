# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a request was signed by the terminal it names: the other half of :mod:`kiosk.wire.signatures`.

Ed25519 is checked by libsodium, which takes half the time of OpenSSL and also refuses public keys of small order
(docs/decisions/0017-hot-path.md). Terminals verify nothing and need not load it.
"""

from __future__ import annotations

import hmac

from nacl.bindings import crypto_sign_BYTES, crypto_sign_open, crypto_sign_PUBLICKEYBYTES
from nacl.exceptions import BadSignatureError

from kiosk.wire.signatures import (
    WINDOW_SECONDS,
    Claim,
    SignatureProblem,
    Signed,
    content_digest,
    signature_base,
)


def verify(
    claim: Claim,
    method: str,
    target_uri: str,
    body: bytes,
    *,
    public_key: bytes | None,
    now: int,
    window: int = WINDOW_SECONDS,
) -> Signed:
    """Check a signature; whether the nonce was seen before is left to the caller.

    Args:
        claim: what :func:`kiosk.wire.signatures.claimed` read.
        target_uri: absolute, as the client asked for it.
        public_key: the 32 bytes that belong to the claim's key id; ``None`` if it is a stranger's.
        now: the server's time in Unix seconds.
        window: largest accepted distance between ``created`` and ``now``, seconds.

    Raises:
        SignatureProblem: ``digest-mismatch``, ``unknown-key``, ``signature-invalid`` or ``clock-skew``.
    """
    digest = content_digest(body)
    if not hmac.compare_digest(claim.digest.encode("latin-1", "replace"), digest.encode("ascii")):
        raise SignatureProblem("digest-mismatch", "Content-Digest does not fit the body")
    if public_key is None:
        raise SignatureProblem("unknown-key", "no terminal with this key is enrolled")
    if not _fits(claim, method, target_uri, public_key):
        raise SignatureProblem("signature-invalid", "the signature does not fit the request")
    # After the signature, so that only a known terminal learns that its clock is wrong.
    if abs(now - claim.signed.created) > window:
        raise SignatureProblem(
            "clock-skew", f"signed {claim.signed.created - now:+d} s from the server's time"
        )
    return claim.signed


def _fits(claim: Claim, method: str, target_uri: str, public_key: bytes) -> bool:
    if len(public_key) != crypto_sign_PUBLICKEYBYTES or len(claim.signature) != crypto_sign_BYTES:
        return False
    try:
        base = signature_base(method, target_uri, claim.digest, claim.params)
        crypto_sign_open(claim.signature + base, public_key)
    except (BadSignatureError, UnicodeEncodeError):
        return False
    return True
