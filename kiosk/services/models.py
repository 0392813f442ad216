# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a service file holds. ``docs/services.md`` explains every key to authors.

All texts are German sources of the one text catalogue: plain, without placeholders and without markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from kiosk.wire.models import QueueLetter, Slug


def _one_line(text: str) -> str:
    text = re.sub(r"[ \n\t\r]+", " ", text).strip()
    if not text:
        raise ValueError("must not be empty")
    if re.search(r"[{}<>]", text):
        raise ValueError("must not hold {, }, < or >: texts are shown as they are")
    return text


Line = Annotated[str, StringConstraints(max_length=600), AfterValidator(_one_line)]
"""Text for people. Line breaks of the file are spaces."""

IconName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(-fill)?$")]
"""A file of ``assets/icons`` without ``.svg``."""

FactName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
"""What is known of a visit, e.g. ``moving_from``."""

FactValue = Slug

LeiKaKey = Annotated[str, StringConstraints(pattern=r"^99[0-9]{12}$")]
"""Fourteen digits of the national catalogue of public services (LeiKa)."""


def _as_tuple(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, tuple):
        raise ValueError("must be a word or a list of words; put numbers, dates, true and false in quotes")
    return value


Condition = Mapping[
    FactName, Annotated[tuple[FactValue, ...], Field(min_length=1), BeforeValidator(_as_tuple)]
]
"""Facts that must all have one of the values named for them. Empty: always."""


def _as_decimal(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


Euros = Annotated[Decimal, Field(ge=0, max_digits=8, decimal_places=2), BeforeValidator(_as_decimal)]


class ServiceModel(BaseModel):
    """Base: immutable, exact types, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Evidence(StrEnum):
    """How well a statement is known."""

    LAW = "law"
    """Read in the text of the norm that is named."""
    SECONDARY = "secondary"
    """From other offices' pages or the press; to be compared with the norm."""
    PRACTICE = "practice"
    """Usual practice of offices; the office that uses the file decides."""


class Whose(StrEnum):
    """Whose paper a document is."""

    APPLICANT = "applicant"
    EVERY_PERSON = "every-person"
    """One from each person it concerns."""
    CUSTODIAN = "custodian"
    REPRESENTATIVE = "representative"
    OTHER = "other"
    """Written by somebody who does not come: landlord, employer, other office."""


class Document(ServiceModel):
    """Something to bring. ``short`` is for the row, the slip and other narrow places."""

    title: Line
    short: Line
    icon: IconName = "description"
    whose: Annotated[Whose, Field(strict=False)] = Whose.APPLICANT
    when: Condition = Field(default_factory=dict)
    when_title: Line | None = None
    """How the condition reads where the words of its values are clumsy."""
    usual: bool = False
    """Most visitors need it, so the row and the slip name it although it depends on a condition."""
    note: Line | None = None
    norm: Line | None = None
    evidence: Annotated[Evidence, Field(strict=False)] = Evidence.PRACTICE


class Amount(ServiceModel):
    """What a price is from a day on. Without ``valid_from``: as far back as anybody asks."""

    eur: Euros
    valid_from: date | None = None
    evidence: Annotated[Evidence, Field(strict=False)]


class Price(ServiceModel):
    """One line of a price list. Prices that are no ``surcharge`` are alternatives: at most one applies to a visitor."""

    title: Line
    when: Condition = Field(default_factory=dict)
    surcharge: bool = False
    norm: Line | None = None
    amounts: Annotated[tuple[Amount, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> Price:
        days = [amount.valid_from or date.min for amount in self.amounts]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError("amounts must be in the order of valid_from, each day once")
        return self


class Fee(ServiceModel):
    """Either a price list or, in ``unknown``, a sentence that says why the terminal cannot name the fee."""

    prices: tuple[Price, ...] = ()
    unknown: Line | None = None

    @model_validator(mode="after")
    def _either(self) -> Fee:
        if bool(self.prices) == (self.unknown is not None):
            raise ValueError("needs either prices or unknown")
        return self


class Note(ServiceModel):
    """A sentence a visitor should know before drawing a number."""

    text: Line
    when: Condition = Field(default_factory=dict)
    norm: Line | None = None


class FormReference(ServiceModel):
    """The guided form of a service: a file of ``forms/``, and answers that the choice of the service gives already."""

    key: Slug
    preset: Mapping[FactName, FactValue] = Field(default_factory=dict)


class Service(ServiceModel):
    """One service of an office.

    ``minutes`` is the usual time at the desk; ``rank`` orders the services of a topic, lowest first. For a
    ``sensitive`` service the slip shows no documents.
    """

    key: Slug
    leika: LeiKaKey | None = None
    title: Line
    topic: Slug
    audience: Line
    offered: Annotated[tuple[Slug, ...], Field(min_length=1)]
    queue: QueueLetter
    icon: IconName
    minutes: Annotated[int, Field(ge=1, le=240)]
    rank: Annotated[int, Field(ge=0, le=999)] = 50
    sensitive: bool = False
    form: FormReference | None = None
    documents: tuple[Document, ...] = ()
    fee: Fee
    norms: tuple[Line, ...] = ()
    notes: tuple[Note, ...] = ()
    result: Line


class Topic(ServiceModel):
    """A row of the first list of services."""

    key: Slug
    title: Line
    icon: IconName


class FactWords(ServiceModel):
    """A fact that conditions may ask for: the question behind it, and for each value how it reads under a document."""

    question: Line
    values: Annotated[Mapping[FactValue, Line], Field(min_length=2)]


class SharedWords(ServiceModel):
    """``catalogue.yaml``: what all service files refer to."""

    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]
    queues: Annotated[Mapping[QueueLetter, Line], Field(min_length=1)]
    authorities: Annotated[Mapping[Slug, Line], Field(min_length=1)]
    facts: Mapping[FactName, FactWords] = {}

    @model_validator(mode="after")
    def _topics_once(self) -> SharedWords:
        keys = [topic.key for topic in self.topics]
        if len(set(keys)) != len(keys):
            raise ValueError("a topic is here twice")
        return self
