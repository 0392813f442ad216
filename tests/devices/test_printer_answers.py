# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer.answers import (
    MAX_BLOCK,
    AnswerParser,
    AutoStatus,
    Block,
    BufferCleared,
    Flow,
    FullStatus,
    Noise,
    ProcessId,
    Queued,
    RealTime,
)

BLOCK_HEADS = (0x37, 0x3D, 0x5F)


@pytest.mark.parametrize("byte", range(256))
def test_every_first_byte_has_one_meaning(byte: int) -> None:
    """The table of the TM-T88III specification, appendix G, written out bit by bit."""
    bits = f"{byte:08b}"
    answers = AnswerParser().feed(bytes((byte,)))
    if byte in (0x11, 0x13):
        assert answers == [Flow(byte == 0x11)]
    elif byte in BLOCK_HEADS or re.fullmatch("0..1..00", bits):
        assert answers == []  # the beginning of something longer
    elif re.fullmatch("0..1..10", bits):
        assert answers == [RealTime(byte)]
    elif re.fullmatch("0..0....", bits):
        assert answers == [Queued(byte)]
    else:
        assert answers == [Noise(bytes((byte,)))]


ANSWERS = st.one_of(
    st.sampled_from([(b"\x12", RealTime(0x12)), (b"\x7e", RealTime(0x7E)), (b"\x0c", Queued(0x0C))]),
    st.sampled_from(
        [(b"\x18\x00\x0f\x00", AutoStatus(b"\x18\x00\x0f\x00")), (b"\x37\x25\x00", BufferCleared())]
    ),
    st.binary(min_size=4, max_size=4)
    .map(lambda raw: bytes(0x20 + byte % 0x5F for byte in raw))
    .map(lambda mark: (b"\x37\x22" + mark + b"\x00", ProcessId(mark))),
    st.just((b"\x5fTM-T20III\x00", Block(b"\x5fTM-T20III"))),
)


@given(st.lists(ANSWERS, max_size=12), st.integers(1, 7))
def test_answers_one_after_the_other_come_apart_however_they_are_cut(
    answers: list[tuple[bytes, object]], size: int
) -> None:
    stream = b"".join(wire for wire, _ in answers)
    parser = AnswerParser()
    found = [answer for at in range(0, len(stream), size) for answer in parser.feed(stream[at : at + size])]
    assert found == [meaning for _, meaning in answers]


@given(st.lists(ANSWERS, min_size=1, max_size=6), st.data())
def test_flow_control_between_any_two_bytes_disturbs_nothing(
    answers: list[tuple[bytes, object]], data: st.DataObject
) -> None:
    stream = bytearray(b"".join(wire for wire, _ in answers))
    for _ in range(data.draw(st.integers(1, 6))):
        stream.insert(data.draw(st.integers(0, len(stream))), data.draw(st.sampled_from([0x11, 0x13])))
    found = [answer for answer in AnswerParser().feed(bytes(stream)) if not isinstance(answer, Flow)]
    assert found == [meaning for _, meaning in answers]


@given(st.lists(st.binary(max_size=60), max_size=20), st.booleans())
def test_any_bytes_are_survived_and_nothing_is_called_printed_that_is_not_there(
    pieces: list[bytes], custom: bool
) -> None:
    parser = AnswerParser(custom=custom)
    found = [answer for piece in pieces for answer in parser.feed(piece)]
    stream = b"".join(pieces)
    plain = stream.replace(b"\x11", b"").replace(b"\x13", b"")
    for answer in found:
        if isinstance(answer, ProcessId):
            assert b"\x37\x22" + answer.mark + b"\x00" in plain
            assert len(answer.mark) == 4
    assert len(parser._held) <= MAX_BLOCK + 1


@given(st.binary(max_size=40))
def test_after_any_noise_and_a_pause_the_next_answer_is_understood(noise: bytes) -> None:
    parser = AnswerParser()
    parser.feed(noise)
    parser.reset()
    assert parser.feed(b"\x37\x22E001\x00") == [ProcessId(b"E001")]


def test_a_broken_confirmation_is_no_confirmation() -> None:
    for wire in (
        b"\x37\x22E01\x00",
        b"\x37\x22E0011\x00",
        b"\x37\x22E\x0101\x00",
        b"\x37\x23E001\x00",
        b"\x22E001\x00",
    ):
        assert not any(isinstance(answer, ProcessId) for answer in AnswerParser().feed(wire))


def test_a_head_of_noise_directly_before_a_confirmation_is_dropped() -> None:
    assert AnswerParser().feed(b"\x37\x37\x22E001\x00") == [Noise(b"\x37"), ProcessId(b"E001")]


def test_an_automatic_status_that_breaks_off_does_not_eat_the_next_answer() -> None:
    assert AnswerParser().feed(b"\x10\x00\x12") == [Noise(b"\x10\x00"), RealTime(0x12)]


def test_custom_full_status_is_read_whatever_its_bytes_are() -> None:
    parser = AnswerParser(custom=True)
    assert parser.feed(b"\x10\x0f\x37\x11\x13\xff") == [FullStatus(b"\x37\x11\x13\xff")]
