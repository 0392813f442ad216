# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One visitor after another, as a state machine: an event in, the next screen out.

It knows nothing of windows, threads, printers or networks. Time and chance come from outside, so the same events give
the same screens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from kiosk.checkin.code import parse_qr
from kiosk.checkin.throttle import Throttle
from kiosk.clock import Clock
from kiosk.config import TimesSection
from kiosk.handover import Handovers
from kiosk.languages import Languages
from kiosk.store.database import StoreError
from kiosk.tickets.desk import TicketDesk
from kiosk.tickets.slip import SlipStyle
from kiosk.visit.events import (
    Event,
    HeadphonesPlugged,
    HeadphonesUnplugged,
    HelpTaken,
    LanguageChosen,
    OfficeChanged,
    Scanned,
    ScanUnreadable,
    SlipChanged,
    Speaking,
    SpeechWish,
    SpeechWished,
    Tapped,
    Tick,
    TrialEnded,
    Typed,
)
from kiosk.visit.office import OfficeView
from kiosk.visit.page import Page
from kiosk.visit.screens import Frame, Overlay, Screen
from kiosk.visit.voice import ONLY_WITH_SPEECH, SPEECH, Voice, toggled
from kiosk.wire.models import HelpCall

if TYPE_CHECKING:
    from kiosk.forms.state import FormState
    from kiosk.staff.desk import StaffDesk
    from kiosk.visit.staff import StaffPage

log = structlog.get_logger(__name__)

SHOWN_WITHIN_S = 60
"""More seconds than that are no countdown that anybody wants to watch."""
SETTINGS = ("large-text", "high-contrast", "lower-reach")
SPEECH_WISH = "voice:"


