# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Each rule of registration by itself, with the norm it protects in the name or the comment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.registration.dates import add_months, read_date, under
from kiosk.registration.deadlines import (
    MoveIn,
    MoveOut,
    duty_begins,
    first_day_to_deregister,
    last_day_to_register,
    main_change_is_late,
    move_in_state,
    move_out_state,
    stay_is_exempt,
)
from kiosk.registration.documents import documents, needs_title
from kiosk.registration.doubts import doubts, unusual
from kiosk.registration.facts import form_facts, item_facts
from kiosk.registration.family import (
    Apart,
    needs_own_form,
    religion_objection_has_effect,
    spouse_is_elsewhere,
)
from kiosk.registration.reading import Person, Reading
from kiosk.registration.status import Status, new_status, previous_becomes, status_is_doubtful

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


def person(number: int = 1, **answers: Any) -> Person:
    return Person(number, answers)


# Dates


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("1998-03-05", date(1998, 3, 5), date(1998, 3, 5)),
        ("1998-03-00", date(1998, 3, 1), date(1998, 3, 31)),
        ("1998-00-00", date(1998, 1, 1), date(1998, 12, 31)),
        ("0000-00-00", date.min, date.max),
    ],
)
def test_partial_dates_span_what_is_not_known(value: object, earliest: date, latest: date) -> None:
    found = read_date(value)
    assert found is not None
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize("value", ["", "2026-02-30", "1998-00-05", "0000-03-05", "5.3.1998", None, 5, True])
def test_what_is_no_date_is_none(value: object) -> None:
    assert read_date(value) is None


@given(st.text(max_size=12))
def test_any_text_can_be_read_as_a_date(text: str) -> None:
    read_date(text)


def test_age_is_told_only_when_the_known_part_tells() -> None:
    year = read_date("2010-00-00")
    assert year is not None
    assert under(year, 16, date(2026, 6, 1)) is None
    assert under(year, 18, date(2026, 6, 1)) is True
    assert under(year, 16, date(2027, 1, 1)) is False


def test_sixteen_is_reached_on_the_birthday() -> None:
    birth = read_date("2010-11-23")
    assert birth is not None
    assert under(birth, 16, TODAY - timedelta(days=1)) is True
    assert under(birth, 16, TODAY) is False


def test_a_month_later_ends_on_the_last_day() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 1), 3) == date(2027, 3, 1)


# § 17 Abs. 1


@pytest.mark.parametrize(
    ("moved", "last"),
    [
        (date(2026, 11, 9), date(2026, 11, 23)),
        (date(2026, 11, 7), date(2026, 11, 23)),  # ends on a Saturday
        (date(2026, 12, 11), date(2026, 12, 28)),  # ends on Christmas Day, then Saturday 26th, Sunday
        (date(2026, 4, 17), date(2026, 5, 4)),  # 1 May is a Friday
    ],
)
def test_two_weeks_end_on_a_working_day(moved: date, last: date) -> None:
    assert last_day_to_register(moved) == last
    assert move_in_state(moved, last) is MoveIn.IN_TIME
    assert move_in_state(moved, last + timedelta(days=1)) is MoveIn.LATE


def test_nobody_registers_before_moving_in() -> None:
    assert move_in_state(TODAY + timedelta(days=1), TODAY) is MoveIn.FUTURE
    assert move_in_state(TODAY, TODAY) is MoveIn.IN_TIME


@given(DAYS, DAYS)
def test_a_move_in_is_future_in_time_or_late(moved: date, today: date) -> None:
    state = move_in_state(moved, today)
    assert (state is MoveIn.FUTURE) == (moved > today)
    if state is MoveIn.LATE:
        assert today - moved > timedelta(days=14)


# § 17 Abs. 2


@pytest.mark.parametrize(
    ("moved_out", "state"),
    [
        (TODAY + timedelta(days=8), MoveOut.TOO_EARLY),
        (TODAY + timedelta(days=7), MoveOut.IN_TIME),
        (TODAY, MoveOut.IN_TIME),
        (TODAY - timedelta(days=14), MoveOut.IN_TIME),
        (TODAY - timedelta(days=15), MoveOut.IN_TIME),  # the two weeks ended on Sunday, 22 November
        (TODAY - timedelta(days=17), MoveOut.LATE),
    ],
)
def test_deregistering_from_a_week_before_to_two_weeks_after(moved_out: date, state: MoveOut) -> None:
    assert move_out_state(moved_out, TODAY) is state


