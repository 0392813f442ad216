# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What ``kiosk doctor`` finds out about printer, scanner and voice."""

from __future__ import annotations

import fcntl
import os
from datetime import datetime
from pathlib import Path

from devices.health import report_printer, report_scanner, report_speech
from devices.printer import (
    Confirm,
    Link,
    Printer,
    PrinterStatus,
    Profile,
    ProfileError,
    Severity,
    load_profile,
    open_printer,
)
from devices.printer.profile import DEFAULT_PROFILE
from devices.scanner import open_scanner
from devices.speech import SpeechState, open_speaker
from devices.url import DeviceUrl, DeviceUrlError, parse_device_url
from kiosk.config import Configuration
from kiosk.printing.trial import predicted_seconds, trial_slip
from kiosk.staff.since import Seen, remembered
from kiosk.store.database import Database, StoreError
from kiosk.store.kept import Kept
from kiosk.terminal import printer_state
from ui.assemble import printer_url
from ui.report import Report
from ui.waiting import wait_until

DEVICE_WAIT_S = 5.0
USABLE = (Severity.OK, Severity.WARNING)
USABLE_STATES = ("ok", "prepare-paper", "take-slip")
IN_USE = "in-use"

_CONFIRM: dict[Confirm | None, str] = {
    Confirm.PROCESS_ID: "stark. Der Drucker meldet jeden Zettel, der auf dem Papier ist.",
    Confirm.ETB: "stark. Der Drucker zählt jeden Zettel, der auf dem Papier ist.",
    Confirm.FENCE: "schwach. Der Drucker meldet nur, dass er alles angenommen hat.",
    None: "keine. Ob ein Zettel herausgekommen ist, kann niemand sagen.",
}


WRONG_URL = "wrong-url"


def check_printer(configuration: Configuration) -> Report:
    """How the printer is; a URL that cannot be right is an answer too."""
    try:
        return _printer(configuration)
    except (DeviceUrlError, ProfileError, OSError) as error:
        return Report("Drucker", printer_url(configuration), False, WRONG_URL, _wrong(error))


def check_scanner(configuration: Configuration) -> Report:
    """Whether the scanner's port is there; a scanner does not answer questions."""
    try:
        return _scanner(configuration)
    except DeviceUrlError as error:
        return Report("Scanner", configuration.devices.scanner, False, WRONG_URL, _wrong(error))


def check_speech(configuration: Configuration) -> Report:
    """Whether the terminal can read aloud; it says nothing to find out, people may stand there."""
    url = configuration.devices.speech or "none:"
    try:
        speaker = open_speaker(url)
    except DeviceUrlError as error:
        return Report("Vorlesen", url, False, WRONG_URL, _wrong(error))
    try:
        report = report_speech(speaker)
    finally:
        speaker.close()
    # No voice is a choice of whoever set the terminal up; the words say what it means.
    good = report.status in (SpeechState.OK, SpeechState.NONE)
    return Report("Vorlesen", url, good, report.status, report.explanation)


def _wrong(error: Exception) -> str:
    return f"Bitte berichtigen Sie die Adresse in kiosk.toml: {error}"


def _printer(configuration: Configuration) -> Report:
    """Open the printer, wait for its first words (a few seconds at most), and say how it is."""
    url = printer_url(configuration)
    before = _remembered(configuration).get("printer")
    parsed = printer_address(url)
    if is_taken(parsed):
        return _in_use(
            "Drucker", url, before, _model(load_profile(parsed.options.get("profile", DEFAULT_PROFILE)))
        )
    printer = open_printer(url)
    try:
        wait_until(lambda: has_spoken(printer), DEVICE_WAIT_S)
        status = printer.status
        report = report_printer(printer)
        details = () if url == "none:" else _printer_details(printer, status, before)
        # No printer is a choice: numbers are then on the screen.
        good = url == "none:" or status.severity in USABLE
        return Report("Drucker", url, good, report.status, report.explanation, details)
    finally:
        printer.close()


