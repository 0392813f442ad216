# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a driver says to a printer beside slips, and how it reads the answers: one set of words for each way of status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.printer import escpos, star
from devices.printer.answers import AnswerParser
from devices.printer.profile import Language, Profile, StatusWay
from devices.printer.star_answers import StarAnswerParser

if TYPE_CHECKING:
    from devices.printer.escpos import Encoded
    from devices.printer.layout import Row


@dataclass(frozen=True, slots=True)
class Dialect:
    """``questions`` have a number by which ``fold_real_time`` knows what was asked."""

    status_on: bytes
    """Report every change from now on."""
    questions: tuple[tuple[int, bytes], ...]
    answered_by_status: bool
    """The answer to a question is a whole status, as after a change."""
    retract: bytes
    """Take back what lies in the presenter."""
    part: bytes
    """Ends whatever an unfinished slip was in the middle of, and cuts it off."""


def dialect_of(profile: Profile) -> Dialect:
    """The words that this printer understands."""
    if profile.language is Language.STAR_LINE:
        part = star.LEAVE_RASTER + star.RESET + (star.CUT if profile.cutter else b"")
        return Dialect(star.STATUS_ON, ((0, star.STATUS_REQUEST),), True, star.RETRACT, part)
    custom = profile.status is StatusWay.CUSTOM_FULL
    numbers = (20,) if custom else (1, 2, 3, 4)
    return Dialect(
        escpos.auto_status(profile),
        tuple((number, bytes((0x10, 0x04, number))) for number in numbers),
        custom,
        b"\x1de\x02",
        escpos.RESET + escpos.CUT if profile.cutter else b"",
    )


def answer_parser(profile: Profile) -> AnswerParser | StarAnswerParser:
    """A parser for what this printer says."""
    if profile.status is StatusWay.STAR_ASB:
        return StarAnswerParser()
    return AnswerParser(custom=profile.status is StatusWay.CUSTOM_FULL)


def encode_rows(rows: Sequence[Row], profile: Profile, *, closing: bytes = b"") -> Encoded:
    """Rows in the language of the printer."""
    encode = star.encode_star if profile.language is Language.STAR_LINE else escpos.encode
    return encode(rows, profile, closing=closing)
