# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The picture of a service is valid, complete, and stays inside its sheet."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from PIL import ImageFont

from kiosk.assets import assets_dir
from kiosk.services import Catalogue
from kiosk.services.draw import draw, draw_text
from kiosk.services.texts import all_translatable, translatable

SVG = "{http://www.w3.org/2000/svg}"


def _words(element: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()) for text in element.iter(f"{SVG}text"))


def test_every_picture_is_xml_and_holds_every_document_and_the_result(shipped: Catalogue) -> None:
    for service in shipped:
        root = ElementTree.fromstring(draw(service, shipped))
        words = _words(root).replace("• ", "")
        for document in service.documents:
            assert document.title in words, service.key
        for price in service.fee.prices:
            assert price.title in words, service.key
        assert service.result in words
        assert root.get("font-family", "").startswith("Noto Sans")


def test_no_line_of_text_leaves_its_card(shipped: Catalogue) -> None:
    fonts = assets_dir() / "fonts"
    for service in shipped:
        root = ElementTree.fromstring(draw(service, shipped))
        cards = [
            tuple(float(rect.get(name, 0)) for name in ("x", "y", "width", "height"))
            for rect in root.iter(f"{SVG}rect")
        ]
        for text in root.iter(f"{SVG}text"):
            if text.get("text-anchor"):
                continue
            face = "NotoSans-Bold.ttf" if text.get("font-weight") else "NotoSans-Regular.ttf"
            font = ImageFont.truetype(str(fonts / face), int(text.get("font-size", 0)))
            x, y = float(text.get("x", 0)), float(text.get("y", 0))
            right = x + font.getlength(text.text or "")
            around = min(
                (
                    card
                    for card in cards
                    if card[0] <= x <= card[0] + card[2] and card[1] <= y <= card[1] + card[3]
                ),
                key=lambda card: card[2] * card[3],
            )
            assert right <= around[0] + around[2], (service.key, text.text)


def test_the_text_shows_steps_branches_and_prices(shipped: Catalogue) -> None:
    service = shipped.get("personalausweis-beantragen")
    assert service is not None
    text = draw_text(service, shipped)
    positions = [text.index(step) for step in ("Ankommen", "Nummer", "Bereithalten", "Schalter", "Ergebnis")]
    assert positions == sorted(positions)
    assert "> unter 16 Jahren:\n     - Zustimmung der Sorgeberechtigten" in text
    assert "46,00" in text
    assert "ab 07.02.2026" in text


def test_texts_of_authors_cannot_break_the_picture(folder: Any) -> None:
    folder.spoil("title: Ausweis oder Pass", 'title: Ausweis & "Pass" & Co')
    catalogue = folder.load()
    service = catalogue.get("anmelden")
    assert '& "Pass" &' in _words(ElementTree.fromstring(draw(service, catalogue)))


def test_every_german_text_of_a_file_is_offered_for_translation(shipped: Catalogue) -> None:
    def strings(value: object) -> set[str]:
        match value:
            case str():
                return {value}
            case dict():
                return set().union(*map(strings, value.values())) if value else set()
            case list() | tuple():
                return set().union(*map(strings, value)) if value else set()
            case _:
                return set()

    for service in shipped:
        offered = {text for text, comment in translatable(service) if comment}
        assert all(offered)
        # everything that reads like a sentence or a title and is no norm
        german = {
            text
            for text in strings(service.model_dump(mode="json", exclude={"norms"}))
            if (" " in text or text[0].isupper()) and "§" not in text and not text.startswith("BGBl.")
        } - {service.queue, "PassV"}
        assert german <= offered, service.key
    assert {text for text, _ in all_translatable(shipped)} >= {topic.title for topic in shipped.shared.topics}
