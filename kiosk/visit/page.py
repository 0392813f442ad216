# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page of a visit: what it shows, and what happens when somebody chooses something on it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.text import NOTHING, T, Text
from kiosk.visit.screens import Action, Frame, Screen, Style

if TYPE_CHECKING:
    from kiosk.checkin.code import AppointmentCode
    from kiosk.visit.events import LeafletEnded, SetAsideAnswered, SlipChanged
    from kiosk.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a visit. ``title`` of the page, as the service's file has it; empty: the kind of page says enough.
    ``wrong`` are the labels of boxes that do not let the visitor go on."""

    title: Text = NOTHING
    step: int = 0
    total: int = 0
    wrong: tuple[Text, ...] = ()


class Page(ABC):
    """Base of all pages. A page keeps what was typed on it and nothing else."""

    allows_back = True
    takes_scans = True
    """Whether holding a code to the scanner starts the check-in from here."""
    begins_nothing = False
    """Whether whoever is here has only read: nothing of it needs to be kept for later."""
    may_idle = True
    """Whether "are you still there?" may be asked here."""

    @abstractmethod
    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        """The page as a screen."""

    @abstractmethod
    def chosen(self, visit: Visit, action: str) -> None:
        """The visitor chose ``action``; unknown ones do nothing."""

    def typed(self, visit: Visit, box: str, text: str) -> None:  # noqa: B027 - most pages have no boxes
        """The text box ``box`` holds ``text`` now; unknown boxes do nothing."""

    def went_back(self, visit: Visit) -> bool:
        """The visitor goes back. ``True``: the page did so within itself and stays."""
        return False

    def passed(self, visit: Visit, now: float) -> None:  # noqa: B027 - most pages need nothing here
        """Time has passed; ``now`` is monotonic seconds."""

    def slip_changed(self, visit: Visit, event: SlipChanged) -> None:  # noqa: B027 - most pages have no slip
        """The printer has said something about a slip."""

    def leaflet_ended(self, visit: Visit, event: LeafletEnded) -> None:  # noqa: B027 - few pages can be printed
        """The print-out of an answer has come out, or will not."""

    def set_aside_answered(self, visit: Visit, event: SetAsideAnswered) -> None:  # noqa: B027 - one page asks
        """The back office has answered about a form that was set aside."""

    def where(self, visit: Visit) -> Where:
        """Where the visitor is, for staff who come to help. Nothing that anybody has entered."""
        return Where()

    def scanned(self, visit: Visit, code: AppointmentCode | None) -> None:
        """A code was scanned; ``None`` when it was not one of ours."""
        from kiosk.visit.arrival import arrive, unknown_scan

        if code is None:
            unknown_scan(visit)
        else:
            arrive(visit, code)


SPEAK_TO_SOMEBODY = Action(
    "help",
    T("Mit jemandem sprechen"),
    Style.HUMAN,
    icon="support_agent",
    hint=T("Wir kommen zu Ihnen ans Gerät."),
)

STAFF = Action("staff", T("Für Personal"), Style.LINK)
"""The way in for staff, where it is offered (``Frame.can_unlock``)."""
