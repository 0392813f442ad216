# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The structure of a PDF (ISO 32000-1 §14.7, §14.8): what is a heading, a list, a table, in which order.

reportlab writes pages only; marked content and the structure tree are put together here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

Path = tuple[str, ...]
"""Where something belongs, from the outside in: ``("Table:3", "TR:7")``. What follows the colon tells siblings apart."""


@dataclass
class _Node:
    role: str
    children: list[_Node] = field(default_factory=list)
    by_name: dict[str, _Node] = field(default_factory=dict)
    page: int = 0
    marked: int | None = None
    """Number of the marked content on its page; only at the ends of the tree."""
    scope: str = ""


class Structure:
    """Grows with the pages and is written at the end."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._root = _Node("Document")
        self._pages: list[list[_Node]] = [[]]

    @contextmanager
    def content(self, path: Path, role: str) -> Iterator[None]:
        """What is drawn inside belongs to ``path`` and is one thing of this role (``P``, ``TH``, ``LBody``, …)."""
        parent = self._root
        for name in path:
            if name not in parent.by_name:
                parent.by_name[name] = node = _Node(name.partition(":")[0])
                parent.children.append(node)
            parent = parent.by_name[name]
        on_page = self._pages[-1]
        leaf = _Node(role, page=len(self._pages) - 1, marked=len(on_page))
        if role == "TH":
            leaf.scope = "Row"
        parent.children.append(leaf)
        on_page.append(leaf)
        self._canvas.addLiteral(f"/{role} <</MCID {leaf.marked}>> BDC")
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def decoration(self, kind: str = "") -> Iterator[None]:
        """What is drawn inside is nothing to read. ``kind`` is ``Header`` or ``Footer`` for what every page has."""
        detail = f"/Type /Pagination /Subtype /{kind}" if kind else "/Type /Layout"
        self._canvas.addLiteral(f"/Artifact <<{detail}>> BDC")
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def spelled(self, text: str) -> Iterator[None]:
        """What is drawn inside reads as ``text``."""
        self._canvas.addLiteral(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
        yield
        self._canvas.addLiteral("EMC")

    def next_page(self) -> None:
        """Tell after each page that another one begins."""
        self._pages.append([])

    def write(self) -> None:
        """Put the tree into the document, after the last page."""
        document = self._canvas._doc
        pages = document.Pages.pages
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root_reference = document.Reference(root, "StructTreeRoot")
        leaves: list[list[Any]] = [[] for _ in pages]
        count = itertools.count()

        def add(node: _Node, parent: Any) -> Any:
            written = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(node.role), "P": parent})
            reference = document.Reference(written, f"Struct{next(count)}")
            if node.marked is not None:
                page = pages[node.page]
                written["Pg"] = document.Reference(page)
                written["K"] = node.marked
                leaves[node.page].append(reference)
                if node.scope:
                    written["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(node.scope)})
            else:
                written["K"] = PDFArray([add(child, reference) for child in node.children])
            return reference

        root["K"] = add(self._root, root_reference)
        numbers: list[Any] = []
        for number, page in enumerate(pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = number, PDFName("S")
            numbers += [number, PDFArray(leaves[number])]
        root["ParentTree"] = PDFDictionary({"Nums": PDFArray(numbers)})
        root["ParentTreeNextKey"] = len(pages)
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        document.Catalog.Lang = PDFString("de-DE")
