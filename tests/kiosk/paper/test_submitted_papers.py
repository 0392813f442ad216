# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the last touch of the form to the papers: sealed for the desk, behind the link for the phone, on no disk."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.paper.landlord import landlord_form
from kiosk.paper.sheet import preparation_sheet
from kiosk.registration.reading import Reading
from kiosk.registration.rules import RULES
from kiosk.visit.screens import TicketScreen
from kiosk.wire.bundle import Bundle, PaperKind
from kiosk.wire.handover import Handover
from kiosk.wire.leases import b64decode
from kiosk.wire.papers import open_paper
from tests.canary import files_with
from tests.helpers import World
from tests.journeys.filling import WITHIN_CITY, fill_until_check, open_form, touch
from tests.kiosk.handover.preparing import CANARY, PAPER_URL, OfficeKeys
from tests.kiosk.paper.reading import CODE, FROM_ABROAD, TODAY, record_of, text

ANSWERS = {**WITHIN_CITY, "given_names": "K\u035fhan", "family_name": CANARY}
WITHOUT_CONFIRMATION = {**ANSWERS, "confirmation": "later", "landlord_owns": "unknown"}


@pytest.fixture
def keys(world: World) -> OfficeKeys:
    made = OfficeKeys()
    made.publish(world)
    return made


def submit(world: World, answers: dict[str, object]) -> TicketScreen:
    open_form(world)
    fill_until_check(world, answers)
    ticket = touch(world, "submit")
    assert isinstance(ticket, TicketScreen)
    return ticket


def sent(world: World, keys: OfficeKeys) -> tuple[Handover, Bundle]:
    body = next(body for resource, body in world.waiting_rows() if resource == "handovers")
    return Handover.model_validate_json(body), keys.open(body)


def test_the_desk_gets_the_sheet_with_number_code_and_name(world: World, keys: OfficeKeys) -> None:
    ticket = submit(world, ANSWERS)
    _, bundle = sent(world, keys)
    assert set(bundle.papers) == {PaperKind.SHEET}
    words = text(bundle.papers[PaperKind.SHEET])
    assert f"{ticket.number} · {bundle.code}" in words
    assert CANARY in words
    assert "K\u035fhan" in words
    assert ticket.paper_link == ""


def test_without_confirmation_the_phone_gets_the_landlords_form_and_the_desk_the_same(
    world: World, keys: OfficeKeys
) -> None:
    ticket = submit(world, WITHOUT_CONFIRMATION)
    handover, bundle = sent(world, keys)
    assert set(bundle.papers) == set(PaperKind)
    assert handover.paper is not None
    opened = open_paper(b64decode(handover.paper.sealed), ticket.paper_link.removeprefix(PAPER_URL))
    assert opened == bundle.papers[PaperKind.LANDLORD_FORM]
    words = text(opened)
    assert f"K\u035fhan {CANARY}" in words
    assert "Hauptstätter Straße 58, 70178 Stuttgart" in words
    assert ticket.number not in words


def test_after_submitting_the_name_is_in_no_file(world: World, keys: OfficeKeys, tmp_path: Path) -> None:
    submit(world, WITHOUT_CONFIRMATION)
    assert files_with(CANARY, tmp_path) == []


@pytest.mark.parametrize(
    ("answers", "has_form"),
    [
        ({"matter": "same-city", "dwelling": "rented", "confirmation": "later"}, True),
        ({"matter": "abroad", "dwelling": "rented", "confirmation": "refused"}, True),
        ({"matter": "same-city", "dwelling": "rented", "confirmation": "paper"}, False),
        ({"matter": "same-city", "dwelling": "rented", "confirmation": "token"}, False),
        ({"matter": "same-city", "dwelling": "owned"}, False),
        ({"matter": "leave"}, False),
    ],
)
def test_who_has_no_confirmation_yet_gets_the_form(answers: dict[str, str], has_form: bool) -> None:
    papers = RULES.papers(Reading(answers).answers, TODAY)
    assert papers.sheet is not None
    assert (papers.landlord_form is not None) is has_form


_opened: list[str] | None = None


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if _opened is None:
        return
    if event == "open":
        path, mode, flags = (*arguments, None, None, None)[:3]
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        if writes or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
            _opened.append(str(path))
    elif event in ("os.mkdir", "os.rename", "tempfile.mkstemp", "subprocess.Popen", "socket.connect"):
        _opened.append(event)


sys.addaudithook(_audit)


@contextmanager
def watching() -> Iterator[list[str]]:
    """What is opened for writing, made or moved meanwhile."""
    global _opened
    _opened = seen = []
    try:
        yield seen
    finally:
        _opened = None


def test_making_papers_opens_no_file_to_write() -> None:
    record = record_of({**FROM_ABROAD, "family_name": CANARY, "given_names": "K\u035fhan"})
    preparation_sheet(record, CODE)  # what is imported and loaded once is not the point here
    with watching() as seen:
        preparation_sheet(record, CODE)
        landlord_form(record)
    assert seen == []
    with watching() as seen, tempfile.TemporaryFile():
        pass
    assert seen, "or this test could not fail"
