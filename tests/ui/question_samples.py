# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One screen of every kind and state of the information pages."""

from __future__ import annotations

from dataclasses import replace

from kiosk.text import TN, Amount, T
from kiosk.visit.question_screens import QUESTION, Block, Line, PhoneLink, QuestionsScreen, ReplyScreen
from kiosk.visit.questions import NONE_OF_THESE, _field
from kiosk.visit.screens import Action, Document, Fee, Frame, Screen, Style

INSIDE = Frame(language="de", can_go_back=True, can_end=True)

START = Action("start", T("Hier erledigen"), Style.PRIMARY, icon="arrow_forward")

QUESTIONS = QuestionsScreen(
    serial=40,
    frame=INSIDE,
    heading=T("Was möchten Sie wissen?"),
    fields=(_field(),),
    found=TN("{count} Antwort passt:", "{count} Antworten passen:", 3),
    rows=(
        Action("answer:a", T("{words}", words="Wie bekomme ich eine Meldebescheinigung?"), icon="article"),
        Action(
            "answer:b",
            T("{words}", words="Der Vermieter gibt mir keine Bestätigung. Was tun?"),
            icon="article",
        ),
        Action(
            "answer:c",
            T("{words}", words="Ich brauche sofort einen Ausweis. Gibt es etwas Vorläufiges?"),
            icon="article",
        ),
        NONE_OF_THESE,
    ),
    texts={QUESTION: "bescheinigung vermieter"},
)

ANSWER = ReplyScreen(
    serial=41,
    frame=INSIDE,
    name="answer",
    heading=T("{words}", words="Wie bekomme ich eine Meldebescheinigung?"),
    body=(
        T(
            "{words}",
            words="Mit Ausweis oder Pass bekommen Sie die Meldebescheinigung am Schalter. Elektronisch ist sie "
            "kostenlos. Auf Papier legt die Stadt die Gebühr fest.",
        ),
    ),
    norm="§ 18 BMG",
    documents=(
        Document("id_card", T("Ausweis oder Pass")),
        Document(
            "edit_note",
            T("Vollmacht und beide Ausweise"),
            T("wenn Sie mit einer Vollmacht für jemanden kommen"),
        ),
    ),
    fees=(
        Fee(T("Personalausweis ab 24 Jahren"), T("{amount}", amount=Amount(4600))),
        Fee(T("Gebühr"), T("Bitte fragen Sie am Schalter nach der Gebühr.")),
    ),
    note=T("Der Drucker druckt gerade nicht. Bitte fotografieren Sie die Seite."),
    actions=(
        Action(
            "online",
            T("Im Internet ummelden"),
            icon="home",
            hint=T("Elektronische Wohnsitzanmeldung am eigenen Handy"),
        ),
        START,
        Action("print", T("Ausdrucken"), Style.LINK, icon="print"),
    ),
)

ONWARD = ReplyScreen(
    serial=42,
    frame=INSIDE,
    name="online-onward",
    heading=T("Weiter geht es am Handy."),
    body=(T("Das kostet nichts."),),
    steps=(
        T("Öffnen Sie die Seite mit Ihrem Handy und melden Sie sich mit der BundID an."),
        T("Prüfen Sie Ihre Daten und tragen Sie die neue Wohnung ein."),
        T(
            "Das Amt prüft alles. Danach bekommen Sie die Meldebestätigung und einen neuen Aufkleber für den Ausweis."
        ),
    ),
    norm="§ 23a BMG",
    documents=(Document("check", T("Personalausweis oder eID-Karte und die PIN")),),
    link=PhoneLink(
        T("Im Internet ummelden"),
        "https://umzug.stuttgart.example/elektronische-wohnsitzanmeldung",
        "umzug.stuttgart.example/elektronische-wohnsitzanmeldung",
    ),
    actions=(
        START,
        Action("print", T("Ausdrucken"), Style.LINK, icon="print"),
    ),
)

HOURS = ReplyScreen(
    serial=43,
    frame=INSIDE,
    name="office",
    heading=T("**{office}**", office="Bürgerbüro Bad Cannstatt"),
    body=(
        T("{street}, {postal_code} {city}", street="Marktplatz 10", postal_code="70372", city="Stuttgart"),
    ),
    blocks=(
        Block(
            T("Die nächsten Tage"),
            (
                Line(
                    T("{day}", day="Donnerstag, 26. November"),
                    T(
                        "{one} und {other}",
                        one=T("{opens}–{closes} Uhr", opens="08:00", closes="12:30"),
                        other=T("{opens}–{closes} Uhr", opens="14:00", closes="18:00"),
                    ),
                ),
                Line(T("{day}", day="Freitag, 27. November"), T("geschlossen")),
            ),
        ),
        Block(
            T("Das geht hier"),
            (Line(T("Fahrzeug und Parken"), T("Adresse im Fahrzeugschein ändern")),),
        ),
    ),
)

QUESTION_SAMPLES: dict[str, Screen] = {
    "questions": QUESTIONS,
    "questions-nothing": replace(
        QUESTIONS,
        found=T("Dazu haben wir noch keine Antwort."),
        rows=(NONE_OF_THESE,),
        texts={QUESTION: "qwertz"},
    ),
    "reply": ANSWER,
    "reply-onward": ONWARD,
    "reply-office": HOURS,
}
"""By a name for files and test ids."""
