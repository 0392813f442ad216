# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every ``PUT`` of a fact does: compare the ids, say whether it was there already."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from fastapi import Response

from backoffice.domain.errors import RefusedError
from kiosk.wire.models import Receipt


def same_id(in_path: UUID, in_body: UUID) -> None:
    """Raises :class:`RefusedError` (``id-mismatch``) when address and body name different things."""
    if in_path != in_body:
        raise RefusedError("id-mismatch", "the id in the address is not the id in the body")


def answered(receipt: Receipt, response: Response) -> Receipt:
    """The receipt, with 201 for something new and 200 for what the server had."""
    response.status_code = HTTPStatus.OK if receipt.repeated else HTTPStatus.CREATED
    return receipt
