# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""One screen of every kind and state, with the German sentences of the drawings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from kiosk.text import NOTHING, TN, Amount, Span, T, Text
from kiosk.visit.events import SlipState
from kiosk.visit.screens import (
    Action,
    AnswerScreen,
    Condition,
    Device,
    Document,
    Fact,
    Fee,
    Frame,
    KeypadScreen,
    ListScreen,
    Overlay,
    ScanScreen,
    Screen,
    ServiceScreen,
    StaffScreen,
    StartScreen,
    Style,
    TicketScreen,
)
from tests.ui.form_samples import FORM_SAMPLES
from tests.ui.question_samples import QUESTION_SAMPLES

TICKET = UUID("01930000-0000-7000-8000-000000000042")
LINK = "https://termin.stuttgart.example/s/7HK2-9QXM-4TRB"

HOME = Frame(language="de", can_go_back=False, can_end=False)
INSIDE = Frame(language="de", can_go_back=True, can_end=True)
LAST = Frame(language="de", can_go_back=False, can_end=True, seconds_left=25)

NEXT = Action("next", T("Weiter"), Style.PRIMARY, "arrow_forward")
DONE = Action("done", T("Fertig"), Style.PRIMARY, "check")
HUMAN = Action(
    "call-help",
    T("Mit jemandem sprechen"),
    Style.HUMAN,
    "support_agent-fill",
    T("Wir kommen zu Ihnen ans Gerät."),
)


def start(**changes: Any) -> StartScreen:
    screen = StartScreen(
        serial=1,
        frame=HOME,
        tiles=(
            Action(
                "checkin",
                T("Ich habe einen Termin"),
                Style.TILE,
                "event_available",
                T("Ankunft melden"),
            ),
            Action(
                "walk-in",
                T("Wartenummer ziehen"),
                Style.TILE,
                "confirmation_number",
                T("Wartezeit: {wait} Min.", wait=Span(20, 35)),
            ),
        ),
        rows=(
            Action("information", T("Auskunft & Öffnungszeiten"), Style.ROW, "info"),
            Action("call-help", T("Ich brauche Hilfe"), Style.HUMAN, "support_agent-fill"),
        ),
    )
    return replace(screen, **changes)


def scan(**changes: Any) -> ScanScreen:
    screen = ScanScreen(
        serial=2,
        frame=INSIDE,
        heading=T("Halten Sie Ihren Termincode vor den Scanner"),
        lead=T("Der Code steht in Ihrer Terminbestätigung – auf dem Handy oder auf Papier."),
        place=T("Der Scanner ist unter dem Bildschirm."),
        rows=(
            Action("type-code", T("Code eintippen"), Style.ROW, "dialpad"),
            Action("no-code", T("Ich habe keinen Code dabei"), Style.ROW, "help"),
        ),
    )
    return replace(screen, **changes)


def keypad(**changes: Any) -> KeypadScreen:
    screen = KeypadScreen(
        serial=3,
        frame=INSIDE,
        heading=T("Termincode eintippen"),
        lead=T("Der Code hat 6 Ziffern.\nEr steht in Ihrer Terminbestätigung."),
        groups=(3, 3),
        entered="4711",
        remaining=TN("Noch {count} Ziffer", "Noch {count} Ziffern", 2),
        actions=(Action("no-code", T("Ich habe keinen Code"), Style.LINK), NEXT),
    )
    return replace(screen, **changes)


def late(**changes: Any) -> AnswerScreen:
    screen = AnswerScreen(
        serial=4,
        frame=INSIDE,
        name="late",
        heading=T("Schön, dass Sie da sind."),
        body=(
            T(
                "Ihr Termin war um **{time} Uhr**. Der Platz ist inzwischen vergeben. "
                "**Sie kommen heute trotzdem dran** – mit einer Wartenummer.",
                time="10:10",
            ),
        ),
        question=T("Wie möchten Sie weitermachen?"),
        actions=(
            Action(
                "wait",
                T("Heute warten"),
                Style.FILLED,
                "confirmation_number",
                T("Sie bekommen eine Nummer.\nWartezeit: {wait} Minuten", wait=Span(25, 40)),
            ),
            Action(
                "new-date",
                T("Neuen Termin aussuchen"),
                Style.ROW,
                "calendar_month",
                T("Frei ab morgen, 9:20 Uhr"),
            ),
            HUMAN,
        ),
        assurance=T("Sie müssen nichts neu eingeben."),
    )
    return replace(screen, **changes)


