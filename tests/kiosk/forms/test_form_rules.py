# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What rules can do to a form: block a page, say something, and mark what the clerk should see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from kiosk.forms.engine import Engine
from kiosk.forms.record import build_record
from kiosk.forms.rules import Answers, Item, Problem, RecordPapers, Remark, UnknownRulesError, rules_named
from kiosk.forms.state import CHECK, FormState, Step
from kiosk.handover.submit import RecordFrame
from kiosk.services import Service
from kiosk.text import T
from kiosk.visit.form_fields import PageFields
from kiosk.wire.record import RecordDocument, RecordDoubt
from tests.kiosk.forms.conftest import TODAY

ANSWERS = {
    (0, "matter"): "register",
    (0, "since.day"): "20",
    (0, "since.month"): "11",
    (0, "since.year"): "2026",
    (1, "given_names"): "Zoë",
    (1, "family_name"): "Gross",
    (1, "birth_date.day"): "4",
    (1, "birth_date.month"): "3",
    (1, "birth_date.year"): "1986",
    (1, "nationalities"): ("000",),
    (0, "street"): "Ritterstraße",
    (0, "house.number"): "7a",
    (0, "place.postcode"): "70173",
    (0, "place.place"): "Stuttgart",
    (0, "earlier"): "no",
    (0, "assured"): "yes",
}


@dataclass(frozen=True)
class DogRules:
    """Everything rules can do, once. ``last`` is the first day that is too early for the dog."""

    last: date = TODAY
    known_facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def facts(self, answers: Answers, item: Item | None, today: date) -> Mapping[str, str]:
        return {}

    def problems(self, page: str, answers: Answers, item: Item | None, today: date) -> tuple[Problem, ...]:
        if page == "seit-wann" and answers["since"] > str(self.last):
            return (Problem(T("Zu früh."), "since"),)
        if page == "name" and item is not None and answers["persons"][item.index]["given_names"] == "Bello":
            return (Problem(T("Hunde halten keine Hunde."), removes_item=True),)
        return ()

    def remarks(self, page: str, answers: Answers, item: Item | None, today: date) -> tuple[Remark, ...]:
        return (Remark(T("Gut.")),) if page == "seit-wann" and "since" in answers else ()

    def doubts(self, answers: Answers, today: date) -> tuple[RecordDoubt, ...]:
        return (RecordDoubt(code="late", text="spät", field="since"),)

    def documents(self, answers: Answers, today: date) -> tuple[RecordDocument, ...]:
        return (RecordDocument(title="Impfpass"),)

    def case(self, answers: Answers, today: date) -> tuple[str, str] | None:
        return ("anmeldung", "Anmeldung eines Hundes")

    def papers(self, answers: Answers, today: date) -> RecordPapers:
        return RecordPapers()


@pytest.fixture
def ruled(dogs: Engine) -> Engine:
    return Engine(dogs.form, rules=DogRules())


def walk_through(engine: Engine, today: date = TODAY) -> FormState:
    state = replace(engine.start(today), entries=dict(ANSWERS))
    for _ in range(40):
        if state.at == Step(CHECK):
            return state
        after = engine.next(state, today)
        assert after != state, engine.troubles(state, today)
        state = after
    raise AssertionError("no end")


def test_a_problem_blocks_its_page_and_marks_the_first_box_of_its_field(dogs: Engine) -> None:
    engine = Engine(dogs.form, rules=DogRules(last=TODAY - timedelta(days=30)))
    state = engine.next(replace(engine.start(TODAY), entries=dict(ANSWERS)), TODAY)
    assert state.at == Step("seit-wann")
    assert engine.next(state, TODAY) == state
    troubles = engine.troubles(state, TODAY)
    shown = PageFields(engine.here(state, TODAY), state, TODAY, troubles)
    assert shown.target(troubles[0].box) == "since.day"
    field = shown.fields()[0]
    assert field.error == T("Zu früh.")
    assert [box.error for box in field.inputs] == [True, False, False]


