# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form for the landlord: the four items of BMG § 19 Abs. 3, nothing more, nothing of anything else."""

from __future__ import annotations

import contextlib
import re
import zlib

import pypdfium2
import pytest

from kiosk.paper.landlord import Items, blank_landlord_form, form_with, items_of, landlord_form
from kiosk.wire.handover import PAPER_BYTES
from kiosk.wire.record import Record
from tests.kiosk.paper.reading import (
    FRAME,
    FROM_ABROAD,
    WITHIN_CITY,
    is_tagged,
    outline,
    pages,
    record_of,
    structure,
    text,
)

ITEMS = [
    "1. Wohnungsgeber",
    "2. Tag des Einzugs",
    "3. Anschrift der Wohnung",
    "4. Namen der Personen, die einziehen",
]


@pytest.fixture(scope="module")
def family() -> Record:
    return record_of(
        {**FROM_ABROAD, "given_names": "K\u035fhan Zoë", "family_name": "C\u0300ar-Łoś"},
        {"relation": "partner", "given_names": "Thị Ánh", "family_name": "Nguyễn"},
        {"relation": "child", "given_names": None, "family_name": "Ștefan", "birth_date": "2018-05-01"},
    )


def numbered(pdf: bytes) -> list[str]:
    return [line for line in text(pdf).split("\n") if re.match(r"\d+\. [A-Z]\w+", line) and line in ITEMS]


def test_exactly_the_four_items(family: Record) -> None:
    for pdf in (landlord_form(family), blank_landlord_form(FRAME.prepared_at)):
        assert numbered(pdf) == ITEMS
        assert outline(pdf) == ["Wohnungsgeberbestätigung", *ITEMS]
        assert [role for _, role in structure(pdf)].count("H2") == len(ITEMS)


def test_what_is_known_is_filled_in(family: Record) -> None:
    words = text(landlord_form(family))
    for known in (
        "Wohnbau AG",
        "Hauptstraße 5, 70173 Stuttgart",
        "Erbengemeinschaft Müller",
        "1. November 2026",
        "Königstraße 17a, 70173 Stuttgart",
        "K\u035fhan Zoë C\u0300ar-Łoś\n",
        "Thị Ánh Nguyễn\n",
        "\nȘtefan\n",
    ):
        assert known in words


def test_nothing_else_of_the_visitor_reaches_the_landlord(family: Record) -> None:
    words = text(landlord_form(family))
    told = set(vars_of(items_of(family)))
    for section in family.sections:
        for row in section.rows:
            if len(row.shown) > 3 and not any(row.shown in item for item in told):
                assert row.shown not in words, row.field
    assert family.ticket_number not in words
    assert "1986" not in words


def vars_of(items: Items) -> list[str]:
    return [
        *items.persons,
        items.landlord,
        items.landlord_address,
        items.owner,
        items.move_in,
        items.dwelling,
    ]


def test_what_is_not_known_is_a_line_to_write_on(family: Record) -> None:
    bare = record_of({**WITHIN_CITY, "confirmation": "refused", "landlord_owns": "unknown"})
    items = items_of(bare)
    assert (items.landlord, items.landlord_address, items.owner) == ("Wohnbau AG", "", "")
    assert lines_in(landlord_form(bare)) == lines_in(landlord_form(family)) - 2, "two persons fewer"


def lines_in(pdf: bytes) -> int:
    """Straight lines drawn on the first page."""
    import pypdfium2.raw as pdfium

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        found = [one for one in page.get_objects() if one.type == pdfium.FPDF_PAGEOBJ_PATH]
        return sum(one.get_bounds()[3] - one.get_bounds()[1] < 2 for one in found)


@pytest.mark.parametrize(("owns", "ticks"), [("yes", "☒☐"), ("no", "☐☒"), ("unknown", "☐☐"), ("", "☐☐")])
def test_who_owns_the_dwelling_is_ticked_as_declared(owns: str, ticks: str) -> None:
    pdf = form_with(Items(owns=owns), FRAME.prepared_at)
    assert "".join(boxes(pdf)) == ticks


def boxes(pdf: bytes) -> list[str]:
    """The boxes of a one-page paper, by what they read as."""
    content = ""
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with contextlib.suppress(zlib.error):
            content += zlib.decompress(stream).decode("latin-1")
    return [
        bytes.fromhex(code).decode("utf-16-be")[0]
        for code in re.findall(r"ActualText <FEFF(26\w+)>", content)
    ]


def test_it_names_its_law_and_is_no_confirmation_before_it_is_signed(family: Record) -> None:
    words = " ".join(text(landlord_form(family)).replace("\N{NO-BREAK SPACE}", " ").split())
    for norm in (
        "§ 19 Abs. 1, § 17 Abs. 1 BMG",
        "§ 54 Abs. 2 Nr. 3 und 4, Abs. 3 BMG",
        "§ 19 Abs. 6, § 54 Abs. 1 und 3 BMG",
    ):
        assert norm in words
    assert "Unterschrift des Wohnungsgebers oder der beauftragten Person" in words
    assert "Er gilt erst mit der Unterschrift" in words


def test_it_is_one_page_blank_and_for_a_family_and_more_for_twelve(family: Record) -> None:
    assert len(pages(blank_landlord_form(FRAME.prepared_at))) == 1
    assert len(pages(landlord_form(family))) == 1
    many = form_with(Items(persons=tuple(f"Person Nummer{n}" for n in range(30))), FRAME.prepared_at)
    assert len(pages(many)) == 2
    assert [word for word in text(many).split() if word.startswith("Nummer")] == [
        f"Nummer{n}" for n in range(30)
    ]


def test_long_names_and_addresses_stay_whole() -> None:
    long = "Wohnungsbaugenossenschaft der Eisenbahnerinnen und Eisenbahner Bad Cannstatt-Untertürkheim eingetragene eG"
    pdf = form_with(Items(landlord=long), FRAME.prepared_at)
    assert long in text(pdf).replace("-\n", "-").replace("\n", " ")


def test_it_is_tagged_and_small_enough_for_the_phone(family: Record) -> None:
    pdf = landlord_form(family)
    assert is_tagged(pdf)
    assert len(pdf) < PAPER_BYTES / 3
    assert landlord_form(family) == pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.get_metadata_dict()["Title"] == "Wohnungsgeberbestätigung"
        assert "ar-Łoś" not in str(document.get_metadata_dict())
