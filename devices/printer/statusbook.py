# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Folding a printer's answers into its status (Epson ``GS a``, ``DLE EOT``; Custom full status; Star ASB)."""

from __future__ import annotations

from dataclasses import replace

from devices.printer.answers import Answer, AutoStatus, FullStatus, StarStatus
from devices.printer.profile import Profile, StatusWay
from devices.printer.status import Cover, Link, Paper, Part, PrinterStatus, Slot


def initial_status(profile: Profile) -> PrinterStatus:
    """Nothing known yet; what the model has no sensor for is ``None``."""
    custom = profile.status is StatusWay.CUSTOM_FULL
    star = profile.status is StatusWay.STAR_ASB
    return PrinterStatus(
        cutter=Part.UNKNOWN if profile.cutter else None,
        jam=Part.UNKNOWN if custom or (star and profile.presenter) else None,
        slot=Slot.UNKNOWN if profile.presenter else None,
    )


def unknown(profile: Profile, link: Link, before: PrinterStatus) -> PrinterStatus:
    """The way to the printer is ``link`` and what it said before no longer counts."""
    return replace(initial_status(profile), link=link, at=before.at, seq=before.seq)


def fold(status: PrinterStatus, answer: Answer, profile: Profile) -> PrinterStatus:
    """``status`` after an unsolicited answer; unchanged for one that says nothing about the state."""
    if isinstance(answer, AutoStatus):
        return _asb(status, answer.frame, profile)
    if isinstance(answer, FullStatus):
        return _custom(status, answer.frame, profile)
    if isinstance(answer, StarStatus):
        return _star(status, answer, profile)
    return status


def _asb(status: PrinterStatus, frame: bytes, profile: Profile) -> PrinterStatus:
    first, second, third, _ = frame
    return replace(
        status,
        link=Link.CONNECTED,
        offline=bool(first & 0x08),
        cover=Cover.OPEN if first & 0x20 else Cover.CLOSED,
        cutter=_part(second & 0x08) if profile.cutter else None,
        fault=_part(second & 0x20),
        head=_part(second & 0x40) if not first & 0x20 else status.head,
        paper=_paper(bool(third & 0x0C), bool(third & 0x03), profile),
    )


def fold_real_time(status: PrinterStatus, number: int, value: int, profile: Profile) -> PrinterStatus:
    """``status`` after the answer to ``DLE EOT number``."""
    status = replace(status, link=Link.CONNECTED)
    if number == 1:
        return replace(status, offline=bool(value & 0x08))
    if number == 2:
        out = bool(value & 0x20)
        paper = Paper.OUT if out else (status.paper if status.paper is not Paper.OUT else Paper.UNKNOWN)
        return replace(status, cover=Cover.OPEN if value & 0x04 else Cover.CLOSED, paper=paper)
    if number == 3:
        return replace(
            status,
            cutter=_part(value & 0x08) if profile.cutter else None,
            fault=_part(value & 0x20),
            head=_part(value & 0x40) if status.cover is not Cover.OPEN else status.head,
        )
    if number == 4:
        return replace(status, paper=_paper(value & 0x60 == 0x60, bool(value & 0x0C), profile))
    return status


def _custom(status: PrinterStatus, frame: bytes, profile: Profile) -> PrinterStatus:
    paper, user, recoverable, unrecoverable = frame
    # A garbled byte (02h) and an unknown command (20h) are reported too; neither stops the printer.
    blocked = bool(paper & 0x01 or user & 0x03 or recoverable & 0x49 or unrecoverable)
    return replace(
        status,
        link=Link.CONNECTED,
        offline=blocked,
        paper=_paper(bool(paper & 0x01), bool(paper & 0x04), profile),
        cover=Cover.OPEN if user & 0x02 else Cover.CLOSED,
        head=_part(user & 0x01 or recoverable & 0x01),
        jam=_part(recoverable & 0x40),
        cutter=_part(unrecoverable & 0x01) if profile.cutter else None,
        fault=_part(unrecoverable & 0xFE),
        slot=(Slot.PRESENT if paper & 0x20 else Slot.EMPTY) if profile.presenter else None,
    )


def _star(status: PrinterStatus, answer: StarStatus, profile: Profile) -> PrinterStatus:
    printer, errors, more, sensors = answer.frame[:4]
    return replace(
        status,
        link=Link.CONNECTED,
        offline=bool(printer & 0x08),
        cover=Cover.OPEN if printer & 0x20 else Cover.CLOSED,
        head=_part(errors & 0x40 or more & 0x02),
        fault=_part(errors & 0x24),
        cutter=_part(errors & 0x08) if profile.cutter else None,
        jam=_part(more & 0x04) if profile.presenter else None,
        paper=_paper(bool(sensors & 0x08), bool(sensors & 0x06), profile),
        slot=_star_slot(answer.presenter) if profile.presenter else None,
    )


def _star_slot(position: int | None) -> Slot:
    """Paper in the loop (1) is still being printed or on its way out."""
    if position == 3:
        return Slot.PRESENT
    return Slot.EMPTY if position in (0, 1, 6, 7) else Slot.UNKNOWN


def _paper(out: bool, low: bool, profile: Profile) -> Paper:
    if out:
        return Paper.OUT
    return Paper.LOW if low and profile.near_end else Paper.OK


def _part(bits: int) -> Part:
    return Part.ERROR if bits else Part.OK
