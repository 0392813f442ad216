# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Handing what a visitor prepared to the desk: sealed in the moment in which the number is drawn."""

from __future__ import annotations

from kiosk.handover.submit import Handovers, Prepared, RecordFrame, Submitted, Unsealed

__all__ = ["Handovers", "Prepared", "RecordFrame", "Submitted", "Unsealed"]
