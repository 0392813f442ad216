# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One visitor after another, as a state machine: an event in, the next screen out.

It knows nothing of windows, threads, printers or networks. Time and chance come from outside, so the same events give
the same screens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from kiosk.checkin.throttle import Throttle
from kiosk.visit.events import (
    Event,
    HeadphonesPlugged,
    HeadphonesUnplugged,
    LanguageChosen,
    Scanned,
    ScanUnreadable,
    SpeechWish,
    SpeechWished,
    Tapped,
    Tick,
    Typed,
)
from kiosk.visit.frame import frame_of
from kiosk.visit.helpcall import HelpAsked
from kiosk.visit.news import took_news
from kiosk.visit.office import OfficeView
from kiosk.visit.page import Page
from kiosk.visit.patience import Pace, Patience
from kiosk.visit.screens import Frame, Overlay, Screen
from kiosk.visit.settings import Settings
from kiosk.visit.stafflayer import StaffLayer
from kiosk.visit.surroundings import Surroundings as Surroundings

if TYPE_CHECKING:
    from kiosk.forms.state import FormState

log = structlog.get_logger(__name__)

SPEECH_WISH = "voice:"


class Visit:
    """Everything from the first touch to the wiped start page, again and again."""

    def __init__(self, around: Surroundings) -> None:
        from kiosk.visit.start import StartPage

        self.around = around
        self.throttle = Throttle()
        self._start = StartPage()
        self._serial = 0
        self._pages: list[Page] = [self._start]
        self.forms_begun: dict[str, FormState] = {}
        """Forms that were left by their first page, by service: who comes back goes on. Gone with the visit."""
        self.layer = StaffLayer(lambda: self._turn(countdown_ends=False))
        self._language = around.language
        self._settings = Settings(can_speak=around.can_speak)
        self.is_speaking = False
        """The terminal reads aloud now."""
        self._overlay = Overlay.NONE
        self.help = HelpAsked(around.desk)
        self._let_in = False
        self._patience = Patience(around.clock, around.times)
        self.page_since = around.clock.monotonic()
        """Since when the visitor's page is open (monotonic seconds)."""
        self.is_unhurried = False
        """Staff are beside the visitor, or have given them more time."""
        self._reset()

    @property
    def office(self) -> OfficeView:
        return self.around.office

    @property
    def current_page(self) -> Page:
        return self.layer.top or self._pages[-1]

    @property
    def visitors_page(self) -> Page:
        """The page of the visitor, also while staff pages lie over it."""
        return self._pages[-1]

    def go(self, page: Page) -> None:
        """Open a page; "back" returns from it."""
        if not self.is_going_on:
            configuration = self.office.configuration
            self._let_in = configuration is not None and not configuration.lock.locked
        self._pages.append(page)
        self._turn()

    def replace(self, page: Page) -> None:
        """Put a page in place of the current one."""
        self._pages[-1:] = [page]
        self._turn()

    def leave_staff(self) -> None:
        """Staff have gone; the visit goes on where it was."""
        self.layer.forget()
        self._patience.touched()
        self._turn(countdown_ends=False)

    def staff_have_come(self) -> None:
        """Whoever was called is here; a page that is only on the way in is no visit."""
        if self.help.call is not None:
            self._overlay = Overlay.NONE
            self.help.withdraw()
        if self._pages[-1].begins_nothing:
            self._pages = [self._start]

    @property
    def is_going_on(self) -> bool:
        """Whether a visitor has begun something that is not ended yet."""
        return len(self._pages) > 1

    @property
    def is_locked_out(self) -> bool:
        """Whether an administrator's lock holds for this visitor: not for one who had begun before it."""
        configuration = self.office.configuration
        return configuration is not None and configuration.lock.locked and not self._let_in

    @property
    def is_in_use(self) -> bool:
        """Whether somebody stands here, as far as one can tell."""
        return self.is_going_on or self._overlay is not Overlay.NONE or self.layer.is_open

    def start_over_with(self, page: Page) -> None:
        """Open a page from which no way leads back: something has happened."""
        self._pages[1:] = [page]
        self._turn()

    def back(self) -> None:
        """To the page before, if there is one and the current page lets go."""
        if not self.can_go_back:
            return
        if self.layer.is_open:
            self.layer.back(self)
        elif not self._pages[-1].went_back(self):
            self._pages.pop()
            self._turn()

    def turn_page(self) -> None:
        """The current page shows something else now: taps meant for what it showed before no longer count."""
        self._turn()

    @property
    def can_go_back(self) -> bool:
        """Whether "back" leads anywhere from here."""
        return (self.layer.is_open or len(self._pages) > 1) and self.current_page.allows_back

    def speak(self, language: str) -> None:
        """Go on in this language, if there is such a one."""
        if language in self.around.languages:
            self._language = language

    def end(self) -> None:
        """The visit is over; nothing of it stays."""
        self._reset()

    def begin_again(self) -> None:
        """End the visit and begin the next one at once, for somebody with the same language and settings."""
        language, settings = self._language, self._settings
        self._settings = Settings(can_speak=self.around.can_speak)
        self._reset()
        self._language, self._settings = language, settings

    def call_help(self) -> None:
        """Ask for a person; asking twice asks once."""
        if self.help.call is None:
            self.help.ask(self._pages[-1].show(self, 0, self._frame()).kind)
        self._overlay = Overlay.HELP

    def close_in(self, seconds: int) -> None:
        """End the visit in so many seconds unless somebody touches; only for pages that have nothing left to do."""
        self._patience.close_in(seconds)

    def keep_open(self) -> None:
        """Do not end the visit by itself while this lasts (printing)."""
        self._patience.keep_open()

    @property
    def screen(self) -> Screen:
        """What is to be seen now."""
        return self.current_page.show(self, self._serial, self._frame())

    def handle(self, event: Event) -> Screen:
        """Take an event and say what is to be seen now."""
        if isinstance(event, Tick):
            self._pass_time()
        elif not took_news(self, event):
            self._by_the_visitor(event)
        return self.screen

    def _by_the_visitor(self, event: Event) -> None:
        self._patience.touched()
        self._settings.voice.held_s = 0.0
        match event:
            case Tapped(serial, action) if serial == self._serial:
                self._tapped(action)
            case Typed(serial, field, text) if serial == self._serial:
                if self._overlay is Overlay.IDLE:
                    self._overlay = Overlay.NONE
                self.current_page.typed(self, field, text)
            case LanguageChosen(tag) if tag in self.around.languages:
                self._language = tag
                self._overlay = Overlay.NONE
            case Scanned(data):
                self._scanned(data)
            case ScanUnreadable():
                self._scanned("")
            case SpeechWished(wish):
                self._wished(wish)
            case HeadphonesPlugged() | HeadphonesUnplugged():
                self._settings.plugged(isinstance(event, HeadphonesPlugged))
            case _:
                pass

    def _tapped(self, action: str) -> None:
        was_idle = self._overlay is Overlay.IDLE
        match action:
            case "end":
                self.end()
            case "stay" | "overlay-close" | "help-continue":
                self._overlay = Overlay.NONE
            case "help-withdraw":
                self._overlay = Overlay.NONE
                self.help.withdraw()
            case _ if was_idle:
                self._overlay = Overlay.NONE
            case "back":
                if self._overlay is not Overlay.NONE:
                    self._overlay = Overlay.NONE
                else:
                    self.back()
            case "help":
                self.call_help()
            case "staff" if self.can_unlock:
                from kiosk.visit.staffin import WayIn

                self.layer.open(WayIn.first(self))
            case "languages" | "accessibility":
                opened = Overlay(action)
                self._overlay = Overlay.NONE if self._overlay is opened else opened
            case "settings-reset":
                self._settings.reset()
            case _ if action.startswith("setting:"):
                self._settings.toggle(action.removeprefix("setting:"))
            case _ if action.removeprefix(SPEECH_WISH) in set(SpeechWish):
                self._wished(SpeechWish(action.removeprefix(SPEECH_WISH)))
            case _ if self._overlay is Overlay.NONE:
                self.current_page.chosen(self, action)

    def _wished(self, wish: SpeechWish) -> None:
        if self.around.can_speak and self._overlay is Overlay.IDLE:
            self._overlay = Overlay.NONE
        self._settings.wished(wish)

    def _scanned(self, data: str) -> None:
        from kiosk.visit.scans import scanned

        if scanned(self, data):
            self._overlay = Overlay.NONE

    @property
    def can_unlock(self) -> bool:
        """Whether staff have a way in from here."""
        staff = self.around.staff
        return staff is not None and staff.access.is_possible and not self.layer.is_open

    def _pass_time(self) -> None:
        self._patience.wait_for(self._settings.voice, speaking=self.is_speaking)
        now = self.around.clock.monotonic()
        self._pages[-1].passed(self, now)
        if (page := self.layer.top) is not None:
            page.passed(self, now)
            if self._patience.untouched_for() >= page.open_for(self):
                self.leave_staff()
        elif self._patience.is_closing:
            if self._patience.is_over and self._overlay is not Overlay.HELP:
                self.end()
        elif not self._is_in_use():
            changed = self._language != self.around.language or self._settings.chosen or self.is_unhurried
            if changed and self._patience.is_idle(self._pace()):
                self.end()
        elif self._pages[-1].may_idle:
            self._ask_whether_somebody_is_there()

    def _ask_whether_somebody_is_there(self) -> None:
        if self._overlay is Overlay.IDLE:
            if self._patience.is_unanswered():
                log.info("visit_ended_idle")
                self.end()
        elif self._patience.is_idle(self._pace()):
            self._overlay = Overlay.IDLE
            self._patience.asked()

    def _is_in_use(self) -> bool:
        return self.is_going_on or self._overlay is not Overlay.NONE

    def _pace(self) -> Pace:
        if self.is_unhurried:
            return Pace.ASSISTED
        if self.help.call is not None:
            return Pace.HELP
        return Pace.RELAXED if self._settings.need_time else Pace.USUAL

    def _frame(self) -> Frame:
        page = self.layer.top
        left = (
            self._patience.answer_left() if self._overlay is Overlay.IDLE else self._patience.closing_left()
        )
        if page is not None:
            left = self._patience.left_of(page.open_for(self))
        return frame_of(self, self._overlay, self._settings, left)

    def _turn(self, *, countdown_ends: bool = True) -> None:
        self._serial += 1
        self._overlay = Overlay.NONE
        if countdown_ends:
            self.keep_open()
            self.page_since = self.around.clock.monotonic()

    def _reset(self) -> None:
        self.forms_begun.clear()
        self._pages = [self._start]
        self.layer.forget()
        self._language = self.around.language
        self._settings.reset()
        self.help.forget()
        self._let_in = False
        self.is_unhurried = False
        self._patience.begin()
        self._turn()

    @property
    def language(self) -> str:
        """The visitor's language."""
        return self._language
