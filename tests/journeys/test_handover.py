# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the last page of a form to the clerk's screen: real terminal, real HTTP, real back office, simulated printer."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
import structlog

from devices.printer import Cut, Slip
from devices.printer import Text as Printed
from kiosk import log as log_module
from kiosk.handover import Submitted
from kiosk.sync import client as client_module
from kiosk.tickets.desk import Issued
from tests.backoffice.handing_over import Browser
from tests.canary import files_with
from tests.journeys.test_bad_days import Day
from tests.kiosk.handover.preparing import CANARY, landlord_form, order, prepared, record
from tests.kiosk.sync.faulty_line import Fault


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """Logs go where they go on a real terminal."""
    monkeypatch.setattr(client_module, "READ_TIMEOUT_S", 2.0)
    before = structlog.get_config()
    log_module.configure(tmp_path / "state" / "log", to_stderr=False)
    made = Day(tmp_path, tmp_path / "state")
    made.until(lambda: made.terminal.visit.around.handovers.can_seal(made.clock.now().date()), made.terminal)
    yield made
    made.close()
    root = logging.getLogger("buergerterminal")
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    structlog.configure(**before)


def slip(issued: Issued, code: str) -> Slip:
    return Slip((Printed(issued.label), Printed(code), Cut()))


def submit(day: Day) -> Submitted:
    """What the last page of a form does."""
    day.terminal.visit.office.refresh()
    submitted = day.terminal.visit.around.handovers.submit(order(), prepared(), slip)
    assert submitted.code, submitted.unsealed
    return submitted


def waiting(day: Day) -> list[str]:
    with day.terminal.database.reading() as connection:
        return [row["resource"] for row in connection.execute("SELECT resource FROM outbox ORDER BY seq")]


def kept(day: Day) -> int:
    connection = sqlite3.connect(f"file:{day.database}?mode=ro", uri=True)
    (count,) = connection.execute("SELECT count(*) FROM handover WHERE sealed IS NOT NULL").fetchone()
    connection.close()
    return int(count)


@contextmanager
def at_the_desk(day: Day) -> Iterator[Browser]:
    """A clerk's browser over real HTTP."""
    login, password = day.back_office.clerk()
    with httpx2.Client(base_url=day.back_office.url, timeout=20) as client:
        browser = Browser(client)
        assert browser.sign_in(login, password).status_code == 200
        yield browser


def test_the_clerk_opens_with_the_code_what_the_visitor_prepared_and_nobody_else_has_it(
    day: Day, tmp_path: Path
) -> None:
    submitted = submit(day)
    day.until(lambda: not waiting(day), day.terminal)
    day.until(lambda: any(submitted.shown_code in text for text in day.on_paper()))
    with at_the_desk(day) as browser:
        page = browser.open(submitted.shown_code).text
        assert CANARY in page
        assert "Familienname" in page
        form = browser.get(submitted.paper_link)
        assert form.content.decode() == f"%PDF form {CANARY}"
    assert files_with(CANARY, tmp_path) == []


def test_the_back_office_is_down_for_the_whole_visit_and_the_record_arrives_later_once(
    day: Day, tmp_path: Path
) -> None:
    day.go_offline(Fault.REFUSED)
    submitted = submit(day)
    day.until(lambda: any(submitted.shown_code in text for text in day.on_paper()))
    assert waiting(day) == ["tickets", "handovers"]
    assert kept(day) == 0
    assert files_with(CANARY, tmp_path) == [], "what waits is sealed"
    day.terminal.stop()
    day.line.next_fault = lambda: Fault.NONE
    day.terminal = day._open_terminal(day.state_dir)
    day.until(lambda: not waiting(day), day.terminal)
    assert kept(day) == 1
    with at_the_desk(day) as browser:
        assert CANARY in browser.open(submitted.shown_code).text


def test_an_answer_that_is_lost_again_and_again_makes_no_second_handover(day: Day) -> None:
    lost = iter([Fault.REPLY_LOST] * 4)
    day.line.next_fault = lambda: next(lost, Fault.NONE)
    submitted = submit(day)
    day.until(lambda: not waiting(day), day.terminal)
    assert day.outbox.summary().dead == 0
    assert kept(day) == 1
    with at_the_desk(day) as browser:
        assert CANARY in browser.open(submitted.shown_code).text


def test_what_fails_while_submitting_leaves_no_trace_either(day: Day, tmp_path: Path) -> None:
    def broken(*_: object) -> bytes:
        raise ValueError(CANARY)

    handovers = day.terminal.visit.around.handovers
    handovers.submit(order(), prepared(sheet=broken), slip)
    failed = handovers.submit(order(), prepared(record=broken), slip)
    assert failed.unsealed
    day.until(lambda: not waiting(day), day.terminal)
    written = "".join(path.read_text() for path in (day.state_dir / "log").iterdir())
    assert "handover_paper_failed" in written
    assert "handover_not_sealed" in written
    assert files_with(CANARY, tmp_path) == []


def test_the_search_for_the_name_would_find_it(tmp_path: Path) -> None:
    assert files_with(CANARY, tmp_path) == []
    (tmp_path / "a").write_text(f"xx{CANARY}xx", encoding="utf-8")
    (tmp_path / "b").write_bytes(f"x{CANARY}".encode("utf-16-le"))
    (tmp_path / "c").write_text(f"{record.__name__}{CANARY}{landlord_form.__name__}".encode().hex())
    assert len(files_with(CANARY, tmp_path)) == 3
