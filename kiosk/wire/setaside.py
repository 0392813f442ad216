# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``/api/v1/set-asides/{id}``: a form that somebody goes on with later the same day, at any terminal of the office.

The id follows from the code that only the visitor has, and so does the key; neither code nor key ever travels.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from kiosk.wire.models import Moment, Slug, WireModel

SEALED_BYTES = 192 * 1024
"""At most so many bytes of a sealed form."""

SealedForm = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_-]*$", max_length=SEALED_BYTES * 4 // 3 + 4)
]
"""Base64url without padding."""


class SetAside(WireModel):
    """``PUT`` keeps a form until the end of ``valid_on`` (the office's business day); the same again with ``taken_at`` and
    nothing sealed says that somebody goes on with it: then it is deleted. ``GET`` gives it back."""

    id: UUID
    office_id: Slug
    valid_on: date
    set_aside_at: Moment
    sealed: SealedForm = ""
    taken_at: Moment | None = None
