# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the translations can be shown: nothing missing, nothing lost, nothing too long."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from gettext import c2py
from pathlib import Path
from string import Formatter

from babel import UnknownLocaleError
from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural

from kiosk.languages import locale_of
from kiosk.translation.catalogue import TEMPLATE, CatalogueFileError, limit_of, read, read_template

MARK = "**"
SOFT_HYPHEN = "\u00ad"
COUNTS = frozenset({"{count}", "%n"})
"""Placeholders of the number that decides the form; a form for one number alone need not say it ("one person")."""
_QT_PLACEHOLDER = re.compile(r"%(?:L?\d{1,2}|n)")
_NUMBERS_TRIED = 1000


class FindingKind(StrEnum):
    """What is wrong with a translation."""

    UNREADABLE = "unreadable"
    MISSING = "missing"
    STALE = "stale"
    """It translates a sentence that no source holds."""
    FUZZY = "fuzzy"
    """The German sentence changed after it was translated, or the translator was not sure."""
    PLACEHOLDERS = "placeholders"
    MARKS = "marks"
    TOO_LONG = "too-long"
    PLURALS = "plurals"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. ``file`` is the name of the file, ``source`` the German sentence (empty: the whole file)."""

    file: str
    kind: FindingKind
    source: str
    message: str

    def __str__(self) -> str:
        sentence = f" »{self.source}«" if self.source else ""
        return f"{self.file}: {self.kind}:{sentence} {self.message}"


def check(folder: Path) -> list[Finding]:
    """Everything that is wrong with the languages in ``folder``, measured against the template beside them."""
    try:
        sentences = read_template(folder)
    except CatalogueFileError as error:
        return [Finding(TEMPLATE, FindingKind.UNREADABLE, "", str(error))]
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.po")):
        try:
            catalogue = read(path)
        except CatalogueFileError as error:
            findings.append(Finding(path.name, FindingKind.UNREADABLE, "", str(error)))
        else:
            findings += [
                Finding(path.name, kind, source, message)
                for kind, source, message in _check_language(catalogue, sentences, path.stem)
            ]
    return findings


_Bare = tuple[FindingKind, str, str]


def _check_language(catalogue: Catalog, sentences: Catalog, tag: str) -> Iterator[_Bare]:
    yield from _check_plural_rule(catalogue, tag)
    for sentence in sentences:
        if not sentence.id:
            continue
        source = _source(sentence)
        translated = catalogue.get(source)
        if translated is None:
            yield FindingKind.MISSING, source, "is not in the file; run `script/languages update`"
        else:
            for kind, message in _check_message(sentence, translated, catalogue):
                yield kind, source, message
    known = {_source(sentence) for sentence in sentences}
    for message in (*catalogue, *catalogue.obsolete.values()):
        if message.id and _source(message) not in known:
            yield (
                FindingKind.STALE,
                _source(message),
                "is in no source any more; run `script/languages update`",
            )


def _check_plural_rule(catalogue: Catalog, tag: str) -> Iterator[_Bare]:
    try:
        locale = locale_of(tag)
    except (UnknownLocaleError, ValueError):
        yield FindingKind.UNREADABLE, "", f"»{tag}« is not the tag of a language"
        return
    # gettext leaves out the form for fractions that CLDR has for some languages; both ways are in use.
    usual = {get_plural(str(locale)).num_plurals, len(locale.plural_form.tags) + 1}
    if catalogue.num_plurals not in usual:
        counts = " or ".join(map(str, sorted(usual)))
        yield (
            FindingKind.PLURALS,
            "",
            f"the header names {catalogue.num_plurals} plural forms; the language has {counts}",
        )


def _check_message(
    sentence: Message, translated: Message, catalogue: Catalog
) -> Iterator[tuple[FindingKind, str]]:
    if isinstance(sentence.id, str) != isinstance(translated.id, str):
        yield (
            FindingKind.PLURALS,
            "singular and plural do not match the source; run `script/languages update`",
        )
        return
    forms = _forms(translated)
    if not any(forms):
        yield FindingKind.MISSING, "has no translation"
        return
    if translated.fuzzy:
        yield FindingKind.FUZZY, "compare the translation with the German sentence and remove the flag"
    if not isinstance(sentence.id, str) and (len(forms) != catalogue.num_plurals or not all(forms)):
        yield FindingKind.PLURALS, f"needs {catalogue.num_plurals} forms, all of them"
        return
    german = _source(sentence)
    alone = _forms_for_one_number(catalogue) if len(forms) > 1 else frozenset()
    limit = limit_of(sentence.flags)
    for index, form in enumerate(forms):
        yield from _check_placeholders(german, form, may_drop_count=index in alone)
        if form.count(MARK) % 2:
            yield FindingKind.MARKS, f"a {MARK} has no partner in »{form}«"
        elif form.count(MARK) != german.count(MARK):
            yield FindingKind.MARKS, f"{german.count(MARK) // 2} marked, {form.count(MARK) // 2} in »{form}«"
        if limit is not None and letters(form) > limit:
            yield FindingKind.TOO_LONG, f"»{form}« has {letters(form)} letters; {limit} fit"


def _check_placeholders(german: str, form: str, *, may_drop_count: bool) -> Iterator[tuple[FindingKind, str]]:
    wanted = placeholders(german)
    try:
        found = placeholders(form)
    except ValueError:
        yield FindingKind.PLACEHOLDERS, f"a brace is open in »{form}«"
        return
    lost = wanted - found
    if may_drop_count:
        lost = Counter({name: times for name, times in lost.items() if name not in COUNTS})
    for name in lost:
        yield FindingKind.PLACEHOLDERS, f"{name} is lost in »{form}«"
    for name in found - wanted:
        yield FindingKind.PLACEHOLDERS, f"{name} is invented in »{form}«"


def placeholders(text: str) -> Counter[str]:
    """The places for values (``{time}``, ``%1``, ``%n``), as they are written and how often.

    Raises:
        ValueError: a brace is open.
    """
    found: Counter[str] = Counter(_QT_PLACEHOLDER.findall(text))
    for _, name, specification, conversion in Formatter().parse(text):
        if name is not None:
            shown = (f"!{conversion}" if conversion else "") + (f":{specification}" if specification else "")
            found[f"{{{name}{shown}}}"] += 1
    return found


def letters(text: str) -> int:
    """How many letters stand beside each other: without marks, combining accents and what is never drawn (soft hyphens,
    signs of direction)."""
    shown = text.replace(MARK, "")
    return sum(
        1
        for character in shown
        if not unicodedata.combining(character) and unicodedata.category(character) != "Cf"
    )


def _forms_for_one_number(catalogue: Catalog) -> frozenset[int]:
    """Plural forms that a single number has for itself, like English "one" but not Ukrainian (1, 21, 31 …)."""
    choose = c2py(catalogue.plural_expr)
    numbers = Counter(choose(number) for number in range(_NUMBERS_TRIED))
    return frozenset(form for form, count in numbers.items() if count == 1)


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _forms(message: Message) -> tuple[str, ...]:
    match message.string:
        case str(form):
            return (form,)
        case None:
            return ("",)
        case forms:
            return tuple(forms)
