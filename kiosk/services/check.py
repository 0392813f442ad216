# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an author should look at: every mistake, and what is allowed but rarely meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from kiosk.services.conditions import holds
from kiosk.services.documents import ROW_LETTERS, usual_documents
from kiosk.services.load import LoadedService, Reading, read_folder
from kiosk.services.models import Evidence, Price, SharedWords
from kiosk.services.problems import ServiceFileProblem, Severity
from kiosk.services.texts import translatable
from kiosk.services.wording import is_norm, untranslated, wording
from kiosk.services.yamlfile import KeyPath, YamlFile

TITLE_LETTERS = 32
SHORT_LETTERS = 28
ROWS = 6
"""Choices on one page."""


def check(directory: Path, icons: Path | None = None, today: date | None = None) -> list[ServiceFileProblem]:
    """All errors and warnings of the folder and its forms, in the order of files and lines. Errors keep it from loading.

    ``today`` decides about norms that have ended or were read long ago.
    """
    from kiosk.forms.check import check_form

    reading = read_folder(directory, icons)
    warnings = [
        warning
        for loaded in reading.services
        for warning in (*_texts(loaded), *_documents(loaded), *_norms(loaded), *_fees(loaded, reading.shared))
    ]
    warnings += _rows(reading)
    for form in reading.forms:
        warnings += check_form(form, today or date.today())
    warnings += untranslated(_all_texts(reading), directory.parent / "languages")
    return sorted([*reading.problems, *warnings])


def _all_texts(reading: Reading) -> Iterator[tuple[YamlFile, KeyPath, str]]:
    from kiosk.forms.texts import texts

    for service in reading.services:
        for path, text in _paths_of_texts(service):
            if text:
                yield service.source, path, text
    for form in reading.forms:
        for path, text in texts(form.form):
            yield form.source, path, text


def _warning(loaded: LoadedService, path: KeyPath, message: str) -> ServiceFileProblem:
    return ServiceFileProblem(loaded.source.file, loaded.source.line(path), message, Severity.WARNING)


def _texts(loaded: LoadedService) -> Iterator[ServiceFileProblem]:
    service = loaded.service
    if len(service.title) > TITLE_LETTERS:
        message = f"the title has {len(service.title)} letters; a row holds {TITLE_LETTERS}"
        yield _warning(loaded, ("title",), message)
    where = {text: path for path, text in _paths_of_texts(loaded)}
    for text, _ in translatable(service):
        for message in wording(text):
            yield _warning(loaded, where.get(text, ()), message)


def _paths_of_texts(loaded: LoadedService) -> Iterator[tuple[KeyPath, str]]:
    service = loaded.service
    for name in ("title", "audience", "result"):
        yield (name,), getattr(service, name)
    for position, document in enumerate(service.documents):
        for name in ("title", "short", "when_title", "note"):
            yield ("documents", position, name), getattr(document, name) or ""
    for position, price in enumerate(service.fee.prices):
        yield ("fee", "prices", position, "title"), price.title
    yield ("fee", "unknown"), service.fee.unknown or ""
    for position, note in enumerate(service.notes):
        yield ("notes", position, "text"), note.text


def _documents(loaded: LoadedService) -> Iterator[ServiceFileProblem]:
    service = loaded.service
    if not usual_documents(service, {}):
        yield _warning(
            loaded, ("documents",), "nothing to bring that the row could name; mark a document usual"
        )
    for position, document in enumerate(service.documents):
        path: KeyPath = ("documents", position, "short")
        limit = ROW_LETTERS if document.usual or not document.when else SHORT_LETTERS
        if len(document.short) > limit:
            yield _warning(loaded, path, f"the short form has {len(document.short)} letters; {limit} fit")
        if document.usual and not document.when:
            yield _warning(loaded, ("documents", position, "usual"), "usual says nothing without a condition")
        if document.evidence is Evidence.LAW and document.norm is None:
            yield _warning(loaded, ("documents", position), "evidence: law, but no norm is named")


def _norms(loaded: LoadedService) -> Iterator[ServiceFileProblem]:
    service = loaded.service
    if not service.norms:
        yield _warning(loaded, ("key",), "no norm is named for this service")
    named: list[tuple[KeyPath, str | None]] = [
        *((("norms", position), norm) for position, norm in enumerate(service.norms)),
        *((("documents", position, "norm"), one.norm) for position, one in enumerate(service.documents)),
        *((("fee", "prices", position, "norm"), one.norm) for position, one in enumerate(service.fee.prices)),
        *((("notes", position, "norm"), one.norm) for position, one in enumerate(service.notes)),
    ]
    for path, norm in named:
        if norm is not None and not is_norm(norm):
            yield _warning(loaded, path, f"{norm!r} does not look like a norm (§ 17 Abs. 1 BMG)")


def _fees(loaded: LoadedService, shared: SharedWords | None) -> Iterator[ServiceFileProblem]:
    prices = loaded.service.fee.prices
    for position, price in enumerate(prices):
        path: KeyPath = ("fee", "prices", position)
        if price.norm is None:
            yield _warning(loaded, path, f"no norm is named for the fee {price.title!r}")
        if price.amounts[-1].evidence is not Evidence.LAW:
            message = f"the amount of {price.title!r} was not read in the norm; compare before use"
            yield _warning(loaded, (*path, "amounts", len(price.amounts) - 1), message)
    if shared is not None:
        gap = _gap([price for price in prices if not price.surcharge], shared)
        if gap:
            yield _warning(loaded, ("fee", "prices"), f"no price for {gap}")


def _gap(prices: list[Price], shared: SharedWords) -> str:
    """A case that no price covers, in words of the file."""
    names = sorted({name for price in prices for name in price.when if name in shared.facts})
    for values in product(*(shared.facts[name].values for name in names)):
        facts = dict(zip(names, values, strict=True))
        if prices and not any(holds(price.when, facts) for price in prices):
            return ", ".join(f"{name}: {value}" for name, value in facts.items())
    return ""


def _rows(reading: Reading) -> Iterator[ServiceFileProblem]:
    counts: Counter[tuple[str, str]] = Counter()
    topics: dict[str, set[str]] = {}
    for loaded in reading.services:
        for authority in loaded.service.offered:
            counts[authority, loaded.service.topic] += 1
            topics.setdefault(authority, set()).add(loaded.service.topic)
            if counts[authority, loaded.service.topic] == ROWS + 1:
                message = (
                    f"more than {ROWS} services under {loaded.service.topic!r} at {authority}: a second page"
                )
                yield _warning(loaded, ("topic",), message)
            # the last row of the first list is "something else"
            if len(topics[authority]) == ROWS and counts[authority, loaded.service.topic] == 1:
                yield _warning(
                    loaded, ("topic",), f"more than {ROWS - 1} topics at {authority}: a second page"
                )
