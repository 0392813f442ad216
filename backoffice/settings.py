# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a back office is set up."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one server process.

    ``database`` is ``sqlite:///file`` or ``postgresql://…``. ``public_url`` is the address under which terminals and
    visitors reach this server through a proxy (no path at the end is needed); empty means: the address a request names
    itself, which is right on loopback. ``requests_per_second`` and ``request_burst`` limit one terminal.
    """

    database: str
    public_url: str = ""
    requests_per_second: float = 600.0
    request_burst: int = 1200

    def __post_init__(self) -> None:
        object.__setattr__(self, "public_url", _normalised(self.public_url))


def _normalised(url: str) -> str:
    """Scheme and host in lower case, no default port, no slash at the end: as a client will sign it.

    Raises:
        ValueError: not an absolute http(s) address.
    """
    if not url:
        return ""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment or parts.username:
        raise ValueError(f"not an address like https://termin.example: {url}")
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}[parts.scheme]
    port = "" if parts.port in (None, default) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}{parts.path.rstrip('/')}"
