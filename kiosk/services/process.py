# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A service as the steps of a visit, in German: what ``kiosk services draw`` shows."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.languages import SOURCE, Language
from kiosk.services.catalogue import Catalogue
from kiosk.services.documents import condition_text
from kiosk.services.models import Price, Service
from kiosk.text import Amount

_GERMAN = Language(SOURCE, None)


@dataclass(frozen=True, slots=True)
class Branch:
    """What is added to a step under a condition. ``condition`` reads "beim Umzug aus dem Ausland"."""

    condition: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the visit. ``lines`` hold for everybody."""

    title: str
    lines: tuple[str, ...]
    branches: tuple[Branch, ...] = ()


def steps(service: Service, catalogue: Catalogue) -> tuple[Step, ...]:
    """Ankommen, Formular, Nummer, Bereithalten, Schalter, Ergebnis."""
    from kiosk.forms.drawing import form_steps

    shared = catalogue.shared
    where = " oder ".join(shared.authorities[authority] for authority in service.offered)
    number = [f"Nummer mit {service.queue} ({shared.queues[service.queue]})"]
    if service.sensitive:
        number.append("Der Zettel nennt keine Unterlagen.")
    form = catalogue.form_of(service)
    preset = service.form.preset if service.form else {}
    return (
        Step("Ankommen", (where, service.audience), _notes(service)),
        *(form_steps(form, preset) if form else ()),
        Step("Nummer ziehen", tuple(number)),
        Step("Bereithalten", *_documents(service, catalogue)),
        Step("Am Schalter", (f"etwa {service.minutes} Minuten", *_fee_lines(service))),
        Step("Ergebnis", (service.result,)),
    )


def _documents(service: Service, catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[Branch, ...]]:
    always: list[str] = []
    branches: dict[str, list[str]] = {}
    for document in service.documents:
        condition = _GERMAN.plain(condition_text(document, catalogue.shared.facts))
        title = document.title + (f" – {document.note}" if document.note else "")
        (branches.setdefault(condition, []) if condition else always).append(title)
    if not always:
        always.append("je nach Fall" if branches else "nichts Besonderes")
    return tuple(always), tuple(Branch(condition, tuple(lines)) for condition, lines in branches.items())


def _notes(service: Service) -> tuple[Branch, ...]:
    lines = tuple(note.text + (f" ({note.norm})" if note.norm else "") for note in service.notes)
    return (Branch("Gut zu wissen", lines),) if lines else ()


def _fee_lines(service: Service) -> tuple[str, ...]:
    if service.fee.unknown is not None:
        return (service.fee.unknown,)
    return tuple(_price_line(price) for price in service.fee.prices)


def _price_line(price: Price) -> str:
    parts = []
    for position, amount in enumerate(price.amounts):
        text = _GERMAN.amount(Amount(int(amount.eur * 100))) if amount.eur else "kostenlos"
        if amount.valid_from is not None:
            text += f" ab {amount.valid_from:%d.%m.%Y}"
        elif len(price.amounts) > 1 and position == 0:
            text += " davor"
        parts.append(text)
    newest_first = ", ".join(reversed(parts))
    return f"{'+ ' if price.surcharge else ''}{price.title}: {newest_first}"
