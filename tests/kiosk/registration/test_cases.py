# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cases A to Q, walked through the form line by line, and what holds for all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from kiosk.assets import assets_dir
from kiosk.forms.record import build_record
from kiosk.handover.submit import RecordFrame
from kiosk.registration.rules import RULES
from kiosk.services import load_catalogue
from kiosk.wire.record import Record
from tests.kiosk.registration.case_table import IN_TIME, OBJECT, TABLE, TODAY, Line
from tests.kiosk.registration.walking import Walked, form, walk


def _walk(line: Line) -> Walked:
    return walk(line.plan, *line.others, today=TODAY)


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.name)
def test_case(line: Line) -> None:
    walked = _walk(line)
    assert (walked.end, walked.page, walked.troubles) == (line.end, line.page, ())
    assert walked.asked == tuple(dict.fromkeys(line.asked))
    assert walked.notices == line.notices
    found = RULES.case(walked.answers, TODAY)
    assert found is not None
    assert found[0] == line.case
    assert tuple(d.title for d in RULES.documents(walked.answers, TODAY)) == line.documents
    assert tuple(d.code for d in RULES.doubts(walked.answers, TODAY)) == line.doubts
    for sentence in line.says:
        assert any(said.startswith(sentence) for said in walked.remarks), walked.remarks


def _record(walked: Walked) -> Record:
    frame = RecordFrame(
        id=UUID("01900000-0000-7000-8000-00000000000a"),
        office_id="mitte",
        terminal_id=UUID("01900000-0000-7000-8000-00000000000b"),
        ticket_number="B 042",
        language="de",
        prepared_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        valid_on=TODAY,
    )
    service = load_catalogue(assets_dir() / "services").get("wohnsitz-anmelden")
    assert service is not None
    return build_record(walked.engine, walked.state, service, frame, TODAY)


@pytest.mark.parametrize("line", [line for line in TABLE if line.end == "form"], ids=lambda line: line.name)
def test_the_record_points_every_mark_to_a_row_and_has_no_row_of_a_hidden_branch(line: Line) -> None:
    walked = _walk(line)
    record = _record(walked)
    rows = {(section.key, section.person, row.field) for section in record.sections for row in section.rows}
    for doubt in record.doubts:
        if doubt.code != "name-missing":
            assert (doubt.section, doubt.person, doubt.field) in rows, doubt.code
    asked = {key for _section, _person, key in rows}
    compound = ("_number", "_letter", "_part", "_postcode", "_place")
    assert {key for key in asked if not key.endswith(compound)} <= set(walked.asked)
    assert asked.isdisjoint(
        {"partner", "same_move", "stays_six_months", "stays_three_months", "has_more_names", "assured"}
    )
    assert [notice.key for notice in record.notices if notice.confirmed] == [
        key for key in line.notices if key in {"versicherung", "belehrung"}
    ]


def test_the_table_has_every_case() -> None:
    assert {line.name[0] for line in TABLE} == set("ABCDEFGHIJKLMNOPQ")


def test_nothing_beyond_section_3_is_asked() -> None:
    keys = {one.key for _section, _group, page in form().pages() for one in getattr(page, "fields", ())}
    forbidden = {
        "phone",
        "email",
        "occupation",
        "rent",
        "rooms",
        "reason",
        "tax_id",
        "azr_number",
        "address_1939",
    }
    assert keys.isdisjoint(forbidden)


def test_a_landlord_confirmation_that_is_missing_is_marked_on_the_list() -> None:
    walked = walk(
        {"matter": "same-city", "move_in": IN_TIME, "confirmation": "later", "landlord_owns": "yes"},
        today=TODAY,
    )
    missing = [d.title for d in RULES.documents(walked.answers, TODAY) if d.missing]
    assert missing == ["Wohnungsgeberbestätigung"]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"relation": "none"}, "Zusammen anmelden können sich nur Ehepaare"),
        (
            {"relation": "partner", "same_move": False},
            "Zusammen anmelden können sich nur Personen, die am selben Tag",
        ),
    ],
)
def test_who_does_not_fit_hears_why_and_can_be_taken_off(other: dict[str, Any], sentence: str) -> None:
    walked = walk({"matter": "germany", "move_in": IN_TIME}, other, today=TODAY)
    assert walked.end == "stuck"
    assert walked.troubles[0].startswith(sentence)
    second = walked.state.items["persons"][1]
    state = walked.engine.remove_item(walked.state, second, TODAY)
    assert (
        walked.engine.is_complete(walked.engine.next(state, TODAY), TODAY) is False
    )  # notices are still to come
    assert len(state.items["persons"]) == 1


