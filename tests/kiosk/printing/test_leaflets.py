# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Print-outs of answers: after the numbers, once, and not for somebody who has gone."""

from __future__ import annotations

from devices.printer import JobResult, JobState, Reason, Slip, Text
from kiosk.printing.spool import LEAFLET_JOB, LEAFLET_WITHIN_S, LEAFLETS_AT_MOST, Spool
from kiosk.visit.events import Event, LeafletEnded
from tests.helpers import World
from tests.kiosk.printing.test_spool import Scripted

ANSWER = Slip((Text("Wo kann ich parken?"),))


def spool(world: World, printer: Scripted, told: list[Event]) -> Spool:
    return Spool(world.database, printer, world.clock, told.append)  # type: ignore[arg-type]


def test_numbers_are_printed_before_answers(world: World) -> None:
    printer, told = Scripted(), []
    desk = spool(world, printer, told)
    desk.want_leaflet(ANSWER)
    world.draw_number()
    desk.step()
    assert [job for job, _, _ in printer.printed] == [1, LEAFLET_JOB]
    assert told[-1] == LeafletEnded(ANSWER, printed=True)
    desk.step()
    assert len(printer.printed) == 2, "once"


def test_an_answer_that_did_not_come_out_is_not_tried_again(world: World) -> None:
    printer, told = Scripted(), []
    printer.results.append(JobResult(JobState.FAILED, Reason.PAPER_OUT))
    desk = spool(world, printer, told)
    desk.want_leaflet(ANSWER)
    desk.step()
    desk.step()
    assert told == [LeafletEnded(ANSWER, printed=False)]
    assert printer.printed == []


def test_nobody_waits_for_an_answer_of_minutes_ago(world: World) -> None:
    printer, told = Scripted(), []
    desk = spool(world, printer, told)
    desk.want_leaflet(ANSWER)
    world.clock.advance(LEAFLET_WITHIN_S + 1)
    desk.step()
    assert told == [LeafletEnded(ANSWER, printed=False)]
    assert printer.printed == []


def test_a_child_at_the_button_does_not_empty_the_roll(world: World) -> None:
    printer, told = Scripted(), []
    desk = spool(world, printer, told)
    for _ in range(50):
        desk.want_leaflet(ANSWER)
    desk.step()
    assert len(printer.printed) == LEAFLETS_AT_MOST
