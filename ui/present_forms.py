# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screens of a guided form as plain data for QML."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.languages import SOURCE, Language
from kiosk.text import NOTHING, T, Text
from kiosk.visit.form_screens import (
    CheckCard,
    CheckScreen,
    FormError,
    FormInput,
    FormOption,
    FormScreen,
    GroupScreen,
    Note,
    Progress,
    ScreenField,
)
from kiosk.visit.screens import Screen
from ui.hyphens import SOFT_HYPHEN
from ui.present_parts import Data, action, actions, copy, documents, split

ROWS_TOGETHER = 6
"""So many answers stay on one card; a section with more goes on on the next card."""

_GERMAN = Language(SOURCE, None)


def form_content(screen: Screen, language: Language) -> Data:
    """What such a screen shows.

    Raises:
        TypeError: it is no page of a form.
    """
    match screen:
        case FormScreen():
            return {
                "name": screen.name,
                "progress": _progress(screen.progress, language),
                "heading": copy(screen.heading, language),
                "lead": copy(screen.lead, language),
                "body": [copy(paragraph, language) for paragraph in screen.body],
                "german": [copy(paragraph, _GERMAN) for paragraph in screen.body if screen.german_beside],
                "norm": screen.norm,
                "fields": [presented_field(field, language) for field in screen.fields],
                "notes": _notes(screen.notes, language),
                "errors": _errors(screen.errors, language),
                "focus": screen.focus,
                "texts": dict(screen.texts),
                "revision": screen.revision,
                **split(screen.actions, language),
            }
        case GroupScreen():
            return {
                "name": screen.name,
                "progress": _progress(screen.progress, language),
                "heading": copy(screen.heading, language),
                "lead": copy(screen.lead, language),
                "items": [
                    {
                        "title": copy(item.title, language),
                        "change": action(item.change, language),
                        "remove": action(item.remove, language) if item.remove else None,
                    }
                    for item in screen.items
                ],
                "notes": _notes(screen.notes, language),
                "errors": _errors(screen.errors, language),
                **split(screen.actions, language),
            }
        case CheckScreen():
            return {
                "progress": _progress(screen.progress, language),
                "heading": copy(screen.heading, language),
                "cards": [part for card in screen.cards for part in _card(card, language)],
                "note": copy(screen.note, language),
                "documents": documents(screen.documents, language),
                **split(screen.actions, language),
            }
    raise TypeError(f"no page for {type(screen).__name__}")


def _progress(progress: Progress, language: Language) -> Data:
    return {"step": progress.step, "total": progress.total, "section": copy(progress.section, language)}


def presented_field(field: ScreenField, language: Language) -> Data:
    """One field of a page, with its boxes and what can be chosen."""
    return {
        "key": field.key,
        "kind": str(field.kind),
        "label": copy(field.label, language),
        "legend": field.legend,
        "hint": copy(field.hint, language),
        "optional": field.optional,
        "error": copy(field.error, language),
        "inputs": [_input(box, field, language) for box in field.inputs],
        "options": _options(field.options, language),
        "taken": _options(field.taken, language),
        "shortcuts": actions(field.shortcuts, language),
        "readback": copy(field.readback, language),
        "absent": _option(field.absent, language) if field.absent else None,
    }


def _input(box: FormInput, field: ScreenField, language: Language) -> Data:
    label = language.plain(box.label)
    # "Tag" alone says too little to somebody who hears one box at a time.
    spoken = [language.plain(field.label), label] if field.legend or not label else [label]
    return {
        "id": box.id,
        "label": label,
        "name": ", ".join(part for part in spoken if part).replace(SOFT_HYPHEN, ""),
        "pad": str(box.pad),
        "max": box.max,
        "size": box.size,
        "lines": box.lines,
        "error": box.error,
    }


def _options(options: Iterable[FormOption], language: Language) -> list[Data]:
    return [_option(option, language) for option in options]


def _second_line(option: FormOption, title: str, language: Language) -> Text:
    """The hint without what the title says already: in German the name of a key and its translation are one."""
    hint = language.plain(option.hint)
    if hint == title:
        return NOTHING
    rest = hint.removeprefix(f"{title} · ")
    return option.hint if rest == hint else T("{words}", words=rest)


def _option(option: FormOption, language: Language) -> Data:
    title = language.plain(option.title)
    return {
        "action": option.action,
        "label": title,
        "name": title.replace(SOFT_HYPHEN, ""),
        "hint": copy(_second_line(option, title, language), language),
        "icon": option.icon,
        "selected": option.selected,
    }


def _notes(notes: Iterable[Note], language: Language) -> list[Data]:
    return [{"text": copy(note.text, language), "tone": str(note.tone), "norm": note.norm} for note in notes]


def _errors(errors: Iterable[FormError], language: Language) -> list[Data]:
    return [
        {"target": error.target, "label": language.plain(error.text).replace(SOFT_HYPHEN, "")}
        for error in errors
    ]


def _card(card: CheckCard, language: Language) -> list[Data]:
    rows = [{"label": copy(row.label, language), "value": copy(row.value, language)} for row in card.rows]
    parts = [rows[start : start + ROWS_TOGETHER] for start in range(0, len(rows), ROWS_TOGETHER)] or [[]]
    return [
        {
            "title": copy(card.title if first else NOTHING, language),
            "rows": part,
            "change": action(card.change, language) if first else None,
        }
        for part, first in ((part, part is parts[0]) for part in parts)
    ]
