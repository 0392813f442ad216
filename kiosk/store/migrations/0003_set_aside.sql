-- SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Forms set aside at this terminal today: sealed, the key follows from a code that is kept nowhere.
CREATE TABLE set_aside (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    set_aside_at TEXT NOT NULL,
    sealed TEXT NOT NULL
) STRICT;
