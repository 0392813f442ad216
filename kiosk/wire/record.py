# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor has prepared at the terminal, as the desk reads it.

The record is generic: any form fills it, the desk page shows it without knowing a rule. It travels sealed (HPKE) and
is JSON in clear only in memory. ``docs/handover-record.schema.json`` is made from this module.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from kiosk.wire.models import Moment, Slug, WireModel

_PRIVATE = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
"""What is wrong with a record is said without what is in it."""

FieldKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
"""The key of a field in its form, for example ``family_name``."""

FieldValue = str | bool | int | list[str] | None
"""Keys of code lists, ISO dates (partial ones as DSMeld writes them, ``00001998``), NFC text; ``None``: not given."""


class RecordRow(WireModel):
    """One answer. ``label`` and ``shown`` are German, for the clerk; ``value`` is for machines."""

    model_config = _PRIVATE

    field: FieldKey
    label: str
    dsmeld: tuple[str, ...] = ()
    """DSMeld sheet numbers, for example ``("0101a",)``; empty for what only the office needs."""
    value: FieldValue = Field(repr=False)
    shown: str = Field(repr=False)


class RecordSection(WireModel):
    """Answers that belong together, in the clerk's order. ``person`` counts the persons of the form from 1."""

    model_config = _PRIVATE

    key: Slug
    title: str
    person: Annotated[int, Field(ge=1)] | None = None
    rows: tuple[RecordRow, ...]


class RecordDocument(WireModel):
    """Something the visitor was told to bring. ``missing`` is true when they said that they do not have it."""

    model_config = _PRIVATE

    title: str
    whose: str = Field(default="", repr=False)
    norm: str = ""
    missing: bool = False


class RecordDoubt(WireModel):
    """Something the clerk should look at first; it never stops the visitor.

    ``section`` and ``person`` with ``field`` say where, when it is about one answer.
    """

    model_config = _PRIVATE

    code: Slug
    text: str = Field(repr=False)
    norm: str = ""
    section: Slug | None = None
    person: int | None = None
    field: FieldKey | None = None


class RecordNotice(WireModel):
    """A legal text that was shown, and whether the visitor confirmed it (``None``: nothing to confirm)."""

    key: Slug
    norm: str
    text: str
    confirmed: bool | None = None


class Record(WireModel):
    """Everything of one form. Everything in it is ``self-declared``: nobody has seen an ID yet (BMG § 23 Abs. 1)."""

    model_config = _PRIVATE

    version: Literal[1] = 1
    id: UUID
    identity: Literal["self-declared"] = "self-declared"
    service: Slug
    leika: str | None = None
    form: Slug
    form_version: int
    case: Slug | None = None
    """The kind of matter the rules found, for example ``zuzug-inland``."""
    case_title: str = ""
    office: Slug
    terminal_id: UUID
    ticket_number: str
    language: str
    prepared_at: Moment
    valid_on: date
    """The only day on which the desk can open it (local date of the office)."""
    sections: tuple[RecordSection, ...]
    documents: tuple[RecordDocument, ...] = ()
    doubts: tuple[RecordDoubt, ...] = ()
    notices: tuple[RecordNotice, ...] = ()
