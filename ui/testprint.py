# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk print --test``: a slip for staff that shows what the printer can, and how long it takes."""

from __future__ import annotations

from datetime import datetime

from devices.health import explain_printer
from devices.printer import DeviceUrlError, JobState, Printer, Reason, open_printer
from kiosk.config import Configuration
from kiosk.printing.trial import Trial, print_trial
from ui.assemble import printer_url
from ui.devicecheck import has_spoken, is_taken, printer_address
from ui.waiting import wait_until

READY_WITHIN_S = 5.0

REASONS: dict[Reason, str] = {
    Reason.PAPER_OUT: "Papier aufgebraucht",
    Reason.COVER_OPEN: "Klappe offen",
    Reason.CUTTER_ERROR: "Messer klemmt",
    Reason.PRINTER_ERROR: "Störung im Drucker",
    Reason.PAPER_JAM: "Papierstau",
    Reason.HEAD_HOT: "Druckkopf zu heiß",
    Reason.OFFLINE: "Drucker antwortet nicht",
    Reason.DISCONNECTED: "Anschluss nicht da",
    Reason.RESTARTED: "Drucker wurde aus- und eingeschaltet",
    Reason.TIMEOUT: "Zeit abgelaufen",
    Reason.NO_CONFIRMATION: "Drucker hat das Ende nicht gemeldet",
    Reason.CLOSED: "Programm beendet",
    Reason.NO_PRINTER: "kein Drucker eingerichtet",
    Reason.UNPRINTABLE: "Schriften fehlen",
}
"""Why a slip is not printed, in two or three words."""

_NONE = (
    "Es ist kein Drucker eingerichtet (devices.printer in kiosk.toml). Nummern stehen nur auf dem Bildschirm."
)


_TAKEN = "Das Terminal läuft und benutzt den Drucker gerade. Den Testzettel gibt es dort im Personalbereich."


def print_test_slip(configuration: Configuration) -> tuple[bool, str]:
    """Print it and say what was predicted, what happened, and in which state the job ended."""
    url = printer_url(configuration)
    try:
        if is_taken(printer_address(url)):
            return False, _TAKEN
        printer = open_printer(url)
    except (DeviceUrlError, OSError) as error:
        return False, f"Bitte berichtigen Sie die Adresse in kiosk.toml: {error}"
    try:
        wait_until(lambda: has_spoken(printer), READY_WITHIN_S)
        trial = print_trial(printer, datetime.now().astimezone())
        return trial.state is JobState.PRINTED, in_words(printer, trial)
    finally:
        printer.close()


def in_words(printer: Printer, trial: Trial) -> str:
    """For a person: the state and its stable code, seconds, what to do."""
    lines = [_ending(trial)]
    if trial.predicted:
        took = (
            f"gebraucht {seconds(trial.actual)}" if trial.state is not JobState.FAILED else "nicht gemessen"
        )
        lines.append(f"Erwartet {seconds(trial.predicted)}, {took}. {trial.bytes} Bytes.")
    if trial.state is not JobState.PRINTED:
        lines.append(_NONE if trial.reason is Reason.NO_PRINTER else explain_printer(printer.status))
    lines.append(f"Zustand: {trial.state.value}{f' ({trial.reason.value})' if trial.reason else ''}")
    lines.append(f"{printer.profile.name}, {printer.url}")
    return "\n".join(lines)


def seconds(value: float) -> str:
    """As people here write them, to a hundredth."""
    return f"{value:.2f} s".replace(".", ",")


def _ending(trial: Trial) -> str:
    why = f": {REASONS[trial.reason]}" if trial.reason else ""
    match trial.state:
        case JobState.PRINTED if trial.weak:
            return "Gedruckt. Der Drucker meldet nur, dass er alles angenommen hat; bitte sehen Sie nach."
        case JobState.PRINTED:
            return "Gedruckt. Der Drucker hat gemeldet, dass der Zettel auf dem Papier ist."
        case JobState.UNCERTAIN:
            return f"Ungewiss{why}. Vielleicht ist der Zettel herausgekommen; bitte sehen Sie nach."
        case _:
            return f"Nicht gedruckt{why}. Es ist sicher kein vollständiger Zettel herausgekommen."
