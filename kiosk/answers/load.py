# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads one file of answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from kiosk.answers.models import AnswerFile, SourceFile
from kiosk.services.explain import explain, unknown
from kiosk.services.models import ServiceModel
from kiosk.services.problems import CatalogueError, ServiceFileProblem
from kiosk.services.yamlfile import YamlFile, read_yaml

SOURCE_TAG = "de"

Model = TypeVar("Model", bound=ServiceModel)


@dataclass(frozen=True)
class Loaded(Generic[Model]):
    """The content of a file and its lines."""

    content: Model
    source: YamlFile


def load_source(folder: Path) -> Loaded[SourceFile]:
    """The German answers.

    Raises:
        CatalogueError: the file cannot be used; it names every mistake with its line.
    """
    loaded = _load(folder / f"{SOURCE_TAG}.yaml", SourceFile)
    content = loaded.content
    problems = [
        ServiceFileProblem(
            loaded.source.file,
            loaded.source.line(("frequent", position)),
            unknown("answer", key, content.answers),
        )
        for position, key in enumerate(content.frequent)
        if key not in content.answers
    ]
    if problems:
        raise CatalogueError(problems)
    return loaded


def load_translation(folder: Path, tag: str) -> Loaded[AnswerFile]:
    """The answers of another language.

    Raises:
        CatalogueError: as :func:`load_source`.
        FileNotFoundError: there are none.
    """
    path = folder / f"{tag}.yaml"
    if not path.is_file():
        raise FileNotFoundError(path)
    return _load(path, AnswerFile)


def _load(path: Path, model: type[Model]) -> Loaded[Model]:
    problems: list[ServiceFileProblem] = []
    source = read_yaml(path, path.name, problems)
    if source is None or problems:
        raise CatalogueError(problems)
    try:
        return Loaded(model.model_validate(source.data), source)
    except ValidationError as error:
        raise CatalogueError(explain(error, source, model)) from error
