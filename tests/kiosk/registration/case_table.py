# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cases A to Q as a table, each a line that a reader of the Bundesmeldegesetz (BMG) can check.

Answers in; out come where the form ends, every field that was asked, what to bring, which legal texts were shown, what the
clerk is told to look at and what the visitor is told. Today is Monday, 23 November 2026. ``docs/registration.md`` has the
same table in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

TODAY = date(2026, 11, 23)
IN_TIME = "2026-11-16"

# Blocks of fields, as the table names them.
FIND = ("situation", "matter")
HOMES = ("other_homes",)
MAIN = ("partner", "main_home")
NEW = ("new_street", "new_number", "new_addition", "new_place")
PREVIOUS = ("prev_street", "prev_number", "prev_place")
ABROAD = ("prev_state", "prev_address_abroad", "lived_in_germany")
LANDLORD = ("dwelling", "landlord_name", "confirmation")
NAME = ("given_names", "family_name", "birth_date")  # § 23 Abs. 3
OBJECT = ("object_religion", "object_parties", "object_jubilees")  # § 42 Abs. 3, § 50 Abs. 1, 2, 5
FULL_FIRST = (  # § 3 Abs. 1, only from abroad
    "has_more_names",
    "usual_name",
    "birth_place",
    "birth_state",
    "sex",
    "nationalities",
    "marital_status",
)
MARRIAGE = ("marriage_date", "marriage_place", "marriage_state")  # § 3 Abs. 1 Nr. 14
FULL_LAST = ("religion", "id_type", "id_serial", "id_authority", "id_issued", "id_valid_until")
FULL = (*FULL_FIRST, *FULL_LAST)
OTHER = ("relation", "same_move")  # § 23 Abs. 4
REGISTERING = ("datenschutz", "widersprueche", "bitte-beachten")
FAMILY = ("datenschutz", "widersprueche", "versicherung", "belehrung", "bitte-beachten")

ID = "Personalausweis oder Reisepass"
CONFIRMATION = "Wohnungsgeberbestätigung"
TITLE_IF_ANY = "Aufenthaltstitel, wenn Sie einen haben"
VISA_IF_ANY = "Visum oder Aufenthaltstitel, wenn Sie eines haben"
CHILD_ID = "Ausweis, Reisepass oder Geburtsurkunde"
CONSENT = (
    "Zustimmung des anderen Elternteils mit Kopie des Ausweises, oder Nachweis über das alleinige Sorgerecht"
)


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    name: str
    norm: str
    plan: dict[str, Any]
    case: str
    end: str = "form"
    page: str = "check-answers"
    others: tuple[dict[str, Any], ...] = ()
    asked: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    notices: tuple[str, ...] = ("datenschutz",)
    doubts: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


