# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal without a screen: what a visit is, what it leaves behind, and how that reaches the back office."""
