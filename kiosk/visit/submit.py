# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The end of a form: a number, and what was prepared on its way to the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.handover import Prepared, Submitted
from kiosk.services import Service
from kiosk.text import T
from kiosk.tickets.desk import Issued
from kiosk.visit.screens import Document
from kiosk.visit.ticket import HandedOver, issue_or_say, order_of, show_new, slip_of
from kiosk.wire.models import Appointment, Punctuality

if TYPE_CHECKING:
    from devices.printer import Slip
    from kiosk.visit.visit import Visit


def can_hand_over(visit: Visit) -> bool:
    """Whether a form that is begun now can be handed over; ask before somebody types for minutes."""
    return visit.around.handovers.can_seal(visit.office.today())


def submit(
    visit: Visit,
    service: Service,
    prepared: Prepared,
    documents: Sequence[Document],
    *,
    appointment: Appointment | None = None,
    punctuality: Punctuality | None = None,
) -> bool:
    """Draw a number with what was prepared behind it, and show both.

    Args:
        documents: what to bring, in short words and without names; it stands on screen and slip.
        appointment: when the visitor has one; its ticket is used if there is one already.

    Returns:
        Whether a number was given. If not, a page says why and "back" returns to the form; nothing is lost.
    """
    wait = visit.office.wait(service.queue)
    order = order_of(visit, service.queue, service.key, appointment=appointment, punctuality=punctuality)
    shown = tuple(documents)

    def compose(issued: Issued, code: str) -> Slip:
        return slip_of(visit, issued, wait, _in_words(code, shown, ""))

    submitted = issue_or_say(
        visit, service.queue, lambda: visit.around.handovers.submit(order, prepared, compose)
    )
    if submitted is None:
        return False
    show_new(visit, submitted.issued, wait, _handed(submitted, shown))
    return True


def _handed(submitted: Submitted, documents: tuple[Document, ...]) -> HandedOver:
    return _in_words(submitted.shown_code, documents, submitted.paper_link)


def _in_words(code: str, documents: tuple[Document, ...], paper_link: str) -> HandedOver:
    if not code:
        return HandedOver(
            code="",
            title=T("Ihre Angaben sind nicht am Schalter."),
            detail=T(
                "Wir konnten sie gerade nicht verschlüsseln. **Ihre Nummer gilt.** Am Schalter werden Sie noch einmal gefragt."
            ),
            documents=documents,
        )
    return HandedOver(
        code=code,
        title=T("Ihr Code: {code}", code=code),
        detail=T(
            "Bitte zeigen Sie ihn am Schalter. Dort sehen wir dann Ihre Angaben. Der Code gilt nur heute."
        ),
        documents=documents,
        paper_link=paper_link,
    )
