# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import Cover, Link, Paper, Part, Reason, Slot, load_profile
from devices.printer.answers import Flow, Noise, RealTime, StarStatus
from devices.printer.star_answers import LONGEST, StarAnswerParser, status_length
from devices.printer.statusbook import fold, initial_status
from devices.simulator.sensors import Sensors
from devices.simulator.star import _sensor_bytes

LENGTHS = {0x0F: 7, 0x21: 8, 0x23: 9, 0x25: 10, 0x27: 11, 0x29: 12, 0x2B: 13, 0x2D: 14, 0x2F: 15}
"""Header 1 and the bytes of the status, as the manual lists them."""
TSP, TUP = load_profile("star-tsp650-line"), load_profile("star-tup900")


@pytest.mark.parametrize("byte", range(256))
def test_every_first_byte_has_one_meaning(byte: int) -> None:
    """The table of status identification in appendix 2 of the manual, written out bit by bit."""
    bits = f"{byte:08b}"
    answers = StarAnswerParser().feed(bytes((byte,)))
    if byte in (0x11, 0x13):
        assert answers == [Flow(byte == 0x11)]
    elif byte & 0xBF in LENGTHS:  # bit 6 is for the future
        assert status_length(byte) == LENGTHS[byte & 0xBF]
        assert answers == []
    elif re.fullmatch("...1...0", bits):
        assert answers == [RealTime(byte)]
    else:
        assert answers == [Noise(bytes((byte,)))]


FREE = [byte for byte in range(256) if byte & 0x91 == 0]
STATUS = st.sampled_from(sorted(LENGTHS)).flatmap(
    lambda header: st.lists(
        st.sampled_from(FREE), min_size=LENGTHS[header] - 1, max_size=LENGTHS[header] - 1
    ).map(lambda rest: (bytes((header, *rest)), StarStatus(bytes(rest[1:]))))
)
ANSWERS = st.one_of(STATUS, st.just((b"\x18", RealTime(0x18))))


@given(st.lists(ANSWERS, max_size=10), st.integers(1, 7))
def test_answers_one_after_the_other_come_apart_however_they_are_cut(
    answers: list[tuple[bytes, object]], size: int
) -> None:
    stream = b"".join(wire for wire, _ in answers)
    parser = StarAnswerParser()
    found = [answer for at in range(0, len(stream), size) for answer in parser.feed(stream[at : at + size])]
    assert found == [meaning for _, meaning in answers]


@given(st.lists(ANSWERS, min_size=1, max_size=6), st.data())
def test_flow_control_between_any_two_bytes_disturbs_nothing(
    answers: list[tuple[bytes, object]], data: st.DataObject
) -> None:
    stream = bytearray(b"".join(wire for wire, _ in answers))
    for _ in range(data.draw(st.integers(1, 6))):
        stream.insert(data.draw(st.integers(0, len(stream))), data.draw(st.sampled_from([0x11, 0x13])))
    found = [answer for answer in StarAnswerParser().feed(bytes(stream)) if not isinstance(answer, Flow)]
    assert found == [meaning for _, meaning in answers]


@given(st.lists(st.one_of(st.binary(max_size=60), STATUS.map(lambda pair: pair[0][:-1])), max_size=20))
def test_any_bytes_are_survived_and_no_count_is_read_that_is_not_there(pieces: list[bytes]) -> None:
    parser = StarAnswerParser()
    found = [answer for piece in pieces for answer in parser.feed(piece)]
    plain = b"".join(pieces).replace(b"\x11", b"").replace(b"\x13", b"")
    statuses = [answer for answer in found if isinstance(answer, StarStatus)]
    for status in statuses:
        at = [match.start() for match in re.finditer(b"(?=" + re.escape(status.frame) + b")", plain)]
        assert any(
            start >= 2
            and status_length(plain[start - 2]) == len(status.frame) + 2
            and plain[start - 1] in FREE
            for start in at
        )
    explained = sum(
        len(answer.frame) + 2 if isinstance(answer, StarStatus) else len(getattr(answer, "data", b"x"))
        for answer in found
        if not isinstance(answer, Flow)
    )
    assert explained + len(parser._held) == len(plain)
    assert len(parser._held) < LONGEST


