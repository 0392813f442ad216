# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens during a visit without the visitor: the printer, the back office, the voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.events import (
    Event,
    HelpTaken,
    LeafletEnded,
    OfficeChanged,
    SetAsideAnswered,
    SlipChanged,
    Speaking,
    TrialEnded,
)

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit


def took_news(visit: Visit, event: Event) -> bool:
    """Tell whom it concerns. ``False``: the event is the visitor's own."""
    page = visit.visitors_page
    match event:
        case OfficeChanged():
            _office_changed(visit)
        case HelpTaken(calls):
            visit.help.taken(calls)
        case SlipChanged():
            page.slip_changed(visit, event)
            visit.layer.slip_changed(visit, event)
        case Speaking(now):
            visit.is_speaking = now
        case SetAsideAnswered():
            page.set_aside_answered(visit, event)
        case LeafletEnded():
            page.leaflet_ended(visit, event)
        case TrialEnded():
            visit.layer.trial_ended(visit, event)
        case _:
            return False
    return True


def _office_changed(visit: Visit) -> None:
    was_ready = visit.office.configuration is not None
    visit.office.refresh()
    if visit.around.staff is not None:
        visit.around.staff.access.refresh()
    if was_ready and visit.office.configuration is None:
        visit.end()  # taken out of service: there is nothing left with which the visit could go on
