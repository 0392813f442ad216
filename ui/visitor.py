# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody who fills in a form on a stage, from what they know, touch by touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kiosk.visit.form_screens import CheckScreen, FieldKind, FormScreen, GroupScreen, ScreenField
from ui.stage import Stage, StageError

Knowledge = Mapping[str, str | Sequence[str]]
"""Field → what the person answers: the value of a choice, a text, a date (ISO 8601), ``"12"`` or ``"70173 Stuttgart"`` in an
address, what is typed to find a country. A field that is not in it stays empty."""

PAGES_AT_MOST = 120
PARTS_AT_MOST = 16


class FormVisitor:
    """Walks through the form that is shown.

    Args:
        stage: where the form is.
        knows: what this person answers.
        others: what is answered for each further person on the form.
        pictures: pages, by their key, of which a picture is kept, and its name.
    """

    def __init__(
        self, stage: Stage, knows: Knowledge, *others: Knowledge, pictures: Mapping[str, str] | None = None
    ) -> None:
        self._stage = stage
        self._knows = knows
        self._others = list(others)
        self._item = knows
        self._pictures = dict(pictures or {})

    def to_the_end(self) -> None:
        """From page to page until everything can be checked, or the form ends earlier.

        Raises:
            StageError: a page does not accept the answers.
        """
        for _ in range(PAGES_AT_MOST):
            screen = self._stage.screen
            self._stage.count.pages.add(screen.serial)
            match screen:
                case FormScreen():
                    self._answer(screen)
                case GroupScreen() if self._others:
                    self._keep(screen.name)
                    self._item = {**self._knows, **self._others.pop(0)}
                    self._stage.press(self._stage.words(screen.actions[0].label))
                case GroupScreen():
                    self._keep(screen.name)
                    self._item = self._knows
                    self._stage.press(self._stage.say("Weiter"))
                case _:
                    return
        raise StageError("the form does not end")

    def through_the_check(self) -> None:
        """Read all parts of the page to check, with a picture of each."""
        screen = self._stage.screen
        if not isinstance(screen, CheckScreen):
            raise StageError(f"not the page to check but {screen.kind}")
        self._stage.picture("form-check")
        for part in range(2, PARTS_AT_MOST):
            if self._stage.sees(self._stage.words(screen.actions[0].label)):
                return
            self._stage.tap(self._stage.say("Weiter"))
            self._stage.picture(f"form-check-{part}")

    def _answer(self, page: FormScreen) -> None:
        answered: set[str] = set()
        while True:
            current = self._stage.screen
            assert isinstance(current, FormScreen)
            field = next((one for one in current.fields if one.key not in answered), None)
            if field is None:
                break
            answered.add(field.key)
            value = self._item.get(field.key)
            if value is not None:
                self._fill(field, value)
        self._keep(page.name)
        for _ in range(PARTS_AT_MOST):
            self._stage.tap(self._stage.say("Weiter"))
            self._stage.wait_a_moment(lambda: self._stage.screen.serial != page.serial)
            now = self._stage.screen
            if now.serial != page.serial:
                return
            if isinstance(now, FormScreen) and now.errors:
                raise StageError(f"{page.name}: {[self._stage.words(error.text) for error in now.errors]}")
        raise StageError(f"{page.name} cannot be left")

    def _fill(self, field: ScreenField, value: str | Sequence[str]) -> None:
        match field.kind, value:
            case FieldKind.TEXT, str() if len(field.inputs) == 1:
                self._write(field, 0, value)
            case FieldKind.TEXT, str():
                self._address_part(field, value)
            case FieldKind.DATE, str():
                self._day(field, value)
            case FieldKind.SEARCH, _:
                for query in [value] if isinstance(value, str) else value:
                    self._find(field, query)
            case _, str():
                self._choose(field, [value])
            case _:
                self._choose(field, value)

    def _address_part(self, field: ScreenField, value: str) -> None:
        first, _, rest = value.partition(" ")
        self._write(field, 0, first)
        filled = self._screen().texts.get(field.inputs[1].id, "")
        if not rest or rest == filled:
            return
        offered = {self._stage.words(option.title) for option in self._field(field.key).options}
        if rest in offered:
            self._stage.press(rest)
        else:
            self._write(field, 1, rest)

    def _day(self, field: ScreenField, value: str) -> None:
        day = date.fromisoformat(value)
        for shortcut in field.shortcuts:
            if shortcut.id.endswith(value):
                self._stage.press(self._stage.words(shortcut.label))
                return
        self._open(field, 0)
        # The boxes hand on the focus.
        self._stage.write(f"{day:%d%m%Y}")
        self._await(field, 2, f"{day:%Y}")

    def _find(self, field: ScreenField, query: str) -> None:
        typed, _, wanted = query.partition(" → ")
        if not self._stage.sees(wanted or typed):
            self._write(field, 0, typed)
        self._stage.press(wanted or typed)

    def _choose(self, field: ScreenField, values: Sequence[str]) -> None:
        for value in values:
            option = next((one for one in field.options if one.action.endswith(f":{value}")), None)
            if option is None:
                raise StageError(f"{field.key} does not offer {value}")
            words = self._stage.words(option.title)
            for _ in range(PARTS_AT_MOST):
                if self._stage.sees(words):
                    break
                self._stage.turn()
            self._stage.press(words)

    def _write(self, field: ScreenField, box: int, text: str) -> None:
        self._open(field, box)
        self._stage.write(text)
        self._await(field, box, text)

    def _open(self, field: ScreenField, box: int) -> None:
        names = [self._box_name(field, number) for number in range(len(field.inputs))]
        for _ in range(12):
            if self._stage.open_box() == names[box]:
                return
            if self._stage.sees(names[box]):
                self._stage.tap(names[box])
            else:
                self._stage.turn()
        raise StageError(f"the box {names[box]!r} cannot be opened")

    def _await(self, field: ScreenField, box: int, text: str) -> None:
        inside = field.inputs[box].id
        self._stage.wait(lambda: self._screen().texts.get(inside) == text, f"{field.key} to be written")

    def _box_name(self, field: ScreenField, box: int) -> str:
        label = self._stage.words(field.inputs[box].label)
        parts = [self._stage.words(field.label), label] if field.legend or not label else [label]
        return ", ".join(part for part in parts if part)

    def _field(self, key: str) -> ScreenField:
        return next(field for field in self._screen().fields if field.key == key)

    def _screen(self) -> FormScreen:
        screen = self._stage.screen
        if not isinstance(screen, FormScreen):
            raise StageError(f"no form page any more but {screen.kind}")
        return screen

    def _keep(self, page: str) -> None:
        name = self._pictures.pop(page, "")
        if name:
            self._stage.picture(name)
