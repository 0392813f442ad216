# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Vorbereitungsbogen: complete, in order, and never to be taken for a Meldebestätigung."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pypdfium2
import pytest

from kiosk.paper.sheet import preparation_sheet
from kiosk.wire.record import Record
from tests.kiosk.paper.reading import (
    CODE,
    FROM_ABROAD,
    TODAY,
    WITHIN_CITY,
    is_tagged,
    outline,
    pages,
    record_of,
    record_with,
    structure,
    text,
)

HARD_NAMES = (
    "K\u035fhan",
    "C\u0300ar-Łoś",
    "Ștefan Țuțea",
    "Işık İlkay",
    "Nguyễn Thị Ánh Tuyết",
    "Wolfeschlegelsteinhausen-Leutheusser-Schnarrenbergerová-Łąc",
    "Pelé",
    "Đặng-Ðórr ẞöæ",
)


def joined(pdf: bytes) -> str:
    """The text with lines put together, as it was before it was broken."""
    return text(pdf).replace("-\n", "-").replace("\n", " ")


@pytest.fixture(scope="module")
def family() -> Record:
    """Four from abroad, one of them with a single name, late and without the landlord's confirmation."""
    return record_of(
        {**FROM_ABROAD, "given_names": "K\u035fhan Zoë", "family_name": "C\u0300ar-Łoś"},
        {"relation": "partner", "given_names": "Thị Ánh", "family_name": "Nguyễn"},
        {"relation": "child", "given_names": None, "birth_date": "2018-05-01"},
        {"relation": "child", "given_names": "İlkay", "birth_date": "2020-05-01"},
    )


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_names_read_back_in_nfc(name: str) -> None:
    sheet = preparation_sheet(record_of({**WITHIN_CITY, "given_names": name, "family_name": name}), CODE)
    assert joined(sheet).count(name) == 2


def test_everything_of_the_record_is_on_it_in_the_order_of_the_record(family: Record) -> None:
    words = joined(preparation_sheet(family, CODE))
    at = words.index("Ihr Anliegen")
    for section in family.sections:
        at = words.index(section.title, at)
        for row in section.rows:
            at = words.index(" ".join(row.shown.split()), at)
    for document in family.documents:
        assert document.title in words
    for doubt in family.doubts:
        assert doubt.text in words
    assert {notice.norm for notice in family.notices} <= {
        notice.norm for notice in family.notices if notice.norm.replace("\N{NO-BREAK SPACE}", " ") in words
    }


def test_number_code_and_day_are_at_the_top_and_it_says_who_declared_it(family: Record) -> None:
    first = pages(preparation_sheet(family, CODE))[0].replace("\n", " ")
    assert CODE in first
    assert "Gültig nur am 23.11.2026" in first
    assert "23.11.2026 um 10:15 Uhr" in first, "in German time"
    assert "Alle Angaben hat die Person selbst am Terminal gemacht" in first
    assert "Niemand hat bisher einen Ausweis gesehen" in first


def test_every_page_says_what_it_is_not_and_which_it_is(family: Record) -> None:
    found = pages(preparation_sheet(family, CODE))
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        assert "Vorbereitungsbogen (keine Meldebestätigung) · B 042" in page
        assert f"Seite {number} von {len(found)}" in page


def test_nothing_on_it_claims_that_somebody_is_registered(family: Record) -> None:
    words = text(preparation_sheet(family, CODE))
    assert words.count("Meldebestätigung") == words.lower().count("keine meldebestätigung")
    for claim in ("Unterschrift", "amtlich", "ist angemeldet", "Siegel", "Meldeschein"):
        assert claim not in words


def test_doubts_come_first_and_are_marked_again_at_their_row(family: Record) -> None:
    assert {"late", "landlord-confirmation-missing"} <= {doubt.code for doubt in family.doubts}
    words = joined(preparation_sheet(family, CODE))
    assert words.index("Bitte zuerst prüfen") < words.index("Unterlagen") < words.index("Ihr Anliegen")
    assert "Tag des Einzugs 1. November 2026 prüfen 1301" in words
    calm = joined(preparation_sheet(record_of(WITHIN_CITY), CODE))
    assert "prüfen" not in calm


