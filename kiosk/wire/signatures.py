# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A terminal proves who it is by signing every request with its own key.

The subset of RFC 9421 (HTTP Message Signatures) that terminal and back office speak: one signature, Ed25519 (§3.3.6),
over ``@method``, ``@target-uri`` and ``content-digest``, with the parameters ``created``, ``keyid``, ``nonce`` and
``tag="kiosk-v1"``. The digest is RFC 9530 ``Content-Digest`` with SHA-256, of an empty body too. Anything beyond this
subset is refused rather than interpreted, so there is one way to write a valid signature and nothing to stretch.

Only the request is bound. A nonce is good once: who verifies must remember it for twice the time window, and who
sends the same request again must sign it again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

TAG = "kiosk-v1"
WINDOW_SECONDS = 300
"""How far the clock of a terminal may lie from the server's, in either direction."""

_LABEL = "kiosk"
_COVERED = '("@method" "@target-uri" "content-digest")'
_KEY_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")
_METHOD = re.compile(r"[A-Z]{1,16}")
_INPUT = re.compile(rf"{_LABEL}=(?P<params>{re.escape(_COVERED)}(?P<pairs>(;[a-z]+=[^;, ]+){{4}}))")
_SIGNATURE = re.compile(rf"{_LABEL}=:(?P<value>[A-Za-z0-9+/]{{86}}==):")
_CREATED = re.compile(r"0|[1-9][0-9]{0,11}")
_LONGEST_HEADER = 1024
_FIELDS = frozenset({"content-digest", "signature-input", "signature"})


class SignatureProblem(Exception):  # noqa: N818 - a problem of the request, in the words of RFC 9457
    """A request is not, or not credibly, from a terminal we know.

    ``code`` is stable and one of ``signature-missing``, ``signature-malformed``, ``digest-mismatch``, ``unknown-key``,
    ``clock-skew``, ``signature-invalid``; ``detail`` is for a log or an administrator and holds nothing secret.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Signed:
    """What a valid signature says: whose it is, its nonce, and when it was made (Unix seconds)."""

    key_id: str
    nonce: str
    created: int


def content_digest(body: bytes) -> str:
    """The value of ``Content-Digest`` (RFC 9530 §2) with SHA-256."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode('ascii')}:"


def sign(
    method: str,
    target_uri: str,
    body: bytes,
    *,
    key: Ed25519PrivateKey,
    key_id: str,
    created: int,
    nonce: str,
) -> dict[str, str]:
    """The headers that make a request a signed one.

    Args:
        method: in upper case, as on the wire.
        target_uri: absolute, exactly as requested (lower-case host, no default port, query included, no fragment).
        body: the bytes that will be sent, ``b""`` for none.
        key_id: the terminal's id; letters, digits and ``._:-``.
        created: Unix seconds.
        nonce: 16 to 64 base64url characters that this key has never used before.

    Raises:
        ValueError: a value that the signature's grammar has no place for.
    """
    if not _METHOD.fullmatch(method):
        raise ValueError(f"not a method in upper case: {method!r}")
    if not _KEY_ID.fullmatch(key_id):
        raise ValueError(f"not a key id: {key_id!r}")
    if not _NONCE.fullmatch(nonce):
        raise ValueError("a nonce has 16 to 64 base64url characters")
    if not _CREATED.fullmatch(str(created)):
        raise ValueError(f"not a time in Unix seconds: {created!r}")
    if not _is_target(target_uri):
        raise ValueError("the target must be an absolute http(s) address in ASCII, without a fragment")
    digest = content_digest(body)
    params = f'{_COVERED};created={created};keyid="{key_id}";nonce="{nonce}";tag="{TAG}"'
    value = base64.b64encode(key.sign(signature_base(method, target_uri, digest, params))).decode("ascii")
    return {
        "Content-Digest": digest,
        "Signature-Input": f"{_LABEL}={params}",
        "Signature": f"{_LABEL}=:{value}:",
    }


@dataclass(frozen=True, slots=True)
class Claim:
    """What the headers of a request say about its signature. Nothing of it is proven yet."""

    signed: Signed
    digest: str
    params: str
    signature: bytes


def claimed(headers: Mapping[str, str]) -> Claim:
    """Read the headers of a signed request; :func:`kiosk.wire.verification.verify` proves what they say.

    Args:
        headers: names in any case; a field that came several times is joined as RFC 9110 §5.2 has it, and then refused.

    Raises:
        SignatureProblem: ``signature-missing`` or ``signature-malformed``.
    """
    fields: dict[str, str] = {}
    for name, value in headers.items():
        lower = name.lower()
        if lower in _FIELDS:
            fields[lower] = f"{fields[lower]}, {value}" if lower in fields else value
    if len(fields) < len(_FIELDS):
        raise SignatureProblem(
            "signature-missing", "Content-Digest, Signature-Input and Signature are required"
        )
    params, signed = _parsed_input(fields["signature-input"])
    return Claim(signed, fields["content-digest"], params, _parsed_signature(fields["signature"]))


def signature_base(method: str, target_uri: str, digest: str, params: str) -> bytes:
    """The signature base of RFC 9421 §2.5; the values must be ASCII."""
    return (
        f'"@method": {method}\n"@target-uri": {target_uri}\n"content-digest": {digest}\n"@signature-params": {params}'
    ).encode("ascii")


def _is_target(uri: str) -> bool:
    return (
        uri.startswith(("http://", "https://"))
        and uri.isascii()
        and all(32 < ord(character) < 127 for character in uri)
        and "#" not in uri
    )


def _parsed_input(text: str) -> tuple[str, Signed]:
    match = _INPUT.fullmatch(text) if len(text) <= _LONGEST_HEADER else None
    if match is None:
        raise SignatureProblem("signature-malformed", "Signature-Input is not of the agreed form")
    pairs = [pair.split("=", 1) for pair in match["pairs"].split(";")[1:]]
    given = dict(pairs)
    if set(given) != {"created", "keyid", "nonce", "tag"}:
        raise SignatureProblem("signature-malformed", "needed once each: created, keyid, nonce, tag")
    key_id, nonce, tag = (_unquoted(given[name]) for name in ("keyid", "nonce", "tag"))
    if (
        not _CREATED.fullmatch(given["created"])
        or not _KEY_ID.fullmatch(key_id)
        or not _NONCE.fullmatch(nonce)
        or tag != TAG
    ):
        raise SignatureProblem("signature-malformed", "a parameter has an impossible value")
    return match["params"], Signed(key_id=key_id, nonce=nonce, created=int(given["created"]))


def _unquoted(text: str) -> str:
    """The inside of a quoted string; empty, and so refused, when it is none."""
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] == '"' else ""


def _parsed_signature(text: str) -> bytes:
    match = _SIGNATURE.fullmatch(text)
    if match is None:
        raise SignatureProblem("signature-malformed", "Signature is not of the agreed form")
    try:
        value = base64.b64decode(match["value"], validate=True)
    except binascii.Error as error:
        raise SignatureProblem("signature-malformed", "Signature is not base64") from error
    # The last character carries four unused bits; a second spelling of one signature is refused.
    if base64.b64encode(value).decode("ascii") != match["value"]:
        raise SignatureProblem("signature-malformed", "Signature is not canonical base64")
    return value
