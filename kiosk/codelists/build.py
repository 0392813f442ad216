# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command behind ``script/codelists``: genericode from the XRepository in, our JSON out.

Only what an office needs is taken. The rules below say which entries a visitor may choose; the rest stays in the file, so
that old data can still be named.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from kiosk.codelists.lists import CodeList, Entry
from kiosk.codelists.names import state_names
from kiosk.din91379 import normalise

Row = Mapping[str, str]

_NOT_A_CODE = frozenset("·–-")
_VALID_FROM = ("validFrom", "datumGueltigkeitAb", "datumgueltigkeitab")


@dataclass(frozen=True, slots=True)
class _Recipe:
    key: str
    title: str
    pattern: str
    """Which file of the folder, as a glob."""
    entry: Callable[[Row], Entry]
    note: str = ""


def _code(text: str) -> str:
    return "" if set(text) <= _NOT_A_CODE else text


def _state(row: Row) -> Entry:
    return Entry(
        key=row["schluessel-staat"],
        name=row["suchbegriff"],
        full=row["staatsname-voll"],
        iso2=_code(row["iso-2"]),
        iso3=_code(row["iso-3"]),
    )


def _nationality(row: Row) -> Entry:
    key = row["DESTATIS-Schluessel-Staatsangehoerigkeit"]
    name, state = row["Staatsangehoerigkeit"], row["Suchbegriff"]
    # The column "Hinweis" carries footnote signs ("Staat5", "ehemaliger Staat‡"): a former state is one with an end.
    former = bool(row.get("Existenz-bis"))
    return Entry(
        key=key,
        name=name,
        hint="" if name == state else state,
        full=_code(row["Staatsname-voll"]),
        # A former state shares its ISO code with the state that followed; only the living one may be found by it.
        iso2="" if former or key in {"997", "998"} else _code(row["ISO-2"]),
        iso3="" if former or key in {"997", "998"} else _code(row["ISO-3"]),
        # 910 is internal to the statistics, 999 is "not stated": neither is an answer (BMG § 3 Abs. 1 Nr. 10).
        offered=not former and key not in {"910", "999"},
    )


def _plain(offered: Iterable[str]) -> Callable[[Row], Entry]:
    wanted = frozenset(offered)
    return lambda row: Entry(key=row["key"], name=row["name"], offered=row["key"] in wanted)


RECIPES = (
    _Recipe("states", "Staaten", "*Staatenliste*.xml", _state),
    _Recipe(
        "nationalities",
        "Staatsangehörigkeiten",
        "*Staatsangehörigkeit*.xml",
        _nationality,
        "Former states are kept for old data and not offered.",
    ),
    _Recipe(
        "marital-status",
        "Familienstand",
        "*Familienstand*1401*.xml",
        _plain(("LD", "VH", "VW", "GS", "EA", "LP", "LV", "LA")),
        "LE and NB are for the authority, not for a person about themselves.",
    ),
    _Recipe(
        "identity-documents",
        "Pass- und Ausweisdokumente",
        "*Ausweisdokumente*.xml",
        _plain(("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "14", "15")),
    ),
    _Recipe(
        "blocks",
        "Übermittlungs- und Auskunftssperren",
        "*Auskunftssperre*.xml",
        _plain(("2", "5", "7")),
        "A terminal offers the objections of BMG §§ 42(3), 50(1), 50(2) only; 10 and 13 were repealed in 2026.",
    ),
)


def build(recipe: _Recipe, folder: Path) -> CodeList:
    """The list of ``recipe`` from the one file in ``folder`` that it names.

    Raises :class:`FileNotFoundError` when there is not exactly one such file, :class:`KeyError` when a column is missing.
    """
    found = sorted(folder.glob(recipe.pattern))
    if len(found) != 1:
        raise FileNotFoundError(f"{folder}: one file {recipe.pattern} is needed, there are {len(found)}")
    root = ElementTree.parse(found[0]).getroot()  # noqa: S314 - the official file, read by the maintainer
    columns = [column.get("Id", "") for column in root.iter("Column")]
    entries = []
    for row in root.iter("Row"):
        values = dict.fromkeys(columns, "")
        for value in row.iter("Value"):
            text = normalise(" ".join((value.findtext("SimpleValue") or "").split()))
            values[value.get("ColumnRef", "")] = text
        entries.append(recipe.entry(values))
    valid_from = next(
        (node.text for node in root.iter() if node.tag.rpartition("}")[2] in _VALID_FROM and node.text), None
    )
    return CodeList.model_validate(
        {
            "key": recipe.key,
            "title": recipe.title,
            "source": root.findtext(".//CanonicalVersionUri") or "",
            "version": root.findtext(".//Identification/Version") or "",
            "valid_from": valid_from,
            "note": recipe.note,
            "entries": entries,
        }
    )


def dump(codes: CodeList) -> str:
    """JSON with one entry a line, so that a new version can be read as a difference."""
    head = codes.model_dump(mode="json", exclude={"entries"}, exclude_defaults=True)
    lines = [json.dumps(e.model_dump(exclude_defaults=True), ensure_ascii=False) for e in codes.entries]
    top = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    return f'{top},\n "entries": [\n  ' + ",\n  ".join(lines) + "\n ]\n}\n"


def main(arguments: list[str] | None = None) -> int:
    """Write every list of :data:`RECIPES`; says what it wrote."""
    parser = argparse.ArgumentParser(
        prog="script/codelists", description="Makes the code lists from genericode files."
    )
    parser.add_argument("folder", type=Path, help="the downloaded genericode files (*.xml)")
    parser.add_argument("--out", type=Path, default=Path("assets/codelists"))
    chosen = parser.parse_args(arguments)
    isos: set[str] = set()
    try:
        for recipe in RECIPES:
            codes = build(recipe, chosen.folder)
            isos |= {entry.iso2 for entry in codes.entries if entry.iso2}
            target = chosen.out / f"{codes.key}.json"
            target.write_text(dump(codes), encoding="utf-8")
            print(f"{target}: {len(codes.entries)} entries, {len(codes.offered)} offered, {codes.source}")
        (chosen.out / "state-names.tsv").write_text(state_names(isos), encoding="utf-8")
    except (OSError, KeyError, ValueError) as error:
        print(f"script/codelists: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
