# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Star line mode: what is sent, read by the simulator's own decoder, and what the printer makes of it."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from devices.printer import (
    BigNumber,
    Columns,
    Cut,
    Feed,
    JobState,
    Line,
    Paper,
    ProfileError,
    QrCode,
    Reason,
    Slip,
    Text,
    load_profile,
)
from devices.printer import spool as spool_module
from devices.printer.dialect import dialect_of
from devices.printer.encoder import Encoder
from devices.printer.etb import ETB
from devices.printer.layout import PictureRow
from devices.printer.profile import Language, read_profile
from devices.printer.star import RETRACT, STATUS_ON, STATUS_REQUEST, defuse_star, encode_star
from devices.simulator.commands import Command, next_command
from devices.simulator.sheet import Sheet
from devices.simulator.slots import EPSON_SLOTS, STAR_SLOTS
from devices.simulator.star_commands import StarCommands
from devices.simulator.star_writer import StarWriter
from devices.simulator.writer import Writer
from tests.devices import test_printer_soak
from tests.devices.conftest import Bench
from tests.devices.languages import WORDS, slip_in
from tests.devices.slips import STATUS_LINK, arabic_slip, german_slip

STAR = load_profile("star-tsp650-line")
OBEYED_ON_ARRIVAL = re.compile(rb"[\x04\x05]|\x1b[\x06\x07\x0b]")
Make = Callable[..., Bench]


def commands(data: bytes) -> list[Command]:
    """Everything as the simulator reads it; fails when bytes are left or unknown."""
    reader, found = StarCommands(), []
    while data:
        command = reader.next(data)
        assert command is not None, data[:20]
        assert command.name != "?", command
        found.append(command)
        data = data[command.size :]
    assert not reader.raster
    return found


def sheet_of(data: bytes) -> Sheet:
    writer = StarWriter(STAR.dots, STAR_SLOTS, STAR.cutter_dots)
    for command in commands(data):
        writer.run(command)
    return writer.sheet


def printed(slip: Slip) -> list[str]:
    """The lines that a person would read."""
    return [line.strip() for line in sheet_of(Encoder(STAR).encode(slip).data).text]


def test_a_slip_reads_the_same_from_both_languages() -> None:
    from tests.devices.test_printer_encoder import printed as printed_by_epson

    assert printed(german_slip()) == printed_by_epson(german_slip())


def test_a_german_slip_costs_about_as_much_as_on_an_epson_and_an_arabic_one_less_than_7000_bytes() -> None:
    assert len(Encoder(STAR).encode(german_slip(), closing=ETB).data) <= 330
    arabic = Encoder(STAR).encode(arabic_slip(), closing=ETB)
    assert len(arabic.data) <= 7000
    assert arabic.pictures > 0


def test_every_slip_begins_with_a_known_state_and_turns_the_automatic_status_on_again() -> None:
    assert Encoder(STAR).encode(german_slip()).data.startswith(b"\x1b@\x1bR\x00\x1bz1" + STATUS_ON)


@pytest.mark.parametrize("tag", sorted(WORDS))
def test_every_language_is_sent_without_anything_that_is_obeyed_on_arrival(tag: str) -> None:
    data = Encoder(STAR).encode(slip_in(tag), closing=ETB).data
    commands(data)
    assert not OBEYED_ON_ARRIVAL.search(data)


LINES = st.text(st.sampled_from("aäßЖąΩé€ 0123م日ș"), max_size=40)
ELEMENTS = st.one_of(
    st.builds(
        Text,
        LINES,
        width=st.integers(1, 8),
        height=st.integers(1, 8),
        bold=st.booleans(),
        align=st.sampled_from(["left", "center", "right"]),
        inverse=st.booleans(),
    ),
    st.builds(Columns, LINES, LINES),
    st.builds(BigNumber, LINES),
    st.builds(
        QrCode,
        st.text(min_size=1, max_size=300),
        module=st.integers(1, 16),
        level=st.sampled_from(["L", "M", "Q", "H"]),
    ),
    st.builds(Line, st.sampled_from(["solid", "dashed"])),
    st.builds(Feed, st.integers(0, 600)),
    st.just(Cut()),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ELEMENTS, max_size=6))
