# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures are what happened: counted against days that the test made itself."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from backoffice.domain.figures import Figures, figures
from backoffice.domain.roles import Role
from backoffice.schema import ticket
from backoffice.store import Store
from backoffice.web.charts import bars
from tests.backoffice.handing_over import PASSWORD, Browser, serving
from tests.backoffice.staff import signed_in
from tests.backoffice.world import DAY, START, FakeClock, Kiosk, add_appointment


@pytest.fixture
def server(database: str, clock: FakeClock, tmp_path: Path) -> Iterator[TestClient]:
    with serving(database, clock, tmp_path / "key") as client:
        yield client


@pytest.fixture
def admin(server: TestClient, store: Store, clock: FakeClock) -> Browser:
    return signed_in(server, store, clock, Role.ADMIN)


def served(
    store: Store, kiosk: Kiosk, waited: float, took: float | None, state: str = "done", **more: Any
) -> str:
    """A ticket of now that waited and took so many minutes."""
    body = kiosk.draw(**more)
    called = kiosk.clock.now + timedelta(minutes=waited)
    finished = None if took is None else called + timedelta(minutes=took)
    store.submit_write(
        lambda connection: connection.execute(
            update(ticket)
            .where(ticket.c.status_token == body["status_token"])
            .values(state=state, called_at=called, finished_at=finished)
        )
    ).result(30)
    return str(body["id"])


def a_day(store: Store, kiosk: Kiosk) -> None:
    for waited, took in ((2, 10), (4, 20), (12, 30)):
        served(store, kiosk, waited, took)
    kiosk.clock.advance(hours=1)
    served(store, kiosk, 30, None, state="missed", queue="B", service="wohnsitz-anmelden")
    first = served(store, kiosk, 6, 5, queue="B", service="wohnsitz-anmelden")
    kiosk.draw()
    came = add_appointment(store)
    add_appointment(store)
    add_appointment(store, cancelled=True)
    add_appointment(store, starts_at=START + timedelta(hours=9))
    body = kiosk.check_in(came, first)
    assert kiosk.put(f"/api/v1/check-ins/{body['id']}", body).status_code == 201


def counted(store: Store, clock: FakeClock, first: date = DAY, last: date = DAY) -> Figures:
    now = clock.now
    return store.submit_read(lambda connection: figures(connection, "mitte", first, last, now)).result(30)


def test_a_day_is_counted_as_it_was(store: Store, kiosk: Kiosk, clock: FakeClock) -> None:
    a_day(store, kiosk)
    found = counted(store, clock)
    assert (found.tickets, found.missed, found.with_appointment) == (6, 1, 1)
    assert (found.appointments, found.no_shows, found.cancelled) == (2, 1, 1)
    assert (found.wait.count, found.wait.middle, found.wait.mean) == (4, 5.0, 6.0)
    assert (found.service.count, found.service.middle) == (4, 15.0)
    assert [(line.name, line.tickets, line.wait.middle) for line in found.by_hour] == [
        ("10", 3, 4.0),
        ("11", 3, 6.0),
    ]
    assert [(line.name, line.tickets, line.missed) for line in found.by_service] == [
        ("reisepass-beantragen", 4, 0),
        ("wohnsitz-anmelden", 2, 1),
    ]
    assert [(line.name, line.tickets) for line in found.by_terminal] == [("1", 6)]
    assert [line.name for line in found.by_day] == [str(DAY)]
    assert counted(store, clock, DAY - timedelta(days=7), DAY - timedelta(days=1)).tickets == 0


def test_a_clock_that_is_wrong_by_a_year_spoils_no_mean(store: Store, kiosk: Kiosk, clock: FakeClock) -> None:
    served(store, kiosk, 4, 10)
    served(store, kiosk, 4, 10, drawn_at=(clock.now - timedelta(days=365)).isoformat())
    found = counted(store, clock)
    assert (found.tickets, found.wait.count, found.wait.mean) == (2, 1, 4.0)


def test_the_page_shows_charts_and_the_same_numbers_in_tables(
    store: Store, kiosk: Kiosk, admin: Browser
) -> None:
    a_day(store, kiosk)
    admin.sign_in("anna", PASSWORD)
    page = admin.get("/figures").text
    assert page.count("<svg") == 8
    for start in range(8):
        svg = page.split("<svg")[start + 1].split("</svg>")[0]
        ET.fromstring(f"<svg{svg}</svg>")
    words = unescape(page)
    assert "von 2 Terminen ohne Ankunft" in words
    assert "Reisepass" in words
    assert "<strong>5,0</strong>Min. Wartezeit" in words


def test_the_csv_holds_the_same_and_nothing_about_people(store: Store, kiosk: Kiosk, admin: Browser) -> None:
    a_day(store, kiosk)
    admin.sign_in("anna", PASSWORD)
    answer = admin.get(f"/figures.csv?first={DAY}&last={DAY}")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["gesamt", "alle", "6", "6,0", "5,0", "10,2", "16,2", "15,0", "1"]
    assert ["Nach Terminal", "Terminal 1", "6"] in [row[:3] for row in rows]
    assert ["gesamt", "Termine ohne Ankunft", "1"] in rows
    with_tokens = store.submit_read(lambda connection: connection.execute(ticket.select()).all()).result(30)
    for row in with_tokens:
        assert row.status_token not in answer.text
        assert str(row.id) not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "first=2026-11-25&last=2026-11-24",
        "first=2020-01-01&last=2026-11-24",
        "first=x&last=y",
        "first=0001-01-01&last=0001-01-02",
        "first=<script>alert(1)</script>&last=2026-11-24",
        "first=' OR 1=1 --",
    ],
)
def test_impossible_days_are_named(admin: Browser, query: str) -> None:
    page = admin.get(f"/figures?{query}")
    assert page.status_code == 422
    assert "zwei Tage" in page.text
    assert "<script>alert" not in page.text
    assert admin.get(f"/figures.csv?{query}").status_code == 422


def test_figures_of_another_office_are_for_the_whole_city(
    admin: Browser, server: TestClient, store: Store, clock: FakeClock
) -> None:
    assert admin.get("/figures?office=west").status_code == 403
    assert admin.get("/figures.csv?office=west").status_code == 403
    boss = signed_in(server, store, clock, Role.ADMIN, login="chef", whole_city=True)
    assert "Bürgerbüro West" in unescape(boss.get("/figures?office=west").text)


@given(st.lists(st.none() | st.floats(0, 1e6), max_size=400))
def test_every_bar_stays_inside_its_picture(values: list[float | None]) -> None:
    chart = bars([str(number) for number in range(len(values))], values)
    for bar in chart.bars:
        assert 0 <= bar.y <= chart.base
        assert bar.height >= 0
        assert abs(bar.y + bar.height - chart.base) < 0.2
        assert bar.x + bar.width <= chart.width
