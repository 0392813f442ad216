# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an author of answers should look at: every mistake, and what is missing in another language."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from kiosk.answers.folding import fold
from kiosk.answers.load import SOURCE_TAG, Loaded, load_source, load_translation
from kiosk.answers.models import AnswerFile, Shown, SourceFile, SourceWords, Words
from kiosk.services.explain import unknown
from kiosk.services.problems import CatalogueError, ServiceFileProblem, Severity
from kiosk.services.wording import is_norm, wording
from kiosk.services.yamlfile import KeyPath, YamlFile

TITLE_LETTERS = 60
TEXT_WORDS = 60
PARAPHRASES = 6
STRETCH = 1.7
"""A translation that is longer than the German text by more than this may not fit."""


def check(
    folder: Path,
    *,
    services: Collection[str],
    online: Collection[str],
    languages: Collection[str],
) -> list[ServiceFileProblem]:
    """All errors and warnings, in the order of files and lines. Errors keep a file from being used.

    ``services`` and ``online`` are the keys there are; ``languages`` the tags in which the terminal speaks.
    """
    try:
        source = load_source(folder)
    except CatalogueError as error:
        return list(error.problems)
    problems = [*_references(source, services, online), *_german(source), *_twice(source)]
    files = {path.stem for path in folder.glob("*.yaml")} - {SOURCE_TAG}
    for tag in sorted({*files, *languages} - {SOURCE_TAG}):
        try:
            problems += _translation(load_translation(folder, tag), source.content, tag)
        except FileNotFoundError:
            problems.append(
                ServiceFileProblem(
                    f"{tag}.yaml", 0, "there are no answers in this language", Severity.WARNING
                )
            )
        except CatalogueError as error:
            problems += error.problems
    return sorted(problems)


def _references(
    source: Loaded[SourceFile], services: Collection[str], online: Collection[str]
) -> Iterator[ServiceFileProblem]:
    for key, answer in source.content.answers.items():
        path: KeyPath = ("answers", key)
        if answer.service is not None and answer.service not in services:
            yield _problem(source.source, (*path, "service"), unknown("service", answer.service, services))
        if answer.online is not None and answer.online not in online:
            yield _problem(source.source, (*path, "online"), unknown("online process", answer.online, online))
        if {Shown.DOCUMENTS, Shown.FEES} & {*answer.shows} and answer.service is None:
            yield _problem(source.source, (*path, "shows"), "documents and fees need a service")


def _german(source: Loaded[SourceFile]) -> Iterator[ServiceFileProblem]:
    for key, answer in source.content.answers.items():
        path: KeyPath = ("answers", key)
        for name, text in (("title", answer.title), ("text", answer.text)):
            for message in wording(text):
                yield _warning(source.source, (*path, name), message)
        if answer.norm is not None and not is_norm(answer.norm):
            yield _warning(source.source, (*path, "norm"), f"{answer.norm!r} does not look like a norm")
        yield from _size(source.source, path, answer)


def _size(file: YamlFile, path: KeyPath, words: Words) -> Iterator[ServiceFileProblem]:
    if len(words.title) > TITLE_LETTERS and isinstance(words, SourceWords):
        yield _warning(
            file, (*path, "title"), f"the title has {len(words.title)} letters; {TITLE_LETTERS} fit"
        )
    length = len(words.text.split())
    if length > TEXT_WORDS and isinstance(words, SourceWords):
        yield _warning(file, (*path, "text"), f"the answer has {length} words; keep it to {TEXT_WORDS}")
    if len(words.paraphrases) < PARAPHRASES:
        yield _warning(
            file,
            (*path, "paraphrases"),
            f"only {len(words.paraphrases)} paraphrases; {PARAPHRASES} find more",
        )


def _twice(source: Loaded[SourceFile]) -> Iterator[ServiceFileProblem]:
    first: dict[str, str] = {}
    for key, answer in source.content.answers.items():
        for position, phrase in enumerate(answer.paraphrases):
            other = first.setdefault(fold(phrase), key)
            if other != key:
                path: KeyPath = ("answers", key, "paraphrases", position)
                yield _warning(source.source, path, f"{phrase!r} also asks for {other!r}")


def _translation(loaded: Loaded[AnswerFile], source: SourceFile, tag: str) -> Iterator[ServiceFileProblem]:
    content, file = loaded.content, loaded.source
    if not content.reviewed:
        yield _warning(file, (), "not yet reviewed by somebody whose language it is")
    for key in content.answers:
        if key not in source.answers:
            yield _problem(file, ("answers", key), unknown("answer", key, source.answers))
    for key, german in source.answers.items():
        words = content.answers.get(key)
        if words is None:
            yield _warning(file, ("answers",), f"no translation of {key!r}")
            continue
        path: KeyPath = ("answers", key)
        if len(words.text) > STRETCH * len(german.text):
            yield _warning(
                file, (*path, "text"), f"much longer than the German text ({len(words.text)} letters)"
            )
        if not tag.startswith(SOURCE_TAG) and fold(words.text) == fold(german.text):
            yield _warning(file, (*path, "text"), "this is the German text")
        yield from _size(file, path, words)


def _problem(file: YamlFile, path: KeyPath, message: str) -> ServiceFileProblem:
    return ServiceFileProblem(file.file, file.line(path), message)


def _warning(file: YamlFile, path: KeyPath, message: str) -> ServiceFileProblem:
    return ServiceFileProblem(file.file, file.line(path), message, Severity.WARNING)
