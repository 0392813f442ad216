# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The process of a service as a picture (SVG) and as text, made without any other program."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from kiosk.services.catalogue import Catalogue
from kiosk.services.models import Service
from kiosk.services.process import Branch, Step, steps

_WIDTH = 1200
_MARGIN = 48
_CARD_X = 136
_CARD_WIDTH = _WIDTH - _CARD_X - _MARGIN
_PADDING = 24
_GAP = 28
_LINE = 1.4

_TEXT, _MUTED, _LINE_COLOUR, _GROUND, _TINT = "#131525", "#51577A", "#6E7597", "#F3F4F7", "#D8E1F4"

# Mean width of a German letter in Noto Sans, in em, with some reserve
_LETTER = 0.56
_BOLD_LETTER = 0.61


@dataclass
class _Sheet:
    """SVG elements and how far down the sheet they reach."""

    y: float = _MARGIN
    elements: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, stroke: str = "none") -> None:
        self.elements.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="8" fill="{fill}"'
            f' stroke="{stroke}" stroke-width="2"/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.elements.append(
            f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" fill="none" stroke="{_LINE_COLOUR}" stroke-width="3"/>'
        )

    def text(
        self, x: float, y: float, words: str, size: int, *, bold: bool = False, colour: str = _TEXT
    ) -> None:
        weight = ' font-weight="700"' if bold else ""
        self.elements.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}"{weight}>{escape(words)}</text>'
        )

    def circle(self, x: float, y: float, words: str) -> None:
        self.elements.append(f'<circle cx="{x:g}" cy="{y:g}" r="30" fill="{_TEXT}"/>')
        self.elements.append(
            f'<text x="{x:g}" y="{y + 10:g}" font-size="30" fill="#FFFFFF" font-weight="700"'
            f' text-anchor="middle">{escape(words)}</text>'
        )


@dataclass(frozen=True)
class _Block:
    """Wrapped text of one size; a bullet hangs before the first line."""

    lines: tuple[str, ...]
    size: int
    bold: bool = False
    bullet: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LINE

    def draw(self, sheet: _Sheet, x: float, y: float) -> float:
        if self.bullet:
            sheet.text(x, y + self.size, "•", self.size, colour=_MUTED)
        for position, line in enumerate(self.lines):
            baseline = y + self.size + position * self.size * _LINE
            sheet.text(x + (26 if self.bullet else 0), baseline, line, self.size, bold=self.bold)
        return y + self.height


def _block(words: str, width: float, size: int, *, bold: bool = False, bullet: bool = False) -> _Block:
    letters = int((width - (26 if bullet else 0)) / (size * (_BOLD_LETTER if bold else _LETTER)))
    lines = textwrap.wrap(words, max(letters, 8), break_on_hyphens=False)
    return _Block(tuple(lines), size, bold, bullet)


def draw(service: Service, catalogue: Catalogue) -> str:
    """The steps of a visit for this service as an SVG document, 1200 units wide."""
    sheet = _Sheet()
    heading = _block(service.title, _WIDTH - 2 * _MARGIN, 44, bold=True)
    sheet.y = heading.draw(sheet, _MARGIN, sheet.y)
    sheet.text(_MARGIN, sheet.y + 26, f"{service.key}.yaml", 24, colour=_MUTED)
    sheet.y += 26 + _GAP
    process = steps(service, catalogue)
    for number, step in enumerate(process, start=1):
        _draw_step(sheet, number, step, last=number == len(process))
    if service.norms:
        norms = _block("Rechtsgrundlage: " + ", ".join(service.norms), _CARD_WIDTH, 22)
        sheet.y = norms.draw(sheet, _CARD_X, sheet.y)
    height = int(sheet.y + _MARGIN)
    body = "\n  ".join(sheet.elements)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
        f' viewBox="0 0 {_WIDTH} {height}" font-family="Noto Sans, sans-serif" role="img">\n'
        f"  <title>{escape(service.title)}</title>\n"
        f"  <desc>{escape(draw_text(service, catalogue))}</desc>\n"
        f'  <rect width="{_WIDTH}" height="{height}" fill="{_GROUND}"/>\n'
        f"  {body}\n"
        "</svg>\n"
    )


def _draw_step(sheet: _Sheet, number: int, step: Step, *, last: bool) -> None:
    inner = _CARD_WIDTH - 2 * _PADDING
    title = _block(step.title, inner, 32, bold=True)
    blocks = [title, *(_block(line, inner, 26, bullet=len(step.lines) > 1) for line in step.lines)]
    height = sum(block.height for block in blocks) + 2 * _PADDING
    top = sheet.y
    sheet.rect(_CARD_X, top, _CARD_WIDTH, height, "#FFFFFF", _LINE_COLOUR)
    y = top + _PADDING - 4
    for block in blocks:
        y = block.draw(sheet, _CARD_X + _PADDING, y)
    sheet.y = top + height
    _draw_branches(sheet, step.branches)
    sheet.y += _GAP
    if not last:
        sheet.line(_MARGIN + 30, top + 70, _MARGIN + 30, sheet.y + 10)
    sheet.circle(_MARGIN + 30, top + 40, str(number))


def _draw_branches(sheet: _Sheet, branches: tuple[Branch, ...]) -> None:
    """The branches below a card, two side by side, each hanging on a line from it."""
    columns = 1 if len(branches) == 1 else 2
    gap = 20.0
    indent = 40.0
    width = (_CARD_WIDTH - indent - gap * (columns - 1)) / columns
    for first in range(0, len(branches), columns):
        row = [_branch_blocks(branch, width) for branch in branches[first : first + columns]]
        height = max(sum(block.height for block in blocks) for blocks in row) + 32
        top = sheet.y + gap
        # the trunk runs from the card down its left side to each row of branches
        sheet.line(_CARD_X + 16, sheet.y, _CARD_X + 16, top + 30)
        sheet.line(_CARD_X + 16, top + 30, _CARD_X + indent, top + 30)
        for column, blocks in enumerate(row):
            x = _CARD_X + indent + column * (width + gap)
            if column:
                sheet.line(x - gap, top + 30, x, top + 30)
            sheet.rect(x, top, width, height, _TINT, _LINE_COLOUR)
            y = top + 12
            for block in blocks:
                y = block.draw(sheet, x + 20, y)
        sheet.y = top + height
        if first + columns < len(branches):
            sheet.line(_CARD_X + 16, top + 30, _CARD_X + 16, sheet.y)


def _branch_blocks(branch: Branch, width: float) -> list[_Block]:
    inner = width - 40
    return [
        _block(branch.condition, inner, 24, bold=True),
        *(_block(line, inner, 24, bullet=len(branch.lines) > 1) for line in branch.lines),
    ]


def draw_text(service: Service, catalogue: Catalogue) -> str:
    """The same process as indented text, for a terminal window and for screen readers."""
    lines = [f"{service.title} ({service.key})"]
    for number, step in enumerate(steps(service, catalogue), start=1):
        lines.append(f"{number}. {step.title}")
        lines += [f"   - {line}" for line in step.lines]
        for branch in step.branches:
            lines.append(f"   > {branch.condition}:")
            lines += [f"     - {line}" for line in branch.lines]
    if service.norms:
        lines.append(f"Rechtsgrundlage: {', '.join(service.norms)}")
    return "\n".join(lines) + "\n"
