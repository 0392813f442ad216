# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A guided form as a page of the visit. All of it is one page to the visit; it turns its own leaves.

What was entered lives in the :class:`~kiosk.forms.state.FormState` and nowhere else, and goes with the visit.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kiosk.forms.engine import Engine, Trouble
from kiosk.forms.fields import (
    CheckboxField,
    ChoiceField,
    ChoicesField,
    DateField,
    FormField,
    PlaceField,
    SearchField,
    TextField,
    YesNoField,
)
from kiosk.forms.models import NoticePage, OutcomePage
from kiosk.forms.parse import YES, boxes_of, wrong_letter
from kiosk.forms.state import CHECK, FormState
from kiosk.forms.way import Place
from kiosk.languages import SOURCE
from kiosk.services import Service
from kiosk.text import NOTHING, T, Text
from kiosk.visit.closed import refusal
from kiosk.visit.form_answers import (
    NEXT,
    check_screen,
    group_screen,
    item_title,
    notes,
    outcome_screen,
    progress,
    removal_screen,
)
from kiosk.visit.form_fields import PageFields, letters_of, place_names
from kiosk.visit.form_screens import FormError, FormScreen, with_way_aside
from kiosk.visit.form_submit import hand_over
from kiosk.visit.page import Page, Where
from kiosk.visit.resume import RESUME, CodePartPage
from kiosk.visit.screens import Action, Frame, Screen, Style
from kiosk.visit.setaside import SET_ASIDE, put_aside

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit

TYPED_AT_MOST = 4000
"""Letters; what is longer did not come from fingers."""


