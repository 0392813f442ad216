# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting a half-finished form aside, and going on with it later the same day at any terminal of the office."""
