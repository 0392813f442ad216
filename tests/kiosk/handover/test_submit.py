# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Submitting a form: number, sealed hand-over and slip in one step, and the number whatever becomes of the hand-over."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from kiosk.handover import RecordFrame, Unsealed
from kiosk.handover.expiry import forget_before
from kiosk.tickets.leases import NumbersExhaustedError
from kiosk.wire.bundle import STEP, PaperKind
from kiosk.wire.handover import CODE_ALPHABET, PAPER_BYTES, SEALED_BYTES, Handover, read_shown_code
from kiosk.wire.leases import b64decode
from kiosk.wire.models import Punctuality
from kiosk.wire.papers import open_paper
from kiosk.wire.record import Record
from kiosk.wire.sealing import CLASSIC, SealingError
from tests.helpers import World
from tests.kiosk.handover.preparing import (
    CANARY,
    PAPER_URL,
    TODAY,
    OfficeKeys,
    landlord_form,
    order,
    prepared,
    record,
    slip,
    submit,
)


@pytest.fixture
def keys(world: World) -> OfficeKeys:
    made = OfficeKeys()
    made.publish(world)
    return made


def rows(world: World, table: str) -> list[dict[str, Any]]:
    with world.database.reading() as connection:
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]


def test_the_handover_goes_behind_its_ticket_and_opens_for_the_office(world: World, keys: OfficeKeys) -> None:
    submitted = submit(world)
    (first, ticket), (second, handover) = world.waiting_rows()
    assert (first, second) == ("tickets", "handovers")
    assert json.loads(handover)["ticket_id"] == json.loads(ticket)["id"] == str(submitted.issued.id)
    bundle = keys.open(handover)
    assert bundle.code == submitted.code
    assert bundle.record.ticket_number == submitted.issued.label == "B 001"
    assert bundle.record.sections[0].rows[0].shown == CANARY
    assert bundle.papers[PaperKind.SHEET].decode() == f"%PDF sheet B 001 · {submitted.code} {CANARY}"
    due = world.outbox.due(world.clock.now().timestamp())
    assert [row.resource for row in due] == ["tickets"], "in order within the visit"


def test_the_code_is_on_the_slip_and_can_be_read_back(world: World, keys: OfficeKeys) -> None:
    submitted = submit(world)
    assert read_shown_code(submitted.shown_code) == ("B", 1, submitted.code)
    assert submitted.code in rows(world, "print_job")[0]["slip"]


def test_the_link_opens_the_form_and_nothing_sent_contains_it(world: World, keys: OfficeKeys) -> None:
    submitted = submit(world)
    token = submitted.paper_link.removeprefix(PAPER_URL)
    body = world.waiting_rows()[1][1]
    sent = Handover.model_validate_json(body)
    assert sent.paper is not None
    assert open_paper(b64decode(sent.paper.sealed), token).decode() == f"%PDF form {CANARY}"
    assert token not in body
    with pytest.raises(SealingError):
        open_paper(b64decode(sent.paper.sealed), "A" * 22)