TABLE = (
    Line(
        "A move within the city", "§ 17 Abs. 1, § 23 Abs. 3",
        {"matter": "same-city", "move_in": IN_TIME},
        "umzug-in-der-stadt",
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT),
        documents=(ID, CONFIRMATION, TITLE_IF_ANY),
        notices=REGISTERING,
        says=("Das war vor {count} Tagen. Sie sind rechtzeitig da.",),
    ),
    Line(
        "A late: warned, never stopped", "§ 17 Abs. 1, § 54 Abs. 2 Nr. 1",
        {"matter": "same-city", "move_in": "2026-09-01"},
        "umzug-in-der-stadt",
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT),
        documents=(ID, CONFIRMATION, TITLE_IF_ANY),
        notices=REGISTERING,
        doubts=("late",),
        says=("Die zwei Wochen sind vorbei.",),
    ),
    Line(
        "A before moving in: come back on …", "§ 17 Abs. 1",
        {"matter": "same-city", "move_in": "2026-12-01"},
        "umzug-in-der-stadt", end="explain", page="not-yet-moved-in",
        asked=(*FIND, *HOMES, "move_in"),
        documents=(ID, TITLE_IF_ANY),
        says=("Bitte kommen Sie zwischen dem {first} und dem {last} wieder.",),
    ),
    Line(
        "A landlord refuses", "§ 19 Abs. 2",
        {"matter": "same-city", "move_in": IN_TIME, "confirmation": "refused", "landlord_owns": "no"},
        "umzug-in-der-stadt",
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, "landlord_street", "landlord_number", "landlord_place",
               "landlord_owns", "owner_name", *NAME, *OBJECT),
        documents=(ID, CONFIRMATION, TITLE_IF_ANY),
        notices=("datenschutz", "bestaetigung-fehlt", "widersprueche", "bitte-beachten"),
        doubts=("landlord-confirmation-missing",),
    ),
    Line(
        "A landlord confirmed electronically", "§ 19 Abs. 4",
        {"matter": "same-city", "move_in": IN_TIME, "confirmation": "token", "confirmation_token": "AB-12"},
        "umzug-in-der-stadt",
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, "confirmation_token", *NAME, *OBJECT),
        documents=(ID, "Zuordnungsmerkmal, das Sie vom Wohnungsgeber bekommen haben", TITLE_IF_ANY),
        notices=REGISTERING,
    ),
    Line(
        "A own dwelling", "§ 19",
        {"matter": "same-city", "move_in": IN_TIME, "dwelling": "owned"},
        "umzug-in-der-stadt",
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, "dwelling", *NAME, *OBJECT),
        documents=(ID, "Eigene Erklärung, dass Sie in Ihrer Wohnung wohnen", TITLE_IF_ANY),
        notices=REGISTERING,
    ),
    Line(
        "B from another German municipality", "§ 17 Abs. 1, § 23 Abs. 2 und 3",
        {"matter": "germany", "move_in": IN_TIME},
        "zuzug-inland",
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT),
        documents=(ID, CONFIRMATION, TITLE_IF_ANY),
        notices=REGISTERING,
    ),
    Line(
        "B couple with child on one form", "§ 23 Abs. 4, § 202a StGB",
        {"matter": "germany", "move_in": IN_TIME},
        "zuzug-inland",
        others=({"relation": "partner"}, {"relation": "child", "birth_date": "2018-05-01"}),
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT, *OTHER, "custody", "assured", "instructed"),
        documents=(ID, CHILD_ID, CONFIRMATION, TITLE_IF_ANY),
        notices=FAMILY,
    ),
    Line(
        "B child moves with one parent only", "§ 17 Abs. 3, § 22 Abs. 2",
        {"matter": "germany", "move_in": IN_TIME, "custody": "one"},
        "zuzug-inland",
        others=({"relation": "child", "birth_date": "2018-05-01"},),
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT, *OTHER, "custody", "assured", "instructed"),
        documents=(ID, CHILD_ID, CONFIRMATION, TITLE_IF_ANY, CONSENT),
        notices=FAMILY,
        doubts=("custody",),
    ),
    Line(
        "B 16 and 17 register themselves", "§ 17 Abs. 3 Satz 1",
        {"matter": "germany", "move_in": IN_TIME, "birth_date": "2009-06-01"},
        "zuzug-inland",
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT, "custody"),
        documents=(ID, CONFIRMATION, TITLE_IF_ANY),
        notices=REGISTERING,
    ),
    Line(
        "B under 16 alone", "§ 17 Abs. 3 Satz 1",
        {"matter": "germany", "move_in": IN_TIME, "birth_date": "2012-06-01"},
        "zuzug-inland", end="person", page="unter-16",
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME),
        documents=(CHILD_ID, CONFIRMATION, TITLE_IF_ANY),
        doubts=("under-16",),
    ),
    Line(
        "C from abroad, single", "§ 3 Abs. 1, § 23 Abs. 2 Satz 5",
        {"matter": "abroad", "move_in": IN_TIME},
        "zuzug-ausland",
        asked=(*FIND, *HOMES, "move_in", "stays_three_months", *NEW, *ABROAD, *LANDLORD, *NAME, *FULL, *OBJECT),
        documents=(ID, CONFIRMATION),
        notices=REGISTERING,
    ),
    Line(
        "C family of four from abroad", "§ 3 Abs. 1, § 23 Abs. 4",
        {"matter": "abroad", "move_in": IN_TIME, "marital_status": "VH", "nationalities": ["166"], "marriage_date": "2015-00-00",
         "marriage_place": "Kyiv", "marriage_state": "166"},
        "zuzug-ausland",
        others=(
            {"relation": "partner", "marital_status": "VH", "nationalities": ["166", "154"], "marriage_date": "2015-00-00",
             "marriage_place": "Kyiv", "marriage_state": "166", "has_more_names": True, "birth_name": "Shevchenko"},
            {"relation": "child", "birth_date": "2016-01-02", "nationalities": ["166"]},
            {"relation": "child", "birth_date": "2025-07-00", "nationalities": ["166"], "id_type": "none"},
        ),
        asked=(*FIND, *HOMES, "move_in", "stays_three_months", *NEW, *ABROAD, *LANDLORD, *NAME, *FULL_FIRST, *MARRIAGE, *FULL_LAST, *OBJECT, *OTHER, "birth_name", "former_names", "doctorate", "religious_name",
               "artist_name", "custody", "assured", "instructed"),
        documents=(ID, CHILD_ID, CONFIRMATION, "Heiratsurkunde oder Urkunde über die Lebenspartnerschaft", "Geburtsurkunde",
                   VISA_IF_ANY),
        notices=FAMILY,
        doubts=("birth-date-partial",),
    ),
    Line(
        "C lived in Germany before; spouse stays abroad", "§ 3 Abs. 1 Nr. 12, 13, 15",
        {"matter": "abroad", "move_in": IN_TIME, "lived_in_germany": True, "last_street": "Am Markt", "last_number": "3",
         "last_place": "28195 Bremen", "left_germany_on": "2012-00-00", "marital_status": "VH", "marriage_date": "2010-01-02",
         "marriage_place": "Iași", "marriage_state": "154", "spouse_given_names": "Ana", "spouse_family_name": "Știrbei",
         "spouse_birth_date": "1988-01-01", "spouse_sex": "w"},
        "zuzug-ausland",
        asked=(*FIND, *HOMES, "move_in", "stays_three_months", *NEW, *ABROAD, "last_street", "last_number", "last_place",
               "left_germany_on", *LANDLORD, *NAME, *FULL_FIRST, *MARRIAGE, *FULL_LAST, *OBJECT,
               "spouse_given_names", "spouse_family_name", "spouse_birth_name", "spouse_birth_date", "spouse_sex"),
        documents=(ID, CONFIRMATION, "Heiratsurkunde oder Urkunde über die Lebenspartnerschaft"),
        notices=REGISTERING,
    ),
    Line(
        "D second home here, main home elsewhere", "§ 21",
        {"matter": "germany", "move_in": IN_TIME, "other_homes": "previous", "partner": "no", "main_home": "previous"},
        "nebenwohnung",
        asked=(*FIND, *HOMES, *MAIN, "move_in", "stays_six_months", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT),
        documents=(ID, CONFIRMATION, TITLE_IF_ANY),
        notices=REGISTERING,
    ),
    Line(
        "B new main home, previous one kept", "§ 21 Abs. 4",
        {"matter": "germany", "move_in": IN_TIME, "other_homes": "both", "partner": "together", "main_home": "new"},
        "zuzug-inland",
        asked=(*FIND, *HOMES, *MAIN, "move_in", "stays_six_months", *NEW, *PREVIOUS, *LANDLORD, "home_street", "home_number",
               "home_place", "home_status", *NAME, *OBJECT),
        documents=(ID, CONFIRMATION, TITLE_IF_ANY),
        notices=REGISTERING,
    ),
    Line(
        "E change of the main home", "§ 21 Abs. 4 Satz 2",
        {"matter": "main-change", "changed_on": "2026-11-20", "main_street": "Am See", "main_number": "2", "main_place": "70174 Stuttgart"},
        "hauptwohnung-wechseln",
        asked=(*FIND, "changed_on", "main_street", "main_number", "main_place", "home_street", "home_number", "home_place",
               "home_status", *NAME),
        documents=(ID, "Die Anschriften aller Wohnungen in Deutschland"),
    ),
    Line(
        "E reported late", "§ 21 Abs. 4 Satz 2, § 54 Abs. 2 Nr. 6",
        {"matter": "main-change", "changed_on": "2026-08-01", "main_street": "Am See", "main_number": "2", "main_place": "70174 Stuttgart"},
        "hauptwohnung-wechseln",
        asked=(*FIND, "changed_on", "main_street", "main_number", "main_place", "home_street", "home_number", "home_place",
               "home_status", *NAME),
        documents=(ID, "Die Anschriften aller Wohnungen in Deutschland"),
        doubts=("late",),
    ),
    Line(
        "F second home given up", "§ 21 Abs. 4 Satz 3",
        {"matter": "give-up", "old_street": "Am See", "old_number": "2", "old_place": "70174 Stuttgart", "move_out": "2026-11-30"},
        "nebenwohnung-aufgeben",
        asked=(*FIND, "old_street", "old_number", "old_place", "move_out", *NAME),
        documents=(ID,),
    ),
    Line(
        "G leaving Germany", "§ 17 Abs. 2, § 23 Abs. 6",
        {"matter": "leave", "old_street": "Am See", "old_number": "2", "old_place": "70174 Stuttgart", "move_out": "2026-11-30",
         "goes_abroad": True, "next_state": "163", "homes_left": False},
        "abmeldung",
        asked=(*FIND, "old_street", "old_number", "old_place", "move_out", "goes_abroad", "next_state", "next_address", "homes_left", *NAME),
        documents=(ID,),
    ),
    Line(
        "G more than a week before leaving", "§ 17 Abs. 2 Satz 2",
        {"matter": "leave", "old_street": "Am See", "old_number": "2", "old_place": "70174 Stuttgart", "move_out": "2026-12-01"},
        "abmeldung", end="explain", page="not-yet-moving-out",
        asked=(*FIND, "old_street", "old_number", "old_place", "move_out"),
        documents=(ID,),
        says=("Bitte kommen Sie ab dem {first} wieder.",),
    ),
    Line(
        "G late, another home in Germany left", "§ 17 Abs. 2, § 21 Abs. 4 Satz 1",
        {"matter": "leave", "old_street": "Am See", "old_number": "2", "old_place": "70174 Stuttgart", "move_out": "2026-10-01",
         "goes_abroad": False, "homes_left": True},
        "abmeldung",
        asked=(*FIND, "old_street", "old_number", "old_place", "move_out", "goes_abroad", "homes_left", "home_street", "home_number",
               "home_place", "home_status", *NAME),
        documents=(ID,),
        doubts=("late",),
        says=("Die zwei Wochen sind vorbei.",),
    ),
    Line(
        "H child under 16 moves in", "§ 17 Abs. 3 Satz 1",
        {"matter": "child", "child_from": "germany", "move_in": IN_TIME, "birth_date": "2015-03-04", "custody": "one"},
        "kind-zieht-ein",
        asked=(*FIND, "child_from", *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT, "custody"),
        documents=(CHILD_ID, "Ihr eigener Ausweis oder Reisepass", CONFIRMATION, TITLE_IF_ANY, CONSENT),
        notices=REGISTERING,
        doubts=("custody",),
        says=("Gemeint ist das Kind, das zu Ihnen zieht.",),
    ),
    Line(
        "H child from abroad: who has custody", "§ 3 Abs. 1 Nr. 9",
        {"matter": "child", "child_from": "abroad", "move_in": IN_TIME, "birth_date": "2015-03-04", "guardian_given_names": "Ana",
         "guardian_family_name": "Știrbei", "guardian_birth_date": "1990-01-01"},
        "kind-zieht-ein",
        asked=(*FIND, "child_from", *HOMES, "move_in", "stays_three_months", *NEW, *ABROAD, *LANDLORD, *NAME,
               *(key for key in FULL if key != "marital_status"), *OBJECT, "custody",
               "guardian_given_names", "guardian_family_name", "guardian_birth_date"),
        documents=(CHILD_ID, "Ihr eigener Ausweis oder Reisepass", CONFIRMATION),
        notices=REGISTERING,
    ),
    Line(
        "H from 16 on not for others", "§ 17 Abs. 3 Satz 1",
        {"matter": "child", "child_from": "germany", "move_in": IN_TIME, "birth_date": "2009-03-04"},
        "kind-zieht-ein", end="explain", page="ab-16",
        asked=(*FIND, "child_from", *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME),
        documents=(ID, "Ihr eigener Ausweis oder Reisepass", CONFIRMATION, TITLE_IF_ANY),
    ),
    Line(
        "I newborn with its parents", "§ 17 Abs. 3 Satz 2, Abs. 4",
        {"matter": "newborn", "newborn_at_home": True},
        "neugeborenes", end="explain", page="neugeboren-nichts-zu-tun",
        asked=(*FIND, "newborn_at_home"),
    ),
    Line(
        "I newborn elsewhere", "§ 17 Abs. 3 Satz 2",
        {"matter": "newborn", "newborn_at_home": False},
        "kind-zieht-ein", end="person", page="neugeboren-mit-person",
        asked=(*FIND, "newborn_at_home"),
        documents=(ID,),
    ),
    Line(
        "J with a carer", "§ 17 Abs. 3 Satz 3",
        {"situation": "carer", "matter": "same-city", "move_in": IN_TIME},
        "betreuung",
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT),
        documents=(ID, "Betreuerausweis", "Ihr eigener Ausweis oder Reisepass", CONFIRMATION, TITLE_IF_ANY),
        notices=REGISTERING,
        doubts=("carer",),
        says=("Gemeint ist die Person, für die Sie kommen.",),
    ),
    Line(
        "K with a proxy", "practice of offices",
        {"situation": "proxy", "matter": "same-city", "move_in": IN_TIME},
        "vollmacht",
        asked=(*FIND, *HOMES, "move_in", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT),
        documents=(ID, "Vollmacht mit Unterschrift", "Unterschriebener Meldeschein", "Ihr eigener Ausweis oder Reisepass",
                   CONFIRMATION, TITLE_IF_ANY),
        notices=REGISTERING,
        doubts=("proxy",),
        says=("Gemeint ist die Person, für die Sie kommen.",),
    ),
    Line("L assigned housing", "§ 23 Abs. 5, § 27 Abs. 3", {"situation": "assigned"}, "zugewiesene-unterkunft", end="person",
         page="mit-person-unterkunft", asked=("situation",)),
    Line("M diplomats", "§ 26", {"situation": "diplomat"}, "diplomaten", end="person", page="mit-person-vertretung", asked=("situation",)),
    Line(
        "N up to six months, registered elsewhere in Germany", "§ 27 Abs. 2 Satz 1",
        {"matter": "germany", "move_in": IN_TIME, "other_homes": "previous", "partner": "no", "main_home": "previous",
         "stays_six_months": False, "stay_until": "2027-02-28"},
        "kurzer-aufenthalt", end="explain", page="short-stay",
        asked=(*FIND, *HOMES, *MAIN, "move_in", "stays_six_months", "stay_until"),
        says=("Wohnen Sie am {day} noch hier?",),
    ),
    Line(
        "N up to three months from abroad", "§ 27 Abs. 2 Satz 3",
        {"matter": "abroad", "move_in": IN_TIME, "stays_three_months": False, "stay_until": "2027-01-31"},
        "kurzer-aufenthalt", end="explain", page="short-stay",
        asked=(*FIND, *HOMES, "move_in", "stays_three_months", "stay_until"),
        says=("Wohnen Sie am {day} noch hier?",),
    ),
    Line(
        "N three months are over: registers", "§ 27 Abs. 2 Satz 2 und 3",
        {"matter": "abroad", "move_in": "2026-06-01", "stays_three_months": False, "stay_until": "2026-08-15"},
        "zuzug-ausland",
        asked=(*FIND, *HOMES, "move_in", "stays_three_months", "stay_until", *NEW, *ABROAD, *LANDLORD, *NAME, *FULL, *OBJECT),
        documents=(ID, CONFIRMATION),
        notices=REGISTERING,
        doubts=("late",),
        says=("Die zwei Wochen sind vorbei.",),
    ),
    Line("O no dwelling", "§§ 17, 20", {"situation": "no-home"}, "ohne-wohnung", end="person", page="mit-person-ohne-wohnung",
         asked=("situation",)),
    Line("P protection of the address", "§ 51", {"situation": "protection"}, "auskunftssperre", end="person",
         page="mit-person-schutz", asked=("situation",)),
    Line(
        "Q living apart, several homes", "§ 22 Abs. 1, 3, 4",
        {"matter": "germany", "move_in": IN_TIME, "other_homes": "previous", "partner": "apart", "main_home": "new"},
        "zuzug-inland",
        asked=(*FIND, *HOMES, *MAIN, "move_in", "stays_six_months", *NEW, *PREVIOUS, *LANDLORD, *NAME, *OBJECT),
        documents=(ID, CONFIRMATION, TITLE_IF_ANY),
        notices=REGISTERING,
        doubts=("main-dwelling-doubtful",),
    ),
)  # fmt: skip
