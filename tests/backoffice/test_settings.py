# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from backoffice.settings import Settings


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("https://termin.example", "https://termin.example"),
        ("HTTPS://Termin.Example:443/", "https://termin.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:80/amt/", "http://[::1]/amt"),
    ],
)
def test_the_public_address_is_written_as_clients_sign_it(given: str, kept: str) -> None:
    assert Settings(database="sqlite:///a", public_url=given).public_url == kept


@pytest.mark.parametrize(
    "given",
    [
        "termin.example",
        "ftp://termin.example",
        "https://",
        "https://u:p@termin.example",
        "https://t.example/?a=1",
    ],
)
def test_something_that_is_no_address_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        Settings(database="sqlite:///a", public_url=given)
