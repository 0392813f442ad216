# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where somebody is in a form, and everything they have entered. Personal data: in memory only, never in a repr."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kiosk.forms.parse import Entry

Slot = tuple[int, str]
"""Item (0 outside groups) and id of the box or choice."""

CHECK = "check-answers"
"""The page that every form ends with."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One page of somebody's way. ``page`` is the key of a page or group, or :data:`CHECK`; ``item`` is 0 outside groups."""

    page: str
    item: int = 0


@dataclass(frozen=True, slots=True)
class Tour:
    """A look back at some pages to change them, which ends where it came from."""

    pages: frozenset[str]
    item: int
    back_to: Step

    def covers(self, step: Step) -> bool:
        """Whether the step belongs to the tour."""
        return step.item == self.item and step.page in self.pages


@dataclass(frozen=True, slots=True)
class FormState:
    """Immutable. ``items`` are the ids of the items of each group in order; ids are never used twice.

    ``done`` are pages the visitor went on from; ``checked``: the page to check has been reached once, so what changes
    afterwards leads back there.
    """

    at: Step
    entries: Mapping[Slot, Entry] = field(default_factory=dict, repr=False)
    items: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    last_item: int = 0
    done: frozenset[Step] = frozenset()
    tours: tuple[Tour, ...] = ()
    checked: bool = False

    def entry(self, box: str, item: int = 0) -> Entry:
        """What is entered, an empty string where nothing is."""
        return self.entries.get((item, box), "")

    def text(self, box: str, item: int = 0) -> str:
        """What is typed into a box."""
        entered = self.entry(box, item)
        return entered if isinstance(entered, str) else ""

    def chosen(self, box: str, item: int = 0) -> tuple[str, ...]:
        """What is chosen where several can be."""
        entered = self.entry(box, item)
        return entered if isinstance(entered, tuple) else ((entered,) if entered else ())

    def enter(self, box: str, entry: Entry, item: int = 0) -> FormState:
        """The same with something entered; an empty entry removes it."""
        entries = dict(self.entries)
        if entry:
            entries[item, box] = entry
        else:
            entries.pop((item, box), None)
        return replace(self, entries=entries)

    def with_item(self, group: str) -> FormState:
        """The same with one more item, whose id is ``last_item``."""
        new = self.last_item + 1
        return replace(self, items={**self.items, group: (*self.items.get(group, ()), new)}, last_item=new)

    def without_item(self, group: str, item: int) -> FormState:
        """The same without the item; all that was entered for it is forgotten."""
        return replace(
            self,
            items={**self.items, group: tuple(one for one in self.items.get(group, ()) if one != item)},
            entries={slot: entry for slot, entry in self.entries.items() if slot[0] != item},
            done=frozenset(step for step in self.done if step.item != item),
            tours=tuple(tour for tour in self.tours if tour.item != item),
        )
