# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The speaking device: says in order, falls silent at once, tells what is missing, hears the headphone switch."""

from __future__ import annotations

import json
import math
import queue
import shutil
import stat
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.health import report_speech
from devices.speech import (
    DeviceUrlError,
    HeadphonesChanged,
    Phrase,
    Sink,
    SpeakingChanged,
    SpeechEvent,
    SpeechState,
    VoiceSettings,
    open_speaker,
)
from devices.speech.driver import QueueSpeaker
from devices.speech.espeak import VOICES, amplitude, arguments, voice_for
from devices.speech.jack import EVENT, EvdevJack, event, find_jack, switches
from devices.speech.virtual import VirtualSpeaker

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed (script/setup test installs it)"
)
SENTENCES = {
    "de": "Bitte nehmen Sie Platz.",
    "en": "Please take a seat.",
    "tr": "Lütfen oturun.",
    "hr": "Molimo sjednite.",
    "it": "Si accomodi, prego.",
    "el": "Παρακαλώ καθίστε.",
    "ro": "Vă rugăm să luați loc.",
    "uk": "Будь ласка, сідайте.",
    "ru": "Пожалуйста, садитесь.",
    "ar": "تفضل بالجلوس.",
    "pl": "Proszę usiąść.",
    "fr": "Asseyez-vous, s'il vous plaît.",
}


def phrase(text: str, language: str = "de", sink: Sink = Sink.SPEAKER, gain_db: int = 0) -> Phrase:
    return Phrase(text, language, VoiceSettings(gain_db=gain_db), sink)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def wait_for(condition: Callable[[], bool], limit: float = 5.0) -> None:
    deadline = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.fixture
def events() -> queue.SimpleQueue[SpeechEvent]:
    return queue.SimpleQueue()


@pytest.fixture
def virtual(tmp_path: Path, events: queue.SimpleQueue[SpeechEvent]) -> Iterator[VirtualSpeaker]:
    speaker = open_speaker(f"virtual:{tmp_path}", on_event=events.put)
    assert isinstance(speaker, VirtualSpeaker)
    yield speaker
    speaker.close()


def test_phrases_are_said_in_order_and_each_in_its_way(virtual: VirtualSpeaker) -> None:
    virtual.say(phrase("Guten  Tag!\nBitte."))
    virtual.say(phrase("Hello", "en", Sink.HEADPHONES, 12))
    virtual.say(phrase("  "))
    assert virtual.wait_silent(5)
    said = lines(virtual.log)
    assert [(line["words"], line["language"], line["sink"], line["gain_db"]) for line in said] == [
        ("Guten Tag! Bitte.", "de", "speaker", 0),
        ("Hello", "en", "headphones", 12),
    ]
    assert not any(line["stopped"] for line in said)


def test_stop_cuts_off_within_a_tenth_of_a_second_and_forgets_the_rest(tmp_path: Path) -> None:
    speaker = open_speaker(f"virtual:{tmp_path}?pace=1000")
    assert isinstance(speaker, VirtualSpeaker)
    try:
        speaker.say(phrase("Ein sehr langer Satz."))
        speaker.say(phrase("Noch einer."))
        wait_for(lambda: speaker._busy)
        began = time.monotonic()
        speaker.stop()
        assert speaker.wait_silent(5)
        assert time.monotonic() - began < 0.1
        assert [line["stopped"] for line in lines(speaker.log)] in ([True], [])
        assert not speaker.speaking
    finally:
        speaker.close()


def test_it_says_when_it_speaks_and_when_it_is_done(
    virtual: VirtualSpeaker, events: queue.SimpleQueue[SpeechEvent]
) -> None:
    virtual.say(phrase("Eins."))
    assert events.get(timeout=5) == SpeakingChanged(True)
    assert events.get(timeout=5) == SpeakingChanged(False)


