# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Screens become plain data: words in the language, marks as markup, nothing else as markup."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.languages import Languages
from kiosk.text import T
from kiosk.visit.screens import Frame, Overlay, Screen
from tests.ui.samples import SAMPLES, keypad, late, services, shown, start, ticket
from ui.present import present
from ui.present_parts import keep_together, markup


@pytest.mark.parametrize("name", SAMPLES)
def test_every_screen_is_plain_data(name: str, languages: Languages) -> None:
    data = present(SAMPLES[name], languages.source)
    assert json.loads(json.dumps(data)) == data
    assert data["kind"] == SAMPLES[name].kind
    assert data["serial"] == SAMPLES[name].serial


def test_a_screen_without_a_page_is_an_error(languages: Languages) -> None:
    with pytest.raises(TypeError, match="Screen"):
        present(Screen(serial=1, frame=Frame(language="de")), languages.source)


def test_marked_words_are_bold_and_not_spoken_as_marks(languages: Languages) -> None:
    body = present(late(), languages.source)["body"][0]
    assert "<b>Sie kommen heute trotzdem dran</b>" in body["markup"]
    assert "*" not in body["text"]
    assert "<" not in body["text"]


@pytest.mark.parametrize("value", ["<b>x</b>", "**x**", "&amp;", "<img src='file:///etc/passwd'>"])
def test_values_are_never_markup(value: str, languages: Languages) -> None:
    screen = late(body=(T("Sie sagten: {words}", words=value),))
    body = present(screen, languages.source)["body"][0]
    assert "<b>" not in body["markup"]
    assert "<img" not in body["markup"]


@given(st.text())
def test_markup_has_only_bold_and_line_breaks(sentence: str) -> None:
    left = markup(sentence).replace("<b>", "").replace("</b>", "").replace("<br>", "")
    assert "<" not in left
    assert ">" not in left


@given(st.text())
def test_bold_is_opened_and_closed(sentence: str) -> None:
    assert markup(sentence).count("<b>") == markup(sentence).count("</b>")


def test_the_language_changes_the_words_and_nothing_else(languages: Languages) -> None:
    german = present(start(), languages.source)
    english = present(start(), languages.get("en"))
    assert german["tiles"][0]["label"] == "Ich habe einen Termin"
    assert english["tiles"][0]["label"] == "I have an appointment"
    assert german["tiles"][0]["id"] == english["tiles"][0]["id"]


def test_a_tick_changes_nothing(languages: Languages) -> None:
    screen = ticket()
    later = replace(screen, frame=replace(screen.frame, seconds_left=3))
    assert present(screen, languages.source) == present(later, languages.source)


def test_primary_and_link_go_to_the_bar_and_rows_to_the_page(languages: Languages) -> None:
    data = present(keypad(), languages.source)
    assert data["primary"]["id"] == "next"
    assert data["link"]["id"] == "no-code"
    assert data["rows"] == []
    assert len(present(services(), languages.source)["rows"]) == 6


def test_soft_hyphens_are_shown_but_not_spoken(languages: Languages) -> None:
    row = present(services(), languages.source)["rows"][3]
    assert "\u00ad" in row["label"]
    assert row["name"] == "Führungszeugnis, Bescheinigung"


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("am 24. November um 8:00 Uhr", "am 24.\u00a0November um 8:00\u00a0Uhr"),
        ("46,00 €", "46,00\u00a0€"),
        ("20–35 Minuten", "20–35 Minuten"),
        ("Er kostet 12. und mehr", "Er kostet 12. und mehr"),
    ],
)
def test_dates_and_times_stay_on_one_line(sentence: str, kept: str) -> None:
    assert keep_together(sentence) == kept


def test_a_space_that_must_not_break_survives_styled_text() -> None:
    assert markup("24.\u00a0November") == "24.&nbsp;November"


def test_the_overlay_is_part_of_the_frame(languages: Languages) -> None:
    frame = present(shown("idle"), languages.source)["frame"]
    assert frame["overlay"] == Overlay.IDLE
