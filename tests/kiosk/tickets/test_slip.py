# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the slip says. How it comes out is in ``tests/journeys/test_slip.py``."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from devices.printer import BigNumber, Cut, QrCode, Text, load_profile
from devices.printer.encoder import Encoder
from devices.printer.labels import MAX_LABELS
from devices.printer.spool import fence
from kiosk.assets import assets_dir
from kiosk.languages import Language, Languages, shipped
from kiosk.services import load_catalogue
from kiosk.text import Span, T
from kiosk.tickets.labels import label_pack, slip_documents
from kiosk.tickets.slip import SlipContent, SlipStyle, compose
from tests.devices.slips import STATUS_LINK, arabic_slip, german_slip
from tests.helpers import MONDAY

EPSON = load_profile("epson-tm-t20iii")
CONTENT = SlipContent(
    city="Stuttgart",
    office="Bürgerbüro Mitte",
    number="B 042",
    place=T("Wartebereich 2 · 1. Stock"),
    drawn_at=MONDAY,
    wait=Span(20, 35),
    documents=[T("Ausweis oder Pass"), T("Wohnungsgeberbestätigung")],
    status_link=STATUS_LINK,
)
ARABIC = {
    "Ihre Nummer": "رقمكم",
    "Wartebereich 2 · 1. Stock": "منطقة الانتظار 2 · الطابق الأول",
    "Wartezeit {range} Minuten": "مدة الانتظار {range} دقيقة",
    "Wartezeit in Minuten": "مدة الانتظار بالدقائق",
    "Wartezeit unbekannt": "مدة الانتظار غير معروفة",
    "Nur heute, {date}, {time}": "صالحة اليوم فقط، {date}، {time}",
    "Gilt nur heute.": "صالحة اليوم فقط",
    "Ausweis oder Pass": "بطاقة الهوية أو جواز السفر",
    "Wohnungsgeberbestätigung": "تأكيد السكن من المؤجر",
    "Auf dem Handy": "على الهاتف",
}


@pytest.fixture
def languages(tmp_path: Path) -> Languages:
    """German, and Arabic as its catalogue could be."""
    catalogue = Catalog(locale="ar")
    for source, words in ARABIC.items():
        catalogue.add(source, words)
    with (tmp_path / "ar.po").open("wb") as file:
        write_po(file, catalogue)
    return Languages(tmp_path)


def on_paper(language: Language, content: SlipContent = CONTENT, style: SlipStyle = SlipStyle.TEXT) -> str:
    slip = compose(content, language, shipped().source, style)
    return "\n".join(element.text for element in slip.elements if isinstance(element, Text | BigNumber))


def test_the_slips_that_the_printer_layer_is_measured_with_are_the_ones_the_terminal_prints(
    languages: Languages,
) -> None:
    assert compose(CONTENT, languages.source, languages.source) == german_slip()
    assert compose(CONTENT, languages.get("ar"), languages.source) == arabic_slip()


def test_a_german_slip_costs_300_bytes_at_most_and_an_arabic_one_400_with_labels(
    languages: Languages,
) -> None:
    closing, _ = fence(EPSON, 1)
    encoder = Encoder(EPSON)
    german = compose(CONTENT, languages.source, languages.source)
    assert len(encoder.encode(german, closing=closing).data) <= 300
    pack = label_pack(languages, CONTENT.documents, EPSON)
    arabic = compose(replace(CONTENT, place=T("Wartebereich 2")), languages.get("ar"), languages.source)
    with_labels = encoder.encode(arabic, closing=closing, labels=pack)
    assert with_labels.pictures == 0
    assert len(with_labels.data) <= 400
    assert len(encoder.encode(arabic, closing=closing).data) <= 7000


def test_an_unknown_wait_is_said_and_needs_no_figures(languages: Languages) -> None:
    content = replace(CONTENT, wait=None)
    assert "Wartezeit unbekannt" in on_paper(languages.source, content)
    slip = compose(content, languages.get("ar"), languages.source)
    encoded = Encoder(EPSON).encode(slip, labels=label_pack(languages, content.documents, EPSON))
    assert encoded.pictures == 1  # the waiting area, which the office names


def test_figures_that_a_label_leaves_out_stand_in_german_below(languages: Languages) -> None:
    slip = compose(CONTENT, languages.get("ar"), languages.source)
    lines = [element for element in slip.elements if isinstance(element, Text)]
    for line, below in itertools.pairwise(lines):
        if line.fixed:
            assert not any(char.isdigit() for char in line.fixed)
            assert any(char.isdigit() for char in below.text)
            assert below.text.isascii() or "–" in below.text


def test_no_slip_in_german_has_labels(languages: Languages) -> None:
    assert not any(isinstance(line, Text) and line.fixed for line in german_slip().elements)


def test_the_labels_of_all_shipped_languages_and_documents_fit() -> None:
    documents = slip_documents(load_catalogue(assets_dir() / "services"))
    assert documents
    pack = label_pack(shipped(), documents, EPSON)
    assert len(pack.labels) <= MAX_LABELS


@pytest.mark.parametrize("style", SlipStyle)
@pytest.mark.parametrize("tag", ["de", "en"])
def test_both_styles_hold_what_a_visitor_needs(style: SlipStyle, tag: str) -> None:
    slip = compose(CONTENT, shipped().get(tag), shipped().source, style)
    assert slip.drawn == (style is SlipStyle.DRAWN)
    assert isinstance(slip.elements[-1], Cut)
    assert [element.data for element in slip.elements if isinstance(element, QrCode)] == [STATUS_LINK]
    whole = slip.to_json()
    for words in (
        "Bürgerbüro Mitte",
        "B 042",
        "Wartebereich 2",
        "20–35",
        "23.11.2026",
        "10:42",
        "Ausweis oder Pass",
    ):
        assert words in whole
