# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A question in the visitor's own words, and an answer that somebody has approved.

What is typed lives in the page and goes with it; it is neither kept nor sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.answers import Answer
from kiosk.answers.models import Shown
from kiosk.services import Service
from kiosk.services.documents import documents_for, usual_documents
from kiosk.text import NOTHING, TN, T, Text
from kiosk.visit.form_screens import FieldKind, FormInput, Pad, ScreenField
from kiosk.visit.info import hours_blocks
from kiosk.visit.info_services import coming_fees, elsewhere, start_action, start_service
from kiosk.visit.leaflet import Leaflet
from kiosk.visit.online import OnlinePage, offered
from kiosk.visit.page import SPEAK_TO_SOMEBODY, Page
from kiosk.visit.question_screens import QUESTION, Block, QuestionsScreen, ReplyScreen
from kiosk.visit.screens import Action, Document, Fee, Frame, Screen, Style
from kiosk.visit.walkin import document_of, fees_of

if TYPE_CHECKING:
    from kiosk.visit.events import LeafletEnded
    from kiosk.visit.visit import Visit

LETTERS_AT_MOST = 120

NONE_OF_THESE = Action(
    "help",
    # Translators: the row takes two lines, at most 60 letters
    T("Nichts davon: einen Menschen fragen"),
    Style.HUMAN,
    icon="support_agent",
    hint=T("Wir kommen zu Ihnen ans Gerät."),
)


class QuestionsPage(Page):
    """Type a few words; the three answers that fit best come at once."""

    takes_scans = False

    def __init__(self) -> None:
        self._typed = ""
        self._found: tuple[str, str, tuple[Answer, ...]] | None = None

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        answers = self._answers(visit, frame.language)
        rows = [
            Action(f"answer:{answer.key}", T("{words}", words=answer.title), Style.ROW, icon="article")
            for answer in answers
        ]
        return QuestionsScreen(
            serial=serial,
            frame=frame,
            heading=T("Was möchten Sie wissen?"),
            fields=(_field(),),
            found=self._said(len(answers)),
            rows=(*rows, NONE_OF_THESE),
            texts={QUESTION: self._typed},
        )

    def chosen(self, visit: Visit, action: str) -> None:
        key = action.removeprefix("answer:")
        if action.startswith("answer:") and visit.around.answers.book(visit.language).get(key) is not None:
            visit.go(AnswerPage(key))

    def typed(self, visit: Visit, box: str, text: str) -> None:
        if box == QUESTION:
            self._typed = text[:LETTERS_AT_MOST]

    def _answers(self, visit: Visit, language: str) -> tuple[Answer, ...]:
        """Looked up again only when something changed: the screen is asked for every second."""
        if self._found is None or self._found[:2] != (language, self._typed):
            book = visit.around.answers.book(language)
            asked = self._typed.strip()
            self._found = (language, self._typed, book.search(asked) if asked else book.frequent)
        return self._found[2]

    def _said(self, found: int) -> Text:
        if not self._typed.strip():
            return T("Das fragen viele:") if found else NOTHING
        if not found:
            return T("Dazu haben wir noch keine Antwort.")
        return TN("{count} Antwort passt:", "{count} Antworten passen:", found)


class AnswerPage(Page):
    """One answer, what the terminal knows of it today, and the way on."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._leaflet = Leaflet()

    def show(self, visit: Visit, serial: int, frame: Frame) -> Screen:
        screen = self._reply(visit, serial, frame)
        return self._leaflet.offered_on(screen, visit)

    def chosen(self, visit: Visit, action: str) -> None:
        answer = visit.around.answers.book(visit.language).get(self._key)
        if answer is None:
            return
        match action:
            case "start" if (service := visit.office.service(answer.service)) is not None:
                start_service(visit, service)
            case "online" if (online := offered(visit).get(answer.online)) is not None:
                visit.go(OnlinePage(online.key))
            case "print":
                screen = self.show(visit, 0, visit.screen.frame)
                if isinstance(screen, ReplyScreen):
                    self._leaflet.print(screen, visit)

    def leaflet_ended(self, visit: Visit, event: LeafletEnded) -> None:
        self._leaflet.ended(event)

    def _reply(self, visit: Visit, serial: int, frame: Frame) -> ReplyScreen:
        answer = visit.around.answers.book(frame.language).get(self._key)
        if answer is None:  # the files have changed under the page
            return ReplyScreen(
                serial=serial,
                frame=frame,
                name="answer",
                heading=T("Dazu haben wir noch keine Antwort."),
                actions=(SPEAK_TO_SOMEBODY,),
            )
        service = _service(visit, answer)
        usual, special = _documents(visit, answer, service)
        return ReplyScreen(
            serial=serial,
            frame=frame,
            name="answer",
            heading=T("{words}", words=answer.title),
            body=(T("{words}", words=answer.text),),
            norm=answer.norm,
            documents=usual,
            special=special,
            fees=_fees(visit, answer, service),
            blocks=_blocks(visit, answer, service),
            actions=tuple(_ways_on(visit, answer, service)),
        )


def _field() -> ScreenField:
    return ScreenField(
        key="question",
        kind=FieldKind.SEARCH,
        label=T("Ihre Frage"),
        legend=False,
        inputs=(FormInput(QUESTION, T("Ihre Frage"), Pad.QUESTION, LETTERS_AT_MOST, 40),),
    )


def _service(visit: Visit, answer: Answer) -> Service | None:
    if visit.office.configuration is None or not answer.service:
        return None
    return visit.office.service(answer.service)


def _documents(
    visit: Visit, answer: Answer, service: Service | None
) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    if service is None or Shown.DOCUMENTS not in answer.shows:
        return (), ()
    usual = usual_documents(service, {})
    special = (needed.document for needed in documents_for(service, {}) if needed.document not in usual)
    return (
        tuple(document_of(visit.office, one) for one in usual),
        tuple(document_of(visit.office, one) for one in special),
    )


def _fees(visit: Visit, answer: Answer, service: Service | None) -> tuple[Fee, ...]:
    if service is None or Shown.FEES not in answer.shows:
        return ()
    return (*fees_of(visit.office, service), *coming_fees(service, visit.office.today()))


def _blocks(visit: Visit, answer: Answer, service: Service | None) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if Shown.HOURS in answer.shows and visit.office.configuration is not None:
        blocks += hours_blocks(visit, visit.office.office)
    if service is not None and visit.office.catalogue.get(service.key) is None:
        blocks += elsewhere(visit, service)
    return tuple(blocks)


def _ways_on(visit: Visit, answer: Answer, service: Service | None) -> list[Action]:
    actions = []
    online = offered(visit).get(answer.online)
    if online is not None:
        actions.append(
            Action("online", Text(online.title), Style.ROW, icon=online.icon, hint=Text(online.hint))
        )
    start = start_action(visit, service) if service is not None else None
    if start is not None:
        actions.append(start)
    return actions
