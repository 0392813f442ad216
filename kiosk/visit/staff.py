# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages for staff: how the terminal stands, a test slip, slips that did not come out. They lie over the visit."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from devices.printer import JobState
from kiosk import hours
from kiosk.staff.desk import StaffDesk
from kiosk.staff.words import ENDINGS, REASONS, devices
from kiosk.store.database import StoreError
from kiosk.text import NOTHING, TN, T, Text
from kiosk.visit.page import Page
from kiosk.visit.screens import (
    Action,
    AnswerScreen,
    Condition,
    Frame,
    Screen,
    StaffScreen,
    Style,
)

if TYPE_CHECKING:
    from kiosk.printing.trial import Trial
    from kiosk.visit.visit import Visit

DONE = Action("done", T("Fertig"), Style.PRIMARY, icon="check")
TRIAL = Action("trial", T("Testzettel drucken"), Style.ROW, icon="print")


class StaffPage(Page):
    """Base of the staff pages. They close themselves when nobody touches anything."""

    takes_scans = False
    may_idle = False
    for_staff_only = True
    """Whether somebody has proved to be staff."""

    def open_for(self, visit: Visit) -> float:
        """Seconds without touch after which everything for staff closes."""
        return visit.around.times.staff

    def trial_ended(self, visit: Visit, trial: Trial) -> None:
        """The test slip has ended."""

    @staticmethod
    def desk(visit: Visit) -> StaffDesk:
        """The staff's side of the terminal."""
        desk = visit.around.staff
        assert desk is not None  # without it no page for staff opens
        return desk


class OverviewPage(StaffPage):
    """Every device with its health, and what can be done."""

    allows_back = False

    def __init__(self) -> None:
        self._said: Text = NOTHING

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        facts = self.desk(visit).facts()
        configuration = visit.office.configuration
        rows = devices(facts, hours.zone(configuration.office) if configuration else UTC)
        to_see_to = [row.condition for row in rows if row.condition in (Condition.ATTENTION, Condition.FAULT)]
        worst = Condition.FAULT if Condition.FAULT in to_see_to else Condition.ATTENTION
        return StaffScreen(
            serial=serial,
            frame=frame,
            place=place_of(visit),
            heading=TN(
                "{count} Ding braucht Aufmerksamkeit", "{count} Dinge brauchen Aufmerksamkeit", len(to_see_to)
            )
            if to_see_to
            else T("Alles in Ordnung"),
            lead=self._said or _service(visit),
            condition=worst if to_see_to else Condition.GOOD,
            devices=rows,
            actions=tuple(self._actions(visit, len(facts.missed), facts.outbox.dead if facts.outbox else 0)),
        )

    @staticmethod
    def _actions(visit: Visit, missed: int, refused: int) -> list[Action]:
        begun = visit.is_going_on
        actions = [
            Action("visitor", T("Dem Besuch helfen"), Style.ROW, icon="support_agent")
            if begun
            else Action("assist", T("Besuch begleiten"), Style.ROW, icon="handshake"),
            Action("number", T("Nummer ausgeben"), Style.ROW, icon="confirmation_number"),
            Action("reprint", T("Letzten Zettel noch einmal"), Style.ROW, icon="replay"),
            Action("paper", T("Papierrolle wechseln"), Style.ROW, icon="receipt_long"),
            TRIAL,
            Action("sync", T("Jetzt abgleichen"), Style.ROW, icon="sync"),
        ]
        if missed:
            actions.append(Action("missed", T("Fehlende Zettel"), Style.ROW, icon="print_error"))
        if refused:
            actions.append(Action("send-again", T("Abgelehntes neu senden"), Style.ROW, icon="sync_problem"))
        return [*actions, Action("lock", T("Sperren"), Style.PRIMARY, icon="lock")]

    def chosen(self, visit: Visit, action: str) -> None:
        from kiosk.visit.staffpaper import PaperPage
        from kiosk.visit.stafftickets import ServicesPage, reprint_latest
        from kiosk.visit.staffvisitor import VisitorPage, assist

        self._said = NOTHING
        desk = self.desk(visit)
        match action:
            case "lock":
                visit.leave_staff()
            case "paper":
                visit.layer.open(PaperPage(desk.printer()))
            case "visitor" if visit.is_going_on:
                visit.layer.open(VisitorPage())
            case "assist" if not visit.is_going_on:
                assist(visit)
            case "number":
                visit.layer.open(ServicesPage())
            case "reprint":
                self._said = reprint_latest(visit)
            case "trial":
                visit.layer.open(TrialPage.begin(desk))
            case "missed":
                visit.layer.open(MissedPage())
            case "sync":
                desk.synchronise()
                self._said = T("Das Terminal gleicht sich jetzt mit der Zentrale ab.")
            case "send-again":
                self._send_again(desk)

    def _send_again(self, desk: StaffDesk) -> None:
        try:
            count = desk.send_refused_again()
        except StoreError:
            self._said = STORE_SILENT
        else:
            self._said = TN(
                "{count} Meldung wird noch einmal gesendet.",
                "{count} Meldungen werden noch einmal gesendet.",
                count,
            )


