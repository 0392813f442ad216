# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of the back office: plain functions on a database connection, no HTTP, no threads.

Each runs in a transaction of the caller and may run again from the start, so none keeps anything outside the database.
"""
