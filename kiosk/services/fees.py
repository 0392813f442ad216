# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a service costs on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kiosk.services.conditions import Facts, holds
from kiosk.services.models import Amount, Evidence, Price, Service
from kiosk.text import T, Text

ASK_AT_THE_DESK = T("Bitte fragen Sie am Schalter.")


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One price that applies or may apply. ``certain`` says that the known facts decide it."""

    title: str
    eur: Decimal
    norm: str | None
    evidence: Evidence
    certain: bool

    @property
    def cents(self) -> int:
        """The price in euro cents."""
        return int(self.eur * 100)


@dataclass(frozen=True, slots=True)
class FeeQuote:
    """The fee by known facts. ``prices`` are alternatives, ``surcharges`` come on top; one that is not certain only
    if the visitor wishes or meets its condition.
    """

    prices: tuple[FeeLine, ...]
    surcharges: tuple[FeeLine, ...]

    @property
    def low(self) -> Decimal:
        """The least this visitor pays, in euros, with the surcharges that are certain."""
        return min(line.eur for line in self.prices) + self._added

    @property
    def high(self) -> Decimal:
        """The most this visitor pays, in euros, with the surcharges that are certain."""
        return max(line.eur for line in self.prices) + self._added

    @property
    def _added(self) -> Decimal:
        return sum((line.eur for line in self.surcharges if line.certain), Decimal(0))


@dataclass(frozen=True, slots=True)
class FeeUnknown:
    """The terminal cannot name the fee and says so."""

    reason: Text


def fee_on(service: Service, day: date, facts: Facts) -> FeeQuote | FeeUnknown:
    """The fee for somebody who applies on ``day`` and of whom ``facts`` are known."""
    if service.fee.unknown is not None:
        return FeeUnknown(Text(service.fee.unknown))
    prices: list[FeeLine] = []
    surcharges: list[FeeLine] = []
    for price in service.fee.prices:
        applies = holds(price.when, facts)
        amount = amount_on(price, day)
        if applies is False or amount is None:
            continue
        line = FeeLine(price.title, amount.eur, price.norm, amount.evidence, certain=applies is True)
        (surcharges if price.surcharge else prices).append(line)
    if not prices:
        return FeeUnknown(ASK_AT_THE_DESK)
    return FeeQuote(tuple(prices), tuple(surcharges))


def amount_on(price: Price, day: date) -> Amount | None:
    """The amount in force on ``day``; ``None`` before the first one."""
    in_force = [amount for amount in price.amounts if amount.valid_from is None or amount.valid_from <= day]
    return in_force[-1] if in_force else None
