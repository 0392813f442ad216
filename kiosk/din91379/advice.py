# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor reads when a text is refused: what is wrong, and what to do instead."""

from __future__ import annotations

from kiosk.din91379.check import Refusal, RefusalKind
from kiosk.din91379.repertoire import DataType
from kiosk.text import T, Text


def advice(refusal: Refusal, datatype: DataType) -> Text:
    """A sentence for the visitor. Names in other scripts are never transliterated by us: the passport decides.

    The Latin line of the passport is the machine-readable zone or the line beside the other script (ICAO Doc 9303).
    """
    person = datatype is DataType.A
    match refusal.kind:
        case RefusalKind.CYRILLIC | RefusalKind.GREEK | RefusalKind.ARABIC | RefusalKind.OTHER_SCRIPT:
            if person:
                return T(
                    "Bitte schreiben Sie den Namen in lateinischen Buchstaben. So steht er auch in Ihrem Pass."
                )
            return T("Bitte schreiben Sie in lateinischen Buchstaben.")
        case RefusalKind.DIGIT if person:
            return T("In einem Namen stehen keine Ziffern. Bitte löschen Sie die Ziffer.")
        case RefusalKind.LETTER:
            return T(
                "Den Buchstaben „{letter}“ kann das Amt nicht speichern. "
                "Bitte schreiben Sie den Namen so, wie er in der Zeile mit lateinischen Buchstaben in Ihrem Pass steht.",
                letter=refusal.unit,
            )
        case RefusalKind.SIGN | RefusalKind.DIGIT:
            return T("Das Zeichen „{sign}“ geht hier nicht. Bitte löschen Sie es.", sign=refusal.unit)
        case RefusalKind.SOFT_HYPHEN:
            return T(
                "Im Text ist ein unsichtbarer Trennstrich. Bitte schreiben Sie den Text neu oder nehmen Sie „-“."
            )
        case RefusalKind.INVISIBLE | RefusalKind.NOT_NFC:
            return T(
                "Im Text ist ein unsichtbares Zeichen. Bitte löschen Sie den Text und schreiben Sie ihn neu."
            )
