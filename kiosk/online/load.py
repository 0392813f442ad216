# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the folder of online services, and finds the sentences that need translating."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import structlog
from pydantic import ValidationError

from kiosk.assets import assets_dir
from kiosk.online.models import OnlineService
from kiosk.services.explain import explain, unknown
from kiosk.services.problems import CatalogueError, ServiceFileProblem, Severity
from kiosk.services.wording import is_norm, wording
from kiosk.services.yamlfile import KeyPath, YamlFile, read_yaml

log = structlog.get_logger(__name__)

OnlineServices = Mapping[str, OnlineService]
"""By key."""

QUESTIONS = 8
"""More conditions than this nobody answers at a terminal."""


@dataclass(frozen=True)
class Loaded:
    """A service and the lines of its file; with ``problems`` that are errors it is incomplete."""

    services: tuple[tuple[OnlineService, YamlFile], ...]
    problems: tuple[ServiceFileProblem, ...] = field(default=())


def read_folder(folder: Path) -> Loaded:
    """Read all files of ``folder`` in the order of their names. A folder that is not there holds none."""
    problems: list[ServiceFileProblem] = []
    services = []
    for path in sorted(folder.glob("*.yaml")):
        before = len(problems)
        source = read_yaml(path, path.name, problems)
        if source is None:
            continue
        try:
            service = OnlineService.model_validate(source.data)
        except ValidationError as error:
            problems += explain(error, source, OnlineService)
            continue
        if service.key != path.stem:
            problems.append(
                ServiceFileProblem(
                    source.file, source.line(("key",)), f"the key must be the file's name: {path.stem!r}"
                )
            )
        if len(problems) == before:
            services.append((service, source))
    return Loaded(tuple(services), tuple(problems))


def load_online(folder: Path) -> OnlineServices:
    """The online services of ``folder``.

    Raises:
        CatalogueError: a file is wrong; every mistake is named.
    """
    loaded = read_folder(folder)
    if loaded.problems:
        raise CatalogueError(loaded.problems)
    return {service.key: service for service, _ in loaded.services}


@cache
def shipped() -> OnlineServices:
    """The services of ``assets/online``. Files that cannot be used are logged; then there are none."""
    try:
        return load_online(assets_dir() / "online")
    except CatalogueError as error:
        log.error("online_services_unusable", source=error.problems[0].place)
        return {}


def check(folder: Path, services: Collection[str], icons: Collection[str]) -> list[ServiceFileProblem]:
    """All errors and warnings of the folder. ``services`` are the keys there are, ``icons`` the names of icons."""
    loaded = read_folder(folder)
    problems = list(loaded.problems)
    for service, source in loaded.services:
        named: list[tuple[KeyPath, str | None]] = [(("service",), service.service)]
        for position, question in enumerate(service.questions):
            named.append((("questions", position, "otherwise", "service"), question.otherwise.service))
            if question.norm is not None and not is_norm(question.norm):
                path: KeyPath = ("questions", position, "norm")
                problems.append(_warning(source, path, f"{question.norm!r} does not look like a norm"))
        problems += [
            ServiceFileProblem(source.file, source.line(path), unknown("service", key, services))
            for path, key in named
            if key is not None and key not in services
        ]
        if service.icon not in icons:
            problems.append(
                ServiceFileProblem(source.file, source.line(("icon",)), unknown("icon", service.icon, icons))
            )
        if len(service.questions) > QUESTIONS:
            problems.append(_warning(source, ("questions",), f"more than {QUESTIONS} questions"))
        for text, _ in translatable(service):
            problems += [_warning(source, (), f"{text[:40]!r}: {message}") for message in wording(text)]
    return sorted(problems)


def translatable(service: OnlineService) -> Iterator[tuple[str, str]]:
    """Every German text a visitor can read of this service, with a comment for translators. Repeats are kept."""
    where = f"Online service {service.key}"
    yield service.title, f"{where}: title of a row, at most 32 letters"
    yield service.hint, f"{where}: under its title"
    for question in service.questions:
        yield question.question, f"{where}: yes or no"
        if question.hint is not None:
            yield question.hint, f"{where}: under »{question.question}«"
        yield question.otherwise.reason, f"{where}: why it does not go on after »{question.question}«"
        yield question.otherwise.instead, f"{where}: what to do instead"
    for text in service.ready:
        yield text, f"{where}: to have at hand"
    for text in service.steps:
        yield text, f"{where}: what happens on the phone"
    if service.cost is not None:
        yield service.cost, f"{where}: what it costs"


def _warning(source: YamlFile, path: KeyPath, message: str) -> ServiceFileProblem:
    return ServiceFileProblem(source.file, source.line(path), message, Severity.WARNING)
