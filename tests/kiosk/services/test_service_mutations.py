# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is written into a service file, the loader answers with problems and nothing else."""

from __future__ import annotations

import itertools
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.assets import assets_dir
from kiosk.services import CatalogueError, ServiceFileProblem, load_catalogue
from kiosk.services.check import check

_ICONS = assets_dir() / "icons"
_FILES = sorted((assets_dir() / "services").glob("*.yaml"))
_SCALAR = re.compile(r"(?<=[:\-\[{,] )[^\s\[\]{},>][^\n\[\]{},]*")

_words = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "~", "true", "no", "0", "-1", "1e9", "1.5", "2026-02-30", "*a", "&a x", "!!str x", "!!binary x", "[", "]", "{", "}",
         "|", ">", "- -", "? x", ": ", "@", "`", "%", "'", '"', "\t", "\x00", "\ud7ff", "\u2028", "99115005104000", "Q", "#"]
    ),
    st.integers().map(str),
    st.floats().map(str),
)  # fmt: skip


def _problems(folder: Path) -> tuple[ServiceFileProblem, ...]:
    try:
        load_catalogue(folder, _ICONS)
    except CatalogueError as error:
        return error.problems or pytest.fail("an error without a problem")
    return ()


def _try(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        problems = _problems(folder)
        for problem in problems:
            lines = files.get(problem.file, b"").count(b"\n") + 1
            assert 0 <= problem.line <= lines, problem
            assert problem.message
        check(folder, _ICONS)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_value_of_any_file_may_be_anything(data: Any) -> None:
    path = data.draw(st.sampled_from(_FILES))
    text = path.read_text()
    places = list(_SCALAR.finditer(text))
    place = data.draw(st.sampled_from(places))
    word = data.draw(_words)
    spoilt = text[: place.start()] + word + text[place.end() :]
    files = {other.name: other.read_bytes() for other in _FILES[:2] if other != path}
    files["catalogue.yaml"] = (assets_dir() / "services" / "catalogue.yaml").read_bytes()
    files[path.name] = spoilt.encode("utf-8", "surrogatepass")
    _try(files)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_bytes_may_be_lost_or_added(data: Any) -> None:
    raw = data.draw(st.sampled_from(_FILES)).read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    length = data.draw(st.integers(0, 200))
    added = data.draw(st.binary(max_size=20))
    _try({"wohnsitz-anmelden.yaml": raw[:start] + added + raw[start + length :]})


@settings(max_examples=100, deadline=None)
@given(raw=st.binary(max_size=300))
def test_any_bytes_may_be_a_file(raw: bytes) -> None:
    _try({"etwas.yaml": raw, "catalogue.yaml": raw})


def test_a_file_may_end_anywhere() -> None:
    raw = (assets_dir() / "services" / "wohnsitz-anmelden.yaml").read_bytes()
    for end in itertools.chain(range(0, len(raw), 97), range(len(raw) - 5, len(raw))):
        _try({"wohnsitz-anmelden.yaml": raw[:end]})
