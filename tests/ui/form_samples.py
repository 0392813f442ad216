# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Form pages of every kind, as full as they get."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.forms.rules import Tone
from kiosk.forms.shown import literal
from kiosk.text import NOTHING, T, Text
from kiosk.visit.form_screens import (
    CheckCard,
    CheckRow,
    CheckScreen,
    FieldKind,
    FormError,
    FormInput,
    FormOption,
    FormScreen,
    GroupItem,
    GroupScreen,
    Note,
    Pad,
    Progress,
    ScreenField,
)
from kiosk.visit.screens import Action, Document, Frame, Screen, Style

INSIDE = Frame(language="de", can_go_back=True, can_end=True)
NEXT = Action("next", T("Weiter"), Style.PRIMARY, "arrow_forward")
CHANGE = T("Ändern")


def page(number: int, heading: Text, *fields: ScreenField, **changes: Any) -> FormScreen:
    """A question page."""
    serial = changes.get("serial", number)
    screen = FormScreen(
        serial=serial,
        frame=INSIDE,
        name=f"page-{serial}",
        progress=Progress(3, 7, T("Bisherige Wohnung")),
        heading=heading,
        fields=fields,
        focus=next((box.id for field in fields[:1] for box in field.inputs), ""),
        texts={box.id: "" for field in fields for box in field.inputs},
        actions=(NEXT,),
    )
    return replace(screen, **changes)


def text_field(key: str, label: str, **changes: Any) -> ScreenField:
    """A field of one box."""
    pad = changes.pop("pad", Pad.NAME)
    most = changes.pop("max", 120)
    box = FormInput(key, NOTHING, pad, most, min(most, 40), lines=changes.pop("lines", 1))
    field = ScreenField(key, FieldKind.TEXT, T(label), legend=True, inputs=(box,))
    return replace(field, **changes)


def name_page(**changes: Any) -> FormScreen:
    """First names and family name."""
    return page(
        40,
        T("Wie heißen Sie?"),
        text_field("given_names", "Alle Vornamen"),
        text_field("family_name", "Familienname", hint=T("So, wie er im Ausweis steht")),
        **changes,
    )


def name_page_with_errors() -> FormScreen:
    """Something is wrong in both."""
    screen = name_page(serial=53, texts={"given_names": "Zoë Marie", "family_name": "Großmüller7"})
    wrong = T("In einem Namen stehen keine Ziffern. Bitte löschen Sie die Ziffer.")
    missing = T("Bitte geben Sie die Vornamen ein.")
    one, other = screen.fields
    return replace(
        screen,
        fields=(
            replace(one, error=missing, inputs=(replace(one.inputs[0], error=True),)),
            replace(other, error=wrong, inputs=(replace(other.inputs[0], error=True),)),
        ),
        errors=(FormError("given_names", missing), FormError("family_name", wrong)),
        focus="given_names",
    )


def names_with_errors_and_more() -> FormScreen:
    """So much to say that the keys have no room beside it."""
    screen = name_page_with_errors()
    fields = tuple(
        replace(field, absent=FormOption(f"absent:{field.key}", T("Ich habe rechtlich keinen solchen Namen")))
        for field in screen.fields
    )
    return replace(screen, serial=59, fields=fields, lead=T("So, wie er im Ausweis oder Pass steht."))


def name_absent() -> FormScreen:
    """Somebody who has one name only."""
    return page(
        41,
        T("Welcher Name steht im Ausweis?"),
        text_field(
            "family_name",
            "Familienname",
            absent=FormOption(
                "absent:family_name", T("Ich habe rechtlich keinen Familiennamen"), selected=True
            ),
        ),
    )


def address(**changes: Any) -> FormScreen:
    """Street, number, addition, place: the most text boxes on one page."""
    number = ScreenField(
        "number",
        FieldKind.TEXT,
        T("Hausnummer"),
        legend=True,
        inputs=(
            FormInput("number.number", T("Nummer"), Pad.DIGITS, 9, 4),
            FormInput("number.letter", T("Buchstabe"), Pad.TEXT, 2, 2),
            FormInput("number.part", T("Zusatz"), Pad.TEXT, 5, 5),
        ),
    )
    place = ScreenField(
        "place",
        FieldKind.TEXT,
        T("Ort"),
        legend=True,
        inputs=(
            FormInput("place.postcode", T("Postleitzahl"), Pad.DIGITS, 5, 5),
            FormInput("place.place", T("Ort"), Pad.NAME, 40, 30),
        ),
        options=(
            FormOption("take:place:Stuttgart", literal("Stuttgart"), selected=True),
            FormOption("take:place:Esslingen", literal("Esslingen am Neckar")),
        ),
    )
    return page(
        42,
        T("Wo wohnen Sie jetzt?"),
        text_field("street", "Straße", pad=Pad.TEXT),
        number,
        text_field("addition", "Zusatz zur Adresse", pad=Pad.TEXT, optional=True),
        place,
        lead=T("Das ist die Wohnung, die Sie jetzt anmelden."),
        **changes,
    )


