# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The number: giving it out, showing it, and what becomes of its slip."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

from devices.printer import Slip
from kiosk import hours
from kiosk.services import Service
from kiosk.services.documents import usual_documents
from kiosk.store.database import StoreError
from kiosk.text import NOTHING, Span, T, Text
from kiosk.tickets.desk import Attach, Issued, Order, nothing_attached
from kiosk.tickets.labels import ON_SLIP
from kiosk.tickets.leases import NumbersExhaustedError
from kiosk.tickets.slip import SlipContent, compose, drawn_today
from kiosk.visit.closed import numbers_exhausted, trouble
from kiosk.visit.events import SlipChanged, SlipState
from kiosk.visit.page import Page
from kiosk.visit.screens import Action, Document, Frame, Screen, Style, TicketScreen
from kiosk.visit.start import wait_in_words
from kiosk.wire.models import Appointment, Punctuality, Queue

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

log = structlog.get_logger(__name__)

SLIP_TAKES_AT_MOST_S = 40.0
"""After this the visitor is told to take a photograph, whatever the printer still does."""

ANOTHER_FORM = Action("another-form", T("Formular für eine weitere Person"), Style.LINK)

_PLACES = {
    "left": T("Er kommt unten links heraus."),
    "middle": T("Er kommt unten in der Mitte heraus."),
    "right": T("Er kommt unten rechts heraus."),
}


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a ticket with a form behind it shows beside the number.

    ``code`` as shown (``B 042 · K7M``), empty when it ``failed``. ``documents`` name no person: they stand on the slip.
    ``another``: somebody was taken off the form because they need one of their own, which can begin from here.
    """

    code: str
    documents: tuple[Document, ...]
    paper_link: str = field(default="", repr=False)
    failed: bool = False
    another: bool = False

    @property
    def words(self) -> tuple[Text, Text]:
        """Title and detail for the screen."""
        if self.failed:
            return T("Ihre Angaben sind nicht am Schalter."), T(
                "Wir konnten sie gerade nicht verschlüsseln. **Ihre Nummer gilt.** Am Schalter werden Sie noch einmal gefragt."
            )
        return T("Ihr Code: {code}", code=self.code), T(
            "Bitte zeigen Sie ihn am Schalter. Dort sehen wir dann Ihre Angaben. Der Code gilt nur heute."
        )


class TicketPage(Page):
    """Somebody holds a number now. There is no way back, only on."""

    allows_back = False
    takes_scans = False
    may_idle = False

    def __init__(
        self,
        issued: Issued,
        wait: Span | None,
        slip: SlipState,
        since: float,
        handed: HandedOver | None = None,
    ) -> None:
        self._issued = issued
        self._wait = wait
        self._slip = slip
        self._since = since
        self._again = False
        self._handed = handed

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        service = visit.office.service(self._issued.service)
        queue = visit.office.queue(self._issued.queue)
        title, detail = self._slip_words(visit)
        code_title, code_detail = self._handed.words if self._handed else (NOTHING, NOTHING)
        actions = [Action("done", T("Fertig"), Style.PRIMARY, icon="check")]
        if self._again:
            actions.insert(0, Action("print-again", T("Zettel noch einmal drucken"), Style.LINK))
        if self._handed and self._handed.another:
            actions.insert(0, ANOTHER_FORM)
        return TicketScreen(
            serial=serial,
            frame=frame,
            ticket_id=self._issued.id,
            heading=T("Bitte nehmen Sie Platz."),
            number=self._issued.label,
            place=Text(queue.waiting_area) if queue else T("Wartebereich"),
            place_detail=Text(queue.waiting_area_detail) if queue else NOTHING,
            wait=wait_in_words(self._wait),
            slip=self._slip,
            slip_title=title,
            slip_detail=detail,
            slot=visit.around.slot if not self._again else "",
            documents=self._handed.documents if self._handed else _on_screen(service),
            status_link=_status_link(visit, self._issued),
            code_title=code_title,
            code_detail=code_detail,
            has_code=self._handed is not None and bool(self._handed.code),
            paper_link=self._handed.paper_link if self._handed else "",
            actions=tuple(actions),
            printed=_also_printed(visit, self._issued),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        if action == "done":
            visit.end()
        elif action == ANOTHER_FORM.id and self._handed and self._handed.another:
            self._another_form(visit)
        elif action == "print-again" and self._again:
            self._again = False
            try:
                self.print_again(visit)
            except StoreError as error:
                log.error("slip_not_queued", code=error.code)
                self._became(visit, SlipState.NOT_PRINTED)

    def _another_form(self, visit: Visit) -> None:
        from kiosk.visit.form import open_form

        service = visit.office.service(self._issued.service)
        if service is not None:
            visit.begin_again()
            open_form(visit, service)

    @property
    def issued(self) -> Issued:
        """The number on this page."""
        return self._issued

    def print_again(self, visit: Visit) -> None:
        """Print the slip once more, with all that stood on it.

        Raises:
            StoreError: it could not be queued.
        """
        visit.around.desk.print_again(
            self._issued, lambda issued: slip_for(visit, issued, self._wait, self._handed)
        )
        self._became(visit, SlipState.PRINTING)

    def slip_changed(self, visit: Visit, event: SlipChanged) -> None:
        """The printer has said something about a slip; if it is ours, the page follows."""
        if event.ticket_id == self._issued.id:
            self._became(visit, event.state)

    def passed(self, visit: Visit, now: float) -> None:
        if self._slip is SlipState.PRINTING and now - self._since > SLIP_TAKES_AT_MOST_S:
            log.error("slip_overdue")
            self._became(visit, SlipState.NOT_PRINTED)

    def offer_another(self) -> None:
        """The visitor has had a slip and may want it once more."""
        self._again = True

    def start(self, visit: Visit) -> None:
        """The page is open: begin to count down if nothing is being printed."""
        self._became(visit, self._slip)

    def _became(self, visit: Visit, state: SlipState) -> None:
        self._slip = state
        self._since = visit.around.clock.monotonic()
        match state:
            case SlipState.PRINTING:
                visit.keep_open()
            case SlipState.PRINTED:
                # Whoever has a form to take along needs time to find the telephone.
                takes_along = self._handed is not None and self._handed.paper_link
                times = visit.around.times
                visit.close_in(times.finish_without_paper if takes_along else times.finish)
            case SlipState.NOT_PRINTED:
                visit.close_in(visit.around.times.finish_without_paper)

    def _slip_words(self, visit: Visit) -> tuple[Text, Text]:
        place = _PLACES[visit.around.slot]
        match self._slip:
            case SlipState.PRINTING:
                return T("Ihr Zettel wird gedruckt"), place
            case SlipState.PRINTED if self._again:
                return T("Ihren Zettel haben Sie schon"), T("Ist er weg? Wir drucken ihn noch einmal.")
            case SlipState.PRINTED:
                return T("Bitte nehmen Sie Ihren Zettel"), place
            case SlipState.NOT_PRINTED:
                return T("Bitte fotografieren"), T(
                    "Der Zettel kommt gerade nicht. **Ihre Nummer gilt trotzdem.**"
                )


def draw(visit: Visit, service: Service) -> None:
    """Give a number to somebody without an appointment."""
    _issue(visit, service.queue, service.key, appointment=None, punctuality=None)


def issue_for_appointment(
    visit: Visit, appointment: Appointment, punctuality: Punctuality, attach: Attach = nothing_attached
) -> None:
    """Give the number that belongs to an appointment."""
    service = visit.office.service(appointment.service)
    # A newer back office may know services that this terminal does not: then the first queue takes it.
    queue = (
        service.queue
        if service and visit.office.queue(service.queue)
        else visit.office.office.queues[0].letter
    )
    _issue(
        visit,
        queue,
        appointment.service,
        appointment=appointment,
        punctuality=punctuality,
        attach=attach,
    )


def show_again(visit: Visit, issued: Issued) -> None:
    """Show a ticket that was given out before, and offer a second slip."""
    page = TicketPage(
        issued, visit.office.wait(issued.queue), SlipState.PRINTED, visit.around.clock.monotonic()
    )
    page.offer_another()
    visit.start_over_with(page)
    page.start(visit)


def _issue(
    visit: Visit,
    queue: str,
    service: str,
    *,
    appointment: Appointment | None,
    punctuality: Punctuality | None,
    attach: Attach = nothing_attached,
) -> None:
    wait = visit.office.wait(queue)
    order = order_for(visit, queue, service, appointment=appointment, punctuality=punctuality)
    try:
        issued = visit.around.desk.issue(order, lambda issued: slip_for(visit, issued, wait), attach)
    except NumbersExhaustedError:
        log.error("numbers_exhausted", queue=queue)
        visit.go(numbers_exhausted())
    except StoreError as error:
        log.error("ticket_not_kept", code=error.code)
        visit.go(trouble())
    else:
        give(visit, issued, wait)


def order_for(
    visit: Visit,
    queue: str,
    service: str,
    *,
    appointment: Appointment | None = None,
    punctuality: Punctuality | None = None,
) -> Order:
    """A number of this office for today."""
    return Order(
        office_id=visit.office.office.id,
        queue=queue,
        day=visit.office.today(),
        service=service,
        language=visit.language,
        issued_offline=not visit.office.is_online,
        appointment_id=appointment.id if appointment else None,
        punctuality=punctuality,
    )


def give(visit: Visit, issued: Issued, wait: Span | None, handed: HandedOver | None = None) -> None:
    """The number was given out and its slip is on its way."""
    page = TicketPage(issued, wait, SlipState.PRINTING, visit.around.clock.monotonic(), handed)
    visit.start_over_with(page)
    page.start(visit)


def slip_for(visit: Visit, issued: Issued, wait: Span | None, handed: HandedOver | None = None) -> Slip:
    """What is printed for a number."""
    configuration = visit.office.configuration
    assert configuration is not None  # numbers are given out only with one
    service = visit.office.service(issued.service)
    languages = visit.around.languages
    content = SlipContent(
        city=configuration.city,
        office=configuration.office.name,
        number=issued.label,
        place=_place(visit.office.queue(issued.queue)),
        drawn_at=issued.drawn_at.astimezone(hours.zone(configuration.office)),
        wait=wait,
        documents=[document.title for document in (handed.documents if handed else _on_screen(service))]
        if service and not service.sensitive
        else [],
        status_link=_status_link(visit, issued),
        code=handed.code if handed else "",
    )
    return compose(content, languages.get(visit.language), languages.source, visit.around.slip)


def _place(queue: Queue | None) -> Text:
    if queue is None:
        return T("Wartebereich")
    if not queue.waiting_area_detail:
        return Text(queue.waiting_area)
    return T("{area} · {detail}", area=Text(queue.waiting_area), detail=Text(queue.waiting_area_detail))


def _status_link(visit: Visit, issued: Issued) -> str:
    configuration = visit.office.configuration
    return f"{configuration.status_url}{issued.status_token}" if configuration else ""


def _also_printed(visit: Visit, issued: Issued) -> tuple[Text, ...]:
    configuration = visit.office.configuration
    if configuration is None:
        return ()
    drawn_at = issued.drawn_at.astimezone(hours.zone(configuration.office))
    return (Text(configuration.office.name), drawn_today(drawn_at))


def _on_screen(service: Service | None) -> tuple[Document, ...]:
    """What people usually must have ready, in the short words."""
    if service is None:
        return ()
    usual = usual_documents(service, {})
    return tuple(Document(document.icon, Text(document.short)) for document in usual[:ON_SLIP])
