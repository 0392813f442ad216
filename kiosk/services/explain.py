# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What pydantic found, in words and with the line an author can go to."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.services.problems import ServiceFileProblem
from kiosk.services.yamlfile import YamlFile

_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "decimal_type": "an amount such as 46.00",
    "is_instance_of": "an amount such as 46.00",
    "date_type": "a date such as 2026-02-07",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "mapping_type": "keys with values",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
}

_PATTERNS = {
    "leika": "a LeiKa key is 14 digits in quotes and begins with 99",
    "queue": "a queue is one capital letter, not I, O or Q",
    "queues": "a queue is one capital letter, not I, O or Q",
    "icon": "an icon is the name of a file in assets/icons without .svg",
}


def explain(error: ValidationError, source: YamlFile, model: type[BaseModel]) -> Iterable[ServiceFileProblem]:
    """One problem for each thing pydantic found."""
    found = error.errors(include_url=False)
    for detail in found:
        # a list whose entries are wrong counts as empty
        inside = (one["loc"][: len(detail["loc"])] for one in found if one is not detail)
        if detail["type"] == "too_short" and detail["loc"] in inside:
            continue
        yield ServiceFileProblem(source.file, source.line(detail["loc"]), _message(detail, model))


def _message(detail: ErrorDetails, model: type[BaseModel]) -> str:
    # names of union members and "[key]" are pydantic's own
    path = [step for step in detail["loc"] if step != "[key]"]
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    kind, given = detail["type"], detail.get("input")
    if kind == "missing":
        return f"the key {key!r} is missing"
    if kind == "extra_forbidden":
        return f"unknown key {key!r}{_suggestion(key, known_keys(model))}"
    if kind in _WANTED:
        hint = " (put text in quotes)" if kind == "string_type" and given is not None else ""
        return f"{key!r} must be {_WANTED[kind]}, not {_kind_of(given)}{hint}"
    if kind == "string_pattern_mismatch":
        topmost = next((str(step) for step in path if step in _PATTERNS), key)
        rule = _PATTERNS.get(topmost, "only small letters, digits and - (or _ in names of facts)")
        return f"{given!r} in {key!r}: {rule}"
    if kind in ("value_error", "assertion_error"):
        text = detail["msg"].removeprefix("Value error, ")
        return f"{key!r} {text}" if key else text
    if kind == "too_short" or kind == "missing_argument":
        return f"{key!r} must not be empty"
    if kind == "union_tag_not_found":
        return f"the key {detail['ctx']['discriminator'].strip(chr(39))!r} is missing"
    if kind == "union_tag_invalid":
        return _wrong_tag(detail["ctx"]["tag"], detail["ctx"]["expected_tags"], path)
    if kind == "enum":
        return f"{key!r} must be one of {detail['ctx']['expected']}, not {given!r}"
    message = detail["msg"]
    return f"{key!r}: {message[0].lower()}{message[1:]}"


def _wrong_tag(tag: str, expected: str, path: list[int | str]) -> str:
    if tag == "group" and "group" in path:
        return "a group inside a group: a form repeats pages only once"
    return f"{tag!r} is none of {expected}{_suggestion(tag, expected.replace(chr(39), '').split(', '))}"


def known_keys(model: type[BaseModel]) -> set[str]:
    """All keys of this model and of the models inside."""
    keys: set[str] = set()
    waiting: list[Any] = [model]
    while waiting:
        part = waiting.pop()
        if isinstance(part, type) and issubclass(part, BaseModel):
            keys.update(part.model_fields)
            waiting.extend(field.annotation for field in part.model_fields.values())
        else:
            waiting.extend(getattr(part, "__args__", ()))
    return keys


def _suggestion(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """Says that ``word`` names nothing, and what was probably meant."""
    return f"unknown {what} {word!r}{_suggestion(word, known)}"


def _kind_of(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() | Decimal() | date():
            return str(value)
        case str():
            return f"the text {value[:40]!r}"
        case dict():
            return "keys with values"
        case tuple():
            return "a list"
        case _:
            return type(value).__name__
