# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many rows of the outbox in one request, after an outage; each is kept or refused by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from kiosk.store.outbox import OutboxRow
from kiosk.wire.models import DELIVERY_ITEMS

RESOURCES = frozenset({"tickets", "check-ins"})
"""What may travel together; calls for help are urgent and hand-overs large."""
WORTH_IT = 10
"""From so many rows on it saves more than it risks."""
_MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Parcel:
    """Rows of different visits, and the ``PUT`` that carries them."""

    rows: tuple[OutboxRow, ...]
    id: str
    body: str

    @property
    def path(self) -> str:
        """Below the API."""
        return f"deliveries/{self.id}"

    def outcomes(self, data: Any) -> list[tuple[str, str]] | None:
        """(outcome, code) of each row; ``None`` when this is no answer to this parcel."""
        if not isinstance(data, dict) or data.get("id") != self.id:
            return None
        results = data.get("results")
        if not isinstance(results, list) or len(results) != len(self.rows):
            return None
        outcomes = []
        for row, result in zip(self.rows, results, strict=True):
            if not isinstance(result, dict) or result.get("id") != str(row.id):
                return None
            outcomes.append((str(result.get("outcome", "")), str(result.get("code", ""))[:80]))
        return outcomes


def pack(rows: Sequence[OutboxRow]) -> Parcel | None:
    """As many of the rows as fit, in their order; ``None`` when too few may travel together."""
    taken: list[OutboxRow] = []
    size = 0
    for row in rows:
        size += len(row.body)
        if len(taken) == DELIVERY_ITEMS or size > _MOST_BYTES:
            break
        taken.append(row)
    if len(taken) < WORTH_IT:
        return None
    # Made from what is in it, so that the same parcel has the same id and another one another.
    id = str(uuid5(NAMESPACE_OID, " ".join(str(row.id) for row in taken)))
    items = ",".join(f'{{"resource":"{row.resource}","id":"{row.id}","body":{row.body}}}' for row in taken)
    return Parcel(tuple(taken), id, f'{{"id":"{id}","items":[{items}]}}')
