# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What lies in the visitor's hand: the ticket's slip through the real driver and the simulated printer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from devices.printer import JobState, Severity, Slip, open_printer
from devices.printer.virtual import VirtualPrinter
from kiosk.store.jobs import PrintJobs
from tests.helpers import World


def printed(slip: Slip, folder: Path) -> tuple[int, Image.Image, str]:
    """Bytes on the wire, what came out, and the text on it."""
    printer = open_printer(f"virtual:{folder}?baud=115200")
    assert isinstance(printer, VirtualPrinter)
    try:
        deadline = time.monotonic() + 10
        while printer.status.severity is not Severity.OK and time.monotonic() < deadline:
            time.sleep(0.01)
        result = printer.print(slip, job_id=1)
        assert result.state is JobState.PRINTED
        assert printer.simulator.show is not None
        (path,) = printer.simulator.show.wait(1, 10)
        with Image.open(path) as picture:
            return (
                result.bytes_total,
                picture.convert("L"),
                path.with_suffix(".txt").read_text(encoding="utf-8"),
            )
    finally:
        printer.close()


def slip_of(world: World) -> Slip:
    job = PrintJobs(world.database).next_queued()
    assert job is not None
    return job.slip


def test_a_plain_german_slip_has_at_most_300_bytes_and_its_code_can_be_read(
    world: World, tmp_path: Path
) -> None:
    screen = world.draw_number()
    size, picture, text = printed(slip_of(world), tmp_path / "slips")
    assert size <= 300
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == screen.status_link
    for words in (
        "Bürgerbüro Mitte",
        "B 001",
        "Wartebereich 2",
        "20–35 Minuten",
        "Wohnungsgeberbestätigung",
        "Nur heute, 23.11.2026, 10:42",
    ):
        assert words in text


def test_an_english_slip_has_german_under_it(world: World, tmp_path: Path) -> None:
    world.choose_language("en")
    world.draw_number()
    _, picture, text = printed(slip_of(world), tmp_path / "slips")
    assert "Your number" in text
    assert "Ihre Nummer" in text
    assert "20–35 minutes" in text
    assert "Wartezeit 20–35 Minuten" in text
    assert len(zxingcpp.read_barcodes(picture)) == 1


def test_no_service_name_stands_on_the_slip_and_a_sensitive_one_lists_no_documents(world: World) -> None:
    world.draw_number()
    assert "ummelden" not in slip_of(world).to_json()


@pytest.mark.parametrize("words", ["Nguyễn", "Зал очікування Київ", "Ștefan Țăran"])
def test_what_no_code_page_holds_is_printed_as_a_picture_and_never_as_a_question_mark(
    world: World, tmp_path: Path, words: str
) -> None:
    queues = [{"letter": "B", "waiting_area": words}]
    from tests.helpers import office

    world.configure(office=office(queues=queues).model_dump())
    world.office.refresh()
    world.draw_number()
    _, picture, text = printed(slip_of(world), tmp_path / "slips")
    assert "?" not in text
    assert picture.getextrema() == (0, 255)
