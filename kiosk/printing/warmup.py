# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Once the terminal stands: what the first slip in Arabic would wait for is made ready, and labels come into use.

Loading fonts and shaping text takes a quarter of a second, which nobody should wait for with the number already drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import structlog

from devices.printer import Printer
from kiosk.clock import Clock
from kiosk.languages import Languages
from kiosk.services import Catalogue
from kiosk.tickets.labels import label_pack, sample_slips, slip_documents

log = structlog.get_logger(__name__)

AFTER_S = 3.0
"""After the start: the first window comes first."""


class WarmUp:
    """:meth:`step` is called by the thread that prints."""

    def __init__(
        self, printer: Printer, languages: Languages, services: Callable[[], Catalogue], clock: Clock
    ) -> None:
        self._printer = printer
        self._languages = languages
        self._services = services
        self._clock = clock
        self._due: float | None = None
        self._todo: Iterator[None] | None = self._work()

    @property
    def done(self) -> bool:
        """Whether everything is ready."""
        return self._todo is None

    def step(self) -> float:
        """Does a part of it when its time has come, one slip long at most: a visitor's slip comes first. Returns how many
        seconds may pass until the next part."""
        if self._todo is None:
            return math.inf
        now = self._clock.monotonic()
        if self._due is None:
            self._due = now + AFTER_S
        if now < self._due:
            return self._due - now
        try:
            next(self._todo)
        except StopIteration:
            self._todo = None
        except Exception as error:
            self._todo = None
            log.warning("printer_not_warmed_up", exc_info=error)
        return 0.0

    def _work(self) -> Iterator[None]:
        documents = slip_documents(self._services())
        yield
        self._printer.use_labels(label_pack(self._languages, documents, self._printer.profile))
        yield
        for slip in sample_slips(self._languages, documents):
            self._printer.predict(slip)
            yield
        if any(service.form for service in self._services()):
            # reportlab takes a while to import, and the first visitor who submits a form should not wait for it.
            from kiosk.paper.typeface import load_fonts

            load_fonts()
