# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a back office is set up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SHORTEST_KEEP_DAYS = 31


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one server process.

    ``database`` is ``sqlite:///file`` or ``postgresql://…``. ``public_url`` is the address under which terminals and
    visitors reach this server through a proxy (no path at the end is needed); empty means: the address a request names
    itself, which is right on loopback. ``requests_per_second`` and ``request_burst`` limit one terminal.

    ``key_file`` holds the key that protects hand-overs (:mod:`backoffice.vault`); without it SQLite gets one beside its
    file, and with PostgreSQL no hand-overs are taken. ``keep_confirmed`` keeps a confirmed hand-over until the evening
    instead of deleting it at once. ``keep_days`` is for how long tickets, appointments and the record of changes stay for the
    figures (:mod:`backoffice.domain.retention`). ``help_to_desks_after``: after so many seconds a call for help that nobody
    on the floor has taken shows at the desks too. ``answers_kept_seconds``: so old may be what terminals and phones are told
    of queues, waiting times and news of an office; 0: read anew for everyone.
    """

    database: str
    public_url: str = ""
    requests_per_second: float = 600.0
    request_burst: int = 1200
    key_file: Path | None = None
    keep_confirmed: bool = False
    keep_days: int = 400
    help_to_desks_after: int = 60
    answers_kept_seconds: float = 1.5

    def __post_init__(self) -> None:
        if self.keep_days < SHORTEST_KEEP_DAYS:
            raise ValueError(f"keep days: at least {SHORTEST_KEEP_DAYS}; waiting times are learned from them")
        object.__setattr__(self, "public_url", _normalised(self.public_url))

    @property
    def vault_file(self) -> Path | None:
        """Where the key file is; ``None``: there is none."""
        if self.key_file is not None:
            return self.key_file
        beside = self.database.removeprefix("sqlite:///")
        return Path(f"{beside}.key") if beside != self.database else None


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
