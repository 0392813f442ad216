-- SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Finding the first waiting row of each visit, also when thousands wait.
CREATE INDEX outbox_by_visit ON outbox (visit, seq) WHERE state = 'waiting';
