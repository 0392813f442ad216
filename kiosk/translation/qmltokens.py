# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cuts QML (ECMA-262 with Qt's object syntax) into tokens, as far as finding calls and strings needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_SPACE = re.compile(r"\s+")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_NAME = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")
_NUMBER = re.compile(r"\d[\w.]*|\.\d\w*")
_STRING = re.compile(r"""(["'])((?:\\.|(?!\1)[^\\\n])*)\1""", re.DOTALL)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
_ESCAPE = re.compile(
    r"\\(?:u\{(?P<point>[0-9A-Fa-f]+)\}|u(?P<unit>[0-9A-Fa-f]{4})|x(?P<byte>[0-9A-Fa-f]{2})|(?P<other>\r\n|.))",
    re.DOTALL,
)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_CONTINUED = frozenset({"\n", "\r", "\r\n", "\u2028", "\u2029"})
_REGEX_AFTER_WORD = frozenset(
    {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else"}
)


class Kind(Enum):
    """What a token is. Of a string ``Token.text`` is the value, of a comment what stands behind the slashes."""

    NAME = auto()
    STRING = auto()
    TEMPLATE = auto()
    NUMBER = auto()
    REGEX = auto()
    COMMENT = auto()
    PUNCTUATION = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """``position`` counts characters from 0, ``line`` from 1."""

    kind: Kind
    text: str
    position: int
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens in their order; those inside ``${…}`` of a template follow its first part.

    Raises:
        ValueError: a string, a comment or a template does not end.
    """
    lexer = _Lexer(text)
    yield from lexer.code()


class _Lexer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._last: Token | None = None

    def code(self, inside_template: bool = False) -> Iterator[Token]:
        depth = 0
        while self._at < len(self._text):
            if space := _SPACE.match(self._text, self._at):
                self._at = space.end()
                continue
            character = self._text[self._at]
            if character == "`":
                yield from self._template()
                continue
            if inside_template and character == "}" and depth == 0:
                return
            depth += (character == "{") - (character == "}")
            yield self._simple()

    def _simple(self) -> Token:
        character = self._text[self._at]
        if comment := _COMMENT.match(self._text, self._at):
            return self._token(Kind.COMMENT, comment.end(), comment[0][2:].removesuffix("*/"))
        if self._text.startswith("/*", self._at):
            raise ValueError(f"line {self._line(self._at)}: a comment does not end")
        if character in "\"'":
            string = _STRING.match(self._text, self._at)
            if string is None:
                raise ValueError(f"line {self._line(self._at)}: a string does not end")
            return self._token(Kind.STRING, string.end(), unescape(string[2]))
        if name := _NAME.match(self._text, self._at):
            return self._token(Kind.NAME, name.end())
        if number := _NUMBER.match(self._text, self._at):
            return self._token(Kind.NUMBER, number.end())
        if character == "/" and self._regex_may_start() and (regex := _REGEX.match(self._text, self._at)):
            return self._token(Kind.REGEX, regex.end())
        return self._token(Kind.PUNCTUATION, self._at + 1)

    def _template(self) -> Iterator[Token]:
        start = self._at
        yield self._token(Kind.TEMPLATE, self._at + 1)
        while self._at < len(self._text):
            if self._text[self._at] == "\\":
                self._at += 2
            elif self._text[self._at] == "`":
                yield self._token(Kind.TEMPLATE, self._at + 1)
                return
            elif self._text.startswith("${", self._at):
                self._at += 2
                self._last = None
                yield from self.code(inside_template=True)
                self._at += 1
            else:
                self._at += 1
        raise ValueError(f"line {self._line(start)}: a template does not end")

    def _token(self, kind: Kind, end: int, text: str | None = None) -> Token:
        start, self._at = self._at, end
        token = Token(kind, self._text[start:end] if text is None else text, start, self._line(start))
        if kind is not Kind.COMMENT:
            self._last = token
        return token

    def _regex_may_start(self) -> bool:
        """Whether ``/`` here begins a pattern; after a value it divides (ECMA-262 §12)."""
        last = self._last
        if last is None:
            return True
        match last.kind:
            case Kind.PUNCTUATION:
                return last.text not in ")]}"
            case Kind.NAME:
                return last.text in _REGEX_AFTER_WORD
            case _:
                return False

    def _line(self, position: int) -> int:
        return self._text.count("\n", 0, position) + 1


def unescape(body: str) -> str:
    """What a string between its quotes stands for (ECMA-262 §12.9.4)."""
    value = _ESCAPE.sub(_unescaped, body)
    # \ud83d\ude00 are two halves of one character.
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _unescaped(found: re.Match[str]) -> str:
    digits = found["point"] or found["unit"] or found["byte"]
    if digits:
        return chr(int(digits, 16))
    other = found["other"]
    return "" if other in _CONTINUED else _SIMPLE.get(other, other)
