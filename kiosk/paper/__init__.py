# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Papers for desk and landlord, as PDF, in memory only.

Importing this package costs nothing; reportlab comes with :mod:`kiosk.paper.sheet` and :mod:`kiosk.paper.landlord`, which
rules import when a form is submitted.
"""
