# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Waiting numbers: where they come from, how one is given out, and what its slip says."""
