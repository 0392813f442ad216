# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form for a Wohnungsgeberbestätigung: the four items of BMG § 19 Abs. 3 and nothing else.

What the visitor said is filled in, the rest is lines to write on. Only the Wohnungsgeber or somebody commissioned may
issue it (§ 19 Abs. 1 Satz 5), so nothing here says that anything is confirmed before it is signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.paper.layout import BODY, HEADING, INNER, MUTED, SMALL, TITLE, Box, Cell, Row, Sheet, cell, draw
from kiosk.paper.typeface import Style
from kiosk.wire.record import Record

TITLE_TEXT = "Wohnungsgeberbestätigung"
_WRITTEN = Style(11.5, 17)
_EMPTY_LINE = Style(11.5, 20)
_CAPTION = Style(8.5, 12, colour=MUTED)
_BLANK_PERSONS = 5

_HINTS = (
    "Die Bestätigung darf nur der Wohnungsgeber oder eine von ihm beauftragte Person ausstellen. Sie ist innerhalb von zwei"
    " Wochen nach dem Einzug zu geben (§ 19 Abs. 1, § 17 Abs. 1 BMG).",
    "Wer den Einzug nicht, nicht richtig oder nicht rechtzeitig bestätigt oder eine Bestätigung ausstellt, ohne es zu dürfen,"
    " kann eine Geldbuße bis zu 1 000 Euro bekommen (§ 54 Abs. 2 Nr. 3 und 4, Abs. 3 BMG).",
    "Es ist verboten, eine Wohnungsanschrift für eine Anmeldung anzubieten, wenn niemand dort einzieht oder einziehen will."
    " Die Geldbuße kann bis zu 50 000 Euro sein (§ 19 Abs. 6, § 54 Abs. 1 und 3 BMG).",
)


@dataclass(frozen=True, slots=True)
class Items:
    """What is known of the four items; empty is a line to write on. ``owns`` is ``yes``, ``no`` or not known."""

    landlord: str = field(default="", repr=False)
    landlord_address: str = field(default="", repr=False)
    owns: str = field(default="", repr=False)
    owner: str = field(default="", repr=False)
    move_in: str = field(default="", repr=False)
    dwelling: str = field(default="", repr=False)
    persons: tuple[str, ...] = field(default=(), repr=False)


def landlord_form(record: Record) -> bytes:
    """The PDF with what the visitor said."""
    return form_with(items_of(record), record.prepared_at)


def blank_landlord_form(made_at: datetime) -> bytes:
    """The PDF with nothing filled in."""
    return form_with(Items(), made_at)


def items_of(record: Record) -> Items:
    """The four items as far as the record has them (fields of ``assets/services/forms/wohnsitz.yaml``)."""
    shown: dict[str, str] = {}
    persons: list[str] = []
    for section in record.sections:
        found = {row.field: row.shown for row in section.rows if row.value not in (None, "")}
        if section.person is None:
            shown |= found
        elif name := _joined(found, "given_names", "family_name"):
            persons.append(name)
    owns = next(
        (row.value for one in record.sections for row in one.rows if row.field == "landlord_owns"), ""
    )
    return Items(
        landlord=shown.get("landlord_name", ""),
        landlord_address=_address(shown, "landlord"),
        owns=str(owns),
        owner=shown.get("owner_name", ""),
        move_in=shown.get("move_in", ""),
        dwelling=_address(shown, "new"),
        persons=tuple(persons),
    )


def _address(shown: Mapping[str, str], of: str) -> str:
    """On one line: "Königstraße 17a, 2. Stock, 70173 Stuttgart"."""
    house = shown.get(f"{of}_number_number", "") + shown.get(f"{of}_number_letter", "")
    street = " ".join(
        part for part in (shown.get(f"{of}_street"), house, shown.get(f"{of}_number_part")) if part
    )
    place = _joined(shown, f"{of}_place_postcode", f"{of}_place_place")
    return ", ".join(part for part in (street, shown.get(f"{of}_addition"), place) if part)


def _joined(shown: Mapping[str, str], *keys: str) -> str:
    return " ".join(shown[key] for key in keys if shown.get(key))


