# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our bytes in the eyes of two decoders that are not ours, emupos and npos (docs/printers.md).

Expected is what our own simulator has on its sheet, whose pictures other tests compare with the drawn ones. The list of
code pages is foreign too, so a profile with a wrong slot fails here.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageOps

from devices.printer import BigNumber, Columns, Slip, Text, load_profile
from devices.printer.encoder import Encoder
from devices.printer.escpos import process_id
from devices.printer.labels import LabelPack
from devices.printer.writing import with_stand_ins
from devices.simulator.commands import next_command
from devices.simulator.sheet import Dots, Sheet
from devices.simulator.writer import Writer
from tests.devices.languages import WORDS, prepared_slip_in, slip_in
from tests.devices.letters import letters, slip_of
from tests.devices.slips import STATUS_LINK
from tests.oracle.decoders import (
    FOREIGN_PROFILES,
    MORE_PROFILES,
    Reading,
    emupos_python,
    npos_modules,
    read_with_emupos,
    read_with_npos,
    slots_of,
)

DRAWN = ("de", "ro", "ar")
"""Languages whose slip is also read in the style where every line is a picture."""
DECODERS = [
    pytest.param(
        "emupos",
        marks=pytest.mark.skipif(emupos_python() is None, reason="no emupos; script/oracle setup says why"),
    ),
    pytest.param(
        "npos",
        marks=pytest.mark.skipif(
            npos_modules() is None or shutil.which("node") is None,
            reason="no npos; script/oracle setup says why",
        ),
    ),
]


@dataclass(frozen=True, slots=True)
class Case:
    """A slip, its bytes and what our own simulator made of them."""

    slip: Slip
    data: bytes
    drawn: int
    sheet: Sheet

    @property
    def lines(self) -> list[str]:
        return [line for line in map(tidy, self.sheet.text) if line and not line.startswith("[")]

    @property
    def pictures(self) -> list[Dots]:
        return [mark for mark in self.sheet.marks if isinstance(mark, Dots)]


@cache
def cases(profile_key: str) -> dict[str, Case]:
    """Both slips in each language, and all letters one below the other."""
    slips = {f"{tag} walk-in": slip_in(tag) for tag in WORDS}
    slips |= {f"{tag} prepared": prepared_slip_in(tag) for tag in WORDS}
    slips |= {f"{tag} drawn": replace(prepared_slip_in(tag), drawn=True) for tag in DRAWN}
    slips["letters"] = slip_of(letters())
    encoder = Encoder(load_profile(profile_key))
    found = {}
    for name, slip in slips.items():
        encoded = encoder.encode(slip)
        drawn = encoded.pictures * 2  # label and value of one row count as one picture
        found[name] = Case(slip, encoded.data, drawn, on_our_sheet(encoded.data, profile_key))
    return found


@cache
def readings(decoder: str, profile_key: str) -> dict[str, Reading]:
    """What a decoder makes of every case."""
    known, slots = cases(profile_key), slots_of(profile_key)
    data = [case.data for case in known.values()]
    if decoder == "emupos":
        seen = read_with_emupos(data, load_profile(profile_key).dots, slots)
    else:
        seen = read_with_npos(data, slots)
    return dict(zip(known, seen, strict=True))


def on_our_sheet(data: bytes, profile_key: str) -> Sheet:
    """The same bytes on our own simulator, with the foreign list of code pages."""
    profile = load_profile(profile_key)
    writer = Writer(profile.dots, slots_of(profile_key), profile.cutter_dots)
    while data:
        command = next_command(data)
        assert command is not None
        writer.run(command)
        data = data[command.size :]
    assert not writer.unknown
    return writer.sheet


def words_of(slip: Slip) -> list[str]:
    """All that is to be read on a slip, piece by piece."""
    found: list[str] = []
    for element in slip.elements:
        match element:
            case Text() | BigNumber():
                found.append(element.text)
            case Columns():
                found += [element.left, element.right]
    return found


def tidy(line: str) -> str:
    """A line for comparison: one space for any, a rule as its sign alone."""
    words = " ".join(unicodedata.normalize("NFC", line).split())
    return words[0] if (words and set(words) <= {"-"}) or set(words) == {"_"} else words


both = pytest.mark.parametrize("decoder", DECODERS)
every_profile = pytest.mark.parametrize(
    "profile_key",
    [*FOREIGN_PROFILES, *(pytest.param(key, marks=pytest.mark.slow) for key in MORE_PROFILES)],
)


@both
@every_profile
def test_a_foreign_decoder_understands_every_command(decoder: str, profile_key: str) -> None:
    unknown = {name: seen.unknown for name, seen in readings(decoder, profile_key).items() if seen.unknown}
    assert unknown == {}


@both
@every_profile
def test_a_foreign_decoder_reads_the_same_lines(decoder: str, profile_key: str) -> None:
    for name, seen in readings(decoder, profile_key).items():
        lines = [line for line in map(tidy, seen.lines) if line]
        assert lines == cases(profile_key)[name].lines, name


