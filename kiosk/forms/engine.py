# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Going through a form: a state in, the next state out.

The engine never loses what was entered and never makes up an answer; it lets nobody past a page whose answers do not hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.forms.conditions import may_still_hold
from kiosk.forms.models import Form, GroupPage
from kiosk.forms.parse import Entry, Wrong
from kiosk.forms.rules import FormRules, Problem, Remark, rules_named
from kiosk.forms.state import CHECK, FormState, Step, Tour
from kiosk.forms.way import Place, Way, walk
from kiosk.text import NOTHING, TN, Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a page does not let go. ``box`` is an input or field of the page, empty for the page as a whole."""

    text: Text = field(repr=False)
    box: str = ""
    removes_item: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """ "Schritt ``step`` von ``total``": sections of the form and the page to check."""

    step: int
    total: int
    section: Text


class Engine:
    """One form with its rules and what the choice of the service has answered already."""

    def __init__(
        self, form: Form, preset: Mapping[str, str] | None = None, rules: FormRules | None = None
    ) -> None:
        self.form = form
        self.preset = dict(preset or {})
        self._last: tuple[FormState, date, Way] | None = None
        self.rules = rules if rules is not None or form.rules is None else rules_named(form.rules)

    def start(self, today: date) -> FormState:
        """At the first page."""
        state = FormState(Step(CHECK), entries={(0, key): value for key, value in self.preset.items()})
        for group in self.form.groups():
            for _ in range(group.min):
                state = state.with_item(group.key)
        return replace(state, at=self.way(state, today).steps[0])

    def way(self, state: FormState, today: date) -> Way:
        """All pages of this visitor, as far as the answers tell."""
        if self._last is None or self._last[0] is not state or self._last[1] != today:
            self._last = (state, today, walk(self.form, self.rules, state, self.preset, today))
        return self._last[2]

    def here(self, state: FormState, today: date) -> Place:
        """The current page. A page that is no longer on the way (midnight, a norm that ended) is left forwards."""
        way = self.way(state, today)
        found = way.place(state.at)
        return found if found is not None else way.places[-1]

    def enter(self, state: FormState, box: str, entry: Entry) -> FormState:
        """Something was typed or chosen on the current page."""
        return state.enter(box, entry, state.at.item)

    def troubles(self, state: FormState, today: date) -> tuple[Trouble, ...]:
        """What keeps the current page from letting go; empty: nothing."""
        way = self.way(state, today)
        place = way.place(state.at)
        return () if place is None else self._troubles(state, way, place, today)

    def remarks(self, state: FormState, today: date) -> tuple[Remark, ...]:
        """Notes on the current page."""
        way = self.way(state, today)
        place = way.place(state.at)
        if self.rules is None or place is None or place.step.page == CHECK:
            return ()
        return self.rules.remarks(place.step.page, way.answers, place.item, today)

    def next(self, state: FormState, today: date) -> FormState:
        """On from the current page, if it lets go; else the same state."""
        way = self.way(state, today)
        place = way.place(state.at)
        if place is None:
            return replace(state, at=self._first_open(state, way, today), tours=())
        if place.step.page == CHECK or (way.ends is place.page and place.page is not None):
            return state
        if self._troubles(state, way, place, today):
            return state
        state = replace(state, done=state.done | {place.step})
        if state.tours:
            return self._on_in_tour(state, way, place, today)
        if state.checked:
            return self._towards_check(state, way, today)
        following = way.steps[way.steps.index(place.step) + 1]
        # an item that was begun and left has pages that come first
        return self._arrive(state, min(following, self._first_open(state, way, today), key=way.steps.index))

    def back(self, state: FormState, today: date) -> FormState | None:
        """To the page before; ``None`` from the first page, which leads out of the form."""
        steps = self.way(state, today).steps
        if state.at not in steps:
            return replace(state, at=steps[-1], tours=())
        before = steps[: steps.index(state.at)]
        if state.tours:
            tour = state.tours[-1]
            inside = [step for step in before if tour.covers(step)]
            if inside:
                return replace(state, at=inside[-1])
            return replace(state, at=self._reachable(tour.back_to, steps), tours=state.tours[:-1])
        return replace(state, at=before[-1]) if before else None

    def change(self, state: FormState, section: str, item: int, today: date) -> FormState:
        """From the page to check to the answers of a section (or of one item in it), and back there afterwards."""
        pages = frozenset(
            page.key
            for one, group, page in self.form.pages()
            if one.key == section and (group is not None) == bool(item)
        )
        return self._begin(state, Tour(pages, item, state.at), today)

    def overview(self, state: FormState, group: str, today: date) -> FormState:
        """From the page to check to the overview of a group, to add or remove."""
        return self._begin(state, Tour(frozenset({group}), 0, state.at), today)

    def change_item(self, state: FormState, item: int, today: date) -> FormState:
        """From the overview to one of the items, and back there afterwards."""
        group = self.group_of(item, state)
        if group is None:
            return state
        return self._begin(state, Tour(frozenset(page.key for page in group.pages), item, state.at), today)

    def add_item(self, state: FormState, today: date) -> FormState:
        """From the overview to the first page of a new item, if another one fits."""
        group = self.here(state, today).group
        if group is None or len(state.items.get(group.key, ())) >= group.max:
            return state
        state = state.with_item(group.key)
        return self.change_item(state, state.last_item, today)

    def remove_item(self, state: FormState, item: int, today: date) -> FormState:
        """Without the item, at the overview; the same state where the group cannot do without it."""
        group = self.group_of(item, state)
        if group is None or not self.removable(group, state):
            return state
        state = state.without_item(group.key, item)
        at = state.at if state.at.item != item else Step(group.key)
        return replace(state, at=self._reachable(at, self.way(state, today).steps))

    @staticmethod
    def removable(group: GroupPage, state: FormState) -> bool:
        """Whether an item can be taken away."""
        return len(state.items.get(group.key, ())) > group.min

    def group_of(self, item: int, state: FormState) -> GroupPage | None:
        """The group an item belongs to."""
        return next((one for one in self.form.groups() if item in state.items.get(one.key, ())), None)

    def is_complete(self, state: FormState, today: date) -> bool:
        """Whether everything on the way has been answered and holds, so that it can be handed over."""
        way = self.way(state, today)
        return way.ends is None and self._first_open(state, way, today) == Step(CHECK)

    def towards_open(self, state: FormState, today: date) -> FormState:
        """To the first page that is not answered or does not hold (any more), or to the page to check."""
        return self._towards_check(replace(state, tours=()), self.way(state, today), today)

    def steps(self, state: FormState, today: date) -> Steps:
        """How far it is. The total may fall with an answer, never rise: what cannot be excluded yet is counted."""
        way = self.way(state, today)
        place = way.place(state.at) or way.places[-1]
        known = {name: value for name, value in way.answers.items() if name not in self._groups()}
        shown = {one.section.key for one in way.places if one.section is not None}
        keys = [section.key for section in self.form.sections]
        here = keys.index(place.section.key) if place.section is not None else len(keys)
        counted = [
            index
            for index, section in enumerate(self.form.sections)
            if section.key in shown or (index > here and may_still_hold(section, known, today))
        ]
        step = sum(index <= here for index in counted) + (place.section is None)
        return Steps(step, len(counted) + 1, Text(place.section.title) if place.section else NOTHING)

    def _groups(self) -> frozenset[str]:
        return frozenset(group.key for group in self.form.groups())

    def _troubles(self, state: FormState, way: Way, place: Place, today: date) -> tuple[Trouble, ...]:
        wrong = tuple(
            Trouble(result.text, result.box) for result in place.parsed.values() if isinstance(result, Wrong)
        )
        if wrong:
            return wrong
        group = place.group
        if group is not None and place.page is None:
            missing = group.min - len(state.items.get(group.key, ()))
            if missing > 0:
                return (
                    Trouble(
                        TN("Es fehlt noch {count} Eintrag.", "Es fehlen noch {count} Einträge.", missing)
                    ),
                )
        if self.rules is None or place.step.page == CHECK:
            return ()
        found = self.rules.problems(place.step.page, way.answers, place.item, today)
        return tuple(_trouble(problem) for problem in found)

    def _first_open(self, state: FormState, way: Way, today: date) -> Step:
        for place in way.places:
            if place.step not in state.done or self._troubles(state, way, place, today):
                return place.step
        return way.places[-1].step

    def _towards_check(self, state: FormState, way: Way, today: date) -> FormState:
        return self._arrive(state, self._first_open(state, way, today))

    def _on_in_tour(self, state: FormState, way: Way, place: Place, today: date) -> FormState:
        tour = state.tours[-1]
        after = way.steps[way.steps.index(place.step) + 1 :]
        following = next((step for step in after if tour.covers(step)), None)
        if following is not None:
            return replace(state, at=following)
        if way.ends is not None:
            # the changed answer leads out of the form
            return replace(state, at=way.places[-1].step, tours=())
        state = replace(state, tours=state.tours[:-1])
        if tour.back_to == Step(CHECK):
            return self._towards_check(state, way, today)
        return replace(state, at=self._reachable(tour.back_to, way.steps))

    def _begin(self, state: FormState, tour: Tour, today: date) -> FormState:
        first = next((step for step in self.way(state, today).steps if tour.covers(step)), None)
        return state if first is None else replace(state, at=first, tours=(*state.tours, tour))

    @staticmethod
    def _arrive(state: FormState, step: Step) -> FormState:
        return replace(state, at=step, checked=state.checked or step == Step(CHECK))

    @staticmethod
    def _reachable(step: Step, steps: tuple[Step, ...]) -> Step:
        return step if step in steps else steps[-1]


def _trouble(problem: Problem) -> Trouble:
    return Trouble(problem.text, problem.field, problem.removes_item)
