# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of the pages of a form. What the visitor told is marked as personal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.speech.screens import choices, documents
from kiosk.speech.utterance import Telling, Utterance, holds_input
from kiosk.text import NOTHING, TN, T, Text
from kiosk.visit.form_screens import (
    CheckCard,
    CheckScreen,
    FieldKind,
    FormError,
    FormOption,
    FormScreen,
    GroupScreen,
    Progress,
    ScreenField,
)
from kiosk.visit.screens import Screen

FOUND_BY_TYPING = (FieldKind.SEARCH, FieldKind.TEXT)
"""Where options are what matches the visitor's letters, and so tell them."""


def form_content(screen: Screen, telling: Telling) -> tuple[Utterance, ...]:
    """What such a page says; nothing when it is no page of a form."""
    match screen:
        case FormScreen():
            return (*_page(screen, telling), *choices(screen.actions, telling))
        case GroupScreen():
            said = (
                *_errors(screen.errors, telling),
                *_head(screen.progress, screen.heading, screen.lead, telling),
                *telling.tell_form(*(item.title for item in screen.items)),
                *telling.tell_form(*(note.text for note in screen.notes)),
            )
            return (*said, *choices(screen.actions, telling))
        case CheckScreen():
            said = (
                *_head(screen.progress, screen.heading, NOTHING, telling),
                *(one for card in screen.cards for one in _card(card, telling)),
                *telling.tell(screen.note),
                *documents(T("Das brauchen Sie am Schalter"), screen.documents, telling),
            )
            return (*said, *choices(screen.actions, telling))
        case _:
            return ()


def _page(screen: FormScreen, telling: Telling) -> Iterator[Utterance]:
    yield from _errors(screen.errors, telling)
    yield from _head(screen.progress, screen.heading, screen.lead, telling)
    yield from telling.tell(*screen.body)
    if screen.norm:
        yield from telling.tell(T("Grundlage: {norm}", norm=screen.norm))
    for field in screen.fields:
        yield from say_field(field, screen.texts, telling)
    for note in screen.notes:
        yield from telling.tell_form(note.text)


def personal_names(screen: Screen, telling: Telling) -> frozenset[str]:
    """Names and topics of controls on this page that tell what the visitor told (places that match, somebody's name)."""
    texts: list[Text] = []
    match screen:
        case FormScreen():
            for field in screen.fields:
                texts += [one.title for one in field.taken]
                texts += [one.title for one in field.options if field.kind in FOUND_BY_TYPING]
        case GroupScreen():
            texts += [item.title for item in screen.items if holds_input(item.title)]
        case CheckScreen():
            texts += [card.title for card in screen.cards if holds_input(card.title)]
    return frozenset(telling.language.plain(text).replace("\u00ad", "") for text in texts)


def _head(progress: Progress, heading: Text, lead: Text, telling: Telling) -> Iterator[Utterance]:
    yield from telling.tell_form(heading, lead)
    step = T("Schritt {step} von {total}", step=progress.step, total=progress.total)
    yield from telling.tell(step, news=False)
    yield from telling.tell_form(progress.section, news=False)


def _errors(errors: tuple[FormError, ...], telling: Telling) -> Iterator[Utterance]:
    if errors:
        count = TN("Bitte prüfen Sie {count} Angabe.", "Bitte prüfen Sie {count} Angaben.", len(errors))
        yield from telling.tell(count)
    for error in errors:
        yield from telling.tell_form(error.text)


def say_field(field: ScreenField, texts: Mapping[str, str], telling: Telling) -> Iterator[Utterance]:
    """Label, hint, what is in its boxes, what can be chosen."""
    if field.legend:
        yield from telling.tell(field.label, news=False)
    yield from telling.tell(field.hint, T("freiwillig") if field.optional else NOTHING, news=False)
    for box in field.inputs:
        value = texts.get(box.id, "")
        yield from telling.tell(box.label, news=False)
        if value:
            yield Utterance(value, personal=True, news=False)
    if field.kind in FOUND_BY_TYPING:
        yield from _matches(field, telling)
    else:
        for option in field.options:
            yield from _option(option, telling)
    for option in field.taken:
        yield Utterance(f"{telling.words(option.title)} {telling.words(T('Gewählt'))}", personal=True)
    yield from telling.tell_form(field.readback)
    if field.absent:
        yield from _option(field.absent, telling)


def _option(option: FormOption, telling: Telling) -> Iterator[Utterance]:
    words = telling.words(option.title)
    if option.selected:
        yield Utterance(f"{words} {telling.words(T('Gewählt'))}")
    else:
        yield Utterance(words, news=False)
    yield from telling.tell(option.hint, news=False)


def _matches(field: ScreenField, telling: Telling) -> Iterator[Utterance]:
    if field.options:
        yield from telling.tell(TN("{count} Vorschlag", "{count} Vorschläge", len(field.options)))
    for option in field.options:
        yield Utterance(telling.words(option.title), personal=True, news=False)


def _card(card: CheckCard, telling: Telling) -> Iterator[Utterance]:
    yield from telling.tell_form(card.title)
    for row in card.rows:
        label = telling.words(row.label)
        yield Utterance(label)
        yield Utterance(telling.words(row.value), personal=True)
