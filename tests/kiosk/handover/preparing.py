# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A finished form of somebody with an unmistakable name, and an office that can open it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from devices.printer import Cut, Slip
from devices.printer import Text as Printed
from kiosk.handover import Prepared, RecordFrame, Submitted
from kiosk.tickets.desk import Issued, Order
from kiosk.wire.bundle import Bundle, unpack
from kiosk.wire.handover import Handover
from kiosk.wire.leases import b64decode, b64encode
from kiosk.wire.models import HandoverKey
from kiosk.wire.record import Record, RecordRow, RecordSection
from kiosk.wire.sealing import HYBRID, KeyPair, Purpose, new_key_pair, sign_key, unseal
from tests.helpers import MONDAY, SERVER_KEY, World

CANARY = "Zwetschgenknödelová"
TODAY = MONDAY.date()
PAPER_URL = "https://termin.example/w/"


def record(frame: RecordFrame, name: str = CANARY) -> Record:
    row = RecordRow(field="family_name", label="Familienname", value=name, shown=name)
    return Record(
        id=frame.id,
        service="wohnsitz-anmelden",
        form="wohnsitz",
        form_version=1,
        office=frame.office_id,
        terminal_id=frame.terminal_id,
        ticket_number=frame.ticket_number,
        language=frame.language,
        prepared_at=frame.prepared_at,
        valid_on=frame.valid_on,
        sections=(RecordSection(key="person", title="Person 1", person=1, rows=(row,)),),
    )


def sheet(made: Record, code: str) -> bytes:
    return f"%PDF sheet {code} {made.sections[0].rows[0].shown}".encode()


def landlord_form(made: Record) -> bytes:
    return f"%PDF form {made.sections[0].rows[0].shown}".encode()


def prepared(**changes: Any) -> Prepared:
    fields: dict[str, Any] = {"record": record, "sheet": sheet, "landlord_form": landlord_form}
    return Prepared(**(fields | changes))


def order(**changes: Any) -> Order:
    fields: dict[str, Any] = {
        "office_id": "mitte",
        "queue": "B",
        "day": TODAY,
        "service": "wohnsitz-anmelden",
        "language": "de",
        "issued_offline": False,
    }
    return Order(**(fields | changes))


def slip(_issued: Issued, code: str) -> Slip:
    return Slip((Printed(code or "-"), Cut()))


@dataclass
class OfficeKeys:
    """What the back office has and the terminal has not."""

    pairs: dict[str, KeyPair] = field(default_factory=dict)

    def publish(self, world: World, **changes: Any) -> HandoverKey:
        """Give the terminal a key, as its configuration does."""
        key = self.make(**changes)
        world.configure(handover_keys=(key,), paper_url=PAPER_URL)
        world.office.refresh()
        return key

    def make(self, suite: str = HYBRID, **changes: Any) -> HandoverKey:
        pair = new_key_pair(suite)
        fields: dict[str, Any] = {
            "id": f"key-{len(self.pairs)}",
            "office_id": "mitte",
            "suite": suite,
            "public_key": b64encode(pair.public),
            "first_day": TODAY,
            "last_day": TODAY + timedelta(days=6),
            "signature": "-",
        }
        key = sign_key(HandoverKey(**(fields | changes)), SERVER_KEY)
        self.pairs[key.id] = pair
        return key

    def open(self, body: str, day: date = TODAY) -> Bundle:
        """Open what is in the outbox."""
        sent = Handover.model_validate_json(body)
        pair = self.pairs[sent.key_id]
        purpose = Purpose(sent.office_id, sent.id, day, sent.key_id)
        return unpack(unseal(b64decode(sent.sealed), sent.suite, pair.private, purpose))


def submit(world: World, given: Prepared | None = None, **changes: Any) -> Submitted:
    return world.visit.around.handovers.submit(order(**changes), given or prepared(), slip)
