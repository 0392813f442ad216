# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What to bring follows from what is known, and nothing needed is left out while a fact is missing."""

from __future__ import annotations

from itertools import product

import pytest

from kiosk.languages import Language
from kiosk.services import Catalogue, Service
from kiosk.services.conditions import exclude_each_other, holds, in_words
from kiosk.services.documents import (
    ROW_LETTERS,
    condition_text,
    documents_for,
    notes_for,
    short_line,
    usual_documents,
)

GERMAN = Language("de", None)


@pytest.fixture
def registration(shipped: Catalogue) -> Service:
    service = shipped.get("wohnsitz-anmelden")
    assert service is not None
    return service


def test_a_condition_is_undecided_while_a_fact_is_missing() -> None:
    when = {"age": ("child",), "from": ("abroad", "germany")}
    assert holds({}, {}) is True
    assert holds(when, {}) is None
    assert holds(when, {"age": "child"}) is None
    assert holds(when, {"from": "city"}) is False
    assert holds(when, {"age": "child", "from": "germany"}) is True


def test_conditions_exclude_each_other_only_on_a_shared_fact() -> None:
    assert exclude_each_other({"age": ("a",)}, {"age": ("b", "c")})
    assert not exclude_each_other({"age": ("a", "b")}, {"age": ("b",)})
    assert not exclude_each_other({"age": ("a",)}, {"other": ("b",)})
    assert not exclude_each_other({}, {})


def test_nothing_is_left_out_while_nothing_is_known(registration: Service) -> None:
    needed = documents_for(registration, {})
    assert [one.document for one in needed] == list(registration.documents)
    assert [one.certain for one in needed].count(True) == 1


def test_a_tenant_from_abroad_brings_the_landlords_confirmation_and_certificates(
    registration: Service,
) -> None:
    facts = {
        "dwelling": "rented",
        "moving_from": "abroad",
        "age": "from-24",
        "nationality": "other",
        "represented_by": "nobody",
    }
    needed = documents_for(registration, facts)
    assert all(one.certain for one in needed)
    assert [one.document.short for one in needed] == [
        "Ausweis", "Wohnungsgeberbestätigung", "Aufenthaltstitel", "Urkunden",
    ]  # fmt: skip


def test_an_owner_is_not_asked_for_a_landlord(registration: Service) -> None:
    shorts = [one.document.short for one in documents_for(registration, {"dwelling": "owned"})]
    assert "Wohnungsgeberbestätigung" not in shorts
    assert "Eigenerklärung" in shorts
    assert all("Wohnungsgeber" not in note.text for note in notes_for(registration, {"dwelling": "owned"}))
    assert any("Wohnungsgeber" in note.text for note in notes_for(registration, {}))


def test_the_row_names_what_most_people_bring(shipped: Catalogue, registration: Service) -> None:
    assert GERMAN.render(short_line(registration, {})) == "Ausweis, Wohnungsgeberbestätigung"
    assert GERMAN.render(short_line(registration, {"dwelling": "owned"})) == "Ausweis, Eigenerklärung"
    card = shipped.get("personalausweis-beantragen")
    assert card is not None
    assert GERMAN.render(short_line(card, {})) == "alter Ausweis, Foto-Code"


def test_every_row_has_a_line_that_fits(shipped: Catalogue) -> None:
    for service in shipped:
        line = GERMAN.render(short_line(service, {}))
        assert 0 < len(line) <= ROW_LETTERS, service.key


def test_a_usual_document_is_dropped_when_the_facts_exclude_it(registration: Service) -> None:
    assert len(usual_documents(registration, {})) == 2
    assert [one.short for one in usual_documents(registration, {"dwelling": "owned"})] == [
        "Ausweis", "Eigenerklärung",
    ]  # fmt: skip


def test_conditions_read_as_german(shipped: Catalogue, registration: Service) -> None:
    words = shipped.shared.facts
    texts = {one.short: GERMAN.render(condition_text(one, words)) for one in registration.documents}
    assert texts["Ausweis"] == ""
    assert texts["Urkunden"] == "beim Umzug aus dem Ausland"
    assert texts["Zustimmung"] == "wenn ein Kind nur mit einem Elternteil umzieht"
    both = in_words({"age": ("under-16", "16-17"), "delivery": ("post",)}, words)
    assert GERMAN.render(both) == "unter 16 Jahren oder mit 16 oder 17 Jahren und bei Versand nach Hause"


def test_with_all_facts_known_every_document_is_decided(shipped: Catalogue) -> None:
    for service in shipped:
        names = sorted({name for document in service.documents for name in document.when})
        values = [shipped.shared.facts[name].values for name in names]
        for combination in product(*values):
            needed = documents_for(service, dict(zip(names, combination, strict=True)))
            assert all(one.certain for one in needed), service.key
