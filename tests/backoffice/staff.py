# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""People of the office in their browsers."""

from __future__ import annotations

import httpx2

from backoffice.domain.people import add_person
from backoffice.domain.roles import Role
from backoffice.store import Store
from tests.backoffice.handing_over import PASSWORD, Browser
from tests.backoffice.world import FakeClock


def signed_in(
    server: httpx2.Client,
    store: Store,
    clock: FakeClock,
    *roles: Role,
    login: str = "anna",
    office: str = "mitte",
    whole_city: bool = False,
) -> Browser:
    """Somebody with these roles, at their first page."""
    now = clock.now
    store.submit_write(
        lambda connection: add_person(
            connection, login, login.title(), office, PASSWORD, now, roles=roles, whole_city=whole_city
        )
    ).result(30)
    browser = Browser(server)
    answer = browser.sign_in(login, PASSWORD)
    assert answer.status_code in (200, 403), answer.text
    return browser
