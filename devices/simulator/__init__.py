# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A receipt printer and a scanner made of software, behind pseudo terminals."""
