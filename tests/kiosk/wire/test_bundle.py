# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is inside a sealed hand-over, and the code as people write it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handover import RecordFrame
from kiosk.wire.bundle import Bundle, BundleError, PaperKind, pack, unpack
from kiosk.wire.handover import CODE_ALPHABET, read_shown_code, shown_code
from kiosk.wire.models import label
from kiosk.wire.sealing import (
    CLASSIC,
    HYBRID,
    SUITES,
    Purpose,
    SealingError,
    new_key_pair,
    seal,
    unseal,
)
from tests.kiosk.handover.preparing import TODAY, record

codes = st.text(alphabet=CODE_ALPHABET, min_size=3, max_size=3)
FRAME = RecordFrame(uuid4(), "mitte", uuid4(), "B 042", "de", datetime(2026, 11, 23, 9, tzinfo=UTC), TODAY)


@given(code=codes, name=st.text(), sheet=st.binary(), form=st.none() | st.binary())
def test_a_bundle_comes_out_as_it_went_in(code: str, name: str, sheet: bytes, form: bytes | None) -> None:
    papers = {PaperKind.SHEET: sheet} | ({PaperKind.LANDLORD_FORM: form} if form is not None else {})
    try:
        made = record(FRAME, name)
        bundle = Bundle(code, made, papers)
        packed = pack(bundle)
    except ValueError:
        assert any("\ud800" <= letter <= "\udfff" for letter in name), (
            "only what is no text at all is refused"
        )
        return
    assert unpack(packed) == bundle
    assert len(packed) % 16384 == 0


@given(data=st.binary(max_size=400))
def test_anything_else_is_no_bundle(data: bytes) -> None:
    with pytest.raises(BundleError):
        unpack(data)


@given(cut=st.integers(min_value=0, max_value=600), flip=st.integers(min_value=0, max_value=600))
def test_a_damaged_bundle_is_none_or_is_noticed_by_its_seal(cut: int, flip: int) -> None:
    packed = bytearray(pack(Bundle("K7M", record(FRAME), {PaperKind.SHEET: b"%PDF"})))
    packed[flip] ^= 0x80
    for damaged in (bytes(packed[:cut]), bytes(packed)):
        try:
            unpack(damaged)
        except BundleError:
            continue


@given(queue=st.sampled_from("ABCFZ"), number=st.integers(min_value=1, max_value=999), code=codes)
def test_a_code_is_read_as_it_is_shown_and_as_people_type_it(queue: str, number: int, code: str) -> None:
    shown = shown_code(label(queue, number), code)
    for typed in (
        shown,
        shown.lower(),
        shown.replace(" · ", ""),
        shown.replace("·", " "),
        f" {queue}{number} {code}",
    ):
        assert read_shown_code(typed) == (queue, number, code)


@given(st.text(max_size=12))
def test_whatever_is_typed_gives_a_code_or_none(typed: str) -> None:
    found = read_shown_code(typed)
    assert found is None or set(found[2]) <= set(CODE_ALPHABET)


@pytest.mark.parametrize("suite", SUITES)
def test_a_seal_opens_with_its_key_for_its_purpose_and_unaltered_only(suite: str) -> None:
    pair, other = new_key_pair(suite), new_key_pair(suite)
    purpose = Purpose("mitte", uuid4(), TODAY, "k")
    sealed = seal(b"content", suite, pair.public, purpose)
    assert unseal(sealed, suite, pair.private, purpose) == b"content"
    altered = bytearray(sealed)
    altered[-1] ^= 1
    wrong = [
        (sealed, suite, other.private, purpose),
        (bytes(altered), suite, pair.private, purpose),
        (sealed[:-1], suite, pair.private, purpose),
        (b"", suite, pair.private, purpose),
        (sealed, "unknown", pair.private, purpose),
        (sealed, CLASSIC if suite == HYBRID else HYBRID, pair.private, purpose),
        (sealed, suite, b"short", purpose),
        (sealed, suite, pair.private, Purpose("ost", purpose.record_id, TODAY, "k")),
        (sealed, suite, pair.private, Purpose("mitte", uuid4(), TODAY, "k")),
        (sealed, suite, pair.private, Purpose("mitte", purpose.record_id, TODAY, "l")),
    ]
    for arguments in wrong:
        with pytest.raises(SealingError):
            unseal(*arguments)


@pytest.mark.parametrize("suite", [*SUITES, "unknown"])
@pytest.mark.parametrize("key", [b"", b"short", bytes(32), bytes(1216), b"\xff" * 1216])
def test_a_key_that_is_none_seals_nothing(suite: str, key: bytes) -> None:
    with pytest.raises(SealingError):
        seal(b"content", suite, key, Purpose("mitte", uuid4(), TODAY, "k"))
