# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which pages somebody sees, in which order, and what their answers are.

One walk through the form from the beginning: whether a page is shown depends only on answers and facts before it, so the
way always ends and the same entries always give the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kiosk.forms.fields import ChoiceField, ChoicesField, FormField
from kiosk.forms.models import AnyPage, Form, FormSection, GroupPage, OutcomePage, fields_of
from kiosk.forms.parse import Given, Parsed, parse, words_of
from kiosk.forms.rules import FormRules, Item
from kiosk.forms.state import CHECK, FormState, Step

When = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """A step with all that belongs to it. ``page`` is ``None`` on a group's overview and on the page to check."""

    step: Step
    section: FormSection | None = field(repr=False)
    group: GroupPage | None = field(default=None, repr=False)
    page: AnyPage | None = field(default=None, repr=False)
    index: int = 0
    """Which item of the group, from 0."""
    fields: tuple[FormField, ...] = field(default=(), repr=False)
    """Those fields of the page that are asked."""
    parsed: Mapping[str, Parsed] = field(default_factory=dict, repr=False)
    hidden_options: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    """Field and value of options that are not offered."""

    @property
    def item(self) -> Item | None:
        """For rules: which item the page is about."""
        if self.group is None or self.page is None:
            return None
        return Item(self.group.key, self.index)


@dataclass(frozen=True, slots=True)
class Way:
    """The whole way of somebody: ``places`` in order, ``answers`` of what is shown.

    ``answered`` are the places together with those pages that the choice of the service has answered and nobody sees.

    ``ends`` is the outcome page where the form ends without being handed over.
    """

    places: tuple[Place, ...]
    answered: tuple[Place, ...] = field(repr=False)
    answers: Mapping[str, Any] = field(repr=False)
    facts: Mapping[str, str] = field(repr=False)
    ends: OutcomePage | None = field(default=None, repr=False)

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(place.step for place in self.places)

    def place(self, step: Step) -> Place | None:
        """The place of a step that is on the way."""
        return next((place for place in self.places if place.step == step), None)


class _Walk:
    def __init__(
        self, form: Form, rules: FormRules | None, state: FormState, preset: Mapping[str, str], today: date
    ) -> None:
        self._form = form
        self._rules = rules
        self._state = state
        self._preset = preset
        self._today = today
        self._answers: dict[str, Any] = {}
        self._places: list[Place] = []
        self._facts: Mapping[str, str] = {}
        self._facts_for: tuple[int, Item | None] | None = None
        self._count = 0
        """How many answers there are so far: facts change only with them."""

    def run(self) -> Way:
        ends = None
        for section in self._form.sections:
            for page in section.pages:
                if isinstance(page, GroupPage):
                    ends = self._group(section, page)
                elif self._shown(page, None, {}):
                    ends = self._page(section, page)
                if ends is not None:
                    return self._way(ends)
        self._places.append(Place(Step(CHECK), None))
        return self._way(None)

    def _way(self, ends: OutcomePage | None) -> Way:
        answers = {
            key: tuple(value) if isinstance(value, list) else value for key, value in self._answers.items()
        }
        places = tuple(place for place in self._places if not self._is_preset(place.fields))
        return Way(places, tuple(self._places), answers, dict(self._facts_now(None)), ends)

    def _group(self, section: FormSection, group: GroupPage) -> OutcomePage | None:
        if not self._shown(group, None, {}):
            return None
        items: list[dict[str, Any]] = []
        self._answers[group.key] = items
        for index, item_id in enumerate(self._state.items.get(group.key, ())):
            answers: dict[str, Any] = {}
            items.append(answers)
            self._count += 1
            item = Item(group.key, index)
            for page in group.pages:
                if self._shown(page, item, answers):
                    ends = self._page(section, page, group, item_id, index, answers)
                    if ends is not None:
                        return ends
        self._places.append(Place(Step(group.key), section, group))
        return None

    def _page(
        self,
        section: FormSection,
        page: AnyPage,
        group: GroupPage | None = None,
        item_id: int = 0,
        index: int = 0,
        item_answers: dict[str, Any] | None = None,
    ) -> OutcomePage | None:
        step = Step(page.key, item_id)
        answers = self._answers if item_answers is None else item_answers
        item = Item(group.key, index) if group else None
        asked: list[FormField] = []
        parsed: dict[str, Parsed] = {}
        hidden: set[tuple[str, str]] = set()
        for one in fields_of(page):
            if not self._holds(one.when, item, item_answers or {}):
                continue
            asked.append(one)
            unavailable = self._unavailable(one, item, item_answers or {})
            hidden |= {(one.key, value) for value in unavailable}
            result = parse(
                one,
                lambda box: self._state.entry(box, item_id),
                self._today,
                lambda value, gone=unavailable: value not in gone,  # type: ignore[misc]
            )
            parsed[one.key] = result
            if isinstance(result, Given):
                answers[one.key] = result.value
                self._count += 1
        if asked or not fields_of(page):
            self._places.append(
                Place(step, section, group, page, index, tuple(asked), parsed, frozenset(hidden))
            )
        return page if isinstance(page, OutcomePage) else None

    def _is_preset(self, asked: tuple[FormField, ...]) -> bool:
        return bool(asked) and all(one.key in self._preset for one in asked)

    def _unavailable(self, one: FormField, item: Item | None, answers: Mapping[str, Any]) -> frozenset[str]:
        if not isinstance(one, ChoiceField | ChoicesField):
            return frozenset()
        return frozenset(
            option.value for option in one.options if not self._holds(option.when, item, answers)
        )

    def _shown(self, page: AnyPage | GroupPage, item: Item | None, answers: Mapping[str, Any]) -> bool:
        if page.valid_from is not None and self._today < page.valid_from:
            return False
        if page.valid_until is not None and self._today > page.valid_until:
            return False
        return self._holds(page.when, item, answers)

    def _holds(self, when: When, item: Item | None, item_answers: Mapping[str, Any]) -> bool:
        return all(
            not set(values).isdisjoint(self._words(name, item, item_answers)) for name, values in when.items()
        )

    def _words(self, name: str, item: Item | None, item_answers: Mapping[str, Any]) -> tuple[str, ...]:
        if name in item_answers:
            return words_of(item_answers[name])
        if name in self._answers and not isinstance(self._answers[name], list):
            return words_of(self._answers[name])
        if self._rules is None or name not in self._rules.known_facts:
            return ()
        value = self._facts_now(item).get(name)
        return (value,) if value is not None else ()

    def _facts_now(self, item: Item | None) -> Mapping[str, str]:
        if self._rules is None:
            return {}
        if self._facts_for != (self._count, item):
            self._facts = self._rules.facts(self._answers, item, self._today)
            self._facts_for = (self._count, item)
        return self._facts


def walk(
    form: Form, rules: FormRules | None, state: FormState, preset: Mapping[str, str], today: date
) -> Way:
    """The way of somebody who has entered what ``state`` holds."""
    return _Walk(form, rules, state, preset, today).run()
