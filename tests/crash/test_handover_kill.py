# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal is killed while a form is submitted: number, sealed hand-over and slip are all there or none, and the name
is nowhere."""

from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from tests.canary import files_with
from tests.crash.handover_process import die_while_submitting
from tests.kiosk.handover.preparing import CANARY

DEATHS = 12


def live(folder: Path, kill_at: int, report: Path) -> int:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.crash.handover_process"])
    folder.mkdir()
    process = context.Process(target=die_while_submitting, args=(str(folder), kill_at, str(report)))
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode


def rows(folder: Path) -> tuple[int, int, int]:
    connection = sqlite3.connect(folder / "terminal.sqlite")
    try:
        return (
            connection.execute("SELECT count(*) FROM ticket").fetchone()[0],
            connection.execute("SELECT count(*) FROM outbox WHERE resource = 'handovers'").fetchone()[0],
            connection.execute("SELECT count(*) FROM print_job").fetchone()[0],
        )
    finally:
        connection.close()


@pytest.mark.timeout(240)
def test_killed_at_any_step_all_is_there_or_nothing_and_the_name_nowhere(tmp_path: Path) -> None:
    report = tmp_path / "steps"
    assert live(tmp_path / "whole", 0, report) == 0
    steps = int(report.read_text())
    assert rows(tmp_path / "whole") == (1, 1, 1)
    assert files_with(CANARY, tmp_path) == []
    seen = set()
    for death in range(DEATHS):
        kill_at = 1 + death * (steps - 1) // (DEATHS - 1)
        folder = tmp_path / f"death-{death}"
        assert live(folder, kill_at, report) == -9
        found = rows(folder)
        assert found in {(0, 0, 0), (1, 1, 1)}
        seen.add(found)
        assert files_with(CANARY, folder) == []
    assert len(seen) == 2, "some deaths before the commit, some after"
