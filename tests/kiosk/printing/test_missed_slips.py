# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slips that did not come out: staff may have them printed after the paper change, once, marked, and not for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from devices.printer import JobResult, JobState, Reason
from kiosk.printing.spool import REPRINT_WITHIN
from kiosk.store.jobs import PrintJobs
from tests.helpers import World
from tests.kiosk.printing.test_spool import Bench, Scripted

NO_PAPER = JobResult(JobState.FAILED, Reason.PAPER_OUT)


@pytest.fixture
def printer() -> Scripted:
    return Scripted()


@pytest.fixture
def bench(world: World, printer: Scripted) -> Bench:
    return Bench(world, printer)  # type: ignore[arg-type]


def labels(bench: Bench) -> list[str]:
    return [slip.label for slip in bench.jobs.missed(bench.world.clock.now())]


def reprint(bench: Bench) -> int:
    now = bench.world.clock.now()
    return bench.jobs.print_missed(now, now + REPRINT_WITHIN)


def test_after_the_paper_change_they_come_out_marked_as_second_slips(bench: Bench, printer: Scripted) -> None:
    numbers = [bench.draw(), bench.draw()]
    printer.results = [NO_PAPER, JobResult(JobState.UNCERTAIN, Reason.PAPER_OUT, bytes_sent=200)]
    bench.spool.step()
    assert labels(bench) == numbers
    assert reprint(bench) == 2
    assert labels(bench) == [], "what waits in the queue is not offered again"
    bench.spool.step()
    assert [duplicate for _, duplicate, _ in printer.printed] == [False, True, True]
    assert bench.states == ["failed", "uncertain", "printed", "printed"]
    assert bench.slips() == ["", "", "", ""]
    assert reprint(bench) == 0


def test_a_roll_that_is_empty_too_leaves_them_on_offer(bench: Bench, printer: Scripted) -> None:
    number = bench.draw()
    printer.results = [NO_PAPER, NO_PAPER]
    bench.spool.step()
    reprint(bench)
    bench.spool.step()
    assert labels(bench) == [number]
    reprint(bench)
    bench.spool.step()
    assert [duplicate for _, duplicate, _ in printer.printed] == [True]


def test_a_second_slip_that_may_lie_in_the_tray_is_not_printed_a_third_time(
    bench: Bench, printer: Scripted
) -> None:
    bench.draw()
    printer.results = [NO_PAPER, JobResult(JobState.UNCERTAIN, Reason.NO_CONFIRMATION, bytes_sent=200)]
    bench.spool.step()
    reprint(bench)
    bench.spool.step()
    assert labels(bench) == []


def test_dropped_ones_are_forgotten(bench: Bench, printer: Scripted) -> None:
    bench.draw()
    printer.results = [NO_PAPER]
    bench.spool.step()
    assert bench.jobs.drop_missed() == 1
    assert labels(bench) == []
    assert bench.slips() == [""]
    assert bench.jobs.drop_missed() == 0


def test_nobody_waits_for_ever_and_what_they_said_is_not_kept(bench: Bench, printer: Scripted) -> None:
    bench.draw()
    printer.results = [NO_PAPER]
    bench.spool.step()
    bench.world.clock.advance(599)
    assert len(labels(bench)) == 1
    bench.spool.step()
    assert bench.slips() != [""]
    bench.world.clock.advance(1)
    assert labels(bench) == []
    bench.spool.step()
    assert bench.slips() == [""]


@pytest.mark.parametrize("reason", [Reason.NO_PRINTER, Reason.UNPRINTABLE])
def test_what_would_fail_again_is_not_offered(bench: Bench, printer: Scripted, reason: Reason) -> None:
    bench.draw()
    printer.results = [JobResult(JobState.FAILED, reason)]
    bench.spool.step()
    assert labels(bench) == []
    assert bench.slips() == [""]


def test_whoever_has_got_another_slip_meanwhile_gets_no_second_one(bench: Bench, printer: Scripted) -> None:
    bench.draw()
    printer.results = [NO_PAPER]
    bench.spool.step()
    (slip,) = bench.jobs.missed(bench.world.clock.now())
    with bench.world.database.transaction() as connection:
        from kiosk.store import jobs

        now = bench.world.clock.now()
        jobs.add(
            connection,
            ticket_id=slip.job.ticket_id,
            slip=slip.job.slip,
            now=now,
            expires_at=now + timedelta(minutes=10),
            duplicate=True,
        )
    assert labels(bench) == []
    bench.spool.step()
    assert labels(bench) == []


def test_a_slip_the_disk_has_eaten_hides_no_other(bench: Bench, printer: Scripted) -> None:
    bench.draw()
    number = bench.draw()
    printer.results = [NO_PAPER, NO_PAPER]
    bench.spool.step()
    with bench.world.database.transaction() as connection:
        connection.execute("UPDATE print_job SET expires_at = 'noon' WHERE id = 1")
    assert [slip.label for slip in PrintJobs(bench.world.database).missed(bench.world.clock.now())] == [
        number
    ]
    bench.spool.step()
    assert bench.slips()[0] == ""


def test_a_test_slip_comes_after_the_slips_that_wait_and_says_how_it_went(
    bench: Bench, printer: Scripted
) -> None:
    from devices.printer import Prediction

    printer.predict = lambda _slip: Prediction(300, 1.5, 1.0, 0.5)  # type: ignore[attr-defined]
    printer.results = [JobResult(JobState.PRINTED), JobResult(JobState.PRINTED, weak=True, seconds=1.6)]
    bench.draw()
    bench.spool.want_trial()
    bench.spool.step()
    assert [job for job, _, _ in printer.printed] == [1, 0]
    trial = bench.told[-1].trial  # type: ignore[attr-defined]
    assert (trial.state, trial.predicted, trial.actual, trial.weak) == (JobState.PRINTED, 1.5, 1.6, True)
    bench.spool.step()
    assert len(printer.printed) == 2, "one test slip a wish"
