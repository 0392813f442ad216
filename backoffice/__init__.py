# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reference back office: the terminals' counterpart over HTTP.

``domain/`` holds the rules as plain functions on a database connection, ``store/`` runs them on SQLite or PostgreSQL,
``api/`` speaks HTTP, ``web/`` holds the pages. Of the terminal's code only ``kiosk.wire`` is known here.
"""
