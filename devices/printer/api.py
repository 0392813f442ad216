# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every printer can do, whatever is behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from devices.printer.job import JobResult, JobState, Prediction
from devices.printer.labels import LabelPack
from devices.printer.profile import Profile
from devices.printer.slip import Slip
from devices.printer.status import PrinterEvent, PrinterStatus

OnEvent = Callable[[PrinterEvent], None]
OnState = Callable[[JobState], None]


def ignore_state(_state: JobState) -> None:
    """For callers that keep no record."""


class Printer(Protocol):
    """A receipt printer. ``status`` and ``predict`` may be called from any thread, ``print`` from one at a time."""

    @property
    def url(self) -> str: ...

    @property
    def profile(self) -> Profile: ...

    @property
    def status(self) -> PrinterStatus:
        """The newest answers of the printer; never blocks."""
        ...

    def predict(self, slip: Slip) -> Prediction:
        """Bytes and seconds that printing ``slip`` will take here."""
        ...

    def print(
        self,
        slip: Slip,
        *,
        job_id: int,
        duplicate: bool = False,
        on_state: OnState = ignore_state,
        timeout: float = 30.0,
    ) -> JobResult:
        """Prints and waits for the printer's own word that paper came out; returns after ``timeout`` seconds at most.

        ``on_state(SENDING)`` is called before the first byte leaves and ``on_state(SENT)`` after the last; what it
        raises goes to the caller, in the first case before any byte left. ``duplicate`` marks the slip "Zweitdruck" above and below.
        Nothing is sent when the printer says that it cannot print: the result is then FAILED with the reason.
        """
        ...

    def use_labels(self, pack: LabelPack) -> None:
        """Prints the labels of ``pack`` from the printer's memory once the printer has shown that it holds them, until
        then as pictures."""
        ...

    def close(self) -> None:
        """Ends the threads and frees the port; a running ``print`` ends as failed or uncertain. Never raises."""
        ...