def test_the_first_day_to_deregister_is_a_week_before() -> None:
    assert first_day_to_deregister(date(2026, 12, 1)) == date(2026, 11, 24)


# § 21 Abs. 4 Satz 2


def test_a_change_of_the_main_dwelling_has_two_weeks() -> None:
    assert not main_change_is_late(TODAY - timedelta(days=14), TODAY)
    assert main_change_is_late(TODAY - timedelta(days=30), TODAY)


# § 27 Abs. 2


def test_the_duty_begins_after_six_or_three_months() -> None:
    assert duty_begins(date(2026, 11, 1), registered_in_germany=True) == date(2027, 5, 2)
    assert duty_begins(date(2026, 11, 1), registered_in_germany=False) == date(2027, 2, 2)


@pytest.mark.parametrize(
    ("leaves", "registered", "exempt"),
    [
        (date(2027, 5, 1), True, True),
        (date(2027, 5, 2), True, False),
        (date(2027, 1, 31), False, True),
        (date(2027, 4, 1), False, False),
        (None, True, False),
    ],
)
def test_short_stays_bring_no_duty(leaves: date | None, registered: bool, exempt: bool) -> None:
    assert stay_is_exempt(date(2026, 11, 1), leaves, TODAY, registered_in_germany=registered) is exempt


def test_a_stay_that_has_run_its_months_is_no_longer_exempt() -> None:
    assert not stay_is_exempt(date(2026, 1, 1), date(2026, 6, 30), TODAY, registered_in_germany=True)


# §§ 21, 22


@pytest.mark.parametrize(
    ("other", "main", "status", "previous"),
    [
        ("none", None, Status.SOLE, None),
        ("previous", "new", Status.MAIN, Status.SECOND),
        ("previous", "previous", Status.SECOND, Status.MAIN),
        ("other", "other", Status.SECOND, None),
        ("both", "new", Status.MAIN, Status.SECOND),
        ("previous", None, None, None),
        (None, None, None, None),
    ],
)
def test_status_of_the_dwellings(
    other: str | None, main: str | None, status: Status | None, previous: Status | None
) -> None:
    reading = Reading({"matter": "germany", "other_homes": other, "main_home": main})
    assert new_status(reading) is status
    assert previous_becomes(reading) is previous


def test_a_dwelling_abroad_is_no_second_dwelling() -> None:
    assert (
        previous_becomes(Reading({"matter": "abroad", "other_homes": "previous", "main_home": "new"})) is None
    )


def test_separated_with_several_dwellings_is_for_the_clerk() -> None:
    assert status_is_doubtful(Reading({"other_homes": "previous", "partner": "apart"}))
    assert not status_is_doubtful(Reading({"other_homes": "none", "partner": "apart"}))


# § 23 Abs. 4


@pytest.mark.parametrize(
    ("number", "answers", "why"),
    [
        (1, {"relation": "none"}, None),
        (2, {"relation": "partner", "same_move": True}, None),
        (2, {"relation": "family", "same_move": True}, None),
        (2, {"relation": "none", "same_move": True}, Apart.NO_FAMILY),
        (2, {"relation": "child", "same_move": False}, Apart.OTHER_MOVE),
        (2, {}, None),
    ],
)
def test_who_shares_a_form(number: int, answers: dict[str, Any], why: Apart | None) -> None:
    assert needs_own_form(person(number, **answers)) is why


# § 42 Abs. 3


@pytest.mark.parametrize(
    ("own", "other", "effect"),
    [
        ("oa", "rk", True),
        ("ev", "rk", True),
        ("rk", "rk", False),
        ("oa", "oa", False),
        ("rk", "oa", False),
        ("", "rk", None),
    ],
)
def test_whose_objection_against_a_church_has_effect(own: str, other: str, effect: bool | None) -> None:
    reading = Reading({"persons": [{"religion": own}, {"religion": other}]})
    assert religion_objection_has_effect(reading.persons[0], reading) is effect


# Documents, marks


@pytest.mark.parametrize(
    ("nationalities", "needs"),
    [
        (["163"], True),
        (["163", "000"], False),
        (["137"], False),
        (["997"], True),
        (["168"], True),
        ([], False),
        (["158"], False),
    ],
)
def test_free_movement_needs_no_title(nationalities: list[str], needs: bool) -> None:
    assert needs_title(person(nationalities=nationalities)) is needs


