# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Staff change the paper roll, and what was missed comes out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.printer import Cover, JobResult, JobState, Link, Paper, Part, PrinterStatus, Reason
from kiosk.visit.events import SlipState
from kiosk.visit.screens import (
    AnswerScreen,
    StaffScreen,
    StartScreen,
    TicketScreen,
)
from tests.helpers import World, actions_of, german
from tests.journeys.staff_office import READY, Office


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


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