def test_remarks_wait_for_an_answer(ruled: Engine) -> None:
    empty = ruled.next(replace(ruled.start(TODAY), entries={(0, "matter"): "register"}), TODAY)
    assert ruled.remarks(empty, TODAY) == ()
    assert ruled.remarks(replace(empty, entries=dict(ANSWERS)), TODAY) == (Remark(T("Gut.")),)


def test_doubts_documents_and_case_reach_the_record(
    ruled: Engine, service: Service, frame: RecordFrame
) -> None:
    record = build_record(ruled, walk_through(ruled), service, frame, TODAY)
    assert [doubt.code for doubt in record.doubts] == ["late"]
    assert [document.title for document in record.documents] == ["Impfpass"]
    assert (record.case, record.case_title) == ("anmeldung", "Anmeldung eines Hundes")


def test_without_rules_the_documents_are_those_of_the_service(
    dogs: Engine, service: Service, frame: RecordFrame
) -> None:
    record = build_record(dogs, walk_through(dogs), service, frame, TODAY)
    assert record.documents[0].title == service.documents[0].title
    assert record.case is None


def test_the_record_has_clerks_words_sheets_and_parts(
    dogs: Engine, service: Service, frame: RecordFrame
) -> None:
    record = build_record(dogs, walk_through(dogs), service, frame, TODAY)
    rows = {row.field: row for section in record.sections for row in section.rows}
    assert (rows["matter"].value, rows["matter"].shown) == ("register", "Anmeldung")
    assert rows["family_name"].dsmeld == ("0101a",)
    assert (rows["house_number"].value, rows["house_number"].dsmeld) == ("7", ("1206",))
    assert (rows["house_letter"].value, rows["house_letter"].dsmeld) == ("a", ("1208",))
    assert rows["birth_date"].shown == "4. März 1986"
    assert rows["nationalities"].value == ["000"]
    assert rows["no_post"].value is False
    assert "assured" not in rows
    notices = {notice.key: notice for notice in record.notices}
    assert notices["versicherung"].confirmed is True
    assert notices["widerspruch"].confirmed is None
    assert "Ich versichere" in notices["versicherung"].text
    assert [section.person for section in record.sections] == [None, 1, None, None]


def test_a_day_that_is_too_late_after_midnight_leads_back_before_handing_over(dogs: Engine) -> None:
    """What held when it was answered is looked at again."""
    engine = Engine(dogs.form)
    state = replace(walk_through(engine), entries={**ANSWERS, (0, "since.day"): "24"})
    assert engine.is_complete(state, TODAY)
    yesterday = TODAY - timedelta(days=1)
    assert not engine.is_complete(state, yesterday)
    assert engine.towards_open(state, yesterday).at == Step("seit-wann")


def test_a_page_is_shown_only_while_its_norm_holds(dogs: Engine) -> None:
    data = dogs.form.model_dump()
    page = data["sections"][3]["pages"][1]
    page |= {"valid_from": date(2026, 7, 1), "valid_until": date(2026, 11, 24)}
    engine = Engine(type(dogs.form).model_validate(data))
    state = replace(engine.start(TODAY), entries=dict(ANSWERS))
    shown = Step("widerspruch")
    assert shown in engine.way(state, TODAY).steps
    assert shown not in engine.way(state, date(2026, 11, 25)).steps
    assert shown not in engine.way(state, date(2026, 6, 30)).steps


def test_a_preset_answer_is_never_asked_and_always_handed_over(
    dogs: Engine, service: Service, frame: RecordFrame
) -> None:
    engine = Engine(dogs.form, {"matter": "give-up"})
    state = engine.start(TODAY)
    assert state.at == Step("name", state.items["persons"][0])
    state = replace(state, entries={**ANSWERS, **state.entries})
    while state.at != Step(CHECK):
        state = engine.next(state, TODAY)
    record = build_record(engine, state, service, frame, TODAY)
    assert record.sections[0].rows[0].shown == "Abmeldung"


def test_rules_that_do_not_exist_are_an_error() -> None:
    with pytest.raises(UnknownRulesError):
        rules_named("hunde")
