# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Demo journeys through the form of residence registration."""

from __future__ import annotations

from datetime import date, timedelta

from kiosk.visit.events import SlipState
from ui.demopapers import keep_shown_papers
from ui.stage import Stage
from ui.visitor import FormVisitor, Knowledge

HERE: Knowledge = {
    "situation": "none",
    "other_homes": "none",
    "new_street": "Hauptstätter Straße",
    "new_number": "58",
    "new_place": "70178 Stuttgart",
    "dwelling": "rented",
    "confirmation": "paper",
}


def move_within_the_city(stage: Stage) -> None:
    """Registration prepared: one person moves within the city."""
    open_form(stage)
    knows: Knowledge = {
        **HERE,
        "matter": "same-city",
        "move_in": f"{_today(stage) - timedelta(days=1)}",
        "prev_street": "Ritterstraße",
        "prev_number": "7",
        "prev_place": "70199 Stuttgart",
        "landlord_name": "Wohnbau Mitte",
        "given_names": "Zoë Marie",
        "family_name": "Großmüller",
        "birth_date": "1986-03-04",
    }
    pictures = {
        "datenschutz": "form-privacy",
        "anliegen": "form-matter",
        "move-in": "form-move-in",
        "neue-anschrift": "form-new-address",
        "wer-gibt-die-wohnung": "form-landlord",
        "name": "form-name",
        "persons": "form-persons",
        "widersprueche": "form-objections",
    }
    visitor = FormVisitor(stage, knows, pictures=pictures)
    visitor.to_the_end()
    visitor.through_the_check()
    _hand_over(stage, "form-ticket")


def family_from_abroad(stage: Stage) -> None:
    """Registration prepared: a family of four comes from Romania."""
    open_form(stage)
    moved = f"{_today(stage).replace(day=1)}"
    parent: Knowledge = {
        **HERE,
        "matter": "abroad",
        "move_in": moved,
        "stays_three_months": "yes",
        "prev_state": "Rum → Rumänien",
        "prev_address_abroad": "Strada Lăpușneanu 12, Iași",
        "lived_in_germany": "no",
        "confirmation": "later",
        "landlord_name": "Ștefan Müller",
        "landlord_street": "Königstraße",
        "landlord_number": "17",
        "landlord_place": "70173 Stuttgart",
        "landlord_owns": "yes",
        "given_names": "Ioana Măriuca",
        "family_name": "Țăranu",
        "birth_date": "1990-07-19",
        "has_more_names": "no",
        "usual_name": "Ioana",
        "birth_place": "Iași",
        "birth_state": "Rum → Rumänien",
        "sex": "w",
        "nationalities": ["rum → rumänisch"],
        "marital_status": "VH",
        "marriage_date": "2014-06-07",
        "marriage_place": "Iași",
        "marriage_state": "Rum → Rumänien",
        "religion": "oa",
        "id_type": "12",
        "id_serial": "RR123456",
        "id_authority": "SPCLEP Iași",
        "id_issued": "2021-05-03",
        "id_valid_until": "2031-05-03",
        "relation": "partner",
        "same_move": "yes",
        "custody": "all",
        "assured": "yes",
        "instructed": "yes",
    }
    partner: Knowledge = {
        "given_names": "Ionuț",
        "birth_date": "1988-02-29",
        "sex": "m",
        "usual_name": "Ionuț",
    }
    child: Knowledge = {
        "relation": "child",
        "given_names": "Ană",
        "birth_date": "2016-09-01",
        "marital_status": "LD",
        "usual_name": "Ană",
    }
    baby: Knowledge = {
        **child,
        "given_names": "Ștefan",
        "birth_date": "2024-12-24",
        "sex": "m",
        "id_type": "none",
        "usual_name": "Ștefan",
    }
    pictures = {
        "bisherige-anschrift-ausland": "family-abroad",
        "name": "family-name",
        "staatsangehoerigkeit": "family-nationality",
        "ausweis-daten": "family-id",
        "persons": "family-persons",
        "versicherung": "family-assurance",
    }
    visitor = FormVisitor(stage, parent, partner, child, baby, pictures=pictures)
    visitor.to_the_end()
    visitor.through_the_check()
    _hand_over(stage, "family-ticket")


def open_form(stage: Stage) -> None:
    """From the start page to the form of residence registration."""
    stage.press("Wartenummer ziehen")
    stage.press("Wohnsitz")
    stage.press("Wohnsitz an- oder ummelden")
    stage.press("Formular vorbereiten")


def _hand_over(stage: Stage, name: str) -> None:
    stage.press("Ja, alles stimmt")
    stage.await_slip(SlipState.PRINTED)
    stage.picture(name)
    keep_shown_papers(stage, name.removesuffix("-ticket"))
    stage.press("Fertig")


def _today(stage: Stage) -> date:
    return stage.running.terminal.visit.office.today()
