# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a rule says no."""

from __future__ import annotations


class RefusedError(Exception):
    """A request cannot be done. ``code`` is stable and known to clients, ``detail`` is for people and logs.

    Neither holds personal data nor anything the request contained.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