def test_plugging_headphones_in_and_out_is_told_once_each(
    virtual: VirtualSpeaker, events: queue.SimpleQueue[SpeechEvent]
) -> None:
    virtual.plug()
    virtual.plug()
    assert events.get(timeout=5) == HeadphonesChanged(True)
    virtual.unplug()
    assert events.get(timeout=5) == HeadphonesChanged(False)
    assert virtual.health.headphones is False
    assert events.empty()


def test_a_receiver_that_fails_does_not_silence_the_terminal(tmp_path: Path) -> None:
    def fails(_event: SpeechEvent) -> None:
        raise RuntimeError("no")

    speaker = VirtualSpeaker("virtual:", tmp_path, on_event=fails)
    try:
        speaker.say(phrase("Eins."))
        speaker.say(phrase("Zwei."))
        assert speaker.wait_silent(5)
        assert [line["words"] for line in lines(speaker.log)] == ["Eins.", "Zwei."]
    finally:
        speaker.close()


def test_without_a_device_nothing_is_said_and_that_is_no_fault() -> None:
    speaker = open_speaker("none:")
    speaker.say(phrase("Niemand hört das."))
    assert speaker.health.state is SpeechState.NONE
    assert not speaker.speaking
    speaker.close()


@pytest.mark.parametrize(
    "url",
    [
        "virtual:",
        "virtual:/x?pace=-1",
        "virtual:/x?pace=5000",
        "espeak:/usr/bin",
        "espeak:?voice=de",
        "beep:",
        "",
    ],
)
def test_a_url_that_cannot_be_right_is_refused(url: str) -> None:
    with pytest.raises(DeviceUrlError):
        open_speaker(url)


# The headphone switch


@given(st.lists(st.booleans(), max_size=8), st.binary(max_size=EVENT.size - 1))
def test_switch_events_are_read_and_a_torn_one_is_left_out(states: list[bool], torn: bytes) -> None:
    noise = EVENT.pack(1, 2, 0, 0, 0) + EVENT.pack(1, 2, 5, 4, 1)  # a report's end; a microphone
    data = b"".join(noise + event(state) for state in states) + torn
    assert switches(data) == states


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader_of_switches(data: bytes) -> None:
    assert len(switches(data)) <= len(data) // EVENT.size


def test_the_input_device_with_a_headphone_switch_is_found(tmp_path: Path) -> None:
    for name, words in (("event2", "0"), ("event9", "0 12"), ("event10", "14"), ("event11", "x")):
        folder = tmp_path / name / "device/capabilities"
        folder.mkdir(parents=True)
        (folder / "sw").write_text(f"{words}\n")
    (tmp_path / "event1").mkdir()
    assert find_jack(tmp_path) == Path("/dev/input/event10")
    assert find_jack(tmp_path / "nowhere") is None


def test_a_jack_that_is_not_there_can_be_closed_at_once(tmp_path: Path) -> None:
    jack = EvdevJack(tmp_path / "event5")
    jack.start(lambda _plugged: None)
    began = time.monotonic()
    jack.close()
    assert time.monotonic() - began < 1
    assert jack.plugged is None


# espeak-ng