def unknown_code() -> AnswerScreen:
    return AnswerScreen(
        serial=5,
        frame=INSIDE,
        name="unknown",
        heading=T("Wir finden diesen Termin heute nicht."),
        body=(T("Vielleicht ist der Code von einem anderen Tag. Wir schauen gern mit Ihnen nach."),),
        actions=(
            Action("retry", T("Code noch einmal eingeben"), Style.ROW, "dialpad"),
            HUMAN,
            Action("walk-in", T("Wartenummer ziehen"), Style.ROW, "confirmation_number"),
        ),
    )


def other_office() -> AnswerScreen:
    return AnswerScreen(
        serial=6,
        frame=INSIDE,
        name="other-office",
        heading=T("Ihr Termin ist in einem anderen Haus."),
        body=(
            T("Sie werden heute um **{time} Uhr** hier erwartet:", time="10:50"),
            T(
                "**{office}**\n{address}",
                office="Bürgerbüro Bad Cannstatt",
                address="Marktplatz 10, 70372 Stuttgart",
            ),
        ),
        icon="location_on",
        actions=(HUMAN, Action("done", T("Fertig"), Style.PRIMARY, "check")),
    )


def closed() -> AnswerScreen:
    return AnswerScreen(
        serial=7,
        frame=INSIDE,
        name="closed",
        heading=T("Wir haben gerade geschlossen."),
        body=(T("Wir öffnen wieder am **{day} um {time} Uhr**.", day="Dienstag, 24. November", time="8:00"),),
        icon="schedule",
        actions=(Action("done", T("Fertig"), Style.PRIMARY, "check"),),
        assurance=T("Einen Termin bekommen Sie jederzeit im Internet oder unter 115."),
    )


CLOCK = "schedule"
LIST = "checklist"


def _service(
    key: str, title: str, icon: str, wait: tuple[int, int] | None, bring: str = "", words: str = ""
) -> Action:
    facts: list[Fact] = []
    if wait:
        facts.append(Fact(CLOCK, T("{wait} Minuten", wait=Span(*wait))))
        facts.append(Fact(LIST, T(bring)))
    else:
        facts.append(Fact("event_busy" if icon == "directions_car" else "support_agent", T(words)))
    return Action(f"service:{key}", T(title), Style.ROW, icon, facts=tuple(facts))


def services(**changes: Any) -> ListScreen:
    screen = ListScreen(
        serial=8,
        frame=INSIDE,
        name="services",
        heading=T("Worum geht es heute?"),
        legend=(Fact(CLOCK, T("Wartezeit jetzt")), Fact(LIST, T("Das brauchen Sie"))),
        rows=(
            _service(
                "home",
                "Wohnsitz an-, um-, abmelden",
                "home",
                (20, 35),
                "Ausweis, Wohnungs\u00adgeber\u00adbestätigung",
            ),
            _service("id", "Personalausweis, Reisepass", "badge", (30, 50), "alter Ausweis, Foto-Code"),
            _service("fetch", "Ausweis oder Pass abholen", "id_card", (5, 10), "alter Ausweis, Abholbrief"),
            _service("record", "Führungs\u00adzeugnis, Bescheinigung", "description", (15, 25), "Ausweis"),
            _service("car", "Fahrzeug, Bewohnerparken", "directions_car", None, words="Heute nur mit Termin"),
            _service("other", "Etwas anderes", "more_horiz", None, words="Wir helfen beim Auswählen"),
        ),
    )
    return replace(screen, **changes)


def short_list() -> ListScreen:
    return ListScreen(
        serial=9,
        frame=INSIDE,
        name="services",
        heading=T("Wozu haben Sie einen Termin?"),
        lead=T("Wählen Sie, was am besten passt."),
        rows=(
            Action("a", T("Personalausweis beantragen"), Style.ROW, "badge"),
            Action("b", T("Aufenthaltstitel verlängern"), Style.ROW, "passport"),
            Action("c", T("Etwas anderes"), Style.ROW, "more_horiz"),
        ),
        actions=(Action("more", T("Weitere Anliegen"), Style.PRIMARY, "arrow_forward"),),
    )


