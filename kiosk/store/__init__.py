# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the terminal must not forget: one SQLite file, written before anybody is told.

A fact, the outbox row that will carry it to the back office and the print job that puts it on paper are one
transaction. So whatever kills the program, either all three exist or none.
"""