def test_no_slip_holds_anything_that_is_obeyed_on_arrival(elements: list[object]) -> None:
    encoded = Encoder(STAR).encode(Slip(tuple(elements)), closing=ETB)  # type: ignore[arg-type]
    commands(encoded.data)
    assert not OBEYED_ON_ARRIVAL.search(encoded.data)
    assert all(step.offset <= len(encoded.data) for step in encoded.steps)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 400),
    st.integers(1, 40),
    st.integers(0, 2**32),
    st.sampled_from(["left", "center", "right"]),
)
def test_a_picture_lands_where_it_belongs_with_at_most_the_dots_that_break_a_command(
    width: int, height: int, seed: int, align: str
) -> None:
    chance = random.Random(seed)
    image = Image.new("1", (width, height), 0)
    image.putdata([255 * (chance.random() < 0.2) for _ in range(width * height)])
    row = PictureRow(image, 3, 5, align)  # type: ignore[arg-type]
    x = {"left": 0, "center": (STAR.dots - width) // 2, "right": STAR.dots - width}[align]
    wanted = Image.new("1", (STAR.dots, height), 0)
    wanted.paste(image, (x, 0))
    wanted = Image.frombytes("1", wanted.size, defuse_star(wanted.tobytes()))
    sheet = sheet_of(encode_star([row], STAR).data)
    assert sheet.y == 3 + height + 5
    drawn = ImageChops.invert(sheet.draw(edge=0).convert("L")).convert("1")
    assert ImageChops.difference(drawn.crop((0, 3, STAR.dots, 3 + height)), wanted).getbbox() is None
    assert drawn.crop((0, 0, STAR.dots, 3)).getbbox() is None


@given(st.binary(max_size=400))
def test_what_is_obeyed_on_arrival_is_broken_by_dots_and_none_is_taken_away(data: bytes) -> None:
    safe = defuse_star(data)
    assert len(safe) == len(data)
    assert not OBEYED_ON_ARRIVAL.search(safe)
    assert all(before & after == before for before, after in zip(data, safe, strict=True))


def test_a_qr_code_is_read_back() -> None:
    (found,) = zxingcpp.read_barcodes(sheet_of(Encoder(STAR).encode(german_slip()).data).draw())
    assert found.text == STATUS_LINK


@pytest.mark.parametrize("length", [4, 5, 260, 261])
def test_a_qr_code_whose_length_would_be_answered_is_drawn(length: int) -> None:
    data = Encoder(STAR).encode(Slip((QrCode("7" * length, module=4),))).data
    assert "ESC GS y P" not in [command.name for command in commands(data)]
    (found,) = zxingcpp.read_barcodes(sheet_of(data).draw())
    assert found.text == "7" * length


def test_letters_are_never_larger_than_the_printer_can() -> None:
    sizes = [
        command.body
        for command in commands(
            Encoder(STAR).encode(Slip((BigNumber("B 042"), Text("x", width=8, height=8)))).data
        )
        if command.name == "ESC i"
    ]
    assert sizes == [b"55"]


def test_columns_stand_where_they_stand_in_escpos() -> None:
    for length in range(1, 40):
        (line,) = printed(Slip((Columns("Gezogen", "x" * length),)))
        assert len(line) == 48
        assert line.endswith(" " + "x" * length)


@given(st.lists(st.binary(max_size=30), max_size=10))
def test_the_simulated_printer_survives_any_bytes(pieces: list[bytes]) -> None:
    reader, writer = StarCommands(), StarWriter(STAR.dots, STAR_SLOTS, STAR.cutter_dots)
    data = bytearray()
    for piece in pieces:
        data += piece
        while data and (command := reader.next(data)) is not None:
            assert 0 < command.size <= len(data)
            del data[: command.size]
            writer.run(command)


@pytest.mark.parametrize("seed", range(4))
def test_the_simulated_printer_survives_slips_that_lost_or_changed_bytes(seed: int) -> None:
    chance = random.Random(seed)
    german, arabic = Encoder(STAR).encode(german_slip()).data, Encoder(STAR).encode(arabic_slip()).data
    for _ in range(400):
        start = chance.randrange(1500)
        data = bytearray((german + arabic[:1500])[start : start + 500] + german)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.choice((1, 1, 1, 30))] = chance.choice((b"\x00", b"", chance.randbytes(1)))
        reader, writer = StarCommands(), StarWriter(STAR.dots, STAR_SLOTS, STAR.cutter_dots)
        while data and (command := reader.next(data)) is not None:
            del data[: command.size]
            writer.run(command)


