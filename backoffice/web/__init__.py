# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages for browsers: the status page behind a slip's QR code, and the description of the API."""
