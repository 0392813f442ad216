# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Alleinige Wohnung, Hauptwohnung, Nebenwohnung: what becomes of which dwelling."""

from __future__ import annotations

from enum import StrEnum

from kiosk.registration.reading import Reading


class Status(StrEnum):
    """The three words of BMG § 24 Abs. 2 Nr. 8. The numeric keys of DSMeld sheet 1213 are not verified, so our own."""

    SOLE = "sole"
    MAIN = "main"
    SECOND = "second"


STATUS_NAMES = {Status.SOLE: "alleinige Wohnung", Status.MAIN: "Hauptwohnung", Status.SECOND: "Nebenwohnung"}


def keeps_previous(reading: Reading) -> bool:
    """Whether the previous dwelling in Germany is kept. One abroad is no Nebenwohnung (BMG § 21 Abs. 3)."""
    return reading.text("other_homes") in {"previous", "both"} and reading.origin != "abroad"


def several_homes(reading: Reading) -> bool | None:
    """Whether somebody has more than one dwelling in Germany (BMG § 21 Abs. 1); ``None`` until it is answered."""
    answer = reading.text("other_homes")
    return answer != "none" if answer else None


def names_further_homes(reading: Reading) -> bool:
    """Whether further dwellings in Germany are asked one by one (BMG § 21 Abs. 4 Satz 1).

    The previous dwelling is asked anyway, so only others count.
    """
    if reading.registers:
        return reading.text("other_homes") in {"other", "both"}
    return reading.matter == "main-change" or (
        reading.matter == "leave" and reading.says("homes_left") is True
    )


def new_status(reading: Reading) -> Status | None:
    """What the new dwelling is: the only one, the one mostly used, or another one (BMG § 21 Abs. 1 to 3).

    For families the dwelling mostly used by the family counts (§ 22 Abs. 1), for children that of their custodians (§ 22
    Abs. 2); the form words its question accordingly. ``None`` until the answers tell.
    """
    several = several_homes(reading)
    if several is None:
        return None
    if not several:
        return Status.SOLE
    match reading.text("main_home"):
        case "new":
            return Status.MAIN
        case "previous" | "other":
            return Status.SECOND
        case _:
            return None


def previous_becomes(reading: Reading) -> Status | None:
    """What the previous dwelling in Germany becomes; ``None`` when it is given up or the answers do not tell."""
    if not keeps_previous(reading) or not reading.text("main_home"):
        return None
    return Status.MAIN if reading.text("main_home") == "previous" else Status.SECOND


def status_is_doubtful(reading: Reading) -> bool:
    """BMG § 22 Abs. 1, 3, 4: somebody living apart for good with several dwellings is for the clerk to settle.

    The answer decides which question is asked; it is no datum of § 3 and never part of the record.
    """
    return bool(several_homes(reading)) and reading.text("partner") == "apart"
