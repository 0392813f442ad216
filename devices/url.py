# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Device URLs: ``serial:/dev/ttyUSB0?baud=38400``, ``espeak:?speaker=default``, ``virtual:DIR``, ``none:``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args
from urllib.parse import parse_qsl

Scheme = Literal["serial", "espeak", "led", "sound", "virtual", "none"]
Flow = Literal["rtscts", "xonxoff", "none"]

BAUD_RATES = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600)


class DeviceUrlError(ValueError):
    """A device URL that cannot be right; the message says what is wrong and what is possible."""


@dataclass(frozen=True, slots=True)
class DeviceUrl:
    """``path`` is the device file (serial), the folder for slips (virtual), the lamp (led) or the file (sound); empty where there
    is none."""

    text: str
    scheme: Scheme
    path: str = ""
    options: dict[str, str] = field(default_factory=dict)

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """The option ``name``; raises DeviceUrlError when it is none of ``allowed``."""
        value = self.options.get(name, default)
        if value not in allowed:
            raise self.error(f"{name}={value} is not possible; one of: {', '.join(allowed)}")
        return value

    def baud(self, default: int) -> int:
        """Bits a second; raises DeviceUrlError for a rate that serial ports do not have."""
        text = self.options.get("baud", str(default))
        if not text.isascii() or not text.isdigit() or int(text) not in BAUD_RATES:
            raise self.error(f"baud={text} is not possible; one of: {', '.join(map(str, BAUD_RATES))}")
        return int(text)

    def error(self, problem: str) -> DeviceUrlError:
        """The exception for ``problem``, naming this URL."""
        return DeviceUrlError(f"device URL {self.text!r}: {problem}")


def parse_device_url(text: str, *, known: dict[Scheme, tuple[str, ...]]) -> DeviceUrl:
    """Reads a device URL. ``known`` names the options of each scheme that this kind of device has.

    Raises DeviceUrlError for an unknown scheme or option, an option given twice, or a missing path.
    """
    scheme, colon, rest = text.strip().partition(":")
    bare = DeviceUrl(text, "none")
    if not colon or scheme not in get_args(Scheme) or scheme not in known:
        raise bare.error("must begin with " + " or ".join(f"{name}:" for name in known))
    path, _, query = rest.partition("?")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True) if query else []
    except ValueError as error:
        raise bare.error("options are written as ?name=value&name=value") from error
    options = dict(pairs)
    if len(options) != len(pairs):
        raise bare.error("an option is given twice")
    allowed = known[scheme]
    for name in options:
        if name not in allowed:
            raise bare.error(
                f"unknown option {name!r}; possible: {', '.join(allowed)}"
                if allowed
                else f"takes no option {name!r}"
            )
    if scheme == "serial" and not path.startswith("/"):
        raise bare.error("names no device file, such as serial:/dev/ttyUSB0")
    if scheme == "none" and path:
        raise bare.error("none: has nothing behind the colon")
    return DeviceUrl(text, scheme, path, options)
