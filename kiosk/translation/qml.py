# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds ``qsTr()`` in QML.

``qsTr("…")`` is a sentence. ``qsTr("… %n …", "… %n …", n)`` is one that a number decides; the singular stands second,
where Qt wants a disambiguation (see ``ui/translator.py``). A comment ``//: …`` before the call is for translators.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.translation.qmltokens import Kind, Token, tokens
from kiosk.translation.sentence import Place, Sentence, Unextractable

_ELEMENTS = {"FooterSlot": Place.FOOTER}
_PROPERTIES = {"label": Place.BUTTON}
_UNSUPPORTED = frozenset({"qsTranslate", "qsTrId", "QT_TR_NOOP", "QT_TRANSLATE_NOOP", "QT_TRID_NOOP"})
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


@dataclass(slots=True)
class _Context:
    """What surrounds the token that is being read."""

    elements: list[str]
    bound: str = ""
    note: str = ""

    @property
    def element(self) -> str:
        return next((name for name in reversed(self.elements) if name), "")

    def place(self) -> Place | None:
        return _ELEMENTS.get(self.element) or _PROPERTIES.get(self.bound)


def sentences_in_qml(text: str, where: str, problems: list[Unextractable]) -> Iterator[Sentence]:
    """The sentences of a QML file in their order. What cannot be extracted is added to ``problems``."""
    try:
        found = list(tokens(text))
    except ValueError as error:
        problems.append(Unextractable(where, 1, str(error)))
        return
    code = [token for token in found if token.kind is not Kind.COMMENT]
    notes = iter([token for token in found if token.kind is Kind.COMMENT and token.text.startswith(":")])
    next_note = next(notes, None)
    context = _Context([])
    for index, token in enumerate(code):
        while next_note is not None and next_note.position < token.position:
            context.note = f"{context.note} {next_note.text[1:].strip()}".strip()
            next_note = next(notes, None)
        _follow(context, code, index)
        if not _is_call(code, index):
            continue
        if token.text in _UNSUPPORTED:
            problems.append(Unextractable(where, token.line, f"{token.text}() is not served; use qsTr()"))
        elif token.text == "qsTr":
            sentence = _sentence(code, index, where, context)
            if isinstance(sentence, Sentence):
                yield sentence
            else:
                problems.append(sentence)
            context.note = ""


def _follow(context: _Context, code: list[Token], index: int) -> None:
    token = code[index]
    before = code[index - 1] if index else None
    if token.kind is Kind.PUNCTUATION and token.text == "{":
        named = before is not None and before.kind is Kind.NAME and before.text[:1].isupper()
        context.elements.append(before.text if named and before is not None else "")
    elif token.kind is Kind.PUNCTUATION and token.text == "}" and context.elements:
        context.elements.pop()
    elif token.text == ":" and before is not None and before.kind in (Kind.NAME, Kind.STRING):
        context.bound = before.text


def _is_call(code: list[Token], index: int) -> bool:
    if code[index].kind is not Kind.NAME or index + 1 == len(code):
        return False
    follows = code[index + 1]
    is_member = index > 0 and code[index - 1].text == "." and code[index - 1].kind is Kind.PUNCTUATION
    return follows.kind is Kind.PUNCTUATION and follows.text == "(" and not is_member


def _sentence(code: list[Token], index: int, where: str, context: _Context) -> Sentence | Unextractable:
    line = code[index].line
    arguments = _arguments(code, index + 2)
    strings = [_constant(argument) for argument in arguments]
    source = strings[0] if strings else None
    if not source:
        return Unextractable(where, line, "qsTr() needs its sentence as a string in place, not a variable")
    place = context.place()
    notes = [context.note, place.note if place else ""]
    if len(arguments) < 3:
        if "%n" in source:
            return Unextractable(where, line, "a sentence with %n needs singular and number as well")
        comment = strings[1] if len(strings) > 1 else ""
        return Sentence(source, where, note=_joined(*notes, comment or ""))
    singular = strings[1]
    if not singular:
        return Unextractable(where, line, "the second argument must be the singular of the sentence")
    return Sentence(singular, where, plural=source, note=_joined(*notes))


def _joined(*notes: str) -> str:
    return ". ".join(note for note in notes if note)


def _arguments(code: list[Token], start: int) -> list[list[Token]]:
    arguments: list[list[Token]] = [[]]
    depth = 0
    for token in code[start:]:
        if token.kind is Kind.PUNCTUATION:
            if token.text in _CLOSING:
                if depth == 0:
                    break
                depth -= 1
            elif token.text in _OPENING:
                depth += 1
            elif token.text == "," and depth == 0:
                arguments.append([])
                continue
        arguments[-1].append(token)
    return arguments if arguments[-1] else arguments[:-1]


def _constant(argument: list[Token]) -> str | None:
    """The value of ``"a" + "b"``; ``None`` for anything that is not made of strings alone."""
    parts = []
    for position, token in enumerate(argument):
        if position % 2 == 0 and token.kind is Kind.STRING:
            parts.append(token.text)
        elif position % 2 == 0 or token.text != "+" or token.kind is not Kind.PUNCTUATION:
            return None
    return "".join(parts) if len(argument) % 2 else None
