# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The REST API: resources under ``/api/v1``, errors as ``application/problem+json`` (RFC 9457)."""
