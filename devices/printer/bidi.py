# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order in which the pieces of one line stand on paper (Unicode UAX #9, for a single line).

Isolates count as neutrals and explicit embeddings are dropped before (``writing.clean``); what remains, rules P2 to L2,
is what labels, times and names need.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby

_CLOSING = {"(": ")", "[": "]", "{": "}", "⁅": "⁆", "⁽": "⁾", "₍": "₎", "⟨": "⟩", "「": "」", "（": "）"}
"""Of BidiBrackets.txt what may stand in a label or a name."""
_NEUTRALS = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI", "BN"})


def visual_runs(text: str, *, rtl: bool) -> list[tuple[str, bool]]:
    """Pieces of ``text`` from the left edge to the right, each with whether it runs from right to left.

    Within a piece the characters stay in logical order; a shaper lays them out.
    """
    if not text:
        return []
    levels = _levels(text, 1 if rtl else 0)
    runs: list[tuple[str, int]] = []
    for level, group in groupby(range(len(text)), key=levels.__getitem__):
        indexes = list(group)
        runs.append((text[indexes[0] : indexes[-1] + 1], level))
    for threshold in range(max(levels), 0, -1):  # L2, on whole runs
        start = 0
        while start < len(runs):
            if runs[start][1] < threshold:
                start += 1
                continue
            end = start
            while end < len(runs) and runs[end][1] >= threshold:
                end += 1
            runs[start:end] = reversed(runs[start:end])
            start = end
    return [(piece, level % 2 == 1) for piece, level in runs]


def _levels(text: str, base: int) -> list[int]:
    classes = _weak(text, "R" if base else "L")
    _brackets(text, classes, "R" if base else "L")
    _neutral(classes, "R" if base else "L")
    levels = []
    for kind in classes:
        if base == 0:
            levels.append({"R": 1, "AN": 2, "EN": 2}.get(kind, 0))
        else:
            levels.append({"L": 2, "AN": 2, "EN": 2}.get(kind, 1))
    for index in range(len(text) - 1, -1, -1):  # L1: white space at the end of the line
        if unicodedata.bidirectional(text[index]) not in ("WS", "S", "B"):
            break
        levels[index] = base
    return levels


def _weak(text: str, edge: str) -> list[str]:
    classes = [unicodedata.bidirectional(char) or "L" for char in text]
    previous = edge
    for index, kind in enumerate(classes):  # W1
        if kind == "NSM":
            classes[index] = previous
        previous = classes[index]
    strong = edge
    for index, kind in enumerate(classes):  # W2, W3
        if kind in ("R", "L", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            classes[index] = "AN"
    classes = ["R" if kind == "AL" else kind for kind in classes]
    for index in range(1, len(classes) - 1):  # W4
        before, kind, after = classes[index - 1 : index + 2]
        if (kind == "ES" and before == after == "EN") or (
            kind == "CS" and before == after and before in ("EN", "AN")
        ):
            classes[index] = before
    for start, end in _spans(classes, {"ET"}):  # W5
        neighbours = (classes[start - 1] if start else edge, classes[end] if end < len(classes) else edge)
        if "EN" in neighbours:
            classes[start:end] = ["EN"] * (end - start)
    classes = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in classes]  # W6
    strong = edge
    for index, kind in enumerate(classes):  # W7
        if kind in ("R", "L"):
            strong = kind
        elif kind == "EN" and strong == "L":
            classes[index] = "L"
    return classes


def _brackets(text: str, classes: list[str], edge: str) -> None:
    """N0: both brackets of a pair go the way of what is in them, if that is the way of the line or of what is before."""
    for start, end in _bracket_pairs(text, classes):
        inside = {_as_strong(kind) for kind in classes[start + 1 : end]} & {"L", "R"}
        if not inside:
            continue
        way = edge
        if edge not in inside:
            before = (_as_strong(kind) for kind in reversed(classes[:start]))
            way = next((kind for kind in before if kind in ("L", "R")), edge)
        classes[start] = classes[end] = way
        for bracket in (start, end):
            for index in range(bracket + 1, len(text)):
                if unicodedata.bidirectional(text[index]) != "NSM":
                    break
                classes[index] = way


def _bracket_pairs(text: str, classes: list[str]) -> list[tuple[int, int]]:
    """BD16: where pairs begin and end, in the order of their beginnings."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if classes[index] != "ON":
            continue
        if char in _CLOSING:
            waiting.append((_CLOSING[char], index))
            continue
        depth = next((at for at in range(len(waiting) - 1, -1, -1) if waiting[at][0] == char), None)
        if depth is not None:
            pairs.append((waiting[depth][1], index))
            del waiting[depth:]
    return sorted(pairs)


def _neutral(classes: list[str], edge: str) -> None:
    for start, end in _spans(classes, _NEUTRALS):  # N1, N2
        before = _as_strong(classes[start - 1]) if start else edge
        after = _as_strong(classes[end]) if end < len(classes) else edge
        classes[start:end] = [before if before == after else edge] * (end - start)


def _as_strong(kind: str) -> str:
    return "R" if kind in ("EN", "AN") else kind


def _spans(classes: list[str], wanted: set[str] | frozenset[str]) -> list[tuple[int, int]]:
    spans = []
    index = 0
    while index < len(classes):
        start = index
        while index < len(classes) and classes[index] in wanted:
            index += 1
        if index > start:
            spans.append((start, index))
        index += 1
    return spans
