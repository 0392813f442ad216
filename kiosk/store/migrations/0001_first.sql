-- SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Small values by name: identity, configuration, waiting times.
CREATE TABLE kept (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE lease (
    id TEXT PRIMARY KEY,
    queue TEXT NOT NULL,
    day TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last >= first),
    next INTEGER NOT NULL CHECK (next BETWEEN first AND last + 1),
    received_at TEXT NOT NULL
) STRICT;
CREATE INDEX lease_by_queue ON lease (day, queue, first);

CREATE TABLE ticket (
    id TEXT PRIMARY KEY,
    queue TEXT NOT NULL,
    day TEXT NOT NULL,
    number INTEGER NOT NULL,
    lease_id TEXT NOT NULL,
    service TEXT NOT NULL,
    drawn_at TEXT NOT NULL,
    status_token TEXT NOT NULL,
    appointment_id TEXT,
    UNIQUE (day, queue, number)
) STRICT;
CREATE UNIQUE INDEX ticket_by_appointment ON ticket (appointment_id) WHERE appointment_id IS NOT NULL;

CREATE TABLE appointment (
    id TEXT PRIMARY KEY,
    code_hash TEXT NOT NULL,
    office_id TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    service TEXT NOT NULL,
    state TEXT NOT NULL,
    ticket_label TEXT NOT NULL
) STRICT;
CREATE INDEX appointment_by_code ON appointment (code_hash);

-- What still has to reach the back office. Rows of one visit (grouped by "visit") go in order, visits do not wait for one another.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    visit TEXT NOT NULL,
    resource TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try_at REAL NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'dead')),
    last_error TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outbox_due ON outbox (state, next_try_at);

CREATE TABLE print_job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id TEXT NOT NULL,
    slip TEXT NOT NULL,
    duplicate INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'sending', 'sent', 'printed', 'failed', 'uncertain')),
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX print_job_open ON print_job (state) WHERE state IN ('queued', 'sending', 'sent');
