# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The slip in the twelve languages of the project; German stands under each, as on the real one."""

from __future__ import annotations

from devices.printer import BigNumber, Columns, Cut, Line, QrCode, Slip, Text
from tests.devices.slips import STATUS_LINK

WORDS: dict[str, tuple[str, str, str, str, str]] = {
    "de": ("Ihre Nummer", "Wartebereich 2", "Gezogen", "Wartezeit etwa", "Bitte behalten. Gilt nur heute."),
    "en": ("Your number", "Waiting area 2", "Issued", "Waiting time about", "Please keep. Valid today only."),
    "tr": (
        "Sıra numaranız",
        "Bekleme alanı 2",
        "Alındı",
        "Bekleme süresi",
        "Lütfen saklayın. Yalnızca bugün geçerlidir.",
    ),
    "hr": ("Vaš broj", "Čekaonica 2", "Izdano", "Čekanje oko", "Molimo sačuvajte. Vrijedi samo danas."),
    "it": ("Il Suo numero", "Sala d’attesa 2", "Emesso", "Attesa circa", "Da conservare. Valido solo oggi."),
    "el": (
        "Ο αριθμός σας",
        "Χώρος αναμονής 2",
        "Εκδόθηκε",
        "Αναμονή περίπου",
        "Φυλάξτε το. Ισχύει μόνο σήμερα.",
    ),
    "ro": (
        "Numărul dumneavoastră",
        "Zona de așteptare 2",
        "Emis",
        "Timp de așteptare",
        "Păstrați-l. Valabil numai astăzi.",
    ),
    "uk": (
        "Ваш номер",
        "Зона очікування 2",
        "Видано",
        "Очікування близько",
        "Збережіть. Дійсний лише сьогодні. Ґ",
    ),
    "ru": (
        "Ваш номер",
        "Зона ожидания 2",
        "Выдан",
        "Ожидание около",
        "Сохраните. Действителен только сегодня.",
    ),
    "ar": (
        "رقمكم",
        "منطقة الانتظار 2",
        "وقت الإصدار",
        "الانتظار حوالي",
        "احتفظوا بهذه الورقة. صالحة اليوم فقط.",
    ),
    "pl": ("Twój numer", "Poczekalnia 2", "Wydano", "Czas oczekiwania", "Proszę zachować. Ważny tylko dziś."),
    "fr": (
        "Votre numéro",
        "Zone d’attente 2",
        "Délivré",
        "Attente environ",
        "À conserver. Valable aujourd’hui. Œuvre",
    ),
}


def slip_in(tag: str) -> Slip:
    """The walk-in slip in one language."""
    number, place, drawn, wait, keep = WORDS[tag]
    return Slip(
        (
            Text("Stuttgart · Bürgerbüro Mitte", align="center"),
            Line("solid"),
            Text(number, align="center"),
            BigNumber("B 042"),
            Text(place, align="center", bold=True, inverse=True),
            Columns(drawn, "23.11.2026, 10:42"),
            Columns(wait, "20–35 min"),
            QrCode(STATUS_LINK),
            Text(keep, align="center"),
            Text("Gezogen 10:42 Uhr · Wartezeit 20–35 Min.", align="center"),
            Cut(),
        )
    )
