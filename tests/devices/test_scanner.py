# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

import pytest

from devices.health import report_scanner
from devices.scanner import (
    DeviceUrlError,
    RejectReason,
    Scan,
    ScannerChanged,
    ScannerEvent,
    ScanRejected,
    open_scanner,
)
from devices.scanner.driver import SerialScanner, VirtualScanner
from devices.simulator.scanner import ScannerSimulator


class Inbox:
    def __init__(self) -> None:
        self.scans: queue.Queue[Scan] = queue.Queue()
        self.events: queue.Queue[ScannerEvent] = queue.Queue()

    def event(self) -> ScannerEvent:
        return self.events.get(timeout=5)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def scanner(inbox: Inbox) -> Iterator[VirtualScanner]:
    made = open_scanner("virtual:?suffix=cr", inbox.scans.put, on_event=inbox.events.put)
    assert isinstance(made, VirtualScanner)
    yield made
    made.close()


def test_a_scan_arrives_through_a_real_line(scanner: VirtualScanner, inbox: Inbox) -> None:
    scanner.scan("https://termin.example.de/s/Ä1")
    assert inbox.scans.get(timeout=5) == Scan("https://termin.example.de/s/Ä1")
    assert report_scanner(scanner).found


def test_garbage_is_reported_without_its_content_and_the_next_scan_arrives(
    scanner: VirtualScanner, inbox: Inbox
) -> None:
    assert inbox.event() == ScannerChanged(scanner.url, True)
    scanner.feed(b"x" * 10_000 + b"\r")
    assert inbox.event() == ScanRejected(scanner.url, RejectReason.TOO_LONG)
    scanner.feed(b"\x00\x01\x02\xff\r")
    assert inbox.event() == ScanRejected(scanner.url, RejectReason.NOT_TEXT)
    scanner.scan("NEXT")
    assert inbox.scans.get(timeout=5) == Scan("NEXT")


def test_a_receiver_that_fails_does_not_make_the_scanner_deaf() -> None:
    seen: list[str] = []
    done = threading.Event()

    def receive(scan: Scan) -> None:
        seen.append(scan.data)
        if scan.data == "B":
            done.set()
        else:
            raise RuntimeError("receiver is broken")

    scanner = open_scanner("virtual:", receive)
    assert isinstance(scanner, VirtualScanner)
    try:
        scanner.scan("A")
        scanner.scan("B")
        assert done.wait(5)
    finally:
        scanner.close()
    assert seen == ["A", "B"]


def test_a_scanner_that_goes_and_comes_back_is_found_again(inbox: Inbox) -> None:
    simulator = ScannerSimulator()
    scanner = SerialScanner(
        "serial:test", str(simulator.path), 9600, b"\r", inbox.scans.put, on_event=inbox.events.put
    )
    try:
        assert inbox.event() == ScannerChanged("serial:test", True)
        simulator.feed(b"HALF")
        simulator.unplug()
        assert inbox.event() == ScannerChanged("serial:test", False)
        assert not report_scanner(scanner).found
        simulator.plug_in()
        assert inbox.event() == ScannerChanged("serial:test", True)
        simulator.feed(b"WHOLE\r")
        assert inbox.scans.get(timeout=5) == Scan("WHOLE")
    finally:
        scanner.close()
        simulator.close()


def test_a_port_that_does_not_exist_is_no_error(inbox: Inbox) -> None:
    scanner = open_scanner("serial:/dev/does-not-exist?suffix=lf", inbox.scans.put)
    assert not scanner.connected
    scanner.close()


@pytest.mark.parametrize(
    "url", ["usb:", "serial:ttyACM0", "serial:/dev/ttyACM0?suffix=cr2", "virtual:?baud=3"]
)
def test_a_url_that_cannot_be_right_is_refused(url: str) -> None:
    with pytest.raises(DeviceUrlError, match="device URL"):
        open_scanner(url, lambda _scan: None)
