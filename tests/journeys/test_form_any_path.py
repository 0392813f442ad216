# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever somebody does in a form: a page is shown, every control works, and nothing stays behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kiosk.visit.events import LanguageChosen, Tapped, Tick, Typed
from kiosk.visit.form_screens import CheckScreen, FormScreen, GroupScreen
from kiosk.visit.screens import AnswerScreen, Screen, ServiceScreen, StartScreen, TicketScreen
from tests.helpers import World, actions_of
from tests.journeys.filling import WITHIN_CITY, controls, fill_page, open_form
from tests.kiosk.handover.preparing import OfficeKeys

CANARY = "Zwetschgenknödelová"
TEXTS = (CANARY, "", "Иванов", "7", "a" * 200, "31", "2026", "70178", "Türkei", "Zoe\u0308", "{x} ** <b>")


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_path_shows_a_page_and_leaves_nothing(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        keys = OfficeKeys()
        keys.publish(world)
        open_form(world)
        for _ in range(data.draw(st.integers(1, 60))):
            screen = world.screen
            _readable(screen)
            if isinstance(screen, StartScreen | TicketScreen):
                break
            _do_something(world, screen, data)
        if not isinstance(world.screen, StartScreen):
            world.tap("end")
        assert isinstance(world.screen, StartScreen)
        assert not world.visit.forms_begun
        world.database.close()
        for path in Path(folder).rglob("*"):
            if path.is_file():
                assert CANARY.encode() not in path.read_bytes()


def _do_something(world: World, screen: Screen, data: st.DataObject) -> None:
    choices = ["tap", "tap", "back", "help", "language", "wait"]
    if isinstance(screen, FormScreen):
        choices += ["fill", "fill", "fill", "type"]
    match data.draw(st.sampled_from(choices)):
        case "tap":
            offered = sorted((controls(screen) | actions_of(screen)) - {"end"})
            if offered:
                world.handle(Tapped(screen.serial, data.draw(st.sampled_from(offered))))
        case "back" if not isinstance(screen, ServiceScreen):
            world.tap("back")
        case "back":
            world.tap("prepare")
        case "help":
            world.tap("help")
            world.tap("help-continue")
        case "language":
            world.handle(LanguageChosen(data.draw(st.sampled_from(["de", "en"]))))
        case "wait":
            world.clock.advance(data.draw(st.sampled_from([1, 20, 65])))
            world.handle(Tick())
        case "fill":
            assert isinstance(screen, FormScreen)
            try:
                fill_page(world, {**WITHIN_CITY, "family_name": CANARY})
            except AssertionError:
                return  # a page that a move within the city does not have
            world.handle(Tapped(world.screen.serial, "next"))
        case "type":
            assert isinstance(screen, FormScreen)
            boxes = [box.id for field in screen.fields for box in field.inputs]
            if boxes:
                box = data.draw(st.sampled_from(boxes))
                world.handle(Typed(screen.serial, box, data.draw(st.sampled_from(TEXTS))))


def _readable(screen: Screen) -> None:
    """Every screen says what it is and offers a way on; nothing of a visitor is in its repr."""
    assert CANARY not in repr(screen)
    match screen:
        case FormScreen() | GroupScreen():
            assert screen.heading
            assert 1 <= screen.progress.step <= screen.progress.total
            assert "next" in controls(screen)
        case CheckScreen():
            assert screen.cards
            assert "submit" in controls(screen)
        case AnswerScreen():
            assert screen.heading
        case _:
            pass
