# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The number with a form behind it: code and documents on screen and slip, and honest words when it failed."""

from __future__ import annotations

from kiosk.languages import shipped
from kiosk.text import T
from kiosk.visit.events import SlipState
from kiosk.visit.screens import Document, StartScreen, TicketScreen
from kiosk.visit.ticket import HandedOver, give, slip_for
from tests.helpers import World
from tests.kiosk.handover.preparing import PAPER_URL, order

DOCUMENTS = (Document("badge", T("Reisepass")), Document("contract", T("Geburtsurkunde")))


def shown(world: World, handed: HandedOver) -> TicketScreen:
    issued = world.desk.issue(order(), lambda issued: slip_for(world.visit, issued, None, handed))
    give(world.visit, issued, None, handed)
    screen = world.screen
    assert isinstance(screen, TicketScreen)
    return screen


def slip(world: World) -> str:
    with world.database.reading() as connection:
        return str(connection.execute("SELECT slip FROM print_job").fetchone()["slip"])


def test_code_and_documents_are_on_screen_and_slip(world: World) -> None:
    screen = shown(world, HandedOver("B 001 · K7M", DOCUMENTS, f"{PAPER_URL}x"))
    german = shipped().source
    assert german.plain(screen.code_title) == "Ihr Code: B 001 · K7M"
    assert screen.has_code
    assert screen.documents == DOCUMENTS
    assert screen.paper_link == f"{PAPER_URL}x"
    assert PAPER_URL not in repr(screen)
    for words in ("B 001 · K7M", "Reisepass", "Geburtsurkunde"):
        assert words in slip(world)
    assert PAPER_URL not in slip(world), "whoever finds the slip finds no form"


def test_what_failed_is_said_and_no_code_is_promised(world: World) -> None:
    screen = shown(world, HandedOver("", DOCUMENTS, failed=True))
    assert not screen.has_code
    assert "nicht am Schalter" in shipped().source.plain(screen.code_title)
    assert "Code" not in slip(world)


def test_a_number_without_a_form_says_nothing_of_codes(world: World) -> None:
    screen = world.draw_number()
    assert not screen.has_code
    assert shipped().source.plain(screen.code_title) == ""


def test_whoever_has_a_form_to_take_along_gets_time_for_the_phone(world: World) -> None:
    shown(world, HandedOver("B 001 · K7M", DOCUMENTS, f"{PAPER_URL}x"))
    world.slip(SlipState.PRINTED)
    assert isinstance(world.let_pass(world.times.finish + 5), TicketScreen)
    assert isinstance(world.let_pass(world.times.finish_without_paper), StartScreen)
