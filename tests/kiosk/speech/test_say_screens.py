# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is read aloud of each page, and what only the visitor may hear."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import BigNumber
from devices.printer import Text as Printed
from kiosk.languages import shipped
from kiosk.speech.controls import Control, Role, say_control
from kiosk.speech.news import echo, is_same_page, say_news
from kiosk.speech.screens import say_screen
from kiosk.speech.utterance import Utterance, aloud, spelled
from kiosk.store.jobs import PrintJobs
from kiosk.text import T
from kiosk.visit.events import SlipState
from kiosk.visit.form_screens import CheckScreen, FieldKind, FormScreen, GroupScreen
from kiosk.visit.screens import KeypadScreen, Screen, TicketScreen
from tests.helpers import World
from tests.ui.samples import SAMPLES, keypad, shown, ticket

GERMAN = shipped().source
LANGUAGES = [language.tag for language in shipped()]


def words(utterances: tuple[Utterance, ...]) -> str:
    return " ".join(one.text for one in utterances)


def heard_on_the_speaker(utterances: tuple[Utterance, ...]) -> str:
    return " ".join(one.instead if one.personal else one.text for one in utterances)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_says_something_and_how_to_go_on(name: str, language: str) -> None:
    said = say_screen(shown(name, language=language), shipped().get(language))
    assert len(said) >= 2
    assert all(one.text.strip() for one in said)
    for one in said:
        assert not re.search(r"[\u00ad\n*•·]|https?:", one.text), one.text


@pytest.mark.parametrize("name", [name for name, screen in SAMPLES.items() if not screen.frame.overlay])
def test_every_sentence_of_a_page_is_said(name: str) -> None:
    screen = SAMPLES[name]
    said = words(say_screen(screen, GERMAN))
    for field in ("heading", "lead", "notice", "error", "wait", "place", "question", "assurance", "note"):
        text = getattr(screen, field, None)
        if text:
            assert aloud(GERMAN.render(text), GERMAN) in said, field
    for field in ("tiles", "rows", "actions"):
        for action in getattr(screen, field, ()):
            assert aloud(GERMAN.render(action.label), GERMAN) in said


def test_the_heading_comes_before_what_can_be_chosen() -> None:
    said = words(say_screen(SAMPLES["list-services"], GERMAN))
    assert said.index("Worum geht es") < said.index("Personalausweis") < said.index("Pfeiltaste")


def test_an_error_is_said_first_and_with_how_to_mend_it() -> None:
    assert say_screen(SAMPLES["keypad-error"], GERMAN)[0].text.startswith("Es fehlen noch 2 Ziffern.")
    said = [one.text for one in say_screen(SAMPLES["form-name-errors"], GERMAN)]
    assert said[0] == "Bitte prüfen Sie 2 Angaben."
    assert "Bitte löschen Sie die Ziffer." in said[2]


def test_numbers_and_codes_are_said_sign_by_sign() -> None:
    assert spelled("B 042") == "B, 0, 4, 2"
    assert aloud("Ihr Code: B 042 · K7M", GERMAN) == "Ihr Code: B, 0, 4, 2, K, 7, M."
    assert aloud("Wartezeit: 20–35 Min.", GERMAN) == "Wartezeit: 20 bis 35 Min."
    assert aloud("Heute: 8:00–12:00", GERMAN) == "Heute: 8:00 bis 12:00."
    assert aloud("Wohn\u00adsitz\nEr steht dort.", GERMAN) == "Wohnsitz. Er steht dort."
    assert aloud("Am 24.11.2026 um 10:42 Uhr", GERMAN) == "Am 24.11.2026 um 10:42 Uhr."
    assert aloud("PIN, EU, DSGVO", GERMAN) == "PIN, EU, DSGVO."


