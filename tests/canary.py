# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looks for an unmistakable name in every file, however it could be written."""

from __future__ import annotations

import base64
import json
import unicodedata
from pathlib import Path


def spellings(name: str) -> set[bytes]:
    """The name in the encodings that a store, a log, a protocol or a printer could use."""
    found: set[bytes] = set()
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, name)
        for case in (text, text.upper(), text.lower(), json.dumps(text)[1:-1]):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp858", "cp1250"):
                found.add(case.encode(encoding, "ignore"))
        raw = text.encode("utf-8")
        for shift in range(3):  # wherever in a longer text it stands, some part of its base64 is the same
            encoded = base64.b64encode(b"x" * shift + raw)
            found.add(encoded[4:-4])
            found.add(encoded[4:-4].replace(b"+", b"-").replace(b"/", b"_"))
        found.add(raw.hex().encode())
    return {spelling for spelling in found if len(spelling) >= 8}


def files_with(name: str, *folders: Path) -> list[str]:
    """The files below these folders that hold the name."""
    wanted = spellings(name)
    hits = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and any(spelling in (content := path.read_bytes()) for spelling in wanted):
                hits.append(f"{path.relative_to(folder)} ({len(content)} bytes)")
    return hits