@dataclass
class Surroundings:
    """All that a visit needs from outside. ``language`` is that of the start page, ``slot`` where slips come out, ``slip``
    how they look.

    ``staff`` is None where nobody has set a PIN: then there is no way in.
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
    slip: SlipStyle = SlipStyle.TEXT
    can_speak: bool = False
    """There is a voice."""


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
        self._staff: list[StaffPage] = []
        self._language = around.language
        self._settings: frozenset[str] = frozenset()
        self._voice = Voice()
        self._speaking = False
        self._headphones = False
        self._seen_at = around.clock.monotonic()
        self._overlay = Overlay.NONE
        self._help_call: HelpCall | None = None
        self._help_coming = False
        self._let_in = False
        self._closing_s: int | None = None
        self._closes_at: float | None = None
        self._touched_at = self._idle_since = around.clock.monotonic()
        self._reset()

    @property
    def office(self) -> OfficeView:
        return self.around.office

    @property
    def current_page(self) -> Page:
        return self._staff[-1] if self._staff else self._pages[-1]

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

    def go_staff(self, page: StaffPage) -> None:
        """Open a page for staff over the visit, which stands still under it."""
        self._staff.append(page)
        self._turn(countdown_ends=False)

    def replace_staff(self, page: StaffPage) -> None:
        """Put a page for staff in place of the current one."""
        self._staff[-1:] = [page]
        self._turn(countdown_ends=False)

    def leave_staff(self) -> None:
        """Staff have gone; the visit goes on where it was."""
        self._staff = []
        self._sign_of_life()
        self._turn(countdown_ends=False)

    def staff_have_come(self) -> None:
        """Whoever was called is here; a page that is only on the way in is no visit."""
        if self._help_call is not None:
            self._withdraw_help()
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
        return self.is_going_on or self._overlay is not Overlay.NONE or bool(self._staff)

    def start_over_with(self, page: Page) -> None:
        """Open a page from which no way leads back: something has happened."""
        self._pages[1:] = [page]
        self._turn()

    def back(self) -> None:
        """To the page before, if there is one and the current page lets go."""
        if not self._can_go_back():
            return
        if self._staff:
            self._staff.pop()
            self._turn(countdown_ends=False)
        elif not self._pages[-1].went_back(self):
            self._pages.pop()
            self._turn()

    def turn_page(self) -> None:
        """The current page shows something else now: taps meant for what it showed before no longer count."""
        self._turn()

    def _can_go_back(self) -> bool:
        return (bool(self._staff) or len(self._pages) > 1) and self.current_page.allows_back

    def end(self) -> None:
        """The visit is over; nothing of it stays."""
        self._reset()

    def begin_again(self) -> None:
        """End the visit and begin the next one at once, for somebody with the same language and settings."""
        language, settings, voice = self._language, self._settings, self._voice
        self._reset()
        self._language, self._settings, self._voice = language, settings, voice

    def call_help(self) -> None:
        """Ask for a person; asking twice asks once."""
        if self._help_call is None:
            try:
                self._help_call = self.around.desk.call_help(
                    self._pages[-1].show(self, 0, self._frame()).kind
                )
            except StoreError as error:
                log.error("help_call_not_kept", code=error.code)
        self._overlay = Overlay.HELP

    def close_in(self, seconds: int) -> None:
        """End the visit in so many seconds unless somebody touches; only for pages that have nothing left to do."""
        self._closing_s = seconds
        self._closes_at = self.around.clock.monotonic() + seconds

    def keep_open(self) -> None:
        """Do not end the visit by itself while this lasts (printing)."""
        self._closing_s = None
        self._closes_at = None

    @property
    def screen(self) -> Screen:
        """What is to be seen now."""
        return self.current_page.show(self, self._serial, self._frame())

    def handle(self, event: Event) -> Screen:
        """Take an event and say what is to be seen now."""
        match event:
            case Tick():
                self._pass_time()
            case OfficeChanged():
                self._office_changed()
            case HelpTaken(calls):
                self._help_coming = self._help_call is not None and self._help_call.id in calls
            case SlipChanged():
                self._slip_changed(event)
            case Speaking(now):
                self._speaking = now
            case TrialEnded(trial):
                if self._staff:
                    self._staff[-1].trial_ended(self, trial)
            case _:
                self._by_the_visitor(event)
        return self.screen

    def _office_changed(self) -> None:
        was_ready = self.office.configuration is not None
        self.office.refresh()
        if was_ready and self.office.configuration is None:
            self.end()  # taken out of service: there is nothing left with which the visit could go on

    def _by_the_visitor(self, event: Event) -> None:
        self._sign_of_life()
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
            case HeadphonesPlugged():
                self._plugged(True)
            case HeadphonesUnplugged():
                self._plugged(False)
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
                self._withdraw_help()
            case _ if was_idle:
                self._overlay = Overlay.NONE
            case "back":
                if self._overlay is not Overlay.NONE:
                    self._overlay = Overlay.NONE
                else:
                    self.back()
            case "help":
                self.call_help()
            case "staff" if self.around.staff is not None and not self._staff:
                from kiosk.visit.staff import PinPage

                self.go_staff(PinPage())
            case "languages" | "accessibility":
                opened = Overlay(action)
                self._overlay = Overlay.NONE if self._overlay is opened else opened
            case "settings-reset":
                self._settings = frozenset()
                self._voice = Voice()
            case _ if action.startswith("setting:"):
                self._toggle(action.removeprefix("setting:"))
            case _ if action.removeprefix(SPEECH_WISH) in set(SpeechWish):
                self._wished(SpeechWish(action.removeprefix(SPEECH_WISH)))
            case _ if self._overlay is Overlay.NONE:
                self.current_page.chosen(self, action)

    def _toggle(self, setting: str) -> None:
        known = {*SETTINGS}
        if self.around.can_speak:
            known |= {SPEECH, *ONLY_WITH_SPEECH} if SPEECH in self._settings else {SPEECH}
        if setting in known:
            self._settings = toggled(self._settings, setting)

    def _wished(self, wish: SpeechWish) -> None:
        if not self.around.can_speak:
            return
        if self._overlay is Overlay.IDLE:
            self._overlay = Overlay.NONE
        if wish is SpeechWish.TOGGLE:
            self._voice.by_plug = False
            self._toggle(SPEECH)
        else:
            self._voice.adjust(wish)

    def _plugged(self, plugged: bool) -> None:
        """Headphones switch reading aloud on; pulled out, they end what they began."""
        self._headphones = plugged
        if not self.around.can_speak or plugged is (SPEECH in self._settings):
            return
        if plugged or self._voice.by_plug:
            self._voice.by_plug = plugged
            self._toggle(SPEECH)

    def _scanned(self, data: str) -> None:
        page = self.current_page
        if not page.takes_scans:
            return
        self._overlay = Overlay.NONE
        page.scanned(self, parse_qr(data))

    def _withdraw_help(self) -> None:
        self._overlay = Overlay.NONE
        self._help_coming = False
        call, self._help_call = self._help_call, None
        if call is not None:
            try:
                self.around.desk.withdraw_help(call)
            except StoreError as error:
                log.error("help_withdrawal_not_kept", code=error.code)

    def _slip_changed(self, event: SlipChanged) -> None:
        from kiosk.visit.ticket import TicketPage

        page = self._pages[-1]
        if isinstance(page, TicketPage):
            page.slip_changed(self, event)

    def _sign_of_life(self) -> None:
        now = self.around.clock.monotonic()
        self._touched_at = now
        self._voice.held_s = 0.0
        if self._closing_s is not None:
            self._closes_at = now + self._closing_s

    def _pass_time(self) -> None:
        now = self.around.clock.monotonic()
        self._wait_for_voice(now)
        self._pages[-1].passed(self, now)
        if self._staff:
            self._staff[-1].passed(self, now)
            if now >= self._touched_at + self._staff[-1].open_for(self):
                self.leave_staff()
            return
        if self._closes_at is not None:
            if now >= self._closes_at and self._overlay is not Overlay.HELP:
                self.end()
            return
        idle_for = now - self._touched_at
        if not self._is_in_use():
            if idle_for >= self._idle_limit() and (self._language != self.around.language or self._settings):
                self.end()
            return
        if not self._pages[-1].may_idle:
            return
        if self._overlay is Overlay.IDLE:
            if now >= self._idle_since + self.around.times.idle_answer:
                log.info("visit_ended_idle")
                self.end()
        elif idle_for >= self._idle_limit():
            self._overlay = Overlay.IDLE
            self._idle_since = now

    def _wait_for_voice(self, now: float) -> None:
        """Nobody can answer while they listen (EN 301 549, 5.1.3.7; 2.2.1 of WCAG): the time of speaking is given back."""
        passed, self._seen_at = now - self._seen_at, now
        if self._speaking and self._voice.holds(passed):
            self._touched_at += passed
            self._idle_since += passed
            if self._closes_at is not None:
                self._closes_at += passed

    def _is_in_use(self) -> bool:
        return self.is_going_on or self._overlay is not Overlay.NONE

    def _idle_limit(self) -> float:
        if self._help_call is not None:
            return self.around.times.help_holds
        if self._settings & {"large-text", SPEECH}:
            return self.around.times.idle_relaxed
        return self.around.times.idle

    def _seconds_left(self) -> int | None:
        now = self.around.clock.monotonic()
        if self._staff:
            left = max(0, round(self._touched_at + self._staff[-1].open_for(self) - now))
            return left if left <= SHOWN_WITHIN_S else None
        if self._overlay is Overlay.IDLE:
            return max(0, round(self._idle_since + self.around.times.idle_answer - now))
        if self._closes_at is not None:
            return max(0, round(self._closes_at - now))
        return None

    def _frame(self) -> Frame:
        for_staff = bool(self._staff) and self._staff[-1].for_staff_only
        return Frame(
            language=self.around.language if for_staff else self._language,
            can_go_back=self._can_go_back(),
            can_end=self.is_going_on and not for_staff,
            overlay=self._overlay,
            seconds_left=self._seconds_left(),
            settings=self._settings,
            help_called=self._help_call is not None,
            help_coming=self._help_coming,
            can_unlock=self.around.staff is not None and not self._staff,
            staff=for_staff,
            can_speak=self.around.can_speak,
            headphones=self._headphones,
            rate=self._voice.rate,
            gain_db=self._voice.gain_db,
            repeats=self._voice.repeats,
        )

    def _turn(self, *, countdown_ends: bool = True) -> None:
        self._serial += 1
        self._overlay = Overlay.NONE
        if countdown_ends:
            self.keep_open()

    def _reset(self) -> None:
        self.forms_begun.clear()
        self._pages = [self._start]
        self._staff = []
        self._language = self.around.language
        self._settings = frozenset()
        self._voice = Voice()
        self._help_call = None
        self._help_coming = False
        self._let_in = False
        self._touched_at = self._idle_since = self.around.clock.monotonic()
        self._turn()

    @property
    def language(self) -> str:
        """The visitor's language."""
        return self._language
