# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A member of staff comes to the terminal: gets in, sees how things stand, changes paper, leaves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from devices.printer import Cover, JobResult, JobState, Link, Paper, Part, PrinterStatus, Reason
from kiosk.config import TimesSection
from kiosk.languages import shipped
from kiosk.printing.spool import Spool
from kiosk.printing.trial import Trial
from kiosk.staff.desk import StaffDesk
from kiosk.staff.pin import PinLock
from kiosk.staff.since import Since
from kiosk.store.database import StoreError
from kiosk.visit.events import LanguageChosen, SlipChanged, SlipState, Tapped, TrialEnded
from kiosk.visit.screens import (
    AnswerScreen,
    Condition,
    KeypadScreen,
    ListScreen,
    Overlay,
    Screen,
    StaffScreen,
    StartScreen,
    TicketScreen,
)
from tests.helpers import World, actions_of, german
from tests.kiosk.printing.test_spool import Scripted

PIN = "471108"
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
READY = PrinterStatus(
    link=Link.CONNECTED,
    paper=Paper.OK,
    cover=Cover.CLOSED,
    cutter=Part.OK,
    head=Part.OK,
    fault=Part.OK,
)


class Office:
    """A world with staff in it, and a printer that says what the test wants."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.status: PrinterStatus | None = READY
        self.scanner: bool | None = True
        self.line = "online"
        self.numbers = {"A": 60, "B": 60}
        self.since = Since(world.kept, world.clock)
        self.paper = Scripted()
        self.spool = Spool(world.database, self.paper, world.clock, world.visit.handle)  # type: ignore[arg-type]
        self.woken = 0
        self.trials = 0
        self.desk = StaffDesk(
            world.database,
            world.clock,
            PinLock(HASH, world.kept, world.clock),
            printer=lambda: self.status,
            scanner=lambda: self.scanner,
            line=lambda: self.line,
            numbers=lambda: self.numbers,
            since=self.since,
            print_trial=self.print_trial,
            wake=self.wake,
        )
        world.visit.around.staff = self.desk

    def print_trial(self) -> None:
        self.trials += 1

    def wake(self) -> None:
        self.woken += 1

    @property
    def screen(self) -> Screen:
        return self.world.screen

    def tap(self, action: str) -> Screen:
        screen = self.screen
        assert action in actions_of(screen) | {"back"}, actions_of(screen)
        return self.world.handle(Tapped(screen.serial, action))

    def come(self) -> Screen:
        """By the page "Auskunft", which calls nobody."""
        self.world.tap("info")
        return self.tap("staff")

    def unlock(self) -> StaffScreen:
        if self.screen.frame.can_unlock:
            self.world.handle(Tapped(self.screen.serial, "staff"))
        screen = self.world.type(PIN)
        assert isinstance(screen, StaffScreen), screen
        return screen

    def row(self, name: str) -> tuple[str, str, Condition]:
        screen = self.screen
        assert isinstance(screen, StaffScreen)
        say = shipped().source.plain
        (device,) = [device for device in screen.devices if say(device.name) == name]
        return say(device.state), say(device.detail), device.condition

    def answer(self) -> str:
        screen = self.screen
        assert isinstance(screen, AnswerScreen), screen
        return screen.name


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def said(screen: Screen) -> str:
    assert isinstance(screen, StaffScreen)
    return shipped().source.plain(screen.lead)


# --- getting in ---


def test_without_a_pin_nobody_sees_a_way_in_and_there_is_none(world: World) -> None:
    assert not world.screen.frame.can_unlock
    info = world.tap("info")
    assert "staff" not in actions_of(info)
    assert world.handle(Tapped(info.serial, "staff")) == info


def test_from_the_information_page_with_the_pin(office: Office) -> None:
    screen = office.come()
    assert isinstance(screen, KeypadScreen)
    assert screen.frame.can_go_back
    assert isinstance(office.unlock(), StaffScreen)
    assert office.screen.frame.staff
    assert not office.screen.frame.can_end


def test_from_the_help_page_over_any_page_and_the_call_is_settled(office: Office) -> None:
    office.world.tap("walk-in")
    called = office.world.tap("help")
    assert called.frame.overlay is Overlay.HELP
    assert called.frame.can_unlock
    office.unlock()
    assert not office.screen.frame.help_called, "whoever was called is here"
    assert isinstance(office.tap("lock"), ListScreen)


def test_the_digits_are_never_on_the_screen(office: Office) -> None:
    office.come()
    screen = office.world.type("4711")
    assert isinstance(screen, KeypadScreen)
    assert screen.entered == "••••"
    assert "4711" not in repr(screen)


def test_a_wrong_pin_says_so_and_five_make_everybody_wait(office: Office) -> None:
    office.come()
    for _ in range(4):
        assert "nicht die richtige PIN" in error(office.world.type("000000"))
    screen = office.world.type("000000")
    assert error(screen) == "Zu viele Versuche. Bitte warten Sie 1 Minute."
    assert isinstance(office.world.type(PIN), KeypadScreen), "the right one has to wait too"
    office.world.let_pass(30)
    assert error(office.screen) == "Das war nicht die richtige PIN."
    assert isinstance(office.world.type(PIN), StaffScreen)


def test_a_corrected_digit_counts_as_corrected(office: Office) -> None:
    office.come()
    office.world.type("47119")
    office.world.tap("backspace")
    office.world.type("08")
    assert isinstance(office.screen, StaffScreen)


def error(screen: Screen) -> str:
    assert isinstance(screen, KeypadScreen)
    return shipped().source.plain(screen.error)


def test_a_visitor_who_gets_there_by_mistake_goes_back(office: Office) -> None:
    office.come()
    office.world.type("12")
    assert isinstance(office.world.tap("back"), ListScreen)
    assert isinstance(office.world.tap("end"), StartScreen)


def test_a_code_held_to_the_scanner_changes_nothing_for_staff(office: Office) -> None:
    office.come()
    office.unlock()
    assert isinstance(office.world.scan("BT1.471123.8264"), StaffScreen)


# --- the visit under it ---


def test_a_visit_goes_on_where_it_was_and_staff_are_told_that_there_is_one(office: Office) -> None:
    world = office.world
    world.tap("check-in")
    world.tap("type")
    world.type("4711")
    world.tap("help")
    assert "Besuch ist offen" in said(office.unlock())
    world.let_pass(59)
    back = office.tap("lock")
    assert isinstance(back, KeypadScreen)
    assert back.entered == "4711"
    assert world.let_pass(59).frame.overlay is Overlay.NONE, "the visitor's minute begins anew"
    assert world.let_pass(1).frame.overlay is Overlay.IDLE


def test_the_visitors_language_stays_and_staff_read_the_offices(office: Office) -> None:
    office.world.handle(LanguageChosen("en"))
    office.world.tap("info")
    assert office.tap("staff").frame.language == "en", "a visitor may have got here by mistake"
    assert office.unlock().frame.language == "de"
    assert office.tap("lock").frame.language == "en"


def test_a_number_on_the_screen_stays_there_for_its_visitor(office: Office) -> None:
    world = office.world
    world.draw_number()
    world.slip(SlipState.NOT_PRINTED)
    world.let_pass(50)
    world.tap("help")
    office.unlock()
    world.let_pass(40)
    screen = office.tap("lock")
    assert isinstance(screen, TicketScreen)
    assert screen.frame.seconds_left == world.times.finish_without_paper


def test_what_becomes_of_a_slip_meanwhile_is_not_lost(office: Office) -> None:
    world = office.world
    ticket = world.draw_number()
    world.tap("help")
    office.unlock()
    world.handle(SlipChanged(ticket.ticket_id, SlipState.PRINTED))
    assert isinstance(office.screen, StaffScreen)
    screen = office.tap("lock")
    assert isinstance(screen, TicketScreen)
    assert screen.slip is SlipState.PRINTED


# --- leaving ---


def test_left_open_it_closes_itself(office: Office) -> None:
    office.come()
    office.unlock()
    assert isinstance(office.world.let_pass(59), StaffScreen)
    assert office.screen.frame.seconds_left == 1
    assert isinstance(office.world.let_pass(1), StartScreen)


def test_a_touch_keeps_it_open(office: Office) -> None:
    office.come()
    office.unlock()
    office.world.let_pass(50)
    office.world.touch()
    assert isinstance(office.world.let_pass(59), StaffScreen)


def test_how_long_it_stays_open_is_configurable(tmp_path: Path) -> None:
    office = Office(World(tmp_path, times=TimesSection(staff=20)))
    office.come()
    office.unlock()
    assert isinstance(office.world.let_pass(20), StartScreen)
    office.world.database.close()


def test_after_leaving_the_pin_is_asked_for_again(office: Office) -> None:
    office.come()
    office.unlock()
    office.tap("lock")
    assert isinstance(office.come(), KeypadScreen)


def test_whoever_came_by_the_information_page_has_begun_no_visit(office: Office) -> None:
    office.come()
    assert said(office.unlock()) == "Das Terminal ist in Betrieb."
    assert isinstance(office.tap("lock"), StartScreen)


# --- how things stand ---


def test_all_is_well(office: Office) -> None:
    office.since.see("printer", "ok")
    office.come()
    screen = office.unlock()
    assert screen.condition is Condition.GOOD
    assert office.row("Drucker") == ("bereit", "seit 10:42 Uhr", Condition.GOOD)
    assert office.row("Scanner")[0] == "bereit"
    assert office.row("Zentrale")[0] == "verbunden"
    assert office.row("Meldungen")[0] == "alle gesendet"
    assert office.row("Wartenummern")[0] == "120 auf Vorrat"
    assert shipped().source.plain(screen.place) == "Terminal 3 · Bürgerbüro Mitte"


def test_every_trouble_is_counted_and_says_what_to_do(office: Office) -> None:
    office.status = replace(READY, paper=Paper.OUT)
    office.scanner = False
    office.line = "offline"
    office.numbers = {"A": 60, "B": 0}
    office.come()
    screen = office.unlock()
    assert screen.condition is Condition.FAULT
    assert office.row("Drucker") == ("kein Papier", "Bitte wechseln Sie die Papierrolle.", Condition.FAULT)
    assert office.row("Scanner") == ("nicht da", "Bitte prüfen Sie das Kabel.", Condition.FAULT)
    assert office.row("Zentrale")[2] is Condition.ATTENTION
    assert office.row("Wartenummern")[1] == "Wenige oder keine mehr: B"
    assert shipped().source.plain(screen.heading) == "4 Dinge brauchen Aufmerksamkeit"


def test_what_changes_is_seen_within_a_second(office: Office) -> None:
    office.come()
    office.unlock()
    office.status = replace(READY, cover=Cover.OPEN)
    office.world.let_pass(1)
    assert office.row("Drucker")[0] == "Klappe offen"


def test_what_is_not_set_up_needs_nobody(office: Office) -> None:
    office.status = None
    office.scanner = None
    office.come()
    assert office.unlock().condition is Condition.GOOD
    assert office.row("Drucker")[2] is Condition.ABSENT


def test_refused_messages_are_sent_again(office: Office) -> None:
    office.world.draw_number()
    office.world.visit.end()
    (row,) = office.world.outbox.due(0)
    office.world.outbox.bury(row, "gone")
    office.come()
    office.unlock()
    assert office.row("Meldungen")[::2] == ("1 abgelehnt", Condition.FAULT)
    assert said(office.tap("send-again")) == "1 Meldung wird noch einmal gesendet."
    assert office.row("Meldungen")[0] == "1 wartet"
    assert office.woken == 1
    assert "send-again" not in actions_of(office.screen)


def test_a_store_that_does_not_answer_is_a_fact_and_no_end(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.come()

    def broken() -> None:
        raise StoreError("damaged")

    monkeypatch.setattr(office.desk._outbox, "summary", broken)
    office.unlock()
    assert office.row("Meldungen")[::2] == ("Störung", Condition.FAULT)


# --- test slip ---


def test_a_test_slip_says_what_was_expected_and_what_happened(office: Office) -> None:
    office.come()
    office.unlock()
    office.tap("trial")
    assert office.answer() == "trial-printing"
    office.world.handle(TrialEnded(Trial(JobState.PRINTED, None, 1.94, 2.04, 300, weak=False)))
    assert office.answer() == "trial-printed"
    assert "Erwartet: 1,9 Sekunden" in german(office.screen)
    assert "Gebraucht: 2 Sekunden" in german(office.screen)
    office.tap("trial")
    assert office.answer() == "trial-printing"
    assert office.trials == 2
    office.world.handle(TrialEnded(Trial(JobState.FAILED, Reason.PAPER_OUT, 1.9, 0.0, 300, weak=False)))
    assert "Das Papier ist aufgebraucht." in german(office.screen)
    assert "Gebraucht" not in german(office.screen)
    assert isinstance(office.tap("done"), StaffScreen)


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("state", [JobState.FAILED, JobState.UNCERTAIN])
def test_every_way_a_test_slip_can_end_has_words(office: Office, state: JobState, reason: Reason) -> None:
    office.come()
    office.unlock()
    office.tap("trial")
    screen = office.world.handle(TrialEnded(Trial(state, reason, 0.0, 0.5, 0, weak=True)))
    assert len(german(screen)) > 40


def test_a_test_slip_that_ends_after_staff_have_gone_disturbs_nobody(office: Office) -> None:
    office.come()
    office.unlock()
    office.tap("trial")
    office.world.let_pass(60)
    before = office.screen
    assert office.world.handle(TrialEnded(Trial(JobState.PRINTED, None, 1, 1, 1, weak=False))) == before


# --- paper ---


def test_the_paper_change_is_led_and_confirmed_by_the_printer(office: Office) -> None:
    office.status = replace(READY, paper=Paper.OUT)
    office.come()
    office.unlock()
    office.tap("paper")
    assert office.answer() == "paper-empty"
    office.status = replace(READY, paper=Paper.OUT, cover=Cover.OPEN)
    office.world.let_pass(1)
    assert office.answer() == "paper-insert"
    office.status = replace(READY, paper=Paper.OUT)
    office.world.let_pass(1)
    assert office.answer() == "paper-empty", "closed without paper"
    office.status = READY
    office.world.let_pass(1)
    assert office.answer() == "paper-seen"
    assert actions_of(office.screen) == {"done", "trial"}
    assert isinstance(office.tap("done"), StaffScreen)


def test_a_roll_may_be_changed_before_it_is_used_up(office: Office) -> None:
    office.status = replace(READY, paper=Paper.LOW)
    office.come()
    office.unlock()
    office.tap("paper")
    assert office.answer() == "paper-open"
    office.status = replace(READY, paper=Paper.LOW, cover=Cover.OPEN)
    office.world.let_pass(1)
    office.status = replace(READY, paper=Paper.LOW)
    office.world.let_pass(1)
    assert office.answer() == "paper-low", "it looks as before: staff are asked to check"
    office.status = READY
    office.world.let_pass(1)
    assert office.answer() == "paper-seen"


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (None, "paper-unreached"),
        (replace(READY, link=Link.SILENT), "paper-unreached"),
        (replace(READY, cutter=Part.ERROR), "paper-blocked"),
    ],
)
def test_a_printer_that_cannot_confirm_is_not_taken_for_ready(
    office: Office, status: PrinterStatus | None, name: str
) -> None:
    office.status = replace(READY, cover=Cover.OPEN)
    office.come()
    office.unlock()
    office.tap("paper")
    office.status = status
    office.world.let_pass(1)
    assert office.answer() == name
    assert actions_of(office.screen) == set()
    assert isinstance(office.world.tap("back"), StaffScreen)


def test_hands_with_a_roll_have_time(office: Office) -> None:
    office.come()
    office.unlock()
    office.tap("paper")
    assert isinstance(office.world.let_pass(299), AnswerScreen)
    assert isinstance(office.world.let_pass(1), StartScreen)


def without_paper(office: Office) -> str:
    """A visitor draws a number, and no slip comes."""
    office.status = replace(READY, paper=Paper.OUT)
    office.paper.results = [JobResult(JobState.FAILED, Reason.PAPER_OUT)]
    number = office.world.draw_number().number
    office.spool.step()
    return number


def test_slips_that_were_missed_are_offered_after_the_change_and_come_marked(office: Office) -> None:
    number = without_paper(office)
    office.world.tap("help")
    office.unlock()
    office.tap("paper")
    office.status = READY
    office.world.let_pass(1)
    screen = office.tap("missed")
    assert number in german(screen)
    screen = office.tap("print")
    assert "1 Zettel wird gedruckt." in german(screen)
    office.spool.step()
    assert [duplicate for _, duplicate, _ in office.paper.printed] == [True]
    assert isinstance(office.tap("done"), StaffScreen)
    ticket = office.tap("lock")
    assert isinstance(ticket, TicketScreen)
    assert ticket.slip is SlipState.PRINTED, "the visitor who still stands there sees it"


def test_slips_that_nobody_waits_for_are_dropped(office: Office) -> None:
    without_paper(office)
    office.world.visit.end()
    office.come()
    office.unlock()
    office.tap("missed")
    office.tap("drop")
    assert office.answer() == "missed-none"
    office.spool.step()
    assert office.paper.printed == []
    office.tap("done")
    assert "missed" not in actions_of(office.screen)


def test_no_page_for_staff_holds_more_of_a_visitor_than_a_number(office: Office) -> None:
    number = without_paper(office)
    office.world.tap("help")
    seen = [repr(office.unlock())]
    for way in (["paper"], ["missed"], ["trial"]):
        for action in way:
            seen.append(repr(office.tap(action)))
        office.world.tap("back")
    shown = "\n".join(seen)
    assert number in shown
    assert "wohnsitz" not in shown.lower(), "not even what somebody is here for"
