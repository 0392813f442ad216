# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Arriving for an appointment: the code, whose appointment it is, and whether now is the time."""
