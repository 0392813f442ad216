# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody only wants to know something: hours, offices, documents, fees, an answer; and on with their own phone."""

from __future__ import annotations

import gc
from datetime import date, time
from pathlib import Path

import pytest

from devices.printer import QrCode, Slip
from devices.printer import Text as Printed
from kiosk.languages import shipped
from kiosk.visit.events import LanguageChosen, LeafletEnded, OfficeChanged, Typed
from kiosk.visit.question_screens import QUESTION, QuestionsScreen, ReplyScreen
from kiosk.visit.questions import LETTERS_AT_MOST, QuestionsPage
from kiosk.visit.screens import AnswerScreen, ListScreen, Overlay, Screen, ServiceScreen, StartScreen, Style
from kiosk.wire.models import OpeningException
from tests.canary import files_with
from tests.helpers import World, actions_of, german, office

CANARY = "Wjatscheslawowna"
LINKS = {"wohnsitz-online": "https://umzug.example/stuttgart", "online-ausweis-pin": "https://pin.example"}


@pytest.fixture
def online(world: World) -> World:
    world.configure(online_links=LINKS)
    world.handle(OfficeChanged())
    return world


def asking(world: World) -> QuestionsScreen:
    world.tap("info")
    screen = world.tap("ask")
    assert isinstance(screen, QuestionsScreen)
    return screen


def typed(world: World, text: str) -> QuestionsScreen:
    screen = world.handle(Typed(world.screen.serial, QUESTION, text))
    assert isinstance(screen, QuestionsScreen)
    return screen


def reply(screen: Screen) -> ReplyScreen:
    assert isinstance(screen, ReplyScreen), screen
    return screen


def say(text: object) -> str:
    return shipped().source.plain(text)  # type: ignore[arg-type]


def lines(screen: ReplyScreen) -> dict[str, str]:
    return {say(line.title): say(line.value) for block in screen.blocks for line in block.lines}


# --- asking ---


def test_before_anything_is_typed_there_are_frequent_questions_and_a_person(world: World) -> None:
    screen = asking(world)
    assert len(screen.rows) == 4
    assert (screen.rows[-1].id, screen.rows[-1].style) == ("help", Style.HUMAN)


def test_answers_come_while_typing_and_the_best_one_is_read(world: World) -> None:
    asking(world)
    assert typed(world, "perso gekl").rows[0].id == "answer:ausweis-verloren"
    screen = reply(world.tap("answer:ausweis-verloren"))
    assert "116 116" in german(screen)
    assert screen.norm == "§ 27 Abs. 1 PAuswG"


def test_what_was_typed_is_still_there_after_reading_an_answer(world: World) -> None:
    asking(world)
    typed(world, "Reisepass")
    world.tap("answer:pass-beantragen")
    screen = world.tap("back")
    assert isinstance(screen, QuestionsScreen)
    assert screen.texts == {QUESTION: "Reisepass"}


def test_a_question_without_answer_leads_to_a_person(world: World) -> None:
    asking(world)
    screen = typed(world, "qqqq xxxx")
    assert [row.id for row in screen.rows] == ["help"]
    assert world.tap("help").frame.overlay is Overlay.HELP


def test_an_answer_goes_on_to_its_service(world: World) -> None:
    asking(world)
    typed(world, "reisepass beantragen")
    screen = reply(world.tap("answer:pass-beantragen"))
    assert screen.documents
    assert [say(fee.amount) for fee in screen.fees][:2] == ["70,00\u00a0€", "37,50\u00a0€"]
    assert isinstance(world.tap("start"), ServiceScreen)


def test_an_answer_about_another_authority_names_its_offices(world: World) -> None:
    own = ["meldebescheinigung"]
    there = office(id="abh", name="Ausländerbehörde", queues=(), services=("kontakt",)).model_dump()
    world.configure(office=office(services=own).model_dump(), other_offices=(there,))
    world.handle(OfficeChanged())
    asking(world)
    typed(world, "Frage an die Ausländerbehörde")
    screen = reply(world.tap("answer:auslaenderbehoerde-frage"))
    assert "start" not in actions_of(screen)
    assert lines(screen) == {"Ausländerbehörde": "Musterstraße 1, Stuttgart"}


