# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two forms that are files only: where they end, and what they ask on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kiosk.codelists import code_list
from kiosk.forms.fields import ChoiceField, SearchField
from tests.kiosk.registration.walking import FORMS, form, walk

TODAY = date(2026, 11, 23)
_NOBODY: dict[str, Any] = {"employer_name": "Ελληνικά Foods & Co. KG", "employer_street": "Am Kai", "employer_number": "12 b",
                           "employer_place": "70327 Stuttgart", "job": "Köchin", "job_starts": "2027-01-01", "old_job": "ended",
                           "old_job_ends": "2026-12-31", "title_valid_until": "2027-06-30"}  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "end", "page", "notices"),
    [
        ({"title_kind": "tied"}, "form", "check-answers", ("datenschutz", "hinweis-bindung")),
        ({"title_kind": "unknown"}, "form", "check-answers", ("datenschutz", "hinweis-bindung")),
        ({"title_kind": "free"}, "explain", "nichts-zu-tun", ("datenschutz",)),
        (
            {"title_kind": "blue-card", "blue_card_over_a_year": False},
            "form",
            "check-answers",
            ("datenschutz",),
        ),
        (
            {"title_kind": "blue-card", "blue_card_over_a_year": True},
            "explain",
            "blaue-karte-frei",
            ("datenschutz",),
        ),
    ],
)
def test_a_new_employer(answers: dict[str, Any], end: str, page: str, notices: tuple[str, ...]) -> None:
    walked = walk({**_NOBODY, **answers}, today=TODAY, key="arbeitgeberwechsel")
    assert (walked.end, walked.page, walked.notices) == (end, page, notices)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"reason": "progress", "channel": "phone", "phone": "0711 12345"}, ("phone", "call_time")),
        ({"reason": "expiring", "channel": "email", "email": "ana@example.org"}, ("email",)),
        ({"reason": "complaint", "channel": "letter"}, ()),
    ],
)
def test_a_request_for_an_answer_asks_only_for_the_way_that_was_chosen(
    answers: dict[str, Any], asked: tuple[str, ...]
) -> None:
    walked = walk(
        {"message": "Bitte melden Sie sich.", "title_valid_until": "2026-12-31", **answers},
        today=TODAY,
        key="kontakt",
    )
    assert walked.end == "form"
    assert tuple(key for key in walked.asked if key in {"phone", "call_time", "email"}) == asked
    assert ("title_valid_until" in walked.asked) == (answers["reason"] == "expiring")


@pytest.mark.parametrize("key", [path.stem for path in sorted(FORMS.glob("*.yaml"))])
def test_what_a_form_offers_before_typing_can_be_chosen(key: str) -> None:
    for _section, _group, page in form(key).pages():
        for one in getattr(page, "fields", ()):
            if isinstance(one, SearchField):
                offered = {entry.key for entry in code_list(one.list).offered}
                assert offered >= set(one.frequent), one.key


def test_the_documents_of_the_form_are_official_keys() -> None:
    field = next(
        one for _s, _g, page in form().pages() for one in getattr(page, "fields", ()) if one.key == "id_type"
    )
    assert isinstance(field, ChoiceField)
    official = {entry.key for entry in code_list("identity-documents").offered}
    assert {option.value for option in field.options} - {"none"} <= official
