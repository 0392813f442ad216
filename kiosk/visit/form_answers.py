# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages around the questions: everything once more, who is on the form, and where a form ends without the desk."""

from __future__ import annotations

from datetime import date

from kiosk.forms.engine import Engine, Trouble
from kiosk.forms.fields import CheckboxField
from kiosk.forms.models import GroupPage, OutcomePage
from kiosk.forms.parse import Given
from kiosk.forms.record import documents_to_bring
from kiosk.forms.rules import Remark
from kiosk.forms.shown import shown
from kiosk.forms.state import FormState
from kiosk.forms.way import Place, Way
from kiosk.services import Service
from kiosk.text import NOTHING, T, Text
from kiosk.visit.form_screens import (
    CheckCard,
    CheckRow,
    CheckScreen,
    FormError,
    GroupItem,
    GroupScreen,
    Note,
    Progress,
)
from kiosk.visit.page import SPEAK_TO_SOMEBODY
from kiosk.visit.screens import Action, AnswerScreen, Document, Frame, Style

NEXT = Action("next", T("Weiter"), Style.PRIMARY, icon="arrow_forward")
SUBMIT = Action("submit", T("Ja, alles stimmt"), Style.PRIMARY, icon="check")
CHANGE = T("Ändern")


def check_screen(
    engine: Engine, state: FormState, service: Service, today: date, serial: int, frame: Frame
) -> CheckScreen:
    """Everything on the visitor's way, a card for each section and each person."""
    way = engine.way(state, today)
    return CheckScreen(
        serial=serial,
        frame=frame,
        progress=progress(engine, state, today),
        heading=Text(engine.form.check_title),
        cards=_cards(engine, state, way),
        note=Text(engine.form.check_note or ""),
        documents=bring(engine, way, service, today),
        actions=(SUBMIT,),
    )


def group_screen(
    engine: Engine,
    state: FormState,
    group: GroupPage,
    today: date,
    troubles: tuple[Trouble, ...],
    serial: int,
    frame: Frame,
) -> GroupScreen:
    """Who or what is on the form."""
    way = engine.way(state, today)
    items = state.items.get(group.key, ())
    removable = engine.removable(group, state)
    actions = [NEXT]
    if len(items) < group.max:
        actions.insert(0, Action("add", Text(group.add), Style.ROW, icon="add"))
    return GroupScreen(
        serial=serial,
        frame=frame,
        name=group.key,
        progress=progress(engine, state, today),
        heading=Text(group.title),
        lead=Text(group.lead or ""),
        items=tuple(
            GroupItem(
                item_title(way, group, item, number),
                Action(f"change-item:{item}", CHANGE, Style.LINK, icon="edit"),
                Action(f"remove:{item}", T("Entfernen"), Style.LINK, icon="remove") if removable else None,
            )
            for number, item in enumerate(items, 1)
        ),
        notes=notes(engine.remarks(state, today)),
        errors=tuple(FormError(trouble.box, trouble.text) for trouble in troubles),
        actions=tuple(actions),
    )


def outcome_screen(page: OutcomePage, remarks: tuple[Remark, ...], serial: int, frame: Frame) -> AnswerScreen:
    """The form ends here: nothing to hand over, but never a dead end."""
    actions: list[Action] = []
    if page.outcome == "person":
        actions.append(SPEAK_TO_SOMEBODY)
    if page.offers_number:
        actions.append(Action("draw", T("Nummer ziehen"), Style.ROW, icon="confirmation_number"))
    if page.outcome == "explain":
        actions.append(Action("end", T("Fertig"), Style.PRIMARY, icon="check"))
    return AnswerScreen(
        serial=serial,
        frame=frame,
        name=f"form-{page.outcome}",
        heading=Text(page.title),
        body=(
            *([Text(page.lead)] if page.lead else []),
            *(Text(paragraph) for paragraph in page.body),
            *(remark.text for remark in remarks),
        ),
        icon=page.icon,
        actions=tuple(actions),
        assurance=T("Grundlage: {norm}", norm=page.norm) if page.norm else NOTHING,
    )


def removal_screen(title: Text, item: int, serial: int, frame: Frame) -> AnswerScreen:
    """Asked before the answers of one item are thrown away."""
    return AnswerScreen(
        serial=serial,
        frame=frame,
        name="form-remove",
        heading=T("Möchten Sie „{item}“ entfernen?", item=title),
        body=(T("Die Angaben dazu werden gelöscht."),),
        icon="remove",
        actions=(
            Action(f"remove-now:{item}", T("Ja, entfernen"), Style.ROW, icon="remove"),
            Action("keep", T("Nein, behalten"), Style.PRIMARY, icon="check"),
        ),
    )


def progress(engine: Engine, state: FormState, today: date) -> Progress:
    """Where in the form the visitor is."""
    steps = engine.steps(state, today)
    return Progress(steps.step, steps.total, steps.section or T("Prüfen"))


def notes(remarks: tuple[Remark, ...]) -> tuple[Note, ...]:
    """Remarks of the rules as notes of a page."""
    return tuple(Note(remark.text, remark.tone, remark.norm) for remark in remarks)


def bring(engine: Engine, way: Way, service: Service, today: date) -> tuple[Document, ...]:
    """What to bring to the desk."""
    documents = documents_to_bring(engine, way, service, today)
    return tuple(Document("description", Text(document.title)) for document in documents)


def item_title(way: Way, group: GroupPage, item: int, number: int) -> Text:
    """The name that was given, or "Person 2" while there is none."""
    parts = []
    for name in group.name_fields:
        for place in way.places:
            if place.step.item != item:
                continue
            for one in place.fields:
                parsed = place.parsed[one.key]
                if one.key == name and isinstance(parsed, Given) and parsed.value:
                    parts.append(shown(one, parsed.value))
    if not parts:
        return T("{item} {number}", item=Text(group.item), number=number)
    title = parts[0]
    for part in parts[1:]:
        title = T("{one} {other}", one=title, other=part)
    return title


def _cards(engine: Engine, state: FormState, way: Way) -> tuple[CheckCard, ...]:
    cards: list[CheckCard] = []
    for section in engine.form.sections:
        for item in dict.fromkeys(place.step.item for place in way.places if place.section is section):
            places = [place for place in way.places if place.section is section and place.step.item == item]
            rows = tuple(row for place in places for row in _rows(place))
            if rows:
                title = _title(way, places[0], state) if item else Text(section.title)
                change = Action(f"change:{section.key}:{item}", CHANGE, Style.LINK, icon="edit")
                cards.append(CheckCard(title, rows, change))
        for group in (page for page in section.pages if isinstance(page, GroupPage)):
            if group.max > group.min and any(place.step.page == group.key for place in way.places):
                label = T("Hinzufügen oder entfernen")
                action = Action(f"overview:{group.key}", label, Style.LINK, icon="group")
                cards.append(CheckCard(Text(group.title), (), action))
    return tuple(cards)


def _title(way: Way, place: Place, state: FormState) -> Text:
    group = place.group
    assert group is not None  # only items of groups have a number
    return item_title(way, group, place.step.item, state.items[group.key].index(place.step.item) + 1)


def _rows(place: Place) -> list[CheckRow]:
    rows = []
    for one in place.fields:
        parsed = place.parsed[one.key]
        if not isinstance(parsed, Given) or (isinstance(one, CheckboxField) and one.required):
            continue
        rows.append(CheckRow(Text(one.short or one.label), shown(one, parsed.value)))
    return rows