def test_the_size_does_not_tell_how_much_was_typed(world: World, keys: OfficeKeys) -> None:
    sizes = set()
    for name in ("A", "Ä" * 1000):
        submit(world, prepared(record=lambda frame, name=name: record(frame, name), landlord_form=None))
        sizes.add(len(world.waiting_rows()[-1][1]) // STEP)
    assert len(sizes) == 1


def test_codes_use_every_letter_alike(world: World, keys: OfficeKeys) -> None:
    world.lease("B", 400, first=61)
    letters = Counter(
        "".join(submit(world, prepared(sheet=None, landlord_form=None)).code for _ in range(300))
    )
    assert set(letters) == set(CODE_ALPHABET)
    assert max(letters.values()) < 3 * min(letters.values())


@pytest.mark.parametrize(
    "changes",
    [
        {"first_day": TODAY - timedelta(days=7), "last_day": TODAY - timedelta(days=1)},
        {"first_day": TODAY + timedelta(days=1)},
        {"suite": "rot13", "public_key": "AAAA"},
        {"office_id": "ost"},
    ],
)
def test_a_key_that_is_not_good_is_not_used_and_the_number_is_given_all_the_same(
    world: World, changes: dict[str, Any]
) -> None:
    made = OfficeKeys()
    suite = changes.pop("suite", None)
    key = made.make(**changes)
    if suite:
        key = key.model_copy(update={"suite": suite})
    world.configure(handover_keys=(key,))
    submitted = submit(world)
    assert submitted.unsealed is Unsealed.NO_KEY
    assert (submitted.shown_code, submitted.paper_link) == ("", "")
    assert [resource for resource, _ in world.waiting_rows()] == ["tickets"]
    assert not world.visit.around.handovers.can_seal(TODAY)


def test_a_key_that_our_server_has_not_signed_is_not_used(world: World) -> None:
    key = OfficeKeys().make()
    forged = key.model_copy(update={"public_key": OfficeKeys().make().public_key})
    world.configure(handover_keys=(forged,))
    assert submit(world).unsealed is Unsealed.NO_KEY


def test_the_newest_good_key_is_used(world: World) -> None:
    made = OfficeKeys()
    keys = [made.make(first_day=TODAY - timedelta(days=age), last_day=TODAY) for age in (1, 0, 2)]
    world.configure(handover_keys=tuple(keys))
    submit(world)
    assert json.loads(world.waiting_rows()[1][1])["key_id"] == keys[1].id


def test_the_classic_suite_works_too(world: World) -> None:
    made = OfficeKeys()
    made.publish(world, suite=CLASSIC)
    submit(world)
    assert made.open(world.waiting_rows()[1][1]).record.sections[0].rows[0].shown == CANARY


def test_a_form_that_fails_at_the_last_moment_costs_no_number(world: World, keys: OfficeKeys) -> None:
    def broken(_frame: RecordFrame) -> Record:
        raise ValueError(CANARY)

    submitted = submit(world, prepared(record=broken))
    assert submitted.unsealed is Unsealed.FAILED
    assert submitted.issued.label == "B 001"
    assert [resource for resource, _ in world.waiting_rows()] == ["tickets"]


@pytest.mark.parametrize("paper", ["sheet", "landlord_form"])
def test_a_paper_that_fails_is_left_out(world: World, keys: OfficeKeys, paper: str) -> None:
    def broken(*_: object) -> bytes:
        raise ValueError(CANARY)

    submitted = submit(world, prepared(**{paper: broken}))
    assert submitted.code
    assert len(keys.open(world.waiting_rows()[1][1]).papers) == 1
    assert bool(submitted.paper_link) == (paper == "sheet")


def test_papers_that_are_too_large_are_left_out_so_that_the_rest_arrives(
    world: World, keys: OfficeKeys
) -> None:
    big = prepared(
        sheet=lambda *_: b"%PDF" * (SEALED_BYTES // 4), landlord_form=lambda _: b"%PDF" * (PAPER_BYTES // 4)
    )
    submitted = submit(world, big)
    body = world.waiting_rows()[1][1]
    assert submitted.code
    assert submitted.paper_link == ""
    assert keys.open(body).papers == {}
    submit(world, prepared(sheet=lambda *_: b"x" * (SEALED_BYTES * 3 // 4)))
    largest = world.waiting_rows()[-1][1]
    assert len(largest) < 1024 * 1024, "the server takes no larger body"
    assert PaperKind.SHEET in keys.open(largest).papers


def test_without_numbers_nothing_is_handed_over(world: World, keys: OfficeKeys) -> None:
    for _ in range(world.numbers):
        submit(world, prepared(sheet=None, landlord_form=None))
    before = len(world.waiting_rows())
    with pytest.raises(NumbersExhaustedError):
        submit(world)
    assert len(world.waiting_rows()) == before


def test_a_store_that_cannot_keep_it_gives_neither_number_nor_handover(
    world: World, keys: OfficeKeys
) -> None:
    with world.database.transaction() as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON print_job BEGIN SELECT raise(ABORT, 'full'); END"
        )
    with pytest.raises(sqlite3.IntegrityError):
        submit(world)
    assert world.waiting_rows() == []
    assert rows(world, "ticket") == []


def test_who_has_checked_in_keeps_the_number_and_gets_a_second_slip_with_the_code(
    world: World, keys: OfficeKeys
) -> None:
    appointment = uuid4()
    asked = order(appointment_id=appointment, punctuality=Punctuality.ON_TIME)
    first = world.desk.issue(asked, lambda issued: slip(issued, ""))
    submitted = world.visit.around.handovers.submit(asked, prepared(), slip)
    assert submitted.issued == first
    assert submitted.code
    jobs = rows(world, "print_job")
    assert [job["duplicate"] for job in jobs] == [0, 1]
    assert submitted.code in jobs[1]["slip"]
    assert [resource for resource, _ in world.waiting_rows()] == ["tickets", "check-ins", "handovers"]


def test_what_was_not_sent_on_its_day_does_not_stay(world: World, keys: OfficeKeys) -> None:
    submit(world)
    assert forget_before(world.database, TODAY) == 0
    with world.database.transaction() as connection:
        connection.execute("UPDATE outbox SET state = 'dead' WHERE resource = 'handovers'")
    assert forget_before(world.database, TODAY + timedelta(days=1)) == 1
    assert [resource for resource, _ in world.waiting_rows()] == ["tickets"]


def test_the_terminal_cannot_open_what_it_sealed(world: World, keys: OfficeKeys) -> None:
    """Everything the terminal has is tried as a key."""
    submit(world)
    body = world.waiting_rows()[1][1]
    sent = Handover.model_validate_json(body)
    everything = world.folder.joinpath("terminal.sqlite").read_bytes()
    for pair in keys.pairs.values():
        assert pair.private not in everything
    assert CANARY.encode() not in b64decode(sent.sealed)


def test_nothing_typed_shows_when_things_are_printed_for_a_developer(world: World, keys: OfficeKeys) -> None:
    submitted = submit(world)
    bundle = keys.open(world.waiting_rows()[1][1])
    seen = [repr(submitted), repr(bundle), repr(bundle.record), str(bundle.record), repr(prepared())]
    assert not [text for text in seen if CANARY in text or submitted.code in text]
    with pytest.raises(ValueError) as caught:
        Record.model_validate({**bundle.record.model_dump(), "sections": [{"title": CANARY}]})
    assert CANARY not in str(caught.value)


def test_day_and_frame_are_those_of_the_order(world: World) -> None:
    made = OfficeKeys()
    made.publish(world, first_day=TODAY - timedelta(days=1))
    tomorrow = date(2026, 11, 24)
    world.lease("B", 5, tomorrow)
    frames: list[RecordFrame] = []

    def remember(frame: RecordFrame) -> Record:
        frames.append(frame)
        return record(frame)

    submit(world, prepared(record=remember, landlord_form=landlord_form), day=tomorrow, language="tr")
    (frame,) = frames
    assert (frame.valid_on, frame.language, frame.office_id) == (tomorrow, "tr", "mitte")
    assert made.open(world.waiting_rows()[1][1], tomorrow).record.valid_on == tomorrow
