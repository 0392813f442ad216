# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor types is nowhere but in memory, and after the visit not even there."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from kiosk import log as log_module
from kiosk.forms.state import FormState
from kiosk.setaside.keeping import SetAsides
from kiosk.visit.events import Tapped, Typed
from kiosk.visit.form import offers_form, open_form
from kiosk.visit.form_screens import CheckScreen, FieldKind, FormScreen
from kiosk.visit.screens import AnswerScreen, Screen, StartScreen, TicketScreen
from tests.canary import files_with
from tests.helpers import World
from tests.kiosk.handover.preparing import CANARY, OfficeKeys

DIGITS = {"day": "7", "month": "3", "year": "1986"}


@pytest.fixture
def filled(world: World, tmp_path: Path) -> Iterator[World]:
    """Somebody has typed the name wherever a form takes letters, and stands before the page to check."""
    before = structlog.get_config()
    log_module.configure(tmp_path / "log", to_stderr=False)
    OfficeKeys().publish(world)
    world.lease("L", 5)
    service = world.office.service("kontakt")
    assert service is not None
    open_form(world.visit, service)
    for _ in range(20):
        if isinstance(world.screen, CheckScreen):
            break
        fill(world)
    assert isinstance(world.screen, CheckScreen), world.screen
    yield world
    root = logging.getLogger("buergerterminal")
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    structlog.configure(**before)


def fill(world: World) -> Screen:
    """Answer the page: the name in every box for letters, the last card of every choice, then on."""
    screen = world.screen
    assert isinstance(screen, FormScreen), screen
    for field in screen.fields:
        if field.kind is FieldKind.CHOICE:
            world.handle(Tapped(screen.serial, field.options[-1].action))
        for box in field.inputs:
            text = DIGITS.get(box.id.rpartition(".")[2], CANARY)
            world.handle(Typed(screen.serial, box.id, text))
    return world.handle(Tapped(screen.serial, "next"))


def in_memory() -> int:
    """Form states with the name in them that are still alive."""
    gc.collect()
    # A state's own repr hides what was entered.
    return sum(CANARY in str(vars_of(thing)) for thing in gc.get_objects() if isinstance(thing, FormState))


def vars_of(state: FormState) -> dict[str, object]:
    return {name: getattr(state, name) for name in state.__dataclass_fields__}


def test_before_the_end_it_is_in_memory_only(filled: World, tmp_path: Path) -> None:
    assert in_memory()
    assert files_with(CANARY, tmp_path) == []


def test_after_the_visitor_cancels_it_is_gone(filled: World, tmp_path: Path) -> None:
    filled.handle(Tapped(filled.screen.serial, "end"))
    assert isinstance(filled.screen, StartScreen)
    assert in_memory() == 0
    assert files_with(CANARY, tmp_path) == []


def test_after_the_visitor_has_left_it_is_gone(filled: World, tmp_path: Path) -> None:
    filled.let_pass(400)
    assert isinstance(filled.screen, StartScreen)
    assert in_memory() == 0
    assert files_with(CANARY, tmp_path) == []


def test_after_submitting_it_is_sealed_and_gone(filled: World, tmp_path: Path) -> None:
    screen = filled.handle(Tapped(filled.screen.serial, "submit"))
    assert isinstance(screen, TicketScreen), screen
    assert screen.has_code
    assert [resource for resource, _ in filled.waiting_rows()] == ["tickets", "handovers"]
    assert files_with(CANARY, tmp_path) == []
    assert in_memory() == 0, "with the number on the screen nothing of the form is needed any more"


def test_after_setting_it_aside_it_is_sealed_and_gone(filled: World, tmp_path: Path) -> None:
    filled.visit.around.set_asides = SetAsides(
        filled.database, filled.clock, filled.random.randbytes, ask=lambda _id: None
    )
    screen = filled.handle(Tapped(filled.screen.serial, "set-aside"))
    assert isinstance(screen, AnswerScreen), screen
    assert [resource for resource, _ in filled.waiting_rows()] == ["set-asides"]
    assert files_with(CANARY, tmp_path) == []
    assert in_memory() == 0, "only the code is still there"


def test_without_a_key_nobody_is_offered_to_type_for_minutes(world: World) -> None:
    service = world.office.service("kontakt")
    assert service is not None
    assert not offers_form(world.visit, service)
    OfficeKeys().publish(world)
    assert offers_form(world.visit, service)
