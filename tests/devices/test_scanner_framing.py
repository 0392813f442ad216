# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner.framing import DUPLICATE_SECONDS, IDLE_SECONDS, Framer
from devices.scanner.scan import MAX_SCAN_CHARS, RejectReason, Scan


def all_of(framer: Framer, *pieces: bytes, end: float = 10.0) -> list[Scan | RejectReason]:
    """Everything found when the pieces come without a pause and silence follows."""
    found = [entry for piece in pieces for entry in framer.feed(piece, 0.0)]
    return found + framer.tick(end)


def test_a_suffix_ends_a_scan() -> None:
    assert all_of(Framer(b"\r"), b"https://a.example/s/X\r") == [Scan("https://a.example/s/X")]


def test_a_scan_may_come_in_pieces() -> None:
    assert all_of(Framer(b"\r"), b"AB", b"C", b"\r", b"D\r") == [Scan("ABC"), Scan("D")]


def test_two_codes_at_once_are_two_scans() -> None:
    assert all_of(Framer(b"\r\n"), b"ONE\r\nTWO\r\n") == [Scan("ONE"), Scan("TWO")]


def test_silence_ends_a_scan_without_suffix() -> None:
    framer = Framer(b"")
    assert framer.feed(b"CODE", 1.0) == []
    assert framer.tick(1.0 + IDLE_SECONDS / 2) == []
    assert framer.tick(1.0 + IDLE_SECONDS * 1.01) == [Scan("CODE")]


def test_silence_keeps_two_scans_apart_when_the_suffix_is_missing() -> None:
    framer = Framer(b"\r")
    framer.feed(b"ONE", 1.0)
    assert framer.feed(b"TWO\r", 3.0) == [Scan("ONE"), Scan("TWO")]


def test_the_aim_prefix_is_split_off() -> None:
    assert all_of(Framer(b"\r"), b"]Q1hello\r") == [Scan("hello", "]Q1")]


def test_a_tab_suffix_leaves_line_ends_to_be_refused() -> None:
    assert all_of(Framer(b"\t"), b"A\nB\tC\t") == [RejectReason.CONTROL_CHARACTERS, Scan("C")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"#UT01" + bytes(range(120)).replace(b"\r", b"").replace(b"\n", b"") + b"\xff\x80",
            RejectReason.NOT_TEXT,
        ),
        (b"A\x1dB", RejectReason.CONTROL_CHARACTERS),
        (b"A\x1b@B", RejectReason.CONTROL_CHARACTERS),
        ("A\u202eB".encode(), RejectReason.CONTROL_CHARACTERS),
        (b"   ", RejectReason.EMPTY),
        (b"]Q1", RejectReason.EMPTY),
        (b"x" * (MAX_SCAN_CHARS + 1), RejectReason.TOO_LONG),
        (b"x" * 10_000, RejectReason.TOO_LONG),
    ],
)
def test_what_is_no_plain_text_is_dropped_with_its_reason(data: bytes, reason: RejectReason) -> None:
    assert all_of(Framer(b"\r"), data + b"\r", b"NEXT\r") == [reason, Scan("NEXT")]


def test_ten_kilobytes_without_an_end_are_dropped_once_and_not_kept() -> None:
    framer = Framer(b"\r")
    assert [found for _ in range(100) for found in framer.feed(b"x" * 100, 0.0)] == []
    assert not framer._held
    assert framer.tick(1.0) == [RejectReason.TOO_LONG]


def test_bytes_that_are_no_utf8_are_read_as_latin_1() -> None:
    assert all_of(Framer(b"\r"), "Müller".encode("latin-1") + b"\r") == [Scan("Müller")]


def test_the_same_code_held_there_counts_once() -> None:
    framer = Framer(b"\r")
    assert framer.feed(b"A\r", 0.0) == [Scan("A")]
    assert framer.feed(b"A\r", 1.0) == [RejectReason.DUPLICATE]
    assert framer.feed(b"A\r", 2.0) == [RejectReason.DUPLICATE]
    assert framer.feed(b"B\r", 2.1) == [Scan("B")]
    assert framer.feed(b"A\r", 2.2) == [Scan("A")]
    assert framer.feed(b"A\r", 2.2 + DUPLICATE_SECONDS) == [Scan("A")]


@given(st.lists(st.binary(max_size=900), max_size=12), st.sampled_from([b"\r", b"\n", b"\r\n", b"\t", b""]))
def test_whatever_comes_only_clean_short_text_gets_through(pieces: list[bytes], suffix: bytes) -> None:
    for scan in all_of(Framer(suffix), *pieces):
        if isinstance(scan, Scan):
            assert 0 < len(scan.data) <= MAX_SCAN_CHARS
            assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in scan.data)


@given(st.binary(max_size=300), st.integers(1, 20))
def test_how_the_bytes_are_cut_makes_no_difference(data: bytes, size: int) -> None:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert all_of(Framer(b"\r"), *pieces) == all_of(Framer(b"\r"), data)