def test_the_simulated_printer_answers_what_is_obeyed_on_arrival_even_within_a_picture(bench: Make) -> None:
    made = bench("star-tsp650-line")
    before = made.printer.noise
    with made.printer.changed:
        line = made.printer.line
    assert line is not None
    line.write_some(b"\x1b*rAb\x02\x00\x04\x05\x1b*rB")
    assert made.until(lambda: made.printer.noise >= before + 2)


@pytest.fixture
def star(bench: Make, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Bench]:
    monkeypatch.setattr("devices.printer.etb.SETTLE_SECONDS", 0.05)
    return lambda **more: bench("star-tsp650-line", **more)


def test_a_slip_is_printed_when_the_count_says_so_and_not_before(star: Make) -> None:
    made = star()
    for _ in range(9):  # until the counter starts again
        result = made.printer.print(german_slip(), job_id=1, timeout=8)
        assert (result.state, result.weak) == (JobState.PRINTED, False)
    assert made.simulator.counters.slips == 9
    assert made.simulator.counters.unknown == []


def test_a_power_cycle_of_a_printer_that_reports_by_its_switch_is_noticed(star: Make) -> None:
    """Its status goes on by itself, and its counter starts again: the end of the slip must not confirm it."""
    made = star()
    made.printer.print(german_slip(), job_id=1, timeout=8)

    def cycle() -> None:
        made.simulator.power(False)
        made.simulator.power(True)
        made.simulator._firmware.reports = True

    made.simulator.when(cycle, received=150)
    result = made.printer.print(german_slip(), job_id=2, timeout=8)
    assert (result.state, result.reason) == (JobState.UNCERTAIN, Reason.RESTARTED)


def test_the_rest_of_an_old_slip_does_not_confirm_the_next(
    star: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Star documents no way to empty the buffer: what was in it when the paper ended comes after the new roll."""
    made = star()
    made.simulator.when(lambda: made.simulator.set(paper_out=True), rows=600)
    first = made.printer.print(german_slip("B 041"), job_id=1, timeout=8)
    assert (first.state, first.reason) == (JobState.UNCERTAIN, Reason.PAPER_OUT)
    made.simulator.set(paper_out=False)
    assert made.until(lambda: made.printer.current.paper is not Paper.OUT)
    monkeypatch.setattr(spool_module, "QUIET_SECONDS", 0.3)
    made.simulator.when(lambda: made.simulator.power(False), received=100)  # the next one never gets there
    assert made.printer.print(german_slip("B 042"), job_id=2, timeout=8).state is not JobState.PRINTED


def test_an_old_slip_that_the_adapter_still_held_does_not_confirm_the_next(
    star: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it had left us when the printer stopped listening; its end comes just after the next slip has begun."""
    monkeypatch.setattr(spool_module, "QUIET_SECONDS", 0.3)
    made = star()

    def stuck() -> None:
        made.simulator.temper.deaf = True

    made.simulator.when(stuck, received=100)
    first = made.printer.print(german_slip("B 041"), job_id=1, timeout=8)
    assert (first.state, first.reason) == (JobState.UNCERTAIN, Reason.NO_CONFIRMATION)
    made.simulator.temper.deaf = False
    made.simulator.poke()
    heard: list[bool] = []
    confirmed = made.printer.etb.seen

    def seen(counter: int | None, now: float) -> None:
        confirmed(counter, now)
        if made.printer.etb.confirmed:
            heard.append(any("B 042" in line for sheet in made.simulator.sheets for line in sheet.text))

    monkeypatch.setattr(made.printer.etb, "seen", seen)
    monkeypatch.setattr(spool_module, "QUIET_SECONDS", 3.0)
    assert made.printer.print(german_slip("B 042"), job_id=2, timeout=8).state is JobState.PRINTED
    assert heard
    assert all(heard)
    assert sum("B 041" in " ".join(sheet.text) for sheet in made.simulator.sheets) == 1


def test_bytes_that_the_printer_lost_make_its_word_worthless(star: Make) -> None:
    made = star()
    overflow = b"\x23\x06\x00\x00\x40\x00\x00\x00\x00"
    made.simulator.when(lambda: made.simulator.say(overflow), received=100)
    result = made.printer.print(german_slip(), job_id=1, timeout=8)
    assert (result.state, result.reason) == (JobState.UNCERTAIN, Reason.RESTARTED)


def test_the_first_slip_after_the_start_waits_but_not_over_its_limit(bench: Make) -> None:
    made = bench("star-tsp650-line")
    result = made.printer.print(german_slip(), job_id=1, timeout=0.5)
    assert (result.state, result.reason, result.bytes_sent) == (JobState.FAILED, Reason.TIMEOUT, 0)
    assert made.printer.print(german_slip(), job_id=2, timeout=8).state is JobState.PRINTED


STAR_WORDS = "language = 'star-line'\nstatus = 'star-asb'\nconfirm = ['etb']\npages = {cp1252 = 32}"


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("status = 'star-asb'\n", "", "status star-asb"),
        ("language = 'star-line'\n", "", "status star-asb"),
        ("confirm = ['etb']\n", "", "confirm etb"),
        ("['etb']", "['etb', 'gs-r']", "confirm etb"),
        ("cp1252 = 32", "cp1252 = 32, cp858 = 4", "answers the bytes 4 and 5"),
    ],
)
def test_a_profile_that_mixes_two_languages_is_refused(
    tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f"name = 'x'\n[assumed]\ndots = 576\n{STAR_WORDS}")
    assert read_profile(path).language is Language.STAR_LINE
    path.write_text(path.read_text().replace(before, after))
    with pytest.raises(ProfileError, match=complaint):
        read_profile(path)


