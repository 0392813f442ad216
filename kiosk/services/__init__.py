# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""The services of an office: files under ``assets/services``, what they ask to bring and what they cost."""

from __future__ import annotations

from kiosk.services.catalogue import Catalogue, TopicGroup
from kiosk.services.load import load_catalogue
from kiosk.services.models import Service
from kiosk.services.problems import CatalogueError, ServiceFileProblem, Severity

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Service",
    "ServiceFileProblem",
    "Severity",
    "TopicGroup",
    "load_catalogue",
]
