# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visit stands on: the office, the store behind its desk, time, languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.answers import Answers
from kiosk.answers import shipped as shipped_answers
from kiosk.clock import Clock
from kiosk.config import TimesSection
from kiosk.handover import Handovers
from kiosk.languages import Languages
from kiosk.tickets.desk import TicketDesk
from kiosk.tickets.slip import SlipStyle
from kiosk.visit.office import OfficeView

if TYPE_CHECKING:
    from devices.printer import Slip
    from kiosk.online import OnlineServices
    from kiosk.setaside.keeping import SetAsides
    from kiosk.staff.desk import StaffDesk


def shipped_online() -> OnlineServices:
    """The services of ``assets/online``; their models are imported when somebody asks."""
    from kiosk.online import shipped

    return shipped()


@dataclass
class Surroundings:
    """All that a visit needs from outside. ``language`` is that of the start page, ``slot`` where slips come out, ``slip``
    how they look.

    ``staff`` is None where there is no way in for anybody; ``set_asides`` where forms cannot be set aside.
    """

    clock: Clock
    office: OfficeView
    desk: TicketDesk
    handovers: Handovers
    languages: Languages
    times: TimesSection
    language: str = "de"
    slot: str = "right"
    staff: StaffDesk | None = None
    set_asides: SetAsides | None = None
    slip: SlipStyle = SlipStyle.TEXT
    can_speak: bool = False
    """There is a voice."""
    answers: Answers = field(default_factory=shipped_answers)
    load_online: Callable[[], OnlineServices] = shipped_online
    """The services that only exist online; read when somebody asks."""
    print_leaflet: Callable[[Slip], None] | None = None
    """Prints an answer; None where there is no printer. :class:`~kiosk.visit.events.LeafletEnded` comes back."""