@both
@every_profile
def test_every_sentence_is_read_back_or_drawn(decoder: str, profile_key: str) -> None:
    """Independent of our simulator: from the words of the slip to what the foreign decoder reads."""
    for name, seen in readings(decoder, profile_key).items():
        case = cases(profile_key)[name]
        # Typographic signs may have plain stand-ins, line by line.
        text = with_stand_ins(tidy(" ".join(seen.lines)))
        drawn = [words for words in words_of(case.slip) if with_stand_ins(tidy(words)) not in text]
        assert len(drawn) <= case.drawn, (name, drawn)
        if name in ("de walk-in", "de prepared", "en walk-in", "en prepared"):
            assert drawn == [], name


@both
@every_profile
def test_no_letter_is_replaced(decoder: str, profile_key: str) -> None:
    """No slip here asks a question, and no letter of the norm is a question mark."""
    for name, seen in readings(decoder, profile_key).items():
        text = "\n".join(seen.lines)
        assert "?" not in text, name
        assert "\ufffd" not in text, name


@both
@every_profile
def test_a_slip_ends_with_its_cut(decoder: str, profile_key: str) -> None:
    for name, seen in readings(decoder, profile_key).items():
        assert seen.cut == load_profile(profile_key).cutter, name


@both
@every_profile
def test_the_qr_code_is_read_back(decoder: str, profile_key: str) -> None:
    for name, seen in readings(decoder, profile_key).items():
        if name != "letters":
            assert codes_on(seen, cases(profile_key)[name]) == [STATUS_LINK], name


@both
@every_profile
def test_a_foreign_decoder_puts_the_same_dots_on_paper(decoder: str, profile_key: str) -> None:
    drawn = 0
    for name, seen in readings(decoder, profile_key).items():
        wanted = cases(profile_key)[name].pictures
        drawn += len(wanted)
        theirs = seen.pictures or [cut_out(seen.paper, dots, name) for dots in wanted]
        assert len(theirs) == len(wanted), name
        for dots, image in zip(wanted, theirs, strict=True):
            assert image.size == (dots.width, dots.rows), name
            assert image.tobytes() == dots.data, (name, dots.x, dots.y)
    assert drawn > 500  # Arabic lines, and the many letters that no code page holds


def cut_out(paper: Image.Image | None, dots: Dots, name: str) -> Image.Image:
    """What stands on a foreign sheet where ours has a picture."""
    assert paper is not None
    assert dots.y + dots.rows <= paper.height, name
    return paper.crop((dots.x, dots.y, dots.x + dots.width, dots.y + dots.rows))


def codes_on(seen: Reading, case: Case) -> list[str]:
    """Scanned from the paper. npos draws none: its pictures are laid where ours are; a symbol of the printer it names."""
    if seen.codes and seen.paper is None:
        return seen.codes
    paper = seen.paper
    if paper is None:
        paper = Image.new("1", (case.sheet.dots, case.sheet.y), 0)
        for dots, image in zip(case.pictures, seen.pictures, strict=True):
            paper.paste(image, (dots.x, dots.y))
    return scanned(paper)


def scanned(image: Image.Image) -> list[str]:
    paper = ImageOps.expand(ImageChops.invert(image.convert("L")), 40, 255)
    return [code.text for code in zxingcpp.read_barcodes(paper)]


@pytest.mark.parametrize("decoder", DECODERS[1:])
def test_a_slip_of_labels_with_its_confirmation_is_understood(decoder: str) -> None:
    """emupos has neither NV graphics nor ``GS ( H``; npos knows how long both are."""
    profile = load_profile("epson-tm-t20iii")
    slip = slip_in("ar")
    pack = LabelPack.choose(slip.elements, profile)
    encoded = Encoder(profile).encode(slip, closing=process_id(b"E001"), labels=pack)
    (seen,) = read_with_npos([encoded.data], slots_of(profile.key))
    assert seen.unknown == []
    assert seen.codes == [STATUS_LINK]
    assert not seen.pictures
    assert "B 042" in seen.lines


@both
def test_the_comparison_sees_a_wrong_letter_a_wrong_dot_and_a_wrong_command(decoder: str) -> None:
    """A decoder that says yes to everything proves nothing."""
    key = "epson-tm-t20iii"
    polish, arabic = cases(key)["pl walk-in"], cases(key)["ar walk-in"]
    dots = next(mark for mark in arabic.pictures if len(mark.data) > 100).data
    spoilt = [
        re.sub(rb"\x1bt.", b"\x1bt\x10", polish.data, flags=re.DOTALL),  # Polish as western European
        arabic.data.replace(dots, bytes([dots[0] ^ 1]) + dots[1:]),
        b"\x1b@\x1b\x01" + polish.data,
    ]
    if decoder == "emupos":
        seen = read_with_emupos(spoilt, load_profile(key).dots, slots_of(key))
    else:
        seen = read_with_npos(spoilt, slots_of(key))
    assert [line for line in map(tidy, seen[0].lines) if line] != polish.lines
    theirs = seen[1].pictures or [cut_out(seen[1].paper, mark, "") for mark in arabic.pictures]
    assert [image.tobytes() for image in theirs] != [mark.data for mark in arabic.pictures]
    assert seen[2].unknown
