# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk demo``: the main journeys through the real window, without a display, a picture a step.

Everything is real: the window (drawn offscreen), the back office (HTTP on loopback), the scanner and the printer (the
same drivers and bytes as for real ones, over pseudo terminals). Only the visitor is played.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kiosk import log
from kiosk.store.outbox import Outbox
from kiosk.visit.events import SlipState
from kiosk.visit.screens import Overlay
from ui.demo_forms import family_from_abroad, move_within_the_city
from ui.demo_staff import staff_change_paper, staff_help_a_visitor
from ui.stage import Count, Stage, StageError

Journey = Callable[[Stage], None]


def on_time(stage: Stage) -> None:
    """Check-in on time, with the QR code."""
    stage.picture("start")
    stage.press("Ich habe einen Termin")
    stage.picture("scan")
    stage.scan("BT1.100001.1111")
    stage.await_kind("ticket")
    stage.picture("ticket-printing")
    stage.await_slip(SlipState.PRINTED)
    stage.picture("ticket-printed")
    stage.press("Fertig")


def late(stage: Stage) -> None:
    """Check-in after the time, number and code typed."""
    stage.press("Ich habe einen Termin")
    stage.press("Code eintippen")
    stage.type("1000")
    stage.picture("keypad")
    stage.type("03")
    stage.press("Weiter")
    stage.type("3333")
    stage.picture("keypad-code")
    stage.press("Weiter")
    stage.picture("late")
    stage.press("Heute warten")
    stage.await_slip(SlipState.PRINTED)
    stage.picture("late-ticket")
    stage.press("Fertig")


def other_answers(stage: Stage) -> None:
    """Early, another day, another office, unknown, not a code of ours."""
    for code, name in (
        ("BT1.100002.2222", "early"),
        ("BT1.100004.4444", "other-day"),
        ("BT1.100005.5555", "other-office"),
        ("BT1.100006.6666", "unknown"),
        ("#UT0123 train ticket", "not-a-code"),
    ):
        stage.press("Ich habe einen Termin")
        stage.scan(code)
        stage.picture(name)
        stage.press("Beenden")


def already(stage: Stage) -> None:
    """The same code a second time: the same number, and a second slip that says so."""
    stage.scan("BT1.100001.1111")
    stage.await_kind("ticket")
    stage.picture("already")
    stage.press("Zettel noch einmal drucken")
    stage.await_slip(SlipState.PRINTED)
    stage.press("Fertig")


def walk_in(stage: Stage) -> None:
    """Without an appointment: what is it about, what to bring, the number."""
    stage.press("Wartenummer ziehen")
    stage.picture("topics")
    stage.press("Wohnsitz")
    stage.picture("services")
    stage.press("Wohnsitz an- oder ummelden")
    stage.picture("service")
    stage.press("Nur Nummer ziehen")
    stage.await_slip(SlipState.PRINTED)
    stage.picture("walk-in-ticket")
    stage.press("Fertig")


def appointment_only(stage: Stage) -> None:
    """A service that is for people with an appointment today."""
    stage.press("Wartenummer ziehen")
    stage.press("Fahrzeug und Parken")
    stage.press("Bewohnerparken")
    stage.picture("appointment-only")
    stage.press("Beenden")


def in_english(stage: Stage) -> None:
    """English, changed in the middle of a visit without losing the page."""
    stage.press("Wartenummer ziehen")
    stage.press("Deutsch")
    stage.picture("languages")
    stage.press("English")
    stage.picture("topics-english")
    stage.press(stage.say("Wohnsitz"))
    stage.press(stage.say("Wohnsitz an- oder ummelden"))
    stage.picture("service-english")
    stage.press(stage.say("Nur Nummer ziehen"))
    stage.await_slip(SlipState.PRINTED)
    stage.picture("ticket-english")
    stage.press(stage.say("Fertig"))


def accessible(stage: Stage) -> None:
    """Larger text, high contrast, everything within lower reach."""
    stage.press("Wartenummer ziehen")
    stage.press("Barrierefrei")
    stage.picture("accessibility")
    stage.press("Größere Schrift")
    stage.press("Fertig")
    stage.picture("topics-large")
    stage.press("Barrierefrei")
    stage.press("Starker Kontrast")
    stage.press("Tasten weiter unten")
    stage.press("Fertig")
    stage.picture("topics-large-contrast-low")
    stage.press("Beenden")


def without_paper(stage: Stage) -> None:
    """No paper: the number stays on the screen, staff know."""
    stage.printer.simulator.set(paper_out=True)
    stage.wait(lambda: stage.printer.status.obstacle is not None, "the printer's word")
    stage.press("Wartenummer ziehen")
    stage.press("Etwas abholen")
    stage.press("Nummer ziehen")
    stage.await_slip(SlipState.NOT_PRINTED)
    stage.picture("no-paper")
    stage.press("Fertig")
    stage.printer.simulator.set(paper_out=False)
    stage.wait(lambda: stage.printer.status.obstacle is None, "new paper")


