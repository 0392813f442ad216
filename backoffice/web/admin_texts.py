# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of the administration: what was done, what is wrong, what fields are called."""

from __future__ import annotations

from backoffice.domain.audit import Change
from backoffice.domain.errors import RefusedError
from backoffice.domain.inputs import FieldError
from backoffice.domain.roles import Role

TOLD = {
    "saved": "Gespeichert. Die Terminals übernehmen es innerhalb einer Minute.",
    "office-added": "Das Büro ist angelegt. Als Nächstes: Öffnungszeiten, Warteschlangen, Anliegen.",
    "code-made": "Der Code gilt 30 Minuten und für ein Terminal. Er wird nur jetzt gezeigt.",
    "ordered": "Der Auftrag ist unterwegs. Unten steht, was daraus wird.",
    "revoked": "Das Terminal ist entfernt. Es vergisst seine Nummern und Termine, sobald es sich meldet.",
    "person-added": "Die Person kann sich anmelden. Das Passwort wird nur jetzt gezeigt.",
    "password-renewed": "Das neue Passwort wird nur jetzt gezeigt. Wer noch angemeldet war, ist abgemeldet.",
    "person-removed": "Die Person kann sich nicht mehr anmelden.",
    "access-granted": "Nummer und PIN öffnen ab der nächsten Minute den Personalbereich der Terminals, ein Jahr lang. Die PIN wird nur jetzt gezeigt.",
    "access-withdrawn": "Ausweis und PIN öffnen kein Terminal mehr. Terminals ohne Verbindung erfahren es, sobald sie wieder eine haben.",
    "badge-made": "Der Ausweis wird nur jetzt gezeigt: bitte drucken. Ein älterer Ausweis dieser Person gilt nicht mehr. Nummer:",
    "badge-lost": "Der Ausweis ist gesperrt. Die PIN gilt weiter.",
}
REFUSED = {
    "queue-in-use": "Zu dieser Warteschlange gehören noch Anliegen, Plätze oder Nummern. Sie lässt sich nicht entfernen.",
    "desk-in-use": "An diesem Platz arbeitet heute jemand. Bitte zuerst den Platz schließen.",
    "last-service": "Das ist das letzte Anliegen. Ein Büro ohne Anliegen würde alle anbieten.",
    "office-not-confirmed": "Zum Schließen bitte den Kurznamen des Büros in das Feld schreiben.",
    "office-closed": "Dieses Büro ist geschlossen.",
    "terminal-unknown": "Dieses Terminal gibt es hier nicht (mehr).",
    "command-unknown": "Diesen Auftrag gibt es nicht.",
    "not-confirmed": "Zum Entfernen bitte die Nummer des Terminals in das Feld daneben schreiben.",
    "login-malformed": "Der Anmeldename besteht aus kleinen Buchstaben, Ziffern, Punkt, Strich; höchstens 40 Zeichen.",
    "login-taken": "Diesen Anmeldenamen gibt es schon.",
    "person-unknown": "Diese Person gibt es hier nicht (mehr).",
    "own-roles": "Sich selbst kann man nicht ändern oder entfernen. Das macht eine andere Person der Verwaltung.",
    "whole-city": "Das darf nur, wer selbst für die ganze Stadt da ist.",
    "text-too-long": "Der Text ist zu lang.",
    "access-unknown": "Diese Person hat keinen Zugang zu den Terminals.",
    "no-floor": "Terminals öffnen nur Personen mit der Rolle Lotse oder Verwaltung.",
    "staff-full": "In diesem Büro sind alle Ausweisnummern vergeben.",
}
FIELDS = {
    "id": "Kurzname",
    "name": "Name",
    "street": "Straße und Hausnummer",
    "postal_code": "Postleitzahl",
    "place": "Ort",
    "state": "Bundesland",
    "time_zone": "Zeitzone",
    "early_minutes": "Ankunft melden ab",
    "late_minutes": "Pünktlich bis",
    "lease_size": "Nummern je Terminal",
    "absent_behind": "Zurück hinter so viele Wartende",
    "most_absences": "Höchstens so oft aufrufen",
    "notice": "Hinweis",
    "weekday": "Wochentag",
    "opens": "Öffnet",
    "closes": "Schließt",
    "day": "Tag",
    "reason": "Grund",
    "letter": "Buchstabe",
    "waiting_area": "Wartebereich",
    "waiting_area_detail": "Wo das ist",
    "queue": "Warteschlange",
    "queues": "Warteschlangen",
    "service": "Anliegen",
    "minutes": "Minuten",
    "message": "Text am Terminal",
    "login": "Anmeldename",
    "terminal": "Terminal",
    "number": "Nummer",
}
REASONS = {
    "missing": "fehlt.",
    "too-long": "ist zu lang.",
    "malformed": "ist so nicht richtig.",
    "out-of-range": "liegt außerhalb des Möglichen.",
    "overlaps": "überschneidet sich mit einer anderen Zeit.",
    "reversed": "muss nach dem Öffnen liegen.",
    "unknown": "gibt es hier nicht.",
    "taken": "ist schon vergeben.",
}
ROLES = {Role.CLERK: "Schalter", Role.FLOOR: "Lotse", Role.ADMIN: "Verwaltung"}
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
ORDERS = {
    "lock": "Sperren",
    "unlock": "Entsperren",
    "test-print": "Testzettel",
    "reload": "Alles neu laden",
}
OUTCOMES = {
    "superseded": "überholt von einem späteren Auftrag",
    "revoked": "Terminal entfernt",
    "interrupted": "Terminal wurde dabei neu gestartet",
    "command-unknown": "das Terminal kennt den Auftrag nicht",
    "service-files": "die Dateien der Anliegen sind fehlerhaft",
    "paper-out": "kein Papier",
    "cover-open": "Klappe offen",
    "disconnected": "Drucker nicht angeschlossen",
    "offline": "Drucker antwortet nicht",
    "no-printer": "kein Drucker eingerichtet",
    "uncertain": "ungewiss; bitte nachsehen",
}
CHANGES = {
    Change.OFFICE_ADDED: "Büro angelegt",
    Change.OFFICE_CHANGED: "Büro geändert",
    Change.OFFICE_CLOSED: "Büro geschlossen",
    Change.OFFICE_REOPENED: "Büro wieder geöffnet",
    Change.ABSENCES_CHANGED: "Regel für Nichterscheinen geändert",
    Change.CITY_LOADED: "Aus einer Datei eingerichtet",
    Change.NOTICE_CHANGED: "Hinweis am Terminal geändert",
    Change.HOURS_ADDED: "Öffnungszeit hinzugefügt",
    Change.HOURS_REMOVED: "Öffnungszeit entfernt",
    Change.EXCEPTION_SET: "Abweichender Tag gesetzt",
    Change.EXCEPTION_REMOVED: "Abweichender Tag entfernt",
    Change.QUEUE_SET: "Warteschlange gesetzt",
    Change.QUEUE_REMOVED: "Warteschlange entfernt",
    Change.NUMBERS_STOPPED: "Nummernausgabe für heute beendet",
    Change.NUMBERS_ALLOWED: "Nummernausgabe wieder erlaubt",
    Change.SERVICE_SET: "Anliegen gesetzt",
    Change.SERVICE_REMOVED: "Anliegen entfernt",
    Change.DESK_SET: "Platz gesetzt",
    Change.DESK_REMOVED: "Platz entfernt",
    Change.CODE_MADE: "Anmeldecode für ein Terminal erzeugt",
    Change.TERMINAL_LOCKED: "Terminal gesperrt",
    Change.TERMINAL_UNLOCKED: "Terminal entsperrt",
    Change.TERMINAL_TRIAL: "Testzettel verlangt",
    Change.TERMINAL_RELOADED: "Neu laden verlangt",
    Change.TERMINAL_REVOKED: "Terminal entfernt",
    Change.PERSON_ADDED: "Person angelegt",
    Change.PERSON_CHANGED: "Rollen geändert",
    Change.PASSWORD_RENEWED: "Passwort erneuert",
    Change.PERSON_REMOVED: "Person entfernt",
    Change.ACCESS_GRANTED: "Zugang zu Terminals gegeben",
    Change.ACCESS_WITHDRAWN: "Zugang zu Terminals entzogen",
    Change.BADGE_MADE: "Ausweis ausgestellt",
    Change.BADGE_LOST: "Ausweis gesperrt",
    Change.OVERRIDE: "Am Terminal anders entschieden",
}


def sentence(error: RefusedError) -> str:
    """What to tell an administrator."""
    if isinstance(error, FieldError):
        return f"{FIELDS.get(error.field, error.field)}: {REASONS[error.reason]}"
    return REFUSED.get(error.code, "Das geht so nicht.")