def test_the_language_changes_the_answers_under_the_question(world: World) -> None:
    asking(world)
    typed(world, "Meldebescheinigung")
    screen = world.handle(LanguageChosen("en"))
    assert isinstance(screen, QuestionsScreen)
    assert screen.texts == {QUESTION: "Meldebescheinigung"}
    assert "answer:meldebescheinigung" in [row.id for row in screen.rows]


def test_nobody_types_a_novel(world: World) -> None:
    asking(world)
    assert typed(world, "pass " * 500).texts[QUESTION] == ("pass " * 500)[:LETTERS_AT_MOST]


def test_typing_in_a_box_that_is_not_there_does_nothing(world: World) -> None:
    before = asking(world)
    assert world.handle(Typed(before.serial, "other", "pass")) == before


def test_what_was_typed_is_gone_with_the_visit(world: World, tmp_path: Path) -> None:
    asking(world)
    typed(world, CANARY)
    assert CANARY in [page._typed for page in gc.get_objects() if isinstance(page, QuestionsPage)]
    world.tap("end")
    gc.collect()
    assert CANARY not in [page._typed for page in gc.get_objects() if isinstance(page, QuestionsPage)]
    assert files_with(CANARY, tmp_path) == []
    assert typed_again(world) == {QUESTION: ""}


def typed_again(world: World) -> dict[str, str]:
    return dict(asking(world).texts)


# --- on paper ---


def test_an_answer_can_be_taken_along_on_paper(world: World) -> None:
    printed: list[Slip] = []
    world.visit.around.print_leaflet = printed.append
    asking(world)
    typed(world, "Meldebescheinigung")
    world.tap("answer:meldebescheinigung")
    screen = reply(world.tap("print"))
    assert say(screen.note) == "Der Zettel wird gedruckt."
    assert "print" not in actions_of(screen), "one print-out at a time"
    words = [element.text for element in printed[0].elements if isinstance(element, Printed)]
    assert "Wie bekomme ich eine Meldebescheinigung?" in words
    assert "Bürgerbüro Mitte" in words
    other = reply(world.handle(LeafletEnded(Slip(()), printed=True)))
    assert say(other.note) == "Der Zettel wird gedruckt.", "somebody else's print-out"
    assert (
        say(reply(world.handle(LeafletEnded(printed[0], printed=True))).note)
        == "Bitte nehmen Sie den Zettel."
    )


def test_a_print_out_that_does_not_come_is_said(world: World) -> None:
    printed: list[Slip] = []
    world.visit.around.print_leaflet = printed.append
    asking(world)
    typed(world, "Meldebescheinigung")
    world.tap("answer:meldebescheinigung")
    world.tap("print")
    screen = reply(world.handle(LeafletEnded(printed[0], printed=False)))
    assert "fotografieren" in say(screen.note)
    assert "print" in actions_of(screen), "it may be tried again"


def test_without_a_printer_no_print_out_is_offered(world: World) -> None:
    asking(world)
    typed(world, "Meldebescheinigung")
    assert "print" not in actions_of(world.tap("answer:meldebescheinigung"))


# --- looking up ---


def test_hours_are_those_of_the_coming_days_with_exceptions_and_holidays(world: World) -> None:
    exception = OpeningException(
        day=date(2026, 11, 24), opens=time(10), closes=time(12), reason="Personalversammlung"
    )
    world.configure(holidays=("2026-11-25",), office=office(exceptions=(exception,)).model_dump())
    world.handle(OfficeChanged())
    world.tap("info")
    hours = lines(reply(world.tap("hours")))
    assert hours["Montag, 23. November"] == "08:00–18:00 Uhr"
    assert hours["Dienstag, 24. November"] == "10:00–12:00 Uhr"
    assert hours["Mittwoch, 25. November"] == "geschlossen"
    assert hours["Dienstag, 24. November 2026: Personalversammlung"] == "10:00–12:00 Uhr"


def test_every_office_says_what_it_offers(world: World) -> None:
    world.tap("info")
    offices = world.tap("offices")
    assert isinstance(offices, ListScreen)
    assert [row.id for row in offices.rows] == ["office:mitte", "office:ost"]
    screen = reply(world.tap("office:ost"))
    assert "Wohnsitz an- oder ummelden" in lines(screen)["Wohnsitz"]
    assert "Beispielweg 7" in german(screen)


