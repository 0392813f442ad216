# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The life of a number at the desks: every step, every refusal, and two clerks at once, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from backoffice.domain import calls, desks
from backoffice.domain.errors import RefusedError
from backoffice.domain.events import EventKind, events_after, forget_events, newest_id
from backoffice.schema import event, ticket, ticket_service
from backoffice.store import Store
from kiosk.wire.models import TicketState
from tests.backoffice.world import DAY, FakeClock, Kiosk


class Office:
    """The office ``mitte`` at work."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store = store
        self.clock = clock

    def at(self, rule: Callable[..., Any], desk: str = "Platz 1", **more: Any) -> Any:
        work = partial(rule, office_id="mitte", name=desk, now=self.clock.now, **more)
        return self.store.submit_write(work).result(30)

    def refused(self, rule: Callable[..., Any], desk: str = "Platz 1", **more: Any) -> str:
        with pytest.raises(RefusedError) as caught:
            self.at(rule, desk, **more)
        return caught.value.code

    def unpark(self, body: dict[str, Any]) -> str:
        work = partial(calls.unpark, office_id="mitte", ticket_id=UUID(body["id"]), now=self.clock.now)
        return self.store.submit_write(work).result(30)

    def row(self, body: dict[str, Any]) -> Any:
        return self.store.submit_read(
            lambda connection: connection.execute(select(ticket).where(ticket.c.id == UUID(body["id"]))).one()
        ).result(30)

    def events(self) -> list[Any]:
        since = self.clock.now - timedelta(days=1)
        return self.store.submit_read(lambda connection: events_after(connection, "mitte", 0, since)).result(
            30
        )


@pytest.fixture
def office(store: Store, clock: FakeClock) -> Office:
    made = Office(store, clock)
    made.at(desks.open_desk)
    made.at(desks.open_desk, "Platz 2")
    return made


def draw(kiosk: Kiosk, clock: FakeClock, count: int, **changes: Any) -> list[dict[str, Any]]:
    drawn = []
    for _ in range(count):
        drawn.append(kiosk.draw(**changes))
        clock.advance(minutes=1)
    return drawn


def test_a_number_is_called_seen_and_finished_with_what_was_done(
    office: Office, kiosk: Kiosk, clock: FakeClock
) -> None:
    (body,) = draw(kiosk, clock, 1)
    assert office.at(calls.call_next) == "A 001"
    assert office.row(body).state == TicketState.CALLED
    assert office.at(calls.arrive) == "A 001"
    assert office.row(body).state == TicketState.SERVING
    assert office.at(calls.arrive) == "A 001"
    clock.advance(minutes=7)
    assert office.at(calls.finish, services=["wohnsitz-anmelden", "reisepass-beantragen"]) == "A 001"
    row = office.row(body)
    assert (row.state, row.desk, row.finished_at) == (TicketState.DONE, "Platz 1", clock.now)
    done = office.store.submit_read(
        lambda connection: connection.execute(select(ticket_service).order_by(ticket_service.c.service)).all()
    ).result(30)
    assert [(one.ticket_id, one.service, one.day) for one in done] == [
        (UUID(body["id"]), "reisepass-beantragen", DAY),
        (UUID(body["id"]), "wohnsitz-anmelden", DAY),
    ]
    assert [one.kind for one in office.events()][2:] == [
        EventKind.CALLED,
        EventKind.ARRIVED,
        EventKind.DONE,
    ]


def test_a_service_the_office_does_not_have_is_refused_and_nothing_happens(
    office: Office, kiosk: Kiosk, clock: FakeClock
) -> None:
    (body,) = draw(kiosk, clock, 1)
    office.at(calls.call_next)
    assert office.refused(calls.finish, services=["kaffee"]) == "service-unknown"
    assert office.row(body).state == TicketState.CALLED


def test_calling_again_is_told_to_displays_each_time(office: Office, kiosk: Kiosk, clock: FakeClock) -> None:
    draw(kiosk, clock, 1)
    office.at(calls.call_next)
    assert office.at(calls.call_again) == "A 001"
    assert office.at(calls.call_again) == "A 001"
    told = [one.body for one in office.events() if one.kind is EventKind.CALLED]
    assert told == [{"label": "A 001", "desk": "Platz 1", "queue": "A", "call": call} for call in (1, 2, 3)]


def test_who_does_not_come_waits_behind_three_and_misses_the_turn_at_the_third_time(
    office: Office, kiosk: Kiosk, clock: FakeClock
) -> None:
    bodies = draw(kiosk, clock, 5)
    assert office.at(calls.call_next) == "A 001"
    assert office.at(calls.absent) == ("A 001", TicketState.WAITING)
    order = []
    for _ in range(3):
        order.append(office.at(calls.call_next))
        office.at(calls.finish)
    assert order == ["A 002", "A 003", "A 004"]
    assert office.at(calls.call_next) == "A 001"
    assert office.at(calls.absent) == ("A 001", TicketState.WAITING)
    assert office.at(calls.call_next) == "A 005"
    office.at(calls.finish)
    assert office.at(calls.call_next) == "A 001"
    assert office.at(calls.absent) == ("A 001", TicketState.MISSED)
    assert office.at(calls.call_next) is None
    assert office.row(bodies[0]).state == TicketState.MISSED


def test_who_was_missed_and_comes_after_all_can_still_be_called(
    office: Office, kiosk: Kiosk, clock: FakeClock
) -> None:
    (body,) = draw(kiosk, clock, 1)
    office.at(calls.call_next)
    assert office.at(calls.miss) == "A 001"
    assert office.at(calls.call_number, letter="A", number=1) == "A 001"
    office.at(calls.miss)
    assert office.unpark(body) == "A 001"
    assert office.at(calls.call_next) == "A 001"


def test_parked_numbers_are_called_by_nobody_until_they_are_back(
    office: Office, kiosk: Kiosk, clock: FakeClock
) -> None:
    first, _ = draw(kiosk, clock, 2)
    office.at(calls.call_next)
    assert office.at(calls.park) == "A 001"
    assert office.at(calls.call_next) == "A 002"
    office.at(calls.finish)
    assert office.at(calls.call_next) is None
    assert office.unpark(first) == "A 001"
    with pytest.raises(RefusedError, match="number-elsewhere"):
        office.unpark(first)
    assert office.at(calls.call_next) == "A 001"


def test_a_number_sent_on_keeps_its_letter_and_the_place_of_its_time(
    office: Office, kiosk: Kiosk, clock: FakeClock
) -> None:
    first = kiosk.draw()
    clock.advance(minutes=1)
    draw(kiosk, clock, 1, queue="B")
    office.at(calls.call_next)
    assert office.at(calls.send_on, letter="B") == "A 001"
    assert office.row(first).sent_to == "B"
    assert office.at(calls.call_next) is None  # Platz 1 serves A only
    assert office.at(calls.call_next, "Platz 2") == "A 001"
    assert office.at(calls.send_on, "Platz 2", letter="A") == "A 001"
    assert office.row(first).sent_to is None
    assert office.refused(calls.send_on, letter="Z") == "nobody-there"
    office.at(calls.call_next)
    assert office.refused(calls.send_on, letter="Z") == "queue-unknown"


def test_a_certain_number_is_called_whoever_queue_it_is_in(
    office: Office, kiosk: Kiosk, clock: FakeClock
) -> None:
    draw(kiosk, clock, 2)
    draw(kiosk, clock, 1, queue="B")
    assert office.at(calls.call_number, letter="B", number=1) == "B 001"
    assert office.refused(calls.call_number, letter="A", number=1) == "desk-busy"
    assert office.refused(calls.call_number, "Platz 2", letter="B", number=1) == "number-elsewhere"
    assert office.refused(calls.call_number, "Platz 2", letter="A", number=77) == "number-unknown"
    office.at(calls.finish)
    assert office.refused(calls.call_number, letter="B", number=1) == "number-done"


@pytest.mark.parametrize("rule", [calls.call_again, calls.arrive, calls.absent, calls.miss, calls.park])
def test_with_nobody_at_the_desk_there_is_nothing_to_do(office: Office, rule: Callable[..., Any]) -> None:
    assert office.refused(rule) == "nobody-there"
    assert office.refused(rule, "Platz 9") == "desk-unknown"


def test_a_page_that_is_out_of_date_does_nothing_to_the_next_visitor(
    office: Office, kiosk: Kiosk, clock: FakeClock
) -> None:
    first, second = draw(kiosk, clock, 2)
    office.at(calls.call_next)
    office.at(calls.finish, expected=UUID(first["id"]))
    office.at(calls.call_next)
    for rule in (calls.finish, calls.park, calls.absent, calls.call_again, calls.miss, calls.arrive):
        assert office.refused(rule, expected=UUID(first["id"])) == "ticket-changed"
    assert office.row(second).state == TicketState.CALLED


@pytest.mark.parametrize("rule", [calls.call_again, calls.absent, calls.miss])
def test_who_was_seen_at_the_desk_cannot_be_absent(
    office: Office, kiosk: Kiosk, clock: FakeClock, rule: Callable[..., Any]
) -> None:
    draw(kiosk, clock, 1)
    office.at(calls.call_next)
    office.at(calls.arrive)
    assert office.refused(rule) == "visitor-there"


def test_a_person_has_one_desk_and_takes_one_over_only_on_purpose(
    office: Office, kiosk: Kiosk, clock: FakeClock
) -> None:
    office.at(desks.open_desk, login="anna")
    assert office.refused(desks.open_desk, login="bert") == "desk-taken"
    office.at(desks.open_desk, "Platz 2", login="bert")
    draw(kiosk, clock, 1)
    office.at(calls.call_next)
    assert office.refused(desks.open_desk, "Platz 2", login="anna", take_over=True) == "desk-busy"
    assert office.refused(desks.close_desk) == "desk-busy"
    office.at(calls.finish)
    office.at(desks.open_desk, "Platz 2", login="anna", take_over=True)
    views = office.store.submit_read(
        lambda connection: desks.desks_of_office(connection, "mitte", clock.now)
    ).result(30)
    assert [(view.name, view.is_open, view.opened_by) for view in views] == [
        ("Platz 1", False, ""),
        ("Platz 2", True, "anna"),
    ]
    clock.advance(days=1)
    assert (
        office.store.submit_read(
            lambda connection: desks.desk_of(connection, "mitte", "anna", clock.now)
        ).result(30)
        == ""
    )


def test_many_clerks_at_once_call_each_number_once(office: Office, kiosk: Kiosk, clock: FakeClock) -> None:
    draw(kiosk, clock, 30)

    def work(desk: str) -> list[str]:
        done = []
        while (called := office.at(calls.call_next, desk)) is not None:
            done.append(called)
            office.at(calls.finish, desk)
        return done

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(work, ("Platz 1", "Platz 2")))
    assert sorted(both[0] + both[1]) == [f"A {number:03d}" for number in range(1, 31)]
    ids = [one.id for one in office.events()]
    assert ids == sorted(set(ids))


def test_two_clerks_want_the_same_number_and_one_gets_it(
    office: Office, kiosk: Kiosk, clock: FakeClock
) -> None:
    draw(kiosk, clock, 1)

    def want(desk: str) -> str:
        try:
            return str(office.at(calls.call_number, desk, letter="A", number=1))
        except RefusedError as error:
            return error.code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(want, ("Platz 1", "Platz 2"))) == ["A 001", "number-elsewhere"]


def test_one_click_twice_calls_one_person(office: Office, kiosk: Kiosk, clock: FakeClock) -> None:
    draw(kiosk, clock, 2)

    def click(_: int) -> str:
        try:
            return str(office.at(calls.call_next))
        except RefusedError as error:
            return error.code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, range(2))) == ["A 001", "desk-busy"]


def test_events_hold_nothing_but_numbers_and_desks(office: Office, kiosk: Kiosk, clock: FakeClock) -> None:
    office.at(desks.open_desk, login="anna")
    draw(kiosk, clock, 1)
    for rule in (calls.call_next, calls.arrive, calls.park):
        office.at(rule)
    for one in office.events():
        assert set(one.body) <= {"label", "desk", "queue", "call"}
        assert "anna" not in str(one)


def test_a_refused_step_leaves_no_event(office: Office, kiosk: Kiosk, clock: FakeClock) -> None:
    draw(kiosk, clock, 1)
    office.at(calls.call_next)
    before = len(office.events())
    office.refused(calls.call_next)
    office.refused(calls.finish, services=["kaffee"])
    assert len(office.events()) == before


def test_events_of_past_days_go_and_their_ids_never_come_again(
    office: Office, store: Store, clock: FakeClock
) -> None:
    newest = store.submit_read(lambda connection: newest_id(connection, "mitte")).result(30)
    assert newest >= 2
    clock.advance(days=3)
    assert store.submit_write(lambda connection: forget_events(connection, clock.now)).result(30) == 2
    office.at(desks.open_desk)
    rows = store.submit_read(
        lambda connection: connection.execute(select(event.c.id)).scalars().all()
    ).result(30)
    assert rows == [newest + 1]
