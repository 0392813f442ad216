# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The official keys, and finding them by whatever name a person has for a state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.codelists import (
    UnknownListError,
    code_list,
    is_plz,
    known_plz,
    list_keys,
    local_name,
    places,
    search,
)
from kiosk.din91379 import DataType, check, normalise


def test_every_list_loads_with_unique_keys_a_source_and_nfc_names() -> None:
    assert len(list_keys()) == 7
    for key in list_keys():
        codes = code_list(key)
        assert codes.key == key
        assert codes.source
        assert len(codes.by_key) == len(codes.entries) > 0
        assert all(normalise(e.name) == e.name and e.name.strip() == e.name for e in codes.entries)


def test_every_name_that_is_offered_can_be_stored() -> None:
    assert [e.name for k in list_keys() for e in code_list(k).offered if check(e.name, DataType.E)] == []


def test_an_unknown_list_is_named() -> None:
    with pytest.raises(UnknownListError):
        code_list("../din91379")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("000", "deutsch"),
        ("163", "türkisch"),
        ("168", "britisch"),
        ("170", "serbisch"),
        ("997", "staatenlos"),
        ("998", "ungeklärt"),
        ("465", "taiwanisch"),
    ],
)
def test_living_nationalities_are_offered(key: str, name: str) -> None:
    entry = code_list("nationalities").by_key[key]
    assert (entry.name, entry.offered) == (name, True)


@pytest.mark.parametrize("key", ["120", "132", "133", "138", "159", "162", "276", "910", "999"])
def test_former_states_and_statistical_entries_are_not_offered(key: str) -> None:
    assert not code_list("nationalities").by_key[key].offered


def test_only_the_objections_in_force_are_offered() -> None:
    assert [e.key for e in code_list("blocks").offered] == ["2", "5", "7"]


def test_sex_has_both_divers_and_no_entry() -> None:
    assert [e.key for e in code_list("sex").offered] == ["m", "w", "d", "x"]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Türkei", "163"),
        ("türkisch", "163"),
        ("turk", "163"),
        ("Türkiye", "163"),
        ("Turkey", "163"),
        ("TUR", "163"),
        ("تركيا", "163"),
        ("Турция", "163"),
        ("Hrvatska", "130"),
        ("Ελλάδα", "134"),
        ("Україна", "166"),
        ("România", "154"),
        ("Shqipëria", "121"),
        ("UK", "168"),
        ("United Kingdom", "168"),
        ("amerik", "368"),
        ("Serbien", "170"),
        ("Kosovo", "150"),
        ("staatenlos", "997"),
        ("ohne Staat", None),
        ("Italien", "137"),
        ("中国", "479"),
    ],
)
def test_a_nationality_is_found_first_by_what_a_person_calls_it(query: str, key: str | None) -> None:
    found = search("nationalities", query)
    assert (found[0].key if found else None) == key


def test_former_states_are_never_found() -> None:
    keys = {
        e.key
        for query in ("Jugoslawien", "Sowjetunion", "Serbien", "Sudan")
        for e in search("nationalities", query, limit=99)
    }
    assert keys.isdisjoint({"120", "132", "133", "138", "159", "162", "276"})


@given(st.text(max_size=12))
def test_any_text_can_be_searched(query: str) -> None:
    found = search("states", query, limit=5)
    assert len(found) <= 5
    assert len({e.key for e in found}) == len(found)


@pytest.mark.parametrize("key", [e.key for e in code_list("states").offered])
def test_every_state_is_found_by_its_own_name(key: str) -> None:
    assert key in [e.key for e in search("states", code_list("states").name(key), limit=3)]


def test_a_state_has_its_name_in_the_visitors_language() -> None:
    turkey = code_list("states").by_key["163"]
    assert local_name(turkey, "en") == "Türkiye"
    assert local_name(turkey, "ar") == "تركيا"
    assert local_name(code_list("nationalities").by_key["997"], "en") == ""


@pytest.mark.parametrize(
    ("plz", "names"),
    [("70173", ("Stuttgart",)), ("99998", ("Körner", "Mühlhausen")), ("10115", ("Berlin",)), ("00000", ())],
)
def test_places_of_a_plz(plz: str, names: tuple[str, ...]) -> None:
    assert places(plz) == names
    assert known_plz(plz) == bool(names)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("70173", True),
        ("01067", True),
        ("7017", False),
        ("00123", False),
        ("٧٠١٧٣", False),
        ("D-70173", False),
        ("70173\n", False),
    ],
)
def test_the_form_of_a_plz(text: str, good: bool) -> None:
    assert is_plz(text) is good


def test_places_are_names_that_can_be_stored() -> None:
    assert [p for plz in ("70173", "54619", "99998") for p in places(plz) if check(p, DataType.B)] == []
