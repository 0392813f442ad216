# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether conditions can be answered: names that exist, asked before, with values that can come, and pages that can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.codelists import UnknownListError, code_list
from kiosk.forms.fields import (
    CheckboxField,
    ChoiceField,
    ChoicesField,
    FormField,
    SearchField,
    YesNoField,
)
from kiosk.forms.models import GroupPage, OutcomePage, fields_of
from kiosk.forms.parse import NO, YES, values_of
from kiosk.forms.parts import Part
from kiosk.services.explain import unknown
from kiosk.services.yamlfile import KeyPath

When = Mapping[str, tuple[str, ...]]
Found = tuple[KeyPath, str]


@dataclass(frozen=True)
class _Name:
    """Something conditions may ask for. ``group`` is the key of the group it is asked in; ``needs`` what it takes to be asked."""

    values: frozenset[str]
    group: str = ""
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    single: bool = True
    """Only one of the values at a time."""


def problems_of_conditions(parts: tuple[Part, ...], facts: Mapping[str, tuple[str, ...]]) -> Iterator[Found]:
    """Everything that is wrong with the conditions of a form."""
    # a fact may change on the way with what is answered in between, so it excludes nothing
    known = {name: _Name(frozenset(values), single=False) for name, values in facts.items()}
    later = {
        one.key: one for part in parts if not isinstance(part.page, GroupPage) for one in fields_of(part.page)
    }
    ended: list[Mapping[str, frozenset[str]]] = []
    group_needs: Mapping[str, frozenset[str]] | None = {}
    for part in parts:
        yield from _asked_well(part.page.when, (*part.path, "when"), part, known, later)
        needs = _together(part.page.when, known, {} if part.group is None else group_needs or {})
        if needs is None or any(_within(needs, end) for end in ended):
            yield part.path, f"the page {part.page.key!r} is never reached"
            needs = None
        if isinstance(part.page, GroupPage):
            group_needs = needs
            continue
        if isinstance(part.page, OutcomePage) and needs is not None and _exact(part, known):
            ended.append(needs)
        for position, one in enumerate(fields_of(part.page)):
            path: KeyPath = (*part.path, "fields", position)
            yield from _asked_well(one.when, (*path, "when"), part, known, later)
            field_needs = _together(one.when, known, needs or {})
            if needs is not None and field_needs is None:
                yield path, f"the field {one.key!r} is never asked"
            yield from _options(one, path, part, known, later, field_needs or {})
            values = _values(one)
            if values is not None:
                single = isinstance(one, ChoiceField | YesNoField | CheckboxField)
                group = part.group.key if part.group else ""
                known[one.key] = _Name(values, group, field_needs or {}, single)
            later.pop(one.key, None)
            if values is None:
                later[one.key] = one


def _options(
    one: FormField,
    path: KeyPath,
    part: Part,
    known: Mapping[str, _Name],
    later: Mapping[str, FormField],
    needs: Mapping[str, frozenset[str]],
) -> Iterator[Found]:
    if not isinstance(one, ChoiceField | ChoicesField):
        return
    for position, option in enumerate(one.options):
        here: KeyPath = (*path, "options", position)
        yield from _asked_well(option.when, (*here, "when"), part, known, later)
        if _together(option.when, known, needs) is None:
            yield here, f"the option {option.value!r} is never offered"


def _asked_well(
    when: When, path: KeyPath, part: Part, known: Mapping[str, _Name], later: Mapping[str, FormField]
) -> Iterator[Found]:
    for name, values in when.items():
        here: KeyPath = (*path, name)
        asked = known.get(name)
        if asked is None:
            if name in later and _values(later[name]) is not None:
                yield here, f"{name!r} is asked later; a condition that waits for it would go in circles"
            elif name in later:
                yield here, f"{name!r} is no choice; a condition cannot ask for it"
            else:
                yield here, unknown("field or fact", name, [*known, *later])
            continue
        if asked.group and (part.group is None or part.group.key != asked.group):
            yield (
                here,
                f"{name!r} is answered for each of {asked.group!r}; ask for it only there, or use a fact",
            )
        for position, value in enumerate(values):
            if value not in asked.values:
                yield (*here, position), unknown(f"value of {name}", value, asked.values)


def _together(
    when: When, known: Mapping[str, _Name], needs: Mapping[str, frozenset[str]]
) -> Mapping[str, frozenset[str]] | None:
    """All that must be so for a condition to hold, with what it takes for its questions to be asked; ``None``: cannot be."""
    merged = dict(needs)
    waiting = [(name, frozenset(values)) for name, values in when.items()]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, values = waiting.pop()
        if (name, values) in seen or name not in known:
            continue
        seen.add((name, values))
        if known[name].single:
            values = values & merged.get(name, known[name].values)
            if not values:
                return None
            merged[name] = values
        waiting += known[name].needs.items()
    return merged


def _exact(part: Part, known: Mapping[str, _Name]) -> bool:
    """Whether the outcome is reached by everybody with these answers: no fact, list of answers or date decides."""
    if part.group is not None or part.page.valid_from is not None or part.page.valid_until is not None:
        return False
    waiting = list(part.page.when)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in known or not known[name].single:
            return False
        if name not in seen:
            seen.add(name)
            waiting += known[name].needs
    return True


def _within(needs: Mapping[str, frozenset[str]], end: Mapping[str, frozenset[str]]) -> bool:
    """Whether everybody who could come here has left at an outcome before."""
    return all(name in needs and needs[name] <= values for name, values in end.items())


def _values(one: FormField) -> frozenset[str] | None:
    match one:
        case ChoiceField() | ChoicesField():
            return frozenset(values_of(one)) if one.list is None or _is_list(one.list) else frozenset()
        case YesNoField() | CheckboxField():
            return frozenset({YES, NO})
        case SearchField():
            return frozenset(code_list(one.list).by_key) if _is_list(one.list) else frozenset()
        case _:
            return None


def _is_list(key: str) -> bool:
    try:
        code_list(key)
    except UnknownListError:
        return False
    return True
