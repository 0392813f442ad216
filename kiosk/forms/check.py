# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an author of a form should look at: allowed, but rarely meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kiosk.forms.fields import CheckboxField, ChoiceField, ChoicesField
from kiosk.forms.load import LoadedForm
from kiosk.forms.models import GroupPage, NoticePage, OutcomePage, fields_of
from kiosk.forms.parts import Part, parts_of
from kiosk.forms.texts import texts
from kiosk.services.problems import ServiceFileProblem, Severity
from kiosk.services.wording import is_norm, wording
from kiosk.services.yamlfile import KeyPath

READ_AGAIN_AFTER_DAYS = 730
OPTIONS = 8
FIELDS = 4

Found = tuple[KeyPath, str]


def check_form(loaded: LoadedForm, today: date) -> Iterator[ServiceFileProblem]:
    """Warnings, and the errors that depend on the day."""
    for path, message in _errors(loaded, today):
        yield ServiceFileProblem(loaded.source.file, loaded.source.line(path), message)
    for path, message in _warnings(loaded, today):
        yield ServiceFileProblem(loaded.source.file, loaded.source.line(path), message, Severity.WARNING)


def _errors(loaded: LoadedForm, today: date) -> Iterator[Found]:
    for part in parts_of(loaded.form):
        read = part.page.norm_read if isinstance(part.page, NoticePage) else None
        if read is not None and read > today:
            yield (*part.path, "norm_read"), f"nobody can have read the norm on {read}"


def _warnings(loaded: LoadedForm, today: date) -> Iterator[Found]:
    for path, text in texts(loaded.form):
        # a notice says what the norm says, and that may take longer sentences
        if "body" not in path:
            for message in wording(text):
                yield path, message
    for part in parts_of(loaded.form):
        yield from _dates(part, today)
        yield from _norms(part)
        yield from _size(part)


def _dates(part: Part, today: date) -> Iterator[Found]:
    page = part.page
    if page.valid_until is not None and page.valid_until < today:
        yield (*part.path, "valid_until"), f"the page {page.key!r} is not shown any more"
    if isinstance(page, NoticePage) and page.norm_read is None:
        yield (*part.path, "norm"), f"nobody has compared the text with {page.norm!r}"
    elif (
        isinstance(page, NoticePage)
        and page.norm_read
        and (today - page.norm_read).days > READ_AGAIN_AFTER_DAYS
    ):
        yield (*part.path, "norm_read"), f"{page.norm!r} was read more than two years ago; compare it again"


def _norms(part: Part) -> Iterator[Found]:
    page = part.page
    if isinstance(page, NoticePage | OutcomePage):
        if page.norm is None:
            yield part.path, "an outcome without a norm: on which ground does the form end?"
        elif not is_norm(page.norm):
            yield (*part.path, "norm"), f"{page.norm!r} does not look like a norm (§ 17 Abs. 1 BMG)"
    if isinstance(page, GroupPage):
        return
    for position, field in enumerate(fields_of(page)):
        if field.norm is not None and not is_norm(field.norm):
            path: KeyPath = (*part.path, "fields", position, "norm")
            yield path, f"{field.norm!r} does not look like a norm (§ 17 Abs. 1 BMG)"


def _size(part: Part) -> Iterator[Found]:
    if isinstance(part.page, GroupPage):
        return
    fields = fields_of(part.page)
    asked = [field for field in fields if not isinstance(field, CheckboxField)]
    if len(asked) > FIELDS:
        yield (
            (*part.path, "fields"),
            f"{len(asked)} fields on one page; ask one question a page, at most {FIELDS} fields",
        )
    for position, field in enumerate(fields):
        if isinstance(field, ChoiceField | ChoicesField) and len(field.options) > OPTIONS:
            message = f"{len(field.options)} answers to choose from; more than {OPTIONS} nobody reads"
            yield (*part.path, "fields", position, "options"), message
