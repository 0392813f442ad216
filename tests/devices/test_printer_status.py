# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from devices.health import PRINTER_ADVICE, explain_printer, report_printer
from devices.printer import (
    Action,
    Cover,
    Link,
    Paper,
    Part,
    Reason,
    Severity,
    Slot,
    load_profile,
    open_printer,
)
from devices.printer.answers import AutoStatus, FullStatus
from devices.printer.status import PrinterStatus
from devices.printer.statusbook import fold, fold_real_time, initial_status
from devices.simulator.sensors import Sensors

EPSON = load_profile("epson-tm-t20iii")
READY = PrinterStatus(
    link=Link.CONNECTED, paper=Paper.OK, cover=Cover.CLOSED, cutter=Part.OK, head=Part.OK, fault=Part.OK
)


@pytest.mark.parametrize(
    ("change", "severity", "reason", "action"),
    [
        ({}, Severity.OK, None, Action.NONE),
        ({"paper": Paper.LOW}, Severity.WARNING, None, Action.PREPARE_PAPER),
        ({"paper": Paper.OUT}, Severity.BLOCKING, Reason.PAPER_OUT, Action.LOAD_PAPER),
        ({"paper": Paper.OUT, "cover": Cover.OPEN}, Severity.BLOCKING, Reason.COVER_OPEN, Action.CLOSE_COVER),
        ({"cutter": Part.ERROR}, Severity.BLOCKING, Reason.CUTTER_ERROR, Action.CLEAR_CUTTER),
        ({"jam": Part.ERROR}, Severity.BLOCKING, Reason.PAPER_JAM, Action.CLEAR_JAM),
        ({"head": Part.ERROR}, Severity.BLOCKING, Reason.HEAD_HOT, Action.WAIT),
        ({"fault": Part.ERROR}, Severity.BLOCKING, Reason.PRINTER_ERROR, Action.RESTART_PRINTER),
        ({"offline": True}, Severity.BLOCKING, Reason.OFFLINE, Action.RESTART_PRINTER),
        ({"link": Link.GONE}, Severity.BLOCKING, Reason.DISCONNECTED, Action.CHECK_CABLE),
        ({"link": Link.SILENT}, Severity.BLOCKING, Reason.OFFLINE, Action.SWITCH_ON),
        ({"slot": Slot.PRESENT}, Severity.WARNING, None, Action.TAKE_SLIP),
        ({"paper": Paper.UNKNOWN}, Severity.UNKNOWN, None, Action.NONE),
        ({"paper": None, "cover": None, "cutter": None}, Severity.OK, None, Action.NONE),
    ],
)
def test_each_state_has_one_severity_one_reason_and_one_thing_to_do(
    change: dict[str, object], severity: Severity, reason: Reason | None, action: Action
) -> None:
    status = replace(READY, **change)  # type: ignore[arg-type]
    assert (status.severity, status.obstacle, status.action) == (severity, reason, action)


def test_staff_are_told_something_for_every_action() -> None:
    assert set(PRINTER_ADVICE) == set(Action)
    assert "neue Rolle" in explain_printer(replace(READY, paper=Paper.OUT))


@pytest.mark.parametrize("bits", list(product([False, True], repeat=6)))
def test_automatic_status_and_questions_say_the_same(bits: tuple[bool, ...]) -> None:
    names = ("paper_out", "paper_low", "cover_open", "cutter_error", "unrecoverable", "head_hot")
    sensors = Sensors(**dict(zip(names, bits, strict=True)))
    pushed = fold(initial_status(EPSON), AutoStatus(sensors.asb()), EPSON)
    asked = initial_status(EPSON)
    for number in (1, 2, 3, 4):
        value = sensors.real_time(number)
        assert value is not None
        asked = fold_real_time(asked, number, value, EPSON)
    assert pushed == asked
    assert pushed.obstacle is not None if sensors.stopped else pushed.obstacle is None
    assert (pushed.paper is Paper.OUT) == sensors.paper_out
    assert (pushed.cover is Cover.OPEN) == sensors.cover_open


def test_a_printer_without_near_end_sensor_never_says_low() -> None:
    generic = load_profile("generic-80mm")
    assert fold(initial_status(generic), AutoStatus(b"\x10\x00\x03\x0f"), generic).paper is Paper.OK


def test_what_a_model_cannot_tell_is_none_and_not_unknown() -> None:
    status = initial_status(EPSON)
    assert (status.slot, status.jam) == (None, None)
    assert (status.paper, status.cover) == (Paper.UNKNOWN, Cover.UNKNOWN)


@pytest.mark.parametrize(
    ("frame", "reason", "paper"),
    [
        (b"\x00\x00\x00\x00", None, Paper.OK),
        (b"\x04\x00\x00\x00", None, Paper.LOW),
        (b"\x05\x00\x00\x00", Reason.PAPER_OUT, Paper.OUT),
        (b"\x00\x02\x00\x00", Reason.COVER_OPEN, Paper.OK),
        (b"\x00\x00\x40\x00", Reason.PAPER_JAM, Paper.OK),
        (b"\x00\x00\x00\x01", Reason.CUTTER_ERROR, Paper.OK),
        (b"\x00\x00\x02\x00", None, Paper.OK),
        (b"\x20\x0c\x00\x00", None, Paper.OK),
    ],
)
def test_custom_full_status_is_understood(frame: bytes, reason: Reason | None, paper: Paper) -> None:
    custom = load_profile("custom-vkp80iii")
    status = fold(initial_status(custom), FullStatus(frame), custom)
    assert (status.obstacle, status.paper) == (reason, paper)
    assert status.slot is (Slot.PRESENT if frame[0] & 0x20 else Slot.EMPTY)


def test_no_printer_is_reported_as_a_choice() -> None:
    report = report_printer(open_printer("none:"))
    assert not report.found
    assert "kein Drucker eingerichtet" in report.explanation
