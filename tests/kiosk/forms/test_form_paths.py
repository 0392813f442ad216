# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever people answer, and wherever they go back: the way ends, nothing is lost, nothing is made up."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from kiosk.assets import assets_dir
from kiosk.forms.engine import Engine
from kiosk.forms.record import IncompleteFormError, build_record
from kiosk.forms.state import CHECK, FormState, Step
from kiosk.handover.submit import RecordFrame
from kiosk.services import Service, load_catalogue
from kiosk.wire.record import Record
from tests.kiosk.forms.conftest import FILES, TODAY
from tests.kiosk.forms.filling import Draw, fill

PAGES_AT_MOST = 400
REFUSALS = 6

CATALOGUE = load_catalogue(assets_dir() / "services")
SHIPPED = [service for service in CATALOGUE if service.form]

RELAXED = settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def engines() -> list[Any]:
    from kiosk.forms.load import load_form

    icons = frozenset(path.stem for path in (assets_dir() / "icons").glob("*.svg"))
    found = [pytest.param(Engine(load_form(FILES / "hundesteuer.yaml", icons)), id="hundesteuer")]
    for service in SHIPPED:
        form = CATALOGUE.form_of(service)
        assert form is not None
        assert service.form is not None
        found.append(pytest.param(Engine(form, service.form.preset), id=service.key))
    return found


ENGINES = pytest.mark.parametrize("engine", engines())


def to_the_end(engine: Engine, state: FormState, draw: Draw) -> FormState:
    """Answer page after page until the form ends. A page whose rules refuse the answers again and again is where it stays."""
    refused = 0
    for _ in range(PAGES_AT_MOST):
        place = engine.here(state, TODAY)
        if place.step.page == CHECK or place.page is (engine.way(state, TODAY).ends or CHECK):
            return state
        if place.page is None and draw(st.integers(0, 3)) == 0:
            added = engine.add_item(state, TODAY)
            if added != state:
                state = added
                continue
        state = fill(engine, state, place, draw)
        after = engine.next(state, TODAY)
        if after == state:
            assert engine.troubles(state, TODAY), "a page that does not let go must say why"
            refused += 1
            if refused > REFUSALS:
                return state
            if any(trouble.removes_item for trouble in engine.troubles(state, TODAY)):
                state = engine.remove_item(state, state.at.item, TODAY)
            continue
        state = after
    raise AssertionError("the form does not end")


@ENGINES
@RELAXED
@given(data=st.data())
def test_every_way_ends(engine: Engine, data: Any) -> None:
    to_the_end(engine, engine.start(TODAY), data.draw)


@ENGINES
@RELAXED
@given(data=st.data())
def test_going_back_to_the_first_page_and_forth_again_changes_no_answer(engine: Engine, data: Any) -> None:
    state = to_the_end(engine, engine.start(TODAY), data.draw)
    # where the rules refuse a page, the way forth stops at the first answer they refuse
    assume(not engine.troubles(state, TODAY))
    entries, answers = state.entries, engine.way(state, TODAY).answers
    visited = [state.at]
    back: FormState | None = state
    while back is not None:
        state = back
        back = engine.back(state, TODAY)
        assert len(visited) < PAGES_AT_MOST
        if back is not None:
            visited.append(back.at)
    assert state.at == engine.way(state, TODAY).steps[0]
    assert len(set(visited)) == len(visited)
    state = replace(state, checked=False)
    for step in reversed(visited):
        assert state.at == step
        if step != visited[0]:
            state = engine.next(state, TODAY)
    assert state.entries == entries
    assert engine.way(state, TODAY).answers == answers


