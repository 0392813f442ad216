# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody without an appointment draws a number."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from kiosk.languages import shipped
from kiosk.store.database import StoreError
from kiosk.visit.events import OfficeChanged, SlipState, Tapped
from kiosk.visit.screens import ListScreen, ServiceScreen, StartScreen, TicketScreen
from kiosk.wire.models import Lock
from tests.helpers import BERLIN, MONDAY, World, actions_of, answer, german, office


def test_a_number_with_place_wait_and_link(world: World) -> None:
    screen = world.draw_number()
    source = shipped().source
    assert screen.number == "B 001"
    assert source.plain(screen.place) == "Wartebereich 2"
    assert source.plain(screen.place_detail) == "1. Stock"
    assert source.plain(screen.wait) == "20–35 Minuten"
    ticket = json.loads(world.waiting_rows()[0][1])
    assert screen.status_link == f"https://termin.example/s/{ticket['status_token']}"
    assert ticket["queue"] == "B"
    assert ticket["day"] == "2026-11-23"
    assert ticket["issued_offline"] is False


def test_every_topic_row_tells_the_wait_and_what_to_bring(world: World) -> None:
    screen = world.tap("walk-in")
    assert isinstance(screen, ListScreen)
    assert len(screen.rows) <= 6
    topic = next(row for row in screen.rows if row.id == "topic:wohnsitz")
    facts = [shipped().source.plain(fact.text) for fact in topic.facts]
    assert facts[0] == "20–35 Minuten"
    assert "Wohnungsgeberbestätigung" in facts[1]


def test_every_service_of_the_office_can_be_reached_and_ends_in_a_number_or_a_reason(world: World) -> None:
    for service in world.office.catalogue:
        world.tap("walk-in")
        while f"topic:{service.topic}" not in actions_of(world.screen):
            world.tap("more")
        world.tap(f"topic:{service.topic}")
        while isinstance(world.screen, ListScreen) and f"service:{service.key}" not in actions_of(
            world.screen
        ):
            world.tap("more")
        if isinstance(world.screen, ListScreen):
            world.tap(f"service:{service.key}")
        if isinstance(world.screen, ServiceScreen):
            assert isinstance(world.tap("draw"), TicketScreen)
        else:
            assert answer(world.screen) == "appointment-only"
        world.tap("end")


def test_one_tap_one_ticket(world: World) -> None:
    world.tap("walk-in")
    world.tap("topic:wohnsitz")
    world.tap("service:wohnsitz-anmelden")
    tap = Tapped(world.screen.serial, "draw")
    first = world.handle(tap)
    for _ in range(5):
        assert world.handle(tap) == first
    assert world.tickets() == ["B 001"]


def test_offline_the_wait_is_unknown_not_guessed(world: World) -> None:
    world.online = False
    screen = world.draw_number()
    assert shipped().source.plain(screen.wait) == "unbekannt"


def test_an_old_estimate_is_not_shown(world: World) -> None:
    world.clock.advance(180)
    screen = world.draw_number()
    assert shipped().source.plain(screen.wait) == "unbekannt"


def test_numbers_are_used_in_order_and_end_honestly(world: World) -> None:
    for number in range(1, 61):
        assert world.draw_number().number == f"B {number:03d}"
        world.tap("done")
    world.tap("walk-in")
    world.tap("topic:wohnsitz")
    world.tap("service:wohnsitz-anmelden")
    assert answer(world.tap("draw")) == "exhausted"
    assert "Empfang" in german(world.screen)


def test_yesterdays_lease_gives_no_number_today(world: World) -> None:
    world.clock.advance(24 * 3600)
    world.tap("walk-in")
    world.tap("topic:wohnsitz")
    world.tap("service:wohnsitz-anmelden")
    assert answer(world.tap("draw")) == "exhausted"


def test_closed_says_when_we_open(world: World) -> None:
    world.clock.set_wall(MONDAY.replace(hour=19))
    world.tap("walk-in")
    assert answer(world.screen) == "closed"
    assert "morgen um 08:00 Uhr" in german(world.screen)


def test_the_lunch_break_ends_today(world: World) -> None:
    hours = [
        {"weekday": 0, "opens": "08:00", "closes": "12:00"},
        {"weekday": 0, "opens": "14:00", "closes": "16:00"},
    ]
    world.configure(office=office(hours=hours).model_dump())
    world.clock.set_wall(MONDAY.replace(hour=12, minute=30))
    world.handle(OfficeChanged())
    world.tap("walk-in")
    assert "heute um 14:00 Uhr" in german(world.screen)


def test_weekend_and_holiday_have_their_own_words(world: World) -> None:
    world.clock.set_wall(MONDAY.replace(month=12, day=25))
    world.tap("walk-in")
    assert answer(world.screen) == "holiday"
    assert "Montag, 28. Dezember" in german(world.screen)


def test_an_exception_gives_the_offices_reason(world: World) -> None:
    exception = {"day": "2026-11-23", "reason": "Wegen einer Personalversammlung geschlossen."}
    world.configure(office=office(exceptions=[exception]).model_dump())
    world.handle(OfficeChanged())
    world.tap("walk-in")
    assert answer(world.screen) == "closed-today"
    assert "Personalversammlung" in german(world.screen)


