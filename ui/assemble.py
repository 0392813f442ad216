# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts a terminal together from its configuration: devices, back office, store. Without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from devices.printer import Printer, PrinterEvent, open_printer
from kiosk.config import Configuration
from kiosk.terminal import BackOfficeAddress

if TYPE_CHECKING:
    from backoffice.embedded import EmbeddedBackOffice

SAMPLE_OFFICE = "mitte"
"""The office of the sample city that a terminal without configuration stands in."""


def printer_url(configuration: Configuration) -> str:
    """The printer's URL; a virtual printer beside the store when none is configured."""
    return configuration.devices.printer or f"virtual:{slips_dir(configuration)}"


def slips_dir(configuration: Configuration) -> Path:
    """Where the virtual printer puts its slips."""
    return configuration.terminal.state_dir / "slips"


def printer_opener(configuration: Configuration) -> Callable[[Callable[[PrinterEvent], None]], Printer]:
    """How the terminal opens its printer."""
    url = printer_url(configuration)
    return lambda on_event: open_printer(url, on_event=on_event)


class BackOfficeLink:
    """The configured back office, or an embedded one with the sample city where none is configured."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._embedded: EmbeddedBackOffice | None = None
        self._database = configuration.terminal.state_dir / "backoffice.sqlite"
        self._port = configuration.backoffice.port

    @property
    def is_embedded(self) -> bool:
        """Whether the terminal brings its own back office."""
        return not self._configuration.backoffice.url

    @property
    def embedded(self) -> EmbeddedBackOffice | None:
        """The embedded back office, once it has been asked for."""
        return self._embedded

    def address(self) -> BackOfficeAddress:
        """Where the back office is; starts the embedded one and waits for it.

        Raises:
            EmbeddedError: it cannot start.
        """
        section = self._configuration.backoffice
        if not self.is_embedded:
            authority = section.certificate_authority
            return BackOfficeAddress(
                section.url, lambda: section.enrolment_code, str(authority) if authority else True
            )
        if self._embedded is None:
            from backoffice.embedded import EmbeddedBackOffice

            self._embedded = EmbeddedBackOffice(self._database, port=self._port)
        embedded = self._embedded
        embedded.start()
        return BackOfficeAddress(embedded.url, lambda: embedded.enrolment_code(SAMPLE_OFFICE))

    def pause(self) -> None:
        """Take the embedded back office away, as a failing line would."""
        if self._embedded is not None:
            self._port = int(self._embedded.url.rsplit(":", 1)[1])
            self._embedded.stop()

    def resume(self) -> None:
        """Bring it back at the same address.

        Raises:
            EmbeddedError: it cannot start.
        """
        from backoffice.embedded import EmbeddedBackOffice

        self._embedded = EmbeddedBackOffice(self._database, port=self._port)
        self._embedded.start()

    def stop(self) -> None:
        """End the embedded back office, if it runs."""
        if self._embedded is not None:
            self._embedded.stop()
