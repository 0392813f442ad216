# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sentences of the service files that need translating."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.services.catalogue import Catalogue
from kiosk.services.models import Service, SharedWords


def translatable(service: Service) -> Iterator[tuple[str, str]]:
    """Every German text a visitor can read of this service, with a comment for translators. Repeats are kept.

    Norms are left out: "§ 17 BMG" is said the same way in every language.
    """
    where = f"Service {service.key}"
    yield service.title, f"{where}: title of a row, at most 32 letters"
    yield service.audience, f"{where}: who it is for"
    for document in service.documents:
        yield document.title, f"{where}: document to bring"
        yield document.short, f"{where}: short for »{document.title}«"
        if document.when_title is not None:
            yield document.when_title, f"{where}: who needs »{document.title}«"
        if document.note is not None:
            yield document.note, f"{where}: note on »{document.title}«"
    for price in service.fee.prices:
        yield price.title, f"{where}: title of a fee"
    if service.fee.unknown is not None:
        yield service.fee.unknown, f"{where}: why no fee is named"
    for note in service.notes:
        yield note.text, f"{where}: note for visitors" + (f" ({note.norm})" if note.norm else "")
    yield service.result, f"{where}: what the visitor leaves with"


def translatable_words(shared: SharedWords) -> Iterator[tuple[str, str]]:
    """The texts of ``catalogue.yaml`` a visitor can read. Names of queues are for staff and stay German."""
    for topic in shared.topics:
        yield topic.title, f"Topic {topic.key}: title of a row, at most 32 letters"
    for key, title in shared.authorities.items():
        yield title, f"Authority {key}"
    for name, words in shared.facts.items():
        yield words.question, f"Question for the fact {name}"
        for value, label in words.values.items():
            yield label, f"Fact {name} is {value}: stands under a document, says who needs it"


def all_translatable(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The texts of the whole catalogue, shared words first."""
    yield from translatable_words(catalogue.shared)
    for service in catalogue:
        yield from translatable(service)
