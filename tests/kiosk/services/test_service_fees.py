# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fees follow the calendar and what is known of the visitor; what is not known is said, not guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.services import Catalogue
from kiosk.services.fees import ASK_AT_THE_DESK, FeeQuote, FeeUnknown, fee_on
from kiosk.services.models import Evidence


def _quote(catalogue: Catalogue, key: str, day: date, **facts: str) -> FeeQuote:
    service = catalogue.get(key)
    assert service is not None
    quote = fee_on(service, day, facts)
    assert isinstance(quote, FeeQuote)
    return quote


@pytest.mark.parametrize(
    ("day", "age", "euros"),
    [
        (date(2026, 2, 6), "from-24", "37.00"),
        (date(2026, 2, 7), "from-24", "46.00"),
        (date(2026, 2, 6), "18-23", "22.80"),
        (date(2026, 2, 7), "18-23", "27.60"),
        (date(2027, 1, 1), "under-16", "27.60"),
        (date(2020, 1, 1), "16-17", "22.80"),
    ],
)
def test_the_identity_card_costs_more_from_7_february_2026(
    shipped: Catalogue, day: date, age: str, euros: str
) -> None:
    quote = _quote(shipped, "personalausweis-beantragen", day, age=age)
    assert [line.eur for line in quote.prices] == [Decimal(euros)]
    assert quote.prices[0].certain
    assert quote.low == quote.high == Decimal(euros)


def test_an_unknown_age_gives_a_range_and_no_certainty(shipped: Catalogue) -> None:
    quote = _quote(shipped, "personalausweis-beantragen", date(2026, 11, 23))
    assert (quote.low, quote.high) == (Decimal("27.60"), Decimal("46.00"))
    assert not any(line.certain for line in quote.prices)


def test_a_surcharge_counts_only_when_it_is_certain(shipped: Catalogue) -> None:
    day = date(2026, 11, 23)
    open_question = _quote(shipped, "reisepass-beantragen", day, age="from-24")
    assert open_question.low == Decimal("70.00")
    assert len(open_question.surcharges) == 4
    decided = _quote(
        shipped, "reisepass-beantragen", day, age="from-24", speed="express", delivery="pickup",
        passport_pages="48", photo="brought",
    )  # fmt: skip
    assert [line.title for line in decided.surcharges] == ["Pass mit 48 Seiten", "Eilverfahren"]
    assert decided.low == decided.high == Decimal("124.00")


def test_minors_pay_half_at_the_foreigners_office(shipped: Catalogue) -> None:
    day = date(2026, 11, 23)
    for key, facts in {
        "fiktionsbescheinigung": {},
        "nebenbestimmung-aendern": {},
        "aufenthaltstitel-verlaengern": {"permit_extension": "longer"},
    }.items():
        adult = _quote(shipped, key, day, age="from-24", **facts)
        minor = _quote(shipped, key, day, age="16-17", **facts)
        assert minor.low * 2 == adult.low, key


def test_registration_is_free(shipped: Catalogue) -> None:
    quote = _quote(shipped, "wohnsitz-anmelden", date(2026, 11, 23))
    assert quote.high == 0
    assert quote.prices[0].norm == "§ 24 Abs. 2 BMG"
    assert quote.prices[0].evidence is Evidence.LAW


def test_a_fee_nobody_verified_is_a_sentence(shipped: Catalogue) -> None:
    service = shipped.get("bewohnerparken")
    assert service is not None
    answer = fee_on(service, date(2026, 11, 23), {})
    assert isinstance(answer, FeeUnknown)
    assert "Schalter" in answer.reason.source


def test_before_the_first_known_amount_the_desk_is_asked(folder: Any) -> None:
    folder.spoil("{eur: 10.00, evidence: law}", "{eur: 10.00, valid_from: 2026-01-01, evidence: law}")
    service = folder.load().get("anmelden")
    assert fee_on(service, date(2025, 12, 31), {"age": "adult"}) == FeeUnknown(ASK_AT_THE_DESK)
    quote = fee_on(service, date(2026, 1, 1), {"age": "adult"})
    assert isinstance(quote, FeeQuote)
    assert quote.low == Decimal("13.00")


def test_cents_survive_the_file(folder: Any) -> None:
    folder.spoil("eur: 12.50", "eur: 0.29")
    quote = fee_on(folder.load().get("anmelden"), date(2026, 3, 1), {"age": "adult"})
    assert isinstance(quote, FeeQuote)
    assert quote.prices[0].cents == 29


@given(
    day=st.dates(),
    facts=st.dictionaries(st.sampled_from(["age", "delivery", "photo", "speed"]), st.text(max_size=8)),
)
def test_every_service_answers_on_every_day(shipped: Catalogue, day: date, facts: dict[str, str]) -> None:
    for service in shipped:
        answer = fee_on(service, day, facts)
        if isinstance(answer, FeeQuote):
            assert 0 <= answer.low <= answer.high
        else:
            assert answer.reason.source
