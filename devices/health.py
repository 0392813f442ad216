# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state of each device in words for staff (German, as everything staff read)."""

from __future__ import annotations

from dataclasses import dataclass

from devices.printer.api import Printer
from devices.printer.status import Action, Link, PrinterStatus
from devices.scanner.scan import Scanner
from devices.speech.api import Speaker, SpeechState

PRINTER_ADVICE: dict[Action, str] = {
    Action.NONE: "Der Drucker ist bereit.",
    Action.LOAD_PAPER: "Das Papier ist aufgebraucht. Bitte legen Sie eine neue Rolle ein und schließen Sie die Klappe.",
    Action.PREPARE_PAPER: "Das Papier geht zu Ende. Bitte legen Sie bald eine neue Rolle bereit. Der Drucker druckt weiter.",
    Action.CLOSE_COVER: "Die Klappe ist offen. Bitte schließen Sie sie, bis sie hörbar einrastet.",
    Action.CLEAR_CUTTER: "Das Messer klemmt. Bitte öffnen Sie die Klappe, entfernen Sie Papierreste und schließen Sie die Klappe wieder.",
    Action.CLEAR_JAM: "Papier hat sich gestaut. Bitte öffnen Sie die Klappe und ziehen Sie das Papier vorsichtig heraus.",
    Action.WAIT: "Der Druckkopf ist zu heiß. Der Drucker macht nach kurzer Zeit von selbst weiter.",
    Action.CHECK_CABLE: "Der Anschluss des Druckers ist nicht da. Bitte prüfen Sie das Kabel und die eingestellte Schnittstelle.",
    Action.SWITCH_ON: "Der Anschluss ist da, der Drucker antwortet nicht. Bitte prüfen Sie, ob er eingeschaltet ist und ob Kabel und Geschwindigkeit stimmen.",
    Action.RESTART_PRINTER: "Der Drucker meldet eine Störung. Bitte schalten Sie ihn aus und nach zehn Sekunden wieder ein.",
    Action.TAKE_SLIP: "Im Ausgabefach liegt noch ein Zettel. Bitte nehmen Sie ihn heraus.",
}


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """One line of ``kiosk doctor``. ``found``: the device answers. ``status`` is a code, ``explanation`` German."""

    device: str
    url: str
    found: bool
    status: str
    explanation: str


def explain_printer(status: PrinterStatus) -> str:
    """What staff should do about ``status``, as a German sentence."""
    return PRINTER_ADVICE[status.action]


def report_printer(printer: Printer) -> DeviceReport:
    """How the printer is now; the caller gives it time to answer first (``status.link`` stays GONE until then)."""
    status = printer.status
    if printer.url == "none:":
        return DeviceReport(
            "printer",
            printer.url,
            False,
            "none",
            "Es ist kein Drucker eingerichtet. Nummern stehen nur auf dem Bildschirm.",
        )
    obstacle = status.obstacle
    code = obstacle.value if obstacle is not None else status.severity.value
    return DeviceReport("printer", printer.url, status.link is Link.CONNECTED, code, explain_printer(status))


def report_scanner(scanner: Scanner) -> DeviceReport:
    """Whether the scanner's port is there; a scanner does not answer questions."""
    if scanner.url == "none:":
        return DeviceReport(
            "scanner",
            scanner.url,
            False,
            "none",
            "Es ist kein Scanner eingerichtet. Besucher tippen Nummer und Code ein.",
        )
    if scanner.connected:
        return DeviceReport("scanner", scanner.url, True, "ok", "Der Scanner ist angeschlossen.")
    return DeviceReport(
        "scanner",
        scanner.url,
        False,
        "disconnected",
        "Der Scanner ist nicht da. Bitte prüfen Sie das Kabel und die eingestellte Schnittstelle.",
    )


_NO_VOICE = "Ohne Stimme sind: {missing}."
SPEECH_ADVICE: dict[SpeechState, str] = {
    SpeechState.OK: "Das Vorlesen ist bereit.",
    SpeechState.NONE: "Das Vorlesen ist nicht eingerichtet. Blinde Menschen können das Gerät nicht allein benutzen.",
    SpeechState.NO_PROGRAM: "Das Programm zum Vorlesen fehlt. Bitte installieren Sie das Paket espeak-ng.",
    SpeechState.NO_PLAYER: "Das Programm zum Abspielen fehlt. Bitte installieren Sie das Paket alsa-utils.",
    SpeechState.NO_SOUND: "Die Soundkarte gibt nichts aus. Bitte prüfen Sie Kabel und eingestellte Ausgänge (aplay -L).",
}
_JACK = {True: "Kopfhörer stecken.", False: "Kopfhörer stecken nicht.", None: ""}


def report_speech(speaker: Speaker) -> DeviceReport:
    """Whether reading aloud would be heard; which languages have no voice."""
    health = speaker.health
    words = [SPEECH_ADVICE[health.state]]
    if health.missing and health.state is not SpeechState.NO_PROGRAM:
        words.append(_NO_VOICE.format(missing=", ".join(health.missing)))
    words.append(_JACK[health.headphones])
    found = health.state in (SpeechState.OK, SpeechState.NO_SOUND)
    return DeviceReport("speech", speaker.url, found, health.state.value, " ".join(filter(None, words)))
