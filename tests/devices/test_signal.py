# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A light or a sound calls staff, and what is wrong with it disturbs nobody."""

from __future__ import annotations

import os
import stat
import tty
from pathlib import Path

import pytest

from devices.signal import DeviceUrlError, open_signal
from devices.signal.drivers import Virtual
from kiosk.helplight import AGAIN_S, IDLE_S, HelpLight


def test_a_lamp_shines_as_bright_as_it_can_and_goes_out(tmp_path: Path) -> None:
    (tmp_path / "max_brightness").write_text("7\n")
    (tmp_path / "brightness").write_text("0")
    lamp = open_signal(f"led:{tmp_path}")
    assert lamp.on()
    assert (tmp_path / "brightness").read_text() == "7"
    lamp.close()
    assert (tmp_path / "brightness").read_text() == "0"


def test_a_lamp_that_is_not_there_is_no_file_and_no_failure(tmp_path: Path) -> None:
    assert not open_signal(f"led:{tmp_path}").on()
    assert list(tmp_path.iterdir()) == []


def test_a_relay_hears_its_bytes() -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    try:
        relay = open_signal(f"serial:{os.ttyname(theirs)}?on=A00101A2&off=a00100a1")
        assert relay.on()
        assert os.read(ours, 10) == bytes.fromhex("A00101A2")
        assert relay.off()
        assert os.read(ours, 10) == bytes.fromhex("A00100A1")
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_relay_that_is_not_plugged_in_is_no_failure() -> None:
    assert not open_signal("serial:/dev/no-such-port?on=01&off=00").on()


def test_a_sound_is_played_so_often_and_stops_at_once(tmp_path: Path) -> None:
    heard, player = tmp_path / "heard", tmp_path / "player"
    os.mkfifo(heard)
    player.write_text(f'#!/bin/sh\necho "$@" > {heard}\nexec sleep 60\n')
    player.chmod(stat.S_IRWXU)
    sound = open_signal(f"sound:/help.wav?times=3&player={player}")
    assert sound.on()
    assert heard.read_text().split() == ["-q", "/help.wav", "/help.wav", "/help.wav"]
    playing = sound._playing  # type: ignore[attr-defined]
    assert sound.off()
    assert playing.returncode is not None


def test_without_a_player_nothing_breaks() -> None:
    sound = open_signal("sound:/help.wav?player=/no/such/player")
    assert not sound.on()
    assert sound.off()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "led:",
        "led:relative",
        "serial:/dev/x",
        "serial:/dev/x?on=zz&off=00",
        "serial:/dev/x?on=&off=00",
        "serial:?on=01&off=00",
        "sound:",
        "sound:/x.wav?times=0",
        "sound:/x.wav?loud=1",
        "lamp:/x",
        "none:x",
    ],
)
def test_what_cannot_be_right_is_named(url: str) -> None:
    with pytest.raises(DeviceUrlError):
        open_signal(url)


class Stubborn(Virtual):
    """Obeys from the third order on."""

    def on(self) -> bool:
        return super().on() and len(self.told) > 2


def test_the_light_follows_what_is_wanted_and_begins_dark() -> None:
    signal = Virtual()
    light = HelpLight(signal)
    assert light.step() == IDLE_S
    light.want(True)
    light.want(True)
    light.step()
    light.step()
    light.want(False)
    light.step()
    assert signal.told == ["off", "on", "off"]


def test_a_device_that_does_not_obey_is_told_again() -> None:
    signal = Stubborn()
    light = HelpLight(signal)
    light.step()
    light.want(True)
    assert light.step() == AGAIN_S
    assert light.step() == IDLE_S
    assert signal.is_on


def test_with_the_program_the_light_goes_out() -> None:
    signal = Virtual()
    light = HelpLight(signal)
    light.start()
    light.want(True)
    light.stop()
    assert not signal.is_on
