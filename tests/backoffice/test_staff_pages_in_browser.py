# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Floor page, administration and figures in a real browser: they renew themselves, say when they cannot, and run no script
that is not ours."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

pytest.importorskip("playwright.sync_api", reason="no Playwright here (pip install playwright)")
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from backoffice.domain.people import add_person
from backoffice.domain.roles import Role
from backoffice.store import Store
from tests.backoffice.browsing import Running, Screens, chromium
from tests.backoffice.handing_over import PASSWORD
from tests.backoffice.test_figures_page import a_day
from tests.backoffice.test_floor_page import beat, call_help
from tests.backoffice.world import FakeClock, Kiosk, enrol

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PICTURES = os.environ.get("STAFF_PAGES_PICTURES")
"""A folder for pictures to look at."""
LOOK = re.compile(r"/workplace/live\?")
SOON_MS = 15_000
WIDER_THAN_THE_WINDOW = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def engine() -> str:
    """What a browser shows does not depend on the database."""
    return "sqlite"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


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
    yield Screens(browser, running.url)
    for context in list(browser.contexts):
        context.close()


@pytest.fixture
def line(running: Running) -> Iterator[Any]:
    with httpx2.Client(base_url=running.url) as client:
        yield client


@pytest.fixture
def kiosk(line: Any, store: Store, clock: FakeClock) -> Kiosk:
    return Kiosk.enrolled(line, store, clock, "mitte")


def sign_in(screens: Screens, store: Store, *roles: Role, whole_city: bool = False) -> Page:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    store.submit_write(
        lambda connection: add_person(
            connection, "anna", "Anna Arbeit", "mitte", PASSWORD, now, roles=roles, whole_city=whole_city
        )
    ).result(30)
    return screens.sign_in("anna", PASSWORD)


def picture(page: Page, name: str) -> None:
    assert not page.evaluate(WIDER_THAN_THE_WINDOW), f"{name} has to be scrolled sideways"
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_a_call_for_help_appears_by_itself_and_whoever_goes_there_is_announced(
    running: Running, screens: Screens, store: Store, kiosk: Kiosk, line: Any, clock: FakeClock
) -> None:
    busy = Kiosk.enrolled(line, store, clock, "mitte")
    empty = Kiosk.enrolled(line, store, clock, "mitte")
    beat(kiosk)
    beat(busy, in_use=True, screen="form")
    beat(empty, devices=[{"device": "printer", "state": "warning", "detail": "prepare-paper"}])
    page = sign_in(screens, store, Role.FLOOR)
    expect(page.locator("h1")).to_have_text("Bürgerbüro Mitte · Terminals")
    expect(page.locator(".terminal.free")).to_have_count(2)
    call = call_help(kiosk)
    expect(page.locator(".terminal.help")).to_have_count(1, timeout=SOON_MS)
    expect(page.locator(".terminal").first).to_contain_text("Terminal 1")
    picture(page, "floor")
    page.get_by_role("button", name="Ich gehe hin").click()
    expect(page.get_by_role("status")).to_contain_text("dass jemand kommt")
    assert beat(kiosk)["help_taken"] == [call]
    running.stop()
    expect(page.locator("#lost")).to_be_visible(timeout=SOON_MS)
    picture(page, "floor-lost")
    screens.wrong.clear()  # the browser says that nobody answers
    running.start()
    expect(page.locator("#lost")).to_be_hidden(timeout=SOON_MS)
    page.get_by_role("button", name="Erledigt").click()
    expect(page.locator(".terminal.help")).to_have_count(0)
    assert [line for line in screens.wrong if "Content Security" in line] == []


