# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of a form in the order in which they are asked, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.forms.models import AnyPage, Form, FormSection, GroupPage
from kiosk.services.yamlfile import KeyPath


@dataclass(frozen=True, slots=True)
class Part:
    """A page or group. ``group`` is the group it is in; a group itself comes before its pages."""

    path: KeyPath
    section: FormSection
    page: AnyPage | GroupPage
    group: GroupPage | None = None


def parts_of(form: Form) -> Iterator[Part]:
    """Everything that is asked, in order."""
    for position, section in enumerate(form.sections):
        for place, page in enumerate(section.pages):
            path: KeyPath = ("sections", position, "pages", place)
            yield Part(path, section, page)
            if isinstance(page, GroupPage):
                for number, inner in enumerate(page.pages):
                    yield Part((*path, "pages", number), section, inner, page)