def move_in(**changes: Any) -> FormScreen:
    """A day with everything around it."""
    field = ScreenField(
        "move_in",
        FieldKind.DATE,
        T("Wann sind Sie eingezogen?"),
        legend=False,
        inputs=(
            FormInput("move_in.day", T("Tag"), Pad.DIGITS, 2, 2),
            FormInput("move_in.month", T("Monat"), Pad.DIGITS, 2, 2),
            FormInput("move_in.year", T("Jahr"), Pad.DIGITS, 4, 4),
        ),
        shortcuts=(
            Action("shortcut:move_in:2026-11-23", T("Heute")),
            Action("shortcut:move_in:2026-11-22", T("Gestern")),
            Action("shortcut:move_in:2026-11-01", T("{date}", date="1. September 2026")),
        ),
        readback=T("{date}", date="Sonntag, 15. November 2026"),
    )
    screen = page(
        43,
        T("Wann sind Sie eingezogen?"),
        field,
        texts={"move_in.day": "15", "move_in.month": "11", "move_in.year": "2026"},
    )
    return replace(screen, **changes)


def choice(count: int, **changes: Any) -> FormScreen:
    """One of several."""
    titles = (
        ("Aus Stuttgart", "Ich ziehe innerhalb der Stadt um.", "apartment"),
        ("Woanders in Deutschland", "Zum Beispiel Esslingen oder Berlin", ""),
        ("Aus dem Ausland", "Aus einem anderen Land", "public"),
        ("Ich weiß es nicht", "Wir klären das am Schalter.", "help"),
        ("Ich bleibe nur kurz", "", ""),
        ("Ich habe noch eine Wohnung", "", ""),
        ("Ich gebe eine Wohnung auf", "", ""),
        ("Etwas anderes", "", ""),
    )
    options = tuple(
        FormOption(f"choose:from:{number}", T(title), T(hint) if hint else NOTHING, icon, number == 1)
        for number, (title, hint, icon) in enumerate(titles[:count])
    )
    field = ScreenField("from", FieldKind.CHOICE, T("Woher ziehen Sie zu?"), legend=False, options=options)
    return page(44, T("Woher ziehen Sie zu?"), field, lead=T("Wo haben Sie bis jetzt gewohnt?"), **changes)


def nationalities(**changes: Any) -> FormScreen:
    """A search with something taken."""
    names = ("Türkei", "Tunesien", "Turkmenistan", "Tuvalu", "Tansania", "Thailand")
    field = ScreenField(
        "nationalities",
        FieldKind.SEARCH,
        T("Staatsangehörigkeiten"),
        legend=False,
        inputs=(FormInput("nationalities.query", T("Suchen"), Pad.TEXT, 60, 40),),
        options=tuple(FormOption(f"take:nationalities:{name}", literal(name)) for name in names),
        taken=(
            FormOption("drop:nationalities:000", literal("deutsch"), selected=True),
            FormOption("drop:nationalities:161", literal("vereinigte arabische Emirate"), selected=True),
        ),
    )
    return page(45, T("Welche Staatsangehörigkeiten haben Sie?"), field, **changes)


def legal(german: bool = False) -> FormScreen:
    """A notice with boxes to tick."""
    ticks = tuple(
        ScreenField(
            key,
            FieldKind.CHECKBOX,
            T(sentence),
            legend=False,
            options=(FormOption(f"choose:{key}:yes", T(sentence), selected=key == "one"),),
        )
        for key, sentence in (
            ("one", "Meine Daten sollen nicht an Parteien gehen."),
            ("two", "Mein Jubiläum soll niemand erfahren, auch nicht Presse und Rundfunk."),
            ("three", "Meine Religionsgesellschaft soll die Daten meiner Familie nicht bekommen."),
        )
    )
    return page(
        58 if german else 46,
        T("Sie dürfen widersprechen."),
        *ticks,
        body=(
            T(
                "Das Amt darf manche Daten an andere geben. Sie können das verbieten, ohne Grund und ohne Kosten."
            ),
            T("Der Widerspruch gilt, bis Sie ihn zurücknehmen. Sie können ihn auch später noch einlegen."),
        ),
        norm="§ 36 Absatz 2, §§ 42, 50 BMG",
        german_beside=german,
    )


