# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk doctor``: each device and the back office, in words for staff (German, as everything staff read)."""

from __future__ import annotations

import time

from kiosk.config import Configuration
from ui.devicecheck import check_printer, check_scanner, check_speech
from ui.report import Report


def examine(configuration: Configuration) -> list[Report]:
    """Look at everything the terminal needs; takes a few seconds, bounded."""
    return [
        check_printer(configuration),
        check_scanner(configuration),
        check_speech(configuration),
        _store(configuration),
        _services(),
        _back_office(configuration),
    ]


def _store(configuration: Configuration) -> Report:
    from kiosk.store.database import Database, StoreError
    from kiosk.store.outbox import Outbox

    path = configuration.terminal.state_dir / "terminal.sqlite"
    try:
        database = Database(path)
        try:
            summary = Outbox(database).summary()
        finally:
            database.close()
    except StoreError as error:
        advice = "Bitte prüfen Sie, ob der Ordner beschreibbar und die Platte nicht voll ist."
        return Report("Speicher", str(path), False, error.code, advice)
    if summary.dead:
        advice = f"{summary.dead} Meldungen hat die Zentrale abgelehnt. Im Personalbereich am Bildschirm können Sie sie noch einmal senden."
        return Report("Speicher", str(path), False, "dead-letters", advice)
    return Report(
        "Speicher", str(path), True, "ok", f"{summary.waiting} Meldungen warten auf die Übertragung."
    )


def _services() -> Report:
    from kiosk.assets import assets_dir
    from kiosk.services import CatalogueError, load_catalogue

    folder = assets_dir() / "services"
    try:
        catalogue = load_catalogue(folder)
    except CatalogueError as error:
        first = error.problems[0]
        return Report(
            "Dienste", str(folder), False, "broken", f"{first} (kiosk services check zeigt alle Fehler)"
        )
    return Report("Dienste", str(folder), True, "ok", f"{len(catalogue)} Dienste sind lesbar.")


def _back_office(configuration: Configuration) -> Report:
    """Ask for the queues as this terminal, or for the server's health where the terminal is not enrolled yet."""
    from backoffice.embedded import EmbeddedError
    from kiosk.clock import SystemClock, system_random
    from kiosk.store.database import Database, StoreError
    from kiosk.store.kept import Kept
    from kiosk.sync.client import BackOffice, NotAllowedError, SyncError
    from kiosk.sync.identity import load_or_create
    from ui.assemble import BackOfficeLink

    link = BackOfficeLink(configuration)
    where = configuration.backoffice.url or "eingebaut"
    clock = SystemClock()
    try:
        address = link.address()
        database = Database(configuration.terminal.state_dir / "terminal.sqlite")
        kept = Kept(database)
        enrolled = kept.enrolment() is not None
        identity = load_or_create(configuration.terminal.state_dir, kept, clock, system_random)
        database.close()
        client = BackOffice(
            address.url,
            terminal_id=identity.terminal_id,
            key=identity.key,
            clock=clock,
            random_bytes=system_random,
            verify=address.verify,
        )
        started = time.monotonic()
        try:
            client.get("queues")
        finally:
            client.close()
        millis = round((time.monotonic() - started) * 1000)
        return Report(
            "Zentrale", where, True, "ok", f"Antwortet in {millis} ms. Uhr: {client.clock_offset_s:+.0f} s."
        )
    except NotAllowedError as error:
        if not enrolled:
            advice = "Erreichbar. Das Terminal ist noch nicht angemeldet; das geschieht beim ersten Start."
            return Report("Zentrale", where, link.is_embedded, "not-enrolled", advice)
        advice = "Die Zentrale nimmt dieses Terminal nicht an. Bitte melden Sie es neu an (backoffice enrol)."
        return Report("Zentrale", where, False, error.code, advice)
    except SyncError as error:
        advice = "Nicht erreichbar. Das Terminal arbeitet ohne Verbindung weiter. Bitte prüfen Sie Netz und Adresse."
        return Report("Zentrale", where, False, error.code, advice)
    except (EmbeddedError, StoreError, OSError) as error:
        return Report("Zentrale", where, False, "cannot-start", str(error))
    finally:
        link.stop()
