# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The published JSON schema of a record: ``docs/handover-record.schema.json``.

``python -m kiosk.wire.schema`` writes the file anew; a test fails while it is out of date.
"""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.wire.record import Record

FILE = Path(__file__).resolve().parents[2] / "docs" / "handover-record.schema.json"


def as_text() -> str:
    """The schema as it is checked in (JSON Schema 2020-12)."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Record.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(as_text(), encoding="utf-8")
