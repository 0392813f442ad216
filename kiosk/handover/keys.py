# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which public key of the office a hand-over is sealed to."""

from __future__ import annotations

from datetime import date

import structlog

from kiosk.store.kept import Kept
from kiosk.wire.leases import b64decode
from kiosk.wire.models import HandoverKey
from kiosk.wire.sealing import SUITES, key_is_genuine

log = structlog.get_logger(__name__)


def usable_key(kept: Kept, day: date) -> HandoverKey | None:
    """The newest key of this office that is good on ``day`` (the office's business day); ``None``: there is none.

    A key that the server we enrolled with has not signed is not taken, whoever sent it.
    """
    enrolment, configuration = kept.enrolment(), kept.configuration()
    if enrolment is None or configuration is None:
        return None
    server_key = b64decode(enrolment.server_key)
    good = []
    for key in configuration.handover_keys:
        if key.suite not in SUITES or not key.first_day <= day <= key.last_day:
            continue
        if key.office_id != enrolment.office_id or not key_is_genuine(key, server_key):
            log.error("handover_key_not_genuine", code=key.id)
            continue
        good.append(key)
    return max(good, key=lambda key: (key.first_day, key.id), default=None)
