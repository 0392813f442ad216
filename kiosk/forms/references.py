# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether what a form file names exists, and whether its parts fit together."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.codelists import UnknownListError, code_list, list_keys
from kiosk.forms.asking import problems_of_conditions
from kiosk.forms.fields import (
    CheckboxField,
    ChoiceField,
    ChoicesField,
    FormField,
    SearchField,
)
from kiosk.forms.models import AnyPage, Form, GroupPage, NoticePage, OutcomePage, fields_of
from kiosk.forms.parts import Part, parts_of
from kiosk.forms.rules import known_rules, rules_named
from kiosk.forms.state import CHECK
from kiosk.services.explain import unknown
from kiosk.services.problems import ServiceFileProblem
from kiosk.services.yamlfile import KeyPath, YamlFile


def problems_in_form(
    form: Form, source: YamlFile, file_stem: str, icons: frozenset[str]
) -> Iterator[ServiceFileProblem]:
    """What is wrong in a form file beyond its form."""

    def problem(path: KeyPath, message: str) -> ServiceFileProblem:
        return ServiceFileProblem(source.file, source.line(path), message)

    if form.key != file_stem:
        yield problem(("key",), f"the key {form.key!r} must be the name of the file (without .yaml)")
    facts: dict[str, tuple[str, ...]] = {}
    if form.rules is not None:
        if form.rules in known_rules():
            facts = dict(rules_named(form.rules).known_facts)
        else:
            yield problem(("rules",), unknown("rules", form.rules, known_rules()))
    parts = tuple(parts_of(form))
    for path, message in (
        *_taken_twice(form, parts, facts),
        *(found for part in parts for found in _in_page(part, icons)),
        *_names_of_items(form),
        *problems_of_conditions(parts, facts),
    ):
        yield problem(path, message)


def _taken_twice(
    form: Form, parts: tuple[Part, ...], facts: dict[str, tuple[str, ...]]
) -> Iterator[tuple[KeyPath, str]]:
    pages: set[str] = {CHECK}
    names: set[str] = set(facts)
    sections: set[str] = set()
    for position, section in enumerate(form.sections):
        if section.key in sections:
            yield ("sections", position, "key"), f"the section {section.key!r} is here twice"
        sections.add(section.key)
    for part in parts:
        key = part.page.key
        if key in pages:
            message = (
                f"the page {key!r} is here twice" if key != CHECK else f"{key!r} is the program's own page"
            )
            yield (*part.path, "key"), message
        pages.add(key)
        if isinstance(part.page, GroupPage):
            # a fact may have the name of a group: conditions never ask for a group
            if key in names - facts.keys():
                yield (*part.path, "key"), f"the name {key!r} is taken by a field"
            names.add(key)
            continue
        for position, field in enumerate(fields_of(part.page)):
            if field.key in names:
                what = "is a fact of the rules" if field.key in facts else "is here twice"
                yield (*part.path, "fields", position, "key"), f"the name {field.key!r} {what}"
            names.add(field.key)


def _in_page(part: Part, icons: frozenset[str]) -> Iterator[tuple[KeyPath, str]]:
    page = part.page
    if page.valid_from is not None and page.valid_until is not None and page.valid_until < page.valid_from:
        yield (*part.path, "valid_until"), "valid_until is before valid_from: the page is never shown"
    if isinstance(page, GroupPage):
        return
    if isinstance(page, OutcomePage) and page.icon not in icons:
        yield (*part.path, "icon"), unknown("icon", page.icon, icons)
    for position, field in enumerate(fields_of(page)):
        path: KeyPath = (*part.path, "fields", position)
        yield from _in_field(page, field, path, icons)


def _in_field(
    page: AnyPage, field: FormField, path: KeyPath, icons: frozenset[str]
) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(page, NoticePage) and not isinstance(field, CheckboxField):
        yield (*path, "type"), "a notice has checkboxes only; ask on a page of its own"
    if isinstance(field, ChoiceField | ChoicesField):
        for position, option in enumerate(field.options):
            if option.icon is not None and option.icon not in icons:
                yield (*path, "options", position, "icon"), unknown("icon", option.icon, icons)
    if isinstance(field, ChoiceField | ChoicesField | SearchField) and field.list is not None:
        try:
            known = code_list(field.list).by_key
        except UnknownListError:
            yield (*path, "list"), unknown("code list", field.list, list_keys())
            return
        if isinstance(field, SearchField):
            for position, key in enumerate(field.frequent):
                if key not in known or not known[key].offered:
                    yield (*path, "frequent", position), f"{key!r} is no key of {field.list} to choose"


def _names_of_items(form: Form) -> Iterator[tuple[KeyPath, str]]:
    for position, section in enumerate(form.sections):
        for place, page in enumerate(section.pages):
            if not isinstance(page, GroupPage):
                continue
            inside = {field.key for inner in page.pages for field in fields_of(inner)}
            for number, name in enumerate(page.name_fields):
                if name not in inside:
                    path: KeyPath = ("sections", position, "pages", place, "name_fields", number)
                    yield path, unknown("field of the group", name, inside)
