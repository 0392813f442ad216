# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers that the choice of a service gives already: the question is not asked any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.forms.fields import ChoiceField, YesNoField
from kiosk.forms.models import Form, fields_of
from kiosk.forms.parse import NO, YES, values_of
from kiosk.services.explain import unknown


def problems_of_preset(form: Form, preset: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name and message of every preset answer that the form cannot take."""
    askable: dict[str, tuple[str, ...]] = {}
    for _, group, page in form.pages():
        for field in fields_of(page):
            if group is None and isinstance(field, ChoiceField):
                askable[field.key] = values_of(field)
            elif group is None and isinstance(field, YesNoField):
                askable[field.key] = (YES, NO)
    for name, value in preset.items():
        if name not in askable:
            yield name, unknown("choice of the form", name, askable)
        elif value not in askable[name]:
            yield name, unknown(f"value of {name}", value, askable[name])
