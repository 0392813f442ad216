# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the sentences of the two catalogues come from: the terminal's, and that of the back office's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kiosk.assets import assets_dir
from kiosk.forms.texts import translatable as translatable_form
from kiosk.online.load import load_online
from kiosk.online.load import translatable as translatable_online
from kiosk.services import load_catalogue
from kiosk.services.load import FORMS_FOLDER, SHARED_FILE
from kiosk.services.texts import translatable, translatable_words
from kiosk.translation.python import sentences_in_python
from kiosk.translation.qml import sentences_in_qml
from kiosk.translation.sentence import Sentence, Unextractable, UnextractableError

_OFFICE_TEXTS = {
    "waiting_area": "Name of a waiting area, on screen and slip",
    "waiting_area_detail": "Where the waiting area is",
    "reason": "Why an office is closed on a day",
}
"""Keys of an office file whose words a visitor reads at the terminal."""


@dataclass(frozen=True, slots=True)
class Domain:
    """One catalogue: its folder under ``assets/languages`` and how to find its sentences in a checkout."""

    folder: str
    sentences: Callable[[Path], tuple[Sentence, ...]]


def checkout() -> Path:
    """The folder that holds ``kiosk/``, ``ui/`` and ``assets/``."""
    return assets_dir().parent


def terminal_sentences(root: Path) -> tuple[Sentence, ...]:
    """Everything a visitor can read at the terminal and on the slip, repeats kept, in a stable order.

    Raises:
        UnextractableError: a sentence cannot be known from the source.
        CatalogueError: a service file or one of an online service is wrong.
    """
    problems: list[Unextractable] = []
    found = [
        *_in_files(root, "kiosk", "*.py", sentences_in_python, problems),
        *_in_files(root, "ui", "*.py", sentences_in_python, problems),
        *_in_files(root, "ui", "*.qml", sentences_in_qml, problems),
        *_in_services(root),
        *_in_online(root),
        *_in_offices(root),
    ]
    if problems:
        raise UnextractableError(problems)
    return tuple(found)


def web_sentences(root: Path) -> tuple[Sentence, ...]:
    """Everything a visitor can read on the status page.

    Raises:
        UnextractableError: a sentence cannot be known from the source.
    """
    problems: list[Unextractable] = []
    found = [
        *_in_files(root, "backoffice/web", "*.py", sentences_in_python, problems),
        *_in_files(root, "backoffice/web", "*.html", _sentences_in_jinja, problems),
    ]
    if problems:
        raise UnextractableError(problems)
    return tuple(found)


DOMAINS = (Domain("", terminal_sentences), Domain("web", web_sentences))

_Reader = Callable[[str, str, list[Unextractable]], Iterator[Sentence]]


def _in_files(
    root: Path, folder: str, pattern: str, read: _Reader, problems: list[Unextractable]
) -> Iterator[Sentence]:
    for path in sorted((root / folder).rglob(pattern)):
        where = path.relative_to(root).as_posix()
        yield from read(path.read_text(encoding="utf-8"), where, problems)


def _sentences_in_jinja(text: str, where: str, problems: list[Unextractable]) -> Iterator[Sentence]:
    """``{{ t("…") }}``, as ``backoffice.web.render`` gives ``t`` to its templates."""
    from jinja2 import Environment
    from jinja2.nodes import Call, Const, Name

    for call in Environment(autoescape=True).parse(text).find_all(Call):
        if not (isinstance(call.node, Name) and call.node.name == "t"):
            continue
        if len(call.args) == 1 and isinstance(call.args[0], Const) and isinstance(call.args[0].value, str):
            yield Sentence(call.args[0].value, where)
        else:
            problems.append(Unextractable(where, call.lineno, "t() needs its sentence as a string in place"))


def _in_services(root: Path) -> Iterator[Sentence]:
    folder = root / "assets" / "services"
    catalogue = load_catalogue(folder)
    for text, note in translatable_words(catalogue.shared):
        yield Sentence(text, f"assets/services/{SHARED_FILE}", note=note)
    for service in sorted(catalogue, key=lambda service: service.key):
        for text, note in translatable(service):
            yield Sentence(text, f"assets/services/{service.key}.yaml", note=note)
    for form in sorted(catalogue.forms.values(), key=lambda form: form.key):
        for text, note in translatable_form(form):
            yield Sentence(text, f"assets/services/{FORMS_FOLDER}/{form.key}.yaml", note=note)


def _in_online(root: Path) -> Iterator[Sentence]:
    for service in load_online(root / "assets" / "online").values():
        for text, note in translatable_online(service):
            yield Sentence(text, f"assets/online/{service.key}.yaml", note=note)


def _in_offices(root: Path) -> Iterator[Sentence]:
    for path in sorted((root / "assets" / "offices").glob("*.yaml")):
        where = path.relative_to(root).as_posix()
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for text, note in dict.fromkeys(_office_texts(content)):
            yield Sentence(text, where, note=note)


def _office_texts(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in _OFFICE_TEXTS and isinstance(value, str) and value:
                yield value, _OFFICE_TEXTS[key]
            else:
                yield from _office_texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _office_texts(item)
