# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The kinds of fields a form file may use. ``docs/forms.md`` explains every key to authors.

What a field's answer is for rules and conditions:

============================  =====================================================================================
text, digits, serial,         NFC text without spaces at the ends; ``None`` where the visitor says that they legally
email, phone                  have none
date                          ``2026-11-15``; a partial one has zeros for what is not known: ``1998-00-00``
choice                        the chosen value or key
choices, search (many)        tuple of values or keys, in the order of the list or of choosing
search                        one key
yes-no, checkbox              ``bool``; in conditions ``yes`` and ``no``
house-number                  ``{"number": "17", "letter": "a", "part": "1/3"}``
place                         ``{"postcode": "70178", "place": "Stuttgart"}``
============================  =====================================================================================

A field that was left empty (``optional``) has no answer at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from kiosk.services.models import IconName, Line, ServiceModel
from kiosk.wire.models import Slug

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
"""Name of a field, group or fact: ``family_name``. Also the field key of the record."""

ChoiceValue = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,62}$")]
"""A value of an option, or a key of a code list (``000``, ``LD``, ``same-city``)."""

SheetNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}[a-z]?$")]
"""A sheet of the DSMeld: ``0101a``."""


def _as_values(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, tuple):
        raise ValueError("must be a word or a list of words; put numbers, dates, true and false in quotes")
    return value


FormCondition = Mapping[
    FieldName, Annotated[tuple[ChoiceValue, ...], Field(min_length=1), BeforeValidator(_as_values)]
]
"""Answers and facts that must all have one of the values named. Empty: always. Something not yet known fits nothing."""


class Letters(StrEnum):
    """Data types of DIN 91379."""

    A = "A"
    """Names of persons: letters and signs of names, no digits."""
    B = "B"
    """Streets, places."""
    C = "C"
    D = "D"
    """Names of legal persons."""
    E = "E"


class FieldBase(ServiceModel):
    """What all fields have. ``short`` stands on the page to check, ``record_label`` (German) in the record."""

    key: FieldName
    label: Line
    hint: Line | None = None
    short: Line | None = None
    record_label: Line | None = None
    missing: Line | None = None
    """What to say when it was left empty; without it the program makes a sentence from the label."""
    optional: bool = False
    in_record: bool = True
    """False: only needed to choose the questions (BMG § 22: whether spouses live apart is not stored)."""
    when: FormCondition = Field(default_factory=dict)
    norm: Line | None = None
    dsmeld: tuple[SheetNumber, ...] = ()


class TextField(FieldBase):
    """One line, or several with ``lines``. ``absent`` is the label of "I legally have no such name"."""

    type: Literal["text"]
    letters: Annotated[Letters, Field(strict=False)]
    max: Annotated[int, Field(ge=1, le=2000)] = 120
    lines: Annotated[int, Field(ge=1, le=8)] = 1
    absent: Line | None = None


class DigitsField(FieldBase):
    """Digits that are no number to calculate with."""

    type: Literal["digits"]
    min: Annotated[int, Field(ge=1, le=40)] = 1
    max: Annotated[int, Field(ge=1, le=40)]

    @model_validator(mode="after")
    def _in_order(self) -> DigitsField:
        if self.min > self.max:
            raise ValueError("min must not be larger than max")
        return self


class SerialField(FieldBase):
    """Serial number of a document: letters and digits, made capital, spaces dropped."""

    type: Literal["serial"]
    max: Annotated[int, Field(ge=1, le=40)] = 20


class EmailField(FieldBase):
    """An e-mail address."""

    type: Literal["email"]


class PhoneField(FieldBase):
    """A telephone number as people write it."""

    type: Literal["phone"]


class DateField(FieldBase):
    """A day. ``partial``: day, or day and month, or everything may be unknown.

    ``latest_days`` counts from today: 0 is today at the latest, 7 a week from now. ``shortcuts`` offers today, yesterday
    and the first of the month.
    """

    type: Literal["date"]
    partial: bool = False
    earliest: date = date(1900, 1, 1)
    latest_days: Annotated[int, Field(ge=-36500, le=36500)] | None = None
    too_late: Line | None = None
    """What to say to a day after the latest one."""
    shortcuts: bool = False


class Option(ServiceModel):
    """One answer to choose."""

    value: ChoiceValue
    title: Line
    hint: Line | None = None
    icon: IconName | None = None
    record: Line | None = None
    """How the clerk reads it, where the title is in the visitor's voice."""
    when: FormCondition = Field(default_factory=dict)


class _Chosen(FieldBase):
    options: tuple[Option, ...] = ()
    list: Slug | None = None
    """A code list of ``assets/codelists`` instead of options, for short lists."""

    @model_validator(mode="after")
    def _either(self) -> _Chosen:
        if bool(self.options) == (self.list is not None):
            raise ValueError("needs either options or list")
        values = [option.value for option in self.options]
        if len(set(values)) != len(values):
            raise ValueError("has a value twice")
        return self


class ChoiceField(_Chosen):
    """Exactly one of a few."""

    type: Literal["choice"]


class ChoicesField(_Chosen):
    """Any number of a few; at least one unless ``optional``."""

    type: Literal["choices"]


class YesNoField(FieldBase):
    """Yes or no, in words of its own if wanted."""

    type: Literal["yes-no"]
    yes: Line = "Ja"
    no: Line = "Nein"
    yes_hint: Line | None = None
    no_hint: Line | None = None


class SearchField(FieldBase):
    """One or several of a long code list (``states``, ``nationalities``), found by typing."""

    type: Literal["search"]
    list: Slug
    many: bool = False
    max: Annotated[int, Field(ge=1, le=20)] = 8
    frequent: tuple[ChoiceValue, ...] = ()
    """Keys that are offered before anything is typed."""


class CheckboxField(FieldBase):
    """A sentence to tick, off by default. ``required``: an assurance without which it does not go on.

    Required boxes go into the record as confirmed notices, the others as answers.
    """

    type: Literal["checkbox"]
    required: bool = False


class HouseNumberField(FieldBase):
    """Number, letter and part apart, as the register keeps them (sheets 1206, 1208, 1209)."""

    type: Literal["house-number"]


class PlaceField(FieldBase):
    """German postcode and place (sheets 1202, 1203): the places of the postcode are offered."""

    type: Literal["place"]


FormField = Annotated[
    Annotated[TextField, Tag("text")]
    | Annotated[DigitsField, Tag("digits")]
    | Annotated[SerialField, Tag("serial")]
    | Annotated[EmailField, Tag("email")]
    | Annotated[PhoneField, Tag("phone")]
    | Annotated[DateField, Tag("date")]
    | Annotated[ChoiceField, Tag("choice")]
    | Annotated[ChoicesField, Tag("choices")]
    | Annotated[YesNoField, Tag("yes-no")]
    | Annotated[SearchField, Tag("search")]
    | Annotated[CheckboxField, Tag("checkbox")]
    | Annotated[HouseNumberField, Tag("house-number")]
    | Annotated[PlaceField, Tag("place")],
    Discriminator("type"),
]

FIELD_TYPES = (
    "text", "digits", "serial", "email", "phone", "date", "choice", "choices", "yes-no", "search", "checkbox",
    "house-number", "place",
)  # fmt: skip

PARTS: Mapping[str, tuple[tuple[str, SheetNumber], ...]] = {
    "house-number": (("number", "1206"), ("letter", "1208"), ("part", "1209")),
    "place": (("postcode", "1202"), ("place", "1203")),
}
"""Parts of compound fields with their sheets; in the record each is a row ``<key>_<part>``."""
