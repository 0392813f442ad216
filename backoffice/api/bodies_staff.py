# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bodies of :mod:`kiosk.wire.staff` and :mod:`kiosk.wire.setaside` as the server takes them: see :mod:`backoffice.api.bodies`."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, ConfigDict

from backoffice.api.bodies import Day, PlausibleMoment
from kiosk.wire import setaside, staff
from kiosk.wire.leases import b64decode
from kiosk.wire.setaside import SealedForm

_STRICT = ConfigDict(extra="forbid", frozen=True)


def _decodable(value: str) -> str:
    b64decode(value)
    return value


class Override(staff.Override):
    """See :class:`kiosk.wire.staff.Override`."""

    model_config = _STRICT
    decided_at: PlausibleMoment


class SetAside(setaside.SetAside):
    """See :class:`kiosk.wire.setaside.SetAside`."""

    model_config = _STRICT
    valid_on: Day
    set_aside_at: PlausibleMoment
    sealed: Annotated[SealedForm, AfterValidator(_decodable)] = ""
    taken_at: PlausibleMoment | None = None