def test_what_is_missing_is_said_beside_the_document(family: Record) -> None:
    words = joined(preparation_sheet(family, CODE))
    assert "Wohnungsgeberbestätigung fehlt laut Angabe" in words
    assert words.count("fehlt laut Angabe") == 1


def test_the_language_at_the_terminal_is_named_when_it_was_not_german(family: Record) -> None:
    in_german = text(preparation_sheet(family, CODE))
    in_turkish = text(preparation_sheet(family.model_copy(update={"language": "tr"}), CODE))
    assert "Sprache am Terminal" not in in_german
    assert "Sprache am Terminal Türkisch" in in_turkish


def test_a_family_of_twelve_flows_over_pages_with_every_person_once() -> None:
    others = [
        {"relation": "child", "given_names": f"Kind{letter}", "birth_date": "2012-01-01"}
        for letter in "abcdefghijk"
    ]
    sheet = preparation_sheet(record_of(FROM_ABROAD, *others), CODE)
    lines = text(sheet).split("\n")
    assert len(pages(sheet)) > 8
    for number in range(1, 13):
        assert lines.count(f"Person {number}") == 1
    for other in others:
        assert text(sheet).count(other["given_names"]) == 1
    assert any(line.endswith("– Fortsetzung") for line in lines)
    for page in pages(sheet):
        before_foot = page.split("\nVorbereitungsbogen (keine")[0].split("\n")[-1]
        assert not before_foot.startswith("Person "), "a heading at the foot of a page"


def test_a_value_longer_than_a_page_flows_too() -> None:
    value = " ".join(f"w{number}" for number in range(3000))
    words = text(preparation_sheet(record_with("vorher", value, "nachher"), CODE)).split()
    assert [word for word in words if word[0] == "w" and word[1:].isdigit()] == value.split()
    assert words.index("nachher") > words.index("w2999")


def test_it_is_tagged_and_in_reading_order(family: Record) -> None:
    sheet = preparation_sheet(family, CODE)
    assert is_tagged(sheet)
    found = structure(sheet)
    roles = [role for _, role in found]
    assert roles[:3] == ["Document", "H1", "P"]
    assert roles.count("L") >= 3
    # Tables that go over a page are listed once a page by this reader.
    assert roles.count("Table") >= 1 + len(family.sections)
    depth = {role: level for level, role in found}
    assert (depth["Table"], depth["TR"], depth["TH"], depth["TD"]) == (1, 2, 3, 3)
    assert b"/Lang (de-DE)" in sheet
    assert b"/StructParents 1" in sheet


def test_bookmarks_and_metadata_hold_nothing_personal(family: Record) -> None:
    sheet = preparation_sheet(family, CODE)
    with pypdfium2.PdfDocument(sheet) as document:
        told = document.get_metadata_dict()
    assert told["Title"] == "Vorbereitungsbogen (keine Meldebestätigung)"
    assert told["CreationDate"].startswith("D:20261123091500")
    everything = " ".join([*told.values(), *outline(sheet)])
    assert "Person 4" in everything
    shown = {row.shown for section in family.sections for row in section.rows if section.person}
    assert not [value for value in shown if len(value) > 3 and value in everything]
    assert CODE not in everything


def test_the_same_record_gives_the_same_bytes_whatever_was_made_before(family: Record) -> None:
    first = preparation_sheet(family, CODE)
    preparation_sheet(record_of({**WITHIN_CITY, "family_name": "Ž\u0327ē\u030d"}), CODE)
    assert preparation_sheet(family, CODE) == first
    later = family.model_copy(update={"prepared_at": family.prepared_at + timedelta(minutes=1)})
    assert preparation_sheet(later, CODE) != first


def test_everything_fits_into_what_a_handover_may_carry() -> None:
    others = [{"relation": "child", "birth_date": "2012-01-01"}] * 11
    assert len(preparation_sheet(record_of(FROM_ABROAD, *others), CODE)) < 200 * 1024


def test_nothing_of_reportlab_is_loaded_before_a_form_is_submitted() -> None:
    code = "import sys, kiosk.terminal, kiosk.registration.rules; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_record_without_persons_or_documents_is_a_paper_too() -> None:
    words = text(preparation_sheet(record_with("nur das"), ""))
    assert "nur das" in words
    assert "Unterlagen" not in words
    assert f"{TODAY:%d.%m.%Y}" in words
