# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The slip in the twelve languages of the project; German stands under each, as on the real one."""

from __future__ import annotations

from typing import NamedTuple

from devices.printer import BigNumber, Columns, Cut, Feed, Line, QrCode, Slip, Text
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
        "Збережіть. Дійсний лише сьогодні.",
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
        "À conserver. Valable aujourd’hui seulement.",
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


class Preparation(NamedTuple):
    """What a visitor with an appointment reads besides the number."""

    appointment: str
    minutes: str
    ready: str
    documents: tuple[str, str]
    phone: str


PREPARATION: dict[str, Preparation] = {
    "de": Preparation(
        "Termin heute um 10:42 Uhr",
        "20–35 Minuten",
        "Bitte bereithalten",
        ("Personalausweis oder Reisepass", "Wohnungsgeberbestätigung"),
        "Auf dem Handy",
    ),
    "en": Preparation(
        "Appointment today at 10:42",
        "20–35 minutes",
        "Please have ready",
        ("Identity card or passport", "Confirmation from your landlord"),
        "On your phone",
    ),
    "tr": Preparation(
        "Randevunuz bugün saat 10:42’de",
        "20–35 dakika",
        "Lütfen hazır bulundurun",
        ("Kimlik kartı veya pasaport", "Ev sahibinin onay belgesi"),
        "Cep telefonunuzda",
    ),
    "hr": Preparation(
        "Termin danas u 10:42",
        "20–35 minuta",
        "Molimo pripremite",
        ("Osobna iskaznica ili putovnica", "Potvrda stanodavca o useljenju"),
        "Na Vašem mobitelu",
    ),
    "it": Preparation(
        "Appuntamento oggi alle 10:42",
        "20–35 minuti",
        "Si prega di tenere pronti",
        ("Carta d’identità o passaporto", "Dichiarazione del proprietario di casa"),
        "Sul Suo cellulare",
    ),
    "el": Preparation(
        "Ραντεβού σήμερα στις 10:42",
        "20–35 λεπτά",
        "Παρακαλούμε να έχετε έτοιμα",
        ("Ταυτότητα ή διαβατήριο", "Βεβαίωση του ιδιοκτήτη της κατοικίας"),
        "Στο κινητό σας",
    ),
    "ro": Preparation(
        "Programare astăzi la ora 10:42",
        "20–35 de minute",
        "Vă rugăm să pregătiți",
        ("Carte de identitate sau pașaport", "Confirmarea proprietarului locuinței"),
        "Pe telefonul dumneavoastră",
    ),
    "uk": Preparation(
        "Прийом сьогодні о 10:42",
        "20–35 хвилин",
        "Будь ласка, приготуйте",
        ("Посвідчення особи або паспорт", "Підтвердження від орендодавця"),
        "На Вашому телефоні",
    ),
    "ru": Preparation(
        "Приём сегодня в 10:42",
        "20–35 минут",
        "Пожалуйста, приготовьте",
        ("Удостоверение личности или паспорт", "Подтверждение от арендодателя"),
        "На Вашем телефоне",
    ),
    "ar": Preparation(
        "موعدكم اليوم الساعة 10:42",
        "20 إلى 35 دقيقة",
        "يرجى تحضير",
        ("بطاقة الهوية أو جواز السفر", "تأكيد المؤجر (Wohnungsgeberbestätigung)"),
        "على هاتفكم",
    ),
    "pl": Preparation(
        "Wizyta dziś o godzinie 10:42",
        "20–35 minut",
        "Proszę przygotować",
        ("Dowód osobisty lub paszport", "Potwierdzenie od wynajmującego"),
        "W telefonie",
    ),
    "fr": Preparation(
        "Rendez-vous aujourd’hui à 10 h 42",
        "20–35 minutes",
        "Veuillez préparer",
        ("Carte d’identité ou passeport", "Attestation du logeur"),
        "Sur votre téléphone",
    ),
}


def prepared_slip_in(tag: str) -> Slip:
    """The slip after a check-in in one language: number, place, times, what to have ready."""
    number, place, drawn, wait, keep = WORDS[tag]
    more = PREPARATION[tag]
    return Slip(
        (
            Text("Stuttgart · Bürgerbüro Mitte", align="center"),
            Text(" · ".join(dict.fromkeys((number, "Ihre Nummer"))), align="center"),
            BigNumber("T 107"),
            Text(place, align="center", height=2, inverse=True),
            Feed(10),
            Text(more.appointment, bold=True),
            Columns(drawn, "23.11.2026, 10:42"),
            Columns(wait, more.minutes),
            Feed(18),
            Text(more.ready, bold=True),
            *(Text(f"- {document}") for document in more.documents),
            Line(),
            QrCode(STATUS_LINK),
            Text(more.phone, align="center"),
            Text(keep, align="center"),
            Cut(),
        )
    )