def group(**changes: Any) -> GroupScreen:
    """A family."""
    names = ("Zoë Marie Großmüller", "Alexander Maximilian Freiherr von Großmüller", "Person 3")
    screen = GroupScreen(
        serial=47,
        frame=INSIDE,
        name="persons",
        progress=Progress(5, 7, T("Personen")),
        heading=T("Welche Personen melden Sie?"),
        lead=T("Melden Sie alle, die am selben Tag aus derselben Wohnung in dieselbe Wohnung gezogen sind."),
        items=tuple(
            GroupItem(
                literal(name),
                Action(f"change-item:{number}", CHANGE, Style.LINK, "edit"),
                Action(f"remove:{number}", T("Entfernen"), Style.LINK, "remove") if number > 1 else None,
            )
            for number, name in enumerate(names, 1)
        ),
        actions=(Action("add", T("Noch eine Person"), Style.ROW, "add"), NEXT),
    )
    return replace(screen, **changes)


def check(**changes: Any) -> CheckScreen:
    """Everything once more; more than one page holds."""
    screen = CheckScreen(
        serial=48,
        frame=INSIDE,
        progress=Progress(7, 7, T("Prüfen")),
        heading=T("Stimmt alles?"),
        cards=tuple(
            CheckCard(
                T(title),
                tuple(CheckRow(T(label), literal(value)) for label, value in rows),
                Action(f"change:{title}:0", CHANGE, Style.LINK, "edit"),
            )
            for title, rows in (
                ("Person", (("Name", "Zoë Marie Großmüller"), ("Geboren am", "4. März 1986"))),
                (
                    "Neue Wohnung",
                    (
                        ("Adresse", "Hauptstätter Straße 58, 70178 Stuttgart"),
                        ("Eingezogen am", "15. November 2026"),
                    ),
                ),
                (
                    "Bisherige Wohnung",
                    (
                        ("Adresse", "Ritterstraße 7, 73728 Esslingen am Neckar"),
                        ("Ausgezogen am", "15. November 2026"),
                    ),
                ),
                ("Angaben", tuple((f"Angabe {number}", "Ja") for number in range(1, 12))),
            )
        ),
        note=T("Angemeldet sind Sie erst **am Schalter**. Bitte nehmen Sie Ihren Ausweis mit."),
        documents=(
            Document("description", T("Personalausweis oder Reisepass")),
            Document("description", T("Wohnungsgeberbestätigung")),
        ),
        actions=(Action("submit", T("Ja, alles stimmt"), Style.PRIMARY, "check"),),
    )
    return replace(screen, **changes)


FORM_SAMPLES: dict[str, Screen] = {
    "form-name": name_page(),
    "form-name-filled": name_page(
        serial=55, texts={"given_names": "Nguyễn Thị Mỹ", "family_name": "K͟hạn ẞ ș ı"}
    ),
    "form-name-errors": name_page_with_errors(),
    "form-name-errors-long": names_with_errors_and_more(),
    "form-name-absent": name_absent(),
    "form-address": address(),
    "form-address-place": address(serial=54, focus="place.place", texts={"place.postcode": "73728"}),
    "form-message": page(
        49, T("Was sollen wir wissen?"), text_field("message", "Nachricht", pad=Pad.TEXT, max=800, lines=4)
    ),
    "form-date": move_in(),
    "form-date-note": move_in(
        serial=56,
        notes=(
            Note(
                T("Sie melden sich später als zwei Wochen nach dem Einzug. Bitte melden Sie sich heute."),
                Tone.CALM_WARNING,
                "§ 17 Absatz 1 BMG",
            ),
        ),
    ),
    "form-choice": choice(4),
    "form-choice-many": choice(8, serial=57),
    "form-search": nationalities(),
    "form-legal": legal(),
    "form-legal-beside": legal(german=True),
    "form-serial": page(
        50, T("Was steht im Ausweis?"), text_field("serial", "Seriennummer", pad=Pad.SERIAL, max=9)
    ),
    "form-phone": page(
        51, T("Wie ist Ihre Telefonnummer?"), text_field("phone", "Telefonnummer", pad=Pad.PHONE, max=30)
    ),
    "form-email": page(
        52, T("Wie ist Ihre E-Mail-Adresse?"), text_field("email", "E-Mail-Adresse", pad=Pad.EMAIL)
    ),
    "form-group": group(),
    "form-check": check(),
}
"""By a name for files and test ids."""
