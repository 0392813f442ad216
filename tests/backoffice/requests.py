# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One good request of each kind, to be spoiled by tests."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from backoffice.api.bodies import CheckIn, Handover, Heartbeat, HelpCall, LeaseRequest, Ticket
from tests.backoffice.world import DAY, START, Kiosk


def bodies(kiosk: Kiosk) -> dict[str, tuple[str, dict[str, Any]]]:
    """A good request of each kind."""
    new = str(uuid4())
    return {
        "ticket": (f"/api/v1/tickets/{new}", {**kiosk.ticket(), "id": new}),
        "lease": (f"/api/v1/leases/{new}", {"queue": "A", "day": str(DAY), "size": 5}),
        "check_in": (f"/api/v1/check-ins/{new}", {**kiosk.check_in(uuid4(), str(uuid4())), "id": new}),
        "help_call": (
            f"/api/v1/help-calls/{new}",
            {"id": new, "called_at": START.isoformat(), "screen": "start", "withdrawn_at": None},
        ),
        "handover": (
            f"/api/v1/handovers/{new}",
            {
                "id": new,
                "office_id": "mitte",
                "ticket_id": str(uuid4()),
                "queue": "A",
                "number": 7,
                "valid_on": str(DAY),
                "prepared_at": START.isoformat(),
                "suite": "x25519-hkdf-sha256-aes-256-gcm",
                "key_id": "20261124-00000000",
                "sealed": "AAAA" * 400,
                "paper": {"link_hash": new.replace("-", "") + "A" * 11, "sealed": "AAAA"},
            },
        ),
        "heartbeat": (
            f"/api/v1/terminals/{kiosk.id}/heartbeat",
            {
                "sent_at": START.isoformat(),
                "version": "0.1.0",
                "numbers_left": {"A": 3},
                "devices": [{"device": "printer", "state": "ok", "detail": "d"}],
            },
        ),
    }


KINDS = ["ticket", "lease", "check_in", "help_call", "handover", "heartbeat"]
MODELS = {
    "ticket": Ticket,
    "lease": LeaseRequest,
    "check_in": CheckIn,
    "help_call": HelpCall,
    "handover": Handover,
    "heartbeat": Heartbeat,
}
