# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page that visitors of the sample city can come to, found by walking about: the real sentences of services and forms.

The samples beside it are as full as pages get; these here are what people read. The walk is seeded: the same pages each time.
"""

from __future__ import annotations

import random
import tempfile
from datetime import timedelta
from functools import cache
from pathlib import Path

from kiosk.visit.events import Scanned, SlipChanged, SlipState, Tapped, Typed
from kiosk.visit.form_screens import FieldKind, FormScreen, GroupScreen, Pad, ScreenField
from kiosk.visit.screens import KeypadScreen, ListScreen, ScanScreen, Screen, StartScreen, TicketScreen
from kiosk.wire.models import Queue
from tests.helpers import MONDAY, World, actions_of, office, services
from tests.journeys.filling import controls
from tests.kiosk.handover.preparing import PAPER_URL, OfficeKeys

STEPS = 90
_TEXTS = {
    Pad.NAME: ("Großmüller", "Zoë Marie"),
    Pad.DIGITS: ("12", "70178"),
}


@cache
def walked(walks: int) -> dict[str, Screen]:
    """One screen of each kind and content, by a name that says what it is.

    ``walks``: how many visitors each form gets; as many begin with something else. Twelve meet nearly everything.
    """
    found: dict[str, Screen] = {}
    forms = [key for key, service in services().services.items() if service.form]
    for seed in range(walks):
        for number, service in enumerate(forms):
            _walk(found, random.Random(f"{service} {seed}"), service)
            _walk(found, random.Random(f"start {number} {seed}"), "")
    return found


def _walk(found: dict[str, Screen], chance: random.Random, service: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        key = OfficeKeys().make()
        letters = sorted({one.queue for one in services()})
        queues = tuple(Queue(letter=letter, waiting_area="Wartebereich 1") for letter in letters)
        world.configure(office=office(queues=queues), handover_keys=(key,), paper_url=PAPER_URL)
        world.wait(dict.fromkeys(letters, (20, 35)))
        for letter in letters:
            if letter not in "ABCF":  # those the world has
                world.lease(letter, 60)
        world.office.refresh()
        for number, code, minutes in (
            ("100001", "1111", 5),
            ("100002", "2222", 120),
            ("100003", "3333", -60),
        ):
            world.appointment(number, code, MONDAY + timedelta(minutes=minutes))
        if service:
            _open(world, service)
        for _ in range(STEPS):
            screen = world.screen
            _keep(found, screen)
            if isinstance(screen, FormScreen) and chance.random() < 0.9:
                for field in screen.fields:
                    _answer(world, field, chance)
                _keep(found, world.screen)
                world.handle(Tapped(world.screen.serial, "next"))
                continue
            offered = sorted((controls(screen) | actions_of(screen)) - {"end"})
            if isinstance(screen, GroupScreen) and chance.random() < 0.6:
                offered = ["next"]
            if isinstance(screen, ScanScreen) and chance.random() < 0.5:
                world.handle(
                    Scanned(chance.choice(["BT1.100001.1111", "BT1.100002.2222", "BT1.100003.3333", "?"]))
                )
            elif isinstance(screen, KeypadScreen) and chance.random() < 0.8:
                world.handle(Tapped(screen.serial, f"digit:{chance.choice('123')}"))
            elif isinstance(screen, TicketScreen) and chance.random() < 0.7:
                world.handle(SlipChanged(screen.ticket_id, chance.choice(list(SlipState))))
            elif offered:
                world.handle(Tapped(screen.serial, chance.choice(offered)))
            if isinstance(world.screen, StartScreen) and service:
                break
        world.database.close()


def _open(world: World, service: str) -> None:
    """Straight to the first page of a form, wherever it is offered."""
    topic = services().services[service].topic
    world.tap("walk-in")
    while isinstance(world.screen, ListScreen) and f"topic:{topic}" not in actions_of(world.screen):
        world.tap("more")
    world.tap(f"topic:{topic}")
    while isinstance(world.screen, ListScreen):
        world.tap(f"service:{service}" if f"service:{service}" in actions_of(world.screen) else "more")
    if "prepare" in actions_of(world.screen):
        world.tap("prepare")


def _keep(found: dict[str, Screen], screen: Screen) -> None:
    heading = getattr(screen, "heading", None)
    name = f"{screen.kind}-{getattr(screen, 'name', '')}-{heading.source if heading else ''}"
    if getattr(screen, "errors", ()):
        name += "-errors"
    if getattr(screen, "notes", ()):
        name += "-notes"
    found.setdefault(name, screen)


def _answer(world: World, field: ScreenField, chance: random.Random) -> None:
    if field.optional and chance.random() < 0.7:
        return
    serial = world.screen.serial
    match field.kind:
        case FieldKind.TEXT:
            for box in field.inputs:
                world.handle(Typed(serial, box.id, chance.choice(_TEXTS.get(box.pad, ("Muster", "7")))))
        case FieldKind.DATE:
            day = MONDAY - timedelta(days=chance.choice([3, 20, 400, 9000, 12000, -5]))
            for box, text in zip(field.inputs, (day.day, day.month, day.year), strict=False):
                world.handle(Typed(serial, box.id, str(text)))
        case FieldKind.SEARCH:
            world.handle(Typed(serial, field.inputs[0].id, chance.choice(["Türkei", "Rumänien", "deutsch"])))
            now = next((one for one in getattr(world.screen, "fields", ()) if one.key == field.key), None)
            if now and now.options:
                world.handle(Tapped(serial, now.options[0].action))
        case _ if field.options:
            world.handle(Tapped(serial, chance.choice(field.options).action))