class TrialPage(StaffPage):
    """A test slip: how long it should take, how long it took, and how it ended."""

    def __init__(self) -> None:
        self._trial: Trial | None = None

    @classmethod
    def begin(cls, desk: StaffDesk) -> TrialPage:
        """Ask for a test slip and open the page that waits for it."""
        desk.print_trial()
        return cls()

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        trial = self._trial
        if trial is None:
            return AnswerScreen(
                serial=serial,
                frame=frame,
                name="trial-printing",
                heading=T("Der Testzettel wird gedruckt."),
                body=(T("Wartet noch ein Zettel, kommt dieser zuerst."),),
                icon="hourglass_top",
            )
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name=f"trial-{trial.state}",
            heading=ENDINGS.get(trial.state, ENDINGS[JobState.FAILED]),
            body=tuple(_result(trial)),
            icon="check_circle" if trial.state is JobState.PRINTED else "print_error",
            actions=(Action("trial", T("Noch einmal drucken"), Style.ROW, icon="print"), DONE),
        )

    def trial_ended(self, visit: Visit, trial: Trial) -> None:
        self._trial = trial

    def chosen(self, visit: Visit, action: str) -> None:
        match action:
            case "done":
                visit.back()
            case "trial" if self._trial is not None:
                visit.layer.replace(TrialPage.begin(self.desk(visit)))


class MissedPage(StaffPage):
    """Slips that did not come out: print them after all, or forget them."""

    def __init__(self) -> None:
        self._said: Text = NOTHING

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        missed = self.desk(visit).facts().missed
        if not missed:
            return AnswerScreen(
                serial=serial,
                frame=frame,
                name="missed-none",
                heading=T("Es fehlt kein Zettel."),
                body=(self._said,) if self._said else (),
                icon="check_circle",
                actions=(DONE,),
            )
        return AnswerScreen(
            serial=serial,
            frame=frame,
            name="missed",
            heading=TN(
                "{count} Zettel ist nicht herausgekommen.",
                "{count} Zettel sind nicht herausgekommen.",
                len(missed),
            ),
            body=(
                T("**{numbers}**", numbers=", ".join(missed)),
                self._said or T("Diese Nummern gelten auch ohne Zettel."),
            ),
            question=T("Wartet noch jemand darauf?"),
            actions=(
                Action(
                    "print",
                    T("Ja, jetzt drucken"),
                    Style.ROW,
                    icon="print",
                    hint=T("Auf jedem steht „Zweitdruck“."),
                ),
                Action("drop", T("Nein, nicht mehr drucken"), Style.ROW, icon="close"),
            ),
        )

    def chosen(self, visit: Visit, action: str) -> None:
        desk = self.desk(visit)
        try:
            match action:
                case "print":
                    count = desk.print_missed()
                    self._said = TN("{count} Zettel wird gedruckt.", "{count} Zettel werden gedruckt.", count)
                case "drop":
                    desk.drop_missed()
                    self._said = T("Sie werden nicht mehr gedruckt.")
                case "done":
                    visit.back()
        except StoreError:
            self._said = STORE_SILENT


STORE_SILENT = T("Das ging nicht: Der Speicher antwortet nicht.")


def _result(trial: Trial) -> list[Text]:
    lines = [REASONS[trial.reason]] if trial.reason else []
    if trial.state is JobState.UNCERTAIN:
        lines.append(T("Bitte sehen Sie nach, ob er herausgekommen ist."))
    if trial.predicted:
        expected = T("Erwartet: **{seconds} Sekunden**", seconds=round(trial.predicted, 1))
        lines.append(expected)
    if trial.state is not JobState.FAILED:
        lines.append(T("Gebraucht: **{seconds} Sekunden**", seconds=round(trial.actual, 1)))
    if trial.weak:
        lines.append(T("Dieser Drucker meldet nur, dass er alles angenommen hat. Bitte sehen Sie nach."))
    return lines


def place_of(visit: Visit) -> Text:
    """Which terminal this is, and whose badge opened it."""
    configuration = visit.office.configuration
    if configuration is None:
        return NOTHING
    here = T(
        "Terminal {number} · {office}",
        number=configuration.terminal_number,
        office=configuration.office.name,
    )
    staff = visit.layer.unlocked_by
    return T("{here} · Ausweis {number}", here=here, number=staff) if staff else here


def _service(visit: Visit) -> Text:
    if visit.is_going_on:
        return T("Ein Besuch ist offen. Er geht weiter, wenn Sie sperren.")
    return T("Das Terminal ist in Betrieb.")
