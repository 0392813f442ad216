# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes from the back office: configuration, appointments, numbers, waiting times."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from pydantic import ValidationError

from kiosk import hours
from kiosk.checkin.appointments import Appointments
from kiosk.clock import Clock, RandomBytes, uuid7
from kiosk.staff.access import STAFF_HEARD, STAFF_LIST, STAFF_TAG
from kiosk.store.kept import Holidays, Kept
from kiosk.sync.client import BackOffice, RefusedError, TryLaterError
from kiosk.tickets.leases import Leases
from kiosk.wire.models import AppointmentList, Lease, LeaseRequest, Office, QueueStates, TerminalConfiguration
from kiosk.wire.news import News
from kiosk.wire.staff import StaffList

log = structlog.get_logger(__name__)

APPOINTMENT_DAYS_AHEAD = 14
CITY_EVERY = timedelta(hours=3)
"""So often appointments of other offices are fetched, and later by up to :data:`CITY_SPREAD`, so that terminals take turns."""
CITY_SPREAD = timedelta(minutes=60)
CITY_UNTIL = "appointments-city-until"
"""Kept: when the list of the whole city is due again."""
_APPOINTMENTS, _ANNOUNCED = "appointments-tag", "appointments-tag-announced"


class Pull:
    """Fetches and keeps. Each method is one subject and may raise :class:`~kiosk.sync.client.SyncError`.

    After an answer that does not fit the wire's models the last good state stays, and the question is asked again.
    """

    def __init__(
        self, kept: Kept, leases: Leases, appointments: Appointments, clock: Clock, random_bytes: RandomBytes
    ) -> None:
        self._kept = kept
        self._leases = leases
        self._appointments = appointments
        self._clock = clock
        self._random = random_bytes

    def configuration(self, back_office: BackOffice) -> bool:
        """Returns whether it changed."""
        answer = back_office.get("configuration", etag=self._kept.configuration_etag())
        if answer.data is None:
            return False
        try:
            configuration = TerminalConfiguration.model_validate(answer.data)
            zone = hours.zone(configuration.office)
        except (ValidationError, ValueError, KeyError, OSError) as error:  # the last three: no such time zone
            raise TryLaterError("configuration-unreadable") from error
        holidays = public_holidays(configuration.office, zone, self._clock)
        self._kept.keep_configuration(configuration, answer.etag, holidays)
        return True

    def staff(self, back_office: BackOffice) -> bool:
        """The list of staff, when the configuration says that it is another one. Returns whether it changed."""
        configuration = self._kept.configuration()
        tag = configuration.staff_tag if configuration is not None else ""
        changed = tag != self._kept.text(STAFF_TAG)
        if changed:
            people = StaffList(office_id=configuration.office.id) if configuration is not None else None
            if tag:
                try:
                    people = StaffList.model_validate(back_office.get("staff-list").data)
                except ValidationError as error:
                    raise TryLaterError("staff-list-unreadable") from error
            self._kept.keep_text(STAFF_LIST, people.model_dump_json() if people is not None else "")
            self._kept.keep_text(STAFF_TAG, tag)
        self._kept.keep_text(STAFF_HEARD, self._clock.now().isoformat())
        return changed

    def appointments(
        self, back_office: BackOffice, configuration: TerminalConfiguration, today: date
    ) -> bool:
        """Yesterday to two weeks ahead: of the own office, when there is news of them only today, and now and then of all offices
        of the city. These can be very many, so they come a day at a time, today first. They are looked up when needed: returns
        false."""
        yesterday, last = today - timedelta(days=1), today + timedelta(days=APPOINTMENT_DAYS_AHEAD)
        if self._city_is_due():
            days = [yesterday + timedelta(days=ahead) for ahead in range(APPOINTMENT_DAYS_AHEAD + 2)]
            for day in sorted(days, key=lambda day: day < today):
                self._take_over(back_office, configuration, day, day)
            self._appointments.forget_before(yesterday, hours.zone(configuration.office))
            self._city_is_known_for(CITY_EVERY + self._at_random(CITY_SPREAD))
        elif self._kept.text(_ANNOUNCED) != self._kept.text(_APPOINTMENTS):
            self._take_over(back_office, configuration, today, today, office="own")
        else:
            self._take_over(back_office, configuration, yesterday, last, office="own")
        # As it was announced before the list was asked for: a change in between is fetched once more.
        self._kept.keep_text(_APPOINTMENTS, self._kept.text(_ANNOUNCED))
        return False

    def _take_over(
        self,
        back_office: BackOffice,
        configuration: TerminalConfiguration,
        first: date,
        last: date,
        **whose: str,
    ) -> None:
        answer = back_office.get(
            "appointments", {"first": first.isoformat(), "last": last.isoformat(), **whose}
        )
        try:
            appointments = AppointmentList.model_validate(answer.data)
        except ValidationError as error:
            raise TryLaterError("appointments-unreadable") from error
        if (appointments.first, appointments.last) != (first, last):
            raise TryLaterError("appointments-of-another-day")
        # An older back office answers with the whole city.
        if appointments.office_id not in ("", configuration.office.id if whose else ""):
            raise TryLaterError("appointments-of-another-office")
        self._appointments.replace(appointments, hours.zone(configuration.office))

    def _city_is_due(self) -> bool:
        try:
            left = datetime.fromisoformat(self._kept.text(CITY_UNTIL)) - self._clock.now()
        except ValueError:
            return True  # never fetched
        if left < -CITY_SPREAD:
            # The terminal was switched off, and so were all others of the city, which start in the same minutes.
            self._city_is_known_for(self._at_random(CITY_SPREAD))
            return False
        # Nor further ahead than it was ever set: then the clock was wrong.
        return not timedelta(0) < left <= CITY_EVERY + CITY_SPREAD

    def _city_is_known_for(self, time: timedelta) -> None:
        self._kept.keep_text(CITY_UNTIL, (self._clock.now() + time).isoformat())

    def _at_random(self, most: timedelta) -> timedelta:
        return most * (int.from_bytes(self._random(2), "big") / 0xFFFF)

    def heard(self, news: News) -> tuple[bool, bool]:
        """Keep what came with a heartbeat. Returns whether configuration and appointments are others than ours."""
        self._kept.keep_queue_states(news.queues)
        self._kept.keep_text(_ANNOUNCED, news.appointments)
        return (
            news.configuration != self._kept.configuration_etag(),
            news.appointments != self._kept.text(_APPOINTMENTS),
        )

    def waiting_times(self, back_office: BackOffice) -> bool:
        """The state of this office's queues. Returns whether a screen may have changed."""
        answer = back_office.get("queues")
        try:
            self._kept.keep_queue_states(QueueStates.model_validate(answer.data))
        except ValidationError as error:
            raise TryLaterError("queues-unreadable") from error
        return True

    def numbers(
        self, back_office: BackOffice, configuration: TerminalConfiguration, days: tuple[date, ...]
    ) -> bool:
        """Ask for a block wherever half of the last one is used up. Returns whether a block was asked for."""
        asked = False
        for day in days:
            for queue in configuration.office.queues:
                if self._leases.supply(queue.letter, day).is_low:
                    self._lease(back_office, queue.letter, day, configuration.lease_size)
                    asked = True
        return asked

    def _lease(self, back_office: BackOffice, queue: str, day: date, size: int) -> None:
        asked = self._leases.ask(queue, day, size, lambda: uuid7(self._clock, self._random))
        request = LeaseRequest(queue=queue, day=day, size=asked.size)
        try:
            answer = back_office.put(f"leases/{asked.lease_id}", request.model_dump_json())
        except RefusedError as error:
            log.error("lease_not_granted", queue=queue, day=day.isoformat(), code=error.code)
            self._leases.give_up(asked)
            return
        try:
            lease = Lease.model_validate(answer.data)
        except ValidationError as error:
            raise TryLaterError("lease-unreadable") from error
        self._leases.accept(lease, queue=queue, day=day, now=self._clock.now(), asked_as=asked)


def public_holidays(office: Office, zone: ZoneInfo, clock: Clock) -> Holidays:
    """This year's and next year's public holidays of the office's Land."""
    # A large table that is needed once a day at most, and never before the first screen.
    from holidays import country_holidays

    year = clock.now().astimezone(zone).year
    try:
        days = country_holidays("DE", subdiv=office.state, years=[year, year + 1])
    except NotImplementedError:
        log.error("unknown_land", state=office.state)
        days = country_holidays("DE", years=[year, year + 1])
    return Holidays(days=tuple(day.isoformat() for day in sorted(days)))


def next_business_day(office: Office, today: date, holidays: Set[date]) -> date:
    """The first day after ``today`` on which the office opens (within two weeks, else tomorrow)."""
    for ahead in range(1, 15):
        day = today + timedelta(days=ahead)
        if hours.intervals(office, day, holidays):
            return day
    return today + timedelta(days=1)
