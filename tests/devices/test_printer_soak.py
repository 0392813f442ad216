# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many slips on a printer and a line that fail at random: every slip accounted for, none twice without a mark."""

from __future__ import annotations

import os
import random
import threading
from collections import Counter
from dataclasses import replace

import pytest

from devices.printer import Cut, JobState, QrCode, Severity, Slip, Text, load_profile
from devices.printer import spool as spool_module
from devices.printer.driver import SerialPrinter
from devices.simulator.printer import PrinterSimulator

LAST_LINE = "Bitte behalten."
FAST = replace(load_profile("epson-tm-t20iii"), speed=1e6, cut_seconds=0.0)
BAUD = 921_600


def slip(number: int) -> Slip:
    lines = [Text(f"Zeile {line}: Bitte warten Sie im Wartebereich.") for line in range(20)]
    return Slip(
        (Text(f"Nummer {number}"), *lines, QrCode(f"https://t.example/{number}"), Text(LAST_LINE), Cut())
    )


class Chaos:
    """Breaks something during some slips, and mends everything after each."""

    def __init__(self, simulator: PrinterSimulator, seed: int, often: float) -> None:
        self.simulator = simulator
        self.chance = random.Random(seed)
        self.often = often
        self.happened: Counter[str] = Counter()

    def maybe_break(self) -> None:
        if self.chance.random() >= self.often:
            return
        kind = self.chance.choice(
            ("paper", "cover", "cutter", "power", "plug", "swallow", "garble", "noise", "deaf")
        )
        self.happened[kind] += 1
        simulator, at = self.simulator, self.chance.randrange(1, 1150)
        temper = simulator.temper
        if kind in ("paper", "cover", "cutter"):
            sensor = {"paper": "paper_out", "cover": "cover_open", "cutter": "cutter_error"}[kind]
            simulator.when(lambda: simulator.set(**{sensor: True}), received=at)
        elif kind == "power":
            simulator.when(lambda: (simulator.power(False, b"\x00\xff"), simulator.power(True)), received=at)
        elif kind == "plug":
            simulator.when(simulator.unplug, received=at)
        elif kind == "swallow":
            temper.swallow_process_ids = True
        elif kind == "garble":
            temper.garble = lambda data: bytes(byte ^ self.chance.randrange(256) for byte in data)
        elif kind == "noise":
            noise = self.chance.randbytes(self.chance.randrange(1, 40))
            simulator.when(lambda: simulator.say(noise), received=at)
        else:
            simulator.when(lambda: setattr(temper, "deaf", True), received=at)

    def mend(self) -> None:
        simulator = self.simulator
        simulator.forget_triggers()
        temper = simulator.temper
        temper.deaf = temper.swallow_process_ids = False
        temper.garble = None
        simulator.plug_in()
        simulator.set(paper_out=False, cover_open=False, cutter_error=False)
        simulator.poke()


def soak(count: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    monkeypatch.setattr(spool_module, "QUIET_SECONDS", 0.15)
    monkeypatch.setattr(spool_module, "CLEAR_SECONDS", 0.1)
    monkeypatch.setattr(spool_module, "AHEAD_SECONDS", 0.002)
    monkeypatch.setattr("devices.printer.driver.REOPEN_SECONDS", (0.01,))
    threads, descriptors = threading.active_count(), len(os.listdir("/proc/self/fd"))
    simulator = PrinterSimulator(FAST, baud=BAUD, keep_sheets=True)
    printer = SerialPrinter("serial:soak", str(simulator.path), FAST, BAUD, "rtscts")
    chaos = Chaos(simulator, seed, often=0.3)
    outcomes: Counter[str] = Counter()
    plain: Counter[int] = Counter()
    marked: Counter[int] = Counter()

    def collect() -> None:
        for sheet in simulator.take_sheets():
            lines = [line.strip() for line in sheet.text]
            numbers = {int(line.split()[1]) for line in lines if line.startswith("Nummer ")}
            if len(numbers) > 1:
                pytest.fail(f"two slips on one piece of paper: {lines}")
            if LAST_LINE in lines and numbers:
                (marked if "Zweitdruck" in lines else plain)[numbers.pop()] += 1

    def ready() -> bool:
        with printer.changed:
            return printer.changed.wait_for(
                lambda: printer.line is not None and printer.current.severity is Severity.OK, 5
            )

    try:
        for number in range(1, count + 1):
            duplicate = False
            attempt = 0
            while True:
                assert attempt < 20, printer.status
                chaos.mend()
                assert ready(), printer.status
                if attempt < 10:
                    chaos.maybe_break()
                result = printer.print(
                    slip(number), job_id=number * 32 + attempt, duplicate=duplicate, timeout=2
                )
                outcomes[result.state.value] += 1
                if result.state is JobState.PRINTED:
                    break
                duplicate = duplicate or result.state is JobState.UNCERTAIN
                attempt += result.bytes_sent > 0
            collect()
        chaos.mend()
        simulator.wait(lambda: False, 0.2)
        collect()
    finally:
        printer.close()
        simulator.close()
    assert set(plain) | set(marked) == set(range(1, count + 1))
    assert max(plain.values()) == 1
    assert threading.active_count() == threads
    assert len(os.listdir("/proc/self/fd")) == descriptors
    return chaos.happened + outcomes


def test_a_hundred_slips_with_random_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    happened = soak(100, 1, monkeypatch)
    assert happened["uncertain"] > 2
    assert happened["failed"] > 2


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_ten_thousand_slips_with_random_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    soak(10_000, 2, monkeypatch)
