# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fixed lines that a printer keeps in its NV graphics memory, because no code page of it holds them.

A line of Arabic costs a kilobyte as a picture and eleven bytes as a label. A pack is worked out from its texts alone,
so that the same texts have the same keys and the same marks on every terminal, and nothing need be drawn to know them.
What the printer holds can only be seen by its keys (``GS ( L`` fn 64), so each key carries a check character of its
label, and two more items, the marks, one of the whole pack. They are written last: a pack cut short has none.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from devices.printer.profile import Profile
from devices.printer.slip import Columns, Element, Text
from devices.printer.writing import clean, pages_holding, with_stand_ins

if TYPE_CHECKING:
    from PIL import Image

    from devices.printer.picture import Pen

FORMAT = 1
"""Counts up when a label of the same text is drawn differently, so that older packs are replaced."""
MARKS = b"}~"
MAX_LABELS = 48
"""Fifty items are what the maker recommends at most (TM-T88III specification); two are the marks."""
_FIRST = string.ascii_lowercase + "".join(
    char for char in string.punctuation if char.encode() not in (b"}", b"~")
)


@dataclass(frozen=True, slots=True)
class Label:
    """One fixed line and how it looks; ``height`` as in ``Text``."""

    text: str
    height: int = 1
    bold: bool = False
    inverse: bool = False


@dataclass(frozen=True)
class LabelPack:
    """What one printer is to hold. ``left_out`` did not fit into ``MAX_LABELS``."""

    labels: tuple[Label, ...]
    dots: int
    left_out: tuple[Label, ...] = ()

    @classmethod
    def choose(cls, elements: Iterable[Element], profile: Profile) -> LabelPack:
        """The lines of ``elements`` that ``profile`` cannot write itself, the first ones first; none when it has no
        NV graphics."""
        found = dict.fromkeys(label for element in elements for label in _lines(element))
        wanted = [label for label in found if profile.nv_graphics and not _writable(label.text, profile)]
        return cls(tuple(wanted[:MAX_LABELS]), profile.dots, tuple(wanted[MAX_LABELS:]))

    @cached_property
    def keys(self) -> Mapping[Label, bytes]:
        """The two characters under which the printer keeps each label."""
        return MappingProxyType(
            {
                label: first.encode() + _check(self._facts(label))
                for first, label in zip(_FIRST, self.labels, strict=False)
            }
        )

    @cached_property
    def marks(self) -> tuple[bytes, ...]:
        """The keys of the two items that say which pack this is."""
        whole = "".join(map(self._facts, self.labels))
        return tuple(bytes((mark,)) + _check(whole + chr(mark)) for mark in MARKS)

    @property
    def all_keys(self) -> frozenset[bytes]:
        """Everything that is in the memory of a printer that holds this pack."""
        return frozenset((*self.keys.values(), *self.marks))

    def is_held(self, keys: Iterable[bytes]) -> bool:
        """Whether a printer with these keys prints every label of this pack as it is meant."""
        return bool(self.labels) and {key for key in keys if is_ours(key)} == self.all_keys

    def _facts(self, label: Label) -> str:
        return f"{FORMAT}|{self.dots}|{label.height}|{label.bold}|{label.inverse}|{label.text}\n"


def is_ours(key: bytes) -> bool:
    """Whether a key is one that a pack may use. A logo of somebody else keeps its place if its key begins with a digit
    or a capital letter."""
    return not (key[:1].isdigit() or key[:1].isupper() or key[:1] == b" ")


def _check(facts: str) -> bytes:
    return bytes((0x21 + int.from_bytes(hashlib.sha256(facts.encode()).digest()[:4], "big") % 94,))


def _lines(element: Element) -> Iterator[Label]:
    match element:
        case Text(width=1):
            for text in filter(None, (element.fixed or element.text).split("\n")):
                yield Label(clean(text), element.height, element.bold, element.inverse)
        case Columns():
            yield Label(clean(element.left).replace("\n", " "))
        case _:
            return


def _writable(text: str, profile: Profile) -> bool:
    return bool(pages_holding(text, profile.pages) or pages_holding(with_stand_ins(text), profile.pages))


def label_rows(label: Label) -> int:
    """Rows of paper that a label takes, near enough for a forecast."""
    from devices.printer.sizes import BAR_ABOVE, BAR_BELOW, BAR_PAD, CELL, line_rows

    return line_rows(CELL * label.height) + (2 * BAR_PAD[1] + BAR_ABOVE + BAR_BELOW if label.inverse else 0)


def draw_label(label: Label, pen: Pen, dots: int) -> Image.Image:
    """The picture that is kept: the line with the paper above and below it, small enough for one line of ``dots``."""
    from PIL import Image

    from devices.printer.picture import bar
    from devices.printer.sizes import BAR_PAD, CELL

    room = dots - (2 * BAR_PAD[0] if label.inverse else 0)
    size = CELL * label.height
    while pen.width(label.text, size, bold=label.bold) > room and size > CELL // 2:
        size -= 1
    drawn = pen.line(label.text, size, bold=label.bold)
    if label.inverse:
        drawn = bar(drawn)
    paper = Image.new("1", (min(drawn.image.width, dots), drawn.rows), 0)
    paper.paste(drawn.image, (0, drawn.above))
    return paper
