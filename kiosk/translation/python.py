# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds the sentences of Python files: ``T()``, ``TN()``, ``gettext()`` and ``ngettext()``.

Babel has an extractor too. This one also knows where on the screen an action's label stands, and refuses sentences that
would silently be missing from the catalogue.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator

from kiosk.translation.sentence import Place, Sentence, Unextractable

_MARKS = {"T": 1, "TN": 2}
"""Calls that only make sense with a sentence in place, and how many strings they take."""
_LOOKUPS = {"gettext": 1, "ngettext": 2}
"""Calls that code also makes with sentences that are marked elsewhere."""
_PLACES = {
    "PRIMARY": Place.BUTTON,
    "LINK": Place.TEXT_LINK,
    "TILE": Place.TILE,
    "ROW": Place.ROW,
    "HUMAN": Place.ROW,
    "FILLED": Place.FILLED_ROW,
}
"""By the style of an action, ``kiosk.visit.screens.Style``."""
_COMMENT = "Translators:"


def sentences_in_python(text: str, where: str, problems: list[Unextractable]) -> Iterator[Sentence]:
    """The sentences of a Python file in their order. What cannot be extracted is added to ``problems``."""
    tree = ast.parse(text, where)
    comments = _comments(text)
    labels = _labels(tree)
    # The printer has a Text of its own, which is not for translation.
    is_ours = "Text" in _imported(tree, "kiosk.text")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = _name(call.func)
        if name == "Text" and is_ours and call.args and _string(call.args[0]):
            problems.append(Unextractable(where, call.lineno, "a sentence in place needs T(), not Text()"))
            continue
        count = _MARKS.get(name) or _LOOKUPS.get(name)
        if count is None:
            continue
        strings = [_string(argument) for argument in call.args[:count]]
        if len(strings) < count or not all(strings):
            if name in _MARKS:
                why = f"{name}() needs its sentence as a string in place, not a variable or an f-string"
                problems.append(Unextractable(where, call.lineno, why))
            continue
        place = labels.get(id(call))
        notes = [comments.get(call.lineno - 1, ""), place.note if place else ""]
        source, *plural = (string for string in strings if string)
        yield Sentence(source, where, "".join(plural), ". ".join(note for note in notes if note))


def _labels(tree: ast.AST) -> dict[int, Place]:
    """By ``id()`` of the call that marks a sentence: where on the screen it stands as the label of an action."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "Action" and len(node.args) >= 3:
            style = node.args[2]
            if isinstance(style, ast.Attribute) and style.attr in _PLACES:
                found[id(node.args[1])] = _PLACES[style.attr]
    return found


def _imported(tree: ast.AST, module: str) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }


def _comments(text: str) -> dict[int, str]:
    """Comments for translators by the line on which each ends."""
    found: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT:
            continue
        words = token.string.lstrip("#").strip()
        line = token.start[0]
        if words.startswith(_COMMENT):
            found[line] = words.removeprefix(_COMMENT).strip()
        elif line - 1 in found:
            found[line] = f"{found.pop(line - 1)} {words}"
    return found


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _string(argument: ast.expr) -> str | None:
    match argument:
        case ast.Constant(str(value)):
            return value
        case ast.BinOp(left, ast.Add(), right):
            first, second = _string(left), _string(right)
            return None if first is None or second is None else first + second
        case _:
            return None