def test_no_more_numbers_today(world: World) -> None:
    queues = [{"letter": "B", "waiting_area": "Wartebereich 2", "numbers_stopped": True}]
    world.configure(office=office(queues=queues).model_dump())
    world.handle(OfficeChanged())
    world.tap("walk-in")
    world.tap("topic:wohnsitz")
    world.tap("service:wohnsitz-anmelden")
    assert answer(world.screen) == "no-numbers"


def test_a_lock_lets_whoever_had_begun_before_it_finish_and_holds_for_the_next(world: World) -> None:
    world.tap("walk-in")
    world.tap("topic:wohnsitz")
    world.tap("service:wohnsitz-anmelden")
    world.configure(lock=Lock(locked=True, message="Wartung bis 11 Uhr").model_dump())
    world.handle(OfficeChanged())
    assert isinstance(world.tap("draw"), TicketScreen)
    world.tap("end")
    assert answer(world.tap("walk-in")) == "locked"
    assert "Wartung bis 11 Uhr" in german(world.screen)
    assert len(world.tickets()) == 1


def test_who_began_on_a_locked_terminal_gets_no_number_by_another_way(world: World) -> None:
    world.configure(lock=Lock(locked=True).model_dump())
    world.handle(OfficeChanged())
    world.tap("info")
    world.appointment("471123", "8264", MONDAY)
    world.scan("BT1.471123.8264")
    assert world.tickets() == []


def test_what_the_office_wants_to_say_stands_on_the_start_page_and_keeps_nobody_from_anything(
    world: World,
) -> None:
    world.configure(office=office(notice="Heute ist der **Aufzug** außer {Betrieb}.").model_dump())
    world.handle(OfficeChanged())
    screen = world.screen
    assert isinstance(screen, StartScreen)
    assert "außer {Betrieb}." in german(screen)
    assert shipped().source.plain(screen.tiles[1].hint) == "Ohne Termin"
    assert isinstance(world.tap("walk-in"), ListScreen)


def test_appointment_only_leads_to_booking(world: World) -> None:
    world.tap("walk-in")
    while "topic:fahrzeug" not in " ".join(actions_of(world.screen)):
        world.tap("more")
    topic = next(action for action in actions_of(world.screen) if action.startswith("topic:fahrzeug"))
    world.tap(topic)
    world.tap(next(action for action in sorted(actions_of(world.screen)) if action.startswith("service:")))
    assert answer(world.screen) == "appointment-only"
    assert "termin.example" in german(world.screen)


def test_a_terminal_that_was_never_connected_sends_people_to_the_desk(world: World) -> None:
    world.kept.forget("configuration", "enrolment")
    world.handle(OfficeChanged())
    assert isinstance(world.screen, StartScreen)
    assert answer(world.tap("walk-in")) == "not-ready"


def test_what_cannot_be_kept_is_not_given_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise StoreError("disk-full")

    monkeypatch.setattr(world.desk, "issue", full)
    world.tap("walk-in")
    world.tap("topic:wohnsitz")
    world.tap("service:wohnsitz-anmelden")
    assert answer(world.tap("draw")) == "trouble"
    assert "Empfang" in german(world.screen)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_days_of_the_summer_time_change_are_ordinary_days(world: World, day: date) -> None:
    hours = [{"weekday": day.weekday(), "opens": "08:00", "closes": "18:00"}]
    world.configure(office=office(hours=hours).model_dump())
    world.clock.set_wall(MONDAY.replace(year=day.year, month=day.month, day=day.day, hour=8, minute=0))
    world.lease("B", 10, day=day)
    world.handle(OfficeChanged())
    screen = world.draw_number()
    assert json.loads(world.waiting_rows()[0][1])["day"] == day.isoformat()
    assert screen.number == "B 001"


def test_a_printed_slip_counts_down_and_one_touch_starts_anew(world: World) -> None:
    world.draw_number()
    assert world.screen.frame.seconds_left is None, "never while it is being printed"
    world.slip(SlipState.PRINTED)
    assert world.screen.frame.seconds_left == 25
    world.let_pass(20)
    world.touch()
    assert world.screen.frame.seconds_left == 25
    world.let_pass(25)
    assert isinstance(world.screen, StartScreen)


def test_without_paper_the_number_stays_longer_to_be_photographed(world: World) -> None:
    world.draw_number()
    world.slip(SlipState.NOT_PRINTED)
    assert isinstance(world.screen, TicketScreen)
    assert "gilt trotzdem" in shipped().source.plain(world.screen.slip_detail)
    assert world.screen.frame.seconds_left == 60


def test_a_printer_that_never_answers_does_not_hold_the_visitor(world: World) -> None:
    world.draw_number()
    world.let_pass(45)
    assert isinstance(world.screen, TicketScreen)
    assert world.screen.slip is SlipState.NOT_PRINTED


def test_the_business_day_is_the_offices_day(world: World) -> None:
    late = (MONDAY.replace(hour=23, minute=30)).astimezone(BERLIN)
    world.configure(
        office=office(
            hours=[{"weekday": day, "opens": "00:00", "closes": "23:59"} for day in range(7)]
        ).model_dump()
    )
    world.clock.set_wall(late)
    world.lease("B", 5, day=late.date(), first=500)
    world.handle(OfficeChanged())
    world.draw_number()
    world.tap("done")
    world.clock.set_wall(late + timedelta(minutes=45))
    world.lease("B", 5, day=late.date() + timedelta(days=1))
    world.handle(OfficeChanged())
    assert world.draw_number().number == "B 001"