@given(st.binary(max_size=40))
def test_after_any_noise_and_a_pause_the_next_status_is_understood(noise: bytes) -> None:
    parser = StarAnswerParser()
    parser.feed(noise)
    parser.reset()
    assert parser.feed(b"\x23\x06" + bytes(7)) == [StarStatus(bytes(7))]


@pytest.mark.parametrize("count", range(32))
def test_the_counter_is_put_together_from_both_halves_of_its_byte(count: int) -> None:
    byte = int(f"0{count >> 4 & 1}{count >> 3 & 1}0{count & 7:03b}0", 2)
    assert StarStatus(bytes((0, 0, 0, 0, 0, byte))).counter == count


def test_old_firmware_has_no_counter_and_no_presenter() -> None:
    assert (StarStatus(bytes(5)).counter, StarStatus(bytes(6)).presenter) == (None, None)


@pytest.mark.parametrize("bits", list(product([False, True], repeat=7)))
def test_the_status_says_what_the_sensors_feel(bits: tuple[bool, ...]) -> None:
    names = ("paper_out", "paper_low", "cover_open", "cutter_error", "unrecoverable", "head_hot", "jam")
    sensors = Sensors(**dict(zip(names, bits, strict=True)))
    answer = StarStatus(_sensor_bytes(sensors, False) + b"\x00\x00")
    status = fold(initial_status(TUP), answer, TUP)
    assert status.link is Link.CONNECTED
    assert status.offline == sensors.stopped
    assert (status.obstacle is not None) == sensors.stopped
    assert (status.cover is Cover.OPEN) == sensors.cover_open
    low = sensors.paper_low and not sensors.paper_out
    assert status.paper is (Paper.OUT if sensors.paper_out else Paper.LOW if low else Paper.OK)
    assert [status.cutter, status.fault, status.head, status.jam] == [
        Part.ERROR if broken else Part.OK
        for broken in (sensors.cutter_error, sensors.unrecoverable, sensors.head_hot, sensors.jam)
    ]


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (b"\x28\x00\x00\x00\x00\x00\x00", Reason.COVER_OPEN),
        (b"\x08\x00\x00\x08\x00\x00\x00", Reason.PAPER_OUT),
        (b"\x08\x08\x00\x00\x00\x00\x00", Reason.CUTTER_ERROR),
        (b"\x08\x20\x00\x00\x00\x00\x00", Reason.PRINTER_ERROR),
        (b"\x08\x04\x00\x00\x00\x00\x00", Reason.PRINTER_ERROR),
        (b"\x08\x40\x00\x00\x00\x00\x00", Reason.HEAD_HOT),
        (b"\x08\x00\x02\x00\x00\x00\x00", Reason.HEAD_HOT),
        (b"\x08\x00\x04\x00\x00\x00\x00", Reason.PAPER_JAM),
        (b"\x08\x00\x00\x00\x00\x00\x00", Reason.OFFLINE),
        (b"\x02\x00\x00\x00\x00\x02\x00", None),
    ],
)
def test_every_bit_of_the_manual_has_its_reason(frame: bytes, reason: Reason | None) -> None:
    assert fold(initial_status(TUP), StarStatus(frame), TUP).obstacle is reason


@pytest.mark.parametrize(
    ("position", "slot"),
    [
        (0, Slot.EMPTY),
        (1, Slot.EMPTY),
        (2, Slot.UNKNOWN),
        (3, Slot.PRESENT),
        (6, Slot.EMPTY),
        (7, Slot.EMPTY),
    ],
)
def test_where_the_slip_is_in_the_presenter(position: int, slot: Slot) -> None:
    answer = StarStatus(bytes((0, 0, 0, 0, 0, 0, position << 1)))
    assert fold(initial_status(TUP), answer, TUP).slot is slot
    assert fold(initial_status(TSP), answer, TSP).slot is None
