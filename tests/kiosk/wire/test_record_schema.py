# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The published schema of a record is current, and tells a record from what is none."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import jsonschema
import pytest

from kiosk.handover import RecordFrame
from kiosk.wire.schema import FILE, as_text
from tests.kiosk.handover.preparing import TODAY, record


@pytest.fixture
def made() -> dict[str, Any]:
    frame = RecordFrame(
        uuid4(), "mitte", uuid4(), "B 042", "de", datetime(2026, 11, 23, 9, tzinfo=UTC), TODAY
    )
    return record(frame).model_dump(mode="json")


def validate(body: dict[str, Any]) -> None:
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(body)


def test_the_published_schema_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == as_text(), "run: python -m kiosk.wire.schema"


def test_a_record_is_one(made: dict[str, Any]) -> None:
    validate(made)


@pytest.mark.parametrize(
    "changes",
    [
        {"identity": "checked"},
        {"version": 2},
        {"id": "not-a-uuid"},
        {"valid_on": "23.11.2026"},
        {"office": "Mitte!"},
        {"sections": [{"key": "person"}]},
        {"sections": None},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_is_none_is_told(made: dict[str, Any], changes: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate({**made, **changes})
