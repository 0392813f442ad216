# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demo's papers come from the desk and the phone's link, as real ones do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.handover import Prepared
from kiosk.registration.reading import Reading
from kiosk.registration.rules import RULES
from tests.journeys.test_bad_days import Day
from tests.kiosk.handover.preparing import order, slip
from tests.kiosk.paper.reading import FROM_ABROAD, TODAY, record_of, text
from ui.demopapers import keep_papers


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, tmp_path / "state")
    made.until(lambda: made.terminal.visit.around.handovers.can_seal(made.clock.now().date()), made.terminal)
    yield made
    made.close()


def test_the_papers_of_a_handover_are_kept_with_a_picture_of_each_page(day: Day, tmp_path: Path) -> None:
    papers = RULES.papers(Reading({**FROM_ABROAD, "dwelling": "rented"}).answers, TODAY)
    family = record_of(FROM_ABROAD, {"relation": "child", "birth_date": "2015-01-01"})
    prepared = Prepared(
        record=lambda frame: family.model_copy(
            update={
                "id": frame.id,
                "terminal_id": frame.terminal_id,
                "ticket_number": frame.ticket_number,
                "valid_on": frame.valid_on,
            }
        ),
        sheet=papers.sheet,
        landlord_form=papers.landlord_form,
    )
    day.terminal.visit.office.refresh()
    submitted = day.terminal.visit.around.handovers.submit(order(), prepared, slip)
    day.until(lambda: day.outbox.summary().waiting == 0, day.terminal)
    kept = keep_papers(
        day.back_office, submitted.shown_code, submitted.paper_link, tmp_path / "papers", "familie"
    )
    names = [path.name for path in kept]
    assert "familie-vorbereitungsbogen.pdf" in names
    assert "familie-vorbereitungsbogen-2.png" in names
    assert "familie-wohnungsgeberbestaetigung-1.png" in names
    assert submitted.shown_code in text((tmp_path / "papers/familie-vorbereitungsbogen.pdf").read_bytes())
    phone = (tmp_path / "papers/familie-telefon.pdf").read_bytes()
    assert phone == (tmp_path / "papers/familie-wohnungsgeberbestaetigung.pdf").read_bytes()
