# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the client makes of each kind of answer."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, timedelta

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync import client as client_module
from kiosk.sync.backoff import BASE_S, CAP_S, delay
from kiosk.sync.client import (
    BackOffice,
    NotAllowedError,
    NotReachedError,
    RefusedError,
    SyncError,
    TryLaterError,
)
from tests.helpers import MONDAY, TERMINAL_ID, ManualClock, seeded
from tests.kiosk.sync.model import KEY, NOT_REACHED, OURS, ModelBackOffice, Mood, client_for, ours, problem


def answering(*answers: httpx2.Response, clock: ManualClock | None = None) -> BackOffice:
    waiting = list(answers)
    return BackOffice(
        "https://termin.example/",
        terminal_id=TERMINAL_ID,
        key=KEY,
        clock=clock or ManualClock(),
        random_bytes=seeded().randbytes,
        transport=httpx2.MockTransport(lambda _request: waiting.pop(0)),
    )


@pytest.mark.parametrize("mood", NOT_REACHED, ids=lambda mood: mood.__name__)
def test_what_is_not_our_api_counts_as_not_reached(mood: Mood) -> None:
    server = ModelBackOffice(ManualClock(), moods=[mood])
    with pytest.raises(NotReachedError):
        client_for(server, server.clock).put(
            "tickets/7", "{}" if mood.__name__ != "reply_lost" else '{"id": 7}'
        )


@pytest.mark.parametrize("code", [408, 425, 429, 500, 502, 503, 599, 301])
def test_our_server_may_be_unable_just_now(code: int) -> None:
    with pytest.raises(TryLaterError) as error:
        answering(problem(code, "busy")).get("queues")
    assert (error.value.code, error.value.retry_after) == ("busy", None)


@pytest.mark.parametrize("code", [401, 403])
def test_our_server_may_not_accept_us(code: int) -> None:
    with pytest.raises(NotAllowedError, match="revoked"):
        answering(problem(code, "revoked")).get("queues")


@pytest.mark.parametrize("code", [400, 404, 405, 409, 410, 413, 415, 422, 451])
def test_our_server_may_refuse_for_good(code: int) -> None:
    with pytest.raises(RefusedError, match="conflict"):
        answering(problem(code, "conflict")).put("tickets/7", "{}")


def test_an_unasked_not_modified_is_not_an_answer() -> None:
    with pytest.raises(NotReachedError):
        answering(httpx2.Response(304, headers=OURS)).put("tickets/7", "{}")
    assert answering(httpx2.Response(304, headers=OURS)).get("configuration", etag='"1"').data is None


def test_another_version_of_the_api_is_not_ours() -> None:
    with pytest.raises(NotReachedError):
        answering(httpx2.Response(200, headers={"Buergerterminal-Api": "2"}, json={})).get("queues")


@pytest.mark.parametrize(
    ("header", "date", "expected"),
    [
        ("7", "", 7.0),
        ("0", "", 0.0),
        ("86400", "", 3600.0),
        ("9" * 400, "", 3600.0),
        ("Mon, 23 Nov 2026 10:00:30 GMT", "Mon, 23 Nov 2026 10:00:00 GMT", 30.0),
        ("Mon, 23 Nov 2026 09:00:00 GMT", "Mon, 23 Nov 2026 10:00:00 GMT", 0.0),
        ("Mon, 23 Nov 2026 10:00:30 GMT", "", None),
        ("soon", "Mon, 23 Nov 2026 10:00:00 GMT", None),
        ("-5", "", None),
        ("1.5", "", None),
        ("²", "", None),
        ("٣", "", None),
        ("", "", None),
    ],
)
def test_a_pause_that_the_server_asks_for(header: str, date: str, expected: float | None) -> None:
    assert client_module._seconds(header, date) == expected


@given(header=st.text(max_size=60), date=st.text(max_size=60))
def test_no_header_breaks_the_client(header: str, date: str) -> None:
    seconds = client_module._seconds(header, date)
    assert seconds is None or 0 <= seconds <= 3600


