# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what. Whatever is not granted here is denied."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in an office; a person may be several things."""

    CLERK = "clerk"
    FLOOR = "floor"
    ADMIN = "admin"


class Right(StrEnum):
    """What a page is for."""

    DESK = "desk"
    FLOOR = "floor"
    ADMINISTRATION = "administration"
    FIGURES = "figures"


# An administrator sees no hand-over: nobody needs a visitor's data to look after terminals.
_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CLERK: frozenset({Right.DESK}),
    Role.FLOOR: frozenset({Right.FLOOR}),
    Role.ADMIN: frozenset({Right.FLOOR, Right.ADMINISTRATION, Right.FIGURES}),
}


def rights(roles: Iterable[Role]) -> frozenset[Right]:
    """Everything that these roles grant together."""
    return frozenset[Right]().union(*(_RIGHTS[role] for role in roles))


def read_roles(kept: str) -> frozenset[Role]:
    """Roles as the database keeps them; a name that this version does not know grants nothing."""
    names = kept.split()
    return frozenset(role for role in Role if role.value in names)


def keep_roles(roles: Iterable[Role]) -> str:
    """Roles as :func:`read_roles` reads them."""
    return " ".join(sorted(roles))
