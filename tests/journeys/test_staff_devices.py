# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Staff see how the terminal stands, and test its printer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.printer import Cover, JobState, Paper, Reason
from kiosk.languages import shipped
from kiosk.printing.trial import Trial
from kiosk.store.database import StoreError
from kiosk.visit.events import TrialEnded
from kiosk.visit.screens import (
    Condition,
    StaffScreen,
)
from tests.helpers import World, actions_of, german
from tests.journeys.staff_office import READY, Office, said


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


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
    office.world.let_pass(120)
    before = office.screen
    assert office.world.handle(TrialEnded(Trial(JobState.PRINTED, None, 1, 1, 1, weak=False))) == before
