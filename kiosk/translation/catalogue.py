# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gettext files: a template with every sentence, and a file a language that follows it.

Written so that git shows what changed and nothing else: no time stamps, no line numbers, always in the same order.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po, write_po

from kiosk.languages import locale_of
from kiosk.translation.sentence import Sentence
from kiosk.translation.sources import DOMAINS

TEMPLATE = "messages.pot"

NEEDS_REVIEW = "# Review: every translation needs review by a native speaker."
"""Stands in the header of a file until somebody who grew up with the language has read it."""

_SPDX = (
    "# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors",
    "# SPDX-License-Identifier: EUPL-1.2",
)
_LIMIT_FLAG = "max-length:"
_MUCH_ALIKE = 0.8
"""From this likeness on (``difflib``) a new sentence counts as an old one that changed."""
_LINE = re.compile(r'(?:(?:msgid|msgid_plural|msgctxt|msgstr(?:\[\d\])?)?\s*"(?:[^"\\]|\\.)*")?\s*')


class CatalogueFileError(ValueError):
    """A file is no gettext catalogue. The message names it and says why."""


def template(sentences: Iterable[Sentence]) -> Catalog:
    """A catalogue without translations: each sentence once, with everything that is known of it."""
    catalogue = Catalog(fuzzy=False)
    limits: dict[str, int] = {}
    for sentence in sentences:
        known = catalogue.get(sentence.source)
        pluralised = isinstance(known.id, tuple) if known is not None else bool(sentence.plural)
        catalogue.add(
            (sentence.source, sentence.plural) if sentence.plural else sentence.source,
            locations=[(sentence.where, 0)],
            auto_comments=[sentence.note] if sentence.note else [],
        )
        if known is not None and pluralised != bool(sentence.plural):
            raise ValueError(f"»{sentence.source}« stands in the source with and without a plural")
        if sentence.limit is not None:
            limits[sentence.source] = min(sentence.limit, limits.get(sentence.source, sentence.limit))
    for source, letters in limits.items():
        message = catalogue.get(source)
        assert message is not None
        message.flags.add(f"{_LIMIT_FLAG}{letters}")
    return catalogue


def limit_of(flags: Iterable[str]) -> int | None:
    """The most letters that a message's flags allow (``max-length:12``, as Weblate reads it)."""
    letters = [flag.removeprefix(_LIMIT_FLAG) for flag in flags if flag.startswith(_LIMIT_FLAG)]
    return min((int(count) for count in letters if count.isdecimal()), default=None)


def new(tag: str) -> Catalog:
    """An empty catalogue.

    Raises:
        UnknownLocaleError: there is no such language.
        ValueError: that is no tag of a language (BCP 47).
    """
    catalogue = Catalog(locale=locale_of(tag), fuzzy=False)
    catalogue.header_comment = "\n".join((*_SPDX, NEEDS_REVIEW))
    return catalogue


def read(path: Path) -> Catalog:
    """The catalogue of a language; its tag is the name of the file.

    Raises:
        CatalogueFileError: the file is not one.
    """
    try:
        locale = locale_of(path.stem)
    except (UnknownLocaleError, ValueError) as error:
        raise CatalogueFileError(f"{path.name}: {error}") from error
    return _read(path, locale)


def read_template(folder: Path) -> Catalog:
    """The template in ``folder``.

    Raises:
        CatalogueFileError: there is none, or it is damaged.
    """
    return _read(folder / TEMPLATE, None)


def _read(path: Path, locale: Locale | None) -> Catalog:
    try:
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.split("\n"), start=1):
            # Babel reads a line without its closing quote and drops a letter.
            if not line.startswith("#") and not _LINE.fullmatch(line):
                raise CatalogueFileError(f"{path.name}:{number}: not a line of a gettext file")
        return read_po(io.BytesIO(text.encode()), locale=locale, abort_invalid=True)
    except CatalogueFileError:
        raise
    except (OSError, PoFileError, ValueError) as error:
        raise CatalogueFileError(f"{path.name}: {error}") from error


def merge(catalogue: Catalog, sentences: Catalog) -> None:
    """Let a language follow the template. A sentence that changed a little keeps its translation, marked ``fuzzy``."""
    for message in catalogue:
        message.flags -= {flag for flag in message.flags if flag.startswith(_LIMIT_FLAG)}
    # Babel would also guess from sentences that are still in use, which gives translators nonsense to clear away.
    catalogue.update(sentences, no_fuzzy_matching=True)
    gone = {_key(message): message for message in catalogue.obsolete.values() if _has_translation(message)}
    for message in catalogue:
        if message.id and not _has_translation(message):
            close = get_close_matches(_key(message), gone, n=1, cutoff=_MUCH_ALIKE)
            if close and isinstance(gone[close[0]].id, str) == isinstance(message.id, str):
                former = gone.pop(close[0])
                message.string = former.string
                message.user_comments = former.user_comments
                message.flags.add("fuzzy")


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _has_translation(message: Message) -> bool:
    return bool(message.string) and (isinstance(message.string, str) or any(message.string or ()))


def written(catalogue: Catalog, tag: str | None = None) -> str:
    """The file of a catalogue; the template's without ``tag``."""
    headers = [f"Language: {tag}"] if tag else []
    headers += [
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    if tag:
        headers.append(f"Plural-Forms: {catalogue.plural_forms}")
    for message in catalogue:
        # Babel takes "100 % der" for a printf format.
        message.flags.discard("python-format")
        message.user_comments = [comment for comment in message.user_comments if comment]
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False)
    lines = [*_header_comment(catalogue if tag else None), 'msgid ""', 'msgstr ""']
    lines += [f'"{header}\\n"' for header in headers]
    return "\n".join(lines) + "\n\n" + body.getvalue().decode().rstrip("\n") + "\n"


def _header_comment(catalogue: Catalog | None) -> list[str]:
    if catalogue is None:
        return [*_SPDX, "# Made by `script/languages update`; changes here are lost."]
    lines = [line.rstrip() for line in catalogue.header_comment.splitlines()]
    return [*(line for line in _SPDX if line not in lines), *lines]


def files(folder: Path, sentences: Iterable[Sentence]) -> Mapping[Path, str]:
    """What the files of a catalogue in ``folder`` should hold, by path.

    Raises:
        CatalogueFileError: one of them is no catalogue.
    """
    current = template(sentences)
    made = {folder / TEMPLATE: written(current)}
    for path in sorted(folder.glob("*.po")):
        catalogue = read(path)
        merge(catalogue, current)
        made[path] = written(catalogue, path.stem)
    return made


def outdated(languages: Path, root: Path) -> tuple[Path, ...]:
    """The files under ``languages`` that do not match the sources in the checkout ``root``."""
    return tuple(path for path, text in _all_files(languages, root).items() if not _holds(path, text))


def update(languages: Path, root: Path) -> tuple[Path, ...]:
    """Bring all files under ``languages`` up to date with the sources in ``root``; says which ones changed."""
    changed = []
    for path, text in _all_files(languages, root).items():
        if not _holds(path, text):
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    return tuple(changed)


def _all_files(languages: Path, root: Path) -> Mapping[Path, str]:
    made: dict[Path, str] = {}
    for domain in DOMAINS:
        made |= files(languages / domain.folder, domain.sentences(root))
    return made


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()
