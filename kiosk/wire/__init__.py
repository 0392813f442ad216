# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What terminal and back office say to each other: resource bodies, request signatures, signed leases.

This is the only part of ``kiosk`` that ``backoffice`` may import. It does no I/O.
"""