DOCUMENTS = (
    Document("id_card", T("Ausweis oder Pass")),
    Document("description", T("Wohnungs\u00adgeber\u00adbestätigung")),
)


def service(**changes: Any) -> ServiceScreen:
    screen = ServiceScreen(
        serial=10,
        frame=INSIDE,
        heading=T("Personalausweis, Reisepass"),
        wait=T("Wartezeit jetzt: **{wait} Minuten**", wait=Span(30, 50)),
        documents=(
            Document("id_card", T("Alter Ausweis oder Pass")),
            Document("photo_camera", T("Foto-Code vom Fotografen"), T("Fotos auf Papier gelten nicht mehr.")),
            Document("family_restroom", T("Zustimmung der Eltern"), T("Wenn Sie unter 16 sind")),
        ),
        fees=(
            Fee(T("Personalausweis ab 24 Jahren"), T("{amount}", amount=Amount(4600))),
            Fee(T("Reisepass ab 24 Jahren"), T("{amount}", amount=Amount(7000))),
        ),
        notes=(T("Sie zahlen am Platz, mit Karte oder bar."),),
        actions=(
            Action("no-documents", T("Es fehlt etwas"), Style.LINK),
            Action("draw", T("Nummer ziehen"), Style.PRIMARY, "confirmation_number"),
        ),
    )
    return replace(screen, **changes)


def ticket(**changes: Any) -> TicketScreen:
    screen = TicketScreen(
        serial=11,
        frame=LAST,
        ticket_id=TICKET,
        heading=T("Bitte nehmen Sie Platz."),
        number="B 042",
        place=T("Wartebereich 2"),
        place_detail=T("1. Stock"),
        wait=T("{wait} Minuten", wait=Span(20, 35)),
        slip=SlipState.PRINTING,
        slip_title=T("Ihr Zettel wird gedruckt"),
        slip_detail=T("Er kommt unten rechts heraus."),
        slot="right",
        documents=DOCUMENTS,
        status_link=LINK,
        actions=(DONE,),
    )
    return replace(screen, **changes)


def ticket_printed() -> TicketScreen:
    return ticket(
        slip=SlipState.PRINTED,
        slip_title=T("Bitte nehmen Sie Ihren Zettel"),
        slip_detail=T("Er liegt unten links."),
        slot="left",
        wait=T("unbekannt"),
    )


def ticket_without_paper() -> TicketScreen:
    return ticket(
        frame=replace(LAST, seconds_left=60),
        slip=SlipState.NOT_PRINTED,
        slip_title=T("Bitte fotografieren"),
        slip_detail=T("Der Drucker hat gerade kein Papier. **Ihre Nummer gilt trotzdem.**"),
    )


def ticket_with_much_to_bring() -> TicketScreen:
    return ticket(
        documents=(
            *DOCUMENTS,
            Document("family_restroom", T("Geburtsurkunden der Kinder"), T("Wenn Kinder mit einziehen")),
            Document("contract", T("Heiratsurkunde"), T("Bei der ersten Anmeldung in Deutschland")),
            Document("verified_user", T("Vollmacht"), T("Wenn Sie für jemand anderen kommen")),
        )
    )


def ticket_without_documents() -> TicketScreen:
    return ticket(documents=())


def ticket_again() -> TicketScreen:
    return ticket(
        slip=SlipState.PRINTED,
        slip_title=T("Ihren Zettel haben Sie schon"),
        slip_detail=T("Ist er weg? Wir drucken ihn noch einmal."),
        actions=(Action("reprint", T("Zettel noch einmal drucken"), Style.LINK), DONE),
    )


def over(screen: Screen, overlay: Overlay, **changes: Any) -> Screen:
    """The screen with something lying over it."""
    return replace(screen, frame=replace(screen.frame, overlay=overlay, **changes))


FOR_STAFF = Frame(language="de", can_go_back=False, can_end=False, seconds_left=57, staff=True)


