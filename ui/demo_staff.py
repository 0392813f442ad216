# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Demo journeys of staff beside the terminal."""

from __future__ import annotations

from contextlib import suppress

from kiosk.setaside.code import qr_text
from kiosk.visit.events import SlipState
from kiosk.visit.form_screens import FormScreen
from kiosk.visit.screens import AnswerScreen
from ui.demo_forms import HERE, open_form
from ui.stage import STAFF_PIN, Stage, StageError
from ui.visitor import FormVisitor, Knowledge


def staff_change_paper(stage: Stage) -> None:
    """Staff come to a visitor without slip, change the roll, print what is missing, and test the printer."""
    printer = stage.printer.simulator
    printer.set(paper_out=True)
    stage.wait(lambda: stage.printer.status.obstacle is not None, "the printer's word")
    stage.press("Wartenummer ziehen")
    stage.press("Etwas abholen")
    stage.press("Nummer ziehen")
    stage.await_slip(SlipState.NOT_PRINTED)
    stage.press("Hilfe")
    stage.picture("help-for-staff")
    stage.press("Für Personal")
    stage.type(STAFF_PIN[:4])
    stage.picture("staff-pin")
    stage.type(STAFF_PIN[4:])
    stage.await_kind("staff")
    stage.picture("staff-no-paper")
    stage.press("Papierrolle wechseln")
    printer.set(cover_open=True)
    stage.await_answer("paper-insert")
    stage.picture("staff-paper-insert")
    printer.set(paper_out=False, cover_open=False)
    stage.await_answer("paper-seen")
    stage.picture("staff-paper-seen")
    stage.press("Fehlende Zettel")
    stage.picture("staff-missing-slips")
    stage.press("Ja, jetzt drucken")
    stage.press("Fertig")
    stage.press("Testzettel drucken")
    stage.await_answer("trial-printed")
    stage.picture("staff-test-slip")
    stage.press("Fertig")
    stage.picture("staff-all-well")
    stage.press("Sperren")
    stage.await_slip(SlipState.PRINTED)
    stage.picture("second-slip")
    stage.press("Fertig")


def staff_help_a_visitor(stage: Stage) -> None:
    """A form does not go on: staff see where, put it aside, it goes on later; somebody else gets a number and priority."""
    open_form(stage)
    knows: Knowledge = {**HERE, "matter": "same-city", "new_number": ""}
    with suppress(StageError):  # the page does not let go: nobody has said when they moved
        FormVisitor(stage, knows).to_the_end()
    stage.picture("stuck")
    stage.press("Hilfe")
    stage.press("Für Personal")
    stage.type(STAFF_PIN)
    stage.await_kind("staff")
    stage.picture("staff-with-a-visit")
    stage.press("Dem Besuch helfen")
    stage.picture("staff-helps")
    stage.press("Formular zurücklegen")
    stage.await_answer("set-aside")
    stage.wait(lambda: "Zettel" in _body(stage), "the slip with the code")
    stage.picture("set-aside")
    code = "".join(c for c in _body(stage).partition("Code:")[2][:26] if c.isdigit())
    stage.press("Fertig")
    stage.scan(qr_text(code))
    stage.wait(lambda: isinstance(stage.screen, FormScreen), "the form")
    stage.picture("resumed")
    stage.press("Beenden")
    stage.press("Auskunft & Öffnungszeiten")
    stage.press("Für Personal")
    stage.type(STAFF_PIN)
    stage.press("Nummer ausgeben")
    stage.picture("staff-services")
    stage.press("Wohnsitz an- oder ummelden")
    stage.wait(lambda: "gedruckt." in _body(stage), "the slip")
    stage.press("Vorrang geben")
    stage.picture("staff-reason")
    stage.press("Kleines Kind dabei")
    stage.picture("staff-issued")
    stage.press("Fertig")
    stage.press("Sperren")


def _body(stage: Stage) -> str:
    screen = stage.screen
    return " ".join(stage.words(text) for text in screen.body) if isinstance(screen, AnswerScreen) else ""
