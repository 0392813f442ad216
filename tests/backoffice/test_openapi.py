# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from backoffice.api.openapi import FILE, as_text
from backoffice.app import create_app
from backoffice.settings import Settings


def test_the_checked_in_description_is_current() -> None:
    current = as_text(create_app(Settings(database="sqlite:///unused")))
    assert FILE.read_text(encoding="utf-8") == current, "run: python -m backoffice.api.openapi"


def test_the_server_refuses_unknown_fields_and_says_so() -> None:
    schemas = create_app(Settings(database="sqlite:///unused")).openapi()["components"]["schemas"]
    for name in (
        "EnrolmentRequest",
        "LeaseRequest",
        "Ticket",
        "CheckIn",
        "HelpCall",
        "Heartbeat",
        "DeviceHealth",
    ):
        assert schemas[name]["additionalProperties"] is False


def test_errors_are_described_as_problems() -> None:
    description = create_app(Settings(database="sqlite:///unused")).openapi()
    assert "HTTPValidationError" not in str(description)
    for operations in description["paths"].values():
        for operation in operations.values():
            assert "application/problem+json" in operation["responses"]["4XX"]["content"]
