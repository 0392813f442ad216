# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a scanned code is for: an appointment, a form that was set aside, a badge of the staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.checkin.code import parse_qr
from kiosk.setaside.code import read_qr
from kiosk.wire.staff import read_badge

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit


def scanned(visit: Visit, data: str) -> bool:
    """Follow a code. Returns whether the page took it; a badge is taken on every page."""
    badge = read_badge(data)
    if badge is not None and visit.around.staff is not None:
        from kiosk.visit.staffin import show_badge

        return show_badge(visit, badge)
    page = visit.current_page
    if not page.takes_scans:
        return False
    code = read_qr(data)
    if code is not None and visit.around.set_asides is not None:
        from kiosk.visit.resume import seek

        seek(visit, code)
    else:
        page.scanned(visit, parse_qr(data))
    return True
