# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whole visits at the real window: by keys alone, and by what the voice says alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kiosk.languages import shipped
from kiosk.speech.utterance import aloud, spelled
from kiosk.visit.events import LanguageChosen
from kiosk.visit.screens import StartScreen, TicketScreen
from kiosk.wire.models import Queue
from tests.helpers import MONDAY, World, office
from tests.kiosk.handover.preparing import PAPER_URL, OfficeKeys
from tests.ui.listening import Listener, Seat, Typist, everything

LANGUAGES = [tag for tag in ("de", "en", "ar", "uk") if tag in shipped()]
NAME = "Grossmann"


@pytest.fixture(scope="module")
def seat(qapp: object) -> Iterator[Seat]:
    made = Seat()
    yield made
    made.close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[World]:
    """An office where everything is offered, forms too, on a terminal with a voice."""
    world = World(tmp_path / "state", speaks=True)
    queues = tuple(Queue(letter=letter, waiting_area=f"Wartebereich {letter}") for letter in "ABCL")
    world.configure(office=office(queues=queues), handover_keys=(OfficeKeys().make(),), paper_url=PAPER_URL)
    world.lease("L", 60)
    world.office.refresh()
    world.appointment("471123", "8264", MONDAY)
    yield world
    world.database.close()


@pytest.fixture(params=["keys", "ears"])
def visitor(request: pytest.FixtureRequest, seat: Seat, place: World, tmp_path: Path) -> Iterator[Typist]:
    """Somebody who sees and types, or somebody who hears and types."""
    if request.param == "keys":
        seat.take(place, None)
        yield Typist(seat, place)
    else:
        listener = Listener(seat, place, tmp_path / "speech")
        yield listener
        listener.go()
    assert seat.window.qml_warnings == []


every_language = pytest.mark.parametrize("language", LANGUAGES)


def begin(visitor: Typist, seat: Seat, language: str) -> None:
    """Choose the language, as everybody does."""
    if language == "de":
        return
    if language in ("en", "uk"):
        name = shipped().get(language).name
        visitor.find(name)
        visitor.press(Qt.Key.Key_Right)
    else:
        seat.show(visitor.world.handle(LanguageChosen(language)))
    assert visitor.world.screen.frame.language == language


def number(visitor: Typist) -> str:
    screen = visitor.world.screen
    assert isinstance(screen, TicketScreen), screen.kind
    return screen.number


@every_language
def test_drawing_a_number(visitor: Typist, seat: Seat, language: str) -> None:
    begin(visitor, seat, language)
    visitor.choose("Wartenummer ziehen")
    visitor.choose("Wohnsitz")
    visitor.choose("Wohnsitz an- oder ummelden")
    visitor.choose("Nur Nummer ziehen")
    drawn = number(visitor)
    if isinstance(visitor, Listener):
        heard = everything(visitor.hear())
        assert spelled(drawn) in heard
        assert "20" in heard
        assert visitor.voices >= {language}
        assert visitor.sinks == {"headphones"}
    visitor.slip_comes()
    if isinstance(visitor, Listener):
        visitor.hears("Bitte nehmen Sie Ihren Zettel")
    visitor.choose("Fertig")
    assert isinstance(visitor.world.screen, StartScreen)
    assert visitor.world.screen.frame.settings == frozenset()
    if isinstance(visitor, Listener):
        assert visitor.hear()[:1] != []


@every_language
def test_checking_in_with_a_typed_code(visitor: Typist, seat: Seat, language: str) -> None:
    begin(visitor, seat, language)
    visitor.choose("Ich habe einen Termin")
    visitor.choose("Code eintippen")
    visitor.write("471129")
    visitor.press(Qt.Key.Key_Backspace)
    visitor.write("3")
    visitor.choose("Weiter")
    if isinstance(visitor, Listener):
        visitor.hear()
    visitor.write("8")
    if isinstance(visitor, Listener):
        assert visitor.hear()[0] == "8"
    visitor.write("264")
    visitor.choose("Weiter")
    assert number(visitor) == "B 001"
    if isinstance(visitor, Listener):
        assert "B, 0, 0, 1" in everything(visitor.hear())


@every_language
def test_a_short_form_from_the_first_page_to_the_number(visitor: Typist, seat: Seat, language: str) -> None:
    begin(visitor, seat, language)
    visitor.choose("Wartenummer ziehen")
    visitor.choose("Frage oder Nachricht")
    visitor.choose("Formular vorbereiten")
    visitor.forward("Worum geht es?")
    visitor.choose("Etwas anderes")
    visitor.forward("Haben Sie ein Aktenzeichen?")
    visitor.forward("Was sollen wir wissen?")
    visitor.choose("Weiter")
    (error,) = visitor.world.screen.errors  # type: ignore[attr-defined]
    if isinstance(visitor, Listener):
        assert aloud(visitor.language.plain(error.text), visitor.language) in visitor.hear()
    visitor.find("Ihre Nachricht")
    visitor.write("Bitte rufen Sie mich an")
    visitor.forward("Wie heißen Sie?")
    visitor.find("Vornamen")
    visitor.write("Zoe")
    visitor.find("Familienname", beyond=True)
    visitor.write(NAME)
    visitor.forward("Wann sind Sie geboren?")
    visitor.find("Tag")
    visitor.write("04031986")
    visitor.forward("Wie sollen wir antworten?")
    visitor.choose("Mit einem Brief an meine gemeldete Adresse")
    visitor.choose("Weiter")
    assert visitor.world.screen.kind == "check"
    if isinstance(visitor, Listener):
        assert NAME in everything(visitor.hear())
    visitor.find("Ja, alles stimmt", beyond=True)
    visitor.press(Qt.Key.Key_Right)
    assert number(visitor) == "L 001"


def test_on_the_loudspeaker_nobody_hears_the_name(seat: Seat, place: World, tmp_path: Path) -> None:
    """A06, all the way from the first page to the check page."""
    visitor = Listener(seat, place, tmp_path / "speech", headphones=False)
    visitor.hears("Das Vorlesen ist an.", "Was möchten Sie tun?")
    visitor.choose("Wartenummer ziehen")
    visitor.choose("Frage oder Nachricht")
    visitor.choose("Formular vorbereiten")
    visitor.forward("Worum geht es?")
    visitor.choose("Etwas anderes")
    visitor.forward("Haben Sie ein Aktenzeichen?")
    visitor.forward("Was sollen wir wissen?")
    visitor.write("Zwetschge")
    assert "Stern" in visitor.hear()
    visitor.forward("Wie heißen Sie?")
    visitor.find("Vornamen")
    visitor.write("Zoe")
    visitor.find("Familienname", beyond=True)
    visitor.write(NAME)
    visitor.forward("Wann sind Sie geboren?")
    visitor.find("Tag")
    visitor.write("04031986")
    visitor.forward("Wie sollen wir antworten?")
    visitor.choose("Am Telefon")
    visitor.forward("Wie ist Ihre Telefonnummer?")
    visitor.write("0711 1234567")
    visitor.choose("Weiter")
    assert visitor.world.screen.kind == "check"
    visitor.hear()
    visitor.go()
    log = (tmp_path / "speech/speech.jsonl").read_text(encoding="utf-8")
    said = [json.loads(line)["words"] for line in log.splitlines()]
    assert not {"Z", "G", "0", "4"} & set(said)
    for secret in (NAME, "Zoe", "Zwetschge", "1234567", "1986"):
        assert secret not in everything(said)
    assert visitor.sinks == {"speaker"}
