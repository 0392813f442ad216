# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the folder of service files.

Every file is looked at before the catalogue is refused, so an author mends all in one go. Names (topics, icons, facts) are
looked up once the form of a file is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from kiosk.services.catalogue import Catalogue
from kiosk.services.explain import explain
from kiosk.services.models import Service, ServiceModel, SharedWords
from kiosk.services.problems import CatalogueError, ServiceFileProblem
from kiosk.services.references import problems_in_service, problems_in_words, problems_with_form
from kiosk.services.yamlfile import YamlFile, read_yaml

if TYPE_CHECKING:
    from kiosk.forms.load import LoadedForm

SHARED_FILE = "catalogue.yaml"
FORMS_FOLDER = "forms"

Model = TypeVar("Model", bound=ServiceModel)


@dataclass(frozen=True)
class LoadedService:
    """A service and the file it came from."""

    service: Service
    source: YamlFile


@dataclass(frozen=True)
class Reading:
    """All that could be read of a folder. With ``problems`` it is incomplete."""

    shared: SharedWords | None
    shared_source: YamlFile | None
    services: tuple[LoadedService, ...]
    forms: tuple[LoadedForm, ...]
    problems: tuple[ServiceFileProblem, ...]


def load_catalogue(directory: Path, icons: Path | None = None) -> Catalogue:
    """The catalogue in ``directory``. ``icons`` is the folder of icons, by default the one beside ``directory``.

    Raises :class:`CatalogueError` with every problem if there is any.
    """
    reading = read_folder(directory, icons)
    if reading.problems or reading.shared is None:
        raise CatalogueError(reading.problems)
    return Catalogue.of(
        tuple(loaded.service for loaded in reading.services),
        reading.shared,
        {loaded.form.key: loaded.form for loaded in reading.forms},
    )


def read_folder(directory: Path, icons: Path | None = None) -> Reading:
    """Read all files of ``directory`` and check them against each other."""
    problems: list[ServiceFileProblem] = []
    try:
        names = sorted(entry.name for entry in directory.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        problem = ServiceFileProblem(str(directory), 0, f"cannot be read: {error.strerror or error}")
        return Reading(None, None, (), (), (problem,))
    icon_names = _icon_names(icons or directory.parent / "icons", problems)

    shared, shared_source = _read(SharedWords, directory / SHARED_FILE, problems)
    loaded: list[LoadedService] = []
    for name in names:
        if name in (SHARED_FILE, FORMS_FOLDER) or name.endswith((".md", ".license")):
            continue
        if not name.endswith(".yaml"):
            problems.append(ServiceFileProblem(name, 0, "not a service file; their names end in .yaml"))
            continue
        service, source = _read(Service, directory / name, problems)
        if service is not None and source is not None:
            loaded.append(LoadedService(service, source))

    # Forms stand on the models of services, so this package must be complete when they are imported
    from kiosk.forms.load import read_forms

    forms, wrong_in_forms = read_forms(directory / FORMS_FOLDER, icon_names)
    problems += wrong_in_forms
    for one in loaded:
        problems += problems_with_form(one.service, one.source, {read.form.key: read.form for read in forms})
    if shared is not None and shared_source is not None:
        problems += problems_in_words(shared, shared_source, icon_names)
        if not any(name.endswith(".yaml") and name != SHARED_FILE for name in names):
            problems.append(ServiceFileProblem(str(directory), 0, "there is no service file here"))
        for one in loaded:
            problems += problems_in_service(one.service, one.source, shared, icon_names)
    problems += _taken_twice(loaded)
    return Reading(shared, shared_source, tuple(loaded), forms, tuple(sorted(problems)))


def _read(
    model: type[Model], path: Path, problems: list[ServiceFileProblem]
) -> tuple[Model | None, YamlFile | None]:
    before = len(problems)
    source = read_yaml(path, path.name, problems)
    if source is None:
        return None, None
    try:
        value = model.model_validate(source.data)
    except ValidationError as error:
        problems += explain(error, source, model)
        return None, source
    return (value if len(problems) == before else None), source


def _icon_names(folder: Path, problems: list[ServiceFileProblem]) -> frozenset[str]:
    try:
        return frozenset(entry.stem for entry in folder.iterdir() if entry.suffix == ".svg")
    except OSError as error:
        problems.append(
            ServiceFileProblem(str(folder), 0, f"icons cannot be read: {error.strerror or error}")
        )
        return frozenset()


def _taken_twice(loaded: list[LoadedService]) -> list[ServiceFileProblem]:
    first: dict[str, str] = {}
    problems = []
    for one in loaded:
        other = first.setdefault(one.service.key, one.source.file)
        if other != one.source.file:
            message = f"the key {one.service.key!r} is also in {other}"
            problems.append(ServiceFileProblem(one.source.file, one.source.line(("key",)), message))
    return problems
