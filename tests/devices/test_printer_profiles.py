# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from devices.printer import DeviceUrlError, ProfileError, load_profile, open_printer, profile_names
from devices.printer.profile import Profile, Provenance, read_profile


@pytest.mark.parametrize("name", profile_names())
def test_every_value_of_a_profile_says_where_it_comes_from(name: str) -> None:
    profile = load_profile(name)
    assert profile.provenance["dots"] in Provenance
    assert set(profile.provenance) <= {field.name for field in fields(Profile)}
    assert profile.confirm
    assert profile.pages


def test_the_models_of_issue_3_are_there() -> None:
    wanted = {
        "epson-tm-t20iii",
        "epson-tm-t88v",
        "epson-tm-t88vi",
        "epson-tm-m30",
        "epson-eu-m30",
        "custom-vkp80iii",
        "star-tsp650-escpos",
        "citizen-ct-s310",
        "generic-58mm",
        "generic-80mm",
    }
    assert wanted <= set(profile_names())


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("name = 'x'", "pages"),
        ("[assumed]\ndots = 576\npages = {cp437 = 0}", "name"),
        ("name = 'x'\n[assumed]\ndots = 576\npages = {cp437 = 0}\nspeeed = 3", "speeed"),
        ("name = 'x'\n[assumed]\ndots = 576\npages = {nothing = 0}", "nothing"),
        ("name = 'x'\n[assumed]\ndots = 5\npages = {cp437 = 0}", "dots must be"),
        ("name = 'x'\n[assumed]\ndots = 576\npages = {cp437 = 0}\nconfirm = ['hope']", "hope"),
        ("name = 'x'\n[assumed]\ndots = 576\n[documented]\ndots = 576\npages = {cp437 = 0}", "twice"),
        ("name = ", "Invalid value"),
    ],
)
def test_a_wrong_profile_is_refused_by_name(tmp_path: Path, body: str, complaint: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(body)
    with pytest.raises(ProfileError, match=rf"mine\.toml.*{complaint}"):
        read_profile(path)


@pytest.mark.parametrize(
    "url",
    [
        "serial:",
        "serial:ttyUSB0",
        "serial:/dev/ttyUSB0?baud=12345",
        "serial:/dev/ttyUSB0?flow=maybe",
        "serial:/dev/ttyUSB0?profile=unheard-of",
        "serial:/dev/ttyUSB0?baud=9600&baud=19200",
        "serial:/dev/ttyUSB0?colour=red",
        "virtual:/tmp/x?flow=rtscts",
        "none:x",
        "/dev/ttyUSB0",
        "",
    ],
)
def test_a_url_that_cannot_be_right_is_refused(url: str) -> None:
    with pytest.raises(DeviceUrlError, match="device URL"):
        open_printer(url)
