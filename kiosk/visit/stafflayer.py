# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of staff that lie over a visit, which stands still under them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.visit.events import SlipChanged, TrialEnded
    from kiosk.visit.staff import StaffPage
    from kiosk.visit.visit import Visit


class StaffLayer:
    """Empty while nobody of the staff is there. ``turned`` is called when another page is to be seen."""

    def __init__(self, turned: Callable[[], None]) -> None:
        self._turned = turned
        self._pages: list[StaffPage] = []
        self.unlocked_by = ""
        """The number of the badge that opened the staff pages; empty: the terminal's own PIN, or nobody."""

    @property
    def top(self) -> StaffPage | None:
        """The page that is to be seen; ``None``: that of the visitor."""
        return self._pages[-1] if self._pages else None

    @property
    def is_open(self) -> bool:
        """Whether such a page is to be seen, be it only the way in."""
        return bool(self._pages)

    @property
    def is_unlocked(self) -> bool:
        """Whether somebody has proved to be staff."""
        return bool(self._pages) and self._pages[-1].for_staff_only

    def open(self, page: StaffPage) -> None:
        """Open a page; "back" returns from it."""
        self._pages.append(page)
        self._turned()

    def replace(self, page: StaffPage) -> None:
        """Put a page in place of the one that is to be seen."""
        self._pages[-1:] = [page]
        self._turned()

    def unlock(self, staff: str, page: StaffPage) -> None:
        """Somebody has proved to be staff: their first page, with no way back to where they were asked."""
        self._pages = [page]
        self.unlocked_by = staff
        self._turned()

    def turn(self) -> None:
        """The page shows something else: taps meant for what it showed before no longer count."""
        self._turned()

    def back(self, visit: Visit) -> None:
        """To the page before, or to the visitor's."""
        if not self._pages[-1].went_back(visit):
            self._pages.pop()
            self._turned()

    def forget(self) -> None:
        """Staff have gone."""
        self._pages = []
        self.unlocked_by = ""

    def slip_changed(self, visit: Visit, event: SlipChanged) -> None:
        """The printer has said something about a slip."""
        if self._pages:
            self._pages[-1].slip_changed(visit, event)

    def trial_ended(self, visit: Visit, event: TrialEnded) -> None:
        """The test slip has ended."""
        if self._pages:
            self._pages[-1].trial_ended(visit, event.trial)
