# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from backoffice.domain.calls import call_next, finish
from backoffice.domain.desks import close_desk, open_desk
from backoffice.domain.errors import RefusedError
from backoffice.store import Store
from kiosk.wire.models import QueueStates
from tests.backoffice.world import FakeClock, Kiosk


@pytest.fixture
def desk(store: Store, clock: FakeClock) -> Callable[..., Any]:
    """Do something at a desk of ``mitte`` now."""

    def act(rule: Callable[[Connection, str, str, datetime], Any], name: str = "Platz 1") -> Any:
        now = clock.now
        return store.submit_write(lambda connection: rule(connection, "mitte", name, now)).result(30)

    return act


def states(kiosk: Kiosk) -> dict[str, Any]:
    found = QueueStates.model_validate_json(kiosk.get("/api/v1/queues").content)
    return {state.letter: state for state in found.queues}


def test_nothing_is_promised_while_no_desk_is_open(kiosk: Kiosk) -> None:
    kiosk.draw()
    found = states(kiosk)
    assert {letter: (state.waiting, state.estimate) for letter, state in found.items()} == {
        "A": (1, None),
        "B": (0, None),
    }


def test_an_open_desk_makes_an_estimate_for_the_queues_it_serves(
    kiosk: Kiosk, desk: Callable[..., Any]
) -> None:
    desk(open_desk)
    empty = states(kiosk)
    assert empty["B"].estimate is None
    assert empty["A"].estimate.low_minutes == 0
    for _ in range(5):
        kiosk.draw()
    busy = states(kiosk)["A"]
    assert busy.waiting == 5
    # Five people at twelve minutes each before it is one's turn.
    assert busy.estimate.low_minutes <= 60 <= busy.estimate.high_minutes
    assert busy.estimate.high_minutes <= 120


def test_a_desk_left_open_yesterday_counts_no_more(
    kiosk: Kiosk, desk: Callable[..., Any], clock: FakeClock
) -> None:
    desk(open_desk)
    kiosk.draw()
    clock.advance(days=1)
    assert (states(kiosk)["A"].waiting, states(kiosk)["A"].estimate) == (0, None)


def test_calling_and_finishing_moves_the_queue(
    kiosk: Kiosk, desk: Callable[..., Any], clock: FakeClock
) -> None:
    for _ in range(3):
        kiosk.draw()
        clock.advance(minutes=1)
    desk(open_desk)
    assert desk(call_next) == "A 001"
    assert states(kiosk)["A"].waiting == 2
    with pytest.raises(RefusedError, match="desk-busy"):
        desk(call_next)
    with pytest.raises(RefusedError, match="desk-busy"):
        desk(close_desk)
    clock.advance(minutes=10)
    assert desk(finish) == "A 001"
    assert desk(finish) is None
    assert desk(call_next) == "A 002"
    desk(finish)
    assert desk(call_next) == "A 003"
    desk(finish)
    assert desk(call_next) is None
    desk(close_desk)
    with pytest.raises(RefusedError, match="desk-closed"):
        desk(call_next)


def test_services_that_really_took_longer_lengthen_the_estimate(
    kiosk: Kiosk, desk: Callable[..., Any], clock: FakeClock
) -> None:
    desk(open_desk)
    for _ in range(14):
        kiosk.draw()
    before = states(kiosk)["A"].estimate
    for _ in range(4):
        desk(call_next)
        clock.advance(minutes=40)
        desk(finish)
    after = states(kiosk)["A"].estimate
    # Ten instead of fourteen wait, and still it takes longer.
    assert after.high_minutes > before.high_minutes


def test_two_desks_that_call_at_once_call_two_people(kiosk: Kiosk, desk: Callable[..., Any]) -> None:
    for _ in range(2):
        kiosk.draw()
    for name in ("Platz 1", "Platz 2"):
        desk(open_desk, name)
    with ThreadPoolExecutor(2) as pool:
        called = list(pool.map(lambda name: desk(call_next, name), ("Platz 1", "Platz 2")))
    assert sorted(called) == ["A 001", "A 002"]


def test_an_unknown_desk_is_named(desk: Callable[..., Any]) -> None:
    with pytest.raises(RefusedError, match="desk-unknown"):
        desk(open_desk, "Platz 9")
