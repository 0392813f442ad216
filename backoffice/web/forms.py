# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms that a browser sends: read strictly, and only from our own pages."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl

from fastapi import Request

from backoffice.api.context import Context

_MOST_FIELDS = 12


class ForeignFormError(Exception):
    """Another site sent this form, or it is none of ours."""


async def read_form(request: Request, context: Context, form_token: str | None) -> Mapping[str, str]:
    """The fields of a form; of a field that comes twice the first.

    Args:
        form_token: what the form must carry; ``None`` before somebody is signed in.

    Raises:
        ForeignFormError: it does not come from a page that this server gave to this person.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise ForeignFormError
    origin = request.headers.get("origin")
    if origin is not None and origin != context.base_url(request):
        raise ForeignFormError
    if (
        request.headers.get("content-type", "").partition(";")[0].strip()
        != "application/x-www-form-urlencoded"
    ):
        raise ForeignFormError
    try:
        pairs = parse_qsl(
            (await request.body()).decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise ForeignFormError from None
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields.setdefault(name, value)
    if form_token is not None and not hmac.compare_digest(
        fields.get("form_token", "").encode("utf-8"), form_token.encode("utf-8")
    ):
        raise ForeignFormError
    return fields