def lines_on_slip(world: World) -> list[str]:
    job = PrintJobs(world.database).next_queued()
    assert job is not None
    return [part.text for part in job.slip.elements if isinstance(part, Printed | BigNumber)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_the_slip_says_is_said(world: World, tmp_path: Path, language: str) -> None:
    """EN 301 549, 5.1.3.16: number, place, waiting time, day and hour, what to have ready."""
    in_german = World(tmp_path / "german")
    in_german.draw_number()
    for_staff = lines_on_slip(in_german) if not language.startswith("de") else []
    in_german.database.close()
    world.choose_language(language)
    screen = world.draw_number()
    chosen = shipped().get(language)
    said = set(re.findall(r"\w+", words(say_screen(screen, chosen))))
    number, wait, code = (chosen.gettext(one) for one in ("Ihre Nummer", "Wartezeit", "Auf dem Handy"))
    lines = [line for line in lines_on_slip(world) if line not in for_staff and f"- {line}" not in for_staff]
    assert len(lines) >= 5
    for line in lines:
        if line == code or number in line:
            continue  # the label of the QR code; the label of the number, which is said with the number
        on_paper = set(re.findall(r"\w+", aloud(line.removeprefix("- "), chosen)))
        if any(str(minutes) in on_paper for minutes in (20, 35)):
            on_paper = {word for word in on_paper if word.isdigit()}  # the unit is a word of its own there
        assert on_paper <= said, (line, on_paper - said, wait)
    assert {"B", "0", "1"} <= said


# Personal things


PERSONAL = ("Zoë", "Großmüller", "Ritter", "1986", "70178", "Hauptstätter", "Stuttgart")


@pytest.mark.parametrize(
    "name",
    [name for name, screen in SAMPLES.items() if isinstance(screen, FormScreen | GroupScreen | CheckScreen)],
)
def test_what_was_typed_is_never_said_on_the_loudspeaker(name: str) -> None:
    screen = SAMPLES[name]
    heard = heard_on_the_speaker(say_screen(screen, GERMAN))
    for text in getattr(screen, "texts", {}).values():
        assert not text or len(text) < 3 or text not in heard
    if isinstance(screen, CheckScreen):
        for card in screen.cards:
            for row in card.rows:
                value = aloud(GERMAN.render(row.value), GERMAN)
                assert value not in heard or value in ("Ja.", "Nein.")
                assert value in words(say_screen(screen, GERMAN))
    if isinstance(screen, GroupScreen):
        for item in screen.items:
            if item.title.values:
                assert aloud(GERMAN.render(item.title), GERMAN) not in heard


def test_without_headphones_the_terminal_says_why_it_does_not_repeat() -> None:
    screen = SAMPLES["form-name"]
    assert "Kopfhörer" in words(say_screen(screen, GERMAN))
    for changes in ({"headphones": True}, {"settings": frozenset({"speech", "speak-aloud"})}):
        quiet = replace(screen, frame=replace(screen.frame, **changes))
        assert "Kopfhörer" not in words(say_screen(quiet, GERMAN))


@given(st.text(max_size=12), st.text(max_size=12))
def test_the_echo_of_typing_is_never_loud(before: str, after: str) -> None:
    for one in echo(before, after, GERMAN):
        loud = one.instead if one.personal else one.text
        assert loud in ("", "Stern", "gelöscht")


@pytest.mark.parametrize(
    ("before", "after", "heard", "loud"),
    [
        ("", "Z", "Z", "Stern"),
        ("Zo", "Zoë", "ë", "Stern"),
        ("Zoe", "Zo", "e gelöscht", "gelöscht"),
        ("Zoë", "Zoë ", "Leerzeichen", "Stern"),
        ("a", "a-", "Bindestrich", "Stern"),
        ("", "Stuttgart", "Stuttgart.", "Stern"),
        ("•", "••", "Stern", "Stern"),
        ("••", "•", "gelöscht", "gelöscht"),
        ("same", "same", "", ""),
    ],
)
def test_what_is_typed_and_deleted_is_echoed(before: str, after: str, heard: str, loud: str) -> None:
    said = tuple(echo(before, after, GERMAN))
    assert (words(said), heard_on_the_speaker(said)) == (heard, loud)


def test_the_digits_of_a_pin_are_stars_even_in_headphones() -> None:
    before, after = keypad(entered="•"), keypad(entered="••", remaining=T("Noch {count} Ziffern", count=4))
    assert [one.text for one in say_news(before, after, GERMAN)] == ["Stern", "Noch 4 Ziffern."]
    assert "Stern" not in words(say_screen(after, GERMAN)) or "•" not in words(say_screen(after, GERMAN))


# News


def test_only_what_is_new_is_said_when_the_page_stays() -> None:
    before = ticket()
    after = ticket(slip=SlipState.PRINTED, slip_title=T("Bitte nehmen Sie Ihren Zettel"))
    assert is_same_page(before, after)
    assert [one.text for one in say_news(before, after, GERMAN)] == ["Bitte nehmen Sie Ihren Zettel."]
    assert say_news(after, after, GERMAN) == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_second_that_passes_is_no_news(name: str) -> None:
    screen = SAMPLES[name]
    later = replace(screen, frame=replace(screen.frame, seconds_left=7))
    assert is_same_page(screen, later)
    assert say_news(screen, later, GERMAN) == ()


@pytest.mark.parametrize("change", [{"serial": 99}, {"language": "en"}])
def test_another_page_or_language_is_said_from_the_start(change: dict[str, object]) -> None:
    screen: Screen = SAMPLES["scan"]
    other = (
        replace(screen, **change)
        if "serial" in change
        else replace(screen, frame=replace(screen.frame, **change))
    )
    assert not is_same_page(screen, other)


def test_an_option_that_was_chosen_is_said_as_chosen() -> None:
    screen = next(
        one
        for one in SAMPLES.values()
        if isinstance(one, FormScreen) and one.fields and one.fields[0].kind is FieldKind.CHOICE
    )
    field = screen.fields[0]
    off = replace(field, options=tuple(replace(one, selected=False) for one in field.options))
    on = replace(off, options=(replace(off.options[0], selected=True), *off.options[1:]))
    before, after = (replace(screen, fields=(one,)) for one in (off, on))
    (said,) = say_news(before, after, GERMAN)
    assert said.text.endswith("Gewählt.")


# Controls


@pytest.mark.parametrize(
    ("control", "heard", "loud"),
    [
        (Control("Weiter", Role.BUTTON), "Weiter. Schaltfläche.", "Weiter. Schaltfläche."),
        (
            Control("Starker Kontrast", Role.SWITCH, checked=True),
            "Starker Kontrast. Kontrollkästchen. Gewählt.",
            "Starker Kontrast. Kontrollkästchen. Gewählt.",
        ),
        (
            Control("Familienname", Role.BOX, "Wie im Ausweis", value="Großmüller"),
            "Familienname. Eingabefeld. Großmüller Wie im Ausweis.",
            "Familienname. Eingabefeld.  Wie im Ausweis.",
        ),
        (Control("Vornamen", Role.BOX), "Vornamen. Eingabefeld. leer.", "Vornamen. Eingabefeld. leer."),
        (Control("m", Role.KEY), "m", "Taste"),
        (Control("Leertaste", Role.KEY), "Leertaste.", "Leertaste."),
        (Control("Stuttgart", Role.OPTION, checked=False, personal=True), None, " Auswahl. Nicht gewählt."),
    ],
)
def test_a_control_says_name_role_state_and_hint(control: Control, heard: str | None, loud: str) -> None:
    said = say_control(control, GERMAN)
    assert heard is None or words(said) == heard
    assert heard_on_the_speaker(said) == loud


def test_no_utterance_shows_its_words_in_a_log() -> None:
    assert "Großmüller" not in repr(Utterance("Großmüller", personal=True))
    assert "Großmüller" not in repr(Control("x", Role.BOX, value="Großmüller"))
    assert isinstance(SAMPLES["keypad"], KeypadScreen)
    assert isinstance(SAMPLES["ticket"], TicketScreen)
