# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the folder of form files. Like service files, all are looked at before any is refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from kiosk.forms.models import Form
from kiosk.forms.references import problems_in_form
from kiosk.services.explain import explain
from kiosk.services.problems import CatalogueError, ServiceFileProblem
from kiosk.services.yamlfile import YamlFile, read_yaml


@dataclass(frozen=True)
class LoadedForm:
    """A form and the file it came from."""

    form: Form
    source: YamlFile


def read_forms(
    folder: Path, icons: frozenset[str]
) -> tuple[tuple[LoadedForm, ...], tuple[ServiceFileProblem, ...]]:
    """All forms of ``folder`` that could be read, and everything that is wrong. No folder: no forms."""
    if not folder.is_dir():
        return (), ()
    loaded: list[LoadedForm] = []
    problems: list[ServiceFileProblem] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name.endswith((".md", ".license")):
            continue
        name = f"{folder.name}/{path.name}"
        if path.suffix != ".yaml":
            problems.append(ServiceFileProblem(name, 0, "not a form file; their names end in .yaml"))
            continue
        one = _read(path, name, icons, problems)
        if one is not None:
            loaded.append(one)
    return tuple(loaded), tuple(problems)


def load_form(path: Path, icons: frozenset[str]) -> Form:
    """One form. Raises :class:`CatalogueError` with every problem."""
    problems: list[ServiceFileProblem] = []
    loaded = _read(path, path.name, icons, problems)
    if loaded is None or problems:
        raise CatalogueError(problems)
    return loaded.form


def _read(
    path: Path, name: str, icons: frozenset[str], problems: list[ServiceFileProblem]
) -> LoadedForm | None:
    before = len(problems)
    source = read_yaml(path, name, problems)
    if source is None:
        return None
    try:
        form = Form.model_validate(source.data)
    except ValidationError as error:
        problems += explain(error, source, Form)
        return None
    if len(problems) > before:
        return None
    problems += problems_in_form(form, source, path.stem, icons)
    return LoadedForm(form, source)