def test_no_document_names_a_person() -> None:
    answers = {
        "matter": "abroad", "other_homes": "none", "dwelling": "rented", "confirmation": "paper",
        "persons": [{"given_names": "Zaphod", "family_name": "Beeblebrox", "marital_status": "VH", "doctorate": "DR."},
                    {"relation": "child", "given_names": "Zaphod", "birth_date": "2020-01-01"}],
    }  # fmt: skip
    found = documents(Reading(answers), TODAY)
    assert len(found) >= 5
    assert not any("Zaphod" in f"{d.title}{d.whose}" or "Beeblebrox" in f"{d.title}{d.whose}" for d in found)


@pytest.mark.parametrize(
    "name", ["Nguyễn", "O’Connor", "von der Heyde", "Sr. Maria", "Li", "İpek", "Müller-Lüdenscheidt", "Öz"]
)
def test_usual_names_carry_no_mark(name: str) -> None:
    assert unusual(name) is None


@pytest.mark.parametrize("name", ["X", "MÜLLER", "müller", "Dr. Müller", "Müller-", "Annnna", "Frau Weber"])
def test_unusual_names_are_marked(name: str) -> None:
    assert unusual(name)


def test_an_expired_id_and_an_odd_serial_are_marked() -> None:
    answers = {"persons": [{"family_name": "Weber", "given_names": "Eva", "birth_date": "1990-01-01", "id_type": "09",
                            "id_serial": "ABCDE", "id_valid_until": "2026-11-22"}]}  # fmt: skip
    assert {d.code for d in doubts(Reading(answers), TODAY)} == {"id-expired", "id-serial-unusual"}


def test_addresses_that_belie_the_origin_are_marked() -> None:
    here, there = {"postcode": "70173", "place": "Stuttgart"}, {"postcode": "10115", "place": "Berlin"}
    for matter, before, codes in (
        ("same-city", there, ["origin-differs"]),
        ("germany", here, ["origin-differs"]),
        ("germany", there, []),
    ):
        reading = Reading({"matter": matter, "new_place": here, "prev_place": before})
        assert [d.code for d in doubts(reading, TODAY)] == codes


def test_a_usual_name_is_one_of_the_first_names() -> None:
    for usual, codes in (("Jo", ["usual-name-differs"]), ("Maria", []), ("Anna", [])):
        answers = {
            "persons": [{"family_name": "Weber", "given_names": "Anna-Maria Luise", "usual_name": usual}]
        }
        assert [d.code for d in doubts(Reading(answers), TODAY)] == codes


def test_a_single_name_is_marked_not_refused() -> None:
    answers = {"persons": [{"given_names": "Suharto", "birth_date": "1990-01-01"}]}
    assert [(d.code, d.field) for d in doubts(Reading(answers), TODAY)] == [("name-missing", "family_name")]


def test_a_married_person_without_partner_on_the_form_has_one_elsewhere() -> None:
    assert spouse_is_elsewhere(Reading({"persons": [{"marital_status": "VH"}]}))
    assert not spouse_is_elsewhere(Reading({"persons": [{"marital_status": "VH"}, {"relation": "partner"}]}))
    assert not spouse_is_elsewhere(Reading({"persons": [{"marital_status": "LD"}]}))


_ANSWER = st.one_of(
    st.none(), st.booleans(), st.text(max_size=10), st.dates().map(str),
    st.sampled_from(["child", "leave", "abroad", "germany", "same-city", "previous", "new", "short", "VH", "rented"]),
)  # fmt: skip
_PERSON = st.dictionaries(
    st.sampled_from(
        [
            "family_name",
            "given_names",
            "birth_date",
            "relation",
            "same_move",
            "marital_status",
            "religion",
            "nationalities",
        ]
    ),
    _ANSWER,
)
_FORM = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("situation", "newborn_at_home", "homes_left", "matter", "child_from", "stays_six_months", "stays_three_months", "other_homes", "main_home", "move_in", "move_out", "stay_until", "dwelling", "confirmation", "new_place", "custody", "partner", "changed_on"), _ANSWER),
        "persons": st.lists(_PERSON, max_size=3),
    },
)  # fmt: skip


@given(_FORM, st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_rules_hold_for_any_half_filled_form(answers: dict[str, Any], today: date) -> None:
    reading = Reading(answers)
    assert all(form_facts(reading, today).values())
    documents(reading, today)
    doubts(reading, today)
    for item in reading.persons:
        assert all(item_facts(item, today).values())


def test_no_answer_is_in_a_repr() -> None:
    reading = Reading({"persons": [{"family_name": "Kanarienvogel", "birth_date": "1990-01-01"}]})
    assert "Kanarienvogel" not in repr(reading) + repr(reading.persons)
    assert "1990" not in repr(reading.persons[0].birth)
