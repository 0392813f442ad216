# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether what a service file names exists, and whether its parts fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from kiosk.services.conditions import When, exclude_each_other
from kiosk.services.explain import unknown
from kiosk.services.models import Service, SharedWords
from kiosk.services.problems import ServiceFileProblem
from kiosk.services.yamlfile import KeyPath, YamlFile

if TYPE_CHECKING:
    from kiosk.forms.models import Form


def problems_in_words(
    shared: SharedWords, source: YamlFile, icons: frozenset[str]
) -> Iterator[ServiceFileProblem]:
    """What is wrong in ``catalogue.yaml`` beyond its form."""
    for position, topic in enumerate(shared.topics):
        yield from _named("icon", topic.icon, icons, source, ("topics", position, "icon"))


def problems_in_service(
    service: Service, source: YamlFile, shared: SharedWords, icons: frozenset[str]
) -> Iterator[ServiceFileProblem]:
    """What is wrong in a service file beyond its form."""
    if source.file != f"{service.key}.yaml":
        message = f"the key {service.key!r} must be the name of the file (without .yaml)"
        yield ServiceFileProblem(source.file, source.line(("key",)), message)
    yield from _named("topic", service.topic, {topic.key for topic in shared.topics}, source, ("topic",))
    yield from _named("queue", service.queue, shared.queues, source, ("queue",))
    yield from _named("icon", service.icon, icons, source, ("icon",))
    for position, authority in enumerate(service.offered):
        yield from _named("authority", authority, shared.authorities, source, ("offered", position))

    titles: set[str] = set()
    for position, document in enumerate(service.documents):
        path: KeyPath = ("documents", position)
        yield from _named("icon", document.icon, icons, source, (*path, "icon"))
        yield from _condition(document.when, shared, source, path)
        if document.title in titles:
            yield ServiceFileProblem(
                source.file, source.line(path), f"the document {document.title!r} is here twice"
            )
        titles.add(document.title)
    for position, price in enumerate(service.fee.prices):
        yield from _condition(price.when, shared, source, ("fee", "prices", position))
    for position, note in enumerate(service.notes):
        yield from _condition(note.when, shared, source, ("notes", position))
    yield from _prices(service, source)


def problems_with_form(
    service: Service, source: YamlFile, forms: Mapping[str, Form]
) -> Iterator[ServiceFileProblem]:
    """What is wrong with the reference of a service to its form. A form with mistakes of its own is not looked into."""
    from kiosk.forms.presets import problems_of_preset

    if service.form is None:
        return
    form = forms.get(service.form.key)
    if form is None:
        message = unknown("form", service.form.key, forms)
        yield ServiceFileProblem(source.file, source.line(("form", "key")), message)
        return
    for name, message in problems_of_preset(form, service.form.preset):
        yield ServiceFileProblem(source.file, source.line(("form", "preset", name)), message)


def _prices(service: Service, source: YamlFile) -> Iterator[ServiceFileProblem]:
    bases = [(position, price) for position, price in enumerate(service.fee.prices) if not price.surcharge]
    if service.fee.prices and not bases:
        yield ServiceFileProblem(source.file, source.line(("fee", "prices")), "there are only surcharges")
    for (_, one), (position, other) in combinations(bases, 2):
        if not exclude_each_other(one.when, other.when):
            message = f"{other.title!r} and {one.title!r} can apply to the same visitor; add conditions or surcharge: true"
            yield ServiceFileProblem(source.file, source.line(("fee", "prices", position)), message)


def _named(
    what: str, word: str, known: Iterable[str], source: YamlFile, path: KeyPath
) -> Iterator[ServiceFileProblem]:
    if word not in known:
        yield ServiceFileProblem(source.file, source.line(path), unknown(what, word, known))


def _condition(
    when: When, shared: SharedWords, source: YamlFile, path: KeyPath
) -> Iterator[ServiceFileProblem]:
    for name, values in when.items():
        here = (*path, "when", name)
        words = shared.facts.get(name)
        if words is None:
            yield ServiceFileProblem(source.file, source.line(here), unknown("fact", name, shared.facts))
            continue
        for position, value in enumerate(values):
            if value not in words.values:
                message = unknown(f"value of {name}", value, words.values)
                yield ServiceFileProblem(source.file, source.line((*here, position)), message)
        if set(values) >= words.values.keys():
            yield ServiceFileProblem(
                source.file, source.line(here), f"{name} may have any value here; leave it out"
            )