@pytest.fixture
def player(tmp_path: Path) -> Path:
    """In place of aplay: keeps what would be heard in the file that the "device" names."""
    program = tmp_path / "player"
    program.write_text('#!/bin/sh\nexec cat > "$3"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def loudness(wav: bytes) -> float:
    """Root of the mean square of 16 bit samples."""
    samples = struct.unpack(f"<{(len(wav) - 44) // 2}h", wav[44 : len(wav) - len(wav) % 2])
    return math.sqrt(sum(sample * sample for sample in samples) / max(1, len(samples)))


def speak(player: Path, said: Phrase) -> bytes:
    loud, quiet = player.with_name("loud.wav"), player.with_name("ears.wav")
    speaker = open_speaker(f"espeak:?speaker={loud}&headphones={quiet}&player={player}&jack=none")
    assert isinstance(speaker, QueueSpeaker)
    try:
        speaker.say(said)
        assert speaker.wait_silent(20)
        assert speaker.health.state is SpeechState.OK
    finally:
        speaker.close()
    here, other = (loud, quiet) if said.sink is Sink.SPEAKER else (quiet, loud)
    assert not other.exists()
    return here.read_bytes()


@needs_espeak
@pytest.mark.parametrize("language", VOICES)
def test_espeak_makes_sound_in_every_language(player: Path, language: str) -> None:
    wav = speak(player, phrase(SENTENCES[language], language))
    assert wav[:4] == b"RIFF"
    assert len(wav) > 22050  # half a second
    assert loudness(wav) > 200


@needs_espeak
def test_the_range_of_loudness_is_at_least_18_decibels_and_nothing_clips(player: Path) -> None:
    normal, step, most = (
        loudness(speak(player, phrase(SENTENCES["de"], sink=Sink.HEADPHONES, gain_db=gain)))
        for gain in (0, 12, 18)
    )
    assert 20 * math.log10(step / normal) == pytest.approx(12, abs=1)
    assert 20 * math.log10(most / normal) >= 17.5
    assert most < 6000


@needs_espeak
def test_espeak_is_silenced_within_a_tenth_of_a_second(tmp_path: Path) -> None:
    slow = tmp_path / "slow-player"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    speaker = open_speaker(f"espeak:?player={slow}&jack=none")
    assert isinstance(speaker, QueueSpeaker)
    try:
        speaker.say(phrase(SENTENCES["de"] * 20))
        wait_for(lambda: len(speaker._voice._running) == 2)  # type: ignore[attr-defined]
        processes = speaker._voice._running  # type: ignore[attr-defined]
        began = time.monotonic()
        speaker.stop()
        assert speaker.wait_silent(5)
        assert time.monotonic() - began < 0.1
        assert all(process.poll() is not None for process in processes)
    finally:
        speaker.close()


def test_a_program_that_is_not_installed_is_told_and_breaks_nothing() -> None:
    speaker = open_speaker("espeak:?program=/nowhere/espeak-ng&jack=none")
    assert isinstance(speaker, QueueSpeaker)
    try:
        speaker.say(phrase("Hallo"))
        assert speaker.wait_silent(5)
        report = report_speech(speaker)
        assert (report.found, report.status) == (False, "no-program")
        assert "espeak-ng" in report.explanation
    finally:
        speaker.close()


@needs_espeak
def test_a_missing_player_and_a_refusing_sound_card_are_told(tmp_path: Path) -> None:
    for player, state in (("/nowhere/aplay", "no-player"), ("/bin/false", "no-sound")):
        speaker = open_speaker(f"espeak:?player={player}&jack=none")
        assert isinstance(speaker, QueueSpeaker)
        try:
            speaker.say(phrase("Hallo"))
            assert speaker.wait_silent(5)
            assert report_speech(speaker).status == state
        finally:
            speaker.close()


def test_a_language_without_a_voice_is_told(tmp_path: Path) -> None:
    program = tmp_path / "espeak-ng"
    program.write_text(
        "#!/bin/sh\nprintf 'Pty Language\\n 5  de --/M German gmw/de\\n 5  en-gb --/M x gmw/en\\n'\n"
    )
    program.chmod(0o755)
    speaker = open_speaker(f"espeak:?program={program}&player=/bin/true&jack=none")
    try:
        assert set(speaker.health.missing) == set(VOICES) - {"de", "en"}
        assert "tr" in report_speech(speaker).explanation
    finally:
        speaker.close()


def test_the_words_are_no_argument_of_any_process() -> None:
    command = arguments("espeak-ng", "de", VoiceSettings(rate=9999, gain_db=18))
    assert "--stdin" in command
    assert command[command.index("-s") + 1] == "450"


def test_tags_with_more_parts_take_the_voice_of_the_first() -> None:
    assert voice_for("de-easy") == "de"
    assert voice_for("xx") is None
    assert [amplitude(gain) for gain in (-100, 0, 18, 60)] == [2, 18, 136, 200]
