# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sentences of a form that a visitor can read, and where they stand in its file."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from kiosk.codelists import UnknownListError, code_list
from kiosk.forms.fields import ChoiceField, ChoicesField
from kiosk.forms.models import Form, fields_of
from kiosk.services.yamlfile import KeyPath

_FOR_VISITORS = frozenset(
    {
        "title", "title_other", "lead", "lead_other", "body", "item", "add", "label", "hint", "short", "missing", "absent",
        "yes", "no", "yes_hint", "no_hint", "too_late", "check_title", "check_note",
    }
)  # fmt: skip
"""Keys whose words are translated. ``record`` and ``record_label`` are for the clerk and stay German, norms too."""


def texts(part: BaseModel, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every text for visitors in a form or a part of it, with its place in the file. Repeats are kept."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name in _FOR_VISITORS and isinstance(value, str):
            yield (*path, name), value
        elif isinstance(value, BaseModel):
            yield from texts(value, (*path, name))
        elif isinstance(value, tuple):
            for position, one in enumerate(value):
                if isinstance(one, BaseModel):
                    yield from texts(one, (*path, name, position))
                elif name in _FOR_VISITORS and isinstance(one, str):
                    yield (*path, name, position), one


def translatable(form: Form) -> Iterator[tuple[str, str]]:
    """The same with a comment for translators, and the words of the code lists that are shown as cards."""
    for path, text in texts(form):
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        yield text, f"Form {form.key}: {key}"
    for key in lists_shown(form):
        for entry in code_list(key).offered:
            yield entry.name, f"Code list {key}: {entry.key}"


def lists_shown(form: Form) -> tuple[str, ...]:
    """Code lists whose entries the form shows as cards, those that exist."""
    keys = []
    for _, _, page in form.pages():
        for field in fields_of(page):
            if isinstance(field, ChoiceField | ChoicesField) and field.list is not None:
                try:
                    code_list(field.list)
                except UnknownListError:
                    continue
                keys.append(field.list)
    return tuple(dict.fromkeys(keys))
