# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who knows the PIN gets in, also after mistakes; who does not know it has no time to find it."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from kiosk.staff.pin import FREE_TRIES, LONGEST_PAUSE_S, Opening, PinError, PinLock, check_pin, hash_pin
from kiosk.store.database import StoreError
from tests.helpers import World

PIN = "471108"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)


def lock_of(world: World, pin_hash: str = QUICK) -> PinLock:
    return PinLock(pin_hash, world.kept, world.clock)


def test_the_hash_that_the_command_makes_opens_with_the_pin_only(world: World) -> None:
    made = hash_pin(PIN)
    assert made.startswith("$argon2id$")
    assert PIN not in made
    lock = lock_of(world, made)
    assert lock.try_pin("471109") is Opening.WRONG
    assert lock.try_pin(PIN) is Opening.OPENED


def test_four_mistakes_cost_nothing_and_are_forgotten_with_the_right_pin(world: World) -> None:
    lock = lock_of(world)
    for _ in range(3):
        for _ in range(FREE_TRIES - 1):
            assert lock.try_pin("000000") is Opening.WRONG
        assert lock.seconds_to_wait == 0
        assert lock.try_pin(PIN) is Opening.OPENED


def test_from_the_fifth_mistake_on_the_pause_grows_and_the_right_pin_waits_too(world: World) -> None:
    lock = lock_of(world)
    pauses = []
    for _ in range(FREE_TRIES + 7):
        assert lock.try_pin("000000") is Opening.WRONG
        pauses.append(lock.seconds_to_wait)
        world.clock.advance(lock.seconds_to_wait)
    assert pauses == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert lock.try_pin("000000") is Opening.WRONG
    assert lock.try_pin(PIN) is Opening.WAIT
    world.clock.advance(LONGEST_PAUSE_S)
    assert lock.try_pin(PIN) is Opening.OPENED
    assert lock.seconds_to_wait == 0


def test_a_try_during_the_pause_does_not_make_it_longer(world: World) -> None:
    lock = lock_of(world)
    for _ in range(FREE_TRIES):
        lock.try_pin("000000")
    world.clock.advance(20)
    assert lock.try_pin("000000") is Opening.WAIT
    assert lock.seconds_to_wait == 10


def test_switching_off_and_on_gives_no_new_tries(world: World) -> None:
    lock = lock_of(world)
    for _ in range(FREE_TRIES + 1):
        world.clock.advance(lock.seconds_to_wait)
        lock.try_pin("000000")
    again = lock_of(world)
    assert again.seconds_to_wait == 60
    assert again.try_pin(PIN) is Opening.WAIT


def test_a_try_counts_even_if_the_program_ends_while_it_is_looked_at(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = lock_of(world)
    for _ in range(FREE_TRIES - 1):
        lock.try_pin("000000")

    def plug_pulled(*_arguments: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(PasswordHasher, "verify", plug_pulled)
    with pytest.raises(KeyboardInterrupt):
        lock.try_pin("000000")
    assert lock_of(world).seconds_to_wait > 0


def test_a_full_disk_does_not_lock_staff_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise StoreError("disk-full")

    monkeypatch.setattr(world.kept, "keep_text", full)
    lock = lock_of(world)
    assert lock.try_pin("000000") is Opening.WRONG
    assert lock.try_pin(PIN) is Opening.OPENED


@pytest.mark.parametrize("broken", ["", "plain", "$argon2id$v=19$m=8,t=1,p=1$", "471108"])
def test_a_hash_that_is_none_opens_for_nobody(world: World, broken: str) -> None:
    assert lock_of(world, broken).try_pin(PIN) is Opening.WRONG


@pytest.mark.parametrize("count", ["x", "-1", "²", "99999999999", ""])
def test_a_damaged_count_keeps_nobody_out(world: World, count: str) -> None:
    world.kept.keep_text("staff-wrong-pins", count)
    assert lock_of(world).try_pin(PIN) is Opening.OPENED


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "12345",
        "1234567",
        "12345a",
        "１２３４５６",
        "000000",
        "123456",
        "654321",
        "890123",
        "471471",
        "474747",
    ],
)
def test_pins_that_everybody_tries_first_are_refused(pin: str) -> None:
    with pytest.raises(PinError):
        hash_pin(pin)


@given(st.text(max_size=8))
def test_whatever_is_accepted_is_six_digits(text: str) -> None:
    try:
        check_pin(text)
    except PinError:
        return
    assert len(text) == 6
    assert text.isascii()
    assert text.isdigit()