def staff(**changes: Any) -> StaffScreen:
    screen = StaffScreen(
        serial=12,
        frame=FOR_STAFF,
        place=T("Terminal {number} · {office}", number=3, office="Bürgerbüro Mitte"),
        heading=TN("{count} Ding braucht Aufmerksamkeit", "{count} Dinge brauchen Aufmerksamkeit", 2),
        lead=T("Das Terminal ist in Betrieb."),
        condition=Condition.ATTENTION,
        devices=(
            Device(
                "print",
                T("Drucker"),
                T("Er druckt weiter. Bitte wechseln Sie die Rolle bald."),
                T("Papier geht zu Ende"),
                Condition.ATTENTION,
            ),
            Device(
                "qr_code_scanner",
                T("Scanner"),
                T("seit {time} Uhr", time="8:02"),
                T("bereit"),
                Condition.GOOD,
            ),
            Device(
                "cloud_sync",
                T("Zentrale"),
                T("Das Terminal arbeitet weiter und sendet später."),
                T("keine Verbindung"),
                Condition.ATTENTION,
            ),
            Device("mail", T("Meldungen"), NOTHING, T("alle gesendet"), Condition.GOOD),
            Device("confirmation_number", T("Wartenummern"), NOTHING, T("58 auf Vorrat"), Condition.GOOD),
        ),
        actions=(
            Action("paper", T("Papierrolle wechseln"), Style.ROW, "receipt_long"),
            Action("trial", T("Testzettel drucken"), Style.ROW, "print"),
            Action("sync", T("Jetzt abgleichen"), Style.ROW, "sync"),
            Action("lock", T("Sperren"), Style.PRIMARY, "lock"),
        ),
    )
    return replace(screen, **changes)


def staff_helps() -> StaffScreen:
    """Where a visitor is stuck, at its longest."""
    wrong = T("{one}, {other}", one=Text("Straße"), other=Text("Postleitzahl und Ort"))
    return staff(
        name="visitor",
        heading=T("Besuch an diesem Gerät"),
        lead=T("Vorrang ist gemeldet: {reason}.", reason=T("Verspätung ohne eigene Schuld")),
        devices=(
            Device(
                "article",
                T("Seite"),
                Text("Wer hat Ihnen die Wohnung gegeben?"),
                T("Schritt {step} von {total}", step=2, total=7),
                Condition.GOOD,
            ),
            Device(
                "error",
                T("Stimmt noch nicht"),
                wrong,
                TN("{count} Angabe", "{count} Angaben", 2),
                Condition.ATTENTION,
            ),
            Device(
                "schedule",
                T("Auf dieser Seite"),
                NOTHING,
                TN("seit {count} Minute", "seit {count} Minuten", 12),
                Condition.ATTENTION,
            ),
            Device("language", T("Sprache"), NOTHING, Text("Українська"), Condition.GOOD),
            Device(
                "hourglass_empty",
                T("Zeit"),
                T("Die Frage „Sind Sie noch da?“ kommt später."),
                T("mehr Zeit"),
                Condition.GOOD,
            ),
        ),
        actions=(
            Action("go-on", T("Gemeinsam weitermachen"), Style.ROW, "handshake"),
            Action("more-time", T("Mehr Zeit geben"), Style.ROW, "hourglass_top"),
            Action("set-aside", T("Formular zurücklegen"), Style.ROW, "move_down"),
            Action("late", T("Als pünktlich melden"), Style.ROW, "event_available"),
            Action("end-visit", T("Besuch beenden"), Style.ROW, "logout"),
            Action("lock", T("Sperren"), Style.PRIMARY, "lock"),
        ),
    )


def set_aside() -> AnswerScreen:
    """The code of a form that was set aside, without paper."""
    return AnswerScreen(
        serial=7,
        frame=replace(INSIDE, can_go_back=False, seconds_left=51),
        name="set-aside",
        heading=T("Ihr Formular ist zurückgelegt."),
        body=(
            T("Ihr Code: **{code}**", code="77483 92868 48682 50916"),
            T("Der Zettel kommt gerade nicht. Bitte fotografieren Sie den Code."),
            T("Er gilt nur heute, an jedem Terminal in diesem Büro. Ohne den Code kann niemand es öffnen."),
            T("Sie haben noch keine Wartenummer."),
        ),
        icon="move_down",
        actions=(Action("done", T("Fertig"), Style.PRIMARY, "check"),),
    )


