# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Logs hold nothing about a person, and a disk that takes no log stops nobody."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from kiosk import log as log_module
from kiosk.log import configure, only_known_fields
from kiosk.store.database import StoreError
from kiosk.visit.events import Scanned, ScanUnreadable
from kiosk.workers import Worker
from tests.helpers import MONDAY, World
from tests.kiosk.store.small_disk import small_disk
from tests.kiosk.sync.model import KEY, ModelBackOffice, Terminal, html, problem, yesterday

NAME = "Wilhelmine Öztürk-Nguyễn"


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    """Give other tests back what they had."""
    before = structlog.get_config()
    yield
    root = logging.getLogger("buergerterminal")
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        with suppress(OSError):  # a disk that is full to the end
            handler.close()
    structlog.configure(**before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    configure(tmp_path / "log", to_stderr=False)
    return tmp_path / "log"


def written(folder: Path) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()))


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(folder).splitlines()]


def test_a_line_is_one_json_object_with_its_time_in_utc(folder: Path) -> None:
    structlog.get_logger("kiosk").info("slip_printed", job=7, bytes=380, weak=False)
    (line,) = lines(folder)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "slip_printed", "level": "info", "job": 7, "bytes": 380, "weak": False}


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Wilhelmine"},
        {"code": NAME},
        {"reason": "Frau Öztürk kommt"},
        {"url": "https://termin.example/s/AbCdEfGhIjKlMnOpQrStUv"},
        {"row": "not-an-id"},
        {"job": "Wilhelmine"},
        {"weak": "Wilhelmine"},
        {"state": ["Wilhelmine"]},
        {"reason": "x" * 81},
        {"code": "line\nbreak"},
        {"job": True},
        {"detail": {"name": "Wilhelmine"}},
    ],
    ids=str,
)
def test_what_is_not_known_to_be_harmless_is_dropped(folder: Path, fields: dict[str, Any]) -> None:
    structlog.get_logger("kiosk").info("something", **fields)
    (line,) = lines(folder)
    assert line["dropped_fields"] == 1
    assert set(line) == {"event", "level", "timestamp", "dropped_fields"}


def test_a_sentence_in_place_of_an_event_is_dropped_too(folder: Path) -> None:
    structlog.get_logger("kiosk").info(f"visitor {NAME} came")
    structlog.get_logger("kiosk").info("visitor %s came", NAME)
    assert "Wilhelmine" not in written(folder)


def test_the_message_of_an_exception_is_never_written(folder: Path) -> None:
    log = structlog.get_logger("kiosk")
    try:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError(f"cannot find {NAME}") from error
    except ValueError as error:
        log.error("with_the_error", exc_info=error)
        log.exception("with_the_current_error")
    text = written(folder)
    assert "Wilhelmine" not in text
    assert text.count("ValueError < test_log.py:") == 2


@given(
    st.dictionaries(
        st.sampled_from(["job", "code", "url", "row", "weak", "event", "exc_info", "name", "Öffnung"]),
        st.one_of(st.text(max_size=30), st.integers(), st.booleans(), st.none(), st.lists(st.text())),
    )
)
def test_only_listed_fields_of_their_kind_get_through(event: dict[str, Any]) -> None:
    kept = only_known_fields(None, "info", dict(event))
    json.dumps(kept)
    for name, value in kept.items():
        if isinstance(value, str) and name != "exception":
            assert all(character.isascii() and character.isprintable() for character in value)
            assert " " not in value


