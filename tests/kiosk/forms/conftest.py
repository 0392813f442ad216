# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A form that uses every kind of page and field, and what it takes to hand it over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.assets import assets_dir
from kiosk.forms.engine import Engine
from kiosk.forms.load import load_form
from kiosk.handover.submit import RecordFrame
from kiosk.services import Service, load_catalogue

TODAY = date(2026, 11, 24)
FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="session")
def icons() -> frozenset[str]:
    return frozenset(path.stem for path in (assets_dir() / "icons").glob("*.svg"))


@pytest.fixture(scope="session")
def dogs(icons: frozenset[str]) -> Engine:
    return Engine(load_form(FILES / "hundesteuer.yaml", icons))


@pytest.fixture(scope="session")
def service() -> Service:
    found = load_catalogue(assets_dir() / "services").get("meldebescheinigung")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def frame() -> RecordFrame:
    return RecordFrame(
        id=UUID("01937000-0000-7000-8000-000000000001"),
        office_id="mitte",
        terminal_id=UUID("01937000-0000-7000-8000-000000000002"),
        ticket_number="B 042",
        language="de",
        prepared_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
        valid_on=TODAY,
    )
