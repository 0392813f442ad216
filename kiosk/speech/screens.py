# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said when a page comes up: heading, lead, content, what can be chosen, and how to go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.languages import Language
from kiosk.speech.utterance import Telling, Utterance
from kiosk.text import NOTHING, TN, T, Text
from kiosk.visit.screens import (
    Action,
    AnswerScreen,
    Document,
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
    TicketScreen,
)

ONWARD = T("Weiter mit der Pfeiltaste nach unten.")
TYPE_DIGITS = T("Bitte tippen Sie die Ziffern ein. Weiter mit der Pfeiltaste nach unten.")
HOW_IT_WORKS = T(
    "Mit den Pfeiltasten nach unten und nach oben hören Sie, was Sie wählen können. Die Pfeiltaste nach rechts wählt. "
    "Die Pfeiltaste nach links geht zurück."
)
ONLY_HEADPHONES = T(
    "Was Sie eintippen, lesen wir nur über Kopfhörer vor. Bei „Barrierefrei“ können Sie das ändern."
)


def say_screen(screen: Screen, language: Language) -> tuple[Utterance, ...]:
    """Everything on the screen, what lies over the page included, and one hint how to go on."""
    telling = Telling(language)
    over = screen.frame.overlay
    if over is not Overlay.NONE:
        return (*say_overlay(screen.frame, telling), *telling.tell(ONWARD))
    return (*content(screen, telling), *_privacy(screen, telling), *telling.tell(hint(screen)))


def content(screen: Screen, telling: Telling) -> Iterator[Utterance]:
    """What the page itself says."""
    tell = telling.tell
    match screen:
        case StartScreen():
            yield from tell(T("Guten Tag!"), T("Was möchten Sie tun?"), screen.notice)
            yield from choices((*screen.tiles, *screen.rows), telling)
        case ScanScreen():
            yield from tell(screen.notice, screen.heading, screen.lead, screen.place)
            yield from choices(screen.rows, telling)
        case KeypadScreen():
            yield from tell(screen.error, screen.heading, screen.lead, screen.remaining)
            yield from choices(screen.actions, telling)
        case AnswerScreen():
            of_form = screen.name.startswith("form-")
            speak = telling.tell_form if of_form else tell
            yield from speak(screen.heading, *screen.body, screen.question)
            yield from tell(screen.assurance)
            yield from choices(screen.actions, telling)
        case ListScreen():
            yield from tell(screen.heading, screen.lead)
            yield from choices((*screen.rows, *screen.actions), telling)
        case ServiceScreen():
            yield from _service(screen, telling)
        case TicketScreen():
            yield from _ticket(screen, telling)
        case StaffScreen():
            yield from tell(screen.place, screen.heading, screen.lead)
            for device in screen.devices:
                yield from tell(T("{name}: {state}", name=device.name, state=device.state), device.detail)
            yield from choices(screen.actions, telling)
        case _:
            # Forms and answers bring their models with them.
            from kiosk.speech.forms import form_content
            from kiosk.speech.questions import question_content

            yield from (
                form_content(screen, telling) or question_content(screen, telling) or _any(screen, telling)
            )


def _any(screen: Screen, telling: Telling) -> tuple[Utterance, ...]:
    """Of a page that nobody thought of here: better its heading and its buttons than silence."""
    texts = [getattr(screen, name, NOTHING) for name in ("heading", "lead", "question", "note")]
    actions = (*getattr(screen, "rows", ()), *getattr(screen, "actions", ()))
    return (*telling.tell(*texts), *choices(actions, telling))


def choices(actions: Iterable[Action], telling: Telling) -> Iterator[Utterance]:
    """What can be chosen, each with what stands under it."""
    for action in actions:
        lines = (action.label, action.hint, *(fact.text for fact in action.facts))
        words = " ".join(telling.words(line) for line in lines if line != NOTHING)
        if words:
            yield Utterance(words, news=False)


