# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""``kiosk simulate``: a printer or a scanner made of software, for a person who plays the paper, the cover and the plug.

Each announces the device URL that a terminal (or anything else) uses for it, takes one command a line, and ends with
Ctrl-C.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from devices.printer import Profile
from devices.scanner import SUFFIXES
from devices.simulator.printer import PrinterSimulator
from devices.simulator.scanner import ScannerSimulator

Say = Callable[[str], None]

ENDS = ("quit", "exit")


@dataclass(frozen=True, slots=True)
class Command:
    """``words`` as they are typed; ``does`` for the list of commands."""

    words: str
    does: str
    act: Callable[[], object]


class SimulatedPrinter:
    """A printer, obeying one line after another.

    Raises:
        OSError: the folder for the slips cannot be made.
    """

    def __init__(self, profile: Profile, *, baud: int, flow: str, show: Path, say: Say) -> None:
        self.simulator = printer = PrinterSimulator(profile, baud=baud, flow=flow, show=show)
        self.url = f"serial:{printer.path}?baud={baud}&profile={profile.key}&flow={flow}"
        self._say = say
        sets = printer.set
        self._commands = [
            Command("paper out", "the roll is used up", lambda: sets(paper_out=True, paper_low=True)),
            Command("paper low", "the roll nears its end", lambda: sets(paper_out=False, paper_low=True)),
            Command("paper ok", "a new roll", lambda: sets(paper_out=False, paper_low=False)),
            Command("cover open", "somebody opens the cover", lambda: sets(cover_open=True)),
            Command("cover close", "and closes it", lambda: sets(cover_open=False)),
            Command("jam", "paper is stuck", lambda: sets(**_jam(profile, stuck=True))),
            Command("jam clear", "somebody has pulled it out", lambda: sets(**_jam(profile, stuck=False))),
            Command("head hot", "the print head is too hot", lambda: sets(head_hot=True)),
            Command("head cool", "it has cooled down", lambda: sets(head_hot=False)),
            Command("take slip", "a visitor takes the slip (presenter)", lambda: sets(slip_present=False)),
            Command("power off", "somebody pulls the plug of the printer", lambda: printer.power(False)),
            Command("power on", "and puts it back", lambda: printer.power(True)),
            Command("unplug", "somebody pulls the cable to the terminal", printer.unplug),
            Command("plug in", "and puts it back", printer.plug_in),
            Command("status", "how the printer is", lambda: say(self.status())),
            Command("help", "this list", lambda: say(self.help())),
        ]

    def obey(self, line: str) -> bool:
        """Do what the line says. False when it is not a command; the answer has then been given."""
        words = " ".join(line.split()).lower()
        if not words:
            return True
        for command in self._commands:
            if command.words == words:
                command.act()
                if words not in ("help", "status"):
                    self._say(f"{command.words}: {command.does}")
                return True
        near = [command.words for command in self._commands if command.words.startswith(words.split()[0])]
        hint = f"; did you mean: {', '.join(near)}?" if near else "; help lists the commands"
        self._say(f"no command {words!r}{hint}")
        return False

    def help(self) -> str:
        """The list of commands."""
        width = max(len(command.words) for command in self._commands)
        lines = [f"  {command.words:<{width}}  {command.does}" for command in self._commands]
        return "\n".join(["Commands:", *lines, f"  {'quit':<{width}}  end (or Ctrl-C)"])

    def status(self) -> str:
        """Sensors that are not quiet, and what has been printed."""
        sensors = self.simulator.sensors
        on = [name.replace("_", " ") for name in type(sensors).__slots__ if getattr(sensors, name)]
        counted = self.simulator.counters
        return f"{', '.join(on) or 'all well'}; {counted.slips} slips, {counted.received} bytes"

    def close(self) -> None:
        """End it; pictures that are due are still written."""
        self.simulator.close()


class SimulatedScanner:
    """A scanner: each line that is typed is one code held before it."""

    def __init__(self, *, suffix: str, say: Say) -> None:
        self.simulator = ScannerSimulator()
        self.url = f"serial:{self.simulator.path}?suffix={suffix}"
        self._suffix = SUFFIXES[suffix]
        self._say = say

    def obey(self, line: str) -> bool:
        """Scan what the line says; ``:unplug`` and ``:plug in`` are for the cable. False when nobody reads."""
        text = line.rstrip("\r\n")
        match text.strip():
            case "":
                return True
            case ":unplug":
                self.simulator.unplug()
                self._say("unplugged")
                return True
            case ":plug in":
                self.simulator.plug_in()
                self._say("plugged in")
                return True
            case ":help":
                self._say(self.help())
                return True
        data = text.encode() + self._suffix
        sent = self.simulator.feed(data)
        self._say(f"{sent} bytes" if sent == len(data) else f"{sent} of {len(data)} bytes: nobody reads")
        return sent == len(data)

    def help(self) -> str:
        """What can be typed."""
        return "Type a line to scan it. :unplug, :plug in, :help, :quit (or Ctrl-C)."

    def close(self) -> None:
        """End it."""
        self.simulator.close()


def play(device: SimulatedPrinter | SimulatedScanner, lines: Iterable[str]) -> bool:
    """Obey each line. Returns whether one of them asked for the end; otherwise they have just run out."""
    for line in lines:
        if line.strip().lower().lstrip(":") in ENDS:
            return True
        device.obey(line)
    return False


def run(device: SimulatedPrinter | SimulatedScanner, lines: Iterable[str], say: Say) -> None:
    """Run for a person until Ctrl-C, SIGTERM or ``quit``. When the lines run out it goes on until a signal comes."""
    stop = threading.Event()
    announcer = threading.Thread(target=_announce, args=(device, stop, say), name="slips", daemon=True)
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        say(f"Device URL: {device.url}")
        say(device.help())
        announcer.start()
        if not play(device, lines):
            say("No more commands. Ctrl-C ends.")
            stop.wait()
    except KeyboardInterrupt:
        say("")
    finally:
        device.close()
        stop.set()
        if announcer.is_alive():
            announcer.join(2.0)


def _announce(device: SimulatedPrinter | SimulatedScanner, stop: threading.Event, say: Say) -> None:
    show = device.simulator.show if isinstance(device, SimulatedPrinter) else None
    count = 0
    while show is not None:
        over = stop.is_set()
        for path in show.wait(count + 1, 0.0 if over else 0.3)[count:]:
            count += 1
            say(f"slip: {path}")
        if over:
            return


def _jam(profile: Profile, *, stuck: bool) -> dict[str, bool]:
    """Where nothing feels a jam, the cutter is what notices one."""
    return {"jam" if profile.presenter else "cutter_error": stuck}
