# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything an author of answers and online services should look at, over a whole folder of assets."""

from __future__ import annotations

from pathlib import Path

from kiosk.answers.check import check as check_answers
from kiosk.languages import Languages
from kiosk.online.load import check as check_online
from kiosk.services import load_catalogue
from kiosk.services.problems import ServiceFileProblem


def check_all(assets: Path) -> list[ServiceFileProblem]:
    """All errors and warnings of ``answers`` and ``online`` in ``assets``.

    Raises:
        CatalogueError: the service files beside them cannot be used, so nothing can be said of what names them.
    """
    services = load_catalogue(assets / "services").services
    icons = {path.stem for path in (assets / "icons").glob("*.svg")}
    online = {path.stem for path in (assets / "online").glob("*.yaml")}
    languages = [language.tag for language in Languages(assets / "languages")]
    return [
        *check_online(assets / "online", services, icons),
        *check_answers(assets / "answers", services=services, online=online, languages=languages),
    ]
