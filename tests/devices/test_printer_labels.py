# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Labels in the printer's memory, over the wire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import Columns, Cut, JobState, Slip, Text, load_profile
from devices.printer.driver import SerialPrinter
from devices.printer.encoder import Encoder
from devices.printer.labelcheck import KeyList
from devices.printer.labels import MAX_LABELS, LabelPack, is_ours
from devices.printer.labelstore import LabelOutcome, LabelReport, store_labels
from devices.printer.spool import fence
from devices.printer.status import Severity
from devices.simulator.nvmemory import NvMemory
from devices.simulator.sheet import Dots
from tests.devices.conftest import Bench
from tests.devices.languages import WORDS, slip_in
from tests.devices.slips import arabic_slip

EPSON = load_profile("epson-tm-t20iii")
TODAY = date(2026, 11, 23)
MakeBench = Callable[..., Bench]


def pack_of(*slips: Slip) -> LabelPack:
    return LabelPack.choose([element for slip in slips for element in slip.elements], EPSON)


ARABIC = pack_of(arabic_slip())


def quick(capacity: int = 256 * 1024, seconds: float = 0.01) -> NvMemory:
    return NvMemory(capacity, seconds)


def stored(made: Bench, folder: Path, pack: LabelPack = ARABIC, **more: Any) -> LabelReport:
    return store_labels(made.printer, pack, journal=folder / "labels.json", **({"today": TODAY} | more))


def printed(made: Bench, slip: Slip) -> tuple[int, list[Dots]]:
    """Bytes of the slip on the line, and the pictures on the paper."""
    result = made.printer.print(slip, job_id=1)
    assert result.state is JobState.PRINTED
    assert made.simulator.wait(lambda: bool(made.simulator.sheets), 5)
    (sheet,) = made.simulator.take_sheets()
    return result.bytes_total, [mark for mark in sheet.marks if isinstance(mark, Dots)]


def knows_labels(made: Bench) -> bool:
    return made.until(lambda: made.printer.labels.usable is not None, 5)


def knows_better(made: Bench) -> bool:
    """The printer was asked, and does not hold what we wish."""
    return made.until(lambda: not made.printer.labels.wanted and not made.printer.labels.asking, 5)


def second_driver(made: Bench, pack: LabelPack) -> Bench:
    """The terminal starts anew, on the same printer."""
    made.printer.close()
    printer = SerialPrinter("serial:test", str(made.simulator.path), EPSON, 115200, "rtscts", labels=pack)
    again = Bench(made.simulator, printer)
    assert again.until(lambda: printer.current.severity is Severity.OK)
    return again


def test_an_arabic_slip_costs_less_than_400_bytes_with_labels_and_7000_without() -> None:
    closing, _ = fence(EPSON, 1)
    with_labels = Encoder(EPSON).encode(arabic_slip(), closing=closing, labels=ARABIC)
    assert with_labels.pictures == 0
    assert len(with_labels.data) <= 400
    assert len(Encoder(EPSON).encode(arabic_slip(), closing=closing).data) <= 7000


@pytest.mark.parametrize("tag", WORDS)
def test_labels_hold_only_what_no_code_page_holds_and_make_no_slip_longer(tag: str) -> None:
    pack = pack_of(slip_in(tag))
    without, with_labels = (Encoder(EPSON).encode(slip_in(tag), labels=one) for one in (None, pack))
    assert len(with_labels.data) <= len(without.data)
    assert bool(pack.labels) == bool(without.pictures)
    if pack.labels:
        assert len(with_labels.data) <= 400


def test_all_languages_fit_into_one_printer() -> None:
    pack = pack_of(*map(slip_in, WORDS))
    assert not pack.left_out
    assert len(pack.all_keys) == len(pack.labels) + 2 <= 50
    assert all(is_ours(key) and all(0x20 <= code <= 0x7E for code in key) for key in pack.all_keys)


def test_what_is_too_much_is_left_out_and_named() -> None:
    pack = LabelPack.choose([Text(f"رقم{'م' * count}") for count in range(60)], EPSON)
    assert (len(pack.labels), len(pack.left_out)) == (MAX_LABELS, 60 - MAX_LABELS)
    assert len(pack.all_keys) == 50


def test_the_same_texts_have_the_same_keys_and_any_change_another_mark() -> None:
    assert pack_of(arabic_slip()).all_keys == ARABIC.all_keys
    changed = pack_of(Slip((*arabic_slip().elements, Text("رقم"))))
    assert changed.marks != ARABIC.marks
    assert not ARABIC.is_held(changed.all_keys)


def test_a_printer_without_nv_graphics_gets_no_labels() -> None:
    assert not LabelPack.choose(arabic_slip().elements, load_profile("generic-80mm")).labels


def test_stored_labels_print_the_same_dots_as_pictures_after_the_next_start(
    bench: MakeBench, tmp_path: Path
) -> None:
    made = bench(nv=quick())
    before, pictures = printed(made, arabic_slip())
    report = stored(made, tmp_path)
    assert (report.outcome, report.labels, report.writes) == (LabelOutcome.STORED, 7, 9)
    again = second_driver(made, ARABIC)
    try:
        assert knows_labels(again)
        after, labels = printed(again, arabic_slip())
    finally:
        again.printer.close()
    assert after <= 400 < before <= 7000
    assert len(labels) == 7
    assert ink(labels[0]) == sum(ink(band) for band in pictures if band.y < 200)


def ink(dots: Dots) -> int:
    return sum(byte.bit_count() for byte in dots.data)


def test_labels_are_used_as_soon_as_they_are_stored(bench: MakeBench, tmp_path: Path) -> None:
    made = bench(nv=quick())
    stored(made, tmp_path)
    assert knows_labels(made)
    assert printed(made, arabic_slip())[0] <= 400