def test_objections_are_never_ticked_beforehand() -> None:
    walked = walk({"matter": "same-city", "move_in": IN_TIME}, today=TODAY)
    first = walked.answers["persons"][0]
    assert [first[key] for key in OBJECT] == [False, False, False]


def test_the_answer_about_living_apart_is_not_for_the_record() -> None:
    fields = {one.key: one for _s, _g, page in form().pages() for one in getattr(page, "fields", ())}
    assert not any(fields[key].in_record for key in ("partner", "same_move", "stay_until", "newborn_at_home"))


def test_the_move_within_the_city_has_at_most_sixteen_pages() -> None:
    walked = walk({"matter": "same-city", "move_in": IN_TIME}, today=TODAY)
    assert len(walked.pages) <= 16


@pytest.mark.parametrize(
    ("preset", "page"),
    [("give-up", "auszug-anschrift"), ("leave", "auszug-anschrift"), ("main-change", "wechsel-am")],
)
def test_a_service_that_answers_the_matter_skips_the_question(preset: str, page: str) -> None:
    plan = {
        "changed_on": "2026-11-20", "main_street": "Am See", "main_number": "2", "main_place": "70174 Stuttgart",
        "old_street": "Am See", "old_number": "2", "old_place": "70174 Stuttgart", "move_out": "2026-11-30",
        "goes_abroad": False, "homes_left": False,
    }  # fmt: skip
    walked = walk(plan, today=TODAY, preset={"matter": preset})
    assert walked.end == "form"
    assert "anliegen" not in walked.pages
    assert walked.pages[2] == page


def test_a_person_with_one_legal_name_goes_through() -> None:
    walked = walk(
        {"matter": "same-city", "move_in": IN_TIME, "family_name": None, "given_names": "Suharto"},
        today=TODAY,
    )
    assert walked.end == "form"
    assert walked.answers["persons"][0]["family_name"] is None
    assert [d.code for d in RULES.doubts(walked.answers, TODAY)] == ["name-missing"]


def test_a_cyrillic_name_is_answered_with_the_latin_line() -> None:
    walked = walk({"matter": "same-city", "move_in": IN_TIME, "given_names": "Іван"}, today=TODAY)
    assert walked.end == "stuck"
    assert "lateinischen Buchstaben" in walked.troubles[0]


@pytest.mark.parametrize(
    ("plan", "title"),
    [
        ({"matter": "same-city"}, "Umzug innerhalb der Stadt; neue Wohnung: alleinige Wohnung"),
        (
            {"matter": "germany", "other_homes": "previous", "partner": "no", "main_home": "new"},
            "Zuzug aus einer anderen Gemeinde in Deutschland; neue Wohnung: Hauptwohnung; bisherige Wohnung: Nebenwohnung",
        ),
        (
            {"matter": "germany", "other_homes": "previous", "partner": "no", "main_home": "previous"},
            "Anmeldung einer Nebenwohnung; neue Wohnung: Nebenwohnung; bisherige Wohnung: Hauptwohnung",
        ),
        (
            {"situation": "proxy", "matter": "abroad"},
            "Anmeldung mit Vollmacht; Zuzug aus dem Ausland; neue Wohnung: alleinige Wohnung",
        ),
    ],
)
def test_the_clerk_reads_what_becomes_of_the_dwellings(plan: dict[str, Any], title: str) -> None:
    found = RULES.case(walk({"move_in": IN_TIME, **plan}, today=TODAY).answers, TODAY)
    assert found is not None
    assert found[1] == title
