# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a form file holds: sections of pages, pages of fields. ``docs/forms.md`` explains every key to authors.

All texts are German sources of the one text catalogue: plain, without placeholders and without markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from kiosk.forms.fields import FieldName, FormCondition, FormField
from kiosk.services.models import IconName, Line, ServiceModel
from kiosk.wire.models import Slug


class PageBase(ServiceModel):
    """What all pages have. ``title_other`` and ``lead_other`` are for all but the first item of a group.

    ``valid_from`` and ``valid_until`` are the first and last day on which the page is shown: a norm begins or ends.
    """

    key: Slug
    title: Line
    title_other: Line | None = None
    lead: Line | None = None
    lead_other: Line | None = None
    when: FormCondition = Field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None


class QuestionPage(PageBase):
    """One question. Several fields only where people think of them as one (first names and family name)."""

    kind: Literal["question"] = "question"
    fields: Annotated[tuple[FormField, ...], Field(min_length=1)]


class NoticePage(PageBase):
    """A legal text. It is shown in German beside a translation, and the record says that it was shown.

    ``norm_read`` is the day on which somebody compared the text with the norm, none if nobody has. ``fields`` may only be checkboxes: an
    assurance (``required``) or objections.
    """

    kind: Literal["notice"]
    body: Annotated[tuple[Line, ...], Field(min_length=1)]
    norm: Line
    norm_read: date | None = None
    fields: tuple[FormField, ...] = ()


class OutcomePage(PageBase):
    """The form ends here without being handed over: with an explanation, or with a person who takes over."""

    kind: Literal["outcome"]
    outcome: Literal["explain", "person"]
    body: Annotated[tuple[Line, ...], Field(min_length=1)]
    norm: Line | None = None
    icon: IconName = "info"
    offers_number: bool = True
    """Whether somebody may still want to wait for a clerk."""


def _kind(value: Any) -> Any:
    return value.get("kind", "question") if isinstance(value, dict) else getattr(value, "kind", None)


InnerPage = Annotated[
    Annotated[QuestionPage, Tag("question")]
    | Annotated[NoticePage, Tag("notice")]
    | Annotated[OutcomePage, Tag("outcome")],
    Discriminator(_kind),
]


class GroupPage(ServiceModel):
    """The same pages for each of several (persons, dwellings), then an overview to add, change and remove.

    ``item`` names one of them ("Person"); ``name_fields`` are the answers that name it on the overview. With ``min`` 0 the
    overview comes first. In the record each item is a section of its own; ``people`` numbers them as persons.
    """

    key: FieldName
    kind: Literal["group"]
    title: Line
    lead: Line | None = None
    item: Line
    add: Line
    name_fields: Annotated[tuple[FieldName, ...], Field(min_length=1)]
    people: bool = False
    min: Annotated[int, Field(ge=0, le=20)] = 1
    max: Annotated[int, Field(ge=1, le=20)] = 8
    when: FormCondition = Field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None
    pages: Annotated[tuple[InnerPage, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> GroupPage:
        if self.min > self.max:
            raise ValueError("min must not be larger than max")
        return self


FormPage = Annotated[
    Annotated[QuestionPage, Tag("question")]
    | Annotated[NoticePage, Tag("notice")]
    | Annotated[OutcomePage, Tag("outcome")]
    | Annotated[GroupPage, Tag("group")],
    Discriminator(_kind),
]

PAGE_KINDS = ("question", "notice", "outcome", "group")

AnyPage = QuestionPage | NoticePage | OutcomePage


class FormSection(ServiceModel):
    """Pages that belong together: one step of the progress line, one card on the page to check."""

    key: Slug
    title: Line
    pages: Annotated[tuple[FormPage, ...], Field(min_length=1)]


class Form(ServiceModel):
    """One form. ``version`` grows with every change that the desk should know of.

    ``rules`` names the Python object with the law behind it (:mod:`kiosk.forms.rules`), if there is one.
    ``check_note`` stands under the answers on the last page.
    """

    key: Slug
    version: Annotated[int, Field(ge=1)]
    title: Line
    rules: Slug | None = None
    check_title: Line = "Stimmt alles?"
    check_note: Line | None = None
    sections: Annotated[tuple[FormSection, ...], Field(min_length=1)]

    def pages(self) -> Iterator[tuple[FormSection, GroupPage | None, AnyPage]]:
        """All pages that hold fields or texts, with their section and group, in the order of the file."""
        for section in self.sections:
            for page in section.pages:
                if isinstance(page, GroupPage):
                    for inner in page.pages:
                        yield section, page, inner
                else:
                    yield section, None, page

    def groups(self) -> Iterator[GroupPage]:
        """All groups in the order of the file."""
        for section in self.sections:
            for page in section.pages:
                if isinstance(page, GroupPage):
                    yield page


def fields_of(page: AnyPage) -> tuple[FormField, ...]:
    """The fields of a page; an outcome has none."""
    return () if isinstance(page, OutcomePage) else page.fields