class FormPage(Page):
    """One service's form, from the first question to the number."""

    takes_scans = False

    def __init__(self, service: Service, engine: Engine, state: FormState, *, apart: bool = False) -> None:
        self._service = service
        self._engine = engine
        self._state = state
        self._troubles: tuple[Trouble, ...] = ()
        self._live: dict[str, Text] = {}
        self._revision = 0
        self._removing = 0
        self._apart = apart
        """Somebody was taken off the form who needs one of their own."""

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        return with_way_aside(self._leaf(visit, serial, frame), self._way_aside(visit))

    def _leaf(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        today = visit.office.today()
        engine, state = self._engine, self._state
        way = engine.way(state, today)
        if self._removing:
            return removal_screen(self._title_of(self._removing, today), self._removing, serial, frame)
        place = engine.here(state, today)
        if place.step.page == CHECK:
            return check_screen(engine, state, self._service, today, serial, frame)
        if place.page is None:
            assert place.group is not None  # only groups and the page to check have no page
            return group_screen(engine, state, place.group, today, self._troubles, serial, frame)
        if isinstance(place.page, OutcomePage) and way.ends is place.page:
            return outcome_screen(place.page, engine.remarks(state, today), serial, frame)
        return self._question(place, today, serial, frame)

    def chosen(self, visit: Visit, action: str) -> None:
        today = visit.office.today()
        verb, _, rest = action.partition(":")
        match verb:
            case "next":
                self._next(visit, today)
            case "submit":
                self._submit(visit, today)
            case "draw":
                self._draw(visit)
            case "set-aside" if self.can_be_set_aside(visit):
                self.set_aside(visit)
            case "resume" if self._way_aside(visit) is RESUME:
                visit.go(CodePartPage())
            case "add":
                self._turn_to(visit, self._engine.add_item(self._state, today))
            case "change" | "overview" | "change-item" | "remove" | "remove-now" | "keep":
                self._look_back(visit, verb, rest, today)
            case _:
                self._pick(verb, rest, today)

    def typed(self, visit: Visit, box: str, text: str) -> None:
        """A box holds this now. What else of the page changes with it: matches, places, a letter that cannot be."""
        place = self._engine.here(self._state, visit.office.today())
        one = next((one for one in place.fields if box in boxes_of(one)), None)
        if one is None or (box == one.key and not _is_typed(one)) or box.endswith(".absent"):
            return
        before = self._state.text(box, place.step.item)
        self._enter(box, text[:TYPED_AT_MOST])
        if isinstance(one, PlaceField) and box == f"{one.key}.postcode":
            self._offer_place(one, before)
        letters = letters_of(one, box)
        wrong = wrong_letter(_one_line(text), letters) if letters else None
        if wrong is not None:
            self._live[box] = wrong

    def can_be_set_aside(self, visit: Visit) -> bool:
        """Whether there is something worth keeping, and a place for it."""
        begun = len(self._state.entries) > len(self._engine.preset)
        return visit.around.set_asides is not None and begun and not self._removing

    def set_aside(self, visit: Visit) -> None:
        """Seal everything as it is now, for later today."""
        from kiosk.setaside.content import Content

        content = Content(self._service.key, visit.language, self._state, self._apart)
        put_aside(visit, content)

    def _way_aside(self, visit: Visit) -> Action | None:
        if visit.around.set_asides is None or self._removing:
            return None
        return SET_ASIDE if self.can_be_set_aside(visit) else RESUME

    def where(self, visit: Visit) -> Where:
        today = visit.office.today()
        engine = self._engine
        place, steps = engine.here(self._state, today), engine.steps(self._state, today)
        page = place.page or place.group
        labels = {one.key: Text(one.short or one.label) for one in place.fields}
        wrong = dict.fromkeys(trouble.box.partition(".")[0] for trouble in self._troubles)
        return Where(
            Text(page.title) if page is not None else T("Angaben prüfen"),
            steps.step,
            steps.total,
            tuple(labels.get(key, T("die Seite als Ganzes")) for key in wrong),
        )

    def went_back(self, visit: Visit) -> bool:
        """One leaf back; ``False`` on the first one. What was entered is kept for coming back to the form."""
        if self._removing:
            self._removing = 0
            visit.turn_page()
            return True
        before = self._engine.back(self._state, visit.office.today())
        if before is None:
            visit.forms_begun[self._service.key] = self._state
            return False
        self._turn_to(visit, before)
        return True

    def _question(self, place: Place, today: date, serial: int, frame: Frame) -> FormScreen:
        page = place.page
        assert page is not None
        fields = PageFields(place, self._state, today, self._troubles, self._live)
        other = place.group is not None and place.index > 0
        actions = [NEXT]
        if any(trouble.removes_item for trouble in self._troubles) and place.step.item:
            group = self._engine.group_of(place.step.item, self._state)
            if group is not None and self._engine.removable(group, self._state):
                label = T("{item} herausnehmen", item=Text(group.item))
                actions.insert(0, Action(f"remove-now:{place.step.item}", label, Style.LINK, icon="remove"))
        notice = isinstance(page, NoticePage)
        return FormScreen(
            serial=serial,
            frame=frame,
            name=page.key,
            progress=progress(self._engine, self._state, today),
            heading=Text(page.title_other if other and page.title_other else page.title),
            lead=Text((page.lead_other if other and page.lead_other else page.lead) or ""),
            body=tuple(Text(paragraph) for paragraph in page.body) if isinstance(page, NoticePage) else (),
            norm=page.norm if isinstance(page, NoticePage) else "",
            german_beside=notice and frame.language != SOURCE,
            fields=fields.fields(),
            notes=notes(self._engine.remarks(self._state, today)),
            errors=tuple(FormError(fields.target(trouble.box), trouble.text) for trouble in self._troubles),
            focus=self._focus(place, fields),
            texts=fields.texts(),
            revision=self._revision,
            actions=tuple(actions),
        )

    def _focus(self, place: Place, fields: PageFields) -> str:
        if self._troubles:
            return fields.target(self._troubles[0].box)
        first = next((one for one in place.fields), None)
        return next((box for box in boxes_of(first) if _is_typed(first)), "") if first else ""

    def _next(self, visit: Visit, today: date) -> None:
        after = self._engine.next(self._state, today)
        if after == self._state:
            self._troubles = self._engine.troubles(self._state, today)
            self._live = {}
        else:
            self._turn_to(visit, after)
            if after.at in after.done:
                # led back to something that held before: say at once why
                self._troubles = self._engine.troubles(after, today)

    def _submit(self, visit: Visit, today: date) -> None:
        if self._engine.here(self._state, today).step.page != CHECK:
            return
        if not self._engine.is_complete(self._state, today):
            self._turn_to(visit, self._engine.towards_open(self._state, today))
            self._troubles = self._engine.troubles(self._state, today)
            return
        hand_over(visit, self._service, self._engine, self._state, another=self._apart)

    def _draw(self, visit: Visit) -> None:
        from kiosk.visit.walkin import draw_if_open

        page = self._engine.way(self._state, visit.office.today()).ends
        if page is not None and page.offers_number:
            draw_if_open(visit, self._service)

    def _look_back(self, visit: Visit, verb: str, rest: str, today: date) -> None:
        engine, state = self._engine, self._state
        here = engine.here(state, today)
        match verb, rest.split(":"):
            case "change", [section, item] if here.step.page == CHECK and item.isdecimal():
                self._turn_to(visit, engine.change(state, section, int(item), today))
            case "overview", [group] if here.step.page == CHECK:
                self._turn_to(visit, engine.overview(state, group, today))
            case "change-item", [item] if item.isdecimal() and here.page is None:
                self._turn_to(visit, engine.change_item(state, int(item), today))
            case "remove", [item] if item.isdecimal() and engine.group_of(int(item), state):
                self._removing = int(item)
                visit.turn_page()
            case "remove-now", [item] if item.isdecimal():
                self._removing = 0
                self._apart |= any(trouble.removes_item for trouble in self._troubles)
                self._turn_to(visit, engine.remove_item(state, int(item), today), always=True)
            case "keep", _ if self._removing:
                self._removing = 0
                visit.turn_page()
            case _:
                pass

    def _pick(self, verb: str, rest: str, today: date) -> None:
        key, _, value = rest.partition(":")
        place = self._engine.here(self._state, today)
        one = next((one for one in place.fields if one.key == key), None)
        if one is None:
            return
        match verb, one:
            case "choose", ChoiceField() | YesNoField():
                self._enter(key, value)
            case "choose", ChoicesField():
                chosen = self._state.chosen(key, place.step.item)
                self._enter(
                    key, tuple(c for c in chosen if c != value) if value in chosen else (*chosen, value)
                )
            case "choose", CheckboxField():
                self._enter(key, "" if self._state.text(key, place.step.item) == YES else YES)
            case "absent", TextField() | DateField():
                box = f"{key}.absent"
                self._enter(box, "" if self._state.text(box, place.step.item) == YES else YES)
            case "take", SearchField():
                chosen = self._state.chosen(key, place.step.item)
                self._enter(key, tuple(dict.fromkeys((*chosen, value))) if one.many else value)
                self._put({f"{key}.query": ""})
            case "drop", SearchField():
                chosen = self._state.chosen(key, place.step.item)
                self._enter(key, tuple(c for c in chosen if c != value))
            case "take", PlaceField():
                self._put({f"{key}.place": value})
            case "shortcut", DateField():
                self._shortcut(key, value)
            case _:
                pass

    def _shortcut(self, key: str, value: str) -> None:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return
        self._put({f"{key}.day": str(day.day), f"{key}.month": str(day.month), f"{key}.year": str(day.year)})

    def _offer_place(self, one: PlaceField, before: str) -> None:
        """Fill in the only place of a postcode, unless the visitor wrote another one."""
        item = self._state.at.item
        box = f"{one.key}.place"
        now = self._state.text(box, item)
        if now and now not in place_names(before):
            return
        names = place_names(self._state.text(f"{one.key}.postcode", item))
        wanted = names[0] if len(names) == 1 else ""
        if wanted != now:
            self._put({box: wanted})

    def _put(self, texts: dict[str, str]) -> None:
        """The program writes into boxes: the window must follow."""
        for box, text in texts.items():
            self._enter(box, text)
        self._revision += 1

    def _enter(self, box: str, entry: str | tuple[str, ...]) -> None:
        self._state = self._engine.enter(self._state, box, entry)
        key = box.partition(".")[0]
        self._live = {known: text for known, text in self._live.items() if known.partition(".")[0] != key}
        self._troubles = tuple(one for one in self._troubles if one.box.partition(".")[0] != key)

    def _turn_to(self, visit: Visit, state: FormState, *, always: bool = False) -> None:
        turned = state.at != self._state.at or always
        self._state = state
        self._troubles = ()
        self._live = {}
        if turned:
            visit.turn_page()

    def _title_of(self, item: int, today: date) -> Text:
        group = self._engine.group_of(item, self._state)
        if group is None:
            return NOTHING
        number = self._state.items[group.key].index(item) + 1
        return item_title(self._engine.way(self._state, today), group, item, number)


def offers_form(visit: Visit, service: Service) -> bool:
    """Whether a visitor can prepare this service here now: it has a form, and the desk could open what is handed over."""
    return (
        visit.office.catalogue.form_of(service) is not None
        and visit.office.configuration is not None
        and visit.around.handovers.can_seal(visit.office.today())
    )


def open_form(visit: Visit, service: Service) -> None:
    """To the form, where it was left if it was begun in this visit; or to the reason why nothing goes now."""
    blocked = refusal(visit)
    if blocked is not None:
        visit.go(blocked)
        return
    form = visit.office.catalogue.form_of(service)
    if form is None or service.form is None:
        return
    engine = Engine(form, service.form.preset)
    state = visit.forms_begun.get(service.key) or engine.start(visit.office.today())
    visit.go(FormPage(service, engine, state))


def _is_typed(one: FormField) -> bool:
    return not isinstance(one, ChoiceField | ChoicesField | YesNoField | CheckboxField | SearchField)


def _one_line(text: str) -> str:
    from kiosk.din91379 import normalise

    return " ".join(normalise(text).split())
