# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state of each device in few words, for the staff page; the long sentences are in :mod:`devices.health`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from devices.printer import Action, JobState, Reason
from kiosk.staff.desk import Facts
from kiosk.text import NOTHING, TN, T, Text
from kiosk.visit.screens import Condition, Device

Words = tuple[Condition, Text, Text]
"""Condition, state, and what to do."""

_GOOD, _ATTENTION, _FAULT = Condition.GOOD, Condition.ATTENTION, Condition.FAULT

PRINTER: dict[Action, Words] = {
    Action.NONE: (_GOOD, T("bereit"), NOTHING),
    Action.PREPARE_PAPER: (
        _ATTENTION,
        T("Papier geht zu Ende"),
        T("Er druckt weiter. Bitte wechseln Sie die Rolle bald."),
    ),
    Action.LOAD_PAPER: (_FAULT, T("kein Papier"), T("Bitte wechseln Sie die Papierrolle.")),
    Action.CLOSE_COVER: (_FAULT, T("Klappe offen"), T("Bitte drücken Sie die Klappe zu, bis sie einrastet.")),
    Action.CLEAR_CUTTER: (
        _FAULT,
        T("Messer klemmt"),
        T("Bitte Klappe öffnen, Papierreste entfernen, Klappe schließen."),
    ),
    Action.CLEAR_JAM: (
        _FAULT,
        T("Papierstau"),
        T("Bitte Klappe öffnen und das Papier vorsichtig herausziehen."),
    ),
    Action.WAIT: (_ATTENTION, T("zu heiß"), T("Er macht gleich von selbst weiter.")),
    Action.CHECK_CABLE: (_FAULT, T("nicht da"), T("Bitte prüfen Sie das Kabel.")),
    Action.SWITCH_ON: (_FAULT, T("antwortet nicht"), T("Ist er eingeschaltet? Sitzt das Kabel?")),
    Action.RESTART_PRINTER: (
        _FAULT,
        T("Störung"),
        T("Bitte ausschalten und nach zehn Sekunden wieder einschalten."),
    ),
    Action.TAKE_SLIP: (_ATTENTION, T("Zettel im Fach"), T("Bitte nehmen Sie den Zettel heraus.")),
}
"""By what is to be done first."""

LINES: dict[str, Words] = {
    "online": (_GOOD, T("verbunden"), NOTHING),
    "offline": (_ATTENTION, T("keine Verbindung"), T("Das Terminal arbeitet weiter und sendet später.")),
    "never": (
        _ATTENTION,
        T("noch keine Verbindung"),
        T("Seit dem Start hat die Zentrale nicht geantwortet."),
    ),
    "not-allowed": (
        _FAULT,
        T("nicht angenommen"),
        T("Bitte melden Sie das Terminal in der Zentrale neu an."),
    ),
}
"""By :class:`kiosk.sync.sync.Line`."""

FEW_NUMBERS = 5

REASONS: dict[Reason, Text] = {
    Reason.PAPER_OUT: T("Das Papier ist aufgebraucht."),
    Reason.COVER_OPEN: T("Die Klappe ist offen."),
    Reason.CUTTER_ERROR: T("Das Messer klemmt."),
    Reason.PRINTER_ERROR: T("Der Drucker meldet eine Störung."),
    Reason.PAPER_JAM: T("Das Papier hat sich gestaut."),
    Reason.HEAD_HOT: T("Der Druckkopf ist zu heiß."),
    Reason.OFFLINE: T("Der Drucker antwortet nicht."),
    Reason.DISCONNECTED: T("Der Anschluss des Druckers ist nicht da."),
    Reason.RESTARTED: T("Der Drucker ist zwischendurch ausgegangen."),
    Reason.TIMEOUT: T("Der Drucker ist nicht rechtzeitig fertig geworden."),
    Reason.NO_CONFIRMATION: T("Der Drucker hat das Ende nicht gemeldet."),
    Reason.CLOSED: T("Das Programm ist beendet worden."),
    Reason.NO_PRINTER: T("Es ist kein Drucker eingerichtet."),
    Reason.UNPRINTABLE: T("Dem Terminal fehlen Schriften für diesen Zettel."),
}
"""Why a slip is not printed."""

ENDINGS: dict[JobState, Text] = {
    JobState.PRINTED: T("Der Testzettel ist gedruckt."),
    JobState.UNCERTAIN: T("Der Testzettel ist vielleicht gedruckt."),
    JobState.FAILED: T("Der Testzettel ist nicht gedruckt."),
}


def devices(facts: Facts, zone: tzinfo) -> tuple[Device, ...]:
    """A row for each thing that can be well or not. ``zone`` is the office's."""
    return tuple(_devices(facts, zone))


def _devices(facts: Facts, zone: tzinfo) -> Iterator[Device]:
    def since(name: str) -> Text:
        moment = facts.since.get(name)
        return T("seit {time} Uhr", time=_local(moment, zone)) if moment else NOTHING

    if facts.printer is None:
        yield _absent("print", T("Drucker"), T("Nummern stehen nur auf dem Bildschirm."))
    else:
        yield _device("print", T("Drucker"), PRINTER[facts.printer.action], since("printer"))
    if facts.scanner is None:
        yield _absent("qr_code_scanner", T("Scanner"), T("Besucher tippen ihren Code ein."))
    else:
        words = PRINTER[Action.NONE if facts.scanner else Action.CHECK_CABLE]
        yield _device("qr_code_scanner", T("Scanner"), words, since("scanner"))
    yield _device("cloud_sync", T("Zentrale"), LINES.get(facts.line, LINES["never"]), since("line"))
    yield _messages(facts)
    yield _numbers(facts)


def _messages(facts: Facts) -> Device:
    name, icon = T("Meldungen"), "mail"
    outbox = facts.outbox
    if outbox is None:
        advice = T("Der Speicher antwortet nicht. Bitte rufen Sie die Technik.")
        return Device(icon, name, advice, T("Störung"), _FAULT)
    waiting = TN("{count} wartet", "{count} warten", outbox.waiting)
    if outbox.dead:
        refused = TN("{count} abgelehnt", "{count} abgelehnt", outbox.dead)
        return Device(icon, name, T("Die Zentrale hat sie nicht angenommen."), refused, _FAULT)
    if outbox.waiting:
        condition = _GOOD if facts.line == "online" else _ATTENTION
        return Device(icon, name, T("Sie werden gesendet, sobald es geht."), waiting, condition)
    return Device(icon, name, NOTHING, T("alle gesendet"), _GOOD)


def _numbers(facts: Facts) -> Device:
    name, icon = T("Wartenummern"), "confirmation_number"
    few = [queue for queue, left in sorted(facts.numbers.items()) if left < FEW_NUMBERS]
    left = TN("{count} auf Vorrat", "{count} auf Vorrat", sum(facts.numbers.values()))
    if few:
        return Device(
            icon, name, T("Wenige oder keine mehr: {queues}", queues=", ".join(few)), left, _ATTENTION
        )
    if not facts.numbers:
        return Device(icon, name, T("Sie kommen von der Zentrale."), T("noch keine"), _ATTENTION)
    return Device(icon, name, NOTHING, left, _GOOD)


def _device(icon: str, name: Text, words: Words, since: Text) -> Device:
    condition, state, advice = words
    return Device(icon, name, advice or since, state, condition)


def _absent(icon: str, name: Text, detail: Text) -> Device:
    return Device(icon, name, detail, T("nicht eingerichtet"), Condition.ABSENT)


def _local(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone)
