# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""YAML as service files use it: plain values, and the line of each.

Built on the events of the parser instead of its loader: no tags, no aliases, no merge keys, nothing that a bare word
turns into behind the author's back ("no" stays a word, 46.00 keeps its cents), and every value knows its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kiosk.services.problems import ServiceFileProblem

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12

KeyPath = tuple[str | int, ...]
"""The way to a value: names of keys and positions in lists, from 0."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# YAML 1.2 §5.1 without characters that no editor writes on purpose
_UNPRINTABLE = re.compile(
    "\\r(?!\\n)|[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,9}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)


class _UnusableFileError(Exception):
    """The rest of the file cannot be read."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class YamlFile:
    """The values of one file and where they stand. ``data`` holds str, int, Decimal, bool, date, None, tuple, dict."""

    file: str
    data: dict[str, Any]
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """The line of the value, or of the nearest thing around it that is in the file."""
        known: KeyPath = ()
        for step in path:
            # pydantic puts names of its own (union members, "[key]") between ours
            if (*known, step) in self.lines:
                known = (*known, step)
        return self.lines.get(known, 1)


@dataclass
class _Open:
    """A mapping or list that is not finished yet."""

    path: KeyPath
    entries: dict[str, Any] | list[Any]
    key: str | None = None
    key_line: int = 0
    ignored: bool = False
    """The key of the value that follows was there before: the value is read and dropped."""


@dataclass
class _Reader:
    file: str
    problems: list[ServiceFileProblem]
    lines: dict[KeyPath, int] = field(default_factory=dict)

    def problem(self, line: int, message: str) -> None:
        self.problems.append(ServiceFileProblem(self.file, line, message))

    def read(self, text: str) -> Any:
        """The single document of ``text``."""
        stack: list[_Open] = []
        result: Any = None
        documents = 0
        # libyaml places an empty value at the end of a file on a line after the last one
        last = text.rstrip("\n").count("\n") + 1
        for event in self._events(text):
            line = min(event.start_mark.line + 1, last) if event.start_mark else 1
            match event:
                case DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        raise _UnusableFileError(
                            line, 'a second document begins here ("---"); one file holds one service'
                        )
                case AliasEvent():
                    raise _UnusableFileError(
                        line, "aliases (*name) are not used in service files; write the value out"
                    )
                case MappingStartEvent() | SequenceStartEvent():
                    self._refuse_extras(event, line)
                    if len(stack) >= MAX_DEPTH:
                        raise _UnusableFileError(line, "nested too deeply")
                    if stack and isinstance(stack[-1].entries, dict) and stack[-1].key is None:
                        raise _UnusableFileError(line, "a key must be a single word")
                    path = self._place(stack, line, opens=True)
                    stack.append(_Open(path, {} if isinstance(event, MappingStartEvent) else []))
                case MappingEndEvent() | SequenceEndEvent():
                    entries = stack.pop().entries
                    result = entries if isinstance(entries, dict) else tuple(entries)
                    if stack:
                        self._store(stack[-1], result)
                case ScalarEvent():
                    self._refuse_extras(event, line)
                    if stack and isinstance(stack[-1].entries, dict) and stack[-1].key is None:
                        self._begin_entry(stack[-1], event.value, line)
                        continue
                    self._place(stack, line, opens=False)
                    plain = event.style in (None, "")
                    result = self._value(event.value, line) if plain else event.value
                    if stack:
                        self._store(stack[-1], result)
                case _:
                    pass
        return result

    def _events(self, text: str) -> Iterator[Event]:
        try:
            yield from yaml.parse(text, Loader=_PARSER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            if error.problem == "could not find expected ':'" and error.context_mark:
                mark = error.context_mark
            line = min(mark.line if mark else 0, text.rstrip("\n").count("\n")) + 1
            tab = _TAB_INDENT.search(text)
            tab_line = text.count("\n", 0, tab.start()) + 1 if tab else 0
            if 0 < tab_line <= line:
                raise _UnusableFileError(tab_line, "a tab in the indentation; use spaces") from error
            raise _UnusableFileError(line, f"not YAML: {error.problem or error.context}") from error
        except yaml.YAMLError as error:
            raise _UnusableFileError(1, f"not YAML: {error}") from error

    def _refuse_extras(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            raise _UnusableFileError(line, "anchors (&name) are not used in service files")
        if event.tag is not None:
            raise _UnusableFileError(line, f"tags ({event.tag}) are not used in service files")

    def _begin_entry(self, mapping: _Open, key: str, line: int) -> None:
        path = (*mapping.path, key)
        mapping.ignored = key in mapping.entries
        if mapping.ignored:
            self.problem(line, f"the key {key!r} is here twice (first in line {self.lines[path]})")
        else:
            self.lines[path] = line
        mapping.key, mapping.key_line = key, line

    def _place(self, stack: list[_Open], line: int, *, opens: bool) -> KeyPath:
        """The path of the value that begins here; notes its line."""
        if not stack:
            self.lines[()] = line
            return ()
        top = stack[-1]
        if isinstance(top.entries, dict):
            path: KeyPath = (*top.path, top.key or "")
            if not opens and not top.ignored:
                self.lines[path] = line
            return path
        path = (*top.path, len(top.entries))
        self.lines[path] = line
        return path

    def _store(self, top: _Open, value: object) -> None:
        if isinstance(top.entries, list):
            top.entries.append(value)
            return
        if not top.ignored and top.key is not None:
            top.entries[top.key] = value
        top.key = None

    def _value(self, word: str, line: int) -> object:
        """What a bare word means. Everything that is not clearly something else is text."""
        if word in ("", "~", "null"):
            return None
        if word in ("true", "false"):
            return word == "true"
        if _INTEGER.fullmatch(word):
            return int(word)
        if _DECIMAL.fullmatch(word):
            return Decimal(word)
        if _DATE.fullmatch(word):
            try:
                return date.fromisoformat(word)
            except ValueError:
                self.problem(line, f"{word} is not a day of the calendar")
        return word


def read_yaml(path: Path, file: str, problems: list[ServiceFileProblem]) -> YamlFile | None:
    """Read one file, whose name in messages is ``file``. What is wrong goes to ``problems``.

    Returns ``None`` where nothing can be said about the content.
    """
    reader = _Reader(file, problems)
    try:
        raw = path.read_bytes()
    except OSError as error:
        reader.problem(0, f"cannot be read: {error.strerror or error}")
        return None
    try:
        data = reader.read(_decode(raw))
        if not isinstance(data, dict):
            raise _UnusableFileError(
                reader.lines.get((), 1), 'the file must hold keys with values ("title: …")'
            )
    except _UnusableFileError as error:
        reader.problem(error.line, error.message)
        return None
    return YamlFile(file, data, reader.lines)


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise _UnusableFileError(0, f"larger than {MAX_BYTES // 1024} KiB; this is no service file")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _UnusableFileError(line, "not UTF-8; save the file with this encoding") from error
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        line = text.count("\n", 0, unprintable.start()) + 1
        raise _UnusableFileError(line, f"the character U+{ord(unprintable[0]):04X} does not belong in a text")
    return text
