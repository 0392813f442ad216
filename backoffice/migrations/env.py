# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Run by Alembic; the connection and its transaction come from :mod:`backoffice.store.migrate`."""

from __future__ import annotations

from alembic import context

from backoffice.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
