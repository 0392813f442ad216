# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of registration as the form engine asks for them (:class:`kiosk.forms.rules.FormRules`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kiosk.forms.rules import Answers, Item, Problem, RecordPapers, Remark
from kiosk.registration import documents as _documents
from kiosk.registration import doubts as _doubts
from kiosk.registration import papers as _papers
from kiosk.registration import remarks as _remarks
from kiosk.registration.cases import case_title, find_case
from kiosk.registration.facts import KNOWN_FACTS, form_facts, item_facts
from kiosk.registration.reading import Person, Reading
from kiosk.wire.record import RecordDocument, RecordDoubt


class RegistrationRules:
    """An-, Um- and Abmeldung and changes of status."""

    @property
    def known_facts(self) -> Mapping[str, tuple[str, ...]]:
        """See :data:`kiosk.registration.facts.KNOWN_FACTS`."""
        return KNOWN_FACTS

    def facts(self, answers: Answers, item: Item | None, today: date) -> Mapping[str, str]:
        """What the law says of these answers; unknown facts are left out, so that they fit no condition."""
        reading = Reading(answers)
        found = form_facts(reading, today)
        if (person := _person(reading, item)) is not None:
            found |= item_facts(person, today)
        return found

    def problems(self, page: str, answers: Answers, item: Item | None, today: date) -> tuple[Problem, ...]:
        """Who does not fit on the form (BMG § 23 Abs. 4)."""
        del today
        reading = Reading(answers)
        return _remarks.problems(page, reading, _person(reading, item))

    def remarks(self, page: str, answers: Answers, item: Item | None, today: date) -> tuple[Remark, ...]:
        """Deadlines in words."""
        del item
        return _remarks.remarks(page, Reading(answers), today)

    def doubts(self, answers: Answers, today: date) -> tuple[RecordDoubt, ...]:
        """Marks for the clerk."""
        return _doubts.doubts(Reading(answers), today)

    def documents(self, answers: Answers, today: date) -> tuple[RecordDocument, ...]:
        """What to bring."""
        return _documents.documents(Reading(answers), today)

    def case(self, answers: Answers, today: date) -> tuple[str, str] | None:
        """The case A to Q."""
        reading = Reading(answers)
        found = find_case(reading, today)
        return (found.value, case_title(reading, today)) if found else None

    def papers(self, answers: Answers, today: date) -> RecordPapers:
        """The Vorbereitungsbogen always, the form for the landlord when the confirmation is missing (BMG § 19 Abs. 2)."""
        del today
        return _papers.papers(Reading(answers))


def _person(reading: Reading, item: Item | None) -> Person | None:
    if item is None or item.group != "persons" or item.index >= len(reading.persons):
        return None
    return reading.persons[item.index]


RULES = RegistrationRules()