@ENGINES
@RELAXED
@given(data=st.data())
def test_wandering_about_never_loses_or_invents_an_entry(engine: Engine, data: Any) -> None:
    state = engine.start(TODAY)
    expected = dict(state.entries)
    for _ in range(data.draw(st.integers(1, 40))):
        place = engine.here(state, TODAY)
        match data.draw(st.sampled_from(["fill", "next", "back", "add", "change"])):
            case "fill":
                filled = fill(engine, state, place, data.draw)
                for slot, entry in filled.entries.items():
                    if state.entries.get(slot) != entry:
                        assert slot[0] == state.at.item
                        expected[slot] = entry
                for slot in state.entries.keys() - filled.entries.keys():  # emptied on this page
                    assert slot[0] == state.at.item
                    assert place.page is not None
                    assert slot[1].partition(".")[0] in {field.key for field in place.page.fields}
                    del expected[slot]
                state = filled
            case "next":
                state = engine.next(state, TODAY)
            case "back":
                state = engine.back(state, TODAY) or state
            case "add":
                if place.page is None:
                    state = engine.add_item(state, TODAY)
            case "change":
                if place.step == Step(CHECK):
                    sections = engine.way(state, TODAY).places
                    chosen = data.draw(st.sampled_from([one for one in sections if one.section is not None]))
                    state = engine.change(state, chosen.section.key, chosen.step.item, TODAY)
                elif place.page is None and place.group is not None and state.items[place.group.key]:
                    item = data.draw(st.sampled_from(state.items[place.group.key]))
                    state = engine.change_item(state, item, TODAY)
        assert dict(state.entries) == expected
        assert state.at in engine.way(state, TODAY).steps


@ENGINES
@RELAXED
@given(data=st.data())
def test_a_submitted_record_holds_exactly_the_answers_of_the_way_and_is_nfc(
    engine: Engine, data: Any, service: Service, frame: RecordFrame
) -> None:
    state = to_the_end(engine, engine.start(TODAY), data.draw)
    way = engine.way(state, TODAY)
    if not engine.is_complete(state, TODAY):
        with pytest.raises(IncompleteFormError):
            build_record(engine, state, service, frame, TODAY)
        return
    record = build_record(engine, state, service, frame, TODAY)
    written = record.model_dump_json()
    assert Record.model_validate_json(written) == record
    assert unicodedata.is_normalized("NFC", written)
    on_the_way = {field.key for place in way.answered for field in place.fields}
    for section in record.sections:
        for row in section.rows:
            assert row.field in on_the_way or row.field.rsplit("_", 1)[0] in on_the_way
            assert row.shown


@ENGINES
@RELAXED
@given(data=st.data())
def test_an_answer_of_a_branch_that_was_left_is_kept_but_never_handed_over(
    engine: Engine, data: Any, service: Service, frame: RecordFrame
) -> None:
    state = to_the_end(engine, engine.start(TODAY), data.draw)
    before = engine.way(state, TODAY).answers
    while data.draw(st.booleans()) or state.at == Step(CHECK):
        state = engine.back(state, TODAY) or state
        if state.at == engine.way(state, TODAY).steps[0]:
            break
    entered = dict(state.entries)
    state = to_the_end(engine, state, data.draw)
    assert entered.keys() - state.entries.keys() <= {
        slot for slot in entered if slot[1].endswith(".absent") or "." in slot[1]
    } | {slot for slot in entered if slot[0] and slot[0] not in _items(state)}
    way = engine.way(state, TODAY)
    if engine.is_complete(state, TODAY):
        record = build_record(engine, state, service, frame, TODAY)
        rows = {row.field for section in record.sections for row in section.rows}
        gone = {key for key in before if key not in way.answers}
        assert rows.isdisjoint(gone)


def _items(state: FormState) -> set[int]:
    return {item for items in state.items.values() for item in items}


@ENGINES
@RELAXED
@given(data=st.data())
def test_the_number_of_steps_never_rises_on_the_way(engine: Engine, data: Any) -> None:
    state = engine.start(TODAY)
    total = engine.steps(state, TODAY).total
    for _ in range(PAGES_AT_MOST):
        place = engine.here(state, TODAY)
        if place.step.page == CHECK or place.page is engine.way(state, TODAY).ends:
            return
        after = engine.next(fill(engine, state, place, data.draw), TODAY)
        if after.at == state.at:
            return
        state = after
        steps = engine.steps(state, TODAY)
        assert 1 <= steps.step <= steps.total <= total
        total = steps.total