def without_a_line(stage: Stage) -> None:
    """The back office is gone: a number all the same, and it arrives when the line is back."""
    link, terminal = stage.running.link, stage.running.terminal
    link.pause()
    stage.press("Wartenummer ziehen")
    stage.press("Wohnsitz")
    stage.press("Wohnsitz an- oder ummelden")
    stage.press("Nur Nummer ziehen")
    stage.await_slip(SlipState.PRINTED)
    stage.wait(lambda: terminal.sync is not None and not terminal.sync.is_online, "the missing line")
    stage.picture("offline-ticket")
    stage.press("Fertig")
    if Outbox(terminal.database).summary().waiting != 1:
        raise StageError("the ticket does not wait in the outbox")
    link.resume()
    stage.clock.skip(60)
    terminal.hurry_sync()
    stage.wait(lambda: Outbox(terminal.database).summary().waiting == 0, "the ticket's arrival")


def help_comes(stage: Stage) -> None:
    """A person is called, from any page."""
    stage.press("Auskunft & Öffnungszeiten")
    stage.picture("info")
    stage.press("Hilfe")
    stage.picture("help")
    stage.press("Weitermachen")
    stage.press("Beenden")


def questions(stage: Stage) -> None:
    """A question in somebody's own words, its answer, and a service that goes on by phone."""
    stage.press("Auskunft & Öffnungszeiten")
    stage.press("Eine Frage stellen")
    stage.write("pin vergesen")
    answer = "Ich habe die PIN von meinem Ausweis vergessen."
    stage.wait(lambda: stage.sees(answer), "the answer to be found")
    stage.picture("questions")
    stage.press(answer)
    stage.picture("reply")
    stage.press("PIN für den Online-Ausweis")
    stage.picture("online-question")
    for _ in range(4):
        stage.press("Ja")
    stage.picture("online-by-phone")
    stage.press("Ausdrucken")
    stage.await_note("Bitte nehmen Sie den Zettel.")
    stage.press("Zurück")
    stage.press("Nein")
    stage.picture("online-not")
    stage.press("Beenden")


def still_there(stage: Stage) -> None:
    """Nobody touches anything: asked once, then wiped."""
    stage.press("Ich habe einen Termin")
    stage.press("Code eintippen")
    stage.type("4711")
    stage.skip(61, lambda: stage.screen.frame.overlay is Overlay.IDLE, "the question")
    stage.picture("idle")
    stage.skip(31, lambda: stage.screen.kind == "start", "the start page")
    stage.picture("start-again")


JOURNEYS: tuple[Journey, ...] = (
    on_time,
    late,
    other_answers,
    already,
    walk_in,
    appointment_only,
    move_within_the_city,
    family_from_abroad,
    in_english,
    accessible,
    without_paper,
    staff_change_paper,
    staff_help_a_visitor,
    without_a_line,
    help_comes,
    questions,
    still_there,
)


def play(out: Path) -> int:
    """Play all journeys; pictures go to ``out``, a line a journey to standard output. Returns the exit code."""
    out.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("[0-9][0-9]-*.png"), *(out / "slips").glob("slip-*")):
        old.unlink()
    state_dir = Path(tempfile.mkdtemp(prefix="buergerterminal-demo-"))
    log.configure(out / "log", to_stderr=False)
    began = time.monotonic()
    failed = 0
    stage = Stage(out, state_dir)
    try:
        stage.open()
        for journey in JOURNEYS:
            failed += not _play_one(stage, journey)
    except StageError as error:
        print(f"FAILED  {error}")
        failed += 1
    finally:
        stage.close()
        shutil.rmtree(state_dir, ignore_errors=True)
    print(
        f"{len(JOURNEYS) - failed} of {len(JOURNEYS)} journeys, {time.monotonic() - began:.0f} s, pictures in {out}"
    )
    return 1 if failed else 0


def _play_one(stage: Stage, journey: Journey) -> bool:
    stage.count = Count()
    began = time.monotonic()
    words = (journey.__doc__ or journey.__name__).strip()
    try:
        stage.await_kind("start")
        journey(stage)
        stage.await_kind("start")
    except StageError as error:
        stage.picture(f"failed-{journey.__name__}")
        print(f"FAILED  {words} {error}")
        stage.running.terminal.end_visit()
        return False
    count = stage.count
    form = f"{len(count.pages)} form pages, "
    print(
        f"ok  {words} {form if count.pages else ''}{count.touches} touches, {count.pictures} pictures, "
        f"{time.monotonic() - began:.1f} s"
    )
    return True