def test_news_from_the_office_do_not_overtake_the_answer_to_a_step(
    screens: Screens, store: Store, kiosk: Kiosk
) -> None:
    kiosk.draw()
    page = sign_in(screens, store, Role.CLERK)
    page.locator(".desks li", has_text="Platz 1").get_by_role("button").click()
    page.locator("#workplace[data-ready]").wait_for()
    page.keyboard.press("F2")
    expect(page.locator(".here .number")).to_have_text("A 001")
    page.locator("#workplace[data-ready]").wait_for()
    looks: list[Route] = []
    steps: list[tuple[Route, APIResponse]] = []

    def look_before_the_answer(step: Route) -> None:
        steps.append((step, step.fetch(max_redirects=0)))
        looks[0].continue_()  # it finds a number called once more, for which the page loads anew

    page.route(LOOK, lambda look: looks.append(look))
    page.route("**/workplace/again", look_before_the_answer)
    with page.expect_request(LOOK):
        page.evaluate("document.body.dispatchEvent(new Event('office-event'))")
    with page.expect_response(LOOK):
        page.keyboard.press("F4")
    [(step, answer)] = steps
    step.fulfill(response=answer)
    expect(page.locator("#told")).to_have_text("A 001 ist noch einmal aufgerufen.")


def test_an_administrator_sets_up_an_office_and_lets_a_terminal_in(
    screens: Screens, store: Store, kiosk: Kiosk, line: Any
) -> None:
    from uuid import uuid4

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    page = sign_in(screens, store, Role.ADMIN, whole_city=True)
    page.get_by_role("link", name="Verwaltung").click()
    picture(page, "admin-offices")
    page.get_by_role("link", name="Bürgerbüro Mitte").click()
    page.get_by_label("Hinweis").fill('Der <b>Aufzug</b> ist "außer" Betrieb.')
    page.locator("section", has_text="Hinweis auf der Startseite").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("Gespeichert")
    page.get_by_label("Tag", exact=True).fill("2026-12-31")
    page.get_by_label("Grund").fill("Silvester")
    page.get_by_role("button", name="Setzen").click()
    expect(page.locator("main")).to_contain_text("31.12.2026")
    picture(page, "admin-office")
    page.get_by_role("link", name="Warteschlangen und Plätze").click()
    picture(page, "admin-queues")
    page.get_by_role("link", name="Terminals").last.click()
    beat(kiosk)
    page.get_by_role("button", name="Code erzeugen").click()
    code = page.locator(".secret").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    assert enrol(line, uuid4(), Ed25519PrivateKey.generate(), code).status_code == 201
    page.get_by_label("Text am Terminal").first.fill("Wartung bis 12 Uhr")
    page.get_by_role("button", name="Sperren").first.click()
    expect(page.locator("main")).to_contain_text("wartet auf das Terminal")
    picture(page, "admin-terminals")
    assert beat(kiosk)["commands"][0]["kind"] == "lock"
    page.get_by_role("link", name="Personen").click()
    page.get_by_label("Anmeldename").fill("b.neu")
    page.get_by_label("Name, wie").fill("Berta Neu")
    page.get_by_label("Lotse").last.check()
    page.get_by_role("button", name="Anlegen").click()
    expect(page.locator(".secret")).to_have_count(1)
    picture(page, "admin-people")
    page.get_by_role("link", name="Protokoll").click()
    expect(page.locator("tbody tr")).to_have_count(5)
    picture(page, "admin-audit")
    assert screens.wrong == []


def test_figures_are_drawn_without_a_script(
    screens: Screens, store: Store, kiosk: Kiosk, clock: FakeClock
) -> None:
    a_day(store, kiosk)
    page = sign_in(screens, store, Role.ADMIN)
    page.get_by_role("link", name="Auswertung").click()
    expect(page.locator("svg")).to_have_count(8)
    tallest = page.locator("svg").first.locator("rect").first.bounding_box()
    assert tallest is not None
    assert tallest["height"] > 50
    picture(page, "figures")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    assert screens.wrong == []


@pytest.mark.parametrize("path", ["/floor", "/admin/mitte/office", "/admin/mitte/terminals", "/figures"])
def test_on_a_phone_nothing_has_to_be_scrolled_sideways(
    screens: Screens, store: Store, kiosk: Kiosk, path: str
) -> None:
    beat(kiosk)
    page = sign_in(screens, store, Role.ADMIN)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(screens.url + path)
    picture(page, f"phone{path.replace('/', '-')}")
