# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A form as steps of a visit, in German: one a section, with what is asked only sometimes hanging below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.codelists import code_list
from kiosk.forms.fields import CheckboxField, ChoiceField, ChoicesField, SearchField, YesNoField
from kiosk.forms.models import AnyPage, Form, FormSection, GroupPage, NoticePage, OutcomePage, fields_of
from kiosk.forms.parse import NO, YES
from kiosk.services.process import Branch, Step

Words = Mapping[tuple[str, str], str]


def form_steps(form: Form, preset: Mapping[str, str]) -> Iterator[Step]:
    """The sections of the form. Questions that ``preset`` answers are left out."""
    words = dict(_words(form))
    for section in form.sections:
        always: list[str] = []
        sometimes: dict[str, list[str]] = {}
        for condition, line in _lines(section, preset, words):
            (sometimes.setdefault(condition, []) if condition else always).append(line)
        branches = tuple(Branch(condition, tuple(lines)) for condition, lines in sometimes.items())
        if always or branches:
            yield Step(f"Formular: {section.title}", tuple(always) or ("je nach Antwort",), branches)
    yield Step("Formular: Prüfen", (form.check_title, *([form.check_note] if form.check_note else [])))


def _lines(section: FormSection, preset: Mapping[str, str], words: Words) -> Iterator[tuple[str, str]]:
    """Condition in words ("" for none) and what is asked."""
    for page in section.pages:
        if not _possible(page.when, preset):
            continue
        if isinstance(page, GroupPage):
            each = f"für jede {page.item}"
            yield _condition(page.when, preset, words), f"{page.title} ({page.min} bis {page.max})"
            for inner in (one for one in page.pages if _possible(one.when, preset)):
                rest = _condition({**page.when, **inner.when}, preset, words)
                yield (f"{each}, {rest}" if rest else each), _line(inner)
        elif not _is_preset(page, preset):
            yield _condition(page.when, preset, words), _line(page)


def _line(page: AnyPage) -> str:
    match page:
        case NoticePage():
            return f"Hinweis: {page.title} ({page.norm})"
        case OutcomePage():
            end = "Ende mit Erklärung" if page.outcome == "explain" else "Ende: eine Person übernimmt"
            return f"{end}: {page.title}" + (f" ({page.norm})" if page.norm else "")
        case _:
            return page.title


def _is_preset(page: AnyPage, preset: Mapping[str, str]) -> bool:
    fields = fields_of(page)
    return bool(fields) and all(field.key in preset for field in fields)


def _possible(when: Mapping[str, tuple[str, ...]], preset: Mapping[str, str]) -> bool:
    return all(name not in preset or preset[name] in values for name, values in when.items())


def _condition(when: Mapping[str, tuple[str, ...]], preset: Mapping[str, str], words: Words) -> str:
    return ", ".join(
        f"{words.get((name, ''), name)}: {' oder '.join(words.get((name, value), value) for value in values)}"
        for name, values in when.items()
        if name not in preset
    )


def _words(form: Form) -> Iterator[tuple[tuple[str, str], str]]:
    """What the names and values of conditions are called."""
    for _, _, page in form.pages():
        for field in fields_of(page):
            yield (field.key, ""), field.short or field.label
            match field:
                case ChoiceField(options=options) | ChoicesField(options=options) if options:
                    yield from (((field.key, option.value), option.title) for option in options)
                case ChoiceField(list=str() as key) | ChoicesField(list=str() as key) | SearchField(list=key):
                    yield from (((field.key, entry.key), entry.name) for entry in code_list(key).entries)
                case YesNoField():
                    yield (field.key, YES), field.yes
                    yield (field.key, NO), field.no
                case CheckboxField():
                    yield (field.key, YES), "angekreuzt"
                    yield (field.key, NO), "nicht angekreuzt"
