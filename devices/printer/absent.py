# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``none:``, a terminal without printer: every job fails at once and honestly."""

from __future__ import annotations

from devices.printer.api import OnState, ignore_state
from devices.printer.job import JobResult, JobState, Prediction, Reason
from devices.printer.labels import LabelPack
from devices.printer.profile import DEFAULT_PROFILE, Profile, load_profile
from devices.printer.slip import Slip
from devices.printer.status import Link, PrinterStatus


class AbsentPrinter:
    """No printer by configuration."""

    url = "none:"

    @property
    def profile(self) -> Profile:
        return load_profile(DEFAULT_PROFILE)

    @property
    def status(self) -> PrinterStatus:
        return PrinterStatus(link=Link.GONE, paper=None, cover=None, cutter=None, head=None, fault=None)

    def predict(self, slip: Slip) -> Prediction:
        return Prediction(0, 0.0, 0.0, 0.0)

    def print(
        self,
        slip: Slip,
        *,
        job_id: int,
        duplicate: bool = False,
        on_state: OnState = ignore_state,
        timeout: float = 30.0,
    ) -> JobResult:
        return JobResult(JobState.FAILED, Reason.NO_PRINTER)

    def use_labels(self, pack: LabelPack) -> None:
        return None

    def close(self) -> None:
        return None