def _scanner(configuration: Configuration) -> Report:
    url = configuration.devices.scanner or "none:"
    before = _remembered(configuration).get("scanner")
    parsed = parse_device_url(url, known={"serial": ("suffix", "baud"), "virtual": ("suffix",), "none": ()})
    if is_taken(parsed):
        return _in_use("Scanner", url, before, ())
    scanner = open_scanner(url, lambda _scan: None)
    try:
        # No scanner is a choice: visitors then type the code.
        good = url == "none:" or wait_until(lambda: scanner.connected, DEVICE_WAIT_S)
        report = report_scanner(scanner)
        details = () if url == "none:" else _since(before, report.status)
        return Report("Scanner", url, good, report.status, report.explanation, details)
    finally:
        scanner.close()


def printer_address(url: str) -> DeviceUrl:
    """The parts of a printer's URL.

    Raises:
        DeviceUrlError: it cannot be right.
    """
    return parse_device_url(
        url, known={"serial": ("baud", "profile", "flow"), "virtual": ("baud", "profile"), "none": ()}
    )


def has_spoken(printer: Printer) -> bool:
    """Whether the printer has said how it is; without one there is nothing to wait for."""
    status = printer.status
    known = status.link is Link.CONNECTED and status.severity is not Severity.UNKNOWN
    return known or printer.url == "none:"


def is_taken(url: DeviceUrl) -> bool:
    """Whether another program (the running terminal) holds the serial port."""
    if url.scheme != "serial" or not Path(url.path).exists():
        return False
    try:
        port = os.open(url.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(port, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(port)
    return False


def _printer_details(printer: Printer, status: PrinterStatus, before: Seen | None) -> tuple[str, ...]:
    seconds = predicted_seconds(printer, trial_slip(datetime.now().astimezone(), printer.profile.name))
    lasts = f"Ein Testzettel dauert hier etwa {seconds:.1f} Sekunden.".replace(".", ",", 1)
    return (
        *_model(printer.profile),
        *_since(before, printer_state(status)),
        *((lasts,) if seconds else ()),
        *(("Der Anschluss ist da.",) if status.link is Link.SILENT else ()),
    )


def _model(profile: Profile) -> tuple[str, ...]:
    able = [
        word
        for has, word in (
            (profile.cutter, "Messer"),
            (profile.near_end, "Warnung vor Papierende"),
            (profile.presenter, "Ausgabefach"),
        )
        if has
    ]
    built_in = ", ".join(able) or "ohne Messer und Warnung vor Papierende"
    confirm = profile.confirm[0] if profile.confirm else None
    return (
        f"Bondrucker {profile.name}, {profile.dots} Punkte breit. Eingebaut: {built_in}.",
        f"Bestätigung: {_CONFIRM[confirm]}",
    )


def _since(before: Seen | None, state: str) -> tuple[str, ...]:
    if before is None or before.state != state:
        return ()
    return (f"So ist es seit {before.at.astimezone():%d.%m.%Y, %H:%M} Uhr.",)


def _in_use(name: str, url: str, before: Seen | None, details: tuple[str, ...]) -> Report:
    advice = "Das Terminal läuft und benutzt das Gerät gerade."
    if before is None:
        return Report(
            name, url, True, IN_USE, f"{advice} Mehr steht im Personalbereich am Bildschirm.", details
        )
    good = before.state in USABLE_STATES
    word = "Es ist in Ordnung." if good else f"Es meldet: {before.state}. Mehr steht im Personalbereich."
    return Report(name, url, good, IN_USE, f"{advice} {word}", (*details, *_since(before, before.state)))


def _remembered(configuration: Configuration) -> dict[str, Seen]:
    """What the terminal last saw of its devices."""
    path = configuration.terminal.state_dir / "terminal.sqlite"
    if not path.exists():
        return {}
    try:
        database = Database(path)
    except StoreError:
        return {}
    try:
        return remembered(Kept(database))
    finally:
        database.close()
