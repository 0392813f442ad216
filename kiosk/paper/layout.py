# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of text on A4, page after page. A row is a heading, a paragraph, an entry of a list or a row of a table.

All rows are measured before the first is drawn, so every page knows how many there are.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas

from kiosk.paper.structure import Path, Structure
from kiosk.paper.typeface import (
    BOLD,
    REGULAR,
    Line,
    Style,
    break_lines,
    load_fonts,
    plain,
    set_line,
    width_of,
)

WIDTH, HEIGHT = 595.2756, 841.8898
"""A4 in points."""
LEFT, RIGHT, TOP, BOTTOM = 62.0, 50.0, 54.0, 62.0
"""Margins in points; the left one leaves room for a file's holes."""
INNER = WIDTH - LEFT - RIGHT

INK, MUTED, LINE = "#131525", "#51577a", "#c0c3d5"
TITLE = Style(22, 28, BOLD)
HEADING = Style(12.5, 17, BOLD)
BODY = Style(10.5, 14.5)
STRONG = Style(10.5, 14.5, BOLD)
SMALL = Style(8.5, 11.5, colour=MUTED)
_FOOT = Style(8, 10, colour=MUTED)


class Box(StrEnum):
    """A square before the first line, to tick by hand or ticked already."""

    EMPTY = "☐"
    TICKED = "☒"


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a column. ``x`` and ``width`` in points from the left margin. ``role`` as in the structure of a PDF.

    ``box`` stands before the text; with ``ruled`` there is a line under it, to write on.
    """

    lines: tuple[str, ...] = field(repr=False)
    style: Style
    x: float = 0.0
    role: str = "P"
    box: Box | None = None
    ruled: float = 0.0
    """Length of the line under the text; 0 for none."""


def cell(
    text: str, style: Style = BODY, x: float = 0.0, width: float = INNER, role: str = "P", **more: Any
) -> Cell:
    """A cell with the text broken into lines."""
    return Cell(break_lines(text, style, width), style, x, role, **more)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side. ``before`` and ``after`` are points of space; ``path`` is the place in the structure.

    ``stays_with_next`` keeps a heading from the foot of a page. ``bookmark`` is an entry in the outline. ``continued`` is
    what stands above the row when it begins a page. ``mark`` is a bar at the left edge.
    """

    cells: tuple[Cell, ...]
    path: Path = ()
    before: float = 0.0
    after: float = 0.0
    stays_with_next: bool = False
    bookmark: str = ""
    continued: str = field(default="", repr=False)
    rule: bool = False
    mark: bool = False

    @property
    def lines(self) -> int:
        """Of the longest cell."""
        return max(len(one.lines) for one in self.cells)

    @property
    def height(self) -> float:
        """Points, with the space around."""
        return self.before + self.text_height + self.after

    @property
    def text_height(self) -> float:
        return max(len(one.lines) * one.style.leading for one in self.cells)

    def cut(self, height: float) -> tuple[Row, Row]:
        """The part that fits into so many points, a line at least, and the rest."""
        leading = max(one.style.leading for one in self.cells)
        count = max(1, int((height - self.before) // leading))
        head = tuple(replace(one, lines=one.lines[:count]) for one in self.cells)
        tail = tuple(replace(one, lines=one.lines[count:], box=None) for one in self.cells)
        return replace(self, cells=head, after=0.0), replace(self, cells=tail, before=0.0, bookmark="")


_CONTINUED = Style(8.5, 20, colour=MUTED)


def paginate(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each page. A row with followers it stays with moves with them; one longer than a page is cut."""
    room = HEIGHT - TOP - BOTTOM
    pages: list[list[Row]] = [[]]
    left = room
    waiting = list(rows)
    while waiting:
        together = 1
        while together < len(waiting) and waiting[together - 1].stays_with_next:
            together += 1
        needed = sum(row.height for row in waiting[:together])
        if needed > left and pages[-1]:
            pages.append([])
            left = room - (_CONTINUED.leading if waiting[0].continued else 0)
            continue
        if needed > left:
            head, tail = waiting[0].cut(left)
            if any(one.lines for one in tail.cells):
                waiting[0:1] = [head, tail]
                together = 1
        for row in waiting[:together]:
            pages[-1].append(row)
            left -= row.height
        del waiting[:together]
    return pages


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a document says of itself; nothing of it is personal. ``foot`` stands on every page."""

    title: str
    foot: str
    made_at: datetime


def draw(sheet: Sheet, rows: Sequence[Row]) -> bytes:
    """The document. The same rows and the same moment give the same bytes.

    Nothing is written to disk; reportlab gets a buffer in memory.
    """
    load_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, initialFontName=REGULAR, lang="de-DE",
        pdfVersion=(1, 7),
    )  # fmt: skip
    canvas._doc._timeStamp = _moment(sheet.made_at)
    canvas.setTitle(sheet.title)
    canvas.setAuthor("Bürgerterminal")
    canvas.setCreator("Bürgerterminal")
    canvas.setSubject("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    pages = paginate(rows)
    pen = _Pen(canvas, Structure(canvas))
    for number, page in enumerate(pages, 1):
        if number > 1:
            pen.turn()
        pen.page(page, continues=number > 1)
        pen.foot(sheet.foot, f"Seite {number} von {len(pages)}")
        canvas.showPage()
    pen.structure.write()
    canvas.save()
    return buffer.getvalue()


class _Pen:
    """Draws rows on the canvas and tells the structure."""

    def __init__(self, canvas: Canvas, structure: Structure) -> None:
        self._canvas = canvas
        self.structure = structure
        self._bookmarks = 0

    def turn(self) -> None:
        self.structure.next_page()

    def page(self, rows: Sequence[Row], *, continues: bool) -> None:
        y = HEIGHT - TOP
        if continues and rows[0].continued:
            y -= _CONTINUED.leading
            with self.structure.decoration("Header"):
                self._line(plain(f"{rows[0].continued} – Fortsetzung"), _CONTINUED, LEFT, y + 8)
        for row in rows:
            y -= row.before
            self._row(row, y)
            y -= row.text_height + row.after

    def foot(self, left: str, right: str) -> None:
        with self.structure.decoration("Footer"):
            self._rule(LEFT, BOTTOM - 18, INNER)
            self._line(plain(left), _FOOT, LEFT, BOTTOM - 32)
            self._line(right, _FOOT, WIDTH - RIGHT - width_of(right, _FOOT), BOTTOM - 32)

    def _row(self, row: Row, top: float) -> None:
        if row.bookmark:
            self._bookmarks += 1
            key = f"b{self._bookmarks}"
            self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top + 6, zoom=0)
            self._canvas.addOutlineEntry(row.bookmark, key, 0)
        if row.rule or row.mark:
            with self.structure.decoration():
                if row.rule:
                    self._rule(LEFT, top + 2.5, INNER)
                if row.mark:
                    self._canvas.setFillColor(_colour(INK))
                    self._canvas.rect(LEFT - 9, top - row.text_height, 3, row.text_height, 0, 1)
        for one in row.cells:
            if one.ruled:
                with self.structure.decoration():
                    self._rule(LEFT + one.x, top - one.style.leading - 2, one.ruled, INK)
            if any(one.lines) or one.box is not None:
                with self.structure.content(row.path, one.role):
                    self._cell(one, top)

    def _cell(self, one: Cell, top: float) -> None:
        x = LEFT + one.x
        if one.box is not None:
            with self.structure.spelled(f"{one.box.value} "):
                self._box(one.box, x - 17, top - one.style.leading + 2.2, 9.5)
        y = top - (one.style.leading + one.style.size * 0.72) / 2
        lines = [set_line(line.rstrip(), one.style) for line in one.lines]
        # Marks would be read at the wrong letter, and a hyphen at the end of a line as no part of the name.
        needs_text = any(line.is_shaped for line in lines) or any(line.endswith("-") for line in one.lines)
        with self.structure.spelled("".join(one.lines)) if needs_text else nullcontext():
            for number, line in enumerate(lines):
                self._draw(line, one.style, x, y - number * one.style.leading)

    def _line(self, text: str, style: Style, x: float, y: float) -> None:
        line = set_line(text, style)
        with self.structure.spelled(text) if line.is_shaped else nullcontext():
            self._draw(line, style, x, y)

    def _draw(self, line: Line, style: Style, x: float, y: float) -> None:
        self._canvas.setFillColor(_colour(style.colour))
        written = self._canvas.beginText(x, y)
        written.setFont(style.font, style.size, style.leading)
        written.textOut(line.drawn)
        self._canvas.drawText(written)

    def _rule(self, x: float, y: float, length: float, colour: str = LINE) -> None:
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(0.6)
        self._canvas.line(x, y, x + length, y)

    def _box(self, box: Box, x: float, y: float, size: float) -> None:
        self._canvas.setStrokeColor(_colour(INK))
        self._canvas.setLineWidth(1)
        self._canvas.rect(x, y, size, size)
        if box is Box.TICKED:
            self._canvas.lines([(x, y, x + size, y + size), (x, y + size, x + size, y)])


@cache
def _colour(code: str) -> HexColor:
    """Read once: reportlab compiles the text each time, a third of the time of a paper."""
    return HexColor(code)


def _moment(moment: datetime) -> TimeStamp:
    """Reportlab's own idea of a moment; it knows the machine's clock and the year 2000 only."""
    stamp = TimeStamp(1)
    utc = moment.astimezone(UTC)
    stamp.t, stamp.lt = utc.timestamp(), utc.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    stamp.tzname, stamp.dhh, stamp.dmm = "UTC", 0, 0
    return stamp
