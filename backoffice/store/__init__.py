# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs the rules of ``domain/`` on a database: SQLite for one process, PostgreSQL for several."""

from __future__ import annotations

from backoffice.store.base import Store, StoreUnavailableError
from backoffice.store.opening import open_store

__all__ = ["Store", "StoreUnavailableError", "open_store"]