ENDS_IN_A_FEED = Slip((Text("Nummer"), Text("Bitte behalten."), Feed(60), Cut()))
ENDS_IN_A_PICTURE = Slip((Text("Nummer"), Text("رقم"), Feed(60), Cut()))
ENDS_IN_COLUMNS = Slip((Columns("Gezogen", "10:42"), Cut(), Text("Beleg"), Cut()))


@pytest.mark.parametrize("slip", [ENDS_IN_A_FEED, ENDS_IN_A_PICTURE, ENDS_IN_COLUMNS, german_slip()])
@pytest.mark.parametrize("name", ["star-tsp650-line", "epson-tm-t20iii", "generic-80mm"])
def test_a_slip_that_failed_is_not_whole_on_paper_wherever_it_was_cut_off(name: str, slip: Slip) -> None:
    """The soak found a last line without its line feed, which Star prints before it begins anew."""
    profile = load_profile(name)
    star, dialect = profile.language is Language.STAR_LINE, dialect_of(profile)
    encoded = Encoder(profile).encode(slip)

    def first_paper(data: bytes) -> list[object]:
        reader = StarCommands().next if star else next_command
        writer = (StarWriter if star else Writer)(
            profile.dots, STAR_SLOTS if star else EPSON_SLOTS, profile.cutter_dots
        )
        while data and not writer.cut_done and (command := reader(data)) is not None:
            writer.run(command)
            data = data[command.size :]
        return list(writer.sheet.marks)

    whole = first_paper(encoded.data)
    for taken in range(encoded.content):
        debt = next((step.offset for step in encoded.steps if step.offset >= taken), taken) - taken
        assert first_paper(encoded.data[:taken] + bytes(debt) + dialect.part) != whole, taken


def test_a_slip_that_is_all_picture_prints_too() -> None:
    drawn = replace(german_slip(), drawn=True)
    encoded = Encoder(STAR).encode(drawn, closing=ETB)
    commands(encoded.data)
    assert not OBEYED_ON_ARRIVAL.search(encoded.data)
    codes = zxingcpp.read_barcodes(sheet_of(encoded.data).draw())
    assert [code.text for code in codes] == [STATUS_LINK]


def test_the_words_of_the_manual() -> None:
    assert STATUS_REQUEST.hex(" ") == "1b 06 01"
    assert RETRACT.hex(" ") == "1b 16 30 00"
    assert ETB == b"\x17"


def test_a_hundred_star_slips_with_random_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.printer.etb.SETTLE_SECONDS", 0.05)
    monkeypatch.setattr(test_printer_soak, "FAST", replace(STAR, speed=1e6, cut_seconds=0.0))
    happened = test_printer_soak.soak(100, 3, monkeypatch)
    assert happened["uncertain"] > 2
    assert happened["failed"] > 2
    assert threading.active_count() < 20
