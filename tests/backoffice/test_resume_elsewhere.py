# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two terminals of one office in front of a real back office: a form wanders, and a lost badge stops opening."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backoffice.domain.staff_access import grant, lose_badge, new_badge
from backoffice.schema import set_aside
from backoffice.store import Store
from kiosk.setaside.code import qr_text
from kiosk.visit.events import Tapped, Typed
from kiosk.visit.form import open_form
from kiosk.visit.form_screens import FormScreen
from kiosk.visit.screens import StaffScreen
from kiosk.wire.staff import badge_text
from tests.backoffice.handing_over import serving
from tests.backoffice.test_real_terminal import RealTerminal, SharedClock, fresh_code
from tests.backoffice.world import START
from tests.canary import files_with
from tests.helpers import answer, german
from tests.journeys.staff_office import Office

NAME = "Zwetschgenknödelová"


@pytest.fixture
def engine() -> str:
    """What the database does is tested elsewhere on both."""
    return "sqlite"


@pytest.fixture
def clock() -> SharedClock:
    return SharedClock(START)


@pytest.fixture
def server(database: str, clock: SharedClock, tmp_path: Path) -> Iterator[TestClient]:
    with serving(database, clock, tmp_path / "key") as client:  # type: ignore[arg-type]
        yield client


class Place:
    """One terminal with its visit."""

    def __init__(
        self, folder: Path, server: TestClient, store: Store, clock: SharedClock, *, own_pin: bool = True
    ) -> None:
        folder.mkdir()
        self.terminal = RealTerminal(folder, server, clock, fresh_code(store, clock))
        self.terminal.live(2)
        self.world = self.terminal.world
        self.office = Office(self.world, own_pin=own_pin)
        around = self.world.visit.around
        assert around.set_asides is not None
        around.set_asides._ask = self.terminal.sync.ask_for_set_aside
        self.hear()

    def hear(self, seconds: float = 2) -> None:
        """Talk with the back office for so long."""
        self.terminal.live(seconds)
        from kiosk.visit.events import OfficeChanged

        self.world.handle(OfficeChanged())


@pytest.fixture
def places(tmp_path: Path, server: TestClient, store: Store, clock: SharedClock) -> Iterator[list[Place]]:
    made = [Place(tmp_path / name, server, store, clock) for name in ("one", "two")]
    yield made
    for place in made:
        place.world.database.close()


def set_aside_form(place: Place) -> str:
    """Type a name into the first box there is and set the form aside; returns the code."""
    world = place.world
    service = world.office.service("wohnsitz-anmelden")
    assert service is not None
    open_form(world.visit, service)
    for _ in range(30):
        screen = world.screen
        assert isinstance(screen, FormScreen), screen
        typed = [box for field in screen.fields for box in field.inputs if box.pad == "name"]
        if typed:
            world.handle(Typed(screen.serial, typed[0].id, NAME))
            break
        for field in screen.fields:
            if field.options:
                world.handle(Tapped(screen.serial, field.options[0].action))
            for box in field.inputs:
                part = box.id.rpartition(".")[2]
                text = {"day": "1", "month": "11", "year": "2026", "postcode": "70173", "number": "5"}
                world.handle(Typed(screen.serial, box.id, text.get(part, "Stuttgart")))
        world.handle(Tapped(world.screen.serial, "next"))
    world.handle(Tapped(world.screen.serial, "set-aside"))
    assert answer(world.screen) == "set-aside"
    (line,) = [one for one in german(world.screen).splitlines() if one.startswith("Ihr Code: ")]
    world.visit.end()
    return line.removeprefix("Ihr Code: ").replace(" ", "")


def test_set_aside_at_one_terminal_and_taken_up_at_another(
    places: list[Place], store: Store, tmp_path: Path
) -> None:
    one, two = places
    code = set_aside_form(one)
    one.hear()
    two.world.scan(qr_text(code))
    two.hear()
    screen = two.world.screen
    assert isinstance(screen, FormScreen), screen
    assert NAME in screen.texts.values()
    assert files_with(NAME, tmp_path) == [], "nowhere in clear: not at either terminal, not at the server"
    two.hear(20)
    kept = store.submit_read(lambda connection: connection.execute(set_aside.select()).all()).result(30)
    assert [row.sealed for row in kept] == [None]
    one.world.scan(qr_text(code))
    one.hear()
    assert answer(one.world.screen) == "set-aside-over", "also where it was begun"


def test_a_badge_from_the_administration_opens_until_it_is_lost(
    places: list[Place], store: Store, clock: SharedClock
) -> None:
    (one, two), now = places, clock.now()
    number, pin = store.submit_write(lambda connection: grant(connection, "mitte", "lena", now)).result(30)
    badge = badge_text(
        store.submit_write(lambda connection: new_badge(connection, "mitte", number)).result(30)
    )
    for place in (one, two):
        assert not place.world.scan(badge).frame.staff
        place.world.visit.end()
        place.hear(65)
        assert isinstance(place.world.scan(badge), StaffScreen)
        place.world.visit.end()
    store.submit_write(lambda connection: lose_badge(connection, "mitte", number)).result(30)
    one.hear(65)
    assert not place_opens(one, badge)
    assert place_opens(two, badge), "has not heard of it, and had a line a minute ago"
    two.world.visit.end()
    clock.advance(15 * 60)
    assert not place_opens(two, badge), "a badge alone is not enough any more"
    assert isinstance(two.world.type(pin), StaffScreen), "badge and PIN are"
    two.world.visit.end()
    clock.advance(24 * 3600)
    assert not place_opens(two, badge)


def place_opens(place: Place, badge: str) -> bool:
    return isinstance(place.world.scan(badge), StaffScreen)