def documents(title: Text, needed: Iterable[Document], telling: Telling) -> Iterator[Utterance]:
    """What to bring, under a title that is said only when there is something."""
    needed = tuple(needed)
    if needed:
        yield from telling.tell(title)
    for document in needed:
        yield from telling.tell(document.title, document.when)


def say_overlay(frame: Frame, telling: Telling) -> Iterator[Utterance]:
    """What lies over the page."""
    tell = telling.tell
    match frame.overlay:
        case Overlay.LANGUAGES:
            yield from tell(T("Sprache · Language"))
        case Overlay.ACCESSIBILITY:
            yield from tell(T("So geht es leichter"))
        case Overlay.HELP if frame.help_coming:
            yield from tell(
                T("Jemand ist unterwegs."), T("Ihr Ruf ist angekommen. Gleich ist jemand bei Ihnen.")
            )
        case Overlay.HELP:
            yield from tell(
                T("Hilfe kommt."),
                T("Jemand kommt gleich zu Ihnen an dieses Gerät."),
                T("Sie können inzwischen weitermachen."),
                T("Wir lassen Ihre Seite so lange offen."),
            )
        case Overlay.IDLE:
            yield from tell(T("Sind Sie noch da?"), _ends_in(frame.seconds_left or 0))
        case _:
            return


def hint(screen: Screen) -> Text:
    """The one sentence on how to go on."""
    match screen:
        case StartScreen():
            return HOW_IT_WORKS
        case KeypadScreen():
            return TYPE_DIGITS
        case _:
            return ONWARD


def takes_typing(screen: Screen) -> bool:
    """Whether the visitor types something on this page, or finds there what they typed."""
    if isinstance(screen, KeypadScreen) or screen.kind == "check":
        return True
    fields = getattr(screen, "fields", ())
    return any(one.inputs for one in fields)


def _privacy(screen: Screen, telling: Telling) -> Iterator[Utterance]:
    """Without headphones the visitor has to know why the terminal does not repeat what they type."""
    frame = screen.frame
    if takes_typing(screen) and not frame.headphones and "speak-aloud" not in frame.settings:
        yield from telling.tell(ONLY_HEADPHONES)


def _ends_in(seconds: int) -> Text:
    return TN(
        "In {count} Sekunde beenden wir. Ihre Eingaben werden dann gelöscht.",
        "In {count} Sekunden beenden wir. Ihre Eingaben werden dann gelöscht.",
        seconds,
    )


def bring_and_pay(
    usual: Iterable[Document], special: Iterable[Document], fees: Iterable[Fee], telling: Telling
) -> Iterator[Utterance]:
    """What to bring and what it costs."""
    yield from documents(T("Das brauchen Sie"), usual, telling)
    yield from documents(T("Manche brauchen auch"), special, telling)
    fees = tuple(fees)
    if fees:
        yield from telling.tell(T("Das kostet es"))
    for fee in fees:
        yield from telling.tell(T("{name}: {state}", name=fee.title, state=fee.amount))


def _service(screen: ServiceScreen, telling: Telling) -> Iterator[Utterance]:
    tell = telling.tell
    yield from tell(screen.heading, screen.wait)
    yield from bring_and_pay(screen.documents, screen.special, screen.fees, telling)
    yield from tell(*screen.notes)
    yield from choices(screen.actions, telling)


def _ticket(screen: TicketScreen, telling: Telling) -> Iterator[Utterance]:
    """Number, place and time first; then all that the slip says (EN 301 549, 5.1.3.16)."""
    tell = telling.tell
    yield from tell(T("Ihre Nummer ist {number}.", number=screen.number), screen.heading)
    yield from tell(screen.place, screen.place_detail)
    yield from tell(T("Wartezeit: {wait}", wait=screen.wait) if screen.wait != NOTHING else NOTHING)
    yield from tell(screen.code_title, screen.code_detail)
    yield from documents(T("Bitte bereithalten"), screen.documents, telling)
    yield from tell(screen.slip_title, screen.slip_detail)
    yield from tell(*screen.printed)
    yield from choices(screen.actions, telling)
