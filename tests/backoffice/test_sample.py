# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from sqlalchemy import select

from backoffice.assets import assets_dir
from backoffice.cityfile import CityFileError, load_city
from backoffice.domain.configuration import offices_of_city
from backoffice.domain.forecast import Forecasts
from backoffice.domain.queues import queue_states
from backoffice.sample import DEMO, sample_file, seed_sample
from backoffice.schema import appointment, ticket
from backoffice.store import Store, open_store
from backoffice.waiting.estimate import estimate
from tests.backoffice.world import START, FakeClock

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def city(empty_database: str) -> Iterator[Store]:
    store = open_store(empty_database)
    seed(store, START)
    yield store
    store.close()


def seed(store: Store, now: datetime, number: int = 1) -> None:
    store.submit_write(lambda connection: seed_sample(connection, now, number)).result(60)


def demo(store: Store) -> dict[str, datetime]:
    wanted = [entry.number for entry in DEMO]
    rows = store.submit_read(
        lambda connection: connection.execute(
            select(appointment).where(appointment.c.number.in_(wanted))
        ).all()
    ).result(60)
    return {row.number: row.starts_at for row in rows}


def everything(store: Store) -> tuple[object, ...]:
    return store.submit_read(
        lambda connection: (
            sorted(map(repr, connection.execute(select(appointment)).all())),
            sorted(map(repr, connection.execute(select(ticket)).all())),
        )
    ).result(60)


def test_the_demo_appointments_lie_around_now(city: Store) -> None:
    assert {number: starts_at - START for number, starts_at in demo(city).items()} == {
        "100001": timedelta(minutes=10),
        "100002": timedelta(hours=2),
        "100003": timedelta(minutes=-35),
        "100004": timedelta(days=1),
        "100005": timedelta(minutes=10),
        "100006": timedelta(minutes=20),
    }


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("hour", [0, 1, 22, 23])
def test_around_midnight_the_demo_appointments_of_today_stay_today(empty_database: str, hour: int) -> None:
    store = open_store(empty_database)
    now = datetime(2026, 11, 24, hour, 5, tzinfo=BERLIN)
    seed(store, now)
    days = {number: starts_at.astimezone(BERLIN).day for number, starts_at in demo(store).items()}
    assert days.pop("100004") == 25
    assert set(days.values()) == {24}
    store.close()


def test_the_same_seed_gives_the_same_city_and_another_another(city: Store) -> None:
    first = everything(city)
    seed(city, START)
    assert everything(city) == first
    seed(city, START, number=2)
    assert everything(city) != first


def test_a_fortnight_of_appointments_is_there(city: Store) -> None:
    rows = city.submit_read(lambda connection: connection.execute(select(appointment)).all()).result(60)
    days = {row.starts_at.astimezone(BERLIN).date() for row in rows}
    assert max(days) >= (START + timedelta(days=13)).date()
    assert all(len(row.number) == 6 and len(row.code) == 4 for row in rows)
    assert {row.office_id for row in rows} == {
        "mitte",
        "west",
        "bad-cannstatt",
        "vaihingen",
        "auslaenderbehoerde",
    }


def test_seeding_again_later_freshens_what_nobody_used(city: Store, clock: FakeClock) -> None:
    from sqlalchemy import update

    used = demo(city)["100001"]
    marked = appointment.c.number == "100001"
    city.submit_write(
        lambda connection: connection.execute(
            update(appointment).where(marked).values(check_in_id=appointment.c.id)
        )
    ).result(60)
    seed(city, START + timedelta(hours=1))
    assert demo(city)["100001"] == used
    assert demo(city)["100002"] == START + timedelta(hours=3)
    seed(city, START + timedelta(days=1))
    assert demo(city)["100001"] == START + timedelta(days=1, minutes=10)


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(
    "now",
    [
        START,
        datetime(2026, 11, 28, 21, 30, tzinfo=UTC),
        datetime(2026, 12, 24, 23, 10, tzinfo=UTC),
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    ],
    ids=["Tuesday morning", "Saturday night", "just after midnight", "clocks go forward"],
)
def test_whenever_somebody_tries_it_there_is_an_open_office_with_an_estimate(
    empty_database: str, now: datetime
) -> None:
    store = open_store(empty_database)
    seed(store, now)
    office = store.submit_read(lambda connection: offices_of_city(connection, "mitte", now)).result(60)[
        "mitte"
    ]
    local = now.astimezone(BERLIN)
    exceptions = {entry.day: entry for entry in office.exceptions}
    today = exceptions.get(local.date())
    intervals = (
        [(today.opens, today.closes)]
        if today
        else [(entry.opens, entry.closes) for entry in office.hours if entry.weekday == local.weekday()]
    )
    assert any(opens and closes and opens <= local.time() < closes for opens, closes in intervals)
    states = store.submit_read(
        lambda connection: queue_states(connection, "mitte", Forecasts(), estimate, now)
    ).result(60)
    assert all(state.estimate is not None for state in states.queues if state.letter in "ABC")
    store.close()


def test_every_service_of_the_sample_exists_in_the_catalogue_with_the_same_queue() -> None:
    for entry in load_city(sample_file()).offices:
        for key, service in entry.services.items():
            found = yaml.safe_load((assets_dir() / "services" / f"{key}.yaml").read_text(encoding="utf-8"))
            assert (found["queue"], found["minutes"]) == (service.queue, service.minutes), key


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("state: BW", "state: Baden"), "offices.0.state"),
        (("queue: B, minutes: 15", "queue: X, minutes: 15"), "there is no queue X"),
        (("queue: B, minutes: 15", "queue: I, minutes: 15"), "String should match pattern"),
        (("days: [thu]", "days: [don]"), "not a weekday"),
        (
            ('opens: "08:00", closes: "16:00"', 'opens: "16:00", closes: "08:00"'),
            "opens must be before closes",
        ),
        (("name: Stuttgart", "nmae: Stuttgart"), "city.nmae"),
        (("city:\n", "city: [\n"), "sample.yaml"),
        (("letter: B, waiting_area: Wartebereich 2", "letter: A, waiting_area: W"), "used twice"),
    ],
)
def test_mistakes_in_a_city_file_are_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    path = tmp_path / "sample.yaml"
    text = sample_file().read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(CityFileError, match=message):
        load_city(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CityFileError, match="nowhere"):
        load_city(tmp_path / "nowhere.yaml")
