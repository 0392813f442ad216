# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A visit: what somebody does at the terminal, as a state machine without a window."""