def test_nothing_a_visitor_does_or_a_failure_quotes_reaches_a_log(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A morning with everything: codes typed and scanned, wrong and right, failures in every corner."""
    canaries = {"482913", "7351", "471123", "8264", "Wilhelmine", "termin.example", "BT1", "Gastnetz"}
    world.appointment("471123", "8264", MONDAY + timedelta(minutes=5))
    world.tap("check-in")
    for text in ("BT1.482913.7351", NAME, "https://termin.example/s/Wilhelmine", "4829137351" * 40):
        world.handle(Scanned(text))
        world.visit.end()
    world.handle(ScanUnreadable())
    world.tap("type")
    world.type("482913")
    world.tap("next")
    world.type("7351")
    world.tap("next")
    world.visit.end()
    world.scan("BT1.471123.8264")
    world.visit.end()
    world.draw_number()
    world.tap("done")
    world.desk.call_help("start")

    def refuse(*_arguments: object) -> None:
        raise StoreError("disk-full", f"while keeping {NAME}")

    with monkeypatch.context() as broken:
        broken.setattr(world.desk, "issue", refuse)
        for action in ("walk-in", "topic:wohnsitz", "service:wohnsitz-anmelden", "draw"):
            world.tap(action)
        world.visit.end()
    terminal = Terminal(world.database, ModelBackOffice(world.clock), world.clock)
    quoting = problem(409, f"conflict with {NAME}")
    terminal.server.moods = [
        html(200),
        yesterday,
        lambda _server, _request: quoting,
        lambda _server, _request: problem(422, "BT1.482913.7351 https://termin.example"),
    ]
    terminal.steps(12)
    tokens = status_tokens(world)
    assert tokens
    text = written(folder)
    for needle in canaries | tokens | {KEY.private_bytes_raw().hex()}:
        assert needle not in text, needle
    assert "outbox_row_refused" in text, "and yet it says what went wrong"
    assert "ticket_not_kept" in text


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition():
        if time.monotonic() > deadline:
            return False
    return True


def status_tokens(world: World) -> set[str]:
    with world.database.reading() as connection:
        return {row["status_token"] for row in connection.execute("SELECT status_token FROM ticket")}


def test_a_full_disk_stops_the_log_and_not_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "terminal.log").symlink_to("/dev/full")
    configure(tmp_path / "log", to_stderr=False)
    log = structlog.get_logger("kiosk")
    for _ in range(5):
        log.error("slip_not_printed", job=1, reason=NAME)
    assert "Wilhelmine" not in capsys.readouterr().err


def test_the_log_goes_on_when_there_is_space_again(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        configure(disk.path, to_stderr=False)
        log = structlog.get_logger("kiosk")
        log.info("before")
        disk.fill()
        for _ in range(300):
            log.info("while_full", code="x" * 80)
        disk.make_room()
        log.info("afterwards")
        events = [line["event"] for line in lines_of(disk.path / "terminal.log")]
        assert events[0] == "before"
        assert events[-1] == "afterwards"
        configure(None, to_stderr=False)


def lines_of(file: Path) -> list[dict[str, Any]]:
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue  # cut off where the disk was full
    return found


def test_a_folder_that_cannot_be_written_leaves_the_log_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("a file in the way")
    configure(tmp_path / "log", to_stderr=False)
    structlog.get_logger("kiosk").info("still_alive")
    said = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert said == ["log_file_unavailable", "still_alive"]


def test_logs_never_take_more_than_their_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "_FILE_BYTES", 2000)
    configure(tmp_path / "log", to_stderr=False)
    for _ in range(400):
        structlog.get_logger("kiosk").info("again_and_again", code="x" * 50)
    sizes = [file.stat().st_size for file in (tmp_path / "log").iterdir()]
    assert len(sizes) == 5
    assert sum(sizes) <= 5 * 2000


def test_a_worker_logs_its_failure_without_the_message_and_goes_on(folder: Path) -> None:
    steps: list[int] = []
    done = threading.Event()
    failed = threading.Event()

    def step() -> float:
        steps.append(1)
        if len(steps) == 1:
            failed.set()
            raise RuntimeError(NAME)
        done.set()
        return 60.0

    worker = Worker("test", step)
    worker.start()
    assert failed.wait(10)
    assert wait_for(lambda: (worker.wake(), done.wait(0.05))[1])
    worker.stop()
    assert "Wilhelmine" not in written(folder)
    assert '"event": "worker_failed"' in written(folder)