def test_fees_of_a_service_are_those_of_today_and_soon(world: World) -> None:
    world.clock.set_wall(world.clock.now().replace(year=2026, month=1, day=12))
    world.tap("info")
    world.tap("services")
    world.tap("topic:ausweis-pass")
    screen = reply(world.tap("service:personalausweis-beantragen"))
    fees = {say(fee.title): say(fee.amount).replace("\u00a0", " ") for fee in screen.fees}
    assert fees["Personalausweis ab 24 Jahren"] == "37,00 €"
    assert fees["Personalausweis ab 24 Jahren, ab 7. Februar 2026"] == "46,00 €"


def test_documents_can_be_looked_up_when_no_numbers_are_given(world: World) -> None:
    world.tap("info")
    world.tap("services")
    world.tap("more")
    world.tap("back")
    world.tap("topic:fahrzeug-parken")
    screen = reply(world.tap("service:bewohnerparken"))
    assert [say(document.title) for document in screen.documents]
    assert isinstance(world.tap("start"), AnswerScreen), "today with an appointment only, and it says so"


def test_without_a_configuration_questions_are_answered_all_the_same(world: World) -> None:
    with world.database.transaction() as connection:
        connection.execute("DELETE FROM kept")
    world.handle(OfficeChanged())
    screen = world.tap("info")
    assert actions_of(screen) == {"ask", "help"}
    world.tap("ask")
    typed(world, "Öffnungszeiten")
    assert reply(world.tap("answer:oeffnungszeiten")).blocks == ()


# --- online ---


def test_whoever_meets_every_condition_goes_on_by_phone(online: World) -> None:
    online.tap("info")
    online.tap("online")
    screen = online.tap("online:wohnsitz-online")
    asked = 0
    while isinstance(screen, AnswerScreen):
        assert screen.name == "online-question"
        asked += 1
        screen = online.tap("yes")
    assert asked == 8
    assert reply(screen).link is not None
    assert (screen.link.url, screen.link.address) == (
        "https://umzug.example/stuttgart",
        "umzug.example/stuttgart",
    )
    assert isinstance(online.tap("start"), ServiceScreen), "or after all at the desk"


def test_a_condition_that_is_not_met_says_why_and_what_to_do_instead(online: World) -> None:
    online.tap("info")
    online.tap("online")
    online.tap("online:wohnsitz-online")
    online.tap("yes")
    online.tap("yes")
    screen = online.tap("no")
    assert isinstance(screen, AnswerScreen)
    assert screen.name == "online-not"
    assert "Eine Nebenwohnung kann man nicht im Internet anmelden." in german(screen)
    assert isinstance(online.tap("start"), ServiceScreen)


def test_back_takes_the_last_answer_back(online: World) -> None:
    online.tap("info")
    online.tap("online")
    first = online.tap("online:wohnsitz-online")
    online.tap("no")
    again = online.tap("back")
    assert isinstance(first, AnswerScreen)
    assert isinstance(again, AnswerScreen)
    assert first.heading == again.heading
    assert isinstance(online.tap("back"), ListScreen)


def test_the_code_for_the_phone_is_on_the_print_out_too(online: World) -> None:
    printed: list[Slip] = []
    online.visit.around.print_leaflet = printed.append
    online.tap("info")
    online.tap("online")
    online.tap("online:termin-buchen")
    online.tap("print")
    assert [one.data for one in printed[0].elements if isinstance(one, QrCode)] == ["https://termin.example"]


def test_a_city_without_an_address_does_not_offer_the_service(world: World) -> None:
    asking(world)
    typed(world, "online ummelden")
    assert "online" not in actions_of(world.tap("answer:online-anmelden"))
    world.tap("end")
    world.tap("info")
    assert actions_of(world.tap("online")) == {"online:termin-buchen"}


def test_an_address_that_is_taken_back_ends_in_words(online: World) -> None:
    online.tap("info")
    online.tap("online")
    online.tap("online:wohnsitz-online")
    online.configure()
    screen = online.handle(OfficeChanged())
    assert isinstance(screen, AnswerScreen)
    assert screen.name == "online-gone"
    assert isinstance(online.tap("end"), StartScreen)
