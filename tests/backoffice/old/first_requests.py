# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the first terminals send, letter by letter; words in capitals stand for ids that only a running server knows."""

from __future__ import annotations

REQUESTS = {
    "leases/019ab4c8-0000-7000-8000-0000000000a1": '{"queue":"A","day":"2026-11-24","size":60}',
    "tickets/019ab4c8-0000-7000-8000-0000000000b1": (
        '{"id":"019ab4c8-0000-7000-8000-0000000000b1","office_id":"mitte","queue":"A","day":"2026-11-24","number":1,'
        '"lease_id":"019ab4c8-0000-7000-8000-0000000000a1","service":"reisepass-beantragen",'
        '"drawn_at":"2026-11-24T08:59:58.123000Z","language":"de",'
        '"status_token":"Zm9vYmFyYmF6cXV4LV8wMQ","issued_offline":false}'
    ),
    "tickets/019ab4c8-0000-7000-8000-0000000000b2": (
        '{"id":"019ab4c8-0000-7000-8000-0000000000b2","office_id":"mitte","queue":"A","day":"2026-11-24","number":2,'
        '"lease_id":"019ab4c8-0000-7000-8000-0000000000a1","service":"reisepass-beantragen",'
        '"drawn_at":"2026-11-24T08:12:00Z","language":"zh-Hans",'
        '"status_token":"AAAAAAAAAAAAAAAAAAAAAA","issued_offline":true}'
    ),
    "check-ins/019ab4c8-0000-7000-8000-0000000000c1": (
        '{"id":"019ab4c8-0000-7000-8000-0000000000c1","appointment_id":"APPOINTMENT",'
        '"ticket_id":"019ab4c8-0000-7000-8000-0000000000b1","checked_in_at":"2026-11-24T08:59:58.123000Z",'
        '"punctuality":"on-time"}'
    ),
    "help-calls/019ab4c8-0000-7000-8000-0000000000d1": (
        '{"id":"019ab4c8-0000-7000-8000-0000000000d1","called_at":"2026-11-24T08:59:59Z","screen":"service-list",'
        '"withdrawn_at":null}'
    ),
    "terminals/TERMINAL/heartbeat": (
        '{"sent_at":"2026-11-24T09:00:00Z","version":"0.1.0","outbox_waiting":0,"outbox_oldest_seconds":0,'
        '"dead_letters":0,"numbers_left":{"A":58,"B":60},"devices":['
        '{"device":"printer","state":"warning","detail":"paper-low"},{"device":"scanner","state":"ok","detail":""}],'
        '"help_wanted":false}'
    ),
}
"""Path below ``/api/v1/`` and body, in the order in which they are sent."""
