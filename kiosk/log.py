# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Logs that cannot hold personal data: only known fields of harmless kinds get through, by an allow-list.

One JSON object a line, UTC. Exceptions are reduced to their type and the places they came through; their messages
may quote what somebody typed.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

_FILE_BYTES = 10 * 1024 * 1024
_FILES = 5

_NUMBERS = frozenset(
    [
        "job",
        "bytes",
        "seconds",
        "number",
        "attempts",
        "saved_rows",
        "port",
        "count",
        "exit_code",
        "line_number",
        "schema",
        "predicted",
        "actual",
    ]
)
_FLAGS = frozenset({"weak", "again", "found", "cleared", "begun"})
_CODES = frozenset(
    [
        "code",
        "reason",
        "state",
        "line",
        "worker",
        "error",
        "resource",
        "queue",
        "day",
        "arrival",
        "device",
        "status",
        "action",
        "event",
        "level",
        "timestamp",
        "logger",
        "version",
        "profile",
        "kind",
        "language",
        "severity",
        "scheme",
        "task",
        "source",
    ]
)
_IDENTIFIERS = frozenset({"row", "terminal", "lease"})
_CODE = re.compile(r"[A-Za-z0-9_.:+-]{0,80}")
_DEVICE_URL = re.compile(r"(serial|virtual|none|kbd):[A-Za-z0-9_./?=&-]{0,200}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def only_known_fields(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Drop every field that is not on the list or not of its kind; say how many were dropped."""
    kept: dict[str, Any] = {}
    dropped = 0
    for name, value in event.items():
        if name == "exc_info":
            kept["exception"] = _places(value)
        elif _is_allowed(name, value):
            kept[name] = value
        else:
            dropped += 1
    if dropped:
        kept["dropped_fields"] = dropped
    return kept


def _is_allowed(name: str, value: Any) -> bool:
    if name in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if name in _FLAGS:
        return isinstance(value, bool)
    if name in _CODES:
        return isinstance(value, str) and _CODE.fullmatch(value) is not None
    if name == "url":
        return isinstance(value, str) and _DEVICE_URL.fullmatch(value) is not None
    if name in _IDENTIFIERS:
        return isinstance(value, str) and _UUID.fullmatch(value) is not None
    return False


def _places(exc_info: Any) -> str:
    if exc_info is True:
        exc_info = sys.exc_info()
    if isinstance(exc_info, BaseException):
        exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
    if not (isinstance(exc_info, tuple) and len(exc_info) == 3 and exc_info[0] is not None):
        return ""
    kind, _, trace = exc_info
    frames = traceback.extract_tb(trace)[-8:] if isinstance(trace, TracebackType) else []
    return " < ".join([kind.__name__, *(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))])


def configure(folder: Path | None, *, to_stderr: bool = True) -> None:
    """Send logs to ``folder/terminal.log`` (rotating, at most 50 MB) and, for a person, to standard error.

    A disk that takes no log stops nobody: then they go to standard error only.
    """
    handlers: list[logging.Handler] = []
    unavailable: OSError | None = None
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handlers.append(
                RotatingFileHandler(
                    folder / "terminal.log", maxBytes=_FILE_BYTES, backupCount=_FILES - 1, encoding="utf-8"
                )
            )
        except OSError as error:
            unavailable = error
    if to_stderr or unavailable:
        handlers.append(logging.StreamHandler(sys.stderr))
    root = logging.getLogger("buergerterminal")
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    # Without any handler, Python itself would write warnings to standard error.
    for handler in handlers or [logging.NullHandler()]:
        handler.setFormatter(logging.Formatter("%(message)s"))
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.propagate = False
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_known_fields,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_names: root,
        cache_logger_on_first_use=False,
    )
    if unavailable is not None:
        structlog.get_logger(__name__).error("log_file_unavailable", error=type(unavailable).__name__)
