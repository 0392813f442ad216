# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""A screen-reader client outside the terminal's process: it knows the visible labels and nothing else.

Runs with the system's Python (``python3-gi``), inside the session bus of the test. Reads steps from standard input, one
JSON list a line, answers one JSON object a line:

    ["press", "Weiter"]        press the control of that name
    ["write", "Vorname", "Zoë"] write into the text box of that name
    ["expect", "Bitte nehmen"] wait until something says this; answers the whole sentence
    ["read"]                   everything that can be read, in order, with its role
"""

from __future__ import annotations

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

LIMIT_S = 20.0
PRESSABLE = {
    Atspi.Role.PUSH_BUTTON,
    Atspi.Role.CHECK_BOX,
    Atspi.Role.TOGGLE_BUTTON,
    Atspi.Role.RADIO_BUTTON,
    Atspi.Role.LINK,
}


def terminal() -> Atspi.Accessible | None:
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        if application is not None and application.get_name() == "kiosk":
            return application
    return None


def walk(node: Atspi.Accessible, depth: int = 0):
    yield node
    if depth > 40:
        return
    for index in range(node.get_child_count()):
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:
            continue
        if child is not None:
            yield from walk(child, depth + 1)


def to_be_seen(node: Atspi.Accessible) -> bool:
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.VISIBLE)


def nodes() -> list[Atspi.Accessible]:
    application = terminal()
    if application is None:
        return []
    application.clear_cache()
    found = []
    for node in walk(application):
        try:
            if node.get_name() and to_be_seen(node):
                found.append(node)
        except GLib.Error:
            continue
    return found


def waited_for(find):
    deadline = time.monotonic() + LIMIT_S
    while time.monotonic() < deadline:
        try:
            found = find()
        except GLib.Error:
            found = None
        if found is not None:
            return found
        time.sleep(0.05)
    return None


def press(name: str) -> dict[str, object]:
    def find():
        for node in nodes():
            if node.get_name() == name and node.get_role() in PRESSABLE:
                return node
        return None

    node = waited_for(find)
    if node is None:
        return {"error": f"nothing to press says {name!r}", "there": [one.get_name() for one in nodes()]}
    action = node.get_action_iface()
    if action is None or action.get_n_actions() == 0:
        return {"error": f"{name!r} cannot be pressed by a screen reader"}
    names = [action.get_action_name(index) for index in range(action.get_n_actions())]
    index = names.index("Press") if "Press" in names else 0
    role = node.get_role_name()
    return {"pressed": action.do_action(index), "role": role}


def write(name: str, text: str) -> dict[str, object]:
    def find():
        for node in nodes():
            if node.get_name() == name and node.get_state_set().contains(Atspi.StateType.EDITABLE):
                return node
        return None

    node = waited_for(find)
    if node is None:
        return {"error": f"no text box says {name!r}", "there": [one.get_name() for one in nodes()]}
    box = node.get_editable_text_iface()
    if box is None:
        return {"error": f"a screen reader cannot write into {name!r}"}
    return {"written": box.set_text_contents(text)}


def expect(words: str) -> dict[str, object]:
    def find():
        return next((node.get_name() for node in nodes() if words in node.get_name()), None)

    found = waited_for(find)
    if found is None:
        return {"error": f"nobody says {words!r}", "there": [one.get_name() for one in nodes()]}
    return {"says": found}


def read() -> dict[str, object]:
    # What is read can vanish while it is read: a page was turned.
    everything = waited_for(lambda: [[node.get_role_name(), node.get_name()] for node in nodes()] or None)
    return {"all": everything or []}


def main() -> None:
    Atspi.init()
    if waited_for(terminal) is None:
        print(json.dumps({"error": "the terminal is not on the accessibility bus"}), flush=True)
        return
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        verb, *arguments = json.loads(line)
        answer = {"press": press, "write": write, "expect": expect, "read": read}[verb](*arguments)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