def test_a_wrong_clock_is_learnt_from_the_server_and_the_request_repeated() -> None:
    clock = ManualClock(MONDAY.astimezone(UTC) - timedelta(days=400))
    skew = problem(401, "clock-skew", Date="Mon, 23 Nov 2026 09:42:00 GMT")
    client = answering(skew, ours(200, {}), clock=clock)
    assert client.get("queues").data == {}
    assert client.clock_offset_s == timedelta(days=400).total_seconds()


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Mon, 01 Jan 1900 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "0" * 500]
)
def test_a_senseless_date_of_the_server_ends_as_not_allowed(date: str) -> None:
    skew = [problem(401, "clock-skew", Date=date) for _ in range(2)]
    with pytest.raises(NotAllowedError, match="clock-skew"):
        answering(*skew).get("queues")


def test_a_request_that_something_between_us_sent_twice_is_signed_again() -> None:
    client = answering(problem(401, "replayed"), ours(200, {"id": "7"}))
    assert client.put("tickets/7", "{}").data == {"id": "7"}
    with pytest.raises(NotAllowedError, match="replayed"):
        answering(problem(401, "replayed"), problem(401, "replayed")).put("tickets/7", "{}")


def test_every_signature_has_a_nonce_of_its_own() -> None:
    seen: list[str] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers["Signature-Input"])
        return ours(200, {})

    client = BackOffice(
        "https://termin.example",
        terminal_id=TERMINAL_ID,
        key=KEY,
        clock=ManualClock(),
        random_bytes=seeded().randbytes,
        transport=httpx2.MockTransport(handle),
    )
    for _ in range(20):
        client.put("tickets/7", "{}")
    assert len(set(seen)) == 20


def test_an_endless_answer_is_cut_off() -> None:
    class Endless(httpx2.SyncByteStream):
        sent = 0

        def __iter__(self):  # type: ignore[no-untyped-def]
            while True:
                Endless.sent += 1
                yield b"x" * 65536

    with pytest.raises(NotReachedError, match="answer-too-long"):
        answering(httpx2.Response(200, headers=OURS, stream=Endless())).get("queues")
    assert Endless.sent * 65536 <= client_module.LARGEST_ANSWER + 65536


def test_an_answer_that_drips_is_cut_off() -> None:
    clock = ManualClock()

    class Drip(httpx2.SyncByteStream):
        def __iter__(self):  # type: ignore[no-untyped-def]
            while True:
                clock.advance(5)
                yield b" "

    began = clock.monotonic()
    with pytest.raises(NotReachedError):
        answering(httpx2.Response(200, headers=OURS, stream=Drip()), clock=clock).get("queues")
    assert clock.monotonic() - began <= client_module.TOTAL_TIMEOUT_S + 5


@given(
    body=st.one_of(
        st.binary(max_size=40),
        st.sampled_from([b"[" * 100_000, b'{"a":' * 50_000, b"NaN", b'"\\ud800"', b"1e999"]),
    ),
    code=st.sampled_from([200, 201, 204, 400, 401, 409, 429, 500]),
)
def test_no_body_breaks_the_client(body: bytes, code: int) -> None:
    answers = [httpx2.Response(code, headers=OURS, content=body) for _ in range(2)]
    with suppress(SyncError):
        answering(*answers).get("queues")


def test_a_code_of_the_server_is_kept_short() -> None:
    with pytest.raises(RefusedError) as error:
        answering(problem(409, "x" * 10_000)).get("queues")
    assert len(error.value.code) <= 80


@given(attempts=st.integers(1, 10_000), chance=st.floats(0, 1, exclude_max=True))
def test_pauses_are_full_jitter_and_capped(attempts: int, chance: float) -> None:
    pause = delay(attempts, lambda: chance)
    assert 0 <= pause <= min(CAP_S, BASE_S * 2.0 ** min(attempts, 30))
    assert pause == pytest.approx(chance * min(CAP_S, BASE_S * 2.0 ** min(attempts, 30)))


@given(wanted=st.floats(0, 3600), chance=st.floats(0, 1, exclude_max=True))
def test_a_pause_the_server_wants_is_never_cut_short(wanted: float, chance: float) -> None:
    assert wanted <= delay(1, lambda: chance, wanted) <= max(wanted * 1.2, 2 * BASE_S)


def test_a_server_that_always_asks_for_the_same_pause_is_asked_less_and_less() -> None:
    assert delay(8, lambda: 0.99, 5.0) > 200
