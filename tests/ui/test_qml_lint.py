# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""qmllint finds nothing, with the types of the bridge known to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
QML = ROOT / "ui" / "qml"
TOOLS = Path(sys.executable).parent


def tool(name: str, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [TOOLS / f"pyside6-{name}", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


def describe_bridge(folder: Path) -> None:
    """Write the QML module ``Terminal.Backend`` that Python registers, as files for qmllint."""
    module = folder / "Terminal" / "Backend"
    module.mkdir(parents=True)
    (module / "qmldir").write_text("module Terminal.Backend\ntypeinfo plugins.qmltypes\n", "utf-8")
    dumped = tool("metaobjectdump", "-o", module / "bridge.json", ROOT / "ui" / "bridge.py", cwd=ROOT)
    assert dumped.returncode == 0, dumped.stderr
    registered = tool(
        "qmltyperegistrar",
        "--generate-qmltypes",
        module / "plugins.qmltypes",
        "--import-name",
        "Terminal.Backend",
        "--major-version",
        "1",
        module / "bridge.json",
        "-o",
        module / "unused.cpp",
        cwd=module,
    )
    assert registered.returncode == 0, registered.stderr


def test_qmllint_has_nothing_to_say(tmp_path: Path) -> None:
    describe_bridge(tmp_path)
    files = sorted((QML / "Terminal").rglob("*.qml"))
    assert files
    linted = tool("qmllint", "-I", QML, "-I", tmp_path, "--max-warnings", "0", *files, cwd=QML)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_the_module_lists_every_file() -> None:
    listed = {
        line.split()[-1]
        for line in (QML / "Terminal" / "qmldir").read_text("utf-8").splitlines()
        if line.endswith(".qml")
    }
    there = {str(path.relative_to(QML / "Terminal")) for path in (QML / "Terminal").rglob("*.qml")}
    assert listed == there
