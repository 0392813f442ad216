# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slips that several tests of ``devices`` print."""

from __future__ import annotations

from devices.printer import BigNumber, Cut, QrCode, Slip, Text

STATUS_LINK = "https://termin.example.de/s/q3Xb0Tz-LkW9vYhD"


def german_slip(number: str = "B 042") -> Slip:
    """The walk-in slip as the terminal composes it; ``tests/kiosk/tickets/test_slip.py`` holds the two together."""
    return Slip(
        (
            Text("Bürgerbüro Mitte", align="center"),
            Text("Ihre Nummer", align="center"),
            BigNumber(number),
            Text("Wartebereich 2 · 1. Stock", height=2, align="center", inverse=True),
            Text("Wartezeit 20–35 Minuten", height=2, align="center"),
            Text("Nur heute, 23.11.2026, 10:42", align="center"),
            Text("- Ausweis oder Pass"),
            Text("- Wohnungsgeberbestätigung"),
            QrCode(STATUS_LINK, module=7, level="L", align="left"),
            Text("Auf dem Handy"),
            Cut(),
        )
    )


def arabic_slip() -> Slip:
    """The same in Arabic, with German under it so that staff can read it."""
    return Slip(
        (
            Text("Bürgerbüro Mitte", align="center"),
            Text("رقمكم · Ihre Nummer", align="center"),
            BigNumber("B 042"),
            Text("منطقة الانتظار 2 · الطابق الأول", align="center", inverse=True),
            Text("Wartebereich 2 · 1. Stock", height=2, align="center", inverse=True),
            Text("مدة الانتظار 20–35 دقيقة", align="center", fixed="مدة الانتظار بالدقائق"),
            Text("Wartezeit 20–35 Minuten", height=2, align="center"),
            Text("صالحة اليوم فقط، 23.11.2026، 10:42", align="center", fixed="صالحة اليوم فقط"),
            Text("Nur heute, 23.11.2026, 10:42", align="center"),
            Text("- بطاقة الهوية أو جواز السفر", align="right"),
            Text("Ausweis oder Pass", align="right"),
            Text("- تأكيد السكن من المؤجر", align="right"),
            Text("Wohnungsgeberbestätigung", align="right"),
            QrCode(STATUS_LINK, module=7, level="L", align="right"),
            Text("على الهاتف", align="right"),
            Text("Auf dem Handy", align="right"),
            Cut(),
        )
    )
