# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire.signatures import SignatureProblem, Signed, claimed, content_digest, sign
from kiosk.wire.verification import verify

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
KEY_ID = "0190b6a0-0000-7000-8000-000000000001"
NONCE = "abcdefghijklmnop"
NOW = 1_790_000_000
METHOD = "PUT"
URI = "https://termin.example:8443/api/v1/tickets/0190b6a0?first=2026-11-24&last=2026-11-30"
BODY = '{"grüße": 1}'.encode()


def signed_headers(body: bytes = BODY) -> dict[str, str]:
    return sign(METHOD, URI, body, key=KEY, key_id=KEY_ID, created=NOW, nonce=NONCE)


def check(
    headers: dict[str, str], *, method: str = METHOD, uri: str = URI, body: bytes = BODY, now: int = NOW
) -> Signed:
    claim = claimed(headers)
    public_key = PUBLIC if claim.signed.key_id == KEY_ID else None
    return verify(claim, method, uri, body, public_key=public_key, now=now)


def code_of(headers: dict[str, str], **changed: object) -> str:
    with pytest.raises(SignatureProblem) as caught:
        check(headers, **changed)  # type: ignore[arg-type]
    return caught.value.code


@given(st.binary(max_size=2000))
def test_what_was_signed_is_accepted(body: bytes) -> None:
    assert check(signed_headers(body), body=body) == Signed(key_id=KEY_ID, nonce=NONCE, created=NOW)


def test_header_names_may_come_in_any_case() -> None:
    headers = {name.upper(): value for name, value in signed_headers().items()}
    assert check(headers).key_id == KEY_ID


def test_the_signature_base_is_the_one_of_rfc_9421() -> None:
    headers = signed_headers(b"")
    # Written out by hand from RFC 9421 §2.5, not by the code under test.
    base = (
        f'"@method": PUT\n"@target-uri": {URI}\n'
        '"content-digest": sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:\n'
        '"@signature-params": ("@method" "@target-uri" "content-digest");created=1790000000;'
        f'keyid="{KEY_ID}";nonce="{NONCE}";tag="kiosk-v1"'
    )
    value = headers["Signature"].removeprefix("kiosk=:").removesuffix(":")
    KEY.public_key().verify(base64.b64decode(value), base.encode())


def test_the_digest_is_the_example_of_rfc_9530() -> None:
    # RFC 9530, appendix B.1
    assert content_digest(b'{"hello": "world"}\n') == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"


@st.composite
def flipped(draw: st.DrawFn, source: bytes, *, lowest: int = 0, highest: int = 7) -> bytes:
    position = draw(st.integers(0, len(source) - 1))
    bit = draw(st.integers(lowest, highest))
    changed = bytearray(source)
    changed[position] ^= 1 << bit
    return bytes(changed)


@given(flipped(METHOD.encode()))
def test_any_bit_flipped_in_the_method_is_refused(method: bytes) -> None:
    assert code_of(signed_headers(), method=method.decode("latin-1")) == "signature-invalid"


@given(flipped(URI.encode()))
def test_any_bit_flipped_in_the_address_is_refused(uri: bytes) -> None:
    assert code_of(signed_headers(), uri=uri.decode("latin-1")) == "signature-invalid"


@given(flipped(BODY))
def test_any_bit_flipped_in_the_body_is_refused(body: bytes) -> None:
    assert code_of(signed_headers(), body=body) == "digest-mismatch"


@given(st.sampled_from(["Signature-Input", "Signature", "Content-Digest"]), st.data())
def test_any_bit_flipped_in_a_signature_header_is_refused(name: str, data: st.DataObject) -> None:
    headers = signed_headers()
    headers[name] = data.draw(flipped(headers[name].encode())).decode("latin-1")
    assert code_of(headers) in {
        "signature-malformed",
        "digest-mismatch",
        "unknown-key",
        "signature-invalid",
        "clock-skew",
    }


@given(st.sampled_from(["Signature-Input", "Signature", "Content-Digest"]), st.text(max_size=300))
def test_garbage_in_a_signature_header_is_refused_not_crashed_on(name: str, garbage: str) -> None:
    headers = {**signed_headers(), name: garbage}
    code_of(headers)


@pytest.mark.parametrize("name", ["Signature-Input", "Signature", "Content-Digest"])
def test_a_missing_header_is_named(name: str) -> None:
    headers = signed_headers()
    del headers[name]
    assert code_of(headers) == "signature-missing"


@pytest.mark.parametrize("created", [NOW - 301, NOW + 301, 0])
def test_a_clock_more_than_the_window_away_is_refused(created: int) -> None:
    headers = sign(METHOD, URI, BODY, key=KEY, key_id=KEY_ID, created=created, nonce=NONCE)
    assert code_of(headers) == "clock-skew"


@pytest.mark.parametrize("created", [NOW - 300, NOW + 300])
def test_a_clock_at_the_edge_of_the_window_is_accepted(created: int) -> None:
    headers = sign(METHOD, URI, BODY, key=KEY, key_id=KEY_ID, created=created, nonce=NONCE)
    assert check(headers).created == created


def test_a_stranger_and_a_revoked_key_are_refused() -> None:
    headers = sign(METHOD, URI, BODY, key=KEY, key_id="somebody-else", created=NOW, nonce=NONCE)
    assert code_of(headers) == "unknown-key"


def test_another_key_under_a_known_id_is_refused() -> None:
    headers = sign(
        METHOD, URI, BODY, key=Ed25519PrivateKey.generate(), key_id=KEY_ID, created=NOW, nonce=NONCE
    )
    assert code_of(headers) == "signature-invalid"


def test_a_signature_for_another_purpose_is_refused() -> None:
    headers = signed_headers()
    headers["Signature-Input"] = headers["Signature-Input"].replace("kiosk-v1", "other-v1")
    assert code_of(headers) == "signature-malformed"


def test_a_signature_that_leaves_the_body_out_is_refused() -> None:
    headers = signed_headers()
    headers["Signature-Input"] = headers["Signature-Input"].replace(' "content-digest"', "")
    assert code_of(headers) == "signature-malformed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": "put"},
        {"target_uri": "/api/v1/tickets"},
        {"target_uri": "http://termin.example/ü"},
        {"target_uri": "http://termin.example/#top"},
        {"target_uri": "http://termin.example/\n"},
        {"key_id": 'quote"'},
        {"nonce": "short"},
        {"created": -1},
    ],
)
def test_what_has_no_place_in_the_grammar_is_not_signed(wrong: dict[str, object]) -> None:
    arguments = {
        "method": METHOD,
        "target_uri": URI,
        "body": b"",
        "key": KEY,
        "key_id": KEY_ID,
        "created": NOW,
        "nonce": NONCE,
    }
    with pytest.raises(ValueError):
        sign(**{**arguments, **wrong})  # type: ignore[arg-type]
