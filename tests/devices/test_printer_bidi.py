# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer.bidi import visual_runs

LETTERS = st.text(alphabet="abc رقم،0123 .:-·٣", max_size=24)


@pytest.mark.parametrize(
    ("text", "rtl", "runs"),
    [
        ("abc", False, [("abc", False)]),
        ("رقمكم · Ihre Nummer", True, [("Ihre Nummer", False), ("رقمكم · ", True)]),
        ("Ihre Nummer · رقمكم", False, [("Ihre Nummer · ", False), ("رقمكم", True)]),
        ("20 إلى 35", True, [("35", False), (" إلى ", True), ("20", False)]),
        ("23.11.2026، 10:42", True, [("10:42", False), ("، ", True), ("23.11.2026", False)]),
        ("منطقة B 042", True, [("B 042", False), ("منطقة ", True)]),
        ("Zimmer 3 (1. Stock)", True, [("Zimmer 3 (1. Stock)", False)]),
        ("منطقة (20)", False, [(")", True), ("20", False), ("منطقة (", True)]),
        ("a (רקם) b", False, [("a (", False), ("רקם", True), (") b", False)]),
        ("a [(b] c)", True, [(")", True), ("a [(b] c", False)]),
    ],
)
def test_pieces_stand_where_a_reader_expects_them(text: str, rtl: bool, runs: list[tuple[str, bool]]) -> None:
    assert visual_runs(text, rtl=rtl) == runs


@given(LETTERS, st.booleans())
def test_nothing_is_lost_or_added(text: str, rtl: bool) -> None:
    assert sorted("".join(piece for piece, _ in visual_runs(text, rtl=rtl))) == sorted(text)


@given(
    st.lists(st.sampled_from("abcdرقمكسش،0123456٣٤ .:-·/+()[]"), unique=True, min_size=1, max_size=18),
    st.booleans(),
)
def test_the_order_agrees_with_an_independent_implementation(chars: list[str], rtl: bool) -> None:
    """Qt's text engine says at which x each glyph stands; ours must come in the same order."""
    text = "".join(chars).strip()
    if not text:
        return
    ours = "".join(piece[::-1] if back else piece for piece, back in visual_runs(text, rtl=rtl))
    assert ours == qt_order(text, rtl)


def qt_order(text: str, rtl: bool) -> str:
    """The characters from left to right as Qt lays them out."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QTextLayout, QTextOption

    assert QGuiApplication.instance() or QGuiApplication([])
    layout = QTextLayout(text)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    found: list[tuple[float, int]] = []
    for run in line.glyphRuns(0, len(text), QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
        found += zip((point.x() for point in run.positions()), run.stringIndexes(), strict=True)
    return "".join(text[index] for _, index in sorted(found))