def form_with(items: Items, made_at: datetime) -> bytes:
    """The PDF with these items."""
    rows = [
        Row((cell(TITLE_TEXT, TITLE, role="H1"),), bookmark=TITLE_TEXT),
        Row((cell("nach § 19 des Bundesmeldegesetzes (BMG)", BODY),), after=4),
        Row(
            (
                cell(
                    "Vordruck. Er gilt erst mit der Unterschrift des Wohnungsgebers oder der von ihm beauftragten Person."
                    " Was schon eingetragen ist, hat die einziehende Person angegeben. Bitte prüfen und verbessern Sie es.",
                    SMALL,
                ),
            ),
        ),
        *_landlord(items),
        *_item(2, "Tag des Einzugs", items.move_in),
        *_item(3, "Anschrift der Wohnung", items.dwelling, "Straße, Hausnummer, Stockwerk oder Wohnungsnummer, PLZ, Ort"),
        *_persons(items),
        *_signature(),
        *_hints(),
    ]  # fmt: skip
    return draw(Sheet(TITLE_TEXT, f"{TITLE_TEXT} nach § 19 BMG", made_at), rows)


def _title(number: int, text: str) -> Row:
    words = f"{number}. {text}"
    return Row((cell(words, HEADING, role="H2"),), before=13, after=1, stays_with_next=True, bookmark=words)


def _item(number: int, title: str, text: str, caption: str = "") -> Iterator[Row]:
    yield _title(number, title)
    yield from _field(text, caption)


def _field(text: str, caption: str, width: float = INNER) -> Iterator[Row]:
    """What is known, or a line, with what belongs there under it."""
    style = _WRITTEN if text else _EMPTY_LINE
    written = cell(text, style, width=width)
    last = Cell(written.lines[-1:], style, ruled=width)
    if len(written.lines) > 1:
        yield Row((Cell(written.lines[:-1], style),), stays_with_next=True)
    yield Row((last,), after=3.5, stays_with_next=bool(caption))
    if caption:
        yield Row((cell(caption, _CAPTION),), after=2)


def _landlord(items: Items) -> Iterator[Row]:
    yield _title(1, "Wohnungsgeber")
    yield from _field(items.landlord, "Name des Wohnungsgebers")
    yield from _field(items.landlord_address, "Anschrift des Wohnungsgebers")
    yes = Box.TICKED if items.owns == "yes" else Box.EMPTY
    no = Box.TICKED if items.owns == "no" else Box.EMPTY
    yield Row(
        (
            cell("Der Wohnungsgeber ist Eigentümer.", BODY, 20, INNER / 2 - 20, box=yes),
            cell("Der Wohnungsgeber ist nicht Eigentümer.", BODY, INNER / 2 + 20, INNER / 2 - 20, box=no),
        ),
        before=5,
        after=3,
        stays_with_next=True,
    )
    yield from _field(items.owner, "Name des Eigentümers, wenn der Wohnungsgeber nicht Eigentümer ist")


def _persons(items: Items) -> Iterator[Row]:
    yield _title(4, "Namen der Personen, die einziehen")
    names = items.persons or ("",) * _BLANK_PERSONS
    for name in names:
        yield from _field(name, "")
    yield Row((cell("Meldepflichtige Personen nach § 17 Abs. 1 BMG", _CAPTION),), after=2)


def _signature() -> Iterator[Row]:
    place = INNER * 0.4
    right = place + 24
    signing = INNER - right
    yield Row((cell("Hiermit wird der Einzug bestätigt.", BODY),), before=16, after=22, stays_with_next=True)
    line = Style(11.5, 17)
    yield Row(
        (Cell(("",), line, ruled=place), Cell(("",), line, right, ruled=signing)),
        after=3.5,
        stays_with_next=True,
    )
    yield Row(
        (
            cell("Ort, Datum", _CAPTION, width=place),
            cell("Unterschrift des Wohnungsgebers oder der beauftragten Person", _CAPTION, right, signing),
        ),
    )


def _hints() -> Iterator[Row]:
    for number, hint in enumerate(_HINTS):
        yield Row((cell(hint, SMALL, role="LBody"),), ("L:hints", f"LI:{number}"), before=2 if number else 14)
