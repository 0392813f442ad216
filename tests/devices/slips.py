# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slips that several tests of ``devices`` print."""

from __future__ import annotations

from devices.printer import BigNumber, Columns, Cut, Feed, Line, QrCode, Slip, Text

STATUS_LINK = "https://termin.example.de/s/8F3K2M9QX4TRWB7N5HJC6D1A0E"


def german_slip(number: str = "B 042") -> Slip:
    """A walk-in slip with everything that issue 2 asks for."""
    return Slip(
        (
            Text("Stuttgart · Bürgerbüro Mitte", align="center"),
            Text("Ihre Nummer", align="center"),
            BigNumber(number),
            Text("Wartebereich 2, 1. Stock", width=2, height=2, align="center", inverse=True),
            Feed(8),
            Columns("Gezogen", "23.11.2026, 10:42 Uhr"),
            Columns("Wartezeit", "20–35 Minuten"),
            Text("☐ Ausweis oder Pass"),
            Text("☐ Wohnungsgeberbestätigung"),
            QrCode(STATUS_LINK),
            Text("Bitte bis zum Aufruf behalten.", align="center"),
            Cut(),
        )
    )


def arabic_slip() -> Slip:
    """The slip of look.md 15b: Arabic first, German under it."""
    return Slip(
        (
            Text("Stuttgart · Bürgerbüro Mitte", align="center"),
            Text("رقمكم · Ihre Nummer", align="center"),
            BigNumber("B 042"),
            Text("منطقة الانتظار 2 · الطابق الأول", bold=True, align="center", inverse=True),
            Text("Wartebereich 2 · 1. Stock", align="center"),
            Columns("وقت الإصدار", "23.11.2026، 10:42"),
            Columns("الانتظار حوالي", "20 إلى 35 دقيقة"),
            Text("Gezogen 10:42 Uhr · Wartezeit 20–35 Min."),
            Line(),
            Text("بطاقة الهوية أو جواز السفر"),
            QrCode(STATUS_LINK),
            Text("احتفظوا بهذه الورقة.", align="center"),
            Cut(),
        )
    )