def test_labels_survive_power_off_and_are_looked_at_again(bench: MakeBench, tmp_path: Path) -> None:
    made = bench(nv=quick())
    stored(made, tmp_path)
    assert knows_labels(made)
    made.simulator.unplug()
    assert made.until(lambda: made.printer.labels.usable is None)
    made.simulator.power(False)
    made.simulator.power(True)
    made.simulator.plug_in()
    assert knows_labels(made)


def test_storing_twice_writes_nothing(bench: MakeBench, tmp_path: Path) -> None:
    made = bench(nv=quick())
    stored(made, tmp_path)
    writes = made.simulator.nv.writes
    assert stored(made, tmp_path).outcome is LabelOutcome.ALREADY
    assert made.simulator.nv.writes == writes


def test_a_pack_of_another_version_is_not_used_and_is_replaced_the_next_day(
    bench: MakeBench, tmp_path: Path
) -> None:
    made = bench(nv=quick())
    older = pack_of(Slip((*arabic_slip().elements[:4], Text("رقم"))))
    stored(made, tmp_path, older)
    again = second_driver(made, ARABIC)
    try:
        assert knows_better(again)
        assert again.printer.labels.usable is None
        assert printed(again, arabic_slip())[0] > 5000
        assert stored(again, tmp_path).outcome is LabelOutcome.TOO_OFTEN
        report = stored(again, tmp_path, today=TODAY + timedelta(days=1))
        assert report.outcome is LabelOutcome.STORED
        assert set(made.simulator.nv.keys) == ARABIC.all_keys
    finally:
        again.printer.close()


def test_a_second_pack_on_one_day_is_written_only_when_somebody_insists(
    bench: MakeBench, tmp_path: Path
) -> None:
    made = bench(nv=quick())
    stored(made, tmp_path, pack_of(slip_in("ar")))
    assert stored(made, tmp_path).outcome is LabelOutcome.TOO_OFTEN
    assert stored(made, tmp_path, again=True).outcome is LabelOutcome.STORED


def test_somebody_elses_logo_stays(bench: MakeBench, tmp_path: Path) -> None:
    nv = quick()
    nv.run(b"0C0G1\x01\x08\x00\x01\x001\xff", 0.0)
    made = bench(nv=nv)
    assert stored(made, tmp_path).outcome is LabelOutcome.STORED
    assert nv.picture(b"G1") is not None
    assert knows_labels(made)


def test_power_lost_while_writing_leaves_pictures_and_goes_on_the_next_time(
    bench: MakeBench, tmp_path: Path
) -> None:
    made = bench(nv=quick(seconds=0.05))

    def cut_the_power(done: int, _of: int) -> None:
        if done == 4:
            made.simulator.power(False)
            made.simulator.unplug()

    assert stored(made, tmp_path, on_item=cut_the_power).outcome is LabelOutcome.INTERRUPTED
    made.simulator.power(True)
    made.simulator.plug_in()
    assert made.until(lambda: made.printer.current.severity is Severity.OK, 8)
    assert knows_better(made)
    assert made.printer.labels.usable is None
    assert printed(made, arabic_slip())[0] > 5000
    report = stored(made, tmp_path)
    assert report.outcome is LabelOutcome.STORED
    assert report.writes < 9
    assert knows_labels(made)


def test_a_full_memory_is_named_and_nothing_half_is_used(bench: MakeBench, tmp_path: Path) -> None:
    made = bench(nv=quick(capacity=2000))
    report = stored(made, tmp_path)
    assert report.outcome is LabelOutcome.FULL
    assert report.needed > report.free == 2000
    assert knows_better(made)
    assert made.printer.labels.usable is None


def test_a_printer_without_memory_and_one_that_never_answers_end_in_time(
    bench: MakeBench, tmp_path: Path
) -> None:
    made = bench(nv=quick(capacity=0))
    assert stored(made, tmp_path).outcome is LabelOutcome.NO_MEMORY
    made.simulator.temper.mute = True
    report = stored(made, tmp_path)
    assert report.outcome is LabelOutcome.INTERRUPTED
    assert report.seconds < 5


def test_a_printer_out_of_paper_is_not_written_to(
    bench: MakeBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bench(nv=quick())
    monkeypatch.setattr("devices.printer.labelstore.READY_SECONDS", 0.1)
    made.simulator.set(paper_out=True)
    assert made.until(lambda: made.printer.current.severity is Severity.BLOCKING)
    assert stored(made, tmp_path).outcome is LabelOutcome.NOT_READY


def test_a_printer_that_says_nothing_about_its_labels_prints_pictures_without_delay(
    bench: MakeBench, tmp_path: Path
) -> None:
    made = bench(nv=quick())
    stored(made, tmp_path)
    made.simulator.temper.garble = lambda data: b"" if data[:2] == b"\x37\x72" else data
    again = second_driver(made, ARABIC)
    try:
        assert knows_better(again)
        assert again.printer.labels.usable is None
        assert again.printer.print(arabic_slip(), job_id=2).state is JobState.PRINTED
    finally:
        again.printer.close()


def test_a_label_of_columns_stands_above_its_value() -> None:
    slip = Slip((Columns("وقت الإصدار", "10:42"), Cut()))
    encoded = Encoder(EPSON).encode(slip, labels=pack_of(slip))
    assert encoded.pictures == 0
    assert b"10:42" in encoded.data


@given(st.binary(max_size=100))
def test_any_block_is_taken_without_an_exception(block: bytes) -> None:
    KeyList().take(block)
    KeyList().take(b"\x37\x72" + block)
