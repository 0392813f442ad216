# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Since when a device is as it is: a change counts, a repetition does not, and a restart forgets nothing."""

from __future__ import annotations

import pytest

from kiosk.staff.since import Since, remembered
from kiosk.store.database import StoreError
from tests.helpers import World


def test_only_a_change_counts(world: World) -> None:
    since = Since(world.kept, world.clock)
    since.see("printer", "ok")
    began = world.clock.now()
    world.clock.advance(60)
    since.see("printer", "ok")
    assert since.moments() == {"printer": began}
    since.see("printer", "load-paper")
    assert since.moments() == {"printer": world.clock.now()}


def test_a_restart_goes_on_with_what_was_seen(world: World) -> None:
    Since(world.kept, world.clock).see("printer", "load-paper")
    began = world.clock.now()
    world.clock.advance(3600)
    again = Since(world.kept, world.clock)
    again.see("printer", "load-paper")
    assert again.moments()["printer"] == began
    assert remembered(world.kept)["printer"].state == "load-paper"


@pytest.mark.parametrize(
    "damaged", ["{", '{"devices": 3}', '{"devices": {"printer": {"state": "ok", "at": "noon"}}}']
)
def test_what_the_disk_has_eaten_counts_as_never_seen(world: World, damaged: str) -> None:
    world.kept.keep_text("device-states", damaged)
    assert remembered(world.kept) == {}
    Since(world.kept, world.clock).see("printer", "ok")
    assert "printer" in remembered(world.kept)


def test_a_full_disk_stops_no_printer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise StoreError("disk-full")

    monkeypatch.setattr(world.kept, "keep_text", full)
    since = Since(world.kept, world.clock)
    since.see("printer", "ok")
    assert "printer" in since.moments()
