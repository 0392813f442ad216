# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Talking to the back office: what happened goes out, what was decided comes in, and no failure loses either."""
