# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A light or a sound that calls somebody of the staff, also without a network: ``open_signal(url)``."""

from __future__ import annotations

from devices.signal.api import Signal
from devices.url import DeviceUrl, DeviceUrlError, parse_device_url

__all__ = ["DeviceUrlError", "Signal", "open_signal"]

DEFAULT_BAUD = 9600
MOST_TIMES = 10


def open_signal(url: str) -> Signal:
    """The signal behind ``url``:

    - ``led:/sys/class/leds/NAME``: a lamp of the kernel (sysfs; the terminal's user must be allowed to write
      ``brightness``),
    - ``serial:/dev/ttyUSB0?on=A00101A2&off=A00100A1`` (and ``baud``): a relay; the bytes in hexadecimal,
    - ``sound:/usr/share/buergerterminal/help.wav?times=3`` (and ``player``, else ``aplay``),
    - ``virtual:``: remembers what it was told,
    - ``none:``.

    Raises:
        DeviceUrlError: a URL that cannot be right; never for a device that is not there.
    """
    parsed = parse_device_url(
        url,
        known={
            "led": (),
            "serial": ("on", "off", "baud"),
            "sound": ("times", "player"),
            "virtual": (),
            "none": (),
        },
    )
    from devices.signal import drivers

    match parsed.scheme:
        case "led":
            _needs_path(parsed, "led:/sys/class/leds/help")
            return drivers.Led(parsed.path)
        case "serial":
            return drivers.Relay(
                parsed.path, parsed.baud(DEFAULT_BAUD), on=_bytes(parsed, "on"), off=_bytes(parsed, "off")
            )
        case "sound":
            _needs_path(parsed, "sound:/path/to/file.wav")
            times = parsed.choice("times", tuple(map(str, range(1, MOST_TIMES + 1))), "2")
            return drivers.Sound(parsed.path, int(times), parsed.options.get("player", "aplay"))
        case "virtual":
            return drivers.Virtual()
        case _:
            return drivers.Nothing()


def _needs_path(parsed: DeviceUrl, such_as: str) -> None:
    if not parsed.path.startswith("/"):
        raise parsed.error(f"names no file, such as {such_as}")


def _bytes(parsed: DeviceUrl, option: str) -> bytes:
    try:
        found = bytes.fromhex(parsed.options.get(option, ""))
    except ValueError:
        found = b""
    if not 1 <= len(found) <= 64:
        raise parsed.error(f"{option} must be 1 to 64 bytes in hexadecimal, such as {option}=A00101A2")
    return found