def staff_in_trouble() -> StaffScreen:
    screen = staff()
    worst = tuple(
        replace(
            device,
            state=T("nicht angenommen"),
            detail=T("Bitte Klappe öffnen, Papierreste entfernen, Klappe schließen."),
            condition=Condition.FAULT,
        )
        for device in screen.devices
    )
    return replace(
        screen,
        condition=Condition.FAULT,
        lead=T("Ein Besuch ist offen. Er geht weiter, wenn Sie sperren."),
        devices=worst,
        actions=(
            *screen.actions[:-1],
            Action("missed", T("Fehlende Zettel"), Style.ROW, "print_error"),
            Action("send-again", T("Abgelehntes neu senden"), Style.ROW, "sync_problem"),
            screen.actions[-1],
        ),
    )


SAMPLES: dict[str, Screen] = {
    "start": start(),
    "start-closed": start(notice=T("Wir haben gerade geschlossen. Ab 13:30 Uhr sind wir wieder da.")),
    "scan": scan(),
    "start-notice": start(
        notice=Text("Heute ist der Aufzug außer Betrieb. Wir helfen Ihnen gern über die Rampe im Hof.")
    ),
    "scan-notice": scan(notice=T("Das ist kein Termincode. Er steht in Ihrer Terminbestätigung.")),
    "keypad": keypad(),
    "keypad-empty": keypad(entered="", remaining=TN("Noch {count} Ziffer", "Noch {count} Ziffern", 6)),
    "keypad-error": keypad(
        error=T("Es fehlen noch 2 Ziffern. Bitte schauen Sie in Ihre Terminbestätigung."),
    ),
    "keypad-long": keypad(groups=(4, 2), entered="471108"),
    "answer-late": late(),
    "answer-unknown": unknown_code(),
    "answer-other-office": other_office(),
    "answer-closed": closed(),
    "list-services": services(),
    "list-short": short_list(),
    "service": service(),
    "service-special": service(
        special=(
            Document("contract", T("Verpflichtungserklärung"), T("Wenn jemand für Sie bürgt")),
            Document("verified_user", T("Vollmacht"), T("Wenn Sie für jemand anderen kommen")),
            Document("family_restroom", T("Nachweis über das Sorgerecht"), T("Bei Kindern unter 16 Jahren")),
            Document("description", T("Staatsangehörigkeitsausweis"), T("Wenn Sie einen haben")),
        )
    ),
    "ticket": ticket(),
    "ticket-again": ticket_again(),
    "ticket-printed": ticket_printed(),
    "ticket-no-paper": ticket_without_paper(),
    "ticket-much-to-bring": ticket_with_much_to_bring(),
    "ticket-without-documents": ticket_without_documents(),
    "staff": staff(),
    "staff-trouble": staff_in_trouble(),
    "staff-visitor": staff_helps(),
    "answer-set-aside": set_aside(),
    "staff-pin": keypad(
        heading=T("Nur für Personal"),
        lead=T("Bitte tippen Sie die PIN ein."),
        groups=(6,),
        entered="••••",
        frame=replace(INSIDE, seconds_left=57),
        actions=(),
    ),
    "languages": over(services(), Overlay.LANGUAGES),
    "accessibility": over(services(), Overlay.ACCESSIBILITY),
    "accessibility-voice": over(services(), Overlay.ACCESSIBILITY, can_speak=True),
    "accessibility-speaking": over(
        services(), Overlay.ACCESSIBILITY, can_speak=True, settings=frozenset({"speech"})
    ),
    "help": over(keypad(), Overlay.HELP, help_called=True),
    "help-coming": over(keypad(), Overlay.HELP, help_called=True, help_coming=True),
    "help-for-staff": over(keypad(), Overlay.HELP, help_called=True, can_unlock=True),
    "help-on-start": over(start(), Overlay.HELP, help_called=True),
    "idle": over(keypad(), Overlay.IDLE, seconds_left=24),
    **FORM_SAMPLES,
    **QUESTION_SAMPLES,
}
"""By a name for files and test ids."""

SETTINGS: dict[str, frozenset[str]] = {
    "normal": frozenset(),
    "large": frozenset({"large-text"}),
    "contrast": frozenset({"high-contrast"}),
    "lower": frozenset({"lower-reach"}),
    "all": frozenset({"large-text", "high-contrast", "lower-reach"}),
}


def shown(name: str, *, language: str = "de", settings: str = "normal") -> Screen:
    """A sample in a language with settings."""
    screen = SAMPLES[name]
    on = screen.frame.settings | SETTINGS[settings]
    return replace(screen, frame=replace(screen.frame, language=language, settings=on))
