# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is set aside: everything entered into one form and where the visitor was, sealed with AES-256-GCM.

Personal data. In clear it exists in memory only.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.forms.state import FormState, Step, Tour
from kiosk.setaside.code import Keys, SetAsideError

_FORMAT = 1
_NONCE = 12
_PADDED_TO = 1024
"""So that the length does not tell how much somebody had filled in."""
LARGEST = 128 * 1024


@dataclass(frozen=True, slots=True)
class Content:
    """A form in the middle. ``apart``: somebody was taken off it who needs a form of their own."""

    service: str
    language: str
    state: FormState = field(repr=False)
    apart: bool = False


def seal(content: Content, keys: Keys, office_id: str, day: date) -> bytes:
    """Seal for this office and day; only the code opens it again."""
    plain = json.dumps(_to_json(content), separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    packed = zlib.compress(plain)
    framed = len(packed).to_bytes(4, "big") + packed
    framed += b"\0" * (-len(framed) % _PADDED_TO)
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(keys.key).encrypt(nonce, framed, _bound_to(keys, office_id, day))


def unseal(sealed: bytes, keys: Keys, office_id: str, day: date) -> Content:
    """Undo :func:`seal`.

    Raises:
        SetAsideError: altered, or sealed with another code, for another office or day.
    """
    try:
        framed = AESGCM(keys.key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound_to(keys, office_id, day))
        packed = framed[4 : 4 + int.from_bytes(framed[:4], "big")]
        plain = zlib.decompressobj().decompress(packed, LARGEST)
        return _from_json(json.loads(plain))
    except (InvalidTag, ValueError, KeyError, TypeError, IndexError, zlib.error):
        raise SetAsideError("it does not open") from None


def _bound_to(keys: Keys, office_id: str, day: date) -> bytes:
    return json.dumps(["buergerterminal set-aside 1", office_id, day.isoformat(), str(keys.id)]).encode()


def _to_json(content: Content) -> dict[str, Any]:
    state = content.state
    return {
        "format": _FORMAT,
        "service": content.service,
        "language": content.language,
        "apart": content.apart,
        "at": _step(state.at),
        "entries": [
            [item, box, list(entry) if isinstance(entry, tuple) else entry]
            for (item, box), entry in state.entries.items()
        ],
        "items": {group: list(items) for group, items in state.items.items()},
        "last_item": state.last_item,
        "done": [_step(step) for step in sorted(state.done)],
        "tours": [
            {"pages": sorted(tour.pages), "item": tour.item, "back_to": _step(tour.back_to)}
            for tour in state.tours
        ],
        "checked": state.checked,
    }


def _from_json(body: dict[str, Any]) -> Content:
    if body["format"] != _FORMAT:
        raise ValueError("another format")
    state = FormState(
        at=_read_step(body["at"]),
        entries={
            (int(item), str(box)): tuple(map(str, entry)) if isinstance(entry, list) else str(entry)
            for item, box, entry in body["entries"]
        },
        items={str(group): tuple(map(int, items)) for group, items in body["items"].items()},
        last_item=int(body["last_item"]),
        done=frozenset(_read_step(step) for step in body["done"]),
        tours=tuple(
            Tour(frozenset(map(str, tour["pages"])), int(tour["item"]), _read_step(tour["back_to"]))
            for tour in body["tours"]
        ),
        checked=bool(body["checked"]),
    )
    return Content(str(body["service"]), str(body["language"]), state, bool(body["apart"]))


def _step(step: Step) -> list[str | int]:
    return [step.page, step.item]


def _read_step(value: list[Any]) -> Step:
    return Step(str(value[0]), int(value[1]))
