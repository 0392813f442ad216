# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""script/codelists: genericode in, JSON out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.codelists.build import RECIPES, build, dump, main
from kiosk.codelists.lists import CodeList
from kiosk.codelists.names import state_names

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/" xmlns:x="urn:x">
<Annotation><Description><x:validFrom>2024-08-01</x:validFrom></Description></Annotation>
<Identification><Version>7</Version><CanonicalVersionUri>urn:test_7</CanonicalVersionUri></Identification>
<ColumnSet>{columns}</ColumnSet><SimpleCodeList>{rows}</SimpleCodeList></gc:CodeList>"""
_COLUMNS = (
    "DESTATIS-Schluessel-Staatsangehoerigkeit", "Suchbegriff", "Staatsangehoerigkeit", "Staatsname-kurz",
    "Staatsname-voll", "Existenz-bis", "ISO-3", "ISO-2", "Hinweis",
)  # fmt: skip


def _file(folder: Path, *rows: tuple[str, ...]) -> None:
    columns = "".join(f'<Column Id="{name}"/>' for name in _COLUMNS)
    body = "".join(
        "<Row>"
        + "".join(
            f'<Value ColumnRef="{name}"><SimpleValue>{value}</SimpleValue></Value>'
            for name, value in zip(_COLUMNS, row, strict=True)
            if value
        )
        + "</Row>"
        for row in rows
    )
    (folder / "DESTATIS Staatsangehörigkeit_2024.xml").write_text(
        _HEAD.format(columns=columns, rows=body), encoding="utf-8"
    )


_RECIPE = next(recipe for recipe in RECIPES if recipe.key == "nationalities")


def test_footnote_signs_in_the_remarks_do_not_hide_a_living_state(tmp_path: Path) -> None:
    _file(
        tmp_path,
        ("168", "Vereinigtes Königreich", "britisch", "VK", "das VK", "", "GBR", "GB", "Staat5\n"),
        (
            "162",
            "Tschechoslowakei",
            "tschechoslowakisch",
            "T",
            "die T",
            "1992-12-31",
            "CSK",
            "CS",
            "ehemaliger Staat‡",
        ),
        ("997", "staatenlos", "staatenlos", "–", "–", "", "XXA", "XA", "–"),
    )
    codes = build(_RECIPE, tmp_path)
    assert [(e.key, e.offered, e.iso2) for e in codes.entries] == [
        ("168", True, "GB"),
        ("162", False, ""),
        ("997", True, ""),
    ]
    assert (codes.source, codes.version, str(codes.valid_from)) == ("urn:test_7", "7", "2024-08-01")


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    _file(tmp_path, ("163", "Türkei", "türkisch", "Türkei", "die Republik Türkei", "", "TUR", "TR", "Staat"))
    codes = build(_RECIPE, tmp_path)
    assert CodeList.model_validate_json(dump(codes)) == codes


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--out", str(tmp_path)]) == 1
    assert "Staatenliste" in capsys.readouterr().err


def test_names_of_a_state_are_written_as_search_forms_in_many_languages() -> None:
    assert {"TR", "TUERKIYE", "TURKIYE", "TURKEY", "TURCHIA", "ΤΟΥΡΚΙΑ", "ТУРЦИЯ"} <= set(
        state_names({"TR"}).rstrip().split("\t")
    )
