# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk printer labels``: puts the fixed lines of slips into the printer's memory and says in words what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from devices.health import explain_printer
from devices.printer import LabelPack, open_printer
from devices.printer.driver import SerialPrinter
from devices.printer.labelstore import WRITES_A_DAY, LabelOutcome, LabelReport, store_labels
from kiosk.assets import assets_dir
from kiosk.config import Configuration
from kiosk.languages import shipped
from kiosk.services import load_catalogue
from kiosk.tickets.labels import label_pack, slip_documents
from ui.assemble import printer_url


def store(
    configuration: Configuration, *, again: bool, on_item: Callable[[int, int], None]
) -> tuple[bool, str]:
    """Whether the printer prints labels from now on, and the words for it.

    Raises CatalogueError, FontsMissingError, or OSError when the journal cannot be written.
    """
    printer = open_printer(printer_url(configuration))
    try:
        if not isinstance(printer, SerialPrinter):
            return False, "Es ist kein Drucker eingerichtet."
        documents = slip_documents(load_catalogue(assets_dir() / "services"))
        pack = label_pack(shipped(), documents, printer.profile)
        report = store_labels(
            printer,
            pack,
            journal=configuration.terminal.state_dir / "printer-labels.json",
            today=datetime.now().astimezone().date(),
            again=again,
            on_item=on_item,
        )
        good = report.outcome in (LabelOutcome.STORED, LabelOutcome.ALREADY, LabelOutcome.NOTHING)
        return good, f"{in_words(report, pack, printer)}\n{printer.url}"
    finally:
        printer.close()


def in_words(report: LabelReport, pack: LabelPack, printer: SerialPrinter) -> str:
    """For the administrator: what was done, and what to do now."""
    match report.outcome:
        case LabelOutcome.STORED:
            lines = "\n".join(f"  {label.text}" for label in pack.labels)
            words = f"{report.labels} Zeilen stehen jetzt im Speicher des Druckers ({report.seconds:.0f} s):\n{lines}"
        case LabelOutcome.ALREADY:
            words = f"Der Drucker hat alle {report.labels} Zeilen schon. Es wurde nichts geschrieben."
        case LabelOutcome.NOTHING:
            return (
                f"Nichts zu tun: {printer.profile.name} schreibt alle festen Zeilen selbst, "
                "oder das Profil kennt keinen Bildspeicher."
            )
        case LabelOutcome.NOT_READY:
            return f"Der Drucker ist nicht bereit. {explain_printer(printer.status)}"
        case LabelOutcome.NO_MEMORY:
            return "Der Drucker hat keinen Speicher für Bilder, oder er ist abgeschaltet. Die Zeilen werden weiter als Bilder gedruckt."
        case LabelOutcome.FULL:
            return (
                f"Der Speicher des Druckers ist voll: nötig sind {report.needed} Bytes, frei sind {report.free}. "
                "Bitte löschen Sie andere Bilder mit dem Werkzeug des Herstellers. Bis dahin werden die Zeilen als "
                "Bilder gedruckt."
            )
        case LabelOutcome.TOO_OFTEN:
            return (
                f"Heute wurde schon ein Satz geschrieben. Der Speicher hält etwa {WRITES_A_DAY} Schreibvorgänge am Tag aus. "
                "Bitte versuchen Sie es morgen, oder bestehen Sie mit --again darauf."
            )
        case LabelOutcome.INTERRUPTED:
            return (
                f"Abgebrochen nach {report.writes} Schritten ({report.detail}). Bis dahin werden die Zeilen als Bilder gedruckt. "
                "Bitte rufen Sie den Befehl noch einmal auf: er macht dort weiter."
            )
        case LabelOutcome.NOT_KEPT:
            return "Der Drucker hat die Zeilen angenommen, zeigt sie aber nicht vollständig. Sie werden weiter als Bilder gedruckt."
    if report.left_out:
        words += f"\n{report.left_out} weitere passen nicht hinein und werden als Bilder gedruckt."
    return words
