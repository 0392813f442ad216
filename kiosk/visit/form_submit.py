# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a checked form to the number: what the form gives, or why it cannot be handed over now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from devices.printer import Slip
from kiosk.forms.engine import Engine
from kiosk.forms.record import build_record
from kiosk.forms.rules import RecordPapers
from kiosk.forms.state import FormState
from kiosk.handover import Prepared
from kiosk.services import Service
from kiosk.store.database import StoreError
from kiosk.tickets.desk import Issued
from kiosk.tickets.leases import NumbersExhaustedError
from kiosk.visit.closed import numbers_exhausted, refusal, trouble
from kiosk.visit.form_answers import bring
from kiosk.visit.screens import Document
from kiosk.visit.ticket import HandedOver, give, order_for, slip_for

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

log = structlog.get_logger(__name__)

STILL_SERVED = frozenset({"closed", "closed-today", "holiday"})
"""Who began to fill in the form before the office closed gets the number all the same; the clerk decides."""


def hand_over(visit: Visit, service: Service, engine: Engine, state: FormState, *, another: bool) -> None:
    """Draw the number and hand the form over, or say why not now; then the form is still there under the reason.

    ``another``: offer a second form afterwards.
    """
    blocked = refusal(visit)
    if blocked is not None and blocked.name not in STILL_SERVED:
        visit.go(blocked)
        return
    today = visit.office.today()
    way = engine.way(state, today)
    papers = RecordPapers()
    documents: tuple[Document, ...] = ()
    try:
        documents = bring(engine, way, service, today)
        papers = engine.rules.papers(way.answers, today) if engine.rules else papers
    except Exception as error:
        # A rule that fails costs a list or a paper, not the visitor's form.
        log.error("form_rule_failed", kind=type(error).__name__)
    prepared = Prepared(
        record=lambda frame: build_record(engine, state, service, frame, today),
        sheet=papers.sheet,
        landlord_form=papers.landlord_form,
    )
    wait = visit.office.wait(service.queue)

    def compose(issued: Issued, code: str) -> Slip:
        return slip_for(visit, issued, wait, HandedOver(code, documents))

    try:
        submitted = visit.around.handovers.submit(
            order_for(visit, service.queue, service.key), prepared, compose
        )
    except NumbersExhaustedError:
        log.error("numbers_exhausted", queue=service.queue)
        visit.go(numbers_exhausted())
    except StoreError as error:
        log.error("ticket_not_kept", code=error.code)
        visit.go(trouble())
    else:
        visit.forms_begun.clear()
        failed = submitted.unsealed is not None
        handed = HandedOver(submitted.shown_code, documents, submitted.paper_link, failed, another)
        give(visit, submitted.issued, wait, handed)
