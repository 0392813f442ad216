# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A day of an office as people see it: two clerks, a call display, phones, a terminal whose line is down for an hour."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest

pytest.importorskip("playwright.sync_api", reason="no Playwright here (pip install playwright)")
from playwright.sync_api import Browser, Page, Route, expect

from backoffice.domain.people import add_person
from backoffice.store import Store
from tests.backoffice.browsing import Running, Screens, chromium
from tests.backoffice.handing_over import CODE, PASSWORD, hand_over
from tests.backoffice.world import FakeClock, Kiosk, add_appointment

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PICTURES = os.environ.get("OFFICE_DAY_PICTURES")
"""A folder for a picture of each step, to look at."""
OPENING = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
SOON_MS = 15_000
OVERFLOWING = """() => [...document.querySelectorAll("#board li")].filter((row) => {
    const [outer, number, desk] = [row, ...row.children].map((part) => part.getBoundingClientRect());
    return number.right > desk.left || desk.right > outer.right
        || [number, desk].some((part) => part.top < outer.top || part.bottom > outer.bottom);
}).map((row) => row.textContent)"""
"""Rows in which something does not fit."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(OPENING)


@pytest.fixture
def running(database: str, clock: FakeClock, tmp_path: Path) -> Iterator[Running]:
    server = Running(database, clock, tmp_path / "handover.key")
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def screens(browser: Browser, running: Running) -> Iterator[Screens]:
    opened = Screens(browser, running.url)
    yield opened
    for context in list(browser.contexts):
        context.close()


@pytest.fixture
def terminal(running: Running, store: Store, clock: FakeClock) -> Iterator[Callable[[], Kiosk]]:
    """Enrols another terminal of ``mitte``."""
    with httpx2.Client(base_url=running.url) as client:
        yield lambda: Kiosk.enrolled(client, store, clock, "mitte")  # type: ignore[arg-type]


@pytest.fixture
def clerk(store: Store, screens: Screens, clock: FakeClock) -> Callable[[str], Page]:
    def sign_in(login: str) -> Page:
        work = partial(
            add_person, login=login, name=login.title(), office_id="mitte", password=PASSWORD, now=clock.now
        )
        store.submit_write(work).result(30)
        return screens.sign_in(login, PASSWORD)

    return sign_in


def picture(page: Page, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def press(page: Page, key: str) -> None:
    """A key that means something once the page is there."""
    expect(page.locator("#workplace[data-ready]")).to_be_attached()
    page.keyboard.press(key)


def number(page: Page) -> Any:
    return page.locator(".here .number")


def rows(display: Page) -> Any:
    return display.locator("#board li")


def spotlight(display: Page, label: str, desk: str) -> None:
    expect(display.locator("#spotlight-number")).to_have_text(label, timeout=SOON_MS)
    expect(display.locator("#spotlight-desk")).to_have_text(desk)
    expect(display.locator("#spotlight")).to_be_visible()


def sign_in_again(page: Page, login: str) -> None:
    """After half an hour without a touch, even though the page kept asking for news."""
    page.get_by_label("Name").fill(login)
    page.get_by_label("Passwort").fill(PASSWORD)
    click(page, "Anmelden")


def work_at(page: Page, desk: str) -> None:
    page.locator(".desks li", has_text=desk).get_by_role("button").click()
    expect(page.locator("h1")).to_contain_text(desk)


@pytest.mark.parametrize(
    "engine",
    ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])],
)
def test_an_office_day(
    running: Running,
    screens: Screens,
    clerk: Callable[[str], Page],
    terminal: Callable[[], Kiosk],
    store: Store,
    clock: FakeClock,
) -> None:
    # Opening: the display waits, two clerks take their desks.
    display = screens.open("/display/mitte", width=1920, height=1080)
    expect(display.locator("#nobody")).to_be_visible()
    expect(display.locator("#clock")).to_have_text("08:00 Uhr")
    picture(display, "01-display-opening")
    anna, bert = clerk("anna"), clerk("bert")
    picture(anna, "02-desks")
    work_at(anna, "Platz 1")
    expect(bert.locator(".desks li", has_text="Platz 1")).to_contain_text("besetzt: Anna", timeout=SOON_MS)
    work_at(bert, "Platz 2")
    expect(anna.locator("#live")).to_contain_text("Niemand wartet.")

    # Walk-ins, somebody with an appointment, somebody with a prepared registration.
    kiosk, other = terminal(), terminal()
    walk_in = [kiosk.draw() for _ in range(2)]
    appointment = add_appointment(store, starts_at=clock.now.replace(minute=5))
    clock.advance(minutes=3)
    with_appointment = kiosk.draw()
    check_in = kiosk.check_in(appointment, with_appointment["id"])
    assert kiosk.put(f"/api/v1/check-ins/{check_in['id']}", check_in).status_code == 201
    prepared = hand_over(kiosk)
    expect(anna.locator("#waiting-heading")).to_have_text("Es warten 4", timeout=SOON_MS)
    expect(anna.locator("#live")).to_contain_text("Termin 08:05")
    phone = screens.open(f"/s/{walk_in[1]['status_token']}", width=360, height=640)
    expect(phone.locator("h2")).to_have_text("Vor Ihnen warten noch 2 Personen.")
    picture(phone, "03-phone-waiting")
    picture(anna, "04-desk-queue")

    # Two calls in a row: each is seen alone, then both stand on the board. The appointment comes first.
    press(anna, "F2")
    expect(number(anna)).to_have_text("A 003")
    press(bert, "F2")
    expect(number(bert)).to_have_text("A 001")
    spotlight(display, "A 003", "Platz 1")
    picture(display, "05-display-first-call")
    spotlight(display, "A 001", "Platz 2")
    expect(display.locator("#spotlight")).to_be_hidden(timeout=SOON_MS)
    expect(rows(display)).to_have_text(["A 001Platz 2", "A 003Platz 1"])
    picture(display, "06-display-board")
    phone.goto(f"{running.url}/s/{walk_in[0]['status_token']}")
    expect(phone.locator("h2")).to_have_text("Sie werden aufgerufen.")
    expect(phone.locator("main")).to_contain_text("Platz 2")
    picture(phone, "07-phone-called")

    # One comes, one does not.
    picture(anna, "08-desk-called")
    press(anna, "F3")
    expect(anna.locator(".here")).to_contain_text("Am Platz seit")
    expect(rows(display)).to_have_text(["A 001Platz 2"])
    press(bert, "F4")
    expect(bert.locator("#told")).to_have_text("A 001 ist noch einmal aufgerufen.")
    spotlight(display, "A 001", "Platz 2")
    press(bert, "F9")
    expect(bert.locator("#told")).to_contain_text("A 001 wartet wieder")
    expect(rows(display)).to_have_count(0)
    clock.advance(minutes=9)
    anna.get_by_label("Wohnsitz an- oder ummelden").check()
    press(anna, "F8")
    expect(anna.locator("#told")).to_have_text("A 003 ist fertig.")

    # The prepared registration is opened from the called number.
    anna.get_by_label("Bestimmte Nummer").fill("a4")
    anna.get_by_role("button", name="Aufrufen", exact=True).first.click()
    expect(number(anna)).to_have_text("A 004")
    press(anna, "F3")
    anna.get_by_label("Code vom Zettel").press_sequentially(CODE)
    picture(anna, "09-desk-handover")
    click(anna, "Übergabe öffnen")
    expect(anna.locator(".doubts")).to_contain_text("Bitte zuerst prüfen")
    click(anna, "Angaben bestätigt")
    expect(anna.locator(".message")).to_contain_text("Abgeschlossen")
    anna.get_by_role("link", name="Schalter").click()
    expect(number(anna)).to_have_text("A 004")
    expect(anna.locator(".handover")).to_have_count(0)
    assert prepared["number"] == 4
    press(anna, "F8")
    expect(anna.locator("#told")).to_have_text("A 004 ist fertig.")

    # Somebody is sent on, and set aside while a photo is taken.
    press(anna, "F2")
    expect(number(anna)).to_have_text("A 002")
    click(anna, "Weiterleiten")
    expect(anna.locator("#told")).to_contain_text("A 002 ist weitergeleitet")
    press(bert, "F2")
    expect(number(bert)).to_have_text("A 002")
    expect(bert.locator(".here")).to_contain_text("Weitergeleitet in Warteschlange B")
    press(bert, "F7")
    expect(bert.locator("#told")).to_have_text("A 002 ist zurückgestellt.")
    phone.goto(f"{running.url}/s/{walk_in[1]['status_token']}")
    expect(phone.locator("h2")).to_have_text("Wir rufen Sie wieder auf.")
    picture(phone, "10-phone-parked")

    # Lunch: one desk closes, the other goes on.
    click(bert, "Platz schließen")
    expect(bert.locator(".desks")).to_be_visible()
    expect(anna.locator("#live")).to_contain_text("geschlossen", timeout=SOON_MS)
    clock.advance(minutes=31)
    bert.reload()
    sign_in_again(bert, "bert")
    work_at(bert, "Platz 2")
    click(bert, "A 002 wieder einreihen")
    expect(bert.locator("#told")).to_contain_text("A 002 wartet wieder")
    press(bert, "F2")
    expect(number(bert)).to_have_text("A 002")
    spotlight(display, "A 002", "Platz 2")
    press(bert, "F8")
    expect(bert.locator("#told")).to_have_text("A 002 ist fertig.")
    press(bert, "F2")
    expect(number(bert)).to_have_text("A 001")
    expect(bert.locator(".here")).to_contain_text("Schon 1-mal nicht gekommen")
    press(bert, "F8")
    expect(bert.locator("#told")).to_have_text("A 001 ist fertig.")

    # A terminal without a line gives numbers for an hour. Its facts come late and have their place all the same.
    offline = []
    for _ in range(2):
        clock.advance(minutes=10)
        offline.append(kiosk.ticket(issued_offline=True))
    clock.advance(minutes=20)
    late_number = other.draw()["number"]
    clock.advance(minutes=20)
    for body in reversed(offline):
        assert kiosk.put(f"/api/v1/tickets/{body['id']}", body).status_code == 201
    bert.reload()
    sign_in_again(bert, "bert")
    expect(bert.locator("#waiting-heading")).to_have_text("Es warten 3", timeout=SOON_MS)
    picture(bert, "11-desk-late-facts")
    for expected in (offline[0]["number"], offline[1]["number"], late_number):
        press(bert, "F2")
        expect(number(bert)).to_have_text(f"A {expected:03d}")
        press(bert, "F8")
        expect(bert.locator("#told")).to_have_text(f"A {expected:03d} ist fertig.")

    # Closing.
    press(bert, "F2")
    expect(bert.locator("#told")).to_have_text("Im Moment wartet niemand.")
    click(bert, "Platz schließen")
    expect(bert.locator(".desks")).to_be_visible()
    click(bert, "Abmelden")
    expect(bert.get_by_label("Passwort")).to_be_visible()
    expect(display.locator("#nobody")).to_be_visible(timeout=SOON_MS)
    assert screens.wrong == []


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_display_that_is_cut_off_says_so_and_calls_out_what_it_missed(
    running: Running, screens: Screens, clerk: Callable[[str], Page], terminal: Callable[[], Kiosk]
) -> None:
    kiosk = terminal()
    kiosk.draw()
    kiosk.draw()
    display = screens.open("/display/mitte", width=1920, height=1080)
    anna = clerk("anna")
    work_at(anna, "Platz 1")
    press(anna, "F2")
    spotlight(display, "A 001", "Platz 1")
    expect(display.locator("#lost")).to_be_hidden()
    running.stop()
    expect(display.locator("#lost")).to_be_visible(timeout=30_000)
    expect(display.locator("#lost")).to_contain_text("Verbindung unterbrochen seit 08:00 Uhr")
    expect(rows(display)).to_have_text(["A 001Platz 1"])
    picture(display, "20-display-lost")
    running.start()
    press(anna, "F8")
    expect(anna.locator("#told")).to_have_text("A 001 ist fertig.")
    press(anna, "F2")
    expect(number(anna)).to_have_text("A 002")
    expect(display.locator("#lost")).to_be_hidden(timeout=30_000)
    spotlight(display, "A 002", "Platz 1")
    expect(display.locator("#spotlight")).to_be_hidden(timeout=SOON_MS)
    expect(rows(display)).to_have_text(["A 002Platz 1"])


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720), (1080, 1920)])
def test_many_calls_fit_on_the_board_and_can_be_read_from_afar(
    screens: Screens, width: int, height: int
) -> None:
    display = screens.open("/display/mitte", width=width, height=height)
    expect(display.locator("#clock")).not_to_be_empty()
    for count in (3, 8, 14):
        called = [
            {"label": f"A {one:03d}", "desk": f"Platz {one}", "queue": "A", "call": 1}
            for one in range(1, count + 1)
        ]
        called[0]["desk"] = "Zimmer 2.14, Erdgeschoss links"
        state = json.dumps({"now": OPENING.isoformat(), "called": called})
        answer = partial(_answer, body=f"event: snapshot\ndata: {state}\n\n")
        display.unroute_all()
        display.route("**/api/v1/offices/mitte/events*", answer)
        display.reload()
        expect(rows(display)).to_have_count(count)
        picture(display, f"30-board-{width}x{height}-{count}")
        overflowing = display.evaluate(OVERFLOWING)
        assert overflowing == []
        board = display.locator("#board").bounding_box()
        assert board is not None
        assert board["y"] + board["height"] <= height
        digits = display.evaluate(
            "() => parseFloat(getComputedStyle(document.querySelector('#board b')).fontSize)"
        )
        # 8 m: capitals of 4 cm at least; on a 55 inch screen (68.5 cm) digits are 0.71 of the font's size.
        screen_cm = 68.5 if width > height else 121.8
        assert digits * 0.71 / height * screen_cm >= 4.0


def _answer(route: Route, body: str) -> None:
    route.fulfill(content_type="text/event-stream", body=body)
