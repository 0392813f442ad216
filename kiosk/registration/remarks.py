# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the form says beside a question, and why a page does not let go."""

from __future__ import annotations

from datetime import date

from kiosk.forms.rules import Problem, Remark, Tone
from kiosk.registration.deadlines import (
    MoveIn,
    MoveOut,
    duty_begins,
    first_day_to_deregister,
    last_day_to_register,
    move_in_state,
    move_out_state,
)
from kiosk.registration.family import Apart, needs_own_form
from kiosk.registration.reading import PARTNER, Person, Reading
from kiosk.text import TN, T

# Keys of pages of the form file.
RELATION, SAME_MOVE = "relation", "same-move"


def remarks(page: str, reading: Reading, today: date) -> tuple[Remark, ...]:
    """Notes for ``page``; never a reason to stop."""
    moved_in, moved_out = reading.day("move_in"), reading.day("move_out")
    match page:
        case "move-in" if moved_in:
            return _about_move_in(moved_in, today)
        case "not-yet-moved-in" if moved_in:
            return (
                Remark(
                    T(
                        "Bitte kommen Sie zwischen dem {first} und dem {last} wieder.",
                        first=moved_in,
                        last=last_day_to_register(moved_in),
                    ),
                    norm="§ 17 Abs. 1 BMG",
                ),
            )
        case "not-yet-moving-out" if moved_out:
            first = first_day_to_deregister(moved_out)
            return (
                Remark(T("Bitte kommen Sie ab dem {first} wieder.", first=first), norm="§ 17 Abs. 2 BMG"),
            )
        case "move-out" if (
            moved_out and reading.matter == "leave" and move_out_state(moved_out, today) is MoveOut.LATE
        ):
            return (_late(),)
        case "short-stay" if moved_in:
            begins = duty_begins(moved_in, registered_in_germany=reading.origin != "abroad")
            return (
                Remark(
                    T(
                        "Wohnen Sie am {day} noch hier? Dann melden Sie sich bitte in den zwei Wochen danach an.",
                        day=begins,
                    ),
                    norm="§ 27 Abs. 2 BMG",
                ),
            )
        case "name" if reading.matter == "child":
            return (Remark(T("Gemeint ist das Kind, das zu Ihnen zieht.")),)
        case "name" if reading.text("situation") in {"carer", "proxy"}:
            return (Remark(T("Gemeint ist die Person, für die Sie kommen.")),)
        case _:
            return ()


def _about_move_in(moved_in: date, today: date) -> tuple[Remark, ...]:
    days = (today - moved_in).days
    match move_in_state(moved_in, today):
        case MoveIn.LATE:
            return (_late(),)
        case MoveIn.IN_TIME if days == 0:
            return (Remark(T("Das ist heute. Sie sind rechtzeitig da."), Tone.GOOD, "§ 17 Abs. 1 BMG"),)
        case MoveIn.IN_TIME if days == 1:
            return (Remark(T("Das war gestern. Sie sind rechtzeitig da."), Tone.GOOD, "§ 17 Abs. 1 BMG"),)
        case MoveIn.IN_TIME:
            text = TN(
                "Das war vor {count} Tag. Sie sind rechtzeitig da.",
                "Das war vor {count} Tagen. Sie sind rechtzeitig da.",
                days,
            )
            return (Remark(text, Tone.GOOD, "§ 17 Abs. 1 BMG"),)
        case _:
            return ()


def _late() -> Remark:
    return Remark(
        T(
            "Die zwei Wochen sind vorbei. Sie können es trotzdem heute melden. Bitte sagen Sie am Schalter, warum es länger gedauert hat."
        ),
        Tone.CALM_WARNING,
        "§ 17 BMG, § 54 Abs. 2 BMG",
    )


def problems(page: str, reading: Reading, person: Person | None) -> tuple[Problem, ...]:
    """What does not fit together on ``page``."""
    if person is not None:
        return _about_person(page, reading, person)
    return ()


def _about_person(page: str, reading: Reading, person: Person) -> tuple[Problem, ...]:
    apart = needs_own_form(person)
    if page == RELATION and apart is Apart.NO_FAMILY:
        text = T(
            "Zusammen anmelden können sich nur Ehepaare, eingetragene Lebenspartner und Familien. "
            "Diese Person braucht ein eigenes Formular (§ 23 Abs. 4 BMG). Sie kann es gleich nach Ihnen ausfüllen."
        )
        return (Problem(text, "relation", removes_item=True),)
    if page == RELATION and person.relation == PARTNER and _partners(reading) > 1:
        return (Problem(T("Sie haben schon eine Partnerin oder einen Partner eingetragen."), "relation"),)
    if page == SAME_MOVE and apart is Apart.OTHER_MOVE:
        text = T(
            "Zusammen anmelden können sich nur Personen, die am selben Tag aus derselben Wohnung in dieselbe Wohnung gezogen "
            "sind. Diese Person braucht ein eigenes Formular (§ 23 Abs. 4 BMG). Sie kann es gleich nach Ihnen ausfüllen."
        )
        return (Problem(text, "same_move", removes_item=True),)
    return ()


def _partners(reading: Reading) -> int:
    return sum(person.relation == PARTNER for person in reading.persons)
