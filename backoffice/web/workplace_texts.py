# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk page says after a step. ``{label}`` is the number."""

from __future__ import annotations

TOLD = {
    "again": "{label} ist noch einmal aufgerufen.",
    "requeued": "{label} wartet wieder, einige Plätze weiter hinten.",
    "missed": "{label} gilt als verpasst. Wer doch noch kommt, kann unten aufgerufen werden.",
    "parked": "{label} ist zurückgestellt.",
    "unparked": "{label} wartet wieder, am alten Platz.",
    "sent-on": "{label} ist weitergeleitet und behält die Nummer.",
    "done": "{label} ist fertig.",
    "nobody": "Im Moment wartet niemand.",
    "closed": "Der Platz ist geschlossen.",
    "help-taken": "Sie sind gemeldet. Am Terminal steht gleich, dass jemand kommt.",
    "help-settled": "Der Hilferuf ist erledigt.",
}
"""By the code of what was done."""

REFUSED = {
    "desk-unknown": "Diesen Platz gibt es nicht.",
    "desk-closed": "Bitte wählen Sie zuerst einen Platz.",
    "desk-busy": "An Ihrem Platz ist noch eine Nummer aufgerufen. Bitte schließen Sie diese zuerst ab.",
    "desk-taken": "An diesem Platz arbeitet schon jemand.",
    "nobody-there": "An Ihrem Platz ist niemand mehr aufgerufen.",
    "visitor-there": "Diese Person ist schon am Platz.",
    "ticket-changed": "Die Seite war nicht mehr aktuell, es ist nichts passiert. Bitte prüfen Sie die Nummer und versuchen Sie es noch einmal.",
    "number-malformed": "Bitte geben Sie die Nummer so ein, wie sie auf dem Zettel steht, zum Beispiel: B 042",
    "number-unknown": "Diese Nummer hat heute niemand. Vielleicht ist sie noch unterwegs: Bitte versuchen Sie es in einer Minute noch einmal.",
    "number-elsewhere": "Diese Nummer hat inzwischen jemand anderes übernommen.",
    "number-done": "Der Besuch mit dieser Nummer ist schon beendet.",
    "queue-unknown": "Diese Warteschlange gibt es nicht.",
    "service-unknown": "Diese Leistung gibt es hier nicht.",
    "call-over": "Diesen Ruf hat schon jemand übernommen, oder dort wartet niemand mehr.",
}
"""By the code of a refusal."""

PRIORITY = {
    "disability": "Schwerbehinderung",
    "small-child": "kleines Kind",
    "pregnant": "schwanger",
    "frail": "kann nicht lange warten",
    "travel": "Reise in wenigen Stunden",
    "deadline": "Frist läuft heute ab",
    "traffic": "Verspätung ohne eigene Schuld",
    "long-way": "weiter Weg",
    "called-in": "vom Amt bestellt",
    "our-fault": "Fehler des Amtes",
}
"""By the reason that staff chose at the terminal; others read "anderer Grund"."""
