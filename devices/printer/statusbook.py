# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Folding a printer's answers into its status (Epson ``GS a``, ``DLE EOT``; Custom full status)."""

from __future__ import annotations

from dataclasses import replace

from devices.printer.answers import Answer, AutoStatus, FullStatus
from devices.printer.profile import Profile, StatusWay
from devices.printer.status import Cover, Link, Paper, Part, PrinterStatus, Slot


def initial_status(profile: Profile) -> PrinterStatus:
    """Nothing known yet; what the model has no sensor for is ``None``."""
    custom = profile.status is StatusWay.CUSTOM_FULL
    return PrinterStatus(
        cutter=Part.UNKNOWN if profile.cutter else None,
        jam=Part.UNKNOWN if custom else None,
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


def _paper(out: bool, low: bool, profile: Profile) -> Paper:
    if out:
        return Paper.OUT
    return Paper.LOW if low and profile.near_end else Paper.OK


def _part(bits: int) -> Part:
    return Part.ERROR if bits else Part.OK
