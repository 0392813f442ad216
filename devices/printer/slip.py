# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A slip as a small immutable document, independent of any printer.

It survives a restart in the terminal's store as JSON: ``Slip.from_json(slip.to_json()) == slip``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any, Literal

Align = Literal["left", "center", "right"]
QrLevel = Literal["L", "M", "Q", "H"]
LineStyle = Literal["solid", "dashed"]

MAX_SCALE = 8
MAX_QR_CHARS = 2953
"""Capacity of QR version 40-L in byte mode (ISO/IEC 18004, table 7)."""
MAX_FEED = 4096


class SlipError(ValueError):
    """A slip, or the JSON of one, that cannot be printed by any printer; the message says why."""


def _scale(name: str, value: int) -> None:
    if not (isinstance(value, int) and 1 <= value <= MAX_SCALE):
        raise SlipError(f"{name} must be 1 to {MAX_SCALE}, not {value!r}")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. ``width`` and ``height`` are multiples 1..8 of font A (12 × 24 dots); ``\\n`` breaks the line.

    Lines longer than the paper are wrapped between words. ``inverse`` prints white on a black bar. ``fixed`` says the
    same without what changes from slip to slip, and is printed instead where the printer would have to draw ``text`` but
    holds ``fixed`` as a label (``devices.printer.labels``); what changes must then stand elsewhere on the slip.
    """

    text: str
    width: int = 1
    height: int = 1
    bold: bool = False
    align: Align = "left"
    inverse: bool = False
    fixed: str = ""

    def __post_init__(self) -> None:
        _scale("width", self.width)
        _scale("height", self.height)
        if self.align not in ("left", "center", "right"):
            raise SlipError(f"align must be left, center or right, not {self.align!r}")


@dataclass(frozen=True, slots=True)
class Columns:
    """A label at the start and a value at the end of one line; two lines when both do not fit into one.

    Start is left, except when the label is written from right to left.
    """

    left: str
    right: str
    bold_right: bool = True


@dataclass(frozen=True, slots=True)
class BigNumber:
    """The waiting number, as large as the paper allows (8 × font A on 80 mm), centred."""

    text: str


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code. ``module`` is the size of one module in dots, 1..16; level L costs least and is enough for paper that is
    a few minutes old."""

    data: str
    module: int = 6
    level: QrLevel = "M"
    align: Align = "center"

    def __post_init__(self) -> None:
        if not (isinstance(self.module, int) and 1 <= self.module <= 16):
            raise SlipError(f"module must be 1 to 16 dots, not {self.module!r}")
        if self.align not in ("left", "center", "right"):
            raise SlipError(f"align must be left, center or right, not {self.align!r}")
        if self.level not in ("L", "M", "Q", "H"):
            raise SlipError(f"level must be L, M, Q or H, not {self.level!r}")
        if not 1 <= len(self.data.encode()) <= MAX_QR_CHARS:
            raise SlipError("a QR code holds 1 to 2953 bytes")


@dataclass(frozen=True, slots=True)
class Line:
    """A rule over the whole width."""

    style: LineStyle = "dashed"

    def __post_init__(self) -> None:
        if self.style not in ("solid", "dashed"):
            raise SlipError(f"style must be solid or dashed, not {self.style!r}")


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank paper; ``dots`` of 1/8 mm (203 dpi)."""

    dots: int

    def __post_init__(self) -> None:
        if not (isinstance(self.dots, int) and 0 <= self.dots <= MAX_FEED):
            raise SlipError(f"feed must be 0 to {MAX_FEED} dots, not {self.dots!r}")


@dataclass(frozen=True, slots=True)
class Cut:
    """Feeds to the cutter and cuts; on a printer without cutter it feeds to the tear-off edge."""


Element = Text | Columns | BigNumber | QrCode | Line | Feed | Cut

_KINDS: dict[str, type[Element]] = {
    "text": Text,
    "columns": Columns,
    "number": BigNumber,
    "qr": QrCode,
    "line": Line,
    "feed": Feed,
    "cut": Cut,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed on one piece of paper. ``drawn``: every line as a picture in the fonts of the screen, which looks
    better and takes seconds instead of tenths of a second."""

    elements: tuple[Element, ...]
    drawn: bool = False

    def to_json(self) -> str:
        """Compact JSON; values equal to the default are left out."""
        rows = [{"is": _NAMES[type(element)], **_values(element)} for element in self.elements]
        body: dict[str, Any] = {"slip": _FORMAT, "elements": rows}
        if self.drawn:
            body["drawn"] = True
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Slip:
        """Raises SlipError for anything that ``to_json`` of this or an older version did not write."""
        try:
            body = json.loads(text)
            if body["slip"] != _FORMAT:
                raise SlipError(f"unknown slip format {body['slip']!r}")
            return cls(
                tuple(_element(row) for row in body["elements"]), drawn=body.get("drawn", False) is True
            )
        except SlipError:
            raise
        except (ValueError, KeyError, TypeError) as error:
            raise SlipError(f"not a slip: {error}") from error


def _values(element: Element) -> dict[str, Any]:
    found = {field.name: (getattr(element, field.name), field.default) for field in fields(element)}
    return {name: value for name, (value, default) in found.items() if value != default}


def _element(row: dict[str, Any]) -> Element:
    kind = _KINDS[row["is"]]
    values = {name: value for name, value in row.items() if name != "is"}
    for field in fields(kind):
        if field.type == "str" and not isinstance(values.get(field.name, ""), str):
            raise SlipError(f"{field.name} must be text")
    return kind(**values)
