# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""What services are called, for people at desks."""

from __future__ import annotations

from functools import cache

import yaml

from backoffice.assets import assets_dir


@cache
def service_titles() -> dict[str, str]:
    """German titles by service key, from ``assets/services``. A key that is missing here stands for itself."""
    found: dict[str, str] = {}
    for path in sorted((assets_dir() / "services").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(content, dict) and "key" in content and "title" in content:
            found[str(content["key"])] = str(content["title"])
    return found
