# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The finished form as the record that is sealed and handed to the desk.

It holds what is on the visitor's way and nothing else: no answer of a branch that was left, no question that only chose
the branch (``in_record: false``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kiosk.forms.engine import Engine
from kiosk.forms.fields import CheckboxField
from kiosk.forms.models import NoticePage
from kiosk.forms.parse import Given, words_of
from kiosk.forms.shown import record_values
from kiosk.forms.state import FormState
from kiosk.forms.way import Place, Way
from kiosk.languages import SOURCE, Language
from kiosk.services.documents import documents_for
from kiosk.services.models import Service
from kiosk.wire.record import Record, RecordDocument, RecordNotice, RecordRow, RecordSection

if TYPE_CHECKING:
    from kiosk.handover.submit import RecordFrame

_GERMAN = Language(SOURCE, None)


class IncompleteFormError(Exception):
    """Something on the way is not answered; a program must not submit such a form. The message holds no answer."""


def build_record(
    engine: Engine, state: FormState, service: Service, frame: RecordFrame, today: date
) -> Record:
    """The record of a complete form.

    Raises:
        IncompleteFormError: the form is not complete.
    """
    if not engine.is_complete(state, today):
        raise IncompleteFormError(engine.form.key)
    way = engine.way(state, today)
    rules = engine.rules
    case = rules.case(way.answers, today) if rules else None
    return Record(
        id=frame.id,
        service=service.key,
        leika=service.leika,
        form=engine.form.key,
        form_version=engine.form.version,
        case=case[0] if case else None,
        case_title=case[1] if case else "",
        office=frame.office_id,
        terminal_id=frame.terminal_id,
        ticket_number=frame.ticket_number,
        language=frame.language,
        prepared_at=frame.prepared_at,
        valid_on=frame.valid_on,
        sections=tuple(_sections(way)),
        documents=documents_to_bring(engine, way, service, today),
        doubts=rules.doubts(way.answers, today) if rules else (),
        notices=tuple(_notices(way)),
    )


def documents_to_bring(engine: Engine, way: Way, service: Service, today: date) -> tuple[RecordDocument, ...]:
    """What the answers say must be brought; without rules, the documents of the service with the answers as facts."""
    if engine.rules is not None:
        return engine.rules.documents(way.answers, today)
    return tuple(
        RecordDocument(title=needed.document.title, norm=needed.document.norm or "")
        for needed in documents_for(service, _facts(way.answers))
        if needed.certain or needed.document.usual
    )


def _facts(answers: Mapping[str, Any]) -> dict[str, str]:
    facts = {}
    for name, value in answers.items():
        if isinstance(value, str | bool):
            facts[name] = words_of(value)[0]
    return facts


def _sections(way: Way) -> Iterator[RecordSection]:
    cards: dict[tuple[str, int], list[Place]] = {}
    for place in way.answered:
        if place.section is not None and place.page is not None:
            cards.setdefault((place.section.key, place.step.item), []).append(place)
    for places in cards.values():
        rows = tuple(row for place in places for row in _rows(place))
        if not rows:
            continue
        first = places[0]
        assert first.section is not None
        if first.group is None:
            yield RecordSection(key=first.section.key, title=first.section.title, rows=rows)
        else:
            yield RecordSection(
                key=first.group.key.replace("_", "-"),
                title=f"{first.group.item} {first.index + 1}",
                person=first.index + 1 if first.group.people else None,
                rows=rows,
            )


def _rows(place: Place) -> Iterator[RecordRow]:
    for one in place.fields:
        parsed = place.parsed[one.key]
        if not isinstance(parsed, Given) or not one.in_record:
            continue
        if isinstance(one, CheckboxField) and one.required:
            continue
        for key, sheets, value, words in record_values(one, parsed.value):
            yield RecordRow(
                field=key,
                label=one.record_label or one.short or one.label,
                dsmeld=sheets,
                value=value,
                shown=_GERMAN.plain(words),
            )


def _notices(way: Way) -> Iterator[RecordNotice]:
    for place in way.answered:
        if not isinstance(place.page, NoticePage):
            continue
        required = [one for one in place.fields if isinstance(one, CheckboxField) and one.required]
        yield RecordNotice(
            key=place.page.key,
            norm=place.page.norm,
            text="\n".join((*place.page.body, *(one.label for one in required))),
            confirmed=all(place.parsed[one.key] == Given(True) for one in required) if required else None,
        )
