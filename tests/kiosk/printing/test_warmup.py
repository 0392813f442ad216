# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import itertools
import math
from pathlib import Path
from typing import Any

from devices.printer import LabelPack, Prediction, Slip, load_profile
from kiosk.assets import assets_dir
from kiosk.languages import shipped
from kiosk.printing.warmup import AFTER_S, WarmUp
from kiosk.services import load_catalogue
from tests.helpers import ManualClock


class Recorder:
    """A printer that is only asked, never told to print."""

    profile = load_profile("epson-tm-t20iii")

    def __init__(self) -> None:
        self.packs: list[LabelPack] = []
        self.slips: list[Slip] = []

    def use_labels(self, pack: LabelPack) -> None:
        self.packs.append(pack)

    def predict(self, slip: Slip) -> Prediction:
        self.slips.append(slip)
        return Prediction(0, 0.0, 0.0, 0.0)


def warm_up(printer: Any, clock: ManualClock) -> WarmUp:
    return WarmUp(printer, shipped(), lambda: load_catalogue(assets_dir() / "services"), clock)


def test_nothing_happens_before_the_window_stands_and_then_one_slip_at_a_time() -> None:
    printer, clock = Recorder(), ManualClock()
    warming = warm_up(printer, clock)
    assert warming.step() == AFTER_S
    clock.advance(AFTER_S)
    seen = []
    while warming.step() == 0.0 and not warming.done:
        seen.append(len(printer.slips))
    assert len(printer.packs) == 1
    assert len(printer.slips) == len(list(shipped()))
    assert all(after - before <= 1 for before, after in itertools.pairwise(seen))
    assert warming.step() == math.inf


def test_a_printer_that_cannot_be_warmed_up_is_left_in_peace() -> None:
    class Broken(Recorder):
        def predict(self, slip: Slip) -> Prediction:
            raise RuntimeError(Path("fonts"))

    clock = ManualClock()
    warming = warm_up(Broken(), clock)
    warming.step()
    clock.advance(AFTER_S)
    while not warming.done:
        warming.step()
    assert warming.step() == math.inf
